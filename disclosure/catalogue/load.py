"""The catalogue: everything read from `forms/` and `templates/notices/`, or a list of problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from disclosure.catalogue.advice import advice
from disclosure.catalogue.approvals import load_approvals
from disclosure.catalogue.asks import load_asks
from disclosure.catalogue.clashes import Clash, load_clashes
from disclosure.catalogue.intake import IntakePage, load_intake
from disclosure.catalogue.law import Folders, Law, load_law
from disclosure.catalogue.marks import from_the_future, unsupported
from disclosure.catalogue.notices import fill_shelf
from disclosure.catalogue.organisations import FOLDER, load_organisations, name_key
from disclosure.catalogue.reminders import ReminderRule, load_reminders
from disclosure.catalogue.unread import unread_in
from disclosure.catalogue.used_by import misnamed_users
from disclosure.catalogue.vocabulary import (
    Audience,
    ProfileSection,
    load_profile_sections,
    load_vocabulary,
    with_labels,
)
from disclosure.catalogue.worked import WorkedCase, load_worked_cases, run, uncovered, waiting
from disclosure.problems import CatalogueError, NotFoundError, Problem, in_order
from disclosure.words.keys import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.obligations import Obligation
    from disclosure.signoff.policy import Policies
    from disclosure.words.blocks import Notice

OWN_PARTS = ("regimes", "templates/notices", FOLDER)
"""What a local catalogue may hold."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The vocabulary, the law, the notices, the question pages and who must approve a text.

    Its representation is short: a failing test prints one for whatever holds it.

    Attributes:
        own: The notices of each organisation that has words of its own, by its name.
        clashes: Which answers of the profile cannot both be so.
    """

    vocabulary: Vocabulary = field(repr=False)
    audiences: Mapping[str, Audience]
    law: Law = field(repr=False)
    notices: tuple[Notice, ...] = field(repr=False)
    intake: tuple[IntakePage, ...] = field(repr=False)
    approvals: Policies = field(repr=False)
    reminders: ReminderRule
    profile_sections: tuple[ProfileSection, ...] = ()
    own: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict, repr=False)
    clashes: tuple[Clash, ...] = ()

    def of(self, organisation: str) -> Catalogue:
        """Give the catalogue with the notices of one organisation, by its name, and no other's."""
        if not self.own:
            return self
        notices = self.own.get(name_key(organisation), self.notices)
        return replace(self, notices=notices, own={})

    @property
    def reach_each(self) -> frozenset[str]:
        """Give the ids of the notices that are sent to each of their readers."""
        return frozenset(notice.id for notice in self.notices if notice.reaches_each)

    @property
    def every_notice(self) -> tuple[Notice, ...]:
        """Give each notice once, those that only some organisation has among them."""
        found: dict[str, Notice] = {}
        for notice in chain(self.notices, *self.own.values()):
            found.setdefault(notice.id, notice)
        return tuple(found.values())

    def obligation(self, name: str, on: date) -> Obligation:
        """Give the obligation of that id in force on a day, or its last version.

        Raises:
            NotFoundError: There is no such id.
        """
        found = [o for o in self.law.obligations if o.id == name]
        if not found:
            message = f"There is no obligation '{name}'. See `disclosure law list`."
            raise NotFoundError(message)
        return next((o for o in found if o.in_force_on(on)), found[-1])

    def notice(self, name: str) -> Notice:
        """Give a notice by its id, whichever organisation has it.

        Raises:
            NotFoundError: There is no such id.
        """
        for notice in chain(self.notices, *self.own.values()):
            if notice.id == name:
                return notice
        raise NotFoundError(self._no_notice(name))

    def _no_notice(self, name: str) -> str:
        """Say that there is no such notice, and where it is there in another language, in which.

        None of those is taken in its place: a reader would get a language nobody asked for.
        """
        same = [n for n in self.notices if name.startswith(f"{n.in_any_language}.")]
        if name_in := [n for n in same if TAG.fullmatch(name[len(n.in_any_language) + 1 :])]:
            text = name_in[0].in_any_language
            there = ", ".join(notice.language for notice in name_in)
            return (
                f"There is no text '{text}' in the language '{name[len(text) + 1 :]}', and none in "
                f"another language is taken in its place. It is there in: {there}. Write it in a "
                "file of that language: templates/README.md says how."
            )
        return f"There is no notice '{name}'. See `disclosure pack --list`."

    def page(self, name: str) -> IntakePage:
        """Give a question page by its id.

        Raises:
            NotFoundError: There is no such page.
        """
        for page in self.intake:
            if page.id == name:
                return page
        message = f"There is no question page '{name}'."
        raise NotFoundError(message)

    @property
    def stages(self) -> frozenset[str]:
        """Give every `obligation/stage` there is."""
        return frozenset(f"{o.id}/{s.id}" for o in self.law.obligations for s in o.stages)


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of the law files found.

    Attributes:
        problems: Everything wrong.
        cases: How many worked cases were run.
        own: How many obligations and worked cases the local catalogue adds; None without one.
        replaced: Of how many shipped texts it replaces words, by whose they are.
    """

    problems: tuple[Problem, ...]
    obligations: int
    notices: int
    cases: int
    own: tuple[int, int] | None = None
    replaced: Mapping[str, int] = field(default_factory=dict)


def load_catalogue(root: Path, local: Path | None = None) -> Catalogue:
    """Load the catalogue.

    Args:
        root: The folder that holds `forms/` and `templates/`.
        local: A folder with a `regimes/` folder that adds to the law, and where it has its own
            texts, `templates/notices/`, or those of single organisations, `organisations/`.

    Raises:
        CatalogueError: Something is wrong; lists all of it. The product does not start on it.
    """
    problems: list[Problem] = []
    catalogue = _load(root, local, problems)
    if problems:
        raise CatalogueError(problems)
    return catalogue


def check_catalogue(root: Path, local: Path | None = None, today: date | None = None) -> Check:
    """Check every file and run every worked case.

    Args:
        root: The folder that holds `forms/` and `templates/`.
        local: The local catalogue, where there is one.
        today: The present day, to find days that have not come yet; without it none is looked for.
    """
    problems: list[Problem] = [*unread(local)] if local else []
    catalogue = _load(root, local, problems)
    law = catalogue.law
    cases = worked_cases(root, local, problems)
    problems += uncovered(law, cases, problems)
    problems += waiting(cases, law)
    problems += unsupported(law)
    problems += from_the_future(law, today) if today else ()
    problems += advice(catalogue.every_notice, catalogue.vocabulary, root, local)
    if not problems:
        # A rule that was refused asks nothing here, which is no second mistake.
        asks = load_asks(root / "forms", local, problems)
        problems += misnamed_users(root / "forms", asks, law)
    for case in cases:
        problems += run(case, law, catalogue.vocabulary)
    own = sum(rule.file.startswith(f"{local}/") for rule in law.obligations)
    own_cases = sum(case.file.startswith(f"{local}/") for case in cases)
    return Check(
        in_order(problems),
        len(law.obligations),
        len({notice.family for notice in catalogue.every_notice}),
        len(cases),
        (own, own_cases) if local else None,
        _replaced(catalogue, root),
    )


def _replaced(catalogue: Catalogue, root: Path) -> dict[str, int]:
    """Count the shipped texts whose words were replaced, by whose words stand there now."""
    found = set()
    for notice in chain(catalogue.notices, *catalogue.own.values()):
        shipped = root / "templates" / notice.file.rpartition("templates/")[2]
        if notice.own and shipped.exists():
            found.add((notice.own.partition(", in “")[0], notice.family))
    return dict(sorted(Counter(whose for whose, _ in found).items()))


def unread(local: Path) -> Iterator[Problem]:
    """Report a local catalogue of which nothing can be read, and what in it nobody reads."""
    parts = [local / part for part in OWN_PARTS]
    try:
        there = [part for part in parts if part.exists()]
        for part in there:
            for folder in (part, *(each for each in part.iterdir() if each.is_dir())):
                list(folder.iterdir())
        lost = list(unread_in(local)) if there else []
    except OSError as error:
        wrong = f"The folder {error.filename} cannot be opened, so it was not read."
        yield Problem(str(local), "", wrong, "Check your access to it.")
        return
    if not there:
        wrong = "There is no folder 'regimes' in it, so nothing of it was read."
        yield Problem(str(local), "", wrong, "Name the folder that holds regimes/.")
    yield from lost


def worked_cases(root: Path, local: Path | None, problems: list[Problem]) -> tuple[WorkedCase, ...]:
    """Give the worked cases of the shipped law and of the local catalogue."""
    roots = [(root / "forms", "forms")]
    if local is not None:
        roots.append((local, str(local)))
    return load_worked_cases(roots, problems)


def _load(root: Path, local: Path | None, problems: list[Problem]) -> Catalogue:
    refused: dict[str, str] = {}
    asks = load_asks(root / "forms", local, problems, refused)
    vocabulary, audiences = load_vocabulary(root / "forms", problems, asks, refused)
    sections = load_profile_sections(root / "forms", vocabulary, problems, asks)
    law = load_law(Folders(root / "forms", local, asks, refused), vocabulary, audiences, problems)
    # Of several versions of a rule the last one gives the title.
    vocabulary = with_labels(vocabulary, {rule.id: rule.title for rule in law.obligations})
    shelf = fill_shelf((root, local), law, vocabulary, audiences, problems)
    own = load_organisations(local, shelf) if local else {}
    notices = tuple(shelf.notices.values())
    names = tuple(notice.id for notice in notices)
    approvals = load_approvals(root / "forms", names, audiences, problems)
    intake = load_intake(root / "forms", vocabulary, law, problems, asks)
    reminders = load_reminders(root / "forms", problems)
    clashes = load_clashes(root / "forms", vocabulary, problems)
    return Catalogue(
        vocabulary, audiences, law, notices, intake, approvals, reminders, sections, own, clashes
    )
