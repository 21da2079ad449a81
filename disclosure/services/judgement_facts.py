"""What is known that bears on a judgement, and what of it has moved since it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.in_words import (
    STANDING_WORDS,
    answer_in_words,
    fields_in_words,
    name_of,
)
from disclosure.facts.standings import Change, Standing
from disclosure.services.fact_pages import WORKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import JudgementQuestion, RecordType
    from disclosure.store.judgements import Judged

FEW = 2
"""Entries of a list that are told in full; longer lists are one line."""

STATES = ("state", "accepted")


def bearing_on(question: JudgementQuestion, catalogue: Catalogue) -> tuple[str, ...]:
    """Give the facts and records that bear on a judgement; what weighs most comes first."""
    pages = {page.id: page for page in catalogue.intake}
    return tuple(item.key for name in question.pages if name in pages for item in pages[name].items)


def known_that_bears(
    question: JudgementQuestion, case: Case, catalogue: Catalogue
) -> tuple[tuple[str, str], ...]:
    """Give what is known that bears on a judgement: label and answer in words."""
    vocabulary, known = catalogue.vocabulary, case.known_at(case.at)
    shown: list[tuple[str, str]] = []
    for key in bearing_on(question, catalogue):
        version, record = known.fact(key), vocabulary.records.get(key)
        if record is not None:
            shown += [(record.label, line) for line in _lines(record, known.entries(key), case)]
        elif version is not None and key in vocabulary.facts:
            asked = vocabulary.facts[key]
            shown.append((asked.label, answer_in_words(asked, version, case.zone)))
    return tuple(shown)


def _lines(record: RecordType, entries: Sequence[FactVersion], case: Case) -> list[str]:
    if len(entries) > FEW:
        return [_in_one_line(record, entries)]
    return [
        f"{'; '.join(text for _, text in fields_in_words(record, entry, case.zone))} "
        f"({STANDING_WORDS[entry.standing].lower()})"
        for entry in entries
    ]


def _in_one_line(record: RecordType, entries: Sequence[FactVersion]) -> str:
    state = next((name for name in STATES if name in record.fields), "")
    if not state:
        return f"{len(entries)} listed: {', '.join(name_of(record, entry) for entry in entries)}"
    troubled = [entry for entry in entries if str(entry.fields.get(state)) not in WORKS]
    words = record.fields[state].options
    said = ", ".join(
        f"{name_of(record, entry)} ({words.get(str(entry.fields.get(state)), 'not known')}"
        f"{'' if entry.standing is Standing.CONFIRMED else ', not certain'})"
        for entry in troubled
    )
    fine = len(entries) - len(troubled)
    return "; ".join(
        part for part in (said, f"{fine} more in use as usual" if fine else "") if part
    )


def moved_since(
    question: JudgementQuestion, judged: Judged, case: Case, catalogue: Catalogue
) -> tuple[str, ...]:
    """Name what was recorded since, bears on a judgement and does more than re-confirm."""
    bearing = frozenset(bearing_on(question, catalogue))
    keys = dict.fromkeys(
        version.key
        for version in case.facts
        if version.key.partition(":")[0] in bearing
        and version.number > judged.facts.get(version.key, 0)
        and version.change is not Change.RE_CONFIRMS
    )
    return tuple(dict.fromkeys(_label(key, catalogue) for key in keys))


def _label(key: str, catalogue: Catalogue) -> str:
    vocabulary, record = catalogue.vocabulary, key.partition(":")[0]
    if record in vocabulary.records:
        return vocabulary.records[record].label
    return vocabulary.facts[key].label if key in vocabulary.facts else key
