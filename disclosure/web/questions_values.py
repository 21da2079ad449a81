"""The inputs of one value, by kind: what a browser sends, turned into what a fact may hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast

from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectField, StringField

from disclosure.casefile.values import LARGEST_NUMBER
from disclosure.facts.civil import (
    PARTS,
    AmbiguousTimeError,
    comes_twice,
    part_of_day,
)
from disclosure.facts.in_words import QUALITY_WORDS
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, Value
from disclosure.facts.vocabulary import Question
from disclosure.problems import ValueRefusedError
from disclosure.web.questions_inputs import (
    OPEN,
    Read,
    Reading,
    Typed,
    options,
    read_day,
    read_moment,
    read_shown_now,
    read_text,
    refuse,
    shown_moment,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from wtforms import Field

MOST_DIGITS = 20
MINUS = ("-", "\N{MINUS SIGN}")
UNKNOWN = "unknown"
UNKNOWN_LABEL = "Don't know yet"
STILL_UNKNOWN_LABEL = "Still not known"
WHICH = [("first", "The first time"), ("second", "The second time, after the clocks went back")]


YES_NO_ANSWERS: Mapping[str, tuple[str, Standing, str]] = {
    "yes": ("yes", Standing.CONFIRMED, "Yes, established"),
    "yes-likely": ("yes", Standing.SUSPECTED, "Yes, probably (not certain)"),
    # That there is no sign of it, or that it is ruled out, is said of the yes.
    "no-sign": ("yes", Standing.NO_SIGN, "No sign so far (we looked, and go on looking)"),
    "no-likely": ("no", Standing.SUSPECTED, "No, probably (not certain)"),
    "no": ("no", Standing.CONFIRMED, "No, established"),
    "ruled-out": ("yes", Standing.RULED_OUT, "No, ruled out (it cannot be, whatever is looked at)"),
}
"""What can be said to a yes or no in one choice, so that it cannot contradict itself."""

SELDOM = "no-likely"
"""Offered only where it is recorded already: a search without a result says more."""


def part_words(part: str) -> str:
    """Name a part of a day with its ends: 'Morning, 06:00 to 12:00'."""
    starts, ends = PARTS[part]
    if starts == ends:
        return part.capitalize()
    return f"{part.capitalize()}, {starts:%H:%M} to {ends:%H:%M}"


class ValueForm(Form):
    """The inputs of one value; each kind says how it is read and shown."""

    # WTForms has a metaclass of its own, so the two below cannot be made abstract; a kind that
    # forgets one is found by the first test that shows or reads it.

    @property
    def main(self) -> Field:
        """Give the input that stands for all of them, where something is said of the whole."""
        return next(self[name] for name in ("text", "choice", "quality", "how") if name in self)

    def read(self, question: Question, reading: Reading) -> Read:
        """Give the value, `OPEN` for what is not known yet, None where nothing was answered."""
        raise NotImplementedError

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give what stands in the fields for a value."""
        raise NotImplementedError


def ticked_open(form: ValueForm, *, is_answered: bool) -> bool:
    """Say whether the box for what is not known is ticked; an answer beside it is refused."""
    is_open = "unknown" in form and bool(form["unknown"].data)
    if is_open and is_answered:
        refuse(form["unknown"], "There is an answer as well.", "Keep one of the two.")
    return is_open


class TextValue(ValueForm):
    """Words."""

    text = StringField("Answer")

    def read(self, question: Question, reading: Reading) -> Read:
        """Read the words, or the box that says they are not known."""
        del question, reading
        words = read_text(self["text"])
        return OPEN if ticked_open(self, is_answered=words is not None) else words

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give the words."""
        del zone
        return {"text": str(value)}


class OpenTextValue(TextValue):
    """Words, or that they are not known yet."""

    unknown = BooleanField(UNKNOWN_LABEL)


class ChoiceValue(ValueForm):
    """One of a closed list; the field is made for each question."""

    def read(self, question: Question, reading: Reading) -> Read:
        """Read the option."""
        del reading
        choice = typed(self["choice"])
        if ticked_open(self, is_answered=bool(choice) and choice != UNKNOWN):
            return OPEN
        if not choice:
            return None
        if choice == UNKNOWN:
            return OPEN
        if choice not in question.closed:
            refuse(self["choice"], "This is not one of the options.", "Choose one.")
            return None
        return choice

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give the option."""
        del zone
        return {"choice": str(value)}


class OpenListValue(ChoiceValue):
    """One of a long list, with a box for what is not known: nobody looks for that in a list."""

    unknown = BooleanField(UNKNOWN_LABEL)


class YesNoValue(ValueForm):
    """Yes or no together with how well it is known; the field is made for each question."""

    def read(self, question: Question, reading: Reading) -> Read:
        """Read the yes or the no."""
        del question, reading
        choice = typed(self["choice"])
        if not choice:
            return None
        if choice == UNKNOWN:
            return OPEN
        if choice not in YES_NO_ANSWERS:
            refuse(self["choice"], "This is not one of the options.", "Choose one.")
            return None
        return YES_NO_ANSWERS[choice][0]

    @property
    def standing(self) -> Standing:
        """Give how well the answer chosen is known."""
        choice = typed(self["choice"])
        return YES_NO_ANSWERS[choice][1] if choice in YES_NO_ANSWERS else Standing.CONFIRMED

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give the option of an established answer."""
        del zone
        return {"choice": str(value)}

    @staticmethod
    def shown_as(value: Value, standing: Standing) -> Typed:
        """Give the option of an answer as well as it is known."""
        for choice, (its_value, its_standing, _) in YES_NO_ANSWERS.items():
            if (its_value, its_standing) == (value, standing):
                return {"choice": choice}
        return {"choice": str(value)}


class CountValue(ValueForm):
    """A number and how it is meant; the field of the quality is made for each question."""

    number = StringField("Number")
    to = StringField("To (for a range)")

    def read(self, question: Question, reading: Reading) -> Read:
        """Read the number, or both ends of a range."""
        del reading
        quality = typed(self["quality"])
        numbers = typed(self["number"]) or typed(self["to"])
        if ticked_open(self, is_answered=bool(numbers)) or quality == UNKNOWN:
            return OPEN
        if not typed(self["number"]) and not typed(self["to"]):
            if quality:
                refuse(self["number"], "The number is missing.", "Give it in figures.")
            return None
        if quality not in list(QUALITY_WORDS):
            refuse(self["quality"], "It is not said how the number is meant.", "Choose one.")
            return None
        return self._count(Quality(quality), question.unit)

    def _count(self, quality: Quality, unit: str) -> Count | None:
        low = _number(self["number"])
        if quality is not Quality.RANGE:
            if typed(self["to"]):
                refuse(self["to"], "Only a range has a second number.", "Take it out.")
                return None
            return None if low is None else Count(low, low, quality, unit)
        high = _number(self["to"])
        if low is None or high is None:
            return None
        if high < low:
            refuse(self["to"], "The range ends before it begins.", "Mend one of the numbers.")
            return None
        return Count(low, high, quality, unit)

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give the numbers and the quality."""
        del zone
        if not isinstance(value, Count):
            return {}
        is_range = value.quality is Quality.RANGE
        to = str(value.high) if is_range else ""
        return {"quality": str(value.quality), "number": str(value.low), "to": to}


class OpenCountValue(CountValue):
    """A number, or that it is not known yet."""

    unknown = BooleanField(UNKNOWN_LABEL)


def _number(field: Field) -> int | None:
    text = typed(field).replace(",", "").replace(" ", "")
    if text[:1] in MINUS and text[1:].isdecimal():
        refuse(field, "This number cannot be negative.", "Write it without the sign.")
        return None
    if (
        not text.isascii()
        or not text.isdecimal()
        or len(text) > MOST_DIGITS
        or int(text) > LARGEST_NUMBER
    ):
        refuse(field, "This is not a whole number.", "Write it in figures, such as 1,200.")
        return None
    return int(text)


class InstantValue(ValueForm):
    """An instant, as precisely as it is known; the field `how` is made for each question."""

    HOW: ClassVar[list[tuple[str, str]]] = [
        ("exact", "At a time"),
        ("part", "On a day, or part of a day"),
        ("between", "Between two times"),
    ]

    now = HiddenField()
    date = StringField("Date")
    time = StringField("Time")
    which = RadioField(
        "This time came twice that night. Which is meant?",
        choices=options(WHICH),
        validate_choice=False,
    )
    day = StringField("Date")
    part = SelectField(
        "Part of the day",
        choices=options((part, part_words(part)) for part in PARTS),
        validate_choice=False,
    )
    from_date = StringField("Date")
    from_time = StringField("Time")
    to_date = StringField("Date")
    to_time = StringField("Time")

    def read(self, question: Question, reading: Reading) -> Read:
        """Read the instant in the way chosen."""
        del question
        how = typed(self["how"]) or self._guessed()
        readers = {"now": self._now, "exact": self._exact, "part": self._part}
        if how == UNKNOWN:
            return OPEN
        if how == "between":
            return self._between(reading)
        return readers[how](reading) if how in readers else None

    def _guessed(self) -> str:
        """Take a time typed without choosing how for what it says."""
        if typed(self["date"]) or typed(self["time"]):
            return "exact"
        if typed(self["day"]):
            return "part"
        ends = ("from_date", "from_time", "to_date", "to_time")
        return "between" if any(typed(self[name]) for name in ends) else ""

    def _now(self, reading: Reading) -> When | None:
        """Take the time the page showed, not the one at which the form was sent."""
        shown = read_shown_now(self["now"]) or reading.now
        if not timedelta() <= reading.now - shown <= timedelta(days=2):
            wrong = "The time this page showed as now is no longer recent."
            refuse(self["how"], wrong, "Give the time itself.")
            return None
        return When.exactly(shown)

    def _exact(self, reading: Reading) -> When | None:
        second = {"first": False, "second": True}.get(typed(self["which"]))
        try:
            moment = read_moment(self["date"], self["time"], reading, second=second)
        except AmbiguousTimeError as refused:
            refuse(self["which"], refused.wrong, refused.allowed)
            return None
        return When.exactly(moment) if moment else None

    def _part(self, reading: Reading) -> When | None:
        day, part = read_day(self["day"]), typed(self["part"])
        if day is None or part not in PARTS:
            return None
        try:
            return part_of_day(day, part, reading.zone)
        except ValueRefusedError as refused:
            refuse(self["day"], refused.wrong, refused.allowed)
            return None

    def _between(self, reading: Reading) -> When | None:
        """Read both ends; of a doubled hour the widest span is taken."""
        earliest = read_moment(self["from_date"], self["from_time"], reading, second=False)
        latest = read_moment(self["to_date"], self["to_time"], reading, second=True)
        if earliest is None or latest is None:
            return None
        if latest < earliest:
            refuse(self["to_time"], "This lies before the first of the two times.", "Mend one.")
            return None
        return When(earliest, latest)

    @property
    def asks_which(self) -> bool:
        """Say whether the time typed comes twice, so that the page must ask which is meant."""
        return bool(self["which"].errors or typed(self["which"]))

    def offer_now(self, at: datetime, zone: ZoneInfo) -> None:
        """Offer "now" as the last of the times, and name the time it stands for."""
        if not typed(self["now"]):
            self["now"].data = at.replace(second=0, microsecond=0).isoformat()
        shown = (read_shown_now(self["now"]) or at).astimezone(zone)
        how = cast("RadioField", self["how"])
        others = list(cast("list[Any]", how.choices))
        is_open = bool(others) and others[-1].value == UNKNOWN
        place = len(others) - 1 if is_open else len(others)
        now = options([("now", f"Now, {shown:%H:%M}")])
        how.choices = [*others[:place], *now, *others[place:]]

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give the fields for an instant, in the way that fits it."""
        if not isinstance(value, When):
            return {}
        earliest, latest = shown_moment(value.earliest, zone), shown_moment(value.latest, zone)
        if value.is_exact:
            fields: Typed = {"how": "exact", "date": earliest[0], "time": earliest[1]}
            local = value.earliest.astimezone(zone)
            if comes_twice(local.date(), local.time().replace(fold=0), zone):
                fields["which"] = "second" if local.fold else "first"
            return fields
        day = value.earliest.astimezone(zone).date()
        for part in PARTS:
            if part_of_day(day, part, zone) == value:
                return {"how": "part", "day": earliest[0], "part": part}
        return {
            "how": "between",
            "from_date": earliest[0],
            "from_time": earliest[1],
            "to_date": latest[0],
            "to_time": latest[1],
        }
