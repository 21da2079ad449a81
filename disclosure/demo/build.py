"""Makes an example desk: a folder of its own, a clock of its own, three incidents."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.demo.stories import brightwell, harcourt, meridian
from disclosure.demo.telling import StoryClock, Teller
from disclosure.desk import build_desk
from disclosure.problems import InvalidInputError, Problem
from disclosure.services.passwords import HashingCost, Passwords

if TYPE_CHECKING:
    from pathlib import Path

    from disclosure.bootstrap import Services
    from disclosure.desk import Desk
    from disclosure.facts.case import Case
    from disclosure.settings import Settings

OPENED = "2025-04-30 16:05"
"""When it is opened: a Wednesday, four days before a bank holiday."""
MARKER = "this-folder-holds-an-example"
QUICK = Passwords(HashingCost(passes=1, memory_kib=8, lanes=1))
"""Nobody signs in with a password here, so none needs to be hard to guess from its hash."""
STORIES = ((brightwell, "tesco-2021"), (harcourt, "ms-2025"), (meridian, "coop-2025"))


@dataclass(frozen=True, slots=True)
class Example:
    """An example desk and its clock, which runs on from the instant it was opened."""

    desk: Desk
    clock: StoryClock


def build_example(settings: Settings, folder: Path, *, library: Services | None = None) -> Example:
    """Make an example desk in a folder; one that was there before is made anew.

    Raises:
        InvalidInputError: The folder holds something else.
    """
    _empty(folder)
    clock = StoryClock()
    own = replace(settings, data=folder, mail=None, is_example=True)
    desk = build_desk(own, clock, library=library, passwords=QUICK)
    teller = Teller(desk, clock)
    cases = [(story, _case(desk, name)) for story, name in STORIES]
    teller.at("2021-10-24 09:00")
    owner = teller.owner("Olive Grant", cases[0][1].organisation)
    desk.law_changes.note()
    for story, case in cases:
        story(teller, owner, case)
    teller.at(OPENED)
    clock.let_go()
    return Example(desk, clock)


def _case(desk: Desk, name: str) -> Case:
    path = desk.library.root / "forms" / "examples" / f"{name}.toml"
    return desk.library.cases.open(path)


def _empty(folder: Path) -> None:
    """Clear a folder that holds an earlier example, and refuse any other that is not empty."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            wrong = "The folder holds something that is not an earlier example."
            allowed = "Name an empty folder, or one that does not exist."
            raise InvalidInputError([Problem("environment", str(folder), wrong, allowed)])
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARKER).touch()
