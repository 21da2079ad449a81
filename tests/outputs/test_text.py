"""Drafts as plain text: the mark, the width, the gaps, the form."""

import pytest

from builders import a_case_file, a_draft, a_fact, a_sentence, the_catalogue
from disclosure.facts.standings import Standing
from disclosure.outputs.text import MARK, WIDTH, as_text
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.drafts import (
    GAP,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
)

EXAMPLES = ("coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021")


def drafts_of(name: str) -> tuple[Draft, ...]:
    catalogue = the_catalogue()
    packs = Packs(catalogue, Assessments(catalogue))
    return packs.draft_only(a_case_file(name), notices=["all"])


def a_question(*parts: Paragraph, ref: str = "A1", required: bool = False) -> Answered:
    return Answered("What happened?", ref, "", required, parts)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_draft_is_marked_and_narrow(name: str) -> None:
    for draft in drafts_of(name):
        text = as_text(draft)
        assert text.startswith(f"{MARK}\n\n\n")
        assert [line for line in text.splitlines() if len(line) > WIDTH and " " in line] == []
        assert [line for line in text.splitlines() if line != line.rstrip()] == []
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sentence_stands_in_the_text_in_order(name: str) -> None:
    for draft in drafts_of(name):
        flat, place = " ".join(as_text(draft).split()), 0
        for sentence in draft.sentences():
            place = flat.find(" ".join(sentence.text.split()), place)
            assert place >= 0, (draft.notice, sentence.text)


def test_the_mark_says_what_it_must() -> None:
    assert as_text(a_draft()) == "DRAFT. Not approved. Not to be given out.\n"


def test_a_gap_stands_in_square_brackets_beside_what_is_said() -> None:
    draft = a_draft(a_sentence("We know this."), a_sentence("Contact for staff", kind=GAP))
    assert as_text(draft) == (
        "DRAFT. Not approved. Not to be given out.\n\n\n"
        "We know this. [Still missing: Contact for staff]\n"
    )


def test_parts_are_set_apart_and_lists_hang() -> None:
    # 76 columns: the item breaks before 'thirteen', which would end in column 78.
    long = "one two three four five six seven eight nine ten eleven is twelve and so thirteen on"
    draft = a_draft(
        parts=[
            HeadingPart("Our services"),
            ItemList(
                a_sentence("These are affected:"),
                (a_sentence(long), a_sentence("Email", kind=GAP)),
            ),
            Line(a_sentence("Chief Executive")),
        ]
    )
    assert as_text(draft).partition("\n\n\n")[2] == (
        "Our services\n"
        "------------\n"
        "\n"
        "These are affected:\n"
        "- one two three four five six seven eight nine ten eleven is twelve and so\n"
        "  thirteen on\n"
        "- [Still missing: Email]\n"
        "\n"
        "Chief Executive\n"
    )


def test_a_list_without_an_introduction_begins_with_its_items() -> None:
    text = as_text(a_draft(parts=[ItemList(None, (a_sentence("One."), a_sentence("Two.")))]))
    assert text.endswith("\n- One.\n- Two.\n")


def test_a_long_headline_is_wrapped_and_underlined_to_its_longest_line() -> None:
    # 80 characters in four runs of 19 and a blank; 'dddd…' does not fit into 76.
    words = " ".join(letter * 19 for letter in "abcd")
    draft = a_draft()
    headed = Draft(
        **{name: getattr(draft, name) for name in Draft.__slots__} | {"headline": a_sentence(words)}
    )
    assert as_text(headed).partition("\n\n\n")[2] == (
        f"{'a' * 19} {'b' * 19} {'c' * 19}\n{'d' * 19}\n{'=' * 59}\n"
    )


def test_words_with_hyphens_and_addresses_stay_whole() -> None:
    address = "https://example.org/" + "a-long-path-" * 6
    text = as_text(a_draft(a_sentence(f"More on our page: {address}")))
    assert address in text.splitlines()


# ---- Forms -----------------------------------------------------------------------------------


def test_a_form_gives_questions_with_their_answers_indented() -> None:
    draft = a_draft(layout="form", parts=[a_question(Paragraph((a_sentence("This."),)))])
    assert as_text(draft).partition("\n\n\n")[2] == "A1  What happened?\n    This.\n"


def test_a_form_ends_with_what_cannot_be_answered_yet() -> None:
    unknown = a_fact("incident.cause", standing=Standing.UNKNOWN)
    draft = a_draft(
        layout="form",
        parts=[
            a_question(Paragraph((a_sentence("This."),)), ref="A1"),
            a_question(Paragraph((a_sentence("the cause", kind=GAP),)), ref="A2"),
            a_question(Paragraph((a_sentence("Not yet known.", unknown),)), ref="A3"),
            a_question(Paragraph((a_sentence("x", unknown), a_sentence("This."))), ref="A3b"),
            a_question(ref="A4", required=True),
            a_question(ref="A5"),
        ],
    )
    text = as_text(draft)
    assert text.count("    Not known yet.") == 2
    assert text.partition("What cannot be answered yet\n")[2] == (
        "---------------------------\n\n- A3  What happened?\n- A3b  What happened? (in part)\n"
    )


def test_a_form_with_every_answer_has_no_such_list() -> None:
    draft = a_draft(layout="form", parts=[a_question(Paragraph((a_sentence("This."),)))])
    assert "cannot be answered" not in as_text(draft)


def test_a_letter_has_no_such_list() -> None:
    assert "cannot be answered" not in as_text(a_draft(a_sentence("the cause", kind=GAP)))


def test_a_long_question_hangs_beside_its_number() -> None:
    # 'A9c  ' and 72 columns of words; the rest stands under the words.
    question = Answered("ten chars " * 7 + "over here it ends", "A9c", "", required=False, parts=())
    lines = as_text(a_draft(layout="form", parts=[question])).splitlines()
    assert lines[3].startswith("A9c  ten chars ten")
    assert lines[4].startswith("     ")
    assert len(lines[3]) <= WIDTH
