"""Works out the deadlines of an incident: the stages of its duties, and what we promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.looks import end_of
from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.store.deadlines import JUDGEMENT, OVERTAKEN, PROFILE, REVIEW, Clock
from disclosure.store.outbox import AT_DUE, BEFORE, Planned
from disclosure.words.corrections import NEXT_UPDATE, newest
from disclosure.words.rules_of_releases import moved_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from disclosure.catalogue.reminders import ReminderRule
    from disclosure.facts.case import Known, Release, ReleasedSentence
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

STAGE, PROMISE = "stage", "promise"
UPDATE = "update"
STATED = (Standing.CONFIRMED, Standing.SUSPECTED)
WITHOUT_DELAY = "without-delay"
REMINDED = (ClockState.RUNNING, ClockState.EARLIEST_POSSIBLE, ClockState.OVERDUE)


def clocks(
    known: Known, duties: Iterable[Duty], questions: Mapping[str, JudgementQuestion] | None = None
) -> tuple[Clock, ...]:
    """Give every deadline there is, in a form that the passing of time does not change.

    Args:
        known: What is known of the incident.
        duties: Its duties.
        questions: The judgements there are, by key; those a duty waits for are listed too.
    """
    held = [duty for duty in duties if duty.outcome is not Outcome.DOES_NOT_APPLY]
    stages = [_stage(duty, stage) for duty in held for stage in duty.stages]
    asked = questions or {}
    return (*stages, *_promises(known), *_reviews(known, asked), *_judgements(held, asked))


def _reviews(known: Known, questions: Mapping[str, JudgementQuestion]) -> Iterator[Clock]:
    """Give the days on which decisions not to notify are looked at again: our own, no law's."""
    for key, question in questions.items():
        held, day = known.judgement(key), known.again_on(key)
        if held is not None and day is not None and held.value in question.declines:
            yield Clock(
                f"{REVIEW}:{key}",
                REVIEW,
                f"Look again: {question.asks}",
                str(ClockState.RUNNING),
                due_at=end_of(day, known.zone),
            )


def _judgements(
    duties: Iterable[Duty], questions: Mapping[str, JudgementQuestion]
) -> Iterator[Clock]:
    """Give the questions that duties wait for: nobody has a date for them, and they hold up much.

    A duty that applies may wait for one too: its clock starts with the answer. While it is open
    whether a duty concerns the organisation at all, the profile is asked first, and nobody is
    asked to judge.
    """
    held = tuple(duty for duty in duties if not _asks_profile(duty))
    for key, question in questions.items():
        name = f"{JUDGEMENT}:{key}"
        waiting = [duty for duty in held if name in duty.waits_for]
        if waiting:
            outcomes = {duty.outcome for duty in waiting}
            yield Clock(
                name,
                JUDGEMENT,
                f"Judge: {question.asks}",
                str(ClockState.WAITING),
                outcome=str(next(each for each in Outcome if each in outcomes)),
                reference=str(len(waiting)),
            )


def _asks_profile(duty: Duty) -> bool:
    return any(name.startswith(f"{PROFILE}:") for name in duty.waits_for)


def profile_questions(duties: Iterable[Duty], labels: Mapping[str, str]) -> Iterator[Clock]:
    """Give what duties wait for and only the organisation's profile can say.

    Args:
        duties: The duties.
        labels: What each question of the profile is called, by key.
    """
    held = [duty for duty in duties if duty.outcome is not Outcome.DOES_NOT_APPLY]
    for key, label in labels.items():
        name = f"{PROFILE}:{key}"
        waiting = sum(name in duty.waits_for for duty in held)
        if waiting:
            state = str(ClockState.WAITING)
            yield Clock(name, PROFILE, label, state, outcome="", reference=str(waiting))


def overtaken_texts(
    known: Known, titles: Mapping[str, str], reach_each: frozenset[str]
) -> Iterator[Clock]:
    """Give the texts given out whose facts have moved, and whose readers were not told.

    They have no time, and stand with the deadlines so that a list over all incidents can name
    them without working anything out.

    Args:
        known: What is known of the incident.
        titles: What each notice is called, by its id.
        reach_each: The ids of the notices that are sent to each of their readers.
    """
    moved = moved_since(known, reach_each=reach_each)
    for name in dict.fromkeys(each.release.notice for each in moved):
        if name in titles:
            yield Clock(f"{OVERTAKEN}:{name}", OVERTAKEN, titles[name], str(ClockState.WAITING))


def stage_key(duty: Duty, stage: StageDeadline) -> str:
    """Name a stage within its incident: `uk.gdpr.33/initial`."""
    return f"{duty.obligation.id}/{stage.id}"


def _stage(duty: Duty, stage: StageDeadline) -> Clock:
    running = stage.state is ClockState.OVERDUE
    return Clock(
        deadline=stage_key(duty, stage),
        kind=STAGE,
        title=f"{duty.obligation.title}: {stage.title[:1].lower()}{stage.title[1:]}",
        # That a running clock is overdue follows from the present, whenever that is.
        state=str(ClockState.RUNNING if running else stage.state),
        outcome=str(duty.outcome),
        starts_at=_utc(stage.starts_at.earliest if stage.starts_at else None),
        due_at=_utc(stage.due_at),
        outer_limit_at=_utc(stage.outer_limit_at),
        next_review_at=_first_review(duty, stage),
        reference=stage.reference,
    )


def _first_review(duty: Duty, stage: StageDeadline) -> datetime | None:
    """Give the end of the first review period of a running clock without a limit."""
    if stage.state is not ClockState.RUNNING or stage.due_at or stage.starts_at is None:
        return None
    hours = [
        limit.review_hours
        for each in duty.obligation.stages
        if each.id == stage.id
        for limit in each.limits
        if limit.counting == WITHOUT_DELAY
    ]
    return utc(stage.starts_at.earliest) + timedelta(hours=hours[0]) if hours else None


def review_at(clock: Clock, now: datetime) -> datetime | None:
    """Give when to look again at a clock without a limit: the next period's end after now."""
    if clock.next_review_at is None or clock.starts_at is None:
        return None
    every = clock.next_review_at - clock.starts_at
    passed = max(timedelta(0), utc(now) - clock.starts_at) // every
    return clock.starts_at + (passed + 1) * every


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else utc(moment)


# ---- Promises ------------------------------------------------------------------------------


def _promises(known: Known) -> Iterator[Clock]:
    """Give what we said we would do by a time: the promises listed, and the updates announced.

    An update announced in a released text is kept by the next text to the same readers. Once it
    stands among the promises too, that entry alone is the deadline.
    """
    updates = tuple(_updates(known))
    for entry in known.entries(PROMISE):
        due = _due_of(entry)
        if entry.standing not in STATED or due is None:
            continue
        same = [kept for _, announced, kept in updates if announced == due]
        is_kept = bool(same) and all(same)
        text = entry.fields.get("text")
        title = text if isinstance(text, str) else "A promise"
        made_in = entry.fields.get("made_in")
        where = f"Promised in “{made_in}”" if made_in else "Promised"
        yield _promise(entry.key, f"{where}: {title}", due, is_kept=is_kept)
    listed = {_due_of(v) for v in known.versions.values() if v.record == PROMISE}
    last = {audience: (due, kept) for audience, due, kept in updates if due not in listed}
    for audience, (due, kept) in last.items():
        title = f"Promised: an update for the audience “{audience}”"
        yield _promise(f"{UPDATE}:{audience}", title, due, is_kept=kept)


def promise_key(notice: str, series: int | str) -> str:
    """Name the promise that a text of a notice makes, as an entry and so as a deadline."""
    return f"{PROMISE}:{notice.replace('.', '-').replace('_', '-')}-{series}"


def _promise(key: str, title: str, due: datetime, *, is_kept: bool) -> Clock:
    state = ClockState.MET if is_kept else ClockState.RUNNING
    return Clock(key, PROMISE, title, str(state), due_at=due)


def _due_of(entry: FactVersion) -> datetime | None:
    # A promise runs to the last instant it can mean.
    due = entry.fields.get("due_at")
    return utc(due.latest) if isinstance(due, When) else None


def _updates(known: Known) -> Iterator[tuple[str, datetime, bool]]:
    """Give each announced update: the audience, its time, and whether a later text kept it."""
    for release in sorted(known.releases, key=lambda release: release.at):
        promised = promised_update(release, known)
        if promised is not None:
            _, due = promised
            kept = any(
                later.audience == release.audience and later.at > release.at
                for later in known.releases
            )
            yield release.audience, due, kept


def promised_update(release: Release, known: Known) -> tuple[ReleasedSentence, datetime] | None:
    """Give the sentence of a text given out that announces an update, and by when."""
    for sentence in release.sentences:
        for key, number in newest(sentence.rests_on).items():
            version = known.versions.get(f"{key}@{number}")
            if version and version.key == NEXT_UPDATE and isinstance(version.value, When):
                return sentence, utc(version.value.latest)
    return None


# ---- Reminders -----------------------------------------------------------------------------


def reminders(made: Iterable[Clock], rule: ReminderRule) -> Iterator[Planned]:
    """Plan the reminders of the clocks that are open and have a due instant."""
    for clock in made:
        due = clock.due_at
        if due is None or ClockState(clock.state) not in REMINDED:
            continue
        length = due - clock.starts_at if clock.starts_at else None
        yield Planned(clock.deadline, BEFORE, due - rule.before(length), due)
        if rule.at_due:
            yield Planned(clock.deadline, AT_DUE, due, due)
