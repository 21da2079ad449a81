"""What entries of a trail are about, in the words of the people who work on the incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS, answer_in_words, fields_in_words, name_of
from disclosure.facts.instants import full_date, in_words
from disclosure.facts.standings import Change, Standing
from disclosure.services.deadline_rows import PROMISE, UPDATE
from disclosure.signoff.people import Capacity
from disclosure.signoff.policy import listed
from disclosure.store.deadlines import JUDGEMENT, PROFILE, REVIEW
from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry
from disclosure.trail.sentences import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.versions import FactVersion
    from disclosure.store.notices import Begun

QUIET = (Standing.CONFIRMED, Standing.UNKNOWN)
"""Standings that the words of the answer say already."""
OWNED = (PROMISE, UPDATE, JUDGEMENT, PROFILE, REVIEW)
"""What the subject of an entry begins with that is about a deadline without a stage."""
LONGEST_ANSWER = 300


class AboutKind(StrEnum):
    """What kind of thing an entry is about, and so which page shows it."""

    INCIDENT = "incident"
    TEAM = "team"
    FACT = "fact"
    RECORD = "record"
    JUDGEMENT = "judgement"
    NOTICE = "notice"
    TEXT = "text"
    DUTY = "duty"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about.

    Attributes:
        key: The fact, the record, the judgement, the notice or the duty; nothing for others.
        ref: Of a text, its series and version as the text's address gives them.
    """

    kind: AboutKind
    subject: Subject
    key: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Puts into words what entries are about.

    Attributes:
        begun: The notices of the incident, by their own id.
        versions: Versions of facts, by key and number: those recorded, and the first of each entry.
    """

    catalogue: Catalogue
    zone: ZoneInfo
    begun: Mapping[str, Begun]
    versions: Mapping[tuple[str, int], FactVersion]

    def about(self, entry: Entry) -> About:
        """Say what an entry is about."""
        if entry.subject in self.begun:
            return self._notice(entry, self.begun[entry.subject])
        match entry.action:
            case Action.FACT_RECORDED:
                found = self._recorded(entry)
            case Action.ENTRIES_ORDERED:
                subject = Subject(self._record(entry.subject))
                found = About(AboutKind.RECORD, subject, entry.subject)
            case Action.JUDGEMENT_MADE | Action.JUDGEMENT_REVIEWED | Action.JUDGEMENT_CONFIRMED:
                found = self._judged(entry)
            case Action.TEAM_JOINED | Action.TEAM_LEFT:
                found = About(AboutKind.TEAM, Subject(str(entry.detail.get("name") or "")))
            case _:
                found = self._other(entry)
        return found

    def label(self, subject: str) -> str:
        """Name a subject in a list to choose from; nothing for what is not offered there."""
        vocabulary = self.catalogue.vocabulary
        key = subject.rpartition(":")[2]
        if subject in self.begun:
            return f"Notice: {self._title(self.begun[subject])}"
        if subject.startswith(f"{JUDGEMENT}:") and key in vocabulary.judgements:
            return f"Judgement: {vocabulary.judgements[key].asks}"
        if subject in vocabulary.facts:
            return f"Fact: {vocabulary.facts[subject].label}"
        record = vocabulary.records.get(subject.partition(":")[0])
        if record is not None:
            named = self._named(subject) if ":" in subject else ""
            return f"List: {record.label}: {named}" if named else f"List: {record.label}"
        return f"Deadline: {self._stage(subject)}" if "/" in subject else ""

    # ---- Facts and judgements ------------------------------------------------------------

    def _recorded(self, entry: Entry) -> About:
        if ":" in entry.subject:
            return self._entry_of_record(entry)
        question = self.catalogue.vocabulary.facts.get(entry.subject)
        if question is None:
            return About(AboutKind.INCIDENT, Subject(""))
        version = self._version(entry)
        words = ""
        if version is not None:
            words = _standing(answer_in_words(question, version, self.zone), version)
        subject = Subject(f"“{question.label}”", _shortened(words))
        return About(AboutKind.FACT, subject, entry.subject)

    def _entry_of_record(self, entry: Entry) -> About:
        name = entry.subject.partition(":")[0]
        record, version = self.catalogue.vocabulary.records.get(name), self._version(entry)
        words = ""
        if record is not None and version is not None and version.change is not Change.WITHDRAWN:
            said = fields_in_words(record, version, self.zone)
            naming = record.fields[record.names_it].label
            others = "; ".join(f"{label}: {text}" for label, text in said if label != naming)
            words = _standing(others, version)
        named = self._named(entry.subject)
        subject = Subject(
            f"“{named}”" if named else "an entry", _shortened(words), self._record(name)
        )
        return About(AboutKind.RECORD, subject, name)

    def _version(self, entry: Entry) -> FactVersion | None:
        number = entry.detail.get("number")
        return self.versions.get((entry.subject, number)) if isinstance(number, int) else None

    def _named(self, key: str) -> str:
        record, first = (
            self.catalogue.vocabulary.records.get(key.partition(":")[0]),
            self.versions.get((key, 1)),
        )
        named = name_of(record, first) if record and first else ""
        return "" if named == key else named

    def _record(self, name: str) -> str:
        record = self.catalogue.vocabulary.records.get(name)
        return f"“{record.label}”" if record else "a list"

    def _judged(self, entry: Entry) -> About:
        key = entry.subject.rpartition(":")[2]
        question = self.catalogue.vocabulary.judgements.get(key)
        value = str(entry.detail.get("value") or "")
        if question is None or not value:
            return About(
                AboutKind.JUDGEMENT, Subject(f"“{question.asks}”" if question else ""), key
            )
        answer = f"“{question.in_words(value)}”"
        day = entry.detail.get("again_on")
        again = full_date(date.fromisoformat(day)) if isinstance(day, str) and day else ""
        return About(AboutKind.JUDGEMENT, Subject(f"“{question.asks}”", answer, again=again), key)

    # ---- Notices -------------------------------------------------------------------------

    def _notice(self, entry: Entry, begun: Begun) -> About:
        number = entry.detail.get("version")
        subject = Subject(f"“{self._title(begun)}”", self._said_of(entry))
        if isinstance(number, int) and number:
            ref = f"{begun.series}.{number}"
            return About(AboutKind.TEXT, subject, begun.template, ref)
        return About(AboutKind.NOTICE, subject, begun.template)

    def _title(self, begun: Begun) -> str:
        title = self.catalogue.notice(begun.template).title
        return f"{title}, text no. {begun.series}" if begun.series > 1 else title

    def _said_of(self, entry: Entry) -> str:
        if entry.action is Action.NOTICE_APPROVED:
            held = entry.detail.get("capacities")
            names = [str(name) for name in held] if isinstance(held, list) else []
            return listed([_capacity(name) for name in names], "and") if names else ""
        given = entry.detail.get("at_given")
        return in_words(_instant(given), self.zone) if isinstance(given, str) and given else ""

    # ---- Deadlines -----------------------------------------------------------------------

    def _is_deadline(self, subject: str) -> bool:
        return "/" in subject or subject.partition(":")[0] in OWNED

    def _deadline(self, entry: Entry) -> About:
        kind, _, key = entry.subject.partition(":")
        if kind == JUDGEMENT:
            question = self.catalogue.vocabulary.judgements.get(key)
            words = f"the judgement on “{question.asks}”" if question else ""
            return About(AboutKind.JUDGEMENT, Subject(words), key)
        if kind == REVIEW:
            question = self.catalogue.vocabulary.judgements.get(key)
            words = f"another look at the judgement on “{question.asks}”" if question else ""
            return About(AboutKind.JUDGEMENT, Subject(words), key)
        if kind == PROFILE:
            asked = self.catalogue.vocabulary.profile.get(key)
            words = f"the question about the organisation “{asked.label}”" if asked else ""
            return About(AboutKind.DEADLINES, Subject(words))
        if kind == PROMISE:
            version = self.versions.get((entry.subject, 1))
            said = version.fields.get("text") if version else None
            words = f"the promise “{said}”" if isinstance(said, str) else "a promise"
            return About(AboutKind.DEADLINES, Subject(words))
        if kind == UPDATE:
            audience = self.catalogue.audiences.get(key)
            words = f"the update promised to “{audience.title}”" if audience else "an update"
            return About(AboutKind.DEADLINES, Subject(words))
        subject = Subject(f"“{self._stage(entry.subject)}”", self._said_of(entry))
        return About(AboutKind.DUTY, subject, entry.subject.partition("/")[0])

    def _stage(self, subject: str, day: date | None = None) -> str:
        """Name a stage as the law had it on a day, or as it was written last."""
        name, _, wanted = subject.partition("/")
        rules = [rule for rule in self.catalogue.law.obligations if rule.id == name]
        for rule in reversed(rules):
            for stage in rule.stages:
                if stage.id == wanted and (day is None or rule.in_force_on(day)):
                    return f"{rule.title}: {stage.title[:1].lower()}{stage.title[1:]}"
        return self._stage(subject) if day else subject

    # ---- Whatever else -------------------------------------------------------------------

    def _other(self, entry: Entry) -> About:
        if self._is_deadline(entry.subject):
            return self._deadline(entry)
        detail = entry.detail
        if entry.action is Action.REDACTED:
            entries = detail.get("entries")
            numbers = sorted(map(int, entries)) if isinstance(entries, dict) else []
            return About(AboutKind.INCIDENT, Subject(f"what was written in {_entries(numbers)}"))
        said = detail.get("title") or detail.get("name") or ""
        return About(AboutKind.INCIDENT, Subject(f"“{said}”" if said else ""))


def wanted_versions(
    entries: Iterable[Entry], subjects: Iterable[str], records: Iterable[str]
) -> set[tuple[str, int]]:
    """Give the versions of facts that are needed to say entries in words."""
    kinds = frozenset(records)
    wanted = {(each, 1) for each in subjects if each.partition(":")[0] in kinds and ":" in each}
    for entry in entries:
        number = entry.detail.get("number")
        if entry.action is Action.FACT_RECORDED and isinstance(number, int) and entry.subject:
            wanted.add((entry.subject, number))
    return wanted


def _standing(words: str, version: FactVersion) -> str:
    """Add how well it is known, where the words do not say so."""
    if version.standing in QUIET or not words:
        return words
    return f"{words} ({STANDING_WORDS[version.standing].lower()})"


def _shortened(words: str) -> str:
    if len(words) <= LONGEST_ANSWER:
        return words
    return f"{words[:LONGEST_ANSWER].rsplit(' ', 1)[0]} …"


def _capacity(name: str) -> str:
    return Capacity(name).in_words.removeprefix("the ") if name in set(Capacity) else name


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _entries(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"entry {numbers[0]}"
    return f"entries {listed([str(number) for number in numbers], 'and')}" if numbers else "entries"
