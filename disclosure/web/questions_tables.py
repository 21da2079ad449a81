"""One table for the states of many things: services and ways to pay, brought up to date at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from wtforms import BooleanField, Form, FormField, HiddenField, SelectField, SubmitField

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Support
from disclosure.web.questions import TopForm
from disclosure.web.questions_answers import seen_of
from disclosure.web.questions_inputs import Reading, options, refuse, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.facts.versions import FactVersion
    from disclosure.services.fact_pages import EntryView, RecordView
    from disclosure.web.questions import Sent
    from disclosure.web.questions_answers import Defaults

QUICK: Mapping[str, str] = {"service": "state", "payment": "accepted"}
"""Records that are brought up to date in one table, and the field that is asked there."""

WORKS = frozenset({"open", "working", "restored"})
ONLY_WHILE_BROKEN = ("detail", "workaround", "returns_at", "reported_by")
"""What an entry says only while it does not work; it goes when the thing works again."""

ROW = "row_"
NO_SOURCE = "Say who checked every line, or what it rests on: this confirms all of them."
BOTH = "The state is another one. Take the tick away, or put the state back."


class RowForm(Form):
    """One entry: its state, and whether it is still so."""

    seen = HiddenField(default="0")
    state = SelectField("State", validate_choice=False)
    still = BooleanField("Still so")


class TableForm(TopForm):
    """All entries of a record; a row is added for each."""

    others_still = SubmitField("Record these, and confirm all others as they stand")

    def row(self, entry_id: str) -> RowForm | None:
        """Give the inputs of an entry; None for one added after the page was shown."""
        name = ROW + entry_id
        return cast("FormField[RowForm]", self[name]).form if name in self else None

    def read(self, view: RecordView) -> list[NewVersion]:
        """Give a version for each row that changed, or that was checked and is still so."""
        reading = Reading(view.at, view.zone)
        defaults = self.defaults(reading)
        if self["others_still"].data and not defaults.source:
            refuse(self["source"], NO_SOURCE)
        read = (self._row(entry, defaults) for entry in view.entries)
        return [new for new in read if new is not None]

    def _row(self, entry: EntryView, defaults: Defaults) -> NewVersion | None:
        row = self.row(entry.id)
        if row is None:
            return None
        number = typed(row["seen"])
        seen = seen_of(entry.history, int(number[:9]) if number.isdecimal() else 0)
        field = QUICK[entry.record.record]
        state = typed(row["state"])
        if seen is None or state not in entry.record.fields[field].options:
            return None
        is_same = state == seen.fields.get(field)
        is_still = bool(row["still"].data)
        if is_still and not is_same:
            refuse(row["state"], BOTH)
            return None
        # What others dispute is confirmed by itself or not at all.
        others = bool(self["others_still"].data) and not entry.disputed_by
        if is_same and not (is_still or others):
            return None
        return _version(seen, None if is_same else (field, state), defaults)


def _version(seen: FactVersion, changed: tuple[str, str] | None, defaults: Defaults) -> NewVersion:
    """Give the version of a row; a state changed here is our own finding."""
    new = NewVersion(
        key=seen.key,
        seen=seen.number,
        change=Change.RE_CONFIRMS,
        standing=seen.standing,
        fields=seen.fields,
        true_at=defaults.true_at,
        ceiling=defaults.ceiling_for(seen.ceiling),
        support=Support(source=defaults.source),
    )
    if changed is None:
        return new
    field, state = changed
    kept = {
        name: value
        for name, value in seen.fields.items()
        if not (state in WORKS and name in ONLY_WHILE_BROKEN)
    }
    return replace(
        new, change=Change.CHANGES, standing=Standing.CONFIRMED, fields={**kept, field: state}
    )


def table_form(view: RecordView, sent: Sent | None = None) -> TableForm:
    """Make the table of a record's entries: as it was sent, or as they stand."""
    rows = {ROW + entry.id: FormField(RowForm, entry.name) for entry in view.entries}
    made: type[TableForm] = type("Table", (TableForm,), rows)
    field = QUICK[view.record.record]
    stand = {
        ROW + entry.id: {
            "seen": str(entry.version.number),
            "state": str(entry.version.fields.get(field, "")),
        }
        for entry in view.entries
    }
    form = made(formdata=sent) if sent is not None else made(data=stand)
    states = view.record.fields[field].options
    for entry in view.entries:
        row = form.row(entry.id)
        if row is not None:
            cast("SelectField", row["state"]).choices = options(
                (key, words[0].upper() + words[1:]) for key, words in states.items()
            )
    return form
