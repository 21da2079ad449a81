"""What does not fit in a decision not to notify, its review and its confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.facts.instants import full_date
from disclosure.problems import Problem, ValueRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.services.duties import TypedJudgement

USUAL_DAYS, MOST_DAYS = 14, 90
"""How long until a decision not to notify is looked at again: usually, and at most."""
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class TypedDecline:
    """What a decision not to notify asks for besides, as typed.

    Attributes:
        again_on: The day to look at it again.
        reviewer: The name of the second person who reviewed it; nothing while nobody has.
        reviewer_role: In which role they did.
    """

    again_on: date | None = None
    reviewer: str = ""
    reviewer_role: str = ""


def usual_day(today: date) -> date:
    """Give the day on which a decision of today is usually looked at again."""
    return today + timedelta(days=USUAL_DAYS)


def decline_problems(
    typed: TypedJudgement, question: JudgementQuestion, today: date
) -> list[Problem]:
    """Say what does not fit in a decision not to notify, each under the name of its field.

    Args:
        typed: The judgement; one that notifies is not asked for any of this.
        question: The question.
        today: The day it is in the incident's zone.
    """
    if typed.value not in question.declines:
        return []
    said = typed.decline
    if said.again_on is None:
        day = full_date(usual_day(today))
        wrong = "The day to look at it again is missing."
        found = [_wrong("again_on", wrong, f"{day} is two weeks from now, the usual time.")]
    else:
        found = [*_day_problems(said.again_on, today)]
    return [*found, *_reviewer_problems(typed)]


def confirm_problems(why: str, again_on: date | None, today: date) -> list[Problem]:
    """Say what does not fit in a confirmation."""
    days = _day_problems(again_on, today, "still_again_on") if again_on else ()
    return [*_words("still_why", why, "Say in a word why it is still so."), *days]


def note_problems(note: str) -> list[Problem]:
    """Say what does not fit in the note of a review."""
    return [*_words("note", note, "Write what you looked at, and whether you agree.")]


def _day_problems(day: date, today: date, path: str = "again_on") -> Iterator[Problem]:
    if day <= today:
        wrong = "This day is not in the future."
        yield _wrong(path, wrong, "Choose a later one.")
    elif day > today + timedelta(days=MOST_DAYS):
        last = full_date(today + timedelta(days=MOST_DAYS))
        wrong = f"This is more than {MOST_DAYS} days away."
        yield _wrong(path, wrong, f"Choose a day up to {last}.")


def _reviewer_problems(typed: TypedJudgement) -> Iterator[Problem]:
    name, role = typed.decline.reviewer.strip(), typed.decline.reviewer_role.strip()
    if not name:
        if role:
            yield _wrong("reviewer", "There is a role, but nobody is named.", "Name the person.")
        return
    yield from _words("reviewer_name", name, "", LONGEST_NOTE)
    yield from _words("reviewer_role", role, "Say in which role: 'head of audit'.")
    if " ".join(name.split()).casefold() == " ".join(typed.made_by_name.split()).casefold():
        wrong = f"{name} judged this. A second person reviews it."
        yield _wrong("reviewer", wrong, "Name somebody else, or leave it open for now.")


def _words(path: str, value: str, empty: str, most: int = LONGEST_NOTE) -> Iterator[Problem]:
    if not value.strip():
        yield _wrong(path, "This is empty.", empty)
        return
    if len(value) > most:
        yield _wrong(path, f"This has {len(value)} characters; {most} fit.", "Shorten it.")
        return
    try:
        clean_text(value)
    except ValueRefusedError as error:
        yield _wrong(path, error.wrong, error.allowed)


def _wrong(path: str, wrong: str, allowed: str) -> Problem:
    return Problem("form", path, wrong, allowed)
