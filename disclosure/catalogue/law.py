"""Loads the law: calendars, authorities, regimes and their obligations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.catalogue.asks import ASKS, asked_before, named_in, regime_folders
from disclosure.catalogue.calendars import load_calendars
from disclosure.catalogue.chains import chain_problems
from disclosure.catalogue.contents import rule_digest
from disclosure.catalogue.formats import (
    AuthoritiesFile,
    NotCoveredFile,
    NotDutiesFile,
    ObligationFile,
    RegimeFile,
)
from disclosure.catalogue.hours import load_hours
from disclosure.catalogue.preparing import check_prepared
from disclosure.catalogue.recheck import dangling, load_recheck
from disclosure.catalogue.rough import names_in, recipients
from disclosure.catalogue.rows import LawContext, condition, stage
from disclosure.catalogue.states import check_state
from disclosure.catalogue.vocabulary import twice
from disclosure.files import fit, load, load_most, read_table
from disclosure.law.calendars import Calendar
from disclosure.law.hours import Hours
from disclosure.law.library import Recheck
from disclosure.law.obligations import Authority, AuthorityName, Channel, Content, Obligation
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from disclosure.catalogue.asks import Asks
    from disclosure.catalogue.vocabulary import Audience
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.confidence import Confidence

DATED = "@"
REGIME, SHIPPED = "regime.toml", "forms/regimes/"
BESIDE_THE_LAW = (REGIME, "cases.toml", ASKS)
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
    """Everything read from the law files.

    Attributes:
        refused: What stands in files that were themselves refused, by name: rules, questions,
            authorities. Whatever speaks of it is not told as well.
        homes: The file of each regime, and of each authority a regime brings along.
    """

    obligations: tuple[Obligation, ...]
    regimes: Mapping[str, Regime]
    authorities: Mapping[str, Authority]
    calendars: Mapping[str, Calendar]
    not_covered: tuple[str, ...] = ()
    not_duties: tuple[NotDuty, ...] = ()
    hours: Mapping[str, Hours] = field(default_factory=dict)
    recheck: tuple[Recheck, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)

    def speaks_of_refused(self, key: str) -> bool:
        """Say whether a name of a notice stands for something that was itself refused."""
        root, _, rest = key.partition(".")
        if root == "clock":
            return any(rest.startswith(f"{_in_a_name(name)}.") for name in self.refused)
        named = rest if root in ("judgement", "profile", "authority") else key
        return any(
            named == name or named.startswith((f"{_in_a_name(name)}.", f"{name}."))
            for name in self.refused
        )


def _in_a_name(name: str) -> str:
    """Give an id as it stands inside a longer name: 'uk_gdpr_33'."""
    return name.replace(".", "_").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the law lies: the shipped forms, a local catalogue, and what single regimes ask.

    Attributes:
        refused: What was refused so far, by name, with its file.
    """

    forms: Path
    local: Path | None = None
    asks: tuple[Asks, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


def load_law(
    folders: Folders,
    vocabulary: Vocabulary,
    audiences: Mapping[str, Audience],
    problems: list[Problem],
) -> Law:
    """Read the law, and the local catalogue where there is one; problems are added to the list."""
    forms, refused = folders.forms, dict(folders.refused)
    homes = {a.id: each.file for each in folders.asks for a in each.form.authorities}
    calendars = load_calendars(forms / "calendars", problems)
    authorities = _authorities(forms / "authorities.toml", folders.asks, problems, refused)
    regimes: dict[str, Regime] = {}
    obligations: list[Obligation] = []
    context = LawContext("", vocabulary, calendars, audiences, problems, refused)
    for folder, where in regime_folders(forms, folders.local):
        if folder.parents[1] == forms or not _adds_to(folder, forms):
            homes |= _regime(folder, where, regimes, problems)
        else:
            problems += _second_regime(folder, where)
        obligations += _rules((folder, where), context, authorities, refused)
    problems += _redefined(obligations)
    problems += chain_problems(obligations, refused)
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
        refused,
        homes,
    )


def _rules(
    folder: tuple[Path, str],
    library: LawContext,
    authorities: Mapping[str, Authority],
    refused: dict[str, str],
) -> Iterator[Obligation]:
    """Give the rules of a folder; of one that is wrong the name is kept among the refused."""
    within, where = folder
    for path in sorted(within.glob("*.toml")):
        if path.name in BESIDE_THE_LAW:
            continue
        context = replace(library, file=f"{where}/{path.name}", problems=[], held_up_by=[])
        made = list(_obligation(path, context, authorities))
        library.problems += context.problems
        yield from made
        if not made:
            blamed = context.file if context.problems else context.held_up_by[0]
            refused[rule_id(path)] = blamed


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


def _authorities(
    path: Path, asks: Sequence[Asks], problems: list[Problem], refused: dict[str, str]
) -> dict[str, Authority]:
    name = "forms/authorities.toml"
    most = load_most(AuthoritiesFile, path, name)
    problems += most.problems
    refused |= named_in(most, name)
    if most.form is None:
        return {}
    loaded = most.form
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


def _adds_to(folder: Path, forms: Path) -> bool:
    """Say whether a folder of one's own adds duties to a regime that the library has."""
    return (forms / "regimes" / folder.name / REGIME).exists()


def _second_regime(folder: Path, where: str) -> Iterator[Problem]:
    """Report a file that would describe a shipped regime anew: nothing shipped may change."""
    if (folder / REGIME).exists():
        wrong = f"The library has the regime '{folder.name}', and its own file describes it."
        allowed = "Take this file out; your duties may stay, or choose another id."
        yield Problem(f"{where}/{REGIME}", "id", wrong, allowed)


def _regime(
    folder: Path, where: str, regimes: dict[str, Regime], problems: list[Problem]
) -> dict[str, str]:
    """Read a regime's own file; give the file under the regime's id."""
    file = f"{where}/{REGIME}"
    loaded = load(RegimeFile, folder / REGIME, file)
    if isinstance(loaded, list):
        problems += loaded
        return {}
    if loaded.id != folder.name:
        wrong = f"The regime '{loaded.id}' lies in the folder {folder.name}."
        problems.append(Problem(file, "id", wrong, "Name them alike."))
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
    return {loaded.id: file}


def _obligation(
    path: Path, context: LawContext, authorities: Mapping[str, Authority]
) -> Iterable[Obligation]:
    table = read_table(path, context.file)
    if isinstance(table, Problem):
        context.problems.append(table)
        return []
    form = fit(ObligationFile, table, context.file)
    if isinstance(form, list):
        context.problems += form
        names_in(table, context, authorities)
        return []
    recipients(table, context, authorities)
    _check_names(form, path, context)
    check_state(form, context)
    check_prepared(form, context)
    applies = [
        condition(row, f"applies_when[{n}]", context) for n, row in enumerate(form.applies_when)
    ]
    unless = [condition(row, f"unless[{n}]", context) for n, row in enumerate(form.unless)]
    stages = [stage(s, f"stages[{n}]", context) for n, s in enumerate(form.stages)]
    twice(context.problems, context.file, "stages", [s.id for s in form.stages])
    twice(context.problems, context.file, "contents", [c.id for c in form.contents])
    if context.problems or context.held_up_by:
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


def rule_id(path: Path) -> str:
    """Give the id of the rule a file should hold: 'uk.gdpr.33' for 'uk.gdpr/33@2027-01-01.toml'."""
    stem, _, _ = path.stem.partition(DATED)
    return path.parent.name if stem == "_" else f"{path.parent.name}.{stem}"


def _check_names(form: ObligationFile, path: Path, context: LawContext) -> None:
    stem, _, _ = path.stem.partition(DATED)
    if f"{path.parent.name}/{stem}.toml" != file_name(form.id):
        allowed = f"Its file is {file_name(form.id)}."
        context.wrong("id", f"'{form.id}' does not belong in {path.name}.", allowed)
    if form.max_penalty and form.penalty_confidence is None:
        context.wrong("penalty_confidence", "The penalty has no confidence mark.", "Add one.")
    if form.in_force.until and form.in_force.until < form.in_force.start:
        context.wrong("in_force.until", "The rule ends before it begins.", "Mend the dates.")
    if not form.applies_when:
        context.wrong("applies_when", "A duty without a condition is refused.", "Add a row.")


def _redefined(obligations: list[Obligation]) -> Iterable[Problem]:
    """Report an id that two files give for the same days, or a folder of one's own at all."""
    for n, one in enumerate(obligations):
        for other in obligations[:n]:
            overlap = one.in_force_on(max(one.in_force_from, other.in_force_from)) and (
                other.in_force_on(max(one.in_force_from, other.in_force_from))
            )
            if one.id != other.id:
                continue
            allowed = "A local file may add ids, not redefine them."
            if overlap:
                wrong = f"'{one.id}' is given by {other.file} for the same days."
                yield Problem(one.file, "id", wrong, allowed)
            elif _is_shipped(other) and not _is_shipped(one):
                wrong = f"'{one.id}' is given by {other.file}, for other days."
                yield Problem(one.file, "id", wrong, allowed)


def _is_shipped(rule: Obligation) -> bool:
    return rule.file.startswith(SHIPPED)
