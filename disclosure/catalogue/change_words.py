"""How a change of the library is told: in a sentence, what it says now and what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosure.catalogue.contents import Plain

LONGEST = 160
PROSE = frozenset({"summary", "source", "instead", "because", "guidance"})
"""Fields of whole sentences: told as they read now."""
FIELDS = {
    "kind": "The kind",
    "title": "The title",
    "cite": "The provision",
    "authority": "The authority",
    "audience": "The audience",
    "borne_by": "Who bears it",
    "in_force_from": "The first day",
    "in_force_until": "The last day",
    "status": "The status",
    "confidence": "The mark",
    "source": "The source",
    "checked_on": "The day it was checked",
    "reviewed_by": "The lawyer who reviewed it",
    "review_by": "The day it is due for review",
    "summary": "The summary",
    "max_penalty": "The highest penalty",
    "penalty_confidence": "The mark of the penalty",
    "instrument": "The instrument",
    "official_source": "The official source",
    "jurisdiction": "The jurisdiction",
    "asks": "The question",
    "options": "The answers",
    "guidance": "The guidance",
    "names": "The names",
    "phone": "The telephone number",
    "url": "The address",
    "because": "The reason",
    "instead": "What to do instead",
    "valid_from": "The first day it knows",
    "valid_through": "The last day it knows",
    "published_through": "The last day that is published",
    "needs": "How many must hold",
    "presumes_duty": "Whether the duty is presumed while it is open",
    "prepares": "Whether the duty is prepared for while nobody has judged",
    "meanwhile": "Why the duty is presumed meanwhile",
    "calendar": "The calendar",
    "counting": "The way of counting",
    "same_time": "Whether months end at the time of day at which they began",
    "promptness": "How soon, in the law's words",
    "late_needs": "What being late asks for",
    "combine": "Which of several limits decides",
    "each_of": "Which groups are told apart",
}
"""What the fields of files are called; a field without a word is named as the file names it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change in a sentence.

    Attributes:
        decides: Whether it can change which duties stand, or when they fall due.
    """

    line: str
    decides: bool = False


def text(value: Plain) -> str:
    """Give a value in words, shortened where it is long."""
    if isinstance(value, list):
        words = ", ".join(text(each) for each in value)
    elif isinstance(value, dict):
        words = ", ".join(text(each) for each in value.values())
    elif isinstance(value, bool):
        words = "yes" if value else "no"
    else:
        words = str(value if value is not None else "")
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip(' .,;')}…"


def day(value: Plain) -> str:
    """Give a day as a sentence does: 20 August 2025."""
    read = date.fromisoformat(str(value))
    return f"{read.day} {read:%B %Y}"


def now_and_before(what: str, was: Plain, now: Plain) -> str:
    """Say what something is now and what it was: 'The mark: knowledge, verified before.'."""
    before = _told(was) if was else "none"
    end = "" if before.endswith("?") else "."
    return f"{what}: {_told(now) if now else 'none any more'}; before: {before}{end}"


def _told(value: Plain) -> str:
    words = text(value).removesuffix(".")
    try:
        return day(words)
    except ValueError:
        return words


def field_word(name: str) -> str:
    """Give what a field is called."""
    return FIELDS.get(name, name.replace("_", " ").capitalize())


def fields_changed(
    was: Mapping[str, Plain],
    now: Mapping[str, Plain],
    *,
    but: Iterable[str] = (),
    decide: Iterable[str] = (),
    of: str = "",
) -> Iterator[Told]:
    """Tell every field that differs.

    Args:
        was: What the entry said.
        now: What it says.
        but: Fields that are told elsewhere.
        decide: Fields that can change a duty.
        of: What the fields belong to, where that is not the entry itself.
    """
    left_out, deciding = set(but), set(decide)
    for name in sorted({*was, *now} - left_out, key=_in_order):
        if was.get(name) != now.get(name):
            word = field_word(name)
            what = f"{of}: {word[:1].lower()}{word[1:]}" if of else word
            line = now_and_before(what, was.get(name), now.get(name))
            if name in PROSE and was.get(name) and now.get(name):
                line = f"{what} was rewritten: {text(now[name])}"
            yield Told(line, name in deciding)


def _in_order(name: str) -> tuple[int, str]:
    order = list(FIELDS)
    return (order.index(name) if name in FIELDS else len(order), name)


def list_changed(what: str, was: Plain, now: Plain) -> Iterator[Told]:
    """Tell what came into a list of sentences and what went out of it."""
    before, after = _texts(was), _texts(now)
    yield from (Told(f"{what} was added: {text(one)}") for one in after if one not in before)
    yield from (Told(f"{what} was taken out: {text(one)}") for one in before if one not in after)
    if sorted(before) == sorted(after) and before != after:
        yield Told(f"{what}: the order changed.")


def _texts(value: Plain) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def calendar_changes(was: Mapping[str, Plain], now: Mapping[str, Plain]) -> Iterator[Told]:
    """Tell which days became bank holidays and which no longer are."""
    before, after = table(was.get("days")), table(now.get("days"))
    for each in sorted({*before, *after}):
        if each not in before:
            line = f"{day(each)} is a bank holiday now: {text(after[each])}."
            yield Told(line, decides=True)
        elif each not in after:
            line = f"{day(each)} is no bank holiday any more; before: {text(before[each])}."
            yield Told(line, decides=True)
        elif before[each] != after[each]:
            yield Told(now_and_before(day(each), before[each], after[each]))
    decide = ("valid_from", "valid_through", "since")
    yield from fields_changed(was, now, but=("days",), decide=decide)


def table(value: Plain) -> Mapping[str, Plain]:
    """Give a table, or an empty one where there is none."""
    return value if isinstance(value, dict) else {}
