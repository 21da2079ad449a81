"""Turns the answers of a case file into versions, checking each against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from disclosure.casefile.values import CountFormat, Instant, SpanFormat, clean_text
from disclosure.facts.instants import When
from disclosure.facts.standings import NEEDS, Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement, Support, Value
from disclosure.facts.vocabulary import Kind, Question, RecordType, Vocabulary
from disclosure.problems import Problem, one_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosure.casefile.formats import (
        DefaultsFormat,
        EntryFormat,
        FactFormat,
        JudgementFormat,
        VersionFormat,
    )

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
NEEDS_REASON = (Change.WRONG_WHEN_SAID, Change.WITHDRAWN)


@dataclass(slots=True)
class Reader:
    """Reads the answers of one file and collects what is wrong with them."""

    file: str
    vocabulary: Vocabulary
    defaults: DefaultsFormat
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, wrong: str, allowed: str = "") -> None:
        """Report something wrong at a place in the file."""
        self.problems.append(Problem(self.file, path, wrong, allowed))

    def unique(self, path: str, ids: Sequence[str]) -> None:
        """Report ids that stand twice."""
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            self.wrong(path, f"The id '{name}' stands twice.", "Give each its own.")

    def facts(self, forms: Iterable[FactFormat]) -> list[FactVersion]:
        """Give the versions of all facts, numbered by when they were recorded."""
        made = []
        for n, form in enumerate(forms):
            path = f"facts[{n}]"
            question = self.vocabulary.facts[form.key]
            value = None
            if form.value is not None:
                value = self.value(question, form.value, f"{path}.value")
            standing = self._standing(form, path, has_value=form.value is not None)
            version = self._version(form, form.key, standing, question.ceiling, path)
            made.append((path, version, value, {}))
        return self._numbered(made)

    def entries(self, record: RecordType, forms: Iterable[EntryFormat]) -> list[FactVersion]:
        """Give the versions of a record's entries."""
        made = []
        for n, form in enumerate(forms):
            path = f"{record.record}[{n}]"
            fields = self._fields(record, form, path)
            standing = self._standing(form, path, has_value=True)
            key = f"{record.record}:{form.id}"
            version = self._version(form, key, standing, record.ceiling, path)
            made.append((path, version, None, fields))
        return self._numbered(made)

    def judgements(self, forms: Iterable[JudgementFormat]) -> tuple[Judgement, ...]:
        """Give the judgements, numbered by when they were made."""
        made: list[Judgement] = []
        for n, form in enumerate(forms):
            judgement = self._judgement(form, f"judgements[{n}]")
            if judgement is not None:
                made.append(judgement)
        made.sort(key=lambda judgement: judgement.made_at)
        counted: dict[str, int] = {}
        numbered = []
        for each in made:
            counted[each.key] = counted.get(each.key, 0) + 1
            numbered.append(
                Judgement(
                    each.key, counted[each.key], each.value, each.made_at, each.instant,
                    each.made_by, each.why,
                )
            )
        return tuple(numbered)

    def value(self, question: Question, value: Any, path: str) -> Value | None:
        """Read a value of the question's kind; None when it is wrong, which is reported."""
        readers = {
            Kind.TEXT: self._text,
            Kind.CHOICE: self._option,
            Kind.YES_NO: self._option,
            Kind.INSTANT: self._when,
            Kind.COUNT: self._count,
        }
        try:
            return readers[question.kind](question, value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                context = detail.get("ctx", {})
                self.wrong(path, str(context.get("error", f"{detail['msg']}.")))
        except ValueError as error:
            self.wrong(path, str(error))
        return None

    # ---- Values of each kind ---------------------------------------------------------------

    def _text(self, _: Question, value: Any) -> str:
        if not isinstance(value, str):
            message = f"'{shown(value)}' is no text. Put it in quotation marks."
            raise ValueError(message)  # noqa: TRY004 - the caller reports ValueError
        return clean_text(value)

    def _option(self, question: Question, value: Any) -> str:
        if not isinstance(value, str) or value not in question.closed:
            message = f"'{shown(value)}' is not one of the options. {one_of(question.closed)}"
            raise ValueError(message)
        return value

    def _when(self, _: Question, value: Any) -> When:
        if isinstance(value, SpanFormat):
            return When(value.earliest, value.latest)
        if isinstance(value, dict):
            span = SpanFormat.model_validate(value)
            return When(span.earliest, span.latest)
        return When.exactly(INSTANT.validate_python(value))

    def _count(self, question: Question, value: Any) -> Count:
        form = value if isinstance(value, CountFormat) else CountFormat.model_validate(value)
        quality = Quality(form.quality)
        if quality is Quality.RANGE:
            if form.start is None or form.to is None or form.number is not None:
                message = "A range is written { from = 100, to = 200, quality = \"range\" }."
                raise ValueError(message)
            return Count(form.start, form.to, quality, question.unit)
        if form.number is None or form.start is not None or form.to is not None:
            message = f"A count is written {{ number = 100, quality = \"{quality}\" }}."
            raise ValueError(message)
        return Count(form.number, form.number, quality, question.unit)

    # ---- Versions --------------------------------------------------------------------------

    def _fields(self, record: RecordType, form: EntryFormat, path: str) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        withdrawn = form.change == Change.WITHDRAWN
        for name, question in record.fields.items():
            given = getattr(form, name)
            if given is not None:
                read = self.value(question, given, f"{path}.{name}")
                if read is not None:
                    fields[name] = read
            elif question.required and not withdrawn:
                self.wrong(f"{path}.{name}", f"'{name}' is missing.", question.help)
        return fields

    def _standing(self, form: VersionFormat, path: str, *, has_value: bool) -> Standing:
        """Give the standing; a value without one is confirmed, nothing else is ever guessed."""
        standing = Standing(form.standing) if form.standing else Standing.CONFIRMED
        is_fact = hasattr(form, "value")
        withdrawn = form.change == Change.WITHDRAWN
        if form.standing is None and not has_value and not withdrawn:
            self.wrong(path, "There is neither a value nor a standing.", one_of(tuple(Standing)))
        elif standing is Standing.UNKNOWN and has_value and is_fact:
            wrong = "An unknown fact has a value."
            self.wrong(f"{path}.value", wrong, "Leave the value out, or name another standing.")
        elif standing is not Standing.UNKNOWN and not has_value and not withdrawn:
            wrong = f"A {standing} fact has no value."
            self.wrong(f"{path}.value", wrong, "Give the value, or standing = \"unknown\".")
        for need in NEEDS[standing]:
            if getattr(form, need) is None and not withdrawn:
                wrong = f"'{standing}' must say '{need}'."
                allowed = "Without it the standing is \"unknown\"."
                self.wrong(f"{path}.{need}", wrong, allowed)
        return standing

    def _version(
        self, form: VersionFormat, key: str, standing: Standing, ceiling: Ceiling, path: str
    ) -> FactVersion:
        recorded_at = form.recorded_at or self.defaults.recorded_at
        if recorded_at is None:
            allowed = "Give it here or under [defaults]."
            self.wrong(f"{path}.recorded_at", "Nobody knows when this was recorded.", allowed)
            recorded_at = datetime.max.replace(tzinfo=None).astimezone()
        change = Change(form.change) if form.change else Change.FIRST
        if change in NEEDS_REASON and form.change_reason is None:
            self.wrong(f"{path}.change_reason", f"'{change}' needs its reason.", "Say why.")
        return FactVersion(
            key=key,
            number=0,
            standing=standing,
            recorded_at=recorded_at,
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

    def _numbered(
        self, made: list[tuple[str, FactVersion, Value | None, Mapping[str, Value]]]
    ) -> list[FactVersion]:
        """Number the versions of each key by when they were recorded, and complete them."""
        counted: dict[str, int] = {}
        result = []
        for path, version, value, fields in sorted(made, key=lambda m: m[1].recorded_at):
            number = counted[version.key] = counted.get(version.key, 0) + 1
            if number > 1 and version.change is Change.FIRST:
                wrong = f"'{version.key}' is recorded twice."
                allowed = "Say change = \"re-confirms\", \"changes\" or \"wrong-when-said\"."
                self.wrong(path, wrong, allowed)
            if number == 1 and version.change is not Change.FIRST:
                wrong = f"There is no earlier '{version.key}' that this {version.change}."
                self.wrong(f"{path}.change", wrong, "Leave change out of a first version.")
            result.append(
                FactVersion(
                    key=version.key, number=number, standing=version.standing,
                    recorded_at=version.recorded_at, value=value, fields=fields,
                    true_at=version.true_at, recorded_by=version.recorded_by,
                    ceiling=version.ceiling, support=version.support, change=version.change,
                    change_reason=version.change_reason,
                )
            )
        return result

    # ---- Judgements ------------------------------------------------------------------------

    def _judgement(self, form: JudgementFormat, path: str) -> Judgement | None:
        question = self.vocabulary.judgements[form.key]
        made_at = form.made_at or self.defaults.recorded_at
        if form.value not in question.options:
            wrong = f"'{shown(form.value)}' is not one of the options."
            self.wrong(f"{path}.value", wrong, one_of(question.options))
        if made_at is None:
            self.wrong(f"{path}.made_at", "Nobody knows when this was judged.", "Give made_at.")
            return None
        instant = None
        if form.instant is not None:
            instant_question = Question("instant", Kind.INSTANT, "instant")
            read = self.value(instant_question, form.instant, f"{path}.instant")
            instant = read if isinstance(read, When) else None
        self._check_instant(form, instant, made_at, path)
        return Judgement(
            form.key, 0, form.value, made_at, instant,
            form.made_by or self.defaults.recorded_by or "", form.why or "",
        )

    def _check_instant(
        self, form: JudgementFormat, instant: When | None, made_at: datetime, path: str
    ) -> None:
        question = self.vocabulary.judgements[form.key]
        negative = form.value == "no"
        if question.carries_instant and form.instant is None and not negative:
            wrong = f"The judgement '{form.key}' names an instant."
            self.wrong(f"{path}.instant", wrong, "Give instant = 2025-04-19T09:10:00+01:00.")
        if not question.carries_instant and form.instant is not None:
            wrong = f"The judgement '{form.key}' names no instant."
            self.wrong(f"{path}.instant", wrong, "Leave it out.")
        if instant and instant.earliest > made_at:
            wrong = "The instant judged lies after the judgement itself."
            self.wrong(f"{path}.instant", wrong, "Mend one of the two times.")
