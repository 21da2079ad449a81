"""One answer with everything around its value: how well it is known, since when, from whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from wtforms import Form, FormField, HiddenField, RadioField, SelectField, StringField

from disclosure.facts.answers import NewVersion, says_the_same
from disclosure.facts.in_words import CEILING_WORDS, STANDING_WORDS
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.facts.vocabulary import Kind, Question
from disclosure.web.questions_inputs import (
    Open,
    Reading,
    Typed,
    options,
    read_optional_moment,
    read_text,
    refuse,
    shown_moment,
    typed,
)
from disclosure.web.questions_values import ValueForm, value_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.services.fact_pages import AskedFact

LEAVE = "leave"
CHOICES: Mapping[str, str] = {
    LEAVE: "Leave as it is",
    "still": "Still true, checked now",
    "changed": "It has changed",
    "wrong": "It was wrong when said",
    "withdraw": "Take it back",
}
"""What can be done with an answer that stands."""

CHANGES: Mapping[str, Change] = {
    "still": Change.RE_CONFIRMS,
    "changed": Change.CHANGES,
    "wrong": Change.WRONG_WHEN_SAID,
    "withdraw": Change.WITHDRAWN,
}
SUPPORT_OF: Mapping[Standing, tuple[str, ...]] = {
    Standing.SUSPECTED: ("basis",),
    Standing.NO_SIGN: ("checked", "checked_by", "checked_until"),
    Standing.RULED_OUT: ("reason",),
    Standing.UNKNOWN: ("being_checked", "expected_by"),
    Standing.CONFIRMED: (),
}
"""What is asked beside each standing."""

MOMENTS = ("checked_until", "expected_by")
DENIALS = (Standing.NO_SIGN, Standing.RULED_OUT)
MISSING: Mapping[str, str] = {
    "basis": "Say what this rests on, for example 'reports by customers'.",
    "reason": "Say why it can be ruled out.",
    "checked": "Say what was checked.",
    "checked_by": "Say who checked.",
    "checked_until": "Say up to when it was checked.",
}
CEILINGS = [(str(each), words) for each, words in reversed(list(CEILING_WORDS.items()))]
NARROW_TO_WIDE = tuple(Ceiling)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the top of a page says for every answer on it.

    Attributes:
        true_at: When the answers were so.
        ceiling: The widest audience, or None where each question decides.
    """

    true_at: datetime
    source: str = ""
    ceiling: Ceiling | None = None

    def ceiling_for(self, usual: Ceiling) -> Ceiling:
        """Give the narrower of the page's and the question's; a page never widens."""
        if self.ceiling is None:
            return usual
        return min(self.ceiling, usual, key=NARROW_TO_WIDE.index)


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered: a value or fields, or that it is not known."""

    value: Value | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    standing: Standing = Standing.CONFIRMED


class AnswerForm(Form):
    """What stands around a value; the inputs of the value itself are added for each question."""

    seen = HiddenField(default="0")
    conflict = HiddenField()
    answer = RadioField("Your answer now", choices=options(CHOICES.items()), default=LEAVE)
    change_reason = StringField("Why")
    standing = SelectField(
        "How well is this known?",
        choices=options(
            (str(s), w) for s, w in STANDING_WORDS.items() if s is not Standing.UNKNOWN
        ),
        default=str(Standing.CONFIRMED),
    )
    basis = StringField("What it rests on")
    checked = StringField("What was checked")
    checked_by = StringField("Who checked")
    checked_until_date = StringField("Date")
    checked_until_time = StringField("Time")
    reason = StringField("Why it can be ruled out")
    being_checked = StringField("Who or what is checking")
    expected_by_date = StringField("Date")
    expected_by_time = StringField("Time")
    source = StringField("Source")
    as_of_date = StringField("Date")
    as_of_time = StringField("Time")
    ceiling = SelectField(
        "Who may read it", choices=options([("", "As usual"), *CEILINGS]), default=""
    )

    @property
    def seen_number(self) -> int:
        """Give the number of the version that the page showed."""
        number = typed(self["seen"])
        return int(number[:9]) if number.isascii() and number.isdecimal() else 0

    @property
    def has_errors(self) -> bool:
        """Say whether anything here was refused."""
        return bool(self.errors)

    @property
    def is_touched(self) -> bool:
        """Say whether the details beside the value hold anything, so that the page opens them."""
        names = ("source", "as_of_date", "as_of_time", "ceiling")
        return any(typed(self[name]) or self[name].errors for name in names)

    def defers(self) -> bool:
        """Say whether an answer that stands is to stay, as it was seen."""
        return typed(self["answer"]) in ("", LEAVE)

    @property
    def adds_something(self) -> bool:
        """Say whether something was typed that only makes sense beside an answer."""
        names = (name for wanted in SUPPORT_OF.values() for name in wanted)
        fields = [part for name in names for part in _fields_of(name)]
        return self.is_touched or any(typed(self[name]) for name in fields)

    @property
    def chosen_standing(self) -> Standing:
        """Give the standing chosen; established where none that there is was."""
        chosen = typed(self["standing"])
        return Standing(chosen) if chosen in list(Standing) else Standing.CONFIRMED

    # ---- Reading -------------------------------------------------------------------------

    def change_upon(self, seen: FactVersion | None) -> Change | None:
        """Give what is to happen to the version seen; None where it is to stay as it is."""
        if seen is None:
            return Change.FIRST
        if not is_settled(seen):
            return Change.CHANGES
        return CHANGES.get(typed(self["answer"]))

    def new_version(self, key: str, change: Change, said: Said, context: Context) -> NewVersion:
        """Give the version that this answer makes; what is missing is said beside its field."""
        source = read_text(self["source"]) or context.defaults.source
        ceiling = typed(self["ceiling"])
        support = Support(source=source)
        if change not in (Change.RE_CONFIRMS, Change.WITHDRAWN):
            support = self._support(said.standing, source, context.reading)
        return NewVersion(
            key=key,
            seen=self.seen_number,
            change=change,
            standing=said.standing,
            value=said.value,
            fields=said.fields,
            true_at=self._true_at(context),
            ceiling=Ceiling(ceiling) if ceiling in NARROW_TO_WIDE else context.ceiling,
            support=support,
            change_reason=self._reason(change),
        )

    def _reason(self, change: Change) -> str:
        """Read why; some changes must say it."""
        if change not in (Change.WRONG_WHEN_SAID, Change.WITHDRAWN):
            return ""
        reason = read_text(self["change_reason"]) or ""
        if not reason and not self["change_reason"].errors:
            refuse(self["change_reason"], "Say why, in a few words.")
        return reason

    def _true_at(self, context: Context) -> datetime:
        day, clock = self["as_of_date"], self["as_of_time"]
        moment = read_optional_moment(day, clock, context.reading)
        if moment is not None and moment > context.reading.now:
            refuse(clock, "This time has not come yet.", "Give the time at which it was so.")
        return moment or context.defaults.true_at

    def _support(self, standing: Standing, source: str, reading: Reading) -> Support:
        """Read what a standing must say beside the value; what is missing is said there."""
        words: dict[str, str] = {}
        moments: dict[str, datetime | None] = {"checked_until": None, "expected_by": None}
        for name in SUPPORT_OF[standing]:
            if name in MOMENTS:
                moments[name] = self._moment(name, reading)
                continue
            words[name] = read_text(self[name]) or ""
            if not words[name] and name in MISSING and not self[name].errors:
                refuse(self[name], MISSING[name])
        until, by = moments["checked_until"], moments["expected_by"]
        if until and until > reading.now:
            refuse(self["checked_until_time"], "This time has not come yet.", "Mend it.")
        if by and by < reading.now:
            refuse(self["expected_by_time"], "This time has passed.", "Promise a later one.")
        return Support(source=source, **words, checked_until=until, expected_by=by)

    def _moment(self, name: str, reading: Reading) -> datetime | None:
        day, clock = (self[part] for part in _fields_of(name))
        moment = read_optional_moment(day, clock, reading)
        if moment is None and name in MISSING and not (day.errors or clock.errors):
            refuse(day, MISSING[name])
        return moment


@dataclass(frozen=True, slots=True)
class Context:
    """With what an answer is read.

    Attributes:
        ceiling: The widest audience where the answer names none.
    """

    reading: Reading
    defaults: Defaults
    ceiling: Ceiling


def _fields_of(name: str) -> tuple[str, ...]:
    return (f"{name}_date", f"{name}_time") if name in MOMENTS else (name,)


def is_settled(version: FactVersion) -> bool:
    """Say whether a version answers its question, so that a change of it must be explained."""
    if version.change is Change.WITHDRAWN:
        return False
    return version.value is not None or bool(version.fields)


def seen_of(history: Sequence[FactVersion], number: int) -> FactVersion | None:
    """Give the version that a page showed, or None where nothing stood."""
    for version in history:
        if version.number == number and version.change is not Change.WITHDRAWN:
            return version
    return None


def shown_support(version: FactVersion, zone: ZoneInfo) -> Typed:
    """Give what stands in the fields around the value of a version."""
    support = version.support
    until, by = (
        shown_moment(support.checked_until, zone),
        shown_moment(support.expected_by, zone),
    )
    return {
        "seen": str(version.number),
        "standing": str(version.standing),
        "basis": support.basis,
        "reason": support.reason,
        "checked": support.checked,
        "checked_by": support.checked_by,
        "checked_until_date": until[0],
        "checked_until_time": until[1],
        "being_checked": support.being_checked,
        "expected_by_date": by[0],
        "expected_by_time": by[1],
    }


# ---- A fact ------------------------------------------------------------------------------

UNDO = "You typed another answer. Say what happened to the old one, or put it back."
SAME = "This is what is recorded already. Choose “Still true, checked now”, or another answer."
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
        change = Change.RE_CONFIRMS if still and seen else self.change_upon(seen)
        is_answered = seen is not None and is_settled(seen)
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
        new = self.new_version(question.key, change, said, context)
        if seen and is_answered and says_the_same(seen, new):
            refuse(self["answer"], SAME)
        return new

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
        standing = self.chosen_standing
        if question.kind is not Kind.YES_NO or standing not in DENIALS:
            return Said(value, standing=standing)
        if value == "yes":
            wrong = f"“{STANDING_WORDS[standing]}” goes with No."
            refuse(self["standing"], wrong, "Choose No, or another standing.")
        # That there is no sign of it, or that it is ruled out, is said of the yes.
        return Said("yes", standing=standing)

    def _refuse_nothing(self, *, is_answered: bool) -> None:
        if self.value.errors:
            return
        if is_answered:
            refuse(self.value.main, NEW)
        elif self.adds_something:
            refuse(self.value.main, ORPHAN)

    def _refuse_lost_typing(
        self, asked: AskedFact, seen: FactVersion | None, said: Said | None, reading: Reading
    ) -> None:
        """Refuse to drop what was typed beside "leave as it is", unless a conflict asked."""
        if seen is None or typed(self["conflict"]):
            return
        shown = shown_fact(asked.question, seen, reading.zone, self.value)
        value = self.value.shown(said.value, reading.zone) if said and said.value else {}
        before = self.value.shown(seen.value, reading.zone) if seen.value else {}
        is_other = said is not None and (value != before or said.standing is not seen.standing)
        names = [part for wanted in SUPPORT_OF.values() for n in wanted for part in _fields_of(n)]
        if is_other or any(typed(self[name]) != shown[name] for name in names):
            refuse(self["answer"], UNDO)


def shown_fact(
    question: Question, version: FactVersion, zone: ZoneInfo, form: type[ValueForm] | ValueForm
) -> Typed:
    """Give what stands in the fields for a version that answers its question."""
    fields = shown_support(version, zone)
    if version.value is not None:
        value = version.value
        if question.kind is Kind.YES_NO and version.standing in DENIALS and value == "yes":
            value = "no"
        fields["given"] = form.shown(value, zone)
    return fields


def fact_form(question: Question) -> type[FactForm]:
    """Make the form of one fact."""
    inputs = FormField(value_form(question, may_be_open=True), question.label)
    return type(f"Fact{question.key}", (FactForm,), {"given": inputs})
