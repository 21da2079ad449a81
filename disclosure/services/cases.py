"""Opens case files against the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.load import load_case

if TYPE_CHECKING:
    from pathlib import Path

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case


@dataclass(frozen=True, slots=True)
class Cases:
    """Opens cases."""

    catalogue: Catalogue

    def open(self, path: Path) -> Case:
        """Read a case file.

        Raises:
            InvalidInputError: Something is wrong with it; lists all of it.
        """
        return load_case(
            path,
            self.catalogue.vocabulary,
            stages=self.catalogue.stages,
            audiences=self.catalogue.audiences,
        )
