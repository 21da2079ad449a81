"""The input of a value that names something: chosen by its name, kept by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from wtforms import SelectField

from disclosure.web.forms import SelectChoice
from disclosure.web.questions_inputs import Read, Reading, Typed, refuse, typed
from disclosure.web.questions_values import ValueForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from disclosure.facts.versions import Value
    from disclosure.facts.vocabulary import Question
    from disclosure.services.entry_choices import Choices

NO_CHOICE = ("", "Choose")
RECORDED = "Recorded before"


class NamedValue(ValueForm):
    """One of the things there are; the field is made for each question, its list for each page."""

    def offer(self, groups: Iterable[Choices], question: Question, recorded: str) -> None:
        """Offer what may be named, and what is recorded although it is not among it any more."""
        choices = [
            SelectChoice(value, words, optgroup=group.title)
            for group in groups
            for value, words in group.named
        ]
        if recorded and recorded not in [choice.value for choice in choices]:
            words = question.in_words(recorded)
            choices.append(SelectChoice(recorded, words, optgroup=RECORDED))
        field = cast("SelectField", self["choice"])
        field.choices = [SelectChoice(*NO_CHOICE), *choices]

    def read(self, question: Question, reading: Reading) -> Read:
        """Read what was chosen."""
        del question, reading
        choice = typed(self["choice"])
        offered = cast("list[Any]", cast("SelectField", self["choice"]).choices)
        if choice and choice not in [each.value for each in offered]:
            refuse(self["choice"], "This is not one of the options.", "Choose one.")
            return None
        return choice or None

    @staticmethod
    def shown(value: Value, zone: ZoneInfo) -> Typed:
        """Give what was chosen."""
        del zone
        return {"choice": str(value)}
