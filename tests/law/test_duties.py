"""Duties: how an obligation stands, and what it still waits for.

Expected outcomes were written down by hand from two rules: a duty falls away only when something
certain takes it away, and a duty that only a suspicion or an unmade judgement leaves open is
presumed.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from builders import (
    NOON,
    a_calendar,
    a_case_file,
    a_fact,
    a_group,
    a_judgement,
    a_known,
    a_limit,
    a_release,
    a_row,
    a_stage,
    a_submission,
    an_entity,
    an_obligation,
    the_catalogue,
    the_duty,
)
from disclosure.facts.standings import Standing
from disclosure.law.conditions import Answer, Subject
from disclosure.law.confidence import IN_WORDS, Confidence, weakest
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome, assess, assess_all, assess_watched

APPLIES, PRESUMED = Outcome.APPLIES, Outcome.PRESUMED
UNDETERMINED, NOT = Outcome.UNDETERMINED, Outcome.DOES_NOT_APPLY
STATES = {
    "yes": ("yes", Standing.CONFIRMED),
    "no": ("no", Standing.CONFIRMED),
    "open": (None, Standing.UNKNOWN),
    "suspected yes": ("yes", Standing.SUSPECTED),
    "suspected no": ("no", Standing.SUSPECTED),
    "no sign": ("yes", Standing.NO_SIGN),
}


def outcome_of(applies: list[str], unless: list[str], *, presume: bool = False) -> Outcome:
    """Judge an obligation whose rows stand as given; with `presume`, open rows presume the duty."""
    states = [*applies, *unless]
    facts = [a_fact(f"f.{n}", *STATES[state]) for n, state in enumerate(states)]
    rows = [a_row(key=f"f.{n}", presumes_duty=presume) for n in range(len(states))]
    obligation = an_obligation(
        applies_when=rows[: len(applies)], unless=rows[len(applies) :], stages=()
    )
    return assess(obligation, a_known(*facts), {}).outcome


# ---- Outcomes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applies", "unless", "expected"),
    [
        (["yes"], [], APPLIES),
        (["no"], [], NOT),
        (["open"], [], UNDETERMINED),
        (["no sign"], [], UNDETERMINED),
        (["suspected yes"], [], PRESUMED),
        (["suspected no"], [], UNDETERMINED),
        (["yes", "yes"], [], APPLIES),
        (["yes", "no"], [], NOT),
        (["open", "no"], [], NOT),
        (["yes", "open"], [], UNDETERMINED),
        (["yes", "suspected yes"], [], PRESUMED),
        (["suspected yes", "suspected yes"], [], PRESUMED),
        (["suspected yes", "open"], [], UNDETERMINED),
        (["suspected yes", "suspected no"], [], UNDETERMINED),
        # exceptions
        (["yes"], ["no"], APPLIES),
        (["yes"], ["yes"], NOT),
        (["yes"], ["open"], UNDETERMINED),
        (["yes"], ["no sign"], UNDETERMINED),
        (["yes"], ["suspected no"], PRESUMED),
        (["yes"], ["suspected yes"], UNDETERMINED),
        (["yes"], ["no", "yes"], NOT),
        (["yes"], ["no", "open"], UNDETERMINED),
        (["open"], ["yes"], NOT),
        (["suspected yes"], ["suspected no"], PRESUMED),
        (["suspected yes"], ["open"], UNDETERMINED),
        (["open"], ["no"], UNDETERMINED),
    ],
)
def test_how_an_obligation_stands(applies: list[str], unless: list[str], expected: Outcome) -> None:
    assert outcome_of(applies, unless) is expected


@pytest.mark.parametrize(
    ("applies", "unless", "expected"),
    [
        # an open question does not hold the duty up where the law says so
        (["open"], [], PRESUMED),
        (["no sign"], [], PRESUMED),
        (["suspected no"], [], PRESUMED),
        (["yes"], ["open"], PRESUMED),
        (["yes"], ["suspected yes"], PRESUMED),
        # a settled one counts as always
        (["yes"], ["no"], APPLIES),
        (["yes"], ["yes"], NOT),
        (["no"], ["open"], NOT),
    ],
)
def test_a_duty_is_presumed_while_the_question_is_open(
    applies: list[str], unless: list[str], expected: Outcome
) -> None:
    assert outcome_of(applies, unless, presume=True) is expected


# What the law, or its regulator, expects to be prepared for while somebody still judges.
JUDGED_MAJOR = a_row(Subject.JUDGEMENT, "psr_major", prepares=True)


@pytest.mark.parametrize(
    ("applies", "expected", "because"),
    [
        ("yes", PRESUMED, ("Time runs meanwhile.",)),
        ("suspected yes", PRESUMED, ("Time runs meanwhile.",)),
        # What else is open holds the duty up as before, and nothing is prepared for.
        ("open", UNDETERMINED, ()),
        ("no sign", UNDETERMINED, ()),
        ("suspected no", UNDETERMINED, ()),
        ("no", NOT, ()),
    ],
)
def test_a_duty_is_prepared_for_while_nobody_has_judged(
    applies: str, expected: Outcome, because: tuple[str, ...]
) -> None:
    fact = a_fact("f.0", *STATES[applies])
    rule = an_obligation(applies_when=[a_row(key="f.0"), JUDGED_MAJOR], unless=(), stages=())
    duty = assess(rule, a_known(fact), {})
    assert (duty.outcome, duty.meanwhile) == (expected, because)
    if expected is PRESUMED:
        assert "judgement:psr_major" in duty.waits_for


@pytest.mark.parametrize(("answer", "expected"), [("yes", APPLIES), ("no", NOT)])
def test_once_judged_nothing_is_only_prepared_for(answer: str, expected: Outcome) -> None:
    rule = an_obligation(applies_when=[JUDGED_MAJOR], unless=(), stages=())
    duty = assess(rule, a_known(judgements=[a_judgement("psr_major", answer)]), {})
    assert (duty.outcome, duty.meanwhile) == (expected, ())


@pytest.mark.parametrize(("applies", "unless"), list(product(STATES, repeat=2)))
def test_only_something_certain_takes_a_duty_away(applies: str, unless: str) -> None:
    certain = applies == "no" or unless == "yes"
    for presume in (True, False):
        assert (outcome_of([applies], [unless], presume=presume) is NOT) is certain


# ---- What it waits for --------------------------------------------------------------------------


def waits(obligation, known) -> tuple[str, ...]:
    return assess(obligation, known, {}).waits_for


def test_a_duty_waits_for_its_open_rows_its_exceptions_and_its_clock_in_order() -> None:
    obligation = an_obligation(
        applies_when=[a_row(), a_row(Subject.PROFILE, "gdpr.controller")],
        unless=[a_row(Subject.JUDGEMENT, "risk_to_individuals", accepts=("unlikely",))],
    )
    assert waits(obligation, a_known()) == (
        "fact:personal_data.involved",
        "judgement:aware_personal_data",
        "judgement:risk_to_individuals",
        "profile:gdpr.controller",
    )


@pytest.mark.parametrize(
    ("starts_at", "waited_for"),
    [
        ("fact:incident.detected_at", ("fact:incident.detected_at",)),
        ("judged:inside_information", ("judgement:inside_information",)),
        ("decided:delay_disclosure", ("judgement:delay_disclosure",)),
        # what we do ourselves is nothing to find out
        ("submitted:uk.gdpr.33/initial", ()),
        ("released:market", ()),
    ],
)
def test_the_start_of_the_first_clock_is_waited_for(
    starts_at: str, waited_for: tuple[str, ...]
) -> None:
    obligation = an_obligation(stages=[a_stage(a_limit(starts_at))])
    assert waits(obligation, a_known(a_fact())) == waited_for


def test_the_clock_of_a_later_stage_is_not_waited_for() -> None:
    stages = [a_stage(), a_stage(a_limit("fact:incident.resolved_at"), name="final")]
    known = a_known(a_fact(), judgements=[a_judgement(instant=NOON)])
    assert waits(an_obligation(stages=stages), known) == ()


def test_a_duty_without_stages_waits_for_its_rows_alone() -> None:
    assert waits(an_obligation(stages=[]), a_known()) == ("fact:personal_data.involved",)


def test_a_duty_that_does_not_apply_waits_for_nothing_and_has_no_clock() -> None:
    obligation = an_obligation(applies_when=[a_row(), a_row(key="other")])
    duty = assess(obligation, a_known(a_fact(value="no")), {})
    assert (duty.outcome, duty.waits_for, duty.stages) == (NOT, (), ())
    assert [reading.answer for reading in duty.because] == [Answer.NO, Answer.UNKNOWN]


@pytest.mark.parametrize("state", ["yes", "suspected yes", "open"])
def test_every_other_duty_has_its_clocks(state: str) -> None:
    known = a_known(a_fact("personal_data.involved", *STATES[state]))
    duty = assess(an_obligation(), known, {})
    assert [stage.state for stage in duty.stages] == [ClockState.WAITING]


# ---- What it carries ----------------------------------------------------------------------------


def test_every_row_is_explained_also_when_one_settles_it() -> None:
    obligation = an_obligation(
        applies_when=[a_row(), a_row(key="other")], unless=[a_row(key="third")]
    )
    duty = assess(obligation, a_known(a_fact(value="no")), {})
    assert [r.subject for r in duty.because] == ["fact:personal_data.involved", "fact:other"]
    assert [r.subject for r in duty.exceptions] == ["fact:third"]


def test_it_is_borne_by_the_companies_in_that_role() -> None:
    entities = [
        an_entity("group", ["issuer", "controller"]),
        an_entity("shop", ["controller"]),
        an_entity("bank", ["regulated-firm"]),
    ]
    known = a_known(entities=entities)
    assert assess(an_obligation(), known, {}).entities == ("group", "shop")
    assert assess(an_obligation(borne_by="processor"), known, {}).entities == ()


V, S, K, U = Confidence


@pytest.mark.parametrize(
    ("own", "row", "exception", "limit", "weakest_of_all"),
    [(V, V, V, V, V), (S, V, V, V, S), (V, K, V, V, K), (V, V, U, V, U), (V, V, V, K, K)],
)
def test_a_duty_is_no_surer_than_its_weakest_row(
    own: Confidence,
    row: Confidence,
    exception: Confidence,
    limit: Confidence,
    weakest_of_all: Confidence,
) -> None:
    obligation = an_obligation(
        applies_when=[a_row(confidence=row)],
        unless=[a_group(a_row(key="x"), confidence=exception)],
        stages=[a_stage(a_limit(confidence=limit))],
        confidence=own,
    )
    assert assess(obligation, a_known(), {}).confidence is weakest_of_all


def test_a_duty_is_no_surer_than_a_row_inside_a_group() -> None:
    alternatives = a_group(a_row(), a_row(key="x", confidence=K))
    for rows in ({"applies_when": [alternatives]}, {"unless": [alternatives]}):
        assert an_obligation(**rows).weakest is K
        assert assess(an_obligation(**rows), a_known(), {}).confidence is K


def test_marks_have_an_order_and_words() -> None:
    assert weakest([V, S, K, U]) is U
    assert weakest([K, V]) is K
    assert weakest([]) is U
    assert set(IN_WORDS) == set(Confidence)


# ---- Which obligations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), ["a"]),
        (date(2026, 12, 31), ["a"]),
        (date(2027, 1, 1), ["b"]),
        (date(2040, 1, 1), ["b"]),
    ],
)
def test_the_law_of_the_day_is_applied_from_its_first_day_to_its_last(
    day: date, names: list[str]
) -> None:
    law = [
        an_obligation("b", in_force_from=date(2027, 1, 1)),
        an_obligation("a", in_force_from=date(2026, 7, 1), in_force_until=date(2026, 12, 31)),
    ]
    found = assess_all(law, a_known(), {}, law_as_of=day)
    assert [duty.obligation.id for duty in found] == names


def test_duties_come_in_the_order_of_their_ids() -> None:
    law = [an_obligation(name) for name in ("c", "a", "b")]
    found = assess_all(law, a_known(), {}, law_as_of=date(2026, 11, 21))
    assert [duty.obligation.id for duty in found] == ["a", "b", "c"]


# ---- What is only watched -----------------------------------------------------------------------


BILL = an_obligation("example.bill", kind="watch", in_force_from=date(2025, 11, 12))
LAW = an_obligation("example.law")
LATER = an_obligation("example.another-bill", kind="watch", in_force_from=date(2026, 11, 30))


def test_a_bill_is_never_a_duty_and_has_a_clock_of_its_own() -> None:
    # Aware since 09:00 on Friday 20 November: 72 hours would end at 09:00 on Monday.
    aware = a_judgement(instant=NOON - timedelta(hours=3))
    known, day = a_known(a_fact(), judgements=[aware]), NOON.date()
    every = (LATER, BILL, LAW)
    assert [d.obligation.id for d in assess_all(every, known, {}, law_as_of=day)] == ["example.law"]
    (watched,) = assess_watched(every, known, {}, law_as_of=day)
    assert (watched.obligation.id, watched.outcome) == ("example.bill", APPLIES)
    assert watched.stages[0].due_at == at("2026-11-23T09:00:00+00:00")


def test_a_bill_is_watched_from_the_day_it_lies_there() -> None:
    days = {
        date(2025, 11, 11): [],
        date(2025, 11, 12): ["example.bill"],
        date(2026, 11, 30): ["example.another-bill", "example.bill"],
    }
    for day, names in days.items():
        found = assess_watched((LAW, BILL, LATER), a_known(), {}, law_as_of=day)
        assert [duty.obligation.id for duty in found] == names


def test_no_bill_or_proposal_of_the_library_is_a_duty_on_any_day() -> None:
    law = the_catalogue().law
    drafts = {o.id for o in law.obligations if o.status in ("bill", "proposed")}
    assert drafts == {o.id for o in law.obligations if o.is_watched}
    for year in range(2021, 2031):
        found = assess_all(law.obligations, a_known(), law.calendars, law_as_of=date(year, 11, 21))
        assert not drafts & {duty.obligation.id for duty in found}


# ---- The calendar of the day --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("law_as_of", "due"),
    # One working day after Friday 12 June; Monday 15 June was appointed a holiday on 5 February.
    [(date(2026, 2, 4), "2026-06-15"), (date(2026, 2, 5), "2026-06-16")],
)
def test_working_days_are_counted_in_the_calendar_of_the_day(law_as_of: date, due: str) -> None:
    monday = date(2026, 6, 15)
    extra = replace(a_calendar({monday: "One-off"}), since={monday: date(2026, 2, 5)})
    limit = a_limit(amount=1, counting="business-days", calendar="utopia")
    aware = a_judgement(instant=at("2026-06-12T12:00:00+01:00"))
    known = a_known(a_fact(), judgements=[aware])
    rules = [an_obligation(stages=[a_stage(limit)])]
    (duty,) = assess_all(rules, known, {"utopia": extra}, law_as_of=law_as_of)
    assert duty.stages[0].due_at == at(f"{due}T23:59:59+01:00")
    bill = [replace(rules[0], kind="watch")]
    (watched,) = assess_watched(bill, known, {"utopia": extra}, law_as_of=law_as_of)
    assert watched.stages[0].due_at == at(f"{due}T23:59:59+01:00")


# ---- The shipped law on the case files ----------------------------------------------------------


def on_file(name: str, obligation: str):
    case = a_case_file(name)
    return the_duty(obligation, case.known_at(case.at), on=case.law_as_of)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_ms_2025_the_breach_report_is_open_and_its_earliest_deadline_has_passed() -> None:
    # By hand: the first sign fell on 19 April; the earliest it can have been is 00:00, and 72
    # hours later it is 00:00 on 22 April. The case is looked at at 14:00 that day.
    duty = on_file("ms-2025", "uk.gdpr.33")
    assert duty.outcome is UNDETERMINED
    assert duty.waits_for == (
        "fact:personal_data.involved",
        "judgement:aware_personal_data",
        "judgement:risk_to_individuals",
    )
    first, follow_up = duty.stages
    assert first.state is ClockState.EARLIEST_POSSIBLE
    assert first.due_at == at("2025-04-22T00:00:00+01:00")
    assert first.outer_limit_at is None
    assert first.arithmetic[-1] == (
        "This earliest possible deadline has passed: judge the start now."
    )
    assert (follow_up.state, follow_up.due_at) == (ClockState.WAITING, None)
    assert duty.entities == ("group",)


def test_ms_2025_with_awareness_judged_the_72_hours_run_over_easter() -> None:
    # By hand: 09:10 on Saturday 19 April and 72 hours; Art 4A is law since 20 August 2025 only.
    duty = on_file("ms-2025-aware", "uk.gdpr.33")
    assert duty.outcome is PRESUMED
    assert duty.waits_for == ("judgement:risk_to_individuals",)
    first = duty.stages[0]
    assert first.state is ClockState.OVERDUE
    assert first.due_at == at("2025-04-22T09:10:00+01:00")
    assert first.outer_limit_at is None
    assert any("Monday 21 April (Easter Monday" in line for line in first.arithmetic)


@pytest.mark.parametrize(
    ("case", "obligation", "outcome"),
    [
        # An issuer, and nobody has judged whether there is inside information.
        ("ms-2025", "uk.mar.17-1", UNDETERMINED),
        ("ms-2025", "uk.dtr.6", UNDETERMINED),
        # Confirmed as a cyber incident: the voluntary report is open to it.
        ("ms-2025", "uk.ncsc", APPLIES),
        ("ms-2025", "uk.report-fraud", APPLIES),
        # Nobody has said whether a company is authorised, or whether there is a policy.
        ("ms-2025", "uk.fca.sup-15-3", UNDETERMINED),
        ("ms-2025", "contract.insurer", UNDETERMINED),
        # A co-operative with an insurance firm and a law firm in the group, debt on a UK market.
        ("coop-2025", "uk.gdpr.33", UNDETERMINED),
        ("coop-2025", "uk.mar.17-1", UNDETERMINED),
        ("coop-2025", "uk.fca.sup-15-3", UNDETERMINED),
        ("coop-2025", "uk.sra", UNDETERMINED),
        ("coop-2025", "uk.ncsc", APPLIES),
        ("tesco-2021", "uk.gdpr.33", UNDETERMINED),
        ("tesco-2021", "uk.ncsc", APPLIES),
    ],
)
def test_the_case_files_stand_as_their_facts_say(
    case: str, obligation: str, outcome: Outcome
) -> None:
    assert on_file(case, obligation).outcome is outcome


def test_on_the_case_files_nothing_is_denied_that_is_only_not_known() -> None:
    # None of the four files holds a confirmed or ruled-out 'no' that an obligation asks about;
    # what is ruled out, the profile rules out with an answer of its own.
    for name in ("ms-2025", "ms-2025-aware", "coop-2025", "tesco-2021"):
        case = a_case_file(name)
        duties = assess_all(
            the_catalogue().law.obligations,
            case.known_at(case.at),
            the_catalogue().law.calendars,
            law_as_of=case.law_as_of,
        )
        for duty in (duty for duty in duties if duty.outcome is NOT):
            no = [(r.subject, "no") for r in duty.because if r.answer is Answer.NO]
            no += [(r.subject, "yes") for r in duty.exceptions if r.answer is Answer.YES]
            assert no, duty.obligation.id
            for subject, answer in no:
                kind, _, key = subject.partition(":")
                assert (kind, case.organisation.profile.get(key)) == ("profile", answer)


# ---- Presuming, in the shipped law --------------------------------------------------------------

CONTROLLER = {"gdpr.controller": "yes"}
AWARE = a_judgement(instant=NOON - timedelta(hours=5))


@pytest.mark.parametrize(
    ("risk", "outcome"), [(None, PRESUMED), ("likely", APPLIES), ("unlikely", NOT)]
)
def test_until_risk_is_judged_the_breach_report_is_presumed(
    risk: str | None, outcome: Outcome
) -> None:
    judged = [AWARE, *([a_judgement("risk_to_individuals", risk)] if risk else [])]
    known = a_known(a_fact(), judgements=judged, profile=CONTROLLER)
    assert the_duty("uk.gdpr.33", known).outcome is outcome


ISSUER = {"market.uk_admitted": "yes", "market.regulated_market": "yes"}
INSIDE = a_judgement("inside_information", "yes", NOON - timedelta(hours=3))


@pytest.mark.parametrize(
    ("delay", "announce", "record", "notice"),
    [
        # nobody has decided to delay, so nothing is delayed and the duty stands (Art 17(1), (4))
        ([], APPLIES, UNDETERMINED, UNDETERMINED),
        (["no"], APPLIES, NOT, NOT),
        (["yes"], NOT, APPLIES, APPLIES),
        # given up again: announce now, and the notice of the delay is still due
        (["yes", "no"], APPLIES, NOT, APPLIES),
    ],
)
def test_delay_postpones_the_announcement_and_leaves_a_notice_to_give(
    delay: list[str], announce: Outcome, record: Outcome, notice: Outcome
) -> None:
    delays = [
        a_judgement("delay_disclosure", value, NOON, number=n + 1) for n, value in enumerate(delay)
    ]
    known = a_known(judgements=[INSIDE, *delays], profile=ISSUER)
    names = ("uk.mar.17-1", "uk.mar.17-4", "uk.mar.17-4-notice")
    assert [the_duty(name, known).outcome for name in names] == [announce, record, notice]


def test_a_release_starts_the_clock_of_the_notice_and_not_the_notice_itself() -> None:
    delay = a_judgement("delay_disclosure", "yes", NOON - timedelta(hours=3))
    known = a_known(judgements=[INSIDE, delay], profile=ISSUER)
    assert the_duty("uk.mar.17-4-notice", known).stages[0].state is ClockState.WAITING
    released = replace(known, releases=(a_release("market"),))
    stage = the_duty("uk.mar.17-4-notice", released).stages[0]
    assert (stage.state, stage.due_at) == (ClockState.RUNNING, None)


def test_a_submission_does_not_change_whether_the_duty_applies() -> None:
    known = a_known(a_fact(), judgements=[AWARE], profile=CONTROLLER)
    told = replace(known, submissions=(a_submission(),))
    before, after = (the_duty("uk.gdpr.33", each) for each in (known, told))
    assert before.outcome is after.outcome is PRESUMED
    assert (before.stages[0].state, after.stages[0].state) == (ClockState.RUNNING, ClockState.MET)


def test_an_exception_nobody_has_decided_on_is_not_waited_for() -> None:
    known = a_known(judgements=[INSIDE], profile=ISSUER)
    duty = the_duty("uk.mar.17-1", known)
    assert duty.waits_for == ()
    # Art 17(4), and Art 17(5) for credit and financial institutions.
    assert [(e.answer, e.duty_stands) for e in duty.exceptions] == [(Answer.UNKNOWN, True)] * 2
