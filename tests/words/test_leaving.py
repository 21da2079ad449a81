"""What goes out: no gap, and no heading, question or introduction over nothing but gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from drafted import CASE_NAMES, all_drafted, drafted
from full_case import nothing_known
from going_out import headed

from builders import a_draft, a_sentence, the_catalogue
from disclosure.words.drafts import (
    FIXED,
    GAP,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    sentences_in,
)
from disclosure.words.leaving import closes, said_only, without_idle_headings

OPEN = a_sentence("a telephone number", kind=GAP)
SAID = a_sentence("Ask in any shop.")
SORRY = replace(a_sentence("We are sorry.", kind=FIXED), moves=("APOLOGY",))
RIGHTS = replace(a_sentence("It admits no liability.", kind=FIXED), form="closing")
COMPLAIN = a_sentence("You can complain to us.", kind=FIXED)
SIGNED = Line(replace(a_sentence("Jo Park"), form="signature"))
WHERE = HeadingPart("Where to ask")


def kept(*parts: Part, duty: str = "") -> tuple[Part, ...]:
    return said_only(a_draft(parts=parts, obligation=duty)).parts


def asked(*parts: Paragraph | ItemList, required: bool = True) -> Answered:
    return Answered("Why?", "A1", "", required=required, parts=parts)


def test_what_goes_out_has_neither_gaps_nor_what_only_they_stood_under() -> None:
    parts = (
        HeadingPart("Cause"),
        Paragraph((OPEN,)),
        HeadingPart("What we know"),
        Paragraph((SAID, OPEN)),
        ItemList(OPEN, (OPEN, SAID)),
        ItemList(OPEN, (OPEN,)),
        Line(OPEN),
        HeadingPart("At the end"),
    )
    made = said_only(headed(a_draft(parts=parts), OPEN))
    assert made.headline is None
    assert made.parts == (
        HeadingPart("What we know"),
        Paragraph((SAID,)),
        ItemList(None, (SAID,)),
    )


@pytest.mark.parametrize("closing", [Paragraph((SORRY,)), Paragraph((RIGHTS, SORRY)), SIGNED])
def test_how_a_text_closes_fills_no_heading(closing: Paragraph | Line) -> None:
    # In the draft the gap is shown under its heading; the text that goes out has neither.
    parts = (WHERE, Paragraph((OPEN,)), closing)
    assert without_idle_headings(parts) == parts
    assert kept(*parts) == (closing,)
    assert kept(WHERE, Paragraph((SAID, OPEN)), closing) == (WHERE, Paragraph((SAID,)), closing)


def test_a_fixed_sentence_that_tells_something_fills_its_heading() -> None:
    assert kept(WHERE, Paragraph((COMPLAIN,))) == (WHERE, Paragraph((COMPLAIN,)))


def test_an_apology_in_the_words_of_a_person_fills_its_heading() -> None:
    own = replace(SORRY, text="We are sorry; ask in any shop.", by_hand="Jo Park")
    assert kept(WHERE, Paragraph((own,))) == (WHERE, Paragraph((own,)))


def test_an_introduction_to_nothing_but_gaps_goes_with_them() -> None:
    of_gaps = ItemList(SAID, (OPEN,))
    assert kept(WHERE, of_gaps) == ()
    assert list(a_draft(parts=[of_gaps]).said()) == []
    assert list(a_draft(parts=[ItemList(SAID, (SAID,))]).said()) == [SAID, SAID]


def test_a_question_of_our_own_that_nothing_answers_is_left_out() -> None:
    assert kept(HeadingPart("More"), asked(Paragraph((OPEN,)))) == ()
    assert kept(asked(ItemList(SAID, (OPEN,)))) == ()
    answered = asked(Paragraph((SAID,)))
    assert kept(asked(Paragraph((OPEN, SAID)))) == (answered,)


def test_a_question_to_which_the_answer_is_an_apology_stays() -> None:
    sorry = asked(Paragraph((SORRY,)))
    assert kept(WHERE, sorry) == (WHERE, sorry)


def test_a_field_of_an_authority_that_nothing_answers_stays() -> None:
    assert kept(asked(Paragraph((OPEN,))), duty="uk.gdpr.33") == (asked(),)
    assert kept(asked(Paragraph((OPEN,)), required=False), duty="uk.gdpr.33") == ()


# ---- The texts we ship ---------------------------------------------------------------------------


def _over_nothing(draft: Draft) -> Iterable[str]:
    parts = said_only(draft).parts
    for n, part in enumerate(parts):
        after = parts[n + 1 :]
        if isinstance(part, HeadingPart):
            until = next((m for m, p in enumerate(after) if isinstance(p, HeadingPart)), None)
            beneath = after[:until]
            said = [s for p in beneath for s in sentences_in(p) if not closes(s)]
            if not said and not any(isinstance(p, Answered) for p in beneath):
                yield f"{draft.notice}: {part.text}"
        elif isinstance(part, Answered) and not part.parts and not draft.obligation:
            yield f"{draft.notice}: {part.question}"


@pytest.mark.parametrize("case", CASE_NAMES)
def test_no_heading_of_an_example_stands_over_nothing(case: str) -> None:
    held = [each.draft for each in all_drafted() if each.case == case]
    assert [wrong for draft in held for wrong in _over_nothing(draft)] == []


def test_no_heading_stands_over_nothing_where_nothing_is_known() -> None:
    held = [drafted(nothing_known(), notice).draft for notice in the_catalogue().notices]
    assert [wrong for draft in held for wrong in _over_nothing(draft)] == []


def test_the_email_on_data_goes_out_without_headings_over_gaps() -> None:
    notice = next(n for n in the_catalogue().notices if n.id == "voluntary.data.customers")
    made = drafted(nothing_known(), notice).draft
    headings = [[p.text for p in each.parts if isinstance(p, HeadingPart)]
                for each in (made, said_only(made))]  # fmt: skip
    # Of what may follow, of whom to ask and of when more is said nothing is known.
    assert headings == [
        ["What you should do", "What this may mean for you", "What happened", "Where to ask"],
        ["What you should do"],
    ]


def test_the_questions_for_calls_go_out_without_those_that_nothing_answers() -> None:
    notice = next(n for n in the_catalogue().notices if n.id == "voluntary.calls.customers")
    made = said_only(drafted(nothing_known(), notice).draft)
    questions = [p.question for p in made.parts if isinstance(p, Answered)]
    assert questions == ["Somebody says that they have my data. What now?"]
