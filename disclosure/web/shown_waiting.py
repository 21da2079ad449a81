"""What waits, as pages show it: for whoever looks, for others, and in the company's profile."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from disclosure.services.deadline_waiting import Waits, offices_of
from disclosure.signoff.people import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from disclosure.law.duties import Duty
    from disclosure.services.deadline_waiting import Waiting
    from disclosure.services.duties import DutiesView
    from disclosure.signoff.people import Person

PERSONAL_DATA = "uk.gdpr"
"""The duties about personal data; what decides them is asked first."""


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """Something that waits for whoever looks, as a link."""

    href: str
    words: str
    why: str
    incident_title: str


def shown_waiting(waiting: Iterable[Waiting]) -> list[ShownWaiting]:
    """Give what waits as links."""
    return [
        ShownWaiting(_address(each), each.words, each.why, each.incident_title) for each in waiting
    ]


def _address(each: Waiting) -> str:
    here = each.incident_id
    match each.kind:
        case Waits.PROFILE:
            return url_for("profile.show", organisation_id=each.organisation_id)
        case Waits.JUDGE:
            return url_for("duties.judgement", incident_id=here, key=each.key)
        case Waits.CORRECT:
            return url_for("notices.show", incident_id=here, name=each.key)
        case Waits.RECORD:
            return url_for("submissions.show", incident_id=here, name=each.key)
        case _:
            return url_for("approvals.show", incident_id=here, name=each.key)


# ---- Not known, and it decides something -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Open:
    """An open question and how many duties wait for it.

    Attributes:
        who: Who answers it, where it is neither whoever looks nor the profile.
    """

    kind: str
    key: str
    words: str
    duties: int
    who: str = ""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Open questions under a heading."""

    title: str
    note: str
    questions: tuple[Open, ...]


def open_groups(view: DutiesView, person: Person, said: Collection[str]) -> list[OpenGroup]:
    """Give what is open and decides a duty, by who answers it.

    A question that follows from another one is left out until that one is answered.

    Args:
        view: The duties.
        person: Who looks.
        said: The judgements that the page lists already, by key.
    """
    duties = view.assessment.duties
    counted = Counter(name for duty in duties for name in duty.waits_for)
    personal = {n for d in duties if d.obligation.id.startswith(PERSONAL_DATA) for n in _asked(d)}
    asked = dict.fromkeys(name for duty in duties for name in _asked(duty))
    listed = {f"judgement:{key}" for key in said}
    left = [name for name in asked if name not in listed]
    ordered = sorted(left, key=lambda name: (name not in personal, -counted[name]))
    groups: dict[str, list[Open]] = {"you": [], "others": [], "profile": []}
    for name in ordered:
        whose, question = _question(name, view, person, counted[name])
        groups[whose].append(question)
    owners = "" if person.may(Role.OWNER) else "An owner of this installation answers these."
    made = (
        OpenGroup("For you", "", tuple(groups["you"])),
        OpenGroup("For others", "", tuple(groups["others"])),
        OpenGroup("About the company’s profile", owners, tuple(groups["profile"])),
    )
    return [group for group in made if group.questions]


def _asked(duty: Duty) -> Iterator[str]:
    """Give what a duty waits for first: the open part of its first open row, or else its start."""
    for reading in (*duty.because, *duty.exceptions):
        names = [name for name in reading.open if name in duty.waits_for]
        if names:
            yield from names
            return
    yield from duty.waits_for


def _question(name: str, view: DutiesView, person: Person, duties: int) -> tuple[str, Open]:
    kind, _, key = name.partition(":")
    words = view.names.questions.get(name, key)
    if kind == "judgement":
        who = next((line.question.who for line in view.judgements if line.question.key == key), "")
        whose = "you" if who in offices_of(person) else "others"
        return whose, Open(kind, key, words, duties, f"the {who}" if whose == "others" else "")
    if kind == "fact":
        may = person.may(Role.RECORDER, Role.DRAFTER)
        who = "" if may else "a recorder or a drafter"
        return "you" if may else "others", Open(kind, key, words, duties, who)
    return "profile", Open(kind, key, words, duties)
