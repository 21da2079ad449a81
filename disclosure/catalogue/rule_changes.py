"""What changed in a rule: its rows, limits, marks, citations, dates and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.catalogue.change_words import (
    Told,
    fields_changed,
    list_changed,
    now_and_before,
    table,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from disclosure.catalogue.contents import Plain

    Says = Mapping[str, Plain]

LISTS = {
    "applies_when": "Condition",
    "unless": "Exception",
}
TEXTS = {"notes": "A note", "exemptions": "An exemption"}
TOLD_APART = (*LISTS, *TEXTS, "stages", "contents", "channel")
DECIDING = ("kind", "borne_by", "in_force_from", "in_force_until")
UNITS = {
    "exact-hours": ("hour", "hours"),
    "eu-hours": ("hour", "hours"),
    "business-days": ("working day", "working days"),
    "calendar-days": ("day", "days"),
    "calendar-months": ("month", "months"),
}
STARTS = {
    "fact": "the fact {}",
    "judged": "the moment named in the judgement “{}”",
    "decided": "the moment of the judgement “{}”",
    "submitted": "the submission of {}",
    "released": "the first text released to {}",
}
TEST_FIELDS = ("accepts", "closed", "at_least", "made", "ever")
LENGTH_FIELDS = ("amount", "counting", "starts_at")


def rule_changes(was: Says, now: Says, asks: Mapping[str, str]) -> Iterator[Told]:
    """Tell everything that differs between two forms of a rule.

    Args:
        was: The form before.
        now: The form after it.
        asks: What each judgement asks, by its key.
    """
    yield from fields_changed(was, now, but=TOLD_APART, decide=DECIDING)
    for name, word in LISTS.items():
        yield from _conditions(word, _entries(was, name), _entries(now, name))
    yield from _stages(_entries(was, "stages"), _entries(now, "stages"), asks)
    yield from _contents(_entries(was, "contents"), _entries(now, "contents"))
    yield from _channel(table(was.get("channel")), table(now.get("channel")))
    for name, word in TEXTS.items():
        yield from list_changed(word, was.get(name), now.get(name))


# ---- Conditions ----------------------------------------------------------------------------


def _conditions(word: str, was: Sequence[Says], now: Sequence[Says]) -> Iterator[Told]:
    for before, after in _paired(was, now, _subject, _question):
        if before is None and after is not None:
            yield Told(f"{word} added: {_row_words(after)}", decides=True)
        elif after is None and before is not None:
            yield Told(f"{word} taken out: {_row_words(before)}", decides=True)
        elif before is not None and after is not None:
            yield from _condition(word, before, after)


def _condition(word: str, was: Says, now: Says) -> Iterator[Told]:
    if was == now:
        return
    of = f"{word} “{text(now.get('asks'))}”"
    if _test_words(was) != _test_words(now):
        line = now_and_before(f"{of}: what satisfies it", _test_words(was), _test_words(now))
        yield Told(line, decides=True)
    elif any(was.get(name) != now.get(name) for name in TEST_FIELDS):
        yield Told(f"{of}: the answers it can have changed.", decides=True)
    told_apart = (*TEST_FIELDS, "rows")
    deciding = ("subject", "key", "needs", "presumes_duty", "duty_stands", "prepares")
    yield from fields_changed(was, now, but=told_apart, decide=deciding, of=of)
    yield from _conditions(f"{of}, row", _entries(was, "rows"), _entries(now, "rows"))


def _subject(row: Says) -> Plain:
    """Give what a row asks about; a group asks nothing itself."""
    return f"{row['subject']}:{row['key']}:{_test_words(row)}" if "subject" in row else None


def _question(row: Says) -> Plain:
    return row.get("asks")


def _row_words(row: Says) -> str:
    tests = f" {_test_words(row)}" if "subject" in row else ""
    rows = "".join(f" · {_row_words(part)}" for part in _entries(row, "rows"))
    return f"{text(row.get('asks'))}{tests} ({text(row.get('cite'))}){rows}"


def _test_words(row: Says) -> str:
    if row.get("made"):
        return "any judgement"
    if row.get("at_least"):
        return f"at least {row['at_least']}"
    accepts = row.get("accepts")
    words = " or ".join(str(each) for each in accepts) if isinstance(accepts, list) else ""
    return f"ever {words}" if row.get("ever") else words


# ---- Stages and limits ---------------------------------------------------------------------


def _stages(was: Sequence[Says], now: Sequence[Says], asks: Mapping[str, str]) -> Iterator[Told]:
    for before, after in _paired(was, now, _id):
        if before is None and after is not None:
            limits = "; ".join(_length(limit, asks) for limit in _entries(after, "limits"))
            yield Told(f"Stage added: {text(after.get('title'))}: {limits}.", decides=True)
        elif after is None and before is not None:
            yield Told(f"Stage taken out: {text(before.get('title'))}.", decides=True)
        elif before is not None and after is not None:
            yield from _stage(before, after, asks)


def _stage(was: Says, now: Says, asks: Mapping[str, str]) -> Iterator[Told]:
    of = text(now.get("title"))
    yield from fields_changed(was, now, but=("limits",), decide=("combine",), of=of)
    limits = _paired(_entries(was, "limits"), _entries(now, "limits"), _start, _cite)
    for before, after in limits:
        if before is None and after is not None:
            yield Told(f"{of}: a limit was added: {_length(after, asks)}.", decides=True)
        elif after is None and before is not None:
            yield Told(f"{of}: a limit was taken out: {_length(before, asks)}.", decides=True)
        elif before is not None and after is not None:
            yield from _limit(of, before, after, asks)


def _limit(of: str, was: Says, now: Says, asks: Mapping[str, str]) -> Iterator[Told]:
    if any(was.get(name) != now.get(name) for name in LENGTH_FIELDS):
        is_same_start = was.get("starts_at") == now.get("starts_at")
        before = _amount(was) if is_same_start else _length(was, asks)
        yield Told(f"{of}: {_length(now, asks)}; before: {before}.", decides=True)
    deciding = ("earliest_from", "calendar", "first_day_counts", "same_time", "outer", "outer_from")
    yield from fields_changed(was, now, but=LENGTH_FIELDS, decide=deciding, of=of)


def _length(limit: Says, asks: Mapping[str, str]) -> str:
    """Give how long a limit runs and from where: '72 hours from the moment named in …'."""
    start = table(limit.get("starts_at"))
    kind, key = str(start.get("kind")), str(start.get("key"))
    named = asks.get(key, key) if kind in ("judged", "decided") else key
    words = STARTS.get(kind, "{}").format(named)
    comma = "" if "amount" in limit else ","
    return f"{_amount(limit)}{comma} from {words}"


def _amount(limit: Says) -> str:
    """Give how long a limit runs: '72 hours'."""
    if "amount" not in limit:
        return "no number"
    one, many = UNITS.get(str(limit.get("counting")), ("", ""))
    return f"{limit['amount']} {one if limit['amount'] == 1 else many}"


def _id(entry: Says) -> Plain:
    return entry.get("id")


def _start(limit: Says) -> Plain:
    return text(limit.get("starts_at"))


def _cite(limit: Says) -> Plain:
    return limit.get("cite")


# ---- Contents and channel ------------------------------------------------------------------


def _contents(was: Sequence[Says], now: Sequence[Says]) -> Iterator[Told]:
    for before, after in _paired(was, now, _id):
        if before is None and after is not None:
            words = f"{text(after.get('title'))} ({text(after.get('cite'))})"
            yield Told(f"Required content added: {words}.")
        elif after is None and before is not None:
            yield Told(f"Required content taken out: {text(before.get('title'))}.")
        elif before is not None and after is not None:
            of = f"Required content “{text(after.get('title'))}”"
            yield from fields_changed(before, after, of=of)


def _channel(was: Says, now: Says) -> Iterator[Told]:
    if was and now:
        yield from fields_changed(was, now, of="Channel")
    elif was or now:
        yield Told(now_and_before("Channel", was.get("name"), now.get("name")))


# ---- Pairs ---------------------------------------------------------------------------------


def _entries(says: Says, name: str) -> list[Says]:
    value = says.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _paired(
    was: Sequence[Says], now: Sequence[Says], *names: Callable[[Says], Plain]
) -> Iterator[tuple[Says | None, Says | None]]:
    """Pair what is the same entry before and after, by the first name that fits; then the rest."""
    before, after = list(was), list(now)
    for each in list(after):
        if each in before:
            before.remove(each)
            after.remove(each)
    for name in names:
        for each in list(after):
            twin = next((b for b in before if name(b) and name(b) == name(each)), None)
            if twin is not None:
                before.remove(twin)
                after.remove(each)
                yield twin, each
    yield from ((None, each) for each in after)
    yield from ((each, None) for each in before)
