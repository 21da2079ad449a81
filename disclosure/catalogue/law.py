"""Loads the law: calendars, authorities, regimes and their obligations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.catalogue.asks import ASKS, asked_before, regime_folders
from disclosure.catalogue.calendars import load_calendars
from disclosure.catalogue.contents import rule_digest
from disclosure.catalogue.formats import (
    AuthoritiesFile,
    NotCoveredFile,
    NotDutiesFile,
    ObligationFile,
    RegimeFile,
)
from disclosure.catalogue.hours import load_hours
from disclosure.catalogue.recheck import dangling, load_recheck
from disclosure.catalogue.rows import LawContext, condition, stage
from disclosure.catalogue.vocabulary import Audience, twice
from disclosure.facts.vocabulary import ROLES, Vocabulary
from disclosure.files import load
from disclosure.law.calendars import Calendar
from disclosure.law.hours import Hours
from disclosure.law.library import Recheck
from disclosure.law.obligations import Authority, AuthorityName, Channel, Content, Obligation
from disclosure.problems import Problem, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from disclosure.catalogue.asks import Asks
    from disclosure.law.confidence import Confidence

INTERNAL = "internal"
DATED = "@"
BESIDE_THE_LAW = ("regime.toml", "cases.toml", ASKS)
"""Files of a regime's folder that hold no obligation."""


@dataclass(frozen=True, slots=True)
class Regime:
    """A legal instrument, or a contract, as we hold it."""

    id: str
    title: str
    instrument: str
    jurisdiction: str
    official_source: str
    checked_on: date
    review_by: date
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class NotDuty:
    """Something people ask about in an incident that is no duty to report.

    Attributes:
        because: Why it is none.
        instead: What to do all the same, where there is something.
    """

    id: str
    title: str
    because: str
    instead: str
    cite: str
    source: str
    confidence: Confidence
    checked_on: date
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class Law:
    """Everything read from the law files."""

    obligations: tuple[Obligation, ...]
    regimes: Mapping[str, Regime]
    authorities: Mapping[str, Authority]
    calendars: Mapping[str, Calendar]
    not_covered: tuple[str, ...] = ()
    not_duties: tuple[NotDuty, ...] = ()
    hours: Mapping[str, Hours] = field(default_factory=dict)
    recheck: tuple[Recheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the law lies: the shipped forms, a local catalogue, and what single regimes ask."""

    forms: Path
    local: Path | None = None
    asks: tuple[Asks, ...] = ()


def load_law(
    folders: Folders,
    vocabulary: Vocabulary,
    audiences: Mapping[str, Audience],
    problems: list[Problem],
) -> Law:
    """Read the law, and the local catalogue where there is one; problems are added to the list."""
    forms = folders.forms
    calendars = load_calendars(forms / "calendars", problems)
    authorities = _authorities(forms / "authorities.toml", folders.asks, problems)
    regimes: dict[str, Regime] = {}
    obligations: list[Obligation] = []
    for folder, where in regime_folders(forms, folders.local):
        _regime(folder, where, regimes, problems)
        for path in sorted(folder.glob("*.toml")):
            if path.name not in BESIDE_THE_LAW:
                context = LawContext(f"{where}/{path.name}", vocabulary, calendars, audiences)
                obligations += _obligation(path, context, authorities)
                problems += context.problems
    problems += _redefined(obligations)
    problems += _dangling(obligations)
    not_covered = _not_covered(forms / "not_covered.toml", problems)
    not_duties = _not_duties(forms / "not_duties.toml", problems)
    recheck = load_recheck(forms / "recheck.toml", problems)
    if not problems:
        # A rule that was refused is missing here too, which is no second mistake.
        problems += dangling(recheck, {o.id for o in obligations} | {e.id for e in not_duties})
    return Law(
        tuple(obligations),
        regimes,
        authorities,
        calendars,
        not_covered,
        not_duties,
        load_hours(forms / "hours.toml", calendars, problems),
        recheck,
    )


def _not_duties(path: Path, problems: list[Problem]) -> tuple[NotDuty, ...]:
    loaded = load(NotDutiesFile, path, f"forms/{path.name}")
    if isinstance(loaded, list):
        problems += loaded
        return ()
    twice(problems, f"forms/{path.name}", "entries", [entry.id for entry in loaded.entries])
    return tuple(
        NotDuty(
            e.id,
            e.title,
            e.because,
            e.instead,
            e.cite,
            e.source,
            e.confidence,
            e.checked_on,
            e.reviewed_by,
        )
        for e in loaded.entries
    )


def _not_covered(path: Path, problems: list[Problem]) -> tuple[str, ...]:
    loaded = load(NotCoveredFile, path, f"forms/{path.name}")
    if isinstance(loaded, list):
        problems += loaded
        return ()
    return tuple(loaded.regimes)


def _authorities(path: Path, asks: Sequence[Asks], problems: list[Problem]) -> dict[str, Authority]:
    loaded = load(AuthoritiesFile, path, "forms/authorities.toml")
    if isinstance(loaded, list):
        problems += loaded
        return {}
    shared = [authority.id for authority in loaded.authorities]
    problems += asked_before(asks, "authorities", shared, "id")
    forms = (*loaded.authorities, *(a for each in asks for a in each.form.authorities))
    return {
        a.id: Authority(
            a.id,
            tuple(AuthorityName(n.name, n.short, n.start, n.until, n.confidence) for n in a.names),
            a.phone,
            a.url,
            a.confidence,
            a.source,
        )
        for a in forms
    }


def _regime(folder: Path, where: str, regimes: dict[str, Regime], problems: list[Problem]) -> None:
    loaded = load(RegimeFile, folder / "regime.toml", f"{where}/regime.toml")
    if isinstance(loaded, list):
        problems += loaded
        return
    if loaded.id != folder.name:
        wrong = f"The regime '{loaded.id}' lies in the folder {folder.name}."
        problems.append(Problem(f"{where}/regime.toml", "id", wrong, "Name them alike."))
    regimes[loaded.id] = Regime(
        loaded.id,
        loaded.title,
        loaded.instrument,
        loaded.jurisdiction,
        loaded.official_source,
        loaded.checked_on,
        loaded.review_by,
        loaded.reviewed_by,
    )


def _obligation(
    path: Path, context: LawContext, authorities: Mapping[str, Authority]
) -> Iterable[Obligation]:
    form = load(ObligationFile, path, context.file)
    if isinstance(form, list):
        context.problems += form
        return []
    _check_names(form, path, context, authorities)
    applies = [
        condition(row, f"applies_when[{n}]", context) for n, row in enumerate(form.applies_when)
    ]
    unless = [condition(row, f"unless[{n}]", context) for n, row in enumerate(form.unless)]
    stages = [stage(s, f"stages[{n}]", context) for n, s in enumerate(form.stages)]
    twice(context.problems, context.file, "stages", [s.id for s in form.stages])
    if context.problems:
        return []
    made = replace(
        _plain(form),
        applies_when=tuple(c for c in applies if c),
        unless=tuple(c for c in unless if c),
        stages=tuple(stages),
        file=context.file,
    )
    return [replace(made, digest=rule_digest(made))]


def _plain(form: ObligationFile) -> Obligation:
    """Take over what needs no check; conditions and stages come after."""
    channel = form.channel
    return Obligation(
        id=form.id,
        title=form.title,
        kind=form.kind,
        cite=form.cite,
        authority=form.authority,
        audience=form.audience,
        borne_by=form.borne_by,
        in_force_from=form.in_force.start,
        in_force_until=form.in_force.until,
        status=form.status,
        confidence=form.confidence,
        source=form.source,
        checked_on=form.checked_on,
        reviewed_by=form.reviewed_by,
        summary=form.summary,
        contents=tuple(Content(c.id, c.title, c.cite, c.confidence) for c in form.contents),
        channel=Channel(channel.name, channel.confidence, channel.url, channel.phone)
        if channel
        else None,
        max_penalty=form.max_penalty,
        penalty_confidence=form.penalty_confidence or form.confidence,
        exemptions=tuple(form.exemptions),
        notes=tuple(form.notes),
    )


def file_name(obligation: str) -> str:
    """Give the file an obligation's id wants: 'uk.gdpr/33.toml', 'uk.ncsc/_.toml'."""
    parts = obligation.split(".")
    return f"{'.'.join(parts[:2])}/{'.'.join(parts[2:]) or '_'}.toml"


def _check_names(
    form: ObligationFile, path: Path, context: LawContext, authorities: Mapping[str, Authority]
) -> None:
    stem, _, _ = path.stem.partition(DATED)
    if f"{path.parent.name}/{stem}.toml" != file_name(form.id):
        allowed = f"Its file is {file_name(form.id)}."
        context.wrong("id", f"'{form.id}' does not belong in {path.name}.", allowed)
    if form.authority not in authorities:
        wrong = f"There is no authority '{form.authority}'."
        context.wrong("authority", wrong, one_of(tuple(authorities)))
    audiences = (*context.audiences, INTERNAL)
    if form.audience not in audiences:
        context.wrong("audience", f"There is no audience '{form.audience}'.", one_of(audiences))
    if form.borne_by not in (*ROLES, "any"):
        wrong = f"There is no role '{form.borne_by}'."
        context.wrong("borne_by", wrong, one_of((*ROLES, "any")))
    if form.max_penalty and form.penalty_confidence is None:
        context.wrong("penalty_confidence", "The penalty has no confidence mark.", "Add one.")
    if form.in_force.until and form.in_force.until < form.in_force.start:
        context.wrong("in_force.until", "The rule ends before it begins.", "Mend the dates.")
    if not form.applies_when:
        context.wrong("applies_when", "A duty without a condition is refused.", "Add a row.")


def _redefined(obligations: list[Obligation]) -> Iterable[Problem]:
    """Report an id that two files give for the same days."""
    for n, one in enumerate(obligations):
        for other in obligations[:n]:
            overlap = one.in_force_on(max(one.in_force_from, other.in_force_from)) and (
                other.in_force_on(max(one.in_force_from, other.in_force_from))
            )
            if one.id == other.id and overlap:
                wrong = f"'{one.id}' is given by {other.file} for the same days."
                yield Problem(one.file, "id", wrong, "A local file may add ids, not redefine them.")


def _dangling(obligations: list[Obligation]) -> Iterable[Problem]:
    """Report a stage that waits for a submission nobody can make."""
    stages = {f"{o.id}/{s.id}" for o in obligations for s in o.stages}
    for obligation in obligations:
        for n, each in enumerate(obligation.stages):
            for m, limit in enumerate(each.limits):
                begins = limit.starts_at
                if begins.kind == "submitted" and begins.key not in stages:
                    path = f"stages[{n}].limits[{m}].starts_at"
                    wrong = f"There is no stage '{begins.key}'."
                    allowed = "Name obligation/stage of a rule in the library."
                    yield Problem(obligation.file, path, wrong, allowed)
