"""Deadlines: when a stage falls due, how its clock stands, and what it says about itself.

All expected instants were worked out by hand from the starts given here.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from builders import (
    NOON,
    a_calendar,
    a_fact,
    a_judgement,
    a_known,
    a_limit,
    a_release,
    a_stage,
    a_submission,
    moment,
    the_catalogue,
    the_duty,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState, StageDeadline, deadline, starts
from disclosure.law.obligations import Stage, Start

NAME = "example.rule.1"
AWARE_AT = moment("Fri 2026-11-20 09:20 Europe/London")
DUE_AT = moment("Mon 2026-11-23 09:20 Europe/London")
AWARE = a_judgement(instant=AWARE_AT, made_at=AWARE_AT)


def work_out(known: Known, stage: Stage | None = None) -> StageDeadline:
    return deadline(stage or a_stage(), NAME, known, the_catalogue().law.calendars)


def submitted(at: datetime, stage: str = "initial", reference: str = ""):
    return a_submission(NAME, stage, at, reference=reference)


# ---- Where a clock starts -----------------------------------------------------------------------

DETECTED = moment("Fri 2026-11-20 07:00 Europe/London")
DECIDED = moment("Fri 2026-11-20 10:00 Europe/London")
EVERYTHING = a_known(
    a_fact("incident.detected_at", When.exactly(DETECTED)),
    judgements=[a_judgement(instant=AWARE_AT, made_at=DECIDED)],
    submissions=[
        a_submission("uk.gdpr.33", "initial", moment("Fri 2026-11-20 11:30 UTC")),
        a_submission("uk.gdpr.33", "initial", moment("Fri 2026-11-20 11:00 UTC")),
        a_submission("uk.gdpr.33", "follow-up", moment("Fri 2026-11-20 08:00 UTC")),
    ],
    releases=[
        a_release("market", moment("Fri 2026-11-20 11:45 UTC"), name="second"),
        a_release("market", moment("Fri 2026-11-20 11:15 UTC"), name="first"),
        a_release("media", moment("Fri 2026-11-20 06:00 UTC"), name="media"),
    ],
)


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("fact", "incident.detected_at", DETECTED),
        ("judged", "aware_personal_data", AWARE_AT),
        ("decided", "aware_personal_data", DECIDED),
        # the first one closes and opens clocks, in whatever order they were listed
        ("submitted", "uk.gdpr.33/initial", moment("Fri 2026-11-20 11:00 UTC")),
        ("released", "market", moment("Fri 2026-11-20 11:15 UTC")),
        ("fact", "incident.started_at", None),
        ("judged", "inside_information", None),
        ("decided", "inside_information", None),
        ("submitted", "uk.gdpr.34/initial", None),
        ("submitted", "uk.gdpr.33/final", None),
        ("released", "staff", None),
    ],
)
def test_where_a_clock_starts(kind: str, key: str, expected: datetime | None) -> None:
    found = starts(Start(kind, key), EVERYTHING)
    assert found == (When.exactly(expected) if expected else None)


@pytest.mark.parametrize(
    ("standing", "runs"),
    [
        (Standing.CONFIRMED, True),
        (Standing.SUSPECTED, True),
        (Standing.NO_SIGN, False),
        (Standing.RULED_OUT, False),
        (Standing.UNKNOWN, False),
    ],
)
def test_a_time_that_is_only_suspected_starts_a_clock_too(standing: Standing, runs: bool) -> None:
    known = a_known(a_fact("incident.detected_at", When.exactly(DETECTED), standing))
    assert (starts(Start("fact", "incident.detected_at"), known) is not None) is runs


def test_a_judgement_without_an_instant_starts_no_clock_that_needs_one() -> None:
    known = a_known(judgements=[a_judgement("inside_information", "no", None)])
    assert starts(Start("judged", "inside_information"), known) is None
    assert starts(Start("decided", "inside_information"), known) is not None


# ---- How it stands ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "sent", "state"),
    [
        ("Fri 2026-11-20 09:20 Europe/London", None, ClockState.RUNNING),
        ("Mon 2026-11-23 09:20 Europe/London", None, ClockState.RUNNING),  # due, not past it
        ("Mon 2026-11-23 09:20:01 Europe/London", None, ClockState.OVERDUE),
        ("Mon 2026-11-23 12:00 Europe/London", "Mon 2026-11-23 09:20 UTC", ClockState.MET),
        ("Mon 2026-11-23 12:00 Europe/London", "Fri 2026-11-20 09:30 UTC", ClockState.MET),
        # GDPR Art 33(1): one second after the 72 hours is late, and reasons are due
        ("Mon 2026-11-23 12:00 Europe/London", "Mon 2026-11-23 09:20:01 UTC", ClockState.MET_LATE),
    ],
)
def test_how_a_clock_stands(now: str, sent: str | None, state: ClockState) -> None:
    sends = [submitted(moment(sent))] if sent else []
    known = a_known(judgements=[AWARE], submissions=sends, at=moment(now))
    found = work_out(known)
    assert found.state is state
    assert found.due_at == DUE_AT


def test_gdpr_a_report_one_second_late_is_late() -> None:
    # Aware at 10:00:00 on 10 March 2026 and submitted at 10:00:01 on 13 March, both UTC.
    aware = moment("Tue 2026-03-10 10:00 UTC")
    known = a_known(
        a_fact(recorded_at=aware),
        judgements=[a_judgement(instant=aware, made_at=aware)],
        submissions=[a_submission("uk.gdpr.33", "initial", moment("Fri 2026-03-13 10:00:01 UTC"))],
        profile={"gdpr.controller": "yes"},
        at=moment("Fri 2026-03-13 12:00 UTC"),
    )
    first, follow_up = the_duty("uk.gdpr.33", known).stages
    assert (first.state, first.late_needs) == (ClockState.MET_LATE, "reasons")
    # Further information runs from the report that was really made.
    assert follow_up.starts_at == When.exactly(moment("Fri 2026-03-13 10:00:01 UTC"))
    assert (follow_up.state, follow_up.due_at) == (ClockState.RUNNING, None)


def test_a_submission_for_another_stage_or_another_rule_does_not_close_the_clock() -> None:
    others = [submitted(NOON, "final"), a_submission("example.rule.2", "initial", NOON)]
    known = a_known(judgements=[AWARE], submissions=others)
    assert work_out(known).state is ClockState.RUNNING


def test_a_submission_is_told_with_its_reference() -> None:
    known = a_known(judgements=[AWARE], submissions=[submitted(NOON, reference="IC-1234")])
    found = work_out(known)
    assert found.reference == "IC-1234"
    assert found.arithmetic[-1] == (
        "Submitted Fri 20 November 2026, 12:00 GMT (12:00 UTC), reference IC-1234."
    )
    plain = work_out(a_known(judgements=[AWARE], submissions=[submitted(NOON)]))
    assert plain.arithmetic[-1] == "Submitted Fri 20 November 2026, 12:00 GMT (12:00 UTC)."


def test_a_running_clock_says_how_it_was_counted() -> None:
    found = work_out(a_known(judgements=[AWARE]), a_stage(a_limit(outer="eu-hours")))
    assert found.starts_at == When.exactly(AWARE_AT)
    assert found.counting == "exact-hours"
    assert found.promptness == "without undue delay"
    assert found.waits_for == ()
    assert found.next_review_at is None
    assert found.outer_limit_at == moment("Mon 2026-11-23 10:00 Europe/London")
    assert [line.partition(" ")[0] for line in found.arithmetic] == ["The", "72", "Due", "Outer"]


@pytest.mark.parametrize(
    ("starts_at", "outer"),
    [
        # London is an hour ahead: the day begins there at 23:00 UTC the evening before.
        ("Tue 2025-08-19 22:59 UTC", None),
        ("Tue 2025-08-19 23:00 UTC", "Sat 2025-08-23 00:00 UTC"),
    ],
)
def test_an_outer_limit_begins_with_its_law(starts_at: str, outer: str | None) -> None:
    aware = a_judgement(instant=moment(starts_at), made_at=moment("Wed 2025-08-20 09:00 UTC"))
    limit = replace(a_limit(outer="eu-hours"), outer_from=date(2025, 8, 20), outer_cite="Art 4A")
    found = work_out(a_known(judgements=[aware]), a_stage(limit))
    assert found.outer_limit_at == (moment(outer) if outer else None)
    said = (
        "The time above stands: a later reading of it (Art 4A) holds only for time that "
        "starts on or after 20 August 2025."
    )
    assert (said in found.arithmetic) == (outer is None)
    assert found.due_at == moment(starts_at) + timedelta(hours=72)


def test_without_an_outer_limit_none_is_shown() -> None:
    assert work_out(a_known(judgements=[AWARE])).outer_limit_at is None


# ---- Not started --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_at", "said"),
    [
        (
            "fact:incident.detected_at",
            "The clock starts with the fact incident.detected_at, which is not known yet.",
        ),
        (
            "judged:aware_personal_data",
            (
                "The clock starts with the instant that the judgement aware_personal_data names; "
                "nobody has judged it yet."
            ),
        ),
        (
            "decided:high_risk_to_individuals",
            "The clock starts when high_risk_to_individuals is judged; nobody has judged it yet.",
        ),
        (
            "submitted:uk.gdpr.33/initial",
            "The clock starts when uk.gdpr.33/initial is submitted; it has not been.",
        ),
        (
            "released:market",
            "The clock starts when a text is released to: market. None has been.",
        ),
    ],
)
def test_a_clock_that_has_not_started_says_what_starts_it(starts_at: str, said: str) -> None:
    stage = a_stage(a_limit(starts_at))
    found = work_out(a_known(), stage)
    assert found == StageDeadline(
        stage, ClockState.WAITING, "exact-hours", (said,), waits_for=(starts_at,)
    )
    assert (found.id, found.title) == ("initial", "First report")
    assert (found.promptness, found.late_needs) == ("without undue delay", "")


def test_what_was_submitted_before_its_clock_started_is_met() -> None:
    found = work_out(a_known(submissions=[submitted(NOON, reference="IC-1")]))
    assert (found.state, found.due_at, found.reference) == (ClockState.MET, None, "IC-1")
    assert found.waits_for == ("judged:aware_personal_data",)
    assert found.arithmetic[-1].endswith("reference IC-1.")


# ---- The earliest possible deadline -------------------------------------------------------------

POSSIBLE = a_stage(
    a_limit(earliest_from=["fact:incident.first_signal_at", "fact:incident.detected_at"])
)
SIGNAL = moment("Fri 2026-11-20 06:00 UTC")


def signals(*clocks: str) -> list:
    keys = ("incident.first_signal_at", "incident.detected_at")
    return [
        a_fact(key, When.exactly(moment(f"Fri 2026-11-20 {clock} UTC")))
        for key, clock in zip(keys, clocks, strict=False)
    ]


@pytest.mark.parametrize(
    ("clocks", "due"),
    [
        (("06:00", "07:00"), "Mon 2026-11-23 06:00 UTC"),
        (("07:00", "06:00"), "Mon 2026-11-23 06:00 UTC"),
        (("07:00",), "Mon 2026-11-23 07:00 UTC"),
    ],
)
def test_while_the_start_is_open_the_earliest_deadline_is_shown(
    clocks: tuple[str, ...], due: str
) -> None:
    found = work_out(a_known(*signals(*clocks)), POSSIBLE)
    assert found.state is ClockState.EARLIEST_POSSIBLE
    assert found.due_at == moment(due)
    assert found.waits_for == ("judged:aware_personal_data",)
    assert found.arithmetic[0] == (
        "The start is not known yet (judged:aware_personal_data). What follows counts from the "
        "earliest time it can have been and gives the earliest deadline there can be."
    )


@pytest.mark.parametrize(
    ("now", "passed"),
    [("Mon 2026-11-23 06:00 UTC", False), ("Mon 2026-11-23 06:00:01 UTC", True)],
)
def test_an_earliest_deadline_that_has_passed_is_never_called_overdue(
    now: str, passed: bool
) -> None:
    found = work_out(a_known(*signals("06:00"), at=moment(now)), POSSIBLE)
    assert found.state is ClockState.EARLIEST_POSSIBLE
    said = "This earliest possible deadline has passed: judge the start now."
    assert (found.arithmetic[-1] == said) is passed


def test_a_judged_start_replaces_the_earliest_possible_one() -> None:
    found = work_out(a_known(*signals("06:00"), judgements=[AWARE]), POSSIBLE)
    assert (found.state, found.due_at) == (ClockState.RUNNING, DUE_AT)
    assert "not known yet" not in found.arithmetic[0]


def test_nobody_is_late_by_a_deadline_that_is_only_possible() -> None:
    late = moment("Tue 2026-11-24 06:00 UTC")
    known = a_known(*signals("06:00"), submissions=[submitted(late)], at=late)
    found = work_out(known, POSSIBLE)
    assert found.state is ClockState.MET
    assert found.arithmetic[-1].startswith("Submitted ")


# ---- A start that is not known exactly ----------------------------------------------------------


def test_a_clock_runs_from_the_earliest_its_start_can_be_and_says_so() -> None:
    saturday = When(
        moment("Sat 2025-04-19 00:00 Europe/London"),
        moment("Sat 2025-04-19 23:59:59 Europe/London"),
    )
    known = a_known(a_fact("incident.detected_at", saturday))
    found = work_out(known, a_stage(a_limit("fact:incident.detected_at", outer="eu-hours")))
    assert found.starts_at == saturday
    assert found.due_at == moment("Tue 2025-04-22 00:00 Europe/London")
    assert found.outer_limit_at == moment("Tue 2025-04-22 01:00 Europe/London")
    assert found.arithmetic[0] == (
        "The start is known only as Saturday 19 April; the clock runs from the earliest moment "
        "of it."
    )


def test_an_exact_start_needs_no_such_words() -> None:
    assert work_out(a_known(judgements=[AWARE])).arithmetic[0].startswith("The clock starts Fri")


# ---- Stages that follow one another -------------------------------------------------------------

CHAINED = a_stage(a_limit(f"submitted:{NAME}/initial", 72, "exact-hours"), name="intermediate")


def test_a_later_stage_runs_from_the_submission_that_was_really_made() -> None:
    # Delegated Regulation (EU) 2025/301 Art 5: 72 hours from the first report, whenever it went.
    sent = moment("Tue 2026-03-10 17:30 UTC")
    known = a_known(submissions=[submitted(sent)], at=moment("Wed 2026-03-11 09:00 UTC"))
    found = work_out(known, CHAINED)
    assert (found.state, found.due_at) == (ClockState.RUNNING, moment("Fri 2026-03-13 17:30 UTC"))


def test_a_later_stage_waits_for_its_submission_and_not_for_the_deadline_before_it() -> None:
    found = work_out(a_known(judgements=[AWARE]), CHAINED)
    assert (found.state, found.due_at) == (ClockState.WAITING, None)


def test_a_submission_that_lies_ahead_starts_nothing() -> None:
    ahead = submitted(NOON + timedelta(minutes=1))
    assert work_out(a_known(submissions=[ahead]), CHAINED).state is ClockState.WAITING


# ---- Several limits -----------------------------------------------------------------------------

CLASSIFIED = "decided:fca_notification"


def two_limits(combine: str) -> Stage:
    """Four hours from classification, 24 hours from awareness."""
    return a_stage(
        a_limit(CLASSIFIED, 4), a_limit("judged:aware_personal_data", 24), combine=combine
    )


@pytest.mark.parametrize(
    ("aware", "classified", "combine", "due"),
    [
        # Delegated Regulation (EU) 2025/301 Art 5: four hours from classification and at the
        # latest 24 from awareness. Aware 10 March 08:00, classified 11 March 06:00: 08:00.
        ("Tue 2026-03-10 08:00", "Wed 2026-03-11 06:00", "earliest", "Wed 2026-03-11 08:00"),
        ("Tue 2026-03-10 08:00", "Tue 2026-03-10 09:00", "earliest", "Tue 2026-03-10 13:00"),
        ("Tue 2026-03-10 08:00", "Wed 2026-03-11 06:00", "latest", "Wed 2026-03-11 10:00"),
        ("Tue 2026-03-10 08:00", "Tue 2026-03-10 09:00", "latest", "Wed 2026-03-11 08:00"),
        # only one of the two has begun
        ("Tue 2026-03-10 08:00", None, "earliest", "Wed 2026-03-11 08:00"),
        (None, "Wed 2026-03-11 06:00", "earliest", "Wed 2026-03-11 10:00"),
    ],
)
def test_the_earliest_or_the_latest_of_two_limits_decides(
    aware: str | None, classified: str | None, combine: str, due: str
) -> None:
    judged = []
    if aware:
        at = moment(f"{aware} UTC")
        judged.append(a_judgement(instant=at, made_at=at))
    if classified:
        judged.append(a_judgement("fca_notification", "yes", made_at=moment(f"{classified} UTC")))
    known = a_known(judgements=judged, at=moment("Wed 2026-03-11 07:00 UTC"))
    found = work_out(known, two_limits(combine))
    assert found.due_at == moment(f"{due} UTC")
    missing = {CLASSIFIED: classified, "judged:aware_personal_data": aware}
    assert found.waits_for == tuple(key for key, given in missing.items() if not given)


def test_a_limit_without_a_number_decides_only_when_it_is_alone() -> None:
    open_ended = a_limit("judged:aware_personal_data", 0, "without-delay")
    both = a_stage(open_ended, a_limit("judged:aware_personal_data", 24))
    known = a_known(judgements=[AWARE])
    assert work_out(known, both).due_at == moment("Sat 2026-11-21 09:20 Europe/London")
    assert work_out(known, both).counting == "exact-hours"
    alone = work_out(known, a_stage(open_ended))
    assert (alone.due_at, alone.counting) == (None, "without-delay")
    assert alone.next_review_at == moment("Sat 2026-11-21 09:20 Europe/London")


def test_in_the_hour_that_comes_twice_the_earlier_limit_is_still_the_earlier() -> None:
    # On 25 October 2026 one limit ends at 01:50 BST (00:50 UTC), the other at 01:10 GMT (01:10
    # UTC). The clock on the wall would put them the other way round.
    first, second = moment("Sun 2026-10-25 00:50 UTC"), moment("Sun 2026-10-25 01:10 UTC")
    stage = a_stage(a_limit(CLASSIFIED, 1), a_limit("judged:aware_personal_data", 2))
    known = a_known(
        judgements=[
            a_judgement("fca_notification", "yes", made_at=first - timedelta(hours=1)),
            a_judgement(instant=second - timedelta(hours=2), made_at=first - timedelta(hours=1)),
        ],
        at=first,
    )
    found = work_out(known, stage).due_at
    assert found is not None
    assert found.astimezone(UTC) == first


def test_in_the_hour_that_comes_twice_late_is_late() -> None:
    # Due at 01:50 BST; twenty minutes later it is 01:10 GMT.
    due = moment("Sun 2026-10-25 00:50 UTC")
    aware = due - timedelta(hours=72)
    judged = [a_judgement(instant=aware, made_at=aware)]
    now = moment("Sun 2026-10-25 01:10 UTC").astimezone(DUE_AT.tzinfo)
    assert work_out(a_known(judgements=judged, at=now)).state is ClockState.OVERDUE
    late = a_known(judgements=judged, submissions=[submitted(now)], at=now)
    assert work_out(late).state is ClockState.MET_LATE


# ---- Working days -------------------------------------------------------------------------------


def test_working_days_are_counted_in_the_calendar_the_rule_names() -> None:
    stage = a_stage(a_limit(amount=3, counting="business-days", calendar="scotland"))
    at = moment("Fri 2026-11-27 12:00 Europe/London")
    known = a_known(judgements=[a_judgement(instant=at, made_at=at)], at=at)
    # St Andrew's Day, Monday 30 November, is not counted.
    assert work_out(known, stage).due_at == moment("Thu 2026-12-03 23:59:59 Europe/London")


def test_a_day_rule_may_count_the_first_day() -> None:
    limits = [
        a_limit(amount=30, counting="calendar-days", first_day_counts=counts)
        for counts in (True, False)
    ]
    at = moment("Fri 2026-11-20 09:00 Europe/London")
    known = a_known(judgements=[a_judgement(instant=at, made_at=at)])
    # 20 November is day 1; 30 November is day 11; 19 December is day 30.
    days = [work_out(known, a_stage(limit)).due_at for limit in limits]
    assert [f"{day:%a %d %b}" for day in days if day] == ["Sat 19 Dec", "Sun 20 Dec"]


def test_a_calendar_that_ends_gives_no_date_and_says_why() -> None:
    stage = a_stage(a_limit(amount=40, counting="business-days", calendar="utopia"))
    found = deadline(stage, NAME, a_known(judgements=[AWARE]), {"utopia": a_calendar()})
    assert (found.state, found.due_at) == (ClockState.CANNOT_COUNT, None)
    assert found.arithmetic == (
        "The calendar for Utopia covers 2026-01-01 to 2026-12-31; 2027-01-01 lies outside it.",
    )


def test_what_was_submitted_is_met_even_where_the_calendar_ends() -> None:
    stage = a_stage(a_limit(amount=40, counting="business-days", calendar="utopia"))
    sent = submitted(moment("Fri 2026-11-20 11:00 Europe/London"))
    known = a_known(judgements=[AWARE], submissions=[sent])
    found = deadline(stage, NAME, known, {"utopia": a_calendar()})
    assert (found.state, found.due_at) == (ClockState.MET, None)


def test_a_limit_that_runs_binds_while_another_has_no_start() -> None:
    # Four hours from the classification at 10:00 end at 14:00; 24 hours from an awareness nobody
    # has judged could end at 06:00 on the same day, counted from the first signal the day before.
    possible = a_limit(amount=24, earliest_from=["fact:incident.first_signal_at"])
    stage = a_stage(a_limit(CLASSIFIED, 4), possible)
    classified = a_judgement("fca_notification", "yes", made_at=moment("Sat 2026-11-21 10:00 UTC"))
    known = a_known(
        *signals("06:00"), judgements=[classified], at=moment("Sat 2026-11-21 12:00 UTC")
    )
    found = work_out(known, stage)
    assert found.state is ClockState.RUNNING
    assert found.due_at == moment("Sat 2026-11-21 14:00 UTC")
    assert found.arithmetic[-1] == (
        "It may fall earlier: the limit from judged:aware_personal_data has no start yet and could "
        "end Sat 21 November 2026, 06:00 GMT (06:00 UTC)."
    )


def test_a_limit_that_could_only_end_later_is_not_spoken_of() -> None:
    possible = a_limit(amount=72, earliest_from=["fact:incident.first_signal_at"])
    stage = a_stage(a_limit(CLASSIFIED, 4), possible)
    classified = a_judgement("fca_notification", "yes", made_at=moment("Sat 2026-11-21 10:00 UTC"))
    known = a_known(
        *signals("06:00"), judgements=[classified], at=moment("Sat 2026-11-21 12:00 UTC")
    )
    assert "It may fall earlier" not in " ".join(work_out(known, stage).arithmetic)
