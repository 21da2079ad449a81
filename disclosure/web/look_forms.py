"""Forms about decisions not to notify: who reviewed them, and when somebody looks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from disclosure.facts.civil import typed_day
from disclosure.problems import ValueRefusedError
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.services.looks import role_of
from disclosure.web.forms import OnceForm, SelectChoice, cleaned, new_once, refuse, text_field

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wtforms import Field

    from disclosure.signoff.people import Person

NOBODY, OUTSIDE = "", "outside"
ON_THE_TEAM = "on the team"
"""The role of a reviewer who acts in no capacity."""


class DeclineForm(OnceForm):
    """What a decision not to notify asks for besides."""

    reviewer = SelectField("Who has reviewed this decision", choices=[], validate_choice=False)
    reviewer_name = text_field("Name of the reviewer, if they are not on the team")
    reviewer_role = text_field("The reviewer’s role")
    again_on = StringField("Look at it again on")


class ReviewForm(OnceForm):
    """A review by a second person, who is whoever is signed in."""

    note = TextAreaField("What you looked at, and whether you agree", filters=[cleaned])
    seen = HiddenField(default="0", id="review_seen")
    once = HiddenField(default=new_once, id="review_once")


class StillForm(OnceForm):
    """The word that a decision is still so."""

    still_why = TextAreaField("Why it is still so", filters=[cleaned])
    still_again_on = StringField("Look at it again on")
    seen = HiddenField(default="0", id="still_seen")
    once = HiddenField(default=new_once, id="still_once")


def offer_reviewers(form: DeclineForm, team: Iterable[Person]) -> None:
    """List who may have reviewed a decision."""
    form.reviewer.choices = [
        SelectChoice(NOBODY, "Nobody yet"),
        *(SelectChoice(str(person.id), person.name) for person in team),
        SelectChoice(OUTSIDE, "Somebody else, named below"),
    ]


def offered_day(today: date) -> str:
    """Give the day on which one usually looks again, as it is typed."""
    day = usual_day(today)
    return f"{day.day}/{day.month}/{day.year}"


def decline_of(form: DeclineForm, team: Iterable[Person]) -> TypedDecline:
    """Read what was typed; what is wrong stands beside its field."""
    day = day_of(form.again_on)
    typed = form.reviewer_name.data or ""
    role = form.reviewer_role.data or ""
    chosen = next((person for person in team if str(person.id) == form.reviewer.data), None)
    if chosen is not None:
        if typed and typed != chosen.name:
            words = f"{chosen.name} is chosen above as well. Keep one of the two."
            refuse(form.reviewer_name, words)
        return TypedDecline(day, chosen.name, role or role_of(chosen) or ON_THE_TEAM)
    if form.reviewer.data == OUTSIDE and not typed:
        refuse(form.reviewer_name, "Name whoever has reviewed it, or choose “Nobody yet”.")
        return TypedDecline(day)
    return TypedDecline(day, typed, role)


def day_of(field: Field) -> date | None:
    """Read a day; what is wrong stands beside its field."""
    if not cleaned(field.data):
        return None
    try:
        return typed_day(field.data)
    except ValueRefusedError as refused:
        refuse(field, f"{refused.wrong} {refused.allowed}")
        return None
