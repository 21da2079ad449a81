"""Settings: from the environment, all problems at once, safe defaults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from disclosure.problems import InvalidInputError, Problem, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "DISCLOSURE_"
LOCAL_CATALOGUE = "DISCLOSURE_LOCAL_CATALOGUE"
KNOWN = (LOCAL_CATALOGUE,)


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set from outside.

    Attributes:
        local_catalogue: A folder with the same layout as `forms/` that adds regimes, or None.
    """

    local_catalogue: Path | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from a mapping such as `os.environ`.

        Raises:
            InvalidInputError: A name with our prefix is unknown, or a value is wrong; lists all.
        """
        problems = [
            Problem("environment", shown(name), "There is no such setting.", nearest(name, KNOWN))
            for name in environ
            if name.startswith(PREFIX) and name not in KNOWN
        ]
        local = environ.get(LOCAL_CATALOGUE, "")
        if local and not Path(local).is_dir():
            wrong = f"There is no folder '{shown(local)}'."
            allowed = "Name a folder that holds regimes/, or leave the setting out."
            problems.append(Problem("environment", LOCAL_CATALOGUE, wrong, allowed))
        if problems:
            raise InvalidInputError(problems)
        return cls(local_catalogue=Path(local) if local else None)
