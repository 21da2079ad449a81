"""What a redaction takes: the thing itself, and whatever else still says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.problems import NotFoundError, RuleError
from disclosure.services.notice_events import events_of
from disclosure.services.redaction_words import LEAST, Said, Words, rests_of, said_in, says, stands
from disclosure.signoff.progress import NoticeState, Progress, fold
from disclosure.store import redactions as store
from disclosure.store.redactions import Removal
from disclosure.trail.actions import Action
from disclosure.trail.entries import DETAIL

if TYPE_CHECKING:
    from disclosure.services.redaction_elsewhere import Elsewhere
    from disclosure.store.models import NoticeVersionRow, OverrideRow
    from disclosure.store.notices import Begun
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry, Plain

MAY_GO_OUT = (
    NoticeState.FROZEN,
    NoticeState.REQUESTED,
    NoticeState.WITHDRAWN,
    NoticeState.RELEASED,
)
"""States of a notice whose frozen text may still be asked for, released or sent."""

LOOKED = (Action.JUDGEMENT_REVIEWED, Action.JUDGEMENT_CONFIRMED)
"""Entries about a look at a judgement; the row of the look says the same."""

SUBMITTED = frozenset({"recipient", "channel", "reference", "late_reason"})
"""What a submission says in words of its own; the entry about it says the same."""

REMOVABLE = frozenset(
    {"actor_name", "reason"}
    | {
        f"{DETAIL}{key}"
        for key in (
            *("title", "from", "to", "name", "why", "place", "email"),
            *("accepted", "findings", "early_reason", *SUBMITTED),
        )
    }
)
"""The fields of an entry that hold words; the others say what an incident's state follows from."""

TYPING = "what anybody has typed on pages of the incident and not recorded yet"

INSTEAD: Mapping[Action, tuple[str, str]] = {
    Action.FACT_RECORDED: ("reason", "the version of the fact"),
    Action.SENTENCE_EDITED: ("reason", "the edit by hand"),
    Action.JUDGEMENT_MADE: ("reason", "the judgement"),
    Action.RECEIPT_ADDED: (f"{DETAIL}name", "the receipt"),
}
"""Fields that say what stands elsewhere too, and what to redact in their place."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a redaction takes.

    Attributes:
        digest: The digest or the seal of what goes; nobody can guess the value from it.
        goes: What goes, a line each.
        left: What still holds the same words and is redacted on its own, a line each.
    """

    removal: Removal
    digest: str
    goes: tuple[str, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planner:
    """Works out what goes, in one transaction."""

    tx: Transaction
    incident_id: UUID
    entries: Mapping[int, Entry]
    begun: tuple[Begun, ...]
    elsewhere: Elsewhere

    # ---- Facts ---------------------------------------------------------------------------

    def fact(self, name: str) -> Plan:
        """Plan to remove an earlier version of a fact, and what frozen texts say of it."""
        key, number = _numbered(name)
        rows = store.fact_rows(self.tx, self.incident_id, key)
        wanted = next((row for row in rows if row.number == number), None)
        if wanted is None or wanted.redacted_by is not None:
            raise NotFoundError(f"There is no version '{name}', or it was redacted already.")
        newest = rows[-1]
        if stands(newest) and says(newest) == says(wanted):
            raise RuleError(
                "still-recorded",
                f"This is what is recorded of “{key}” now. Record the right value first, or take "
                "it back; then redact the earlier version.",
            )
        same = [row for row in rows if row.redacted_by is None and says(row) == says(wanted)]
        removal = Removal(facts=[(key, row.number) for row in same])
        removal.typing = store.has_typing(self.tx, self.incident_id)
        numbers = {row.number for row in same}
        for entry in self._about(Action.FACT_RECORDED, key):
            if entry.detail.get("number") in numbers and entry.reason:
                removal.take(entry.seq, "reason")
        names = {f"{key}@{each}" for each in numbers}
        self._texts(removal, lambda said: bool(names & rests_of(said)))
        self._edits_over(removal, names)
        since = self.elsewhere.put_in_words_since(same)
        words = self.elsewhere.words_of(removal, same, names)
        left = self.elsewhere.add(removal, words, names, since)
        goes = [f"version {each} of {key}: value, source and reason" for each in sorted(numbers)]
        goes += [TYPING] if removal.typing else []
        return Plan(removal, wanted.digest, (*goes, *_texts_and_edits(removal)), left)

    def _edits_over(self, removal: Removal, names: set[str]) -> None:
        """Add the edits by hand that rest on a version, or were made over words that did."""
        touched = {(text[0], each) for text, ids in removal.texts.items() for each in ids}
        for row in self.elsewhere.edits():
            rests = rests_of(row.content)
            if names & rests or (row.notice_id, row.sentence) in touched:
                self._take_edit(removal, row, refuse=bool(names & rests))

    # ---- Words by hand -------------------------------------------------------------------

    def edit(self, name: str) -> Plan:
        """Plan to remove the words and the reason of an edit by hand."""
        place, _, rest = name.partition("/")
        sentence, number = _numbered(rest)
        begun = self._notice(place)
        rows = [
            row
            for row in self.elsewhere.edits()
            if (row.notice_id, row.sentence) == (begun.id, sentence)
        ]
        wanted = next((row for row in rows if row.number == number), None)
        if wanted is None:
            raise NotFoundError(f"There is no edit '{name}', or it was redacted already.")
        words, removal = wanted.content["text"], Removal()
        same = [row for row in rows if row.content["text"] == words]
        for row in same if words is not None else [wanted]:
            self._take_edit(removal, row, refuse=True)
        left = self._quotes(removal, words, begun.id) if words is not None else ()
        digest = next(
            (
                e.seals[f"{DETAIL}text"]
                for e in self._about(Action.SENTENCE_EDITED, str(begun.id))
                if (e.detail.get("sentence"), e.detail.get("number")) == (sentence, number)
            ),
            "",
        )
        return Plan(removal, digest, tuple(_texts_and_edits(removal)), left)

    def _quotes(self, removal: Removal, text: str, notice_id: UUID) -> tuple[str, ...]:
        """Add whatever gives the words of an edit again, and name what must go on its own.

        A correction quotes what was said, so that every text of the incident is looked through;
        words too short to be told from others are looked for in their own notice alone.
        """
        if len(text.strip()) < LEAST:
            short = text.casefold()
            self._texts(removal, lambda said: short in _words_of(said), notice_id)
            return ()
        words = Words.of([text])
        self._texts(removal, lambda said: words.stand_in(said["text"]))
        for row in self.elsewhere.edits():
            if words.stand_in(row.content.get("text")):
                self._take_edit(removal, row, refuse=False)
        return self.elsewhere.add(removal, words)

    def _take_edit(self, removal: Removal, row: OverrideRow, *, refuse: bool) -> None:
        """Add an edit; one that still stands in a text to come is refused, or left alone."""
        rows = store.override_rows(self.tx, [row.notice_id])
        last = max(each.number for each in rows if each.sentence == row.sentence)
        if row.number == last and self._is_open(row.notice_id) and row.content["text"] is not None:
            if refuse:
                raise RuleError(
                    "still-in-the-text",
                    f"The words by hand of “{row.sentence}” still stand in the text. Write others, "
                    "or give the drafted words back; then redact.",
                )
            return
        edit = (row.notice_id, row.sentence, row.number)
        if edit in removal.edits:
            return
        removal.edits.append(edit)
        for entry in self._about(Action.SENTENCE_EDITED, str(row.notice_id)):
            said = (entry.detail.get("sentence"), entry.detail.get("number"))
            if said == (row.sentence, row.number):
                removal.take(entry.seq, "reason", f"{DETAIL}text")

    def _is_open(self, notice_id: UUID) -> bool:
        state = self._progress(notice_id).state
        return state not in (NoticeState.RELEASED, NoticeState.GIVEN)

    # ---- Judgements, receipts ------------------------------------------------------------

    def judgement(self, name: str) -> Plan:
        """Plan to remove the reason of an earlier judgement; what was judged stays."""
        key, number = _numbered(name)
        row = store.judgement_row(self.tx, self.incident_id, key, number)
        if row.redacted_by is not None:
            raise NotFoundError(f"The reason of '{name}' was redacted already.")
        if not store.is_judged_again(self.tx, self.incident_id, key, number):
            raise RuleError(
                "still-judged",
                "This is the judgement that counts, and texts give its reason. Judge again with "
                "the reason as it may be kept; then redact the earlier one.",
            )
        removal, digest = Removal(judgements=[(key, number)]), ""
        why = row.why.strip(" .").casefold()
        self._texts(removal, lambda said: bool(why) and why in _words_of(said))
        self._edits_over(removal, set())
        left = self.elsewhere.add(removal, Words.of([why]))
        for entry in self._about(Action.JUDGEMENT_MADE, f"judgement:{key}"):
            if entry.detail.get("number") == number:
                removal.take(entry.seq, "reason")
                digest = str(entry.detail.get("digest", ""))
        goes = [f"the reason of the judgement {name}"]
        for action in LOOKED:
            for entry in self._about(action, f"judgement:{key}"):
                if entry.detail.get("number") == number and entry.reason:
                    removal.take(entry.seq, "reason")
                    self._twins(removal, entry, "reason")
                    goes.append(f"what {entry.actor_name} noted of it in entry {entry.seq}")
        return Plan(removal, digest, (*goes, *_texts_and_edits(removal)), left)

    def receipt(self, name: str) -> Plan:
        """Plan to remove a receipt's file and its name."""
        found = _uuid(name)
        if found is None or not store.has_receipt(self.tx, self.incident_id, found):
            raise NotFoundError(f"There is no receipt '{name}', or it was redacted already.")
        removal, digest, sha256 = Removal(receipts=[found]), "", None
        for entry in self._about(Action.RECEIPT_ADDED, str(found)):
            digest, sha256 = entry.seals[f"{DETAIL}sha256"], entry.detail.get("sha256")
            removal.take(entry.seq, f"{DETAIL}name", f"{DETAIL}sha256")
        for entry in self.entries.values():
            if entry.action is Action.NOTICE_GIVEN and sha256 and sha256 == _receipt_of(entry):
                removal.take(entry.seq, f"{DETAIL}receipt")
            if entry.action is Action.NOTICE_RETURNED and entry.detail.get("file") == str(found):
                removal.take(entry.seq, f"{DETAIL}sha256")
        return Plan(removal, digest, (f"the file of the receipt {name}, and its name",))

    # ---- A field of an entry -------------------------------------------------------------

    def entry(self, name: str) -> Plan:
        """Plan to remove a field of an entry, and the same words from what it is about."""
        number, _, field = name.partition(":")
        found = self.entries.get(int(number[:9])) if number.isdecimal() else None
        if found is None or field not in found.salts:
            raise NotFoundError(f"There is no field '{name}' in the trail, or it is redacted.")
        instead = INSTEAD.get(found.action)
        if instead and field in (instead[0], f"{DETAIL}text"):
            raise RuleError(
                "redact-the-thing",
                f"The same words stand in {instead[1]} that the entry is about. Redact that.",
            )
        if found.action is Action.REDACTED or field not in REMOVABLE:
            raise _refused_field(field)
        removal = Removal()
        removal.take(found.seq, field)
        self._twins(removal, found, field)
        goes = f"“{field.removeprefix(DETAIL)}” of entry {found.seq}"
        return Plan(removal, found.seals[field], (goes,))

    def _twins(self, removal: Removal, entry: Entry, field: str) -> None:
        """Add the row that says what a field says."""
        key = field.removeprefix(DETAIL)
        if entry.action in LOOKED and key == "reason":
            judged, look = entry.detail.get("number"), entry.detail.get("look")
            if isinstance(judged, int) and isinstance(look, int):
                removal.looks.append((entry.subject.partition(":")[2], judged, look))
        if entry.action is Action.NOTICE_GIVEN and key in SUBMITTED:
            submission = _uuid(str(entry.detail.get("submission", "")))
            if submission:
                removal.submissions.append((submission, frozenset({key})))
        if entry.action is Action.LATE_REASON_GIVEN and key == "reason":
            obligation, _, stage = entry.subject.partition("/")
            rows = store.late_reasons(self.tx, self.incident_id, obligation, stage)
            same = [row for row in rows if row.reason == entry.reason]
            if rows and rows[-1].reason == entry.reason:
                raise RuleError(
                    "still-recorded",
                    "This is the reason that counts now. Give another one first, then redact it.",
                )
            removal.late_reasons += [row.id for row in same]

    # ---- Frozen texts --------------------------------------------------------------------

    def _texts(self, removal: Removal, goes: Goes, notice_id: UUID | None = None) -> None:
        """Add the sentences of frozen texts that go, and what entries say of those texts.

        Raises:
            RuleError: One of the texts may still go out.
        """
        for row in self.elsewhere.texts():
            ids = {said["id"] for said in said_in(row) if goes(said)}
            if not ids or notice_id not in (None, row.notice_id):
                continue
            self._must_not_go_out(row)
            removal.texts[row.notice_id, row.number] = ids
            for entry in self.entries.values():
                if entry.subject != str(row.notice_id) or entry.detail.get("version") != row.number:
                    continue
                if "digest" in entry.detail:
                    removal.take(entry.seq, f"{DETAIL}digest")
                if "findings" in entry.detail:
                    removal.take(entry.seq, f"{DETAIL}findings")

    def _must_not_go_out(self, row: NoticeVersionRow) -> None:
        progress = self._progress(row.notice_id)
        if progress.version == row.number and progress.state in MAY_GO_OUT:
            template = self.elsewhere.place(row.notice_id).partition("#")[0]
            way_out = (
                "Record that it was sent"
                if progress.state is NoticeState.RELEASED
                else "Freeze a new version of it"
            )
            raise RuleError(
                "text-may-go-out",
                f"Version {row.number} of “{template}” says this, and it may still go out. "
                f"{way_out} first, then redact.",
            )

    def _progress(self, notice_id: UUID) -> Progress:
        return fold(events_of(e for e in self.entries.values() if e.subject == str(notice_id)))

    # ---- Steps ---------------------------------------------------------------------------

    def _about(self, action: Action, subject: str) -> Iterator[Entry]:
        return (e for e in self.entries.values() if (e.action, e.subject) == (action, subject))

    def _notice(self, place: str) -> Begun:
        template, _, series = place.partition("#")
        for begun in self.begun:
            if (begun.template, str(begun.series)) == (template, series or "1"):
                return begun
        raise NotFoundError(f"There is no notice '{place}' in this incident.")


Goes = Callable[[Said], bool]


def _words_of(said: Said) -> str:
    return f"{said['text']}\n{said['drafted']}".casefold()


def _numbered(name: str) -> tuple[str, int]:
    key, _, number = name.rpartition("@")
    if not key or not number.isdecimal():
        raise NotFoundError(f"'{name}' names nothing here. Write its key, @ and the number.")
    return key, int(number[:9])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _receipt_of(entry: Entry) -> Plain:
    return entry.detail.get("receipt")


def _refused_field(field: str) -> RuleError:
    return RuleError(
        "not-words",
        f"“{field}” holds no words of a person: the state of the incident follows from it, so it "
        "stays.",
    )


def _texts_and_edits(removal: Removal) -> Iterator[str]:
    for _, sentence, number in removal.edits:
        yield f"edit {number} of the sentence “{sentence}” by hand: words and reason"
    for (_, number), ids in removal.texts.items():
        named = ", ".join(f"“{each}”" for each in sorted(ids))
        yield f"in the frozen version {number} of a notice the words of {named}, and its PDF files"
    for _, sentence, number in removal.edits_drafted:
        yield f"what was drafted beneath edit {number} of the sentence “{sentence}” by hand"
    for (_, number), ids in removal.drafted.items():
        named = ", ".join(f"“{each}”" for each in sorted(ids))
        yield f"in the frozen version {number} of a notice what was drafted beneath {named}"
