"""Question pages compiled into WTForms classes, once, at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField, HiddenField, RadioField, SelectField, StringField

from disclosure.facts.answers import AHEAD, AHEAD_IN_RECORDS
from disclosure.facts.standings import Ceiling
from disclosure.web.forms import new_once
from disclosure.web.questions_answers import (
    CEILINGS,
    NARROW_TO_WIDE,
    AnswerForm,
    Defaults,
    is_settled,
)
from disclosure.web.questions_entries import EntryForm, entry_form, shown_entry
from disclosure.web.questions_facts import FactForm, fact_form, offer_standings, shown_fact
from disclosure.web.questions_fields import relabel
from disclosure.web.questions_inputs import (
    Reading,
    options,
    read_moment,
    read_text,
    refuse,
    typed,
)
from disclosure.web.questions_named import NamedValue
from disclosure.web.questions_values import InstantValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.answers import NewVersion
    from disclosure.facts.versions import FactVersion
    from disclosure.services.fact_pages import EntryView, PageView, RecordView
    from disclosure.web.questions_inputs import Typed

UNSEEN = ("-given-now", "-given-part")
"""Inputs that hold something although nobody has typed in them."""

NOT_YET = "This time has not come yet."
Sent = MultiDict[str, str]


class TopForm(Form):
    """What the top of a page says for every answer on it."""

    once = HiddenField(default=new_once)
    source = StringField("Source of these answers")
    as_of = RadioField(
        "True at", choices=options([("now", "Now"), ("at", "At another time")]), default="now"
    )
    as_of_date = StringField("Date")
    as_of_time = StringField("Time")
    ceiling = SelectField(
        "Who may read them at most",
        choices=options([("", "As each question suggests"), *CEILINGS]),
        default="",
    )

    def defaults(self, reading: Reading) -> Defaults:
        """Read what holds for every answer; what is wrong is said beside its field."""
        ceiling = typed(self["ceiling"])
        return Defaults(
            true_at=self._true_at(reading),
            source=read_text(self["source"]) or "",
            ceiling=Ceiling(ceiling) if ceiling in NARROW_TO_WIDE else None,
        )

    def _true_at(self, reading: Reading) -> datetime:
        day, clock = self["as_of_date"], self["as_of_time"]
        if typed(self["as_of"]) != "at":
            if typed(day) or typed(clock):
                refuse(self["as_of"], "There is a time as well.", "Choose “At another time”.")
            return reading.now
        moment = read_moment(day, clock, reading, second=False)
        if moment is not None and moment > reading.now:
            refuse(clock, NOT_YET, "Give the time at which it was so.")
        return moment or reading.now

    @property
    def has_top(self) -> bool:
        """Say whether the top of the page holds anything, so that it is shown open."""
        names = ("source", "as_of_date", "as_of_time", "ceiling")
        return any(typed(self[name]) or self[name].errors for name in names)


def field_name(key: str) -> str:
    """Give the name of a question's field: `fact_incident__kind`."""
    return f"fact_{key.replace('.', '__')}"


class PageForm(TopForm):
    """A page of questions; one field a fact is added for each page."""

    def answer(self, key: str) -> FactForm:
        """Give the inputs of one fact."""
        return cast("FormField[FactForm]", self[field_name(key)]).form

    def read(self, view: PageView, still: str = "") -> list[NewVersion]:
        """Give the versions that the answers make; what is wrong is said beside its field.

        Args:
            view: The page as it stands.
            still: The key of a fact whose button "still true" was pressed; only it is read.
        """
        reading = Reading(view.at, view.zone)
        defaults = self.defaults(reading)
        read = (
            self.answer(asked.question.key).read(
                asked, reading, defaults, still=still == asked.question.key
            )
            for asked in view.facts
            if still in ("", asked.question.key)
        )
        return [new for new in read if new is not None]

    def has_typing(self, view: PageView, but: str) -> bool:
        """Say whether anything was typed on a page beside one of its answers."""
        untouched = Questions.untouched(type(self), view)
        others = [a.question.key for a in view.facts if a.question.key != but]
        return self.has_top or any(
            plain_fields(self.answer(key)) != plain_fields(untouched.answer(key)) for key in others
        )

    def refuse(self, key: str, sentence: str) -> None:
        """Put a sentence beside the value of a fact."""
        refuse(self.answer(key).value.main, sentence)

    def ask_again(self, theirs: FactVersion, sentence: str) -> None:
        """Ask about one answer again, now that somebody else has answered."""
        form = self.answer(theirs.key)
        ask_again(form, theirs, sentence)
        if not is_settled(theirs):
            # They took it back, or do not know yet: the page asks nothing about that answer.
            form["answer"].errors = []
            refuse(form.value.main, sentence)


def ask_again(form: AnswerForm, theirs: FactVersion, sentence: str) -> None:
    """Let what was typed stand, and ask what to do beside the answer recorded meanwhile."""
    form["seen"].data = str(theirs.number)
    form["conflict"].data = "yes"
    form["answer"].data = ""
    refuse(form["answer"], sentence)


@dataclass(frozen=True, slots=True)
class Questions:
    """Every form that intake needs."""

    pages: Mapping[str, type[PageForm]]
    entries: Mapping[str, type[EntryForm]]

    @staticmethod
    def untouched(made: type[PageForm], view: PageView) -> PageForm:
        """Give the form of a page as the facts stand."""
        return made(data=_shown(made, view))

    def page_form(self, view: PageView, sent: Sent | None = None) -> PageForm:
        """Give the form of a page: as it was sent, or as the facts stand."""
        made = self.pages[view.page.id]
        form = made(formdata=sent) if sent is not None else self.untouched(made, view)
        for asked in view.facts:
            key, current = asked.question.key, asked.current
            value = form.answer(key).value
            may_be_now = current is None and key not in AHEAD and view.page.item(key).offer_now
            if may_be_now and isinstance(value, InstantValue):
                value.offer_now(view.at, view.zone)
            offer_standings(form.answer(key), asked.question, current)
            if current is not None:
                relabel(value, current)
        return form

    def entry_form(
        self, view: RecordView, entry: EntryView | None, sent: Sent | None = None
    ) -> EntryForm:
        """Give the form of an entry: as it was sent, as it stands, or empty for a new one."""
        made = self.entries[view.record.record]
        form = made(formdata=sent) if sent is not None else made()
        if sent is None and entry is not None:
            form = made(data=shown_entry(entry.version, form, view.zone))
        for name, question in view.record.fields.items():
            value = form.value_of(name)
            is_recorded = entry is not None and name in entry.version.fields
            may_be_now = not is_recorded and name not in AHEAD_IN_RECORDS
            if may_be_now and isinstance(value, InstantValue):
                value.offer_now(view.at, view.zone)
            if isinstance(value, NamedValue):
                recorded = str(entry.version.fields.get(name, "")) if entry else ""
                value.offer(view.choices.get(name, ()), question, recorded)
        return form


def plain_fields(answer: FactForm) -> list[tuple[str, str]]:
    """Give the fields of one question as a browser would send them."""
    inputs = [each for each in (*answer, *answer.value) if each.type != "FormField"]
    kept = [each for each in inputs if not each.name.endswith(UNSEEN)]
    return [(each.name, str(each.data)) for each in kept if each.data]


def compile_questions(catalogue: Catalogue) -> Questions:
    """Compile every page and every record of the catalogue into forms."""
    facts = catalogue.vocabulary.facts
    pages = {
        page.id: type(
            f"Page_{page.id}",
            (PageForm,),
            {field_name(key): FormField(fact_form(facts[key])) for key in page.facts},
        )
        for page in catalogue.intake
    }
    entries = {name: entry_form(each) for name, each in catalogue.vocabulary.records.items()}
    return Questions(pages, entries)


def _shown(made: type[PageForm], view: PageView) -> Typed:
    """Give what stands in the fields where nothing was typed yet."""
    blank = made()
    data: Typed = {}
    for asked in view.facts:
        fields: Typed = {"seen": str(asked.seen)}
        if asked.current is not None and is_settled(asked.current):
            value = blank.answer(asked.question.key).value
            fields = shown_fact(asked.question, asked.current, view.zone, value)
        data[field_name(asked.question.key)] = fields
    return data
