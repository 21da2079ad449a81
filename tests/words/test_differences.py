"""What a redline marks, and when a frozen text would come out different."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from builders import NOON, a_case, a_draft, a_fact, a_judgement, a_sentence, an_entry
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.differences import (
    Became,
    ChangedSentence,
    Run,
    changed_sentences,
    known_again,
    moved_beneath,
    redline,
    stands_on,
    words,
)
from disclosure.words.drafts import GAP, Answered, HeadingPart, Rest

FROZEN = NOON
LATER = NOON + timedelta(hours=1)
CAUSE = a_fact("incident.cause", "a fault")
FIRST = a_sentence("A fault stopped our tills.", CAUSE, name="first")
SECOND = a_sentence("Our shops are open.", name="second")
THIRD = a_sentence("We are sorry.", name="third")


# ---- The redline --------------------------------------------------------------------------------


def test_one_comma_is_marked_as_one_comma() -> None:
    assert list(words("Shops, cafés and tills.", "Shops cafés and tills.")) == [
        (Run.SAME, "Shops"),
        (Run.DELETED, ","),
        (Run.SAME, " cafés and tills."),
    ]


def test_a_word_put_in_place_of_another_is_deleted_then_inserted() -> None:
    assert list(words("about 900 people", "about 1200 people")) == [
        (Run.SAME, "about "),
        (Run.DELETED, "900 "),
        (Run.INSERTED, "1200 "),
        (Run.SAME, "people"),
    ]


def test_changes_close_together_are_marked_as_one_phrase() -> None:
    before, after = (
        "Card payment works only in some of the stores.",
        ("Card payment works again in most stores."),
    )
    assert list(words(before, after)) == [
        (Run.SAME, "Card payment works "),
        (Run.DELETED, "only in some of the "),
        (Run.INSERTED, "again in most "),
        (Run.SAME, "stores."),
    ]


def test_two_figures_far_apart_stay_two_changes() -> None:
    found = list(words("about 900 people in 20 shops", "about 1200 people in 30 shops"))
    assert [run for run, _ in found] == [
        Run.SAME, Run.DELETED, Run.INSERTED, Run.SAME, Run.DELETED, Run.INSERTED, Run.SAME,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Only in shops.", "Again in shops."),
        ("We know of 900", "We know of 1200"),
        ("We closed our shops.", "We closed our stores."),
    ],
)
def test_what_is_put_in_never_runs_into_what_is_taken_out(before: str, after: str) -> None:
    runs = list(words(before, after))
    assert "".join(text for run, text in runs if run is not Run.INSERTED) == before
    assert "".join(text for run, text in runs if run is not Run.DELETED) == after
    for (run, text), (following, other) in pairwise(runs):
        if {run, following} == {Run.DELETED, Run.INSERTED}:
            assert text[-1].isspace() or other[0].isspace()


def test_sentences_are_matched_by_their_ids_and_removed_ones_stand_where_they_stood() -> None:
    changed = replace(THIRD, text="We are very sorry.")
    fourth = a_sentence("Ask us.", name="fourth")
    rows = redline(a_draft(FIRST, SECOND, THIRD), a_draft(FIRST, changed, fourth))
    assert [(row.id, row.became) for row in rows] == [
        ("first", Became.SAME),
        ("second", Became.REMOVED),
        ("third", Became.CHANGED),
        ("fourth", Became.ADDED),
    ]
    assert rows[1].runs == ((Run.DELETED, "Our shops are open."),)
    assert rows[3].runs == ((Run.INSERTED, "Ask us."),)


def test_what_is_gone_from_the_beginning_stands_first() -> None:
    rows = redline(a_draft(FIRST, SECOND), a_draft(SECOND))
    assert [(row.id, row.became) for row in rows] == [
        ("first", Became.REMOVED),
        ("second", Became.SAME),
    ]


def test_a_sentence_at_another_place_is_marked_as_moved() -> None:
    rows = redline(a_draft(FIRST, SECOND, THIRD), a_draft(SECOND, THIRD, FIRST))
    assert [(row.id, row.is_moved) for row in rows] == [
        ("second", False),
        ("third", False),
        ("first", True),
    ]


def test_headings_questions_titles_and_gaps_are_in_the_redline() -> None:
    hole = a_sentence("the cause", name="first", kind=GAP)
    asked = Answered("What happened?", "B1", "", required=True, parts=())
    before = replace(a_draft(hole, parts=[HeadingPart("What to do"), asked]), headline=THIRD)
    after = replace(a_draft(FIRST, parts=[HeadingPart("What you can do")]), headline=THIRD)
    rows = redline(before, after)
    assert [("".join(text for _, text in row.runs), row.became) for row in rows if not row.id] == [
        ("What to do", Became.REMOVED),
        ("B1 What happened?", Became.REMOVED),
        ("What you can do", Became.ADDED),
    ]
    assert [row.became for row in rows if row.id] == [Became.SAME, Became.CHANGED]
    assert rows[1].runs[0] == (Run.DELETED, "[Still missing: the cause]")


# ---- Whether an approved text still holds -------------------------------------------------------


def test_newer_versions_of_the_same_words_are_no_difference() -> None:
    newer = a_sentence(FIRST.text, replace(CAUSE, number=2), name="first")
    assert changed_sentences(a_draft(FIRST), a_draft(newer)) == ()


def test_other_words_a_new_and_a_lost_sentence_are_differences_with_their_facts() -> None:
    other = a_sentence("A fire stopped our tills.", replace(CAUSE, number=2), name="first")
    found = changed_sentences(a_draft(FIRST, SECOND), a_draft(other, THIRD))
    assert found == (
        ChangedSentence("first", FIRST.text, "A fire stopped our tills.", ("incident.cause",)),
        ChangedSentence("second", SECOND.text, ""),
        ChangedSentence("third", "", THIRD.text),
    )


def test_another_order_of_the_same_sentences_is_a_difference() -> None:
    found = changed_sentences(a_draft(FIRST, SECOND, THIRD), a_draft(SECOND, THIRD, FIRST))
    assert [c.id for c in found] == ["first"]
    # One put between two others moves neither of them.
    between = changed_sentences(a_draft(FIRST, THIRD), a_draft(FIRST, SECOND, THIRD))
    assert [c.id for c in between] == ["second"]


def test_another_heading_is_a_difference() -> None:
    one, other = (a_draft(FIRST, parts=[HeadingPart(text)]) for text in ("Do this", "Do that"))
    assert changed_sentences(one, other) == (
        ChangedSentence("", "Do this", ""),
        ChangedSentence("", "", "Do that"),
    )


def test_a_sentence_that_became_a_gap_of_the_same_words_is_a_difference() -> None:
    assert changed_sentences(a_draft(FIRST), a_draft(replace(FIRST, kind=GAP)))


def test_words_by_hand_are_different_when_what_lies_beneath_them_is() -> None:
    by_hand = replace(FIRST, text="A switch broke.", by_hand="Ada", drafted="A fault stopped it.")
    beneath = replace(by_hand, drafted="A fire stopped it.")
    assert changed_sentences(a_draft(by_hand), a_draft(beneath))
    assert changed_sentences(a_draft(by_hand), a_draft(by_hand)) == ()


def test_words_by_hand_are_different_when_a_fact_they_rest_on_moved() -> None:
    by_hand = replace(FIRST, text="A switch broke.", by_hand="Ada", drafted=FIRST.text)
    found = changed_sentences(a_draft(by_hand), a_draft(by_hand), moved={"incident.cause"})
    assert [(c.id, c.facts) for c in found] == [("first", ("incident.cause",))]
    # The drafted ones would come out different on their own, if the fact made a difference.
    assert changed_sentences(a_draft(FIRST), a_draft(FIRST), moved={"incident.cause"}) == ()


# ---- What is known now, as of then --------------------------------------------------------------


def a_version(
    number: int,
    change: Change,
    value: str = "a fault",
    *,
    standing: Standing = Standing.CONFIRMED,
    support: Support | None = None,
) -> FactVersion:
    return a_fact(
        "incident.cause",
        value,
        standing,
        number=number,
        recorded_at=FROZEN + timedelta(minutes=10 * (number - 1)),
        change=change,
        support=support,
    )


ONCE = replace(CAUSE, recorded_at=FROZEN - timedelta(hours=1))
AGAIN = a_version(2, Change.RE_CONFIRMS)
FIRE = a_version(3, Change.CHANGES, "a fire")
TAKEN_BACK = a_version(3, Change.WITHDRAWN)


@pytest.mark.parametrize(
    ("later", "number"),
    [
        ([AGAIN], 1),
        ([AGAIN, a_version(3, Change.RE_CONFIRMS)], 1),
        ([AGAIN, FIRE], 3),
        ([a_version(2, Change.CHANGES, "a fire"), a_version(3, Change.RE_CONFIRMS, "a fire")], 3),
        # A version that calls itself re-confirming and says something else is not believed.
        ([a_version(2, Change.RE_CONFIRMS, "a fire")], 2),
        ([a_version(2, Change.RE_CONFIRMS, standing=Standing.SUSPECTED)], 2),
        ([a_version(2, Change.RE_CONFIRMS, support=Support(expected_by=LATER))], 2),
        (
            [a_version(2, Change.RE_CONFIRMS, support=Support(source="call", checked_until=LATER))],
            1,
        ),
        ([AGAIN, TAKEN_BACK], None),
    ],
    ids=[
        "re-confirmed",
        "re-confirmed twice",
        "re-confirmed, then changed",
        "changed, then re-confirmed",
        "another value in disguise",
        "another standing in disguise",
        "another promise in disguise",
        "checked again until later",
        "withdrawn",
    ],
)
def test_a_fact_only_reconfirmed_is_as_it_was_and_any_other_as_it_is(
    later: Sequence[FactVersion], number: int | None
) -> None:
    case = a_case(facts=[ONCE, *later])
    known = known_again(case, FROZEN, LATER)
    held = known.fact("incident.cause")
    assert (held.number if held else None) == number
    by_hand = a_draft(replace(FIRST, by_hand="Ada"))
    assert ("incident.cause" in moved_beneath(by_hand, case.known_at(LATER))) == (number != 1)


def test_the_clocks_stand_where_they_stood() -> None:
    assert known_again(a_case(), FROZEN, LATER).at == FROZEN


def test_what_was_recorded_for_the_first_time_since_is_in_it() -> None:
    new = an_entry(recorded_at=FROZEN + timedelta(minutes=1))
    case = a_case(facts=[ONCE, new])
    assert known_again(case, FROZEN, LATER).fact(new.key) == new


def test_what_lies_beneath_drafted_words_moves_nothing_on_its_own() -> None:
    assert moved_beneath(a_draft(FIRST), a_case(facts=[ONCE, FIRE]).known_at(LATER)) == frozenset()


def judged(*values: str) -> Case:
    made = [
        a_judgement("risk_to_individuals", v, number=n, made_at=FROZEN + timedelta(minutes=n - 1))
        for n, v in enumerate(values, 1)
    ]
    return a_case(judgements=made)


def test_a_judgement_made_since_is_in_it() -> None:
    held = known_again(judged("likely", "unlikely"), FROZEN, LATER)
    assert held.judgements["risk_to_individuals"].value == "unlikely"


# ---- On which version words by hand stand -------------------------------------------------------

ON_ONE = Rest("incident.cause", 1, Standing.CONFIRMED)


@pytest.mark.parametrize(
    ("later", "number"),
    [([], 1), ([AGAIN], 2), ([AGAIN, FIRE], None), ([AGAIN, TAKEN_BACK], None)],
    ids=["the same", "re-confirmed", "changed", "withdrawn"],
)
def test_words_by_hand_follow_what_is_only_reconfirmed(
    later: Sequence[FactVersion], number: int | None
) -> None:
    now = stands_on(ON_ONE, a_case(facts=[ONCE, *later]).known_at(LATER))
    assert (now.version if now else None) == number


@pytest.mark.parametrize(
    ("values", "number"),
    [(["likely"], 1), (["likely", "likely"], 2), (["likely", "unlikely"], None), ([], 1)],
)
def test_words_by_hand_follow_a_judgement_made_again_alike(
    values: Sequence[str], number: int | None
) -> None:
    rest = Rest("judgement.risk_to_individuals", 1, Standing.CONFIRMED)
    now = stands_on(rest, judged(*values).known_at(LATER))
    assert (now.version if now else None) == number


def test_the_instant_of_a_judgement_counts() -> None:
    made = [
        a_judgement(instant=When.exactly(NOON - timedelta(hours=n)), number=n, made_at=NOON)
        for n in (1, 2)
    ]
    rest = Rest("judgement.aware_personal_data.instant", 1, Standing.CONFIRMED)
    assert stands_on(rest, a_case(judgements=made).known_at(LATER)) is None


def test_what_has_no_versions_stands_as_it_stood() -> None:
    rest = Rest("profile.contact.dpo", 1, Standing.CONFIRMED)
    assert stands_on(rest, a_case().known_at(LATER)) == rest
