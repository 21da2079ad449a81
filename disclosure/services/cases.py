"""Opens case files against the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from disclosure.casefile.load import load_case
from disclosure.words.standing_facts import clock_names, is_known_key

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
        law = self.catalogue.law
        return load_case(
            path,
            self.catalogue.vocabulary,
            stages=self.catalogue.stages,
            audiences=self.catalogue.audiences,
            holds=partial(
                is_known_key,
                vocabulary=self.catalogue.vocabulary,
                authorities=law.authorities,
                clocks=clock_names(law.obligations),
            ),
        )
