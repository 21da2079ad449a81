"""Where the words that a redaction takes stand besides: what goes with them, and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.services.redaction_words import (
    MARK,
    Words,
    prints_otherwise,
    rests_of,
    said_in,
    typed_words,
    word_file_holds,
)
from disclosure.store import redactions as store
from disclosure.store.bundles import receipts_kept
from disclosure.store.submissions import receipt_of
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.store.models import FactVersionRow, NoticeVersionRow, OverrideRow
    from disclosure.store.notices import Begun
    from disclosure.store.redactions import Removal
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Looks through an incident for words, in one transaction."""

    tx: Transaction
    incident_id: UUID
    entries: Mapping[int, Entry]
    begun: tuple[Begun, ...]
    vocabulary: Vocabulary

    def texts(self) -> tuple[NoticeVersionRow, ...]:
        """Give every frozen text of the incident."""
        return store.text_rows(self.tx, [begun.id for begun in self.begun])

    def edits(self) -> tuple[OverrideRow, ...]:
        """Give every edit by hand of the incident that has its words still."""
        rows = store.override_rows(self.tx, [begun.id for begun in self.begun])
        return tuple(row for row in rows if not store.is_gone(row))

    def place(self, notice_id: UUID) -> str:
        """Give the name of a notice as a redaction takes it: `TEMPLATE#SERIES`."""
        return next(f"{b.template}#{b.series}" for b in self.begun if b.id == notice_id)

    def words_of(self, removal: Removal, gone: Sequence[FactVersionRow], names: set[str]) -> Words:
        """Give what was typed into versions, and the sentences that were drafted on them.

        Args:
            removal: What goes by now, with the sentences of frozen texts that rest on them.
            gone: The versions that go.
            names: The same as `KEY@NUMBER`.
        """
        newest = store.newest_facts(self.tx, self.incident_id)
        goes: list[str] = []
        stays: list[str] = []
        for row in self.texts():
            ids = removal.texts.get((row.notice_id, row.number), set())
            for said in said_in(row):
                if said["id"] in ids:
                    goes += [said["text"], said["drafted"]]
                elif said["drafted"] in ("", said["text"]):
                    # Of words by hand nobody knows what the drafted ones rested on.
                    stays.append(said["text"])
        for edit in self.edits():
            rests = rests_of(edit.content, "drafted_on")
            if rests:
                drafted = edit.content.get("drafted_text") or ""
                (goes if names & rests else stays).append(drafted)
        # What is also said of something else tells nothing of this.
        sentences = Words.of(each for each in goes if not each.startswith(MARK)).but(stays)
        return typed_words(gone, newest, self.vocabulary).and_of(sentences.each)

    def put_in_words_since(self, gone: Sequence[FactVersionRow]) -> datetime | None:
        """Give when the first of some versions was recorded that texts put in words of their own.

        None where all that they hold was typed as words.
        """
        made = [row.recorded_at for row in gone if prints_otherwise([row], self.vocabulary)]
        return min(made, default=None)

    def add(
        self,
        removal: Removal,
        words: Words,
        names: AbstractSet[str] = frozenset(),
        since: datetime | None = None,
    ) -> tuple[str, ...]:
        """Add what was drafted with some words where a person wrote others in their place.

        Args:
            removal: What goes by now.
            words: The words.
            names: The versions that go, as `KEY@NUMBER`.
            since: When the first of them was recorded, where texts put it in words of their own:
                a file that came back later may hold it.

        Returns:
            What still holds the words and is redacted on its own: edits by hand, Word files.
        """
        for text in self.texts():
            there = removal.texts.get((text.notice_id, text.number), set())
            ids = {said["id"] for said in said_in(text) if words.stand_in(said["drafted"])} - there
            if ids:
                removal.drafted[text.notice_id, text.number] = ids
        left = []
        for row in self.edits():
            edit = (row.notice_id, row.sentence, row.number)
            if edit in removal.edits:
                continue
            drafted_on = rests_of(row.content, "drafted_on") if names else set()
            drafted = row.content.get("drafted_text")
            if names & drafted_on if drafted_on else words.stand_in(drafted):
                removal.edits_drafted.append(edit)
            if words.stand_in(row.content["text"], row.reason):
                name = f"{self.place(row.notice_id)}/{row.sentence}@{row.number}"
                left.append(f"the edit by hand {name} still holds these words: redact it too")
        return (*left, *self._word_files(words, since))

    def _word_files(self, words: Words, since: datetime | None) -> Iterator[str]:
        if not words.each and since is None:
            return
        kept = {file.id for file in receipts_kept(self.tx, self.incident_id)}
        for entry in self.entries.values():
            if entry.action is not Action.NOTICE_RETURNED:
                continue
            found = UUID(str(entry.detail["file"]))
            if found not in kept:
                continue
            holds = word_file_holds(words, receipt_of(self.tx, self.incident_id, found))
            if holds is None:
                yield f"the Word file {found} cannot be read: see whether it holds these words"
            elif holds:
                yield f"the Word file {found} still holds these words: redact the receipt {found}"
            elif since is not None and entry.at >= since:
                yield (
                    f"the Word file {found} came back after this was recorded, and may say it in "
                    f"words of its own: see, and redact the receipt {found} if it does"
                )
