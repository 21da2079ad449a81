"""Texts for a news service: narrow lines, plain marks, filing details, and nothing added."""

import re
from dataclasses import replace

import pytest
from going_out import RELEASED, every_outgoing, headed, outgoing

from builders import a_draft, a_sentence, an_entity, an_organisation
from disclosure.facts.case import Security
from disclosure.outputs.news_text import END, WIDTH, news_text, plain_marks
from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.words.drafts import GAP

LEI = "2138005O9XJIJN4JPN90"  # made up for tests; its check digits are right
ISSUER = replace(
    an_entity(), lei=LEI, securities=(Security("share", "LSE", "GB0031274896", "HVAL"),)
)
INSIDE = a_sentence("This announcement contains inside information.", name="inside-information")
ANNOUNCED = headed(a_draft(INSIDE, layout="announcement"), "A cyber incident")


def test_an_announcement_that_is_not_released_is_written_like_this() -> None:
    text = news_text(outgoing(ANNOUNCED, organisation=an_organisation(entities=[ISSUER])))
    assert text == (
        "DRAFT. Not released. Not to be given out.\n"
        "\n"
        "For the form of the news service. The text itself begins below the\n"
        "line.\n"
        "\n"
        "Issuer:             Harcourt & Vale plc\n"
        f"LEI:                {LEI}\n"
        "Securities:         HVAL, GB0031274896, LSE\n"
        "Headline:           A cyber incident\n"
        "Category:           MSC, Miscellaneous (proposed; whoever files it\n"
        "                    decides)\n"
        "Inside information: yes, and the text says so\n"
        "This text:          version 1, frozen, not released, Tue 22 April\n"
        "                    2025, 14:05 BST (13:05 UTC)\n"
        f"Its digest:         begins {ANNOUNCED.digest[:16]}\n"
        "\n"
        "----------------------------------------------------------------------\n"
        "\n"
        "A cyber incident\n"
        "================\n"
        "\n"
        "This announcement contains inside information.\n"
        "\n"
        "ENDS\n"
    )


def test_a_released_one_says_so_and_is_no_draft() -> None:
    text = news_text(outgoing(ANNOUNCED, marks=RELEASED))
    assert "DRAFT" not in text
    assert "version 1, released Tue 22 April 2025, 14:05 BST\n" in text
    assert text.endswith("\nENDS\n")


def test_an_example_says_so_released_or_not() -> None:
    assert news_text(outgoing(ANNOUNCED, marks=(EXAMPLE,))).startswith("EXAMPLE. ")
    assert news_text(outgoing(ANNOUNCED, marks=(DRAFT, EXAMPLE))).startswith(
        "DRAFT. Not released. Not to be given out.\nEXAMPLE. "
    )


def test_what_a_service_must_be_told_and_nobody_knows_is_said_to_be_missing() -> None:
    gap = a_sentence("a judgement", name="inside-information", kind=GAP)
    text = news_text(outgoing(a_draft(gap, layout="announcement"), version=None))
    assert "LEI:                [Still missing]\n" in text
    assert "Headline:           [Still missing]\n" in text
    assert "Inside information: not judged yet\n" in text
    assert "This text:          the draft as it stood at Tue 22 April 2025," in text
    assert "Securities" not in text


def test_a_text_without_the_sentence_claims_nothing_about_inside_information() -> None:
    text = news_text(outgoing(a_draft(layout="announcement")))
    assert "Inside information: the text does not say that it holds any\n" in text


def test_what_follows_a_first_announcement_is_proposed_as_an_update() -> None:
    # DTR 8 Annex 2: UPD; the first holding notice is MSC.
    text = news_text(outgoing(ANNOUNCED, series=2))
    assert "Category:           UPD, Strategy/Company/Operations Update (proposed;\n" in text


def test_a_statement_to_the_press_has_an_end_and_no_filing_details() -> None:
    text = news_text(outgoing(a_draft(a_sentence("We know."), layout="statement"), marks=RELEASED))
    assert text == "We know.\n\nENDS\n"


# ---- Marks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("the group’s “till” ‘app’", "the group's \"till\" 'app'"),
        ("09:00–10:00 — or so", "09:00-10:00 - or so"),
        ("wait… 3 × 2 − 1", "wait... 3 x 2 - 1"),
        ("22\N{NO-BREAK SPACE}April\N{THIN SPACE}2025", "22 April 2025"),
        ("re\N{SOFT HYPHEN}store \N{ZERO WIDTH SPACE}it", "restore it"),
        ("one\ttwo\n three", "one two three"),
        ("Café Zürich, £300 million, €5", "Café Zürich, £300 million, €5"),
    ],
)
def test_marks_become_plain_and_words_stay(written: str, plain: str) -> None:
    assert plain_marks(written) == plain


# ---- Every example ---------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [RELEASED, (DRAFT,)])
def test_every_example_is_narrow_and_has_no_columns(marks: tuple[str, ...]) -> None:
    for each in every_outgoing(marks=marks):
        text = news_text(each)
        assert [line for line in text.splitlines() if len(line) > WIDTH] == []
        assert [line for line in text.splitlines() if line != line.rstrip()] == []
        below = text.rpartition("-" * WIDTH)[2]
        # Two blanks within a line stand after the number of a form's question and nowhere else.
        wide = [line for line in below.splitlines() if re.search(r"\S {2,}\S", line)]
        assert [line for line in wide if each.draft.layout != "form"] == []
        assert "\t" not in text
        assert text.isprintable() or {char for char in text if not char.isprintable()} == {"\n"}


@pytest.mark.parametrize("marks", [RELEASED, (DRAFT,)])
def test_every_sentence_of_every_example_stands_in_it_in_order(marks: tuple[str, ...]) -> None:
    for each in every_outgoing(marks=marks):
        flat, place = " ".join(news_text(each).split()), 0
        for sentence in each.draft.said():
            words = plain_marks(sentence.text)
            place = flat.find(words, place)
            assert place >= 0, (each.draft.notice, words)


def test_a_released_example_holds_the_sentences_and_nothing_else() -> None:
    for each in every_outgoing(marks=RELEASED):
        if each.draft.layout == "statement":
            # A heading is underlined with hyphens, the title with equals signs.
            text = re.sub(r"(?m)^.+\n-{3,}$", "", news_text(each))
            below = " ".join(text.split()).removesuffix(END)
            bare = re.sub(r"={2,}|(?<!\S)- ", "", below)
            said = " ".join(plain_marks(sentence.text) for sentence in each.draft.said())
            assert " ".join(bare.split()) == said


def test_the_same_text_gives_the_same_bytes() -> None:
    assert news_text(outgoing(ANNOUNCED)) == news_text(outgoing(ANNOUNCED))
