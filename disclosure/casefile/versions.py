"""Turns the answers of a case file into versions, checking each against the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from disclosure.casefile.formats import (
    DefaultsFormat,
    EntryFormat,
    FactFormat,
    JudgementFormat,
    VersionFormat,
)
from disclosure.casefile.values import CountFormat, SpanFormat, clean_text, read_instant
from disclosure.facts.instants import When
from disclosure.facts.standings import NEEDS, Ceiling, Change, Quality, Standing
from disclosure.facts.versions import NOT_YET, Count, FactVersion, Judgement, Support, Value
from disclosure.facts.vocabulary import Kind, Question, RecordType, Vocabulary
from disclosure.files import FileModel, fit
from disclosure.problems import Problem, ValueRefusedError, nearest, one_of, quoted, shown

NEEDS_REASON = (Change.WRONG_WHEN_SAID, Change.WITHDRAWN)
AT_ALL = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in for a time that is missing, which is reported."""

SAID_OF_YES = (Standing.NO_SIGN, Standing.RULED_OUT)
"""That there is no sign of something, or that it is ruled out, is said of the yes."""
STANDINGS = tuple(standing.value for standing in Standing)
INSTANT = Question("instant", Kind.INSTANT, "instant")

T = TypeVar("T")
M = TypeVar("M", bound=FileModel)
Made = tuple[str, FactVersion]


@dataclass(slots=True)
class Reader:
    """Reads the answers of one file and collects what is wrong with them.

    Attributes:
        kept: For lists of which some items do not fit the format: the numbers of those that do.
    """

    file: str
    vocabulary: Vocabulary
    defaults: DefaultsFormat
    kept: Mapping[str, Sequence[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, wrong: str, allowed: str = "") -> None:
        """Report something wrong at a place in the file."""
        self.problems.append(Problem(self.file, path, wrong, allowed))

    def places(self, section: str, forms: Iterable[T]) -> Iterator[tuple[str, T]]:
        """Give the items of a list, each with its place in the file."""
        items = list(forms)
        numbers = self.kept.get(section, range(len(items)))
        return ((f"{section}[{n}]", item) for n, item in zip(numbers, items, strict=True))

    @property
    def has_every_version(self) -> bool:
        """Say whether no version was left out, so that versions may be compared."""
        return not self.kept.keys() & {"facts", *self.vocabulary.records}

    def unique(self, section: str, ids: Iterable[str]) -> None:
        """Report ids that stand twice."""
        seen: set[str] = set()
        for path, name in self.places(section, ids):
            if name in seen:
                self.wrong(f"{path}.id", f"The id '{name}' stands twice.", "Give each its own.")
            seen.add(name)

    def facts(self, forms: Iterable[FactFormat]) -> list[FactVersion]:
        """Give the versions of all facts, numbered by when they were recorded."""
        made: list[Made] = []
        for path, form in self.places("facts", forms):
            question = self.vocabulary.facts[form.key]
            value = None
            if form.value is not None:
                value = self.value(question, form.value, f"{path}.value")
            standing = self._standing(form, path, has_value=form.value is not None)
            if question.kind is Kind.YES_NO and standing in SAID_OF_YES and value == "no":
                wrong = f"A 'no' that is '{standing}' would say that it is so."
                allowed = f"Write value = \"yes\": '{standing}' then says that it is not."
                self.wrong(f"{path}.value", wrong, allowed)
            version = self._version(form, form.key, standing, path, ceiling=question.ceiling)
            made.append((path, replace(version, value=value)))
        return self._numbered(made)

    def entries(self, record: RecordType, forms: Iterable[EntryFormat]) -> list[FactVersion]:
        """Give the versions of a record's entries."""
        made: list[Made] = []
        for path, form in self.places(record.record, forms):
            fields = self._fields(record, form, path)
            standing = self._standing(form, path, has_value=True)
            key = f"{record.record}:{form.id}"
            version = self._version(form, key, standing, path, ceiling=record.ceiling)
            made.append((path, replace(version, fields=fields)))
        return self._numbered(made)

    def judgements(self, forms: Iterable[JudgementFormat]) -> tuple[Judgement, ...]:
        """Give the judgements, numbered by when they were made."""
        made = [
            judgement
            for path, form in self.places("judgements", forms)
            if (judgement := self._judgement(form, path)) is not None
        ]
        counted: dict[str, int] = {}
        numbered = []
        for each in sorted(made, key=lambda judgement: judgement.made_at):
            number = counted[each.key] = counted.get(each.key, 0) + 1
            numbered.append(replace(each, number=number))
        return tuple(numbered)

    def value(self, question: Question, value: Any, path: str) -> Value | None:
        """Read a value of the question's kind; None when it is wrong, which is reported."""
        try:
            match question.kind:
                case Kind.TEXT:
                    return _text(value)
                case Kind.CHOICE | Kind.YES_NO:
                    return _option(question, value)
                case Kind.INSTANT:
                    return self._when(value, path)
                case Kind.COUNT:
                    return self._count(question, value, path)
        except ValueRefusedError as refused:
            self.wrong(path, refused.wrong, refused.allowed)
        return None

    # ---- Values that are tables ------------------------------------------------------------

    def _when(self, value: Any, path: str) -> When | None:
        if not isinstance(value, dict | SpanFormat):
            return When.exactly(read_instant(value))
        span = self._fitted(SpanFormat, value, path)
        if span is None:
            return None
        if span.latest < span.earliest:
            wrong = "The span ends before it begins: latest is before earliest."
            raise ValueRefusedError(wrong, "Mend one of the two.")
        return When(span.earliest, span.latest)

    def _count(self, question: Question, value: Any, path: str) -> Count | None:
        if not isinstance(value, dict | CountFormat):
            wrong = f"A number says how it is meant; there is only {quoted(value)}."
            raise ValueRefusedError(wrong, 'Write { number = 100, quality = "about" }.')
        form = self._fitted(CountFormat, value, path)
        if form is None:
            return None
        quality = Quality(form.quality)
        if quality is Quality.RANGE:
            if form.start is None or form.to is None or form.number is not None:
                write = 'Write { from = 100, to = 200, quality = "range" }.'
                raise ValueRefusedError("A range has from and to, and no number.", write)
            if form.to < form.start:
                wrong = f"The range ends ({form.to}) before it begins ({form.start})."
                raise ValueRefusedError(wrong, "Mend one of the two.")
            return Count(form.start, form.to, quality, question.unit)
        if form.number is None or form.start is not None or form.to is not None:
            write = f'Write {{ number = 100, quality = "{quality}" }}.'
            raise ValueRefusedError(f"A count that is '{quality}' has one number.", write)
        return Count(form.number, form.number, quality, question.unit)

    def _fitted(self, model: type[M], value: Any, path: str) -> M | None:
        """Fit a table that the format of the file left open."""
        if isinstance(value, model):
            return value
        fitted = fit(model, value, self.file, path)
        if isinstance(fitted, list):
            self.problems += fitted
            return None
        return fitted

    # ---- Versions --------------------------------------------------------------------------

    def _fields(self, record: RecordType, form: EntryFormat, path: str) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        withdrawn = form.change == "withdrawn"
        for name, question in record.fields.items():
            given = getattr(form, name)
            if given is not None:
                read = self.value(question, given, f"{path}.{name}")
                if read is not None:
                    fields[name] = read
            elif question.required and not withdrawn:
                allowed = f"{question.help} {one_of(question.closed) if question.closed else ''}"
                self.wrong(f"{path}.{name}", f"The key '{name}' is missing.", allowed.strip())
        return fields

    def _standing(self, form: VersionFormat, path: str, *, has_value: bool) -> Standing:
        """Give the standing; how well something is known is never guessed."""
        said = form.standing or (self.defaults.standing if has_value else None)
        # Of what is withdrawn nothing is held any more, however well it was known.
        standing = Standing(said) if said else Standing.CONFIRMED
        if form.change == "withdrawn":
            return standing
        if said is None:
            wrong = "How well this is known is not said."
            allowed = f"{one_of(STANDINGS)} Say it here, or for all under [defaults]."
            self.wrong(f"{path}.standing", wrong, allowed)
        elif standing is Standing.UNKNOWN and has_value and isinstance(form, FactFormat):
            wrong = "An unknown fact has a value."
            self.wrong(f"{path}.value", wrong, "Leave the value out, or name another standing.")
        elif standing is not Standing.UNKNOWN and not has_value:
            wrong = f"A fact that is '{standing}' has no value."
            self.wrong(f"{path}.value", wrong, 'Give the value, or standing = "unknown".')
        for need in NEEDS[standing]:
            if getattr(form, need) is None:
                wrong = f"What is '{standing}' must say '{need}'."
                allowed = f'Add {need}; if nobody can say it, the standing is "unknown".'
                self.wrong(f"{path}.{need}", wrong, allowed)
        return standing

    def _version(
        self, form: VersionFormat, key: str, standing: Standing, path: str, *, ceiling: Ceiling
    ) -> FactVersion:
        recorded_at = form.recorded_at or self.defaults.recorded_at
        if recorded_at is None:
            wrong = "It is not said when this was recorded."
            self.wrong(f"{path}.recorded_at", wrong, "Say it here or under [defaults].")
        change = Change(form.change) if form.change else Change.FIRST
        if change in NEEDS_REASON and form.change_reason is None:
            wrong = f"A version that is '{change}' must say 'change_reason'."
            self.wrong(f"{path}.change_reason", wrong, "Say why in a few words.")
        return FactVersion(
            key=key,
            number=0,
            standing=standing,
            recorded_at=recorded_at or AT_ALL,
            true_at=form.true_at or self.defaults.true_at,
            recorded_by=form.recorded_by or self.defaults.recorded_by or "",
            ceiling=Ceiling(form.ceiling) if form.ceiling else ceiling,
            support=self._support(form),
            change=change,
            change_reason=form.change_reason or "",
        )

    def _support(self, form: VersionFormat) -> Support:
        return Support(
            source=form.source or self.defaults.source or "",
            basis=form.basis or "",
            reason=form.reason or "",
            checked=form.checked or "",
            checked_by=form.checked_by or "",
            checked_until=form.checked_until,
            being_checked=form.being_checked or "",
            expected_by=form.expected_by,
        )

    def _numbered(self, made: list[Made]) -> list[FactVersion]:
        """Number the versions of each key by when they were recorded."""
        counted: dict[str, int] = {}
        result = []
        for path, version in sorted(made, key=lambda each: each[1].recorded_at):
            number = counted[version.key] = counted.get(version.key, 0) + 1
            if self.has_every_version:
                self._check_change(version, number, path)
            result.append(replace(version, number=number))
        return result

    def _check_change(self, version: FactVersion, number: int, path: str) -> None:
        if number > 1 and version.change is Change.FIRST:
            wrong = f"'{version.key}' is recorded twice."
            allowed = 'Add change = "re-confirms", "changes", "wrong-when-said" or "withdrawn".'
            self.wrong(f"{path}.change", wrong, allowed)
        if number == 1 and version.change is not Change.FIRST:
            wrong = f"No version of '{version.key}' was recorded before this one."
            self.wrong(f"{path}.change", wrong, "Leave change out, or mend recorded_at.")

    # ---- Judgements ------------------------------------------------------------------------

    def _judgement(self, form: JudgementFormat, path: str) -> Judgement | None:
        question = self.vocabulary.judgements[form.key]
        made_at = form.made_at or self.defaults.recorded_at
        if form.value not in question.options:
            wrong = f"'{shown(form.value)}' is not one of the options."
            self.wrong(f"{path}.value", wrong, nearest(form.value, question.options))
        if made_at is None:
            wrong = "It is not said when this was judged."
            self.wrong(f"{path}.made_at", wrong, "Give made_at, or recorded_at under [defaults].")
        instant = None
        if form.instant is not None:
            read = self.value(INSTANT, form.instant, f"{path}.instant")
            instant = read if isinstance(read, When) else None
        self._check_instant(form, instant, made_at, path)
        if made_at is None:
            return None
        return Judgement(
            key=form.key,
            number=0,
            value=form.value,
            made_at=made_at,
            instant=instant,
            made_by=form.made_by or self.defaults.recorded_by or "",
            why=form.why or "",
        )

    def _check_instant(
        self, form: JudgementFormat, instant: When | None, made_at: datetime | None, path: str
    ) -> None:
        question = self.vocabulary.judgements[form.key]
        needs_instant = question.carries_instant and form.value not in ("no", NOT_YET)
        if needs_instant and form.instant is None:
            wrong = f"'{form.key}' must say since when."
            self.wrong(f"{path}.instant", wrong, "Add instant = 2025-04-19T09:10:00+01:00.")
        if not question.carries_instant and form.instant is not None:
            self.wrong(f"{path}.instant", f"'{form.key}' names no instant.", "Leave it out.")
        if instant and made_at and instant.earliest > made_at:
            wrong = "The instant judged lies after the judgement was made."
            self.wrong(f"{path}.instant", wrong, "Mend one of the two times.")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueRefusedError(
            f"Text is wanted here, not {quoted(value)}.", "Put it in quotation marks."
        )
    return clean_text(value)


def _option(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        wrong = f"An option is wanted here, not {quoted(value)}."
        raise ValueRefusedError(wrong, f"{one_of(question.closed)} Write it in quotation marks.")
    if value not in question.closed:
        wrong = f"{quoted(value)} is not one of the options."
        raise ValueRefusedError(wrong, nearest(value, question.closed))
    return value
