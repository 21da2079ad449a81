"""Settings: from the environment, all problems at once, safe defaults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from disclosure.problems import InvalidInputError, Problem, one_of

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
            Problem("environment", name, "There is no such setting.", one_of(KNOWN))
            for name in environ
            if name.startswith(PREFIX) and name not in KNOWN
        ]
        local = environ.get(LOCAL_CATALOGUE, "")
        if local and not Path(local).is_dir():
            wrong = "This folder does not exist."
            problems.append(Problem("environment", LOCAL_CATALOGUE, wrong, "Name a folder."))
        if problems:
            raise InvalidInputError(problems)
        return cls(local_catalogue=Path(local) if local else None)
