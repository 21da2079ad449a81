"""Conditions: what each standing answers to each kind of question.

The expected answers follow from the meaning of the standings: confirmed is its value, ruled out
is every other value, suspected points somewhere and settles nothing, unknown and no sign settle
nothing at all. They were written down by hand from that, value by value.
"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    NOON,
    a_count,
    a_fact,
    a_group,
    a_judgement,
    a_known,
    a_row,
    an_entity,
)
from disclosure.facts.standings import Quality, Standing
from disclosure.law.conditions import Answer, Group, Reading, Row, Subject, read
from disclosure.law.confidence import Confidence

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
CONFIRMED, SUSPECTED = Standing.CONFIRMED, Standing.SUSPECTED
RULED_OUT, NO_SIGN, OPEN = Standing.RULED_OUT, Standing.NO_SIGN, Standing.UNKNOWN
KIND = "incident.kind"
KINDS = ("cyber", "cyber-attempt", "technical", "physical")


def answers(reading: Reading) -> tuple[Answer, Answer]:
    return reading.answer, reading.leans


# ---- Facts with closed answers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "value", "answer", "leans"),
    [
        (CONFIRMED, "yes", YES, YES),
        (CONFIRMED, "no", NO, NO),
        (SUSPECTED, "yes", UNKNOWN, YES),
        (SUSPECTED, "no", UNKNOWN, NO),
        (RULED_OUT, "yes", NO, NO),
        (RULED_OUT, "no", YES, YES),  # what is not 'no' is 'yes'
        (NO_SIGN, "yes", UNKNOWN, UNKNOWN),
        (NO_SIGN, "no", UNKNOWN, UNKNOWN),
        (OPEN, None, UNKNOWN, UNKNOWN),
    ],
)
def test_yes_or_no_is_yes(
    standing: Standing, value: str | None, answer: Answer, leans: Answer
) -> None:
    known = a_known(a_fact("personal_data.involved", value, standing))
    assert answers(read(a_row(), known)) == (answer, leans)


@pytest.mark.parametrize(
    ("standing", "value", "accepts", "answer", "leans"),
    [
        # confirmed and suspected: in the list or not
        (CONFIRMED, "cyber", ("cyber", "cyber-attempt"), YES, YES),
        (CONFIRMED, "cyber-attempt", ("cyber", "cyber-attempt"), YES, YES),
        (CONFIRMED, "technical", ("cyber", "cyber-attempt"), NO, NO),
        (SUSPECTED, "cyber", ("cyber", "cyber-attempt"), UNKNOWN, YES),
        (SUSPECTED, "technical", ("cyber", "cyber-attempt"), UNKNOWN, NO),
        # one of four ruled out: the other three remain
        (RULED_OUT, "technical", ("cyber",), UNKNOWN, UNKNOWN),
        (RULED_OUT, "cyber", ("cyber",), NO, NO),
        (RULED_OUT, "cyber", ("cyber", "cyber-attempt"), UNKNOWN, UNKNOWN),
        (RULED_OUT, "physical", ("cyber", "cyber-attempt", "technical"), YES, YES),
        (RULED_OUT, "physical", ("cyber", "cyber-attempt"), UNKNOWN, UNKNOWN),
        (NO_SIGN, "cyber", ("cyber",), UNKNOWN, UNKNOWN),
        (OPEN, None, ("cyber",), UNKNOWN, UNKNOWN),
    ],
)
def test_a_choice_in_a_list(
    standing: Standing, value: str | None, accepts: tuple[str, ...], answer: Answer, leans: Answer
) -> None:
    row = a_row(key=KIND, accepts=accepts, closed=KINDS)
    assert answers(read(row, a_known(a_fact(KIND, value, standing)))) == (answer, leans)


def test_nothing_recorded_is_not_a_no() -> None:
    reading = read(a_row(), a_known())
    assert reading == Reading(a_row(), UNKNOWN, UNKNOWN, "personal_data.involved: nothing recorded")
    assert reading.asks == "Is personal_data.involved so?"
    assert (reading.cite, reading.confidence) == ("Art 1", Confidence.VERIFIED)
    assert reading.subject == "fact:personal_data.involved"
    assert reading.open == ("fact:personal_data.involved",)
    assert (reading.presumes_duty, reading.duty_stands, reading.abstains) == (False, False, False)


def test_a_suspected_fact_without_a_value_points_nowhere() -> None:
    known = a_known(a_fact(value=None, standing=SUSPECTED))
    assert answers(read(a_row(), known)) == (UNKNOWN, UNKNOWN)


def test_alternatives_that_are_open_presume_nothing_and_leave_nothing_to_others() -> None:
    reading = read(a_group(a_row(), a_row(key="other")), a_known())
    assert reading.answer is UNKNOWN
    assert (reading.presumes_duty, reading.duty_stands, reading.abstains) == (False, False, False)
    assert reading.subject == ""
    assert reading.open == ("fact:personal_data.involved", "fact:other")


# ---- Counts -------------------------------------------------------------------------------------

# By hand, against a threshold of 500 people: yes when no possible number is below it, no when
# none reaches it. "About" is never certain, it only points.
COUNTS = [
    (Quality.EXACT, 499, None, NO, NO),
    (Quality.EXACT, 500, None, YES, YES),
    (Quality.EXACT, 501, None, YES, YES),
    (Quality.ABOUT, 499, None, UNKNOWN, NO),
    (Quality.ABOUT, 500, None, UNKNOWN, YES),
    (Quality.ABOUT, 501, None, UNKNOWN, YES),
    (Quality.AT_LEAST, 499, None, UNKNOWN, UNKNOWN),
    (Quality.AT_LEAST, 500, None, YES, YES),
    (Quality.AT_LEAST, 501, None, YES, YES),
    (Quality.AT_MOST, 499, None, NO, NO),
    (Quality.AT_MOST, 500, None, UNKNOWN, UNKNOWN),
    (Quality.AT_MOST, 501, None, UNKNOWN, UNKNOWN),
    (Quality.RANGE, 100, 499, NO, NO),
    (Quality.RANGE, 100, 500, UNKNOWN, UNKNOWN),
    (Quality.RANGE, 499, 501, UNKNOWN, UNKNOWN),
    (Quality.RANGE, 500, 900, YES, YES),
    (Quality.RANGE, 501, 900, YES, YES),
]
PEOPLE = "personal_data.people_count"


@pytest.mark.parametrize(("quality", "low", "high", "answer", "leans"), COUNTS)
def test_a_number_around_its_threshold(
    quality: Quality, low: int, high: int | None, answer: Answer, leans: Answer
) -> None:
    row = a_row(key=PEOPLE, accepts=(), closed=(), at_least=500)
    fact = a_fact(PEOPLE, a_count(low, quality, high=high))
    assert answers(read(row, a_known(fact))) == (answer, leans)


@pytest.mark.parametrize(("quality", "low", "high", "answer", "leans"), COUNTS)
def test_a_suspected_number_only_points(
    quality: Quality, low: int, high: int | None, answer: Answer, leans: Answer
) -> None:
    row = a_row(key=PEOPLE, accepts=(), closed=(), at_least=500)
    fact = a_fact(PEOPLE, a_count(low, quality, high=high), SUSPECTED)
    assert answers(read(row, a_known(fact))) == (UNKNOWN, leans)


@pytest.mark.parametrize("standing", [RULED_OUT, NO_SIGN, OPEN])
@pytest.mark.parametrize("number", [0, 499, 500, 10_000])
def test_other_standings_of_a_number_settle_nothing(standing: Standing, number: int) -> None:
    row = a_row(key=PEOPLE, accepts=(), closed=(), at_least=500)
    fact = a_fact(PEOPLE, a_count(number), standing)
    assert answers(read(row, a_known(fact))) == (UNKNOWN, UNKNOWN)


def test_one_affected_person_is_enough_for_a_threshold_of_one() -> None:
    row = a_row(key=PEOPLE, accepts=(), closed=(), at_least=1)
    found = [read(row, a_known(a_fact(PEOPLE, a_count(n)))).answer for n in (0, 1)]
    assert found == [NO, YES]


def test_a_row_that_tests_no_number_is_reached_by_any_number() -> None:
    row = a_row(key=PEOPLE, accepts=(), closed=())
    assert read(row, a_known(a_fact(PEOPLE, a_count(0)))).answer is YES


# ---- Profile ------------------------------------------------------------------------------------

PROFILE = a_row(Subject.PROFILE, "fca.authorised")


@pytest.mark.parametrize(
    ("whole", "companies", "answer"),
    [
        (None, [], UNKNOWN),
        (None, [None], UNKNOWN),
        ("yes", [], YES),
        ("no", [], NO),
        ("no", ["yes"], YES),  # one company of the group is enough
        ("no", ["no"], NO),
        (None, ["no", "yes"], YES),
        (None, ["no", "no"], NO),
        # a company nobody has asked about may still be one for which it is so
        (None, ["no", None], UNKNOWN),
        (None, [None, "no"], UNKNOWN),
        (None, ["yes", None], YES),
        ("no", ["no", None], NO),
        ("no", [None, "yes"], YES),
    ],
)
def test_one_company_of_the_group_is_enough(
    whole: str | None, companies: list[str | None], answer: Answer
) -> None:
    entities = [
        an_entity(f"company-{n}", profile={"fca.authorised": each} if each else {})
        for n, each in enumerate(companies)
    ]
    known = a_known(profile={"fca.authorised": whole} if whole else {}, entities=entities)
    assert answers(read(PROFILE, known)) == (answer, answer)


def test_profile_answers_are_told_with_their_company() -> None:
    known = a_known(
        profile={"fca.authorised": "no"},
        entities=[an_entity("insurance", profile={"fca.authorised": "yes"})],
    )
    assert read(PROFILE, known).known == "fca.authorised: no, yes (insurance)"
    assert read(PROFILE, a_known()).known == "fca.authorised: nothing recorded"


# ---- Judgements ---------------------------------------------------------------------------------

RISK = "risk_to_individuals"


@pytest.mark.parametrize(
    ("judged", "is_unlikely", "ever_unlikely", "made"),
    [
        # what was judged, in order: what the latest says, what any said, whether any was made
        ([], UNKNOWN, UNKNOWN, UNKNOWN),
        (["unlikely"], YES, YES, YES),
        (["likely"], NO, NO, YES),
        (["unlikely", "likely"], NO, YES, YES),
        (["likely", "unlikely"], YES, YES, YES),
    ],
)
def test_judgements_by_their_latest_by_any_and_by_there_being_one(
    judged: list[str], is_unlikely: Answer, ever_unlikely: Answer, made: Answer
) -> None:
    known = a_known(judgements=[a_judgement(RISK, v, number=n + 1) for n, v in enumerate(judged)])
    rows = [
        a_row(Subject.JUDGEMENT, RISK, accepts=("unlikely",)),
        a_row(Subject.JUDGEMENT, RISK, accepts=("unlikely",), ever=True),
        a_row(Subject.JUDGEMENT, RISK, accepts=(), made=True),
    ]
    wanted = [(answer, answer) for answer in (is_unlikely, ever_unlikely, made)]
    assert [answers(read(row, known)) for row in rows] == wanted


def test_a_judgement_made_later_is_not_known_yet() -> None:
    late = a_judgement(RISK, "unlikely", made_at=NOON + timedelta(seconds=1))
    row = a_row(Subject.JUDGEMENT, RISK, accepts=("unlikely",))
    assert read(row, a_known(judgements=[late])).answer is UNKNOWN


def test_judgements_are_told_with_who_judged() -> None:
    row = a_row(Subject.JUDGEMENT, RISK, accepts=("unlikely",))
    told = [
        read(row, a_known(judgements=judged)).known
        for judged in (
            [],
            [a_judgement(RISK, "likely")],
            [a_judgement(RISK, "likely", made_by="")],
        )
    ]
    assert told == [
        "risk_to_individuals: nobody has judged yet",
        "risk_to_individuals: judged likely by the data protection officer",
        "risk_to_individuals: judged likely",
    ]


def test_the_three_answers_are_these() -> None:
    # They are what the JSON output of a duty says.
    assert list(Answer) == ["yes", "no", "unknown"]


def test_a_row_presumes_nothing_and_looks_at_the_latest_unless_the_law_says_so() -> None:
    row = Row(Subject.FACT, "x.y", "", "", Confidence.VERIFIED)
    assert (row.made, row.ever, row.presumes_duty, row.at_least) == (False, False, False, None)


# ---- What a reading carries ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "standing", "words"),
    [
        ("yes", CONFIRMED, "confirmed, yes"),
        ("no", SUSPECTED, "suspected, no"),
        (None, OPEN, "unknown"),
        (None, NO_SIGN, "no-sign"),
        (a_count(1200), CONFIRMED, "confirmed, exact 1200"),
        (a_count(1200, Quality.ABOUT), SUSPECTED, "suspected, about 1200"),
        (a_count(100, Quality.RANGE, high=200), CONFIRMED, "confirmed, range 100 to 200"),
    ],
)
def test_facts_are_told_with_standing_and_value(value, standing: Standing, words: str) -> None:
    row = a_row(key="x.y", at_least=1)
    assert read(row, a_known(a_fact("x.y", value, standing))).known == f"x.y: {words}"


@pytest.mark.parametrize("value", ["yes", "no"])
def test_an_answered_row_waits_for_nothing_and_presumes_nothing(value: str) -> None:
    reading = read(a_row(presumes_duty=True), a_known(a_fact(value=value)))
    assert (reading.open, reading.presumes_duty, reading.abstains) == ((), False, False)


@pytest.mark.parametrize("presumes", [True, False])
def test_an_open_row_presumes_the_duty_where_the_law_says_so(presumes: bool) -> None:
    reading = read(a_row(presumes_duty=presumes), a_known())
    assert reading.presumes_duty is presumes
    assert reading.abstains is False


def test_a_row_about_there_being_a_judgement_abstains_until_there_is_one() -> None:
    row = a_row(Subject.JUDGEMENT, RISK, accepts=(), made=True)
    assert read(row, a_known()).abstains
    assert not read(row, a_known(judgements=[a_judgement(RISK, "likely")])).abstains


@pytest.mark.parametrize("subject", list(Subject))
def test_a_row_is_named_by_what_it_asks_about(subject: Subject) -> None:
    assert a_row(subject, "some.key").name == f"{subject}:some.key"


# ---- Groups -------------------------------------------------------------------------------------


def group_of(states: str, needs: int) -> tuple[Reading, Group]:
    """Build a group from letters: y(es), n(o), u(nknown), S(uspected yes), s(uspected no)."""
    standing = {
        "y": ("yes", CONFIRMED),
        "n": ("no", CONFIRMED),
        "u": (None, OPEN),
        "S": ("yes", SUSPECTED),
        "s": ("no", SUSPECTED),
    }
    facts = [a_fact(f"f.{n}", *standing[state]) for n, state in enumerate(states)]
    group = a_group(*[a_row(key=f"f.{n}") for n in range(len(states))], needs=needs)
    return read(group, a_known(*facts)), group


@pytest.mark.parametrize(
    ("states", "needs", "answer", "leans"),
    [
        # one of them
        ("y", 1, YES, YES),
        ("n", 1, NO, NO),
        ("u", 1, UNKNOWN, UNKNOWN),
        ("yn", 1, YES, YES),
        ("nn", 1, NO, NO),
        ("nu", 1, UNKNOWN, UNKNOWN),
        ("yu", 1, YES, YES),
        ("nS", 1, UNKNOWN, YES),
        ("ns", 1, UNKNOWN, NO),
        ("us", 1, UNKNOWN, UNKNOWN),
        # two of three
        ("yyn", 2, YES, YES),
        ("ynn", 2, NO, NO),
        ("yun", 2, UNKNOWN, UNKNOWN),
        ("nnu", 2, NO, NO),
        ("uun", 2, UNKNOWN, UNKNOWN),
        ("ySn", 2, UNKNOWN, YES),
        ("ysn", 2, UNKNOWN, NO),
        ("SSn", 2, UNKNOWN, YES),
        ("yyu", 2, YES, YES),
        # all of three
        ("yyy", 3, YES, YES),
        ("yyn", 3, NO, NO),
        ("yyu", 3, UNKNOWN, UNKNOWN),
        ("yyS", 3, UNKNOWN, YES),
    ],
)
def test_n_of_m(states: str, needs: int, answer: Answer, leans: Answer) -> None:
    reading, _ = group_of(states, needs)
    assert answers(reading) == (answer, leans)


def test_a_group_tells_its_parts_and_waits_for_the_open_ones() -> None:
    reading, group = group_of("nuS", 1)
    assert reading.known == "f.0: confirmed, no; f.1: unknown; f.2: suspected, yes"
    assert reading.open == ("fact:f.1", "fact:f.2")
    assert [part.answer for part in reading.parts] == [NO, UNKNOWN, UNKNOWN]
    assert (reading.asks, reading.cite) == (group.asks, group.cite)
    assert reading.confidence is group.confidence
    assert reading.subject == ""


@pytest.mark.parametrize(("states", "needs"), [("yu", 1), ("nnu", 2)])
def test_a_settled_group_waits_for_nothing(states: str, needs: int) -> None:
    reading, _ = group_of(states, needs)
    assert reading.open == ()


AWARE = a_row(Subject.JUDGEMENT, "aware_personal_data", accepts=(), made=True)


@pytest.mark.parametrize(
    ("fact", "judged", "answer"),
    [
        # nobody has judged: the fact alone decides
        (a_fact(value="yes"), False, YES),
        (a_fact(value="no"), False, NO),
        (a_fact(standing=OPEN), False, UNKNOWN),
        (None, False, UNKNOWN),
        # judged: that is enough, whatever the fact says
        (a_fact(value="no"), True, YES),
        (None, True, YES),
    ],
)
def test_a_row_that_abstains_leaves_the_question_to_the_others(
    fact, judged: bool, answer: Answer
) -> None:
    known = a_known(*([fact] if fact else []), judgements=[a_judgement()] if judged else [])
    assert read(a_group(a_row(), AWARE), known).answer is answer


def test_while_the_others_are_open_the_row_that_abstains_is_waited_for_too() -> None:
    reading = read(a_group(a_row(), AWARE), a_known())
    assert reading.open == ("fact:personal_data.involved", "judgement:aware_personal_data")


def test_alone_a_row_about_a_judgement_keeps_the_question_open() -> None:
    assert read(a_group(AWARE), a_known()).answer is UNKNOWN


def test_an_abstention_never_makes_a_no_of_what_the_others_cannot_settle_alone() -> None:
    # Two are needed and one of the two has not been judged: unknown never means no.
    known = a_known(a_fact(value="yes"))
    assert read(a_group(a_row(), AWARE, needs=2), known).answer is UNKNOWN


# ---- Whatever the group -------------------------------------------------------------------------


@given(states=st.lists(st.sampled_from("ynuSs"), min_size=1, max_size=5), data=st.data())
def test_settling_what_is_open_never_contradicts_a_certain_answer(
    states: list[str], data: st.DataObject
) -> None:
    """An answer that is certain stays as it is however the open questions are settled."""
    needs = data.draw(st.integers(1, len(states)))
    settled = [data.draw(st.sampled_from("yn")) if s in "uSs" else s for s in states]
    before, _ = group_of("".join(states), needs)
    after, _ = group_of("".join(settled), needs)
    assert after.answer in (YES, NO)
    assert before.answer in (after.answer, UNKNOWN)


@given(
    quality=st.sampled_from(list(Quality)),
    low=st.integers(0, 1_000),
    wide=st.integers(0, 500),
    threshold=st.integers(1, 1_000),
    real=st.integers(0, 3_000),
)
def test_a_certain_answer_about_a_number_fits_every_number_it_may_be(
    quality: Quality, low: int, wide: int, threshold: int, real: int
) -> None:
    high = low + wide if quality is Quality.RANGE else low
    possible = {
        Quality.EXACT: real == low,
        Quality.RANGE: low <= real <= high,
        Quality.AT_LEAST: real >= low,
        Quality.AT_MOST: real <= low,
        Quality.ABOUT: True,
    }[quality]
    row = Row(Subject.FACT, PEOPLE, "", "", Confidence.VERIFIED, at_least=threshold)
    answer = read(row, a_known(a_fact(PEOPLE, a_count(low, quality, high=high)))).answer
    if possible and answer is not UNKNOWN:
        assert answer is (YES if real >= threshold else NO)
