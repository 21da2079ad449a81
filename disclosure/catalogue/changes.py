"""What changed between two libraries, as a list that a lawyer can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from disclosure.catalogue.change_words import Told, calendar_changes, day, fields_changed, text
from disclosure.catalogue.rule_changes import rule_changes
from disclosure.catalogue.snapshots import CALENDARS, OBLIGATIONS, PARTS
from disclosure.law.library import Change, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.contents import Plain
    from disclosure.catalogue.snapshots import Snapshot

Maker = Callable[[Mapping[str, "Plain"], Mapping[str, "Plain"]], Iterable[Told]]
"""Tells what differs between two forms of an entry."""
PART_WORDS = {
    OBLIGATIONS: "rule",
    "regimes": "regime",
    "judgements": "judgement",
    "authorities": "authority",
    CALENDARS: "calendar",
    "hours": "opening hours",
    "not_duties": "entry of what is no duty",
}


KIND_WORDS = {
    Kind.ADDED: "New",
    Kind.NEW_VERSION: "New version of",
    Kind.CHANGED: "Changed",
    Kind.REMOVED: "Taken out:",
}


def compare(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """List what changed between two libraries, by part and id; nothing where they say the same."""
    asks = {**_asks(before), **_asks(after)}
    return tuple(
        change
        for part in PARTS
        for change in _of_part(part, before.parts.get(part, {}), after.parts.get(part, {}), asks)
    )


def _asks(held: Snapshot) -> dict[str, str]:
    """Give what each judgement of a library asks, by its key."""
    judgements = held.parts.get("judgements", {})
    return {key: str(says.get("asks", key)) for key, says in judgements.items()}


def _of_part(
    part: str,
    before: Mapping[str, Mapping[str, Plain]],
    after: Mapping[str, Mapping[str, Plain]],
    asks: Mapping[str, str],
) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield _added(part, key, now, after, asks)
        elif was is not None and now is None:
            gone = ("It is not in the library any more.",)
            yield _change(Kind.REMOVED, part, key, was, decides=True, lines=gone)
        elif was is not None and now is not None and was != now:
            yield _changed(part, key, was, now, asks)


def _added(
    part: str,
    key: str,
    now: Mapping[str, Plain],
    after: Mapping[str, Mapping[str, Plain]],
    asks: Mapping[str, str],
) -> Change:
    earlier = _version_before(part, key, after)
    if earlier is None:
        return _change(Kind.ADDED, part, key, now, decides=True, lines=_beginnings(now))
    told = sorted(rule_changes(earlier, now, asks), key=_is_words)
    lines = tuple(each.line for each in told) or ("It says what the version before it says.",)
    return _change(Kind.NEW_VERSION, part, key, now, decides=True, lines=lines)


def _version_before(
    part: str, key: str, after: Mapping[str, Mapping[str, Plain]]
) -> Mapping[str, Plain] | None:
    """Give the version of a rule that an added one follows, where there is one."""
    if part != OBLIGATIONS:
        return None
    name, _, begins = key.partition("@")
    of_rule = (other.partition("@") for other in after)
    earlier = [first for rule, _, first in of_rule if rule == name and first < begins]
    return after[f"{name}@{max(earlier)}"] if earlier else None


def _beginnings(now: Mapping[str, Plain]) -> tuple[str, ...]:
    lines = [text(now["summary"])] if "summary" in now else []
    if "in_force_from" in now:
        lines.append(f"It begins on {day(now['in_force_from'])}.")
    return tuple(lines)


def _changed(
    part: str,
    key: str,
    was: Mapping[str, Plain],
    now: Mapping[str, Plain],
    asks: Mapping[str, str],
) -> Change:
    makers: dict[str, Maker] = {
        OBLIGATIONS: partial(rule_changes, asks=asks),
        CALENDARS: calendar_changes,
    }
    # What decides stands first.
    told: list[Told] = sorted(makers.get(part, fields_changed)(was, now), key=_is_words)
    lines = tuple(each.line for each in told)
    decides = any(each.decides for each in told)
    return _change(Kind.CHANGED, part, key, now, decides=decides, lines=lines)


def _is_words(told: Told) -> bool:
    return not told.decides


def _change(
    kind: Kind,
    part: str,
    key: str,
    says: Mapping[str, Plain],
    *,
    decides: bool,
    lines: Iterable[str],
) -> Change:
    name, _, begins = key.partition("@")
    title = text(says.get("title") or says.get("asks") or "")
    concerns = decides and part in (OBLIGATIONS, CALENDARS, "judgements")
    from_day = f", from {day(begins)}" if kind is Kind.NEW_VERSION else ""
    called = f": {title}" if title and title != name else ""
    heading = f"{KIND_WORDS[kind]} {PART_WORDS.get(part, part)} {name}{from_day}{called}"
    return Change(kind, part, name, title, begins, concerns, heading, tuple(lines))
