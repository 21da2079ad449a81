"""The forms of the lists: one entry with all it says, and a table for the states of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wtforms import FormField, HiddenField, RadioField, SelectField

from disclosure.facts.answers import NEW_ENTRY, NewVersion, says_the_same
from disclosure.facts.standings import Change
from disclosure.facts.versions import Value
from disclosure.web.forms import new_once
from disclosure.web.questions_answers import (
    CHOICES,
    HOW_WELL,
    LEAVE,
    SAME,
    UNDO,
    AnswerForm,
    Context,
    Defaults,
    Said,
    seen_of,
    shown_support,
    standing_choices,
)
from disclosure.web.questions_fields import value_form
from disclosure.web.questions_inputs import Reading, Typed, options, refuse, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import RecordType
    from disclosure.web.questions_values import ValueForm

FIELD = "field_"


class EntryForm(AnswerForm):
    """One entry of a record; a field for each of its fields is added."""

    once = HiddenField(default=new_once)
    answer = RadioField(
        "What is new?",
        choices=options(choice for choice in CHOICES.items() if choice[0] != LEAVE),
        validate_choice=False,
    )
    standing = SelectField(
        HOW_WELL, choices=standing_choices(may_be_unknown=True), default="", validate_choice=False
    )

    def value_of(self, name: str) -> ValueForm:
        """Give the inputs of one field of the entry."""
        return cast("FormField[ValueForm]", self[FIELD + name]).form

    def read(
        self,
        record: RecordType,
        history: Sequence[FactVersion],
        reading: Reading,
        defaults: Defaults,
    ) -> NewVersion | None:
        """Give the version the entry makes, or None where it is to stay as it is.

        Args:
            record: The list it belongs to.
            history: Every version of the entry, the oldest first; none for a new one.
            reading: With what it is read.
            defaults: What the top of the page says.
        """
        seen = seen_of(history, self.seen_number)
        key = history[0].key if history else f"{record.record}{NEW_ENTRY}"
        change = self.change_upon(seen)
        usual = seen.ceiling if seen else record.ceiling
        context = Context(reading, defaults, defaults.ceiling_for(usual))
        if change in (Change.RE_CONFIRMS, Change.WITHDRAWN):
            return self.new_version(key, change, Said(), context)
        fields = self._read_fields(record, reading)
        if change is None:
            if seen and not typed(self["conflict"]) and self._differs(seen, fields, reading.zone):
                refuse(self["answer"], UNDO)
            return None
        said = Said(None, fields, self.needed_standing())
        new = self.new_version(key, change, said, context)
        if seen and says_the_same(seen, new):
            refuse(self["answer"], SAME)
        return new

    def _read_fields(self, record: RecordType, reading: Reading) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for name, question in record.fields.items():
            form = self.value_of(name)
            value = form.read(question, reading)
            if isinstance(value, Value):
                fields[name] = value
            elif question.required and not form.errors:
                refuse(form.main, f"“{question.label}” is missing.", "It is needed for an entry.")
        return fields

    def _differs(self, seen: FactVersion, fields: Mapping[str, Value], zone: ZoneInfo) -> bool:
        """Say whether something else stands in the fields than was seen."""
        before = {
            name: self.value_of(name).shown(value, zone) for name, value in seen.fields.items()
        }
        after = {name: self.value_of(name).shown(value, zone) for name, value in fields.items()}
        around = shown_support(seen, zone)
        names = [name for name in around if name != "seen"]
        return before != after or any(typed(self[name]) != around[name] for name in names)

    def refuse(self, name: str, sentence: str) -> None:
        """Put a sentence beside a field of the entry."""
        refuse(self.value_of(name).main, sentence)


def entry_form(record: RecordType) -> type[EntryForm]:
    """Make the form of one entry."""
    inputs = {
        FIELD + name: FormField(value_form(question, may_be_open=False), question.label)
        for name, question in record.fields.items()
    }
    return type(f"Entry_{record.record}", (EntryForm,), inputs)


def shown_entry(version: FactVersion, form: EntryForm, zone: ZoneInfo) -> Typed:
    """Give what stands in the fields for an entry."""
    shown = shown_support(version, zone)
    for name, value in version.fields.items():
        shown[FIELD + name] = form.value_of(name).shown(value, zone)
    return shown
