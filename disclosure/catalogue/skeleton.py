"""Writes a regime to start from: four files that check clean and wait to be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.catalogue.law import file_name
from disclosure.problems import InvalidInputError, Problem, printable

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

ID = re.compile(r"(uk|contract)\.[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*")
ID_FORM = "Write uk.harbours.9 or contract.insurer: small letters, digits and hyphens."
OF_CONTRACTS = {"KIND": "contract", "STATUS": "contractual", "JURISDICTION": "contract"}
OF_LAW = {"KIND": "obligation", "STATUS": "in-force", "JURISDICTION": "uk"}
CONTRACT = "contract"
DAYS_TO_REVIEW = 182
"""After half a year somebody should look again."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a regime before it is written.

    Attributes:
        id: The id of its first duty.
        law: The name of the law or the contract.
        provision: Where in it the duty stands.
        today: The day on which it is written.
    """

    id: str
    law: str
    provision: str
    today: date


def write_skeleton(root: Path, folder: Path, start: Start) -> tuple[Path, ...]:
    """Write the four files of a regime into a local catalogue; give their paths.

    Args:
        root: The folder that holds `forms/`.
        folder: The local catalogue; it is made where there is none.
        start: What is known already.

    Raises:
        InvalidInputError: The id is none, the regime is there or shipped, or it cannot be written.
    """
    if not ID.fullmatch(start.id):
        wrong = f"'{printable(start.id)}' is no id of a duty."
        raise InvalidInputError([Problem("law new", "id", wrong, ID_FORM)])
    duty = folder / "regimes" / file_name(start.id)
    if (root / "forms" / "regimes" / duty.parent.name).exists():
        wrong = f"The library has the regime '{duty.parent.name}' already; nothing was written."
        allowed = "Choose another id: a folder of your own adds to the law and changes none of it."
        raise InvalidInputError([Problem("law new", "id", wrong, allowed)])
    if duty.parent.exists():
        wrong = "This regime is there already; nothing was written."
        raise InvalidInputError([Problem(str(duty.parent), "", wrong, "Choose another id.")])
    files = {
        "regime.toml": duty.parent / "regime.toml",
        "asks.toml": duty.parent / "asks.toml",
        "duty.toml": duty,
        "cases.toml": duty.parent / "cases.toml",
    }
    words = _words(start)
    texts = {
        path: _filled((root / "forms" / "skeleton" / name).read_text(encoding="utf-8"), words)
        for name, path in files.items()
    }
    try:
        duty.parent.mkdir(parents=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        wrong = f"It cannot be written: {error.strerror}."
        raise InvalidInputError([Problem(str(folder), "", wrong, "Name another folder.")]) from None
    return tuple(texts)


def _words(start: Start) -> dict[str, str]:
    parts = start.id.split(".")
    fixed = OF_CONTRACTS if parts[0] == CONTRACT else OF_LAW
    review = start.today.fromordinal(start.today.toordinal() + DAYS_TO_REVIEW)
    return {
        "ID": start.id,
        "REGIME": ".".join(parts[:2]),
        "WORD": parts[1],
        "NAME": parts[1].replace("-", "_"),
        "LAW": _in_quotes(start.law),
        "CITE": _in_quotes(f"{start.law} {start.provision}".strip()),
        "TODAY": start.today.isoformat(),
        "REVIEW": review.isoformat(),
        **fixed,
    }


def _in_quotes(text: str) -> str:
    """Give a text as it may stand between the quotation marks of TOML."""
    return printable(text).replace("\\", "\\\\").replace('"', '\\"')


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)
