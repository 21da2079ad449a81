"""The form of one fact: its value, how well it is known, and what becomes of the old answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from wtforms import FormField

from disclosure.facts.answers import NewVersion, says_the_same
from disclosure.facts.standings import Change, Standing
from disclosure.facts.vocabulary import Kind, Question
from disclosure.web.questions_answers import (
    LEAVE,
    SAME,
    SUPPORT_OF,
    UNDO,
    AnswerForm,
    Context,
    Defaults,
    Said,
    fields_of,
    is_settled,
    seen_of,
    shown_support,
    standing_choices,
)
from disclosure.web.questions_fields import value_form
from disclosure.web.questions_inputs import Open, Reading, Typed, refuse, typed
from disclosure.web.questions_values import ValueForm, YesNoValue

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from wtforms import SelectField

    from disclosure.facts.versions import FactVersion, Value
    from disclosure.services.fact_pages import AskedFact

NEW = "Give the new answer."
ORPHAN = "Give the answer that this belongs to."


class FactForm(AnswerForm):
    """The answer to one fact; `given` is added for each question."""

    def read(
        self, asked: AskedFact, reading: Reading, defaults: Defaults, *, still: bool = False
    ) -> NewVersion | None:
        """Give the version the answer makes, or None where nothing was answered."""
        question = asked.question
        seen = seen_of(asked.history, self.seen_number)
        is_answered = seen is not None and is_settled(seen)
        change = self.change_upon(seen)
        if still and is_answered:
            self._refuse_typing_beside_still(asked, seen, reading)
            change = Change.RE_CONFIRMS
        usual = seen.ceiling if seen and is_answered else question.ceiling
        context = Context(reading, defaults, defaults.ceiling_for(usual))
        if change in (Change.RE_CONFIRMS, Change.WITHDRAWN):
            return self.new_version(question.key, change, Said(), context)
        said = self._said(question, reading)
        if change is None:
            self._refuse_lost_typing(asked, seen, said, reading)
            return None
        if said is None:
            self._refuse_nothing(is_answered=is_answered)
            return None
        if question.kind is not Kind.YES_NO and said.standing is not Standing.UNKNOWN:
            self.needed_standing()
        new = self.new_version(question.key, change, said, context)
        if seen and is_answered and says_the_same(seen, new):
            refuse(self["answer"], SAME)
        return _still_checking(seen, new, reading.now) if seen and not is_answered else new

    @property
    def value(self) -> ValueForm:
        """Give the inputs of the value."""
        return cast("FormField[ValueForm]", self["given"]).form

    def _said(self, question: Question, reading: Reading) -> Said | None:
        """Read the value and how well it is known."""
        value = self.value.read(question, reading)
        if value is None:
            return None
        if isinstance(value, Open):
            return Said(standing=Standing.UNKNOWN)
        if isinstance(self.value, YesNoValue):
            return Said(value, standing=self.value.standing)
        return Said(value, standing=self.chosen_standing or Standing.CONFIRMED)

    def _refuse_nothing(self, *, is_answered: bool) -> None:
        if self.value.errors:
            return
        if is_answered:
            refuse(self.value.main, NEW)
        elif self.adds_something or typed(self["standing"]):
            refuse(self.value.main, ORPHAN)

    def _refuse_typing_beside_still(
        self, asked: AskedFact, seen: FactVersion | None, reading: Reading
    ) -> None:
        """Refuse to confirm the old answer over a new one that was typed."""
        if typed(self["answer"]) in ("", LEAVE, "still"):
            said = self._said(asked.question, reading)
            self._refuse_lost_typing(asked, seen, said, reading)
        else:
            refuse(self["answer"], UNDO)

    def _refuse_lost_typing(
        self, asked: AskedFact, seen: FactVersion | None, said: Said | None, reading: Reading
    ) -> None:
        """Refuse to drop what was typed beside "leave as it is", unless a conflict asked."""
        if seen is None or typed(self["conflict"]):
            return
        shown = shown_fact(asked.question, seen, reading.zone, self.value)
        before = shown.get("given", {})
        value, standing = (said.value, said.standing) if said else (None, Standing.UNKNOWN)
        after = shown_value(asked.question, value, standing, reading.zone, self.value)
        is_other = said is not None and (value is None or after != before)
        names = [part for wanted in SUPPORT_OF.values() for n in wanted for part in fields_of(n)]
        if not isinstance(self.value, YesNoValue):
            names.append("standing")
        if is_other or any(typed(self[name]) != shown[name] for name in names):
            refuse(self["answer"], UNDO)


def _still_checking(before: FactVersion, new: NewVersion, now: datetime) -> NewVersion:
    """Let who is checking, and a time promised that is still to come, stand where left empty."""
    if new.standing is not Standing.UNKNOWN:
        return new
    support, known = new.support, before.support
    promised = known.expected_by if known.expected_by and known.expected_by > now else None
    kept = replace(
        support,
        being_checked=support.being_checked or known.being_checked,
        expected_by=support.expected_by or promised,
    )
    return replace(new, support=kept)


def shown_value(
    question: Question,
    value: Value | None,
    standing: Standing,
    zone: ZoneInfo,
    form: type[ValueForm] | ValueForm,
) -> Typed:
    """Give what stands in the inputs for a value."""
    if value is None:
        return {}
    if question.kind is Kind.YES_NO:
        return YesNoValue.shown_as(value, standing)
    return form.shown(value, zone)


def shown_fact(
    question: Question, version: FactVersion, zone: ZoneInfo, form: type[ValueForm] | ValueForm
) -> Typed:
    """Give what stands in the fields for a version that answers its question."""
    fields = shown_support(version, zone)
    if version.value is not None:
        fields["given"] = shown_value(question, version.value, version.standing, zone, form)
    return fields


def fact_form(question: Question) -> type[FactForm]:
    """Make the form of one fact."""
    inputs = FormField(value_form(question, may_be_open=True), question.label)
    return type(f"Fact{question.key}", (FactForm,), {"given": inputs})


def offer_standings(form: FactForm, question: Question, current: FactVersion | None) -> None:
    """Offer how well a value can be known: nobody rules a number or a time out."""
    if question.kind not in (Kind.COUNT, Kind.INSTANT):
        return
    only = [Standing.CONFIRMED, Standing.SUSPECTED]
    if current is not None and current.standing not in only:
        only.append(current.standing)
    cast("SelectField", form["standing"]).choices = standing_choices(only=only)
