"""The picture of the first 72 hours, and the table that says the same; instants by hand."""

import re
from dataclasses import replace
from datetime import UTC, timedelta

import html5lib
import pytest

from builders import (
    a_fact,
    a_judgement,
    a_known,
    a_limit,
    a_release,
    a_stage,
    a_submission,
    an_entry,
    an_obligation,
    moment,
    the_catalogue,
)
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Change, Standing
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import assess
from disclosure.outputs.timeline import Lane, Timeline, TimelineInputs, beginning, rows, timeline
from disclosure.outputs.timeline_svg import draw

OPENED = moment("Sat 2025-04-19 11:00 Europe/London")
AWARE = moment("Sat 2025-04-19 09:10 Europe/London")
NOW = moment("Sun 2025-04-20 12:00 Europe/London")
INVOLVED = a_fact(recorded_at=OPENED)
NAME = "example.rule.1"


def a_line(
    *facts,
    now=NOW,
    opened_at=OPENED,
    judgements=(),
    submissions=(),
    releases=(),
    stages=None,
    audiences=None,
) -> Timeline:
    catalogue = the_catalogue()
    known = a_known(
        *facts, judgements=judgements, submissions=submissions, releases=releases, at=now
    )
    duty = assess(an_obligation(stages=stages), known, catalogue.law.calendars)
    return timeline(
        TimelineInputs(
            known=known,
            duties=(duty,),
            vocabulary=catalogue.vocabulary,
            calendars=catalogue.law.calendars,
            opened_at=opened_at,
            audiences=audiences or {"market": "The market"},
        )
    )


def local(at) -> str:
    return f"{at.astimezone(LONDON):%a %H:%M}"


# ---- Where it begins -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, OPENED),
        ({"incident.detected_at": AWARE}, AWARE),
        ({"incident.detected_at": AWARE, "incident.first_signal_at": OPENED}, AWARE),
        ({"incident.occurred_at": OPENED - timedelta(hours=71)}, OPENED - timedelta(hours=71)),
        # inside for three days before anybody noticed: the picture would be empty
        ({"incident.occurred_at": OPENED - timedelta(hours=72)}, OPENED),
        ({"incident.first_signal_at": OPENED + timedelta(hours=3)}, OPENED),
    ],
)
def test_it_begins_with_the_earliest_instant(facts, expected) -> None:
    known = a_known(*(a_fact(key, When.exactly(at)) for key, at in facts.items()))
    assert beginning(known, OPENED) == expected


def test_it_begins_on_the_full_hour_and_has_72() -> None:
    line = a_line(a_fact("incident.detected_at", When.exactly(AWARE), recorded_at=OPENED))
    assert local(line.starts_at) == "Sat 09:00"
    assert local(line.ends_at) == "Tue 09:00"
    assert line.hours == 72


# ---- The civil clock -----------------------------------------------------------------------


def test_weekend_and_bank_holidays_are_said_in_words() -> None:
    notes = {day.name: day.note for day in a_line().days}
    assert notes == {
        "Sat 19 April": "weekend",
        "Sun 20 April": "weekend",
        "Mon 21 April": "bank holiday, Easter Monday",
        "Tue 22 April": "",
    }
    monday = next(row.what for row in rows(a_line()) if "Easter" in row.what)
    assert monday.startswith("Mon 21 April: bank holiday, Easter Monday in England and Wales")
    assert "Scotland" not in monday


def test_nights_run_from_eight_to_six() -> None:
    nights = [(local(n.starts_at), local(n.ends_at)) for n in a_line().nights]
    assert nights == [
        ("Sat 20:00", "Sun 06:00"),
        ("Sun 20:00", "Mon 06:00"),
        ("Mon 20:00", "Tue 06:00"),
    ]


def test_a_night_begun_before_the_window_is_cut() -> None:
    line = a_line(opened_at=moment("Sat 2025-04-19 02:30 Europe/London"))
    first = line.nights[0]
    assert (local(first.starts_at), local(first.ends_at)) == ("Sat 02:00", "Sat 06:00")


def test_in_spring_the_hours_keep_their_names_and_lie_closer() -> None:
    # Sunday 29 March 2026, 01:00 UTC: 01:00 becomes 02:00
    opened = moment("Sat 2026-03-28 18:00 Europe/London")
    line = a_line(opened_at=opened, now=opened)
    assert [local(tick) for tick in line.ticks[:5]] == [
        "Sat 18:00", "Sun 00:00", "Sun 06:00", "Sun 12:00", "Sun 18:00",
    ]  # fmt: skip
    assert line.ticks[2] - line.ticks[1] == timedelta(hours=5)
    assert [(c.at, c.words) for c in line.changes] == [
        (moment("Sun 2026-03-29 01:00 UTC"), "clocks go forward")
    ]
    assert line.hours == 72
    assert local(line.ends_at) == "Tue 19:00"
    assert "clocks go forward" in draw(line).svg


def test_in_autumn_the_night_has_an_hour_more() -> None:
    # Sunday 25 October 2026, 01:00 UTC: 02:00 becomes 01:00
    opened = moment("Sat 2026-10-24 18:00 Europe/London")
    line = a_line(opened_at=opened, now=opened)
    assert line.ticks[2] - line.ticks[1] == timedelta(hours=7)
    assert [c.words for c in line.changes] == ["clocks go back"]
    night = line.nights[0]
    assert night.ends_at - night.starts_at == timedelta(hours=11)
    assert local(line.ends_at) == "Tue 17:00"


# ---- Clocks --------------------------------------------------------------------------------


def a_bar(**inputs):
    judged = a_judgement(instant=AWARE, made_at=OPENED)
    (bar,) = a_line(INVOLVED, judgements=[judged], **inputs).bars
    return bar


def test_a_clock_runs_from_its_start_to_its_due_instant() -> None:
    bar = a_bar()
    assert (bar.starts_at, bar.due_at) == (AWARE, moment("Tue 2025-04-22 09:10 Europe/London"))
    assert (bar.state, bar.title) == (ClockState.RUNNING, "Report it, first report")
    assert bar.starts_at.tzinfo is UTC


def test_a_clock_that_was_met_says_when() -> None:
    sent = a_submission(NAME, at=NOW - timedelta(hours=1))
    bar = a_bar(submissions=[sent])
    assert (bar.state, bar.closed_at) == (ClockState.MET, NOW - timedelta(hours=1))


def test_a_clock_without_a_limit_is_open_at_its_end() -> None:
    without = a_limit(amount=0, counting="without-delay")
    bar = a_bar(stages=[a_stage(without)])
    assert (bar.due_at, bar.promptness) == (None, "without undue delay")


def test_a_clock_of_an_open_duty_is_shown_only_with_its_due_instant() -> None:
    judged = [a_judgement(instant=AWARE, made_at=OPENED)]
    (bar,) = a_line(judgements=judged).bars
    assert bar.may_apply
    without = a_stage(a_limit(amount=0, counting="without-delay"))
    assert a_line(judgements=judged, stages=[without]).bars == ()


def test_a_clock_that_waits_is_not_on_the_line() -> None:
    assert a_line(INVOLVED).bars == ()


def test_a_duty_that_does_not_apply_has_no_clock() -> None:
    judged = [a_judgement(instant=AWARE, made_at=OPENED)]
    assert a_line(a_fact(value="no", recorded_at=OPENED), judgements=judged).bars == ()


# ---- What happened -------------------------------------------------------------------------


def test_facts_typed_in_one_minute_are_one_mark() -> None:
    line = a_line(
        replace(INVOLVED, recorded_at=OPENED + timedelta(seconds=10)),
        an_entry(fields={"name": "contactless payment"}, recorded_at=OPENED),
        a_fact(number=2, recorded_at=OPENED + timedelta(hours=2), change=Change.RE_CONFIRMS),
    )
    first, second = line.marks_of(Lane.FACTS)
    assert first.label == "2 facts"
    assert set(first.names) == {"Is personal data involved?", "Services: contactless payment"}
    assert (second.label, second.names) == ("1 fact", ("Is personal data involved? (still so)",))


def test_what_lies_behind_a_week_is_counted_in_a_sentence() -> None:
    late = a_fact(recorded_at=OPENED + timedelta(days=7))
    line = a_line(late, now=OPENED + timedelta(days=8))
    assert (line.marks, dict(line.later)) == ((), {Lane.FACTS: 1})
    assert line.later_words == "1 fact was recorded after these hours."
    assert "None recorded in these hours; recorded later: 1." in texts(draw(line).svg)
    more = a_line(
        late,
        a_fact("incident.kind", "cyber", recorded_at=OPENED + timedelta(days=7, hours=1)),
        releases=[a_release("market", OPENED + timedelta(days=7))],
        now=OPENED + timedelta(days=8),
    )
    assert more.later_words == (
        "2 facts were recorded after these hours. 1 statement was given after these hours."
    )


# ---- How far it reaches --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "amount", "hours"),
    [
        # due 20 April 09:10, long past on the 22nd: the present alone counts
        (OPENED + timedelta(hours=75, minutes=8), 24, 77),
        # due 23 April 05:10 (92 h after 09:10 on the 19th), 90 h 10 min after 11:00
        (NOW, 92, 92),
        (NOW, 72, 72),
        (OPENED + timedelta(days=8), 72, 168),
        (NOW, 400, 168),
    ],
)
def test_it_reaches_to_the_next_deadline_and_the_present_a_week_at_most(now, amount, hours) -> None:
    judged = [a_judgement(instant=AWARE, made_at=OPENED)]
    line = a_line(INVOLVED, judgements=judged, now=now, stages=[a_stage(a_limit(amount=amount))])
    assert line.hours == hours
    assert line.shows_now == (now < OPENED + timedelta(days=7))


def test_the_present_is_a_line_with_its_time() -> None:
    words = texts(draw(a_line(now=OPENED + timedelta(hours=75, minutes=8))).svg)
    assert "Now, 14:08" in words
    assert "Dashed line: now, Tue 22 April 14:08 London (13:08 UTC)." in words
    assert "Now," not in texts(draw(a_line(now=OPENED + timedelta(days=8))).svg)


def test_a_clock_of_an_open_duty_is_thin_and_dotted() -> None:
    svg = draw(a_line(judgements=[a_judgement(instant=AWARE, made_at=OPENED)])).svg
    assert 'stroke-width="2" stroke-dasharray="2 5"' in svg
    assert 'stroke-width="4"' not in svg
    assert "Would run if it applies: due Tue 22 Apr 09:10" in texts(svg)


@pytest.mark.parametrize("hour", [1, 36, 70])
def test_no_mark_stands_in_its_own_words(hour) -> None:
    # 100 letters fit on neither side of a mark in the middle: they stand beneath it
    label = "x" * 100
    release = a_release("market", OPENED + timedelta(hours=hour))
    now = OPENED + timedelta(hours=71)
    svg = draw(a_line(releases=[release], audiences={"market": label}, now=now)).svg
    (mark,) = re.findall(r'<rect x="([0-9.]+)" y="([0-9.]+)" width="12" height="12"', svg)
    ((x, y, anchor),) = re.findall(r'<text x="([0-9.]+)" y="([0-9.]+)"([^>]*)>[0-9:]+ x{50}', svg)
    left, top, at, baseline = (float(each) for each in (*mark, x, y))
    right, bottom = left + 12, top + 12
    beneath = baseline - 13 >= bottom
    beside = at >= right or ("end" in anchor and at <= left)
    assert beneath or beside
    # 106 letters of at least half their height of 13: words on the left need 689 for themselves
    assert "end" not in anchor or at > 689


def test_everything_stands_in_its_lane_and_in_the_table() -> None:
    line = a_line(
        INVOLVED,
        judgements=[a_judgement(instant=AWARE, made_at=OPENED + timedelta(minutes=5))],
        releases=[a_release("market", OPENED + timedelta(hours=1))],
        submissions=[a_submission(NAME, at=OPENED + timedelta(hours=2), reference="IC-7")],
    )
    assert [mark.lane for mark in line.marks] == [
        Lane.FACTS, Lane.JUDGEMENTS, Lane.STATEMENTS, Lane.SUBMISSIONS,
    ]  # fmt: skip
    said = [(row.lane, row.what) for row in rows(line) if row.lane != "Day"]
    assert said == [
        ("Clocks", "Report it, first report: clock starts (met)"),
        ("Facts recorded", "1 fact: Is personal data involved?"),
        (
            "Judgements made",
            next(m.label for m in line.marks if m.lane is Lane.JUDGEMENTS),
        ),
        ("Statements given", "The market"),
        ("Submissions", "Report it, reference IC-7"),
        ("Clocks", "Report it, first report: met"),
        ("Clocks", "Report it, first report: due (met)"),
    ]
    assert all("UTC" in row.when for row in rows(line))


def test_a_long_list_of_facts_is_cut_and_counted() -> None:
    keys = list(the_catalogue().vocabulary.facts)[:8]
    line = a_line(*(a_fact(k, None, Standing.UNKNOWN, recorded_at=OPENED) for k in keys))
    what = next(row.what for row in rows(line) if row.lane == "Facts recorded")
    assert what.startswith("8 facts: ")
    assert what.endswith("; and 2 more")


# ---- The picture ---------------------------------------------------------------------------


def full_line(label: str = "The market") -> Timeline:
    return a_line(
        INVOLVED,
        a_fact("incident.kind", "cyber", recorded_at=OPENED + timedelta(minutes=20)),
        judgements=[a_judgement(instant=AWARE, made_at=OPENED)],
        releases=[a_release("market", OPENED + timedelta(hours=n)) for n in (1, 2, 70)],
        submissions=[a_submission(NAME, at=OPENED + timedelta(hours=2))],
        now=OPENED + timedelta(hours=71),
        audiences={"market": label},
    )


def parsed(svg: str):
    return html5lib.parse(svg, namespaceHTMLElements=False)


def texts(svg: str) -> str:
    return " ".join(parsed(svg).itertext())


def test_the_picture_has_a_name_and_a_description() -> None:
    svg = draw(full_line(), name="first").svg
    assert 'role="img" ' in svg
    assert 'aria-labelledby="first-title first-desc"' in svg
    assert '<title id="first-title">The first 72 hours, from Sat 19 April 11:00 London' in svg
    assert '<desc id="first-desc">' in svg


def test_a_template_takes_it_as_it_is() -> None:
    drawing = draw(full_line())
    assert drawing.__html__() == drawing.svg


@pytest.mark.parametrize("empty", [True, False])
def test_nothing_of_it_is_run_or_fetched(empty) -> None:
    svg = draw(a_line() if empty else full_line()).svg
    assert "style=" not in svg
    assert "<script" not in svg
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)


def test_what_people_type_is_escaped() -> None:
    hostile = "</text><script>alert('1')</script>\x00 \"&"
    svg = draw(full_line(hostile), name='x" onload="y').svg
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert "\x00" not in svg
    assert 'onload="y' not in svg


def test_states_are_said_not_only_coloured() -> None:
    assert "Met: due Tue 22 Apr 09:10 · Report it, first report" in texts(draw(full_line()).svg)
    late = a_line(
        INVOLVED,
        judgements=[a_judgement(instant=AWARE, made_at=OPENED)],
        now=moment("Tue 2025-04-22 10:00 Europe/London"),
    )
    assert "Overdue: due" in texts(draw(late).svg)


def test_each_kind_of_clock_has_its_own_shape() -> None:
    judged = [a_judgement(instant=AWARE, made_at=OPENED)]
    running = draw(a_line(INVOLVED, judgements=judged)).svg
    beyond = draw(a_line(INVOLVED, judgements=judged, stages=[a_stage(a_limit(amount=200))])).svg
    late = draw(a_line(INVOLVED, judgements=judged, stages=[a_stage(a_limit(amount=2))])).svg
    open_ended = draw(
        a_line(
            INVOLVED,
            judgements=judged,
            stages=[a_stage(a_limit(amount=0, counting="without-delay"))],
        )
    ).svg
    assert 'height="12"' in running
    assert "<polygon" not in re.sub(r"Judgements.*", "", running)
    assert "<polygon" in re.sub(r"Facts recorded.*", "", beyond)
    assert "<polygon" in re.sub(r"Facts recorded.*", "", late)
    assert 'stroke-dasharray="6 4"' in open_ended


def test_an_empty_picture_says_so() -> None:
    words = texts(draw(a_line()).svg)
    assert "No clock runs in these hours." in words
    assert words.count("None in these hours.") == 3
    assert "None recorded in these hours." in words
    assert "nothing recorded yet" in words


def test_everything_stays_inside_the_picture() -> None:
    svg = draw(full_line("A very long name of an audience " * 6)).svg
    for name in ("x", "x1", "x2", "cx"):
        for value in re.findall(rf' {name}="([0-9.-]+)"', svg):
            assert -1 <= float(value) <= 961, (name, value)
