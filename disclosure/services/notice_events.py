"""Entries of the trail as events of a notice, and back: the one place where the two meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final, TypedDict, TypeVar
from uuid import UUID

from disclosure.signoff.events import (
    Approved,
    Began,
    Frozen,
    Given,
    HoldsNoneJudged,
    NoticeEvent,
    Refused,
    Released,
    Requested,
    Superseded,
    Withdrawn,
)
from disclosure.signoff.people import Capacity
from disclosure.trail.actions import Action
from disclosure.trail.entries import DETAIL, Entry, Plain

NOBODY: Final = UUID(int=0)
"""Who acts where the program itself does: in setting a version aside."""
REDACTED = "[Redacted]"
T = TypeVar("T")


class _Shared(TypedDict):
    at: datetime
    by: UUID
    by_name: str


def _began(entry: Entry) -> Began:
    return Began(**_shared(entry))


def _frozen(entry: Entry) -> Frozen:
    authors = frozenset(UUID(author) for author in _texts(entry, "authors"))
    return Frozen(
        **_shared(entry),
        version=_version(entry),
        digest=_digest(entry),
        authors=authors,
    )


def _requested(entry: Entry) -> Requested:
    accepted = entry.detail.get("accepted", {})
    if not isinstance(accepted, dict):
        raise _unreadable(entry, "accepted")
    return Requested(
        **_shared(entry),
        version=_version(entry),
        digest=_digest(entry),
        accepted=tuple((rule, str(reason)) for rule, reason in accepted.items()),
        findings=_found(entry),
    )


def _approved(entry: Entry) -> Approved:
    capacities = frozenset(Capacity(name) for name in _texts(entry, "capacities"))
    return Approved(
        **_shared(entry),
        version=_version(entry),
        digest=_digest(entry),
        capacities=capacities,
    )


def _refused(entry: Entry) -> Refused:
    about = entry.detail.get("sentence", "")
    return Refused(
        **_shared(entry),
        version=_version(entry),
        digest=_digest(entry),
        reason=entry.reason,
        sentence=about if isinstance(about, str) else "",
    )


def _withdrawn(entry: Entry) -> Withdrawn:
    return Withdrawn(**_shared(entry), version=_version(entry), reason=entry.reason)


def _superseded(entry: Entry) -> Superseded:
    return Superseded(
        **_shared(entry),
        version=_version(entry),
        sentences=_texts(entry, "sentences"),
        facts=_texts(entry, "facts"),
        why=entry.reason,
    )


def _judged_free(entry: Entry) -> HoldsNoneJudged:
    digest = _digest(entry)
    return HoldsNoneJudged(
        **_shared(entry), version=_version(entry), digest=digest, why=entry.reason
    )


def _released(entry: Entry) -> Released:
    digest = _digest(entry)
    return Released(**_shared(entry), version=_version(entry), digest=digest)


def _given(entry: Entry) -> Given:
    return Given(
        **_shared(entry),
        version=_version(entry),
        at_given=datetime.fromisoformat(_of(entry, "at_given", str)),
        recipient=_text(entry, "recipient"),
        channel=_text(entry, "channel"),
        reference=_text(entry, "reference"),
        outside=entry.detail.get("outside") is True,
        why=entry.reason,
    )


EVENT_OF: Final[Mapping[Action, Callable[[Entry], NoticeEvent] | None]] = {
    Action.NOTICE_BEGUN: _began,
    Action.SENTENCE_EDITED: None,
    Action.NOTICE_FROZEN: _frozen,
    Action.APPROVAL_REQUESTED: _requested,
    Action.NOTICE_APPROVED: _approved,
    Action.NOTICE_REFUSED: _refused,
    Action.REQUEST_WITHDRAWN: _withdrawn,
    Action.NOTICE_SUPERSEDED: _superseded,
    Action.JUDGED_FREE_OF_INSIDE_INFORMATION: _judged_free,
    Action.NOTICE_RELEASED: _released,
    Action.NOTICE_GIVEN: _given,
    Action.RECEIPT_ADDED: None,
    Action.DOCUMENT_MADE: None,
    Action.NOTICE_RETURNED: None,
    Action.SENTENCE_REFUSED: None,
    Action.SENTENCE_LET_STAND: None,
}
"""How each entry about a notice is read; None: it says nothing about how far the notice is.

Every action that names a notice must stand here: an entry without a reading is refused, never
passed over.
"""


def events_of(entries: Iterable[Entry]) -> tuple[NoticeEvent, ...]:
    """Give the events of one notice from the entries about it, in their order.

    Raises:
        KeyError: An entry about a notice has no reading.
    """
    read = ((EVENT_OF[entry.action], entry) for entry in entries)
    return tuple(reading(entry) for reading, entry in read if reading)


# ---- Reading -----------------------------------------------------------------------------


def _shared(entry: Entry) -> _Shared:
    by = UUID(entry.actor) if entry.actor else NOBODY
    return {"at": entry.at, "by": by, "by_name": entry.actor_name}


def _version(entry: Entry) -> int:
    return _of(entry, "version", int)


def _of(entry: Entry, key: str, kind: type[T]) -> T:
    value = entry.detail.get(key)
    if not isinstance(value, kind):
        raise _unreadable(entry, key)
    return value


def _text(entry: Entry, key: str) -> str:
    """Give a text, or that it was removed."""
    return REDACTED if f"{DETAIL}{key}" in entry.redacted else _of(entry, key, str)


def _digest(entry: Entry) -> str:
    """Give the digest of a version; of one from which something was removed, none is kept.

    Every entry about that version lost it, so that they are still about one and the same.
    """
    return "" if f"{DETAIL}digest" in entry.redacted else _of(entry, "digest", str)


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    value: Plain = entry.detail.get(key)
    if not isinstance(value, list):
        raise _unreadable(entry, key)
    return tuple(str(each) for each in value)


def _found(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what was found under each rule; a request of an older version does not say it."""
    found = entry.detail.get("findings", {})
    if not isinstance(found, dict):
        raise _unreadable(entry, "findings")
    return tuple(
        (rule, tuple(str(each) for each in said))
        for rule, said in found.items()
        if isinstance(said, list)
    )


def _unreadable(entry: Entry, key: str) -> ValueError:
    return ValueError(f"Entry {entry.seq} of {entry.chain} ({entry.action}) lacks “{key}”.")
