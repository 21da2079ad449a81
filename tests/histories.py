"""Random histories of an incident, and what its pages show after each step."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desks import Setting
from happenings import CASE, NAMES, STEPS
from noticed import Table, add_facts, judgement_row

from builders import a_case_file
from disclosure.facts.case import LateReason, Release, Submission
from disclosure.facts.looks import Look
from disclosure.facts.versions import FactVersion, Judgement
from disclosure.law.obligations import Obligation
from disclosure.problems import ConflictError, ForbiddenError, InvalidInputError, RuleError
from disclosure.services.known_at import KnownState
from disclosure.signoff.events import Event
from disclosure.signoff.people import Person
from disclosure.store.judgements import Judged
from disclosure.store.notices import Version
from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry
from disclosure.words.blocks import Notice
from disclosure.words.drafts import Draft
from disclosure.words.overrides import Override


@dataclass(frozen=True)
class Shown:
    """What the pages showed at an instant, as their services gave it."""

    at: datetime
    title: str
    team: tuple[str, ...]
    facts: tuple[Any, ...]
    duties: Any
    deadlines: tuple[Any, ...]
    notices: tuple[Any, ...]
    concerns: tuple[Any, ...]
    drafts: Mapping[str, Draft]
    released: tuple[tuple[str, int, str], ...]
    told: frozenset[tuple[str, str, str]]


@dataclass
class World:
    """An incident with the people who work on it.

    Attributes:
        marks: A word that nothing recorded before the step holds, of each step.
    """

    setting: Setting
    table: Table
    incident: UUID
    extra: Person
    marks: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table, extra: Person) -> World:
        """Open another incident with the facts of the example case, recorded now."""
        setting, case = table.setting, a_case_file(CASE)
        people = (table.counsel, table.finance, table.protection)
        incident = setting.incident(table.drafter, "Tills down", *people)
        setting.clock.go_on(minutes=1)
        with setting.desk.transactions.begin(table.drafter) as tx:
            tx.claim(incident)
            add_facts(tx, incident, [replace(v, recorded_at=tx.at) for v in case.facts])
            for judgement in case.judgements:
                row = judgement_row(judgement, incident, table.drafter)
                row.recorded_at = tx.at
                tx.session.add(row)
            tx.record(Action.FACT_RECORDED, chain=incident, subject="the facts of an example")
        setting.clock.go_on(minutes=1)
        return cls(setting, table, incident, extra)

    def step(self, name: str, number: int) -> None:
        """Do something; what the rules refuse is not done."""
        # What is recorded at the very instant at which somebody looks may be seen or not.
        self.setting.clock.go_on(seconds=1)
        self.marks.append(f"mark-{len(self.marks)}-{number}-")
        with contextlib.suppress(ConflictError, ForbiddenError, InvalidInputError, RuleError):
            STEPS[name](self, number)
        self.setting.clock.go_on(minutes=1 + number % 7 * 41)

    @property
    def mark(self) -> str:
        """Give the word of this step."""
        return self.marks[-1]

    def shown(self) -> Shown:
        """Ask the services what the pages ask them."""
        desk, who, here = self.setting.desk, self.table.drafter, self.incident
        index = desk.notices.index(who, here)
        pages = desk.library.catalogue.intake
        entries = [e for n in NAMES for e in desk.notices.versions(who, here, n).entries]
        entries = sorted(entries, key=lambda entry: entry.seq)
        return Shown(
            at=self.setting.clock(),
            title=desk.incidents.get(who, here).title,
            team=tuple(sorted(p.name for p in desk.incidents.team(who, here).members)),
            facts=tuple(desk.facts.page(who, here, page.id) for page in pages),
            duties=desk.duties.view(who, here),
            deadlines=desk.deadlines.of_incident(who, here).lines,
            # Who could decide is advice to the team of the day, not a state of the incident.
            notices=tuple(replace(line, blocked="") for line in index.lines),
            concerns=index.concerns,
            drafts={name: desk.notices.text(who, here, name, "now").draft for name in NAMES},
            released=tuple(
                (e.detail["template"], e.detail["version"], e.detail["digest"])
                for e in entries
                if e.action is Action.NOTICE_RELEASED
            ),
            told=frozenset(
                (e.detail["template"], e.detail["recipient"], e.detail["at_given"])
                for e in entries
                if e.action is Action.NOTICE_GIVEN
            ),
        )


def as_shown(state: KnownState) -> Shown:
    """Give a state in the form in which it was taken from the pages."""
    return Shown(
        at=state.at,
        title=state.incident.title,
        team=state.team,
        facts=state.facts,
        duties=state.duties,
        deadlines=state.deadlines,
        notices=state.notices.lines,
        concerns=state.notices.concerns,
        drafts={name: state.drafts[name] for name in NAMES},
        released=tuple((t.notice, t.version, t.digest) for t in state.released),
        told=frozenset(
            (text.notice, text.given.recipient, text.given.at_given.isoformat())
            for told in state.told
            for text in told.texts
        ),
    )


# ---- When what is in it was recorded ------------------------------------------------------------

RECORDED: Mapping[type, str] = {
    FactVersion: "recorded_at",
    Judged: "recorded_at",
    Judgement: "made_at",
    Look: "at",
    Entry: "at",
    Event: "at",
    Override: "at",
    Version: "known_at",
    Submission: "at",
    Release: "at",
    LateReason: "given_at",
}


def recorded(thing: Any, seen: set[int]) -> Iterator[tuple[datetime, Any]]:
    """Give when everything within a thing was recorded."""
    if id(thing) in seen or isinstance(thing, str | int | datetime | Notice | Obligation):
        return
    seen.add(id(thing))
    for kind, name in RECORDED.items():
        if isinstance(thing, kind):
            yield getattr(thing, name), thing
    if isinstance(thing, Mapping):
        inner: Any = (*thing.keys(), *thing.values())
    elif is_dataclass(thing):
        inner = (getattr(thing, each.name) for each in fields(thing))
    elif isinstance(thing, tuple | list | frozenset | set):
        inner = thing
    else:
        return
    for each in inner:
        yield from recorded(each, seen)


def difference(one: Any, other: Any, path: str = "") -> str:
    """Say where two things differ first; nothing where they are the same."""
    if one == other:
        return ""
    if type(one) is type(other) and is_dataclass(one):
        pairs = [(e.name, getattr(one, e.name), getattr(other, e.name)) for e in fields(one)]
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = [(str(place), *pair) for place, pair in enumerate(zip(one, other, strict=True))]
    else:
        return f"{path}: {one!r:.300} is not {other!r:.300}"
    found = (difference(mine, theirs, f"{path}/{name}") for name, mine, theirs in pairs)
    return next((each for each in found if each), f"{path}: {one!r:.300} is not {other!r:.300}")
