"""Names whatever lies in a local catalogue and is read by nobody: a slip in a name is silent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.problems import Problem, meant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = r"(?:organisations/[^/]+/)?templates"
FILES = re.compile(
    rf"regimes/[^/]+/[^/]+\.toml|organisations/[^/]+/organisation\.toml|"
    rf"{TEXTS}/notices/[^/]+/[^/]+\.j2|{TEXTS}/languages/[^/]+\.toml"
)
FOLDERS = re.compile(
    rf"regimes(?:/[^/]+)?|organisations(?:/[^/]+)?|{TEXTS}(?:/notices(?:/[^/]+)?|/languages)?"
)
NAMES = ("regimes", "templates", "organisations", "notices", "languages", "organisation.toml")
REMARKS = re.compile(r"\..*|(?:README|LICEN[CS]E|CHANGELOG|NOTES)(?:\.\w+)?", re.IGNORECASE)
"""What people keep beside their work: hidden files, and remarks to readers."""
LAYOUT = (
    "Read are regimes/<regime>/*.toml, templates/notices/<regime>/*.j2, templates/languages/*.toml "
    "and organisations/<name>/ with the same templates/. Rename it, or take it out."
)


def unread_in(local: Path) -> Iterator[Problem]:
    """Report every file and folder of a local catalogue that nothing reads.

    Raises:
        OSError: A folder cannot be opened.
    """
    yield from _within(local, local)


def _within(folder: Path, local: Path) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        if REMARKS.fullmatch(path.name):
            continue
        name, is_folder = path.relative_to(local).as_posix(), path.is_dir()
        if not (FOLDERS if is_folder else FILES).fullmatch(name):
            what = "folder" if is_folder else "file"
            wrong = f"This {what} is not read: nothing belongs under its name."
            yield Problem(f"{local}/{name}", "", wrong, f"{_hint(path)} {LAYOUT}".lstrip())
        elif is_folder:
            yield from _within(path, local)


def _hint(path: Path) -> str:
    """Name what was likely meant: 'regimes' for 'regime', 'x.toml' for 'x.yaml'."""
    if not path.is_dir() and path.suffix in (".yaml", ".yml", ".json"):
        return f"Did you mean '{path.stem}.toml'?"
    return meant(path.name, NAMES)
