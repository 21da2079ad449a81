"""Words by hand: in place of the drafted ones, resting on what their author says, never silent."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from builders import NOON, a_draft, a_fact, a_sentence
from disclosure.words.drafts import (
    FIXED,
    GAP,
    SENTENCE,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Rest,
    Sentence,
)
from disclosure.words.overrides import (
    Override,
    OverrideStanding,
    apply,
    next_hand_id,
)

ADA = UUID(int=1)
CAUSE = a_fact("incident.cause", "a fault")
SHOPS = a_fact("shops", "open")
FIRST = a_sentence("A fault stopped our tills.", CAUSE, name="first")
SECOND = a_sentence("Our shops are open.", SHOPS, name="second")
HOLE = a_sentence("cause: nothing is recorded.", name="hole", kind=GAP, about="incident.cause")
ON_CAUSE = (Rest("incident.cause", 1, CAUSE.standing),)


def an_edit(
    sentence: str = "first",
    text: str | None = "A broken switch stopped our tills.",
    *,
    number: int = 1,
    rests_on: Sequence[Rest] = ON_CAUSE,
    drafted: str = "A fault stopped our tills.",
    is_removed: bool = False,
    after: str = "",
) -> Override:
    return Override(
        sentence_id=sentence,
        number=number,
        text=text,
        is_removed=is_removed,
        rests_on=tuple(rests_on),
        reason="Plainer.",
        author=ADA,
        author_name="Ada Field",
        at=NOON + timedelta(minutes=number),
        drafted_text=drafted,
        after=after,
    )


def an_addition(
    after: str = "second",
    text: str | None = "Ask in any shop.",
    *,
    name: str = "hand-1",
    number: int = 1,
) -> Override:
    return an_edit(name, text, number=number, rests_on=(), drafted="", after=after)


def said(draft: Draft) -> list[str]:
    return [sentence.text for sentence in draft.sentences()]


def test_edited_words_stand_in_place_of_the_drafted_ones_and_name_their_author() -> None:
    draft, [state] = apply(a_draft(FIRST, SECOND), [an_edit()])
    edited = next(draft.sentences())
    assert (edited.id, edited.text) == ("first", "A broken switch stopped our tills.")
    assert (edited.kind, edited.rests_on, edited.by_hand) == (SENTENCE, ON_CAUSE, "Ada Field")
    assert edited.drafted == "A fault stopped our tills."
    assert state.standing is OverrideStanding.APPLIED


def test_the_last_edit_of_a_sentence_counts_whatever_the_order_they_come_in() -> None:
    draft, states = apply(
        a_draft(FIRST), [an_edit(text="Later.", number=2), an_edit(text="Earlier.")]
    )
    assert said(draft) == ["Later."]
    assert len(states) == 1


def test_an_edit_can_be_taken_back_and_leaves_no_trace_in_the_draft() -> None:
    plain = a_draft(FIRST, SECOND)
    assert apply(plain, [an_edit(), an_edit(text=None, number=2)]) == (plain, ())


def test_a_removed_sentence_is_left_out_and_listed() -> None:
    draft, [state] = apply(a_draft(FIRST, SECOND), [an_edit(text=None, is_removed=True)])
    assert said(draft) == ["Our shops are open."]
    assert state.override.is_removed
    assert state.drafted_now == "A fault stopped our tills."


@pytest.mark.parametrize(
    ("rests_on", "kind"),
    [(ON_CAUSE, SENTENCE), ((), FIXED)],
    ids=["resting on a fact it is a sentence", "resting on nothing it is framing"],
)
def test_a_gap_can_be_filled_by_hand(rests_on: Sequence[Rest], kind: str) -> None:
    edit = an_edit("hole", "We are looking into why.", rests_on=rests_on, drafted=HOLE.text)
    filled = next(apply(a_draft(HOLE), [edit])[0].sentences())
    assert (filled.kind, filled.is_said, filled.about) == (kind, True, "")
    assert filled.by_hand == "Ada Field"


def test_a_formula_stays_a_formula_though_it_depends_on_a_fact() -> None:
    formula = a_sentence("We are sorry.", CAUSE, name="first", kind=FIXED)
    edited = next(apply(a_draft(formula), [an_edit(drafted="We are sorry.")])[0].sentences())
    assert edited.kind == FIXED


def test_an_edit_of_words_that_are_drafted_otherwise_now_is_overtaken_and_still_applied() -> None:
    moved = a_sentence("A fire stopped our tills.", CAUSE, name="first")
    draft, [state] = apply(a_draft(moved), [an_edit()])
    assert said(draft) == ["A broken switch stopped our tills."]
    assert state.is_overtaken
    assert state.drafted_now == "A fire stopped our tills."


def test_an_edit_whose_fact_has_changed_is_overtaken_though_the_words_are_the_same() -> None:
    _, [state] = apply(a_draft(FIRST), [an_edit()], stands=lambda _: None)
    assert (state.is_overtaken, state.moved) == (True, ("incident.cause",))


def test_an_edit_follows_a_fact_that_was_only_confirmed_again() -> None:
    newer = Rest("incident.cause", 4, CAUSE.standing)
    draft, [state] = apply(a_draft(FIRST), [an_edit()], stands=lambda _: newer)
    assert next(draft.sentences()).rests_on == (newer,)
    assert state.standing is OverrideStanding.APPLIED


def test_an_edit_of_a_sentence_that_is_no_longer_drafted_is_idle() -> None:
    draft, [state] = apply(a_draft(SECOND), [an_edit()])
    assert said(draft) == ["Our shops are open."]
    assert state.standing is OverrideStanding.IDLE


# ---- Sentences added ----------------------------------------------------------------------------


def test_a_sentence_added_by_hand_follows_the_one_it_was_put_after() -> None:
    draft, [state] = apply(a_draft(FIRST, SECOND), [an_addition(after="first")])
    assert said(draft) == ["A fault stopped our tills.", "Ask in any shop.", "Our shops are open."]
    added = list(draft.sentences())[1]
    assert (added.id, added.kind, added.by_hand) == ("hand-1", FIXED, "Ada Field")
    assert state.standing is OverrideStanding.APPLIED


def test_added_sentences_may_follow_one_another_and_a_removed_one() -> None:
    edits = [
        an_edit("second", None, is_removed=True, drafted=SECOND.text),
        an_addition(),
        an_addition("hand-1", "It is free.", name="hand-2"),
    ]
    draft, _ = apply(a_draft(FIRST, SECOND), edits)
    assert said(draft)[1:] == ["Ask in any shop.", "It is free."]


def test_an_added_sentence_can_be_taken_away_again() -> None:
    plain = a_draft(FIRST, SECOND)
    assert apply(plain, [an_addition(), an_addition(text=None, number=2)]) == (plain, ())
    removed = an_edit("hand-1", None, is_removed=True, drafted="", rests_on=(), after="second")
    assert apply(plain, [removed])[0] == plain


def test_an_added_sentence_is_idle_while_the_one_before_it_is_not_drafted() -> None:
    draft, [state] = apply(a_draft(FIRST), [an_addition()])
    assert said(draft) == [FIRST.text]
    assert state.standing is OverrideStanding.IDLE


def test_the_next_sentence_by_hand_has_a_number_nobody_had() -> None:
    assert next_hand_id([]) == "hand-1"
    taken_away = [an_addition(), an_addition(text=None, number=2), an_edit()]
    assert next_hand_id(taken_away) == "hand-2"


# ---- Wherever a sentence stands -----------------------------------------------------------------

ITEM = a_sentence("the tills", name="item", form="item")
INTRO = a_sentence("Not working:", name="intro", form="intro")
SIGNED = a_sentence("Ada Field", name="signed", form="signature")


@pytest.mark.parametrize(
    ("parts", "after", "texts"),
    [
        ([ItemList(INTRO, (ITEM,))], "intro", ["Not working:", "Ask in any shop.", "the tills"]),
        ([ItemList(INTRO, (ITEM,))], "item", ["Not working:", "the tills", "Ask in any shop."]),
        ([Line(SIGNED)], "signed", ["Ada Field", "Ask in any shop."]),
        (
            [Answered("What?", "B1", "", required=True, parts=(Paragraph((FIRST,)),))],
            "first",
            [FIRST.text, "Ask in any shop."],
        ),
    ],
    ids=["after an introduction", "after an item", "after a signature", "in an answer"],
)
def test_a_sentence_can_be_added_anywhere(
    parts: Sequence[Part], after: str, texts: list[str]
) -> None:
    assert said(apply(a_draft(parts=parts), [an_addition(after)])[0]) == texts


def with_headline(headline: Sentence) -> Draft:
    plain = a_draft(SECOND)
    return Draft(
        **{name: getattr(plain, name) for name in plain.__slots__} | {"headline": headline}
    )


def test_a_title_can_be_edited_removed_and_followed() -> None:
    draft, _ = apply(with_headline(FIRST), [an_edit(text="Update"), an_addition(after="first")])
    assert said(draft) == ["Update", "Ask in any shop.", SECOND.text]
    removed, _ = apply(with_headline(FIRST), [an_edit(text=None, is_removed=True)])
    assert removed.headline is None


def test_what_loses_its_last_sentence_disappears_but_for_a_question_that_must_be_answered() -> None:
    gone = an_edit("item", None, is_removed=True, drafted="the tills")
    for part in (ItemList(INTRO, (ITEM,)), Paragraph((ITEM,)), Line(ITEM)):
        heading = HeadingPart("What does not work")
        assert apply(a_draft(parts=[heading, part]), [gone])[0].parts == ()
        asked = Answered("What?", "B1", "", required=False, parts=(part,))
        assert apply(a_draft(parts=[asked]), [gone])[0].parts == ()
        must = Answered("What?", "B1", "", required=True, parts=(part,))
        assert apply(a_draft(parts=[must]), [gone])[0].parts == (
            Answered("What?", "B1", "", required=True, parts=()),
        )
