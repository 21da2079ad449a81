"""What the pages of facts show: questions with their answers, lists with their entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.in_words import name_of
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import Kind
from disclosure.law.duties import Outcome, assess_all
from disclosure.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.intake import IntakeItem, IntakePage
    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case, Known
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Question, RecordType
    from disclosure.law.obligations import Obligation
    from disclosure.services.entry_choices import Choices

VOLUNTARY = "voluntary"
NOT_STARTED = "Not started"
WORKS = frozenset({"open", "working", "restored", "yes"})
"""What a service or a way to pay says of itself while it can be used."""

OPEN_ENDED = (Standing.SUSPECTED, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a record as it stands, with every version of it.

    Attributes:
        disputed_by: What others say about it, though it is recorded as working.
    """

    record: RecordType
    version: FactVersion
    history: tuple[FactVersion, ...]
    disputed_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Give the entry's id within its record."""
        return self.version.key.partition(":")[2]

    @property
    def name(self) -> str:
        """Name the entry."""
        return name_of(self.record, self.version)


@dataclass(frozen=True, slots=True)
class RecordView:
    """The entries of a record.

    Attributes:
        at: The present instant.
        anything_out: A text of the incident was given out.
        choices: What its fields may name, by the name of each field that names something.
    """

    record: RecordType
    entries: tuple[EntryView, ...]
    at: datetime
    zone: ZoneInfo
    anything_out: bool = False
    choices: Mapping[str, tuple[Choices, ...]] = field(default_factory=dict)

    def entry_or_none(self, entry_id: str) -> EntryView | None:
        """Give an entry by its id, or None where there is none."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def entry(self, entry_id: str) -> EntryView:
        """Give an entry by its id.

        Raises:
            NotFoundError: There is no such entry, or it was taken back.
        """
        found = self.entry_or_none(entry_id)
        if found is None:
            message = f"There is no entry '{entry_id}', or it was taken back."
            raise NotFoundError(message)
        return found


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A question with what is recorded.

    Attributes:
        current: What stands, or None when nothing does.
        seen: The number of the last version, 0 where there is none.
        history: Every version, the oldest first.
        clocks: Of an instant: the duties not ruled out whose clock starts with it, by title.
        earliest_for: Of an instant: the duties not ruled out whose earliest deadline counts from
            it while their own start is open, by title.
    """

    question: Question
    current: FactVersion | None
    history: tuple[FactVersion, ...]
    clocks: tuple[str, ...] = ()
    earliest_for: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Say whether it has an answer, other than that nobody knows yet."""
        return self.current is not None and self.current.value is not None

    @property
    def seen(self) -> int:
        """Give the number of the version an answer is given upon."""
        return self.history[-1].number if self.history else 0


@dataclass(frozen=True, slots=True)
class PageView:
    """A question page.

    Attributes:
        items: What is asked, in order.
        not_asked: The labels of what the answers so far make needless.
        at: The present instant.
        anything_out: A text of the incident was given out.
    """

    page: IntakePage
    items: tuple[AskedFact | RecordView, ...]
    not_asked: tuple[str, ...]
    at: datetime
    zone: ZoneInfo
    anything_out: bool = False

    @property
    def still_open(self) -> tuple[AskedFact, ...]:
        """Give the questions that have no answer yet, in the order of the page."""
        return tuple(item for item in self.facts if not item.is_settled)

    @property
    def facts(self) -> tuple[AskedFact, ...]:
        """Give the plain questions of the page."""
        return tuple(item for item in self.items if isinstance(item, AskedFact))


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A page in the list of all pages, with how far it is answered.

    Attributes:
        answered: How many questions have an answer; a list has one once it has an entry.
        unknown: How many are answered with not known yet.
        likely: How many answers and entries are no more than likely, or not known.
        listed: How many entries its lists hold.
    """

    page: IntakePage
    asked: int
    answered: int
    unknown: int
    likely: int = 0
    listed: int = 0

    @property
    def id(self) -> str:
        """Give the id of the page."""
        return self.page.id

    @property
    def title(self) -> str:
        """Give the title of the page."""
        return self.page.title

    @property
    def state(self) -> str:
        """Give how far it is, in words: what is answered, what is not known yet, what is open."""
        if not self.answered + self.unknown:
            return NOT_STARTED
        counted: tuple[tuple[int, str], ...]
        if self.is_list:
            counted = ((self.listed, "listed"), (self.likely, "only likely"))
        else:
            still_open = self.asked - self.answered - self.unknown
            counted = (
                (self.answered, "answered"),
                (self.likely, "only likely"),
                (self.unknown, "not known yet"),
                (still_open, "open"),
            )
        return ", ".join(f"{count} {words}" for count, words in counted if count)

    @property
    def is_list(self) -> bool:
        """Say whether the page holds lists only, of which nobody can tell when they are full."""
        return not self.page.facts

    @property
    def is_done(self) -> bool:
        """Say whether everything is answered, and nothing on the page is open or only likely."""
        return self.answered == self.asked and not self.likely and not self.is_list


def page_view(catalogue: Catalogue, page: IntakePage, case: Case, at: datetime) -> PageView:
    """Give a question page with what is recorded."""
    known = case.known_at(at)
    history = _history(case)
    vocabulary = catalogue.vocabulary
    has_instants = any(vocabulary.facts[key].kind is Kind.INSTANT for key in page.facts)
    duties = _not_ruled_out(catalogue, case, known) if has_instants else ()
    items: list[AskedFact | RecordView] = []
    not_asked = []
    for item in page.items:
        if not _is_asked(item, known):
            not_asked.append(_label(catalogue, item))
        elif item.is_record:
            items.append(record_view(catalogue.vocabulary.records[item.key], case, at))
        else:
            question = catalogue.vocabulary.facts[item.key]
            versions = history.get(item.key, ())
            clocks, earliest = _clocks_of(question, duties)
            current = known.fact(item.key)
            items.append(AskedFact(question, current, versions, clocks, earliest))
    return PageView(page, tuple(items), tuple(not_asked), at, case.zone, bool(case.releases))


def record_view(record: RecordType, case: Case, at: datetime) -> RecordView:
    """Give the entries of a record, in the order a reader meets them."""
    history, known = _history(case), case.known_at(at)
    entries = tuple(
        EntryView(record, version, history[version.key], _claims_against(version, known))
        for version in known.entries(record.record)
    )
    return RecordView(record, entries, at, case.zone, bool(case.releases))


def _claims_against(version: FactVersion, known: Known) -> tuple[str, ...]:
    """Give what others say about something that is recorded as working."""
    if not WORKS & {str(version.fields.get(name)) for name in ("state", "accepted")}:
        return ()
    return tuple(
        str(claim.fields.get("said", ""))
        for claim in known.entries("outside_claim")
        if claim.fields.get("about") == version.key and claim.fields.get("by") != "ourselves"
    )


def task_rows(catalogue: Catalogue, case: Case) -> tuple[TaskRow, ...]:
    """Give every question page with how far it is answered."""
    known = case.known_at(case.at)
    return tuple(_task_row(page, known) for page in catalogue.intake)


def _task_row(page: IntakePage, known: Known) -> TaskRow:
    asked = [item for item in page.items if _is_asked(item, known)]
    answered = unknown = likely = listed = 0
    for item in asked:
        if item.is_record:
            entries = known.entries(item.key)
            answered += bool(entries)
            listed += len(entries)
            likely += sum(entry.standing in OPEN_ENDED for entry in entries)
            continue
        version = known.fact(item.key)
        if version is not None and version.standing is Standing.UNKNOWN:
            unknown += 1
        elif version is not None:
            answered += 1
            likely += version.standing in OPEN_ENDED
    return TaskRow(page, len(asked), answered, unknown, likely, listed)


def _not_ruled_out(catalogue: Catalogue, case: Case, known: Known) -> tuple[Obligation, ...]:
    """Give the duties that apply, or may: what the profile or a fact rules out has no clock."""
    law = catalogue.law
    duties = assess_all(law.obligations, known, law.calendars, law_as_of=case.law_as_of)
    held = (duty for duty in duties if duty.outcome is not Outcome.DOES_NOT_APPLY)
    return tuple(duty.obligation for duty in held if duty.obligation.kind != VOLUNTARY)


def _clocks_of(
    question: Question, duties: Iterable[Obligation]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the duties whose clocks begin with an instant, and those that cannot before it."""
    if question.kind is not Kind.INSTANT:
        return (), ()
    name = f"fact:{question.key}"
    limits = [
        (duty.title, limit) for duty in duties for stage in duty.stages for limit in stage.limits
    ]
    begin = dict.fromkeys(title for title, limit in limits if str(limit.starts_at) == name)
    earliest = dict.fromkeys(
        title for title, limit in limits if name in map(str, limit.earliest_from)
    )
    return tuple(begin), tuple(title for title in earliest if title not in begin)


def _is_asked(item: IntakeItem, known: Known) -> bool:
    """Say whether it is shown: what is recorded stays in sight, whatever else was answered."""
    has_any = known.entries(item.key) if item.is_record else known.fact(item.key)
    return bool(has_any) or item.is_asked(known)


def _label(catalogue: Catalogue, item: IntakeItem) -> str:
    vocabulary = catalogue.vocabulary
    return (vocabulary.records if item.is_record else vocabulary.facts)[item.key].label


def _history(case: Case) -> Mapping[str, tuple[FactVersion, ...]]:
    found: dict[str, tuple[FactVersion, ...]] = {}
    for version in case.facts:
        found[version.key] = (*found.get(version.key, ()), version)
    return found
