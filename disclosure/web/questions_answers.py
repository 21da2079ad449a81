"""One answer with everything around its value: how well it is known, since when, from whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wtforms import Form, HiddenField, RadioField, SelectField, StringField

from disclosure.facts.answers import NewVersion
from disclosure.facts.in_words import CEILING_WORDS
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.web.forms import SelectChoice as Option
from disclosure.web.questions_inputs import (
    Reading,
    Typed,
    options,
    read_optional_moment,
    read_text,
    refuse,
    shown_moment,
    typed,
)
from disclosure.web.questions_values import UNKNOWN_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo


LEAVE, STILL = "leave", "Still true, checked now"
CHOICES: Mapping[str, str] = {
    LEAVE: "Leave as it is",
    "still": STILL,
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
HOW_WELL = "How well is this known?"
HOW_WELL_ANSWERS: Mapping[Standing, str] = {
    Standing.CONFIRMED: "Established",
    Standing.SUSPECTED: "Likely, but not certain",
    Standing.NO_SIGN: "No sign of this so far (we looked, and go on looking)",
    Standing.RULED_OUT: "Ruled out (it cannot be, whatever is looked at)",
}
"""What can be said of how well an answer is known; what is usual comes first."""

SAME = f"This is what is recorded already. Choose “{STILL}”, or another answer."
UNDO = "You typed another answer. Say what happened to the old one, or put it back."
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


def standing_choices(
    *, may_be_unknown: bool = False, only: Sequence[Standing] = tuple(HOW_WELL_ANSWERS)
) -> list[Option]:
    """Give how well a thing can be known, with nothing chosen; what is usual comes first."""
    there = [(str(each), words) for each, words in HOW_WELL_ANSWERS.items() if each in only]
    last = [(str(Standing.UNKNOWN), UNKNOWN_LABEL)] if may_be_unknown else []
    return options([("", "Choose"), *there, *last])


class AnswerForm(Form):
    """What stands around a value; the inputs of the value itself are added for each question."""

    seen = HiddenField(default="0")
    conflict = HiddenField()
    answer = RadioField("Your answer now", choices=options(CHOICES.items()), default=LEAVE)
    change_reason = StringField("Why")
    standing = SelectField(HOW_WELL, choices=standing_choices(), default="", validate_choice=False)
    basis = StringField("What it rests on")
    checked = StringField("What was checked")
    checked_by = StringField("Who checked")
    checked_until_date = StringField("Date")
    checked_until_time = StringField("Time")
    reason = StringField("Why it can be ruled out")
    being_checked = StringField("Who is checking")
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
        fields = [part for name in names for part in fields_of(name)]
        return self.is_touched or any(typed(self[name]) for name in fields)

    @property
    def chosen_standing(self) -> Standing | None:
        """Give the standing chosen, or None where none that there is was."""
        chosen = typed(self["standing"])
        return Standing(chosen) if chosen in list(Standing) else None

    def needed_standing(self) -> Standing:
        """Give the standing chosen; that none was is said beside it, and nothing is guessed."""
        chosen = self.chosen_standing
        if chosen is None and not self["standing"].errors:
            refuse(self["standing"], "Say how well this is known.", "A guess is not established.")
        return chosen or Standing.CONFIRMED

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
        day, clock = (self[part] for part in fields_of(name))
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


def fields_of(name: str) -> tuple[str, ...]:
    """Give the inputs of something asked beside a standing; a time has two."""
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
