"""Facts down, audiences across: what each was told last, and whether it still holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.standings import Change
from disclosure.services.said_pages import Cell, Fate, Row, SaidTable, Telling
from disclosure.services.said_words import UNDECIDED, Wording, history_of, key_of, number_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Known, LetStand
    from disclosure.facts.standings import Standing
    from disclosure.facts.versions import FactVersion
    from disclosure.services.said_pages import Reader, Text, WithoutText
    from disclosure.words.drafts import Sentence


def table_of(
    known: Known,
    texts: Sequence[Text],
    catalogue: Catalogue,
    *,
    readers: Sequence[Reader],
    without_text: Iterable[WithoutText] = (),
) -> SaidTable:
    """Put together what everybody was told.

    Args:
        known: What is known.
        texts: Every text that was given out or is approved.
        catalogue: The questions, and the pages that ask them.
        readers: Whoever was told anything, in the order of the columns.
        without_text: What was told without a text.
    """
    history = history_of(known, catalogue.vocabulary)
    told = _last_told(texts, history)
    table = _Table(Wording(catalogue.vocabulary, known.zone), readers, _decided(known))
    places, topics = _places(catalogue, history), _topics(catalogue)
    rows = (
        table.row(key, told[key], history[key], topics[_asks(key)])
        for key in sorted(told, key=places.__getitem__)
    )
    return SaidTable(tuple(readers), tuple(rows), tuple(without_text))


_Decided = dict[tuple[str, str, str], "LetStand"]


def _decided(known: Known) -> _Decided:
    """Give the decisions not to correct, by text, sentence and the version that overtook it."""
    return {(each.release, each.sentence, each.version): each for each in known.let_stand}


# ---- What was told last ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Resting:
    """The sentences of one text that rest on one version of a fact."""

    text: Text
    version: FactVersion
    sentences: tuple[Sentence, ...]


_ByReader = dict[str, _Resting]


def _last_told(
    texts: Sequence[Text], history: Mapping[str, Sequence[FactVersion]]
) -> Mapping[str, tuple[_ByReader, _ByReader]]:
    """Give for each fact what each reader was told last, and what each will be told next."""
    found: dict[str, tuple[_ByReader, _ByReader]] = {}
    given = sorted((text for text in texts if text.at), key=lambda text: text.given_at)
    for text in (*given, *(text for text in texts if text.at is None)):
        for key, resting in _on_each_fact(text, history).items():
            told, ahead = found.setdefault(key, ({}, {}))
            (told if text.at else ahead)[text.reader.key] = resting
    return found


def _on_each_fact(
    text: Text, history: Mapping[str, Sequence[FactVersion]]
) -> Mapping[str, _Resting]:
    """Give what a text says on each fact that it rests on, in the version it rests on."""
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for sentence in text.draft.said():
        for rest in sentence.rests_on:
            key, number = key_of(rest.fact), number_of(rest)
            if key in history:
                numbers[key] = max(number, numbers.get(key, 0))
                if sentence not in sentences[key]:
                    sentences[key].append(sentence)
    held = {
        key: next((v for v in history[key] if v.number == number), None)
        for key, number in numbers.items()
    }
    return {
        key: _Resting(text, version, tuple(sentences[key]))
        for key, version in held.items()
        if version is not None
    }


# ---- One row -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """Puts one fact after the other across all readers."""

    wording: Wording
    readers: Sequence[Reader]
    decided: _Decided

    def row(
        self,
        key: str,
        told: tuple[_ByReader, _ByReader],
        versions: Sequence[FactVersion],
        topic: str,
    ) -> Row:
        """Put a fact across all readers; an entry says of itself what differs among versions."""
        last, ahead = told
        now = _current(versions)
        said = [resting.version for resting in (*last.values(), *ahead.values())]
        fields = self.wording.fields_worth_saying([*said, *([now] if now else [])])
        newest = max(last.values(), key=lambda resting: resting.text.given_at, default=None)

        def telling(resting: _Resting | None) -> Telling | None:
            return self._telling(resting, newest, versions, fields) if resting else None

        return Row(
            key,
            self.wording.label(key, now or versions[-1]),
            topic,
            self.wording.stated(now, fields) if now else None,
            tuple(
                Cell(
                    reader,
                    telling(last.get(reader.key)),
                    telling(_news(last.get(reader.key), ahead.get(reader.key))),
                )
                for reader in self.readers
            ),
        )

    def _telling(
        self,
        resting: _Resting,
        newest: _Resting | None,
        versions: Sequence[FactVersion],
        fields: Collection[str],
    ) -> Telling:
        moved = _moved(resting.version, versions)
        # A decision not to correct was made on what was known then, and holds until the next.
        last = moved[-1].name if moved else ""
        text = resting.text
        places = ((f"{text.notice}#{text.series}", s.id, last) for s in resting.sentences)
        return Telling(
            text,
            self.wording.stated(resting.version, fields),
            resting.sentences,
            fate=_fate(moved, _current(versions)),
            differs=newest is not None and _content(resting.version) != _content(newest.version),
            let_stand=next((self.decided[each] for each in places if each in self.decided), None),
        )


def _news(told: _Resting | None, ahead: _Resting | None) -> _Resting | None:
    """Give what is about to be told, unless it is what was told last."""
    if told is not None and ahead is not None and told.version is ahead.version:
        return None
    return ahead


def _current(versions: Sequence[FactVersion]) -> FactVersion | None:
    last = versions[-1]
    return None if last.change is Change.WITHDRAWN or last.is_redacted else last


def _moved(version: FactVersion, versions: Sequence[FactVersion]) -> list[FactVersion]:
    """Give the later versions that do more than re-confirm the one before."""
    if version.number == UNDECIDED and versions[-1].change is Change.WITHDRAWN:
        return []  # judged, and open again
    later = (each for each in versions if each.number > version.number)
    return [each for each in later if each.change is not Change.RE_CONFIRMS]


def _fate(moved: Sequence[FactVersion], now: FactVersion | None) -> Fate:
    """Say what has become of a version; the first to move it alone says whether it was wrong."""
    if not moved:
        return Fate.HOLDS
    if moved[0].change is Change.WRONG_WHEN_SAID:
        return Fate.WRONG
    return Fate.CHANGED if now else Fate.WITHDRAWN


def _content(version: FactVersion) -> tuple[object, object, Standing]:
    return version.value, dict(version.fields), version.standing


# ---- Topics ------------------------------------------------------------------------------

JUDGEMENTS, ELSEWHERE = "Judgements", "Other"


def _asks(key: str) -> str:
    """Give what a page asks for: the fact, or the list an entry stands in."""
    return key.partition(":")[0]


class _Topics(dict[str, str]):
    """The title of the page that asks each question."""

    def __missing__(self, key: str) -> str:
        return JUDGEMENTS if key.startswith("judgement.") else ELSEWHERE


def _topics(catalogue: Catalogue) -> _Topics:
    return _Topics({item.key: page.title for page in catalogue.intake for item in page.items})


def _places(
    catalogue: Catalogue, history: Mapping[str, Sequence[FactVersion]]
) -> Mapping[str, tuple[int, int, int]]:
    """Give where each fact stands: its page, its place there, and for an entry its place listed."""
    asked = {
        item.key: (page_number, item_number)
        for page_number, page in enumerate(catalogue.intake)
        for item_number, item in enumerate(page.items)
    }
    last = (len(catalogue.intake), 0)
    return {key: (*asked.get(_asks(key), last), n) for n, key in enumerate(history)}
