"""What may be said of a notice that was given: whom, how, when, why early, why late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.facts.instants import in_words
from disclosure.problems import InvalidInputError, Problem, ValueRefusedError
from disclosure.services.receipts import Upload, looked_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.law.deadlines import StageDeadline
    from disclosure.services.notice_texts import Loaded, One

LONGEST_LINE = 200
LONG = ("late_reason", "early_reason", "outside_reason")
"""What may be longer than a line."""
HOW = "Say how it was sent: online form, email, telephone, …"


@dataclass(frozen=True, slots=True)
class Giving:
    """That a notice was given, as somebody typed it.

    Attributes:
        at: When the recipient got it; None where none was given.
        early_reason: Why it was given before it was released.
        late_reason: Why it is late, where it is.
        outside: It was made without a text released here.
        outside_reason: Why it was.
    """

    recipient: str
    channel: str
    at: datetime | None
    reference: str = ""
    early_reason: str = ""
    late_reason: str = ""
    receipt: Upload | None = None
    outside: bool = False
    outside_reason: str = ""


def checked(giving: Giving, loaded: Loaded, one: One, stage: StageDeadline | None) -> datetime:
    """Give when the notice was given.

    Raises:
        InvalidInputError: Something typed is refused; lists all of it.
    """
    problems = [
        *line_problems("recipient", giving.recipient, "Say whom it was sent to."),
        *line_problems("channel", giving.channel, HOW),
        *line_problems("reference", giving.reference),
        *line_problems("late_reason", giving.late_reason),
        *line_problems("early_reason", giving.early_reason),
        *_outside_problems(giving),
        *_time_problems(giving, loaded, one, stage),
        *receipt_problems(giving.receipt),
    ]
    if problems or giving.at is None:
        raise InvalidInputError(problems)
    return giving.at


def line_problems(field: str, text: str, empty: str = "") -> Iterator[Problem]:
    """Refuse markup, a line that is too long, and one left empty where `empty` asks for it."""
    if not text.strip():
        if empty:
            yield Problem("", field, empty)
        return
    try:
        clean_text(text)
    except ValueRefusedError as error:
        yield Problem("", field, error.wrong, error.allowed)
        return
    if field not in LONG and len(text.strip()) > LONGEST_LINE:
        wrong = f"This has {len(text.strip())} characters; at most {LONGEST_LINE} are taken."
        yield Problem("", field, wrong, "Shorten it.")


def _outside_problems(giving: Giving) -> Iterator[Problem]:
    if giving.outside:
        empty = "Say why it was not released here: it was made by telephone before, …"
        yield from line_problems("outside_reason", giving.outside_reason, empty)


def _time_problems(
    giving: Giving, loaded: Loaded, one: One, stage: StageDeadline | None
) -> Iterator[Problem]:
    at, zone = giving.at, loaded.incident.zone
    released = None if giving.outside else one.progress.released
    if at is None:
        yield Problem("", "at", "Say when it was sent.", "The day and the time, as sent.")
    elif at > loaded.case.at:
        now = in_words(loaded.case.at, zone)
        yield Problem("", "at", f"This is in the future; it is {now} now.", "Check day and time.")
    elif released and _is_before(at, released.at) and not giving.early_reason.strip():
        wrong = f"This is before the release, {in_words(released.at, zone)}."
        yield Problem("", "early_reason", wrong, "Correct the time, or say why it went first.")
    if at and _needs_reason(at, stage) and not giving.late_reason.strip():
        said = loaded.known.late_reason(one.notice.obligation, one.notice.stage)
        if said is None and stage and stage.due_at:
            wrong = f"It was due at {in_words(stage.due_at, zone)}, and the law asks why it is late"
            yield Problem("", "late_reason", f"{wrong}.", "Give the reasons, as the notice does.")


def _is_before(at: datetime, released: datetime) -> bool:
    """Compare to the minute, which is all that is typed."""
    return at < released.replace(second=0, microsecond=0)


def _needs_reason(at: datetime, stage: StageDeadline | None) -> bool:
    if stage is None or stage.due_at is None:
        return False
    return at > stage.due_at and bool(stage.late_needs)


def receipt_problems(upload: Upload | None) -> Iterator[Problem]:
    """Refuse a file that is not what its name says."""
    try:
        if upload is not None:
            looked_at(upload)
    except InvalidInputError as error:
        yield from error.problems
