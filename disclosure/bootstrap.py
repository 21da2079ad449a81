"""The composition root: settings in, services out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.outputs.html import HTMLWriter
from disclosure.outputs.pack import PackWriter
from disclosure.resources import resource_root
from disclosure.services.assessments import Assessments
from disclosure.services.cases import Cases
from disclosure.services.library import Library
from disclosure.services.pack_papers import PackPapers
from disclosure.services.packs import Packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from disclosure.settings import Settings


def utc_now() -> datetime:
    """Give the present instant; the only clock of the product."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a command or a page may ask for."""

    root: Path
    catalogue: Catalogue
    cases: Cases
    assessments: Assessments
    packs: Packs
    pack_papers: PackPapers
    pack_writer: PackWriter


def build_library(settings: Settings, now: Callable[[], datetime] = utc_now) -> Library:
    """Give the law library's own commands, which must work on a broken catalogue too."""
    return Library(resource_root(), settings.local_catalogue, now)


def build_services(settings: Settings) -> Services:
    """Load the catalogue and wire the services.

    Raises:
        CatalogueError: The law or the notices are wrong; lists every problem.
    """
    root = resource_root()
    catalogue = load_catalogue(root, settings.local_catalogue)
    assessments = Assessments(catalogue)
    packs = Packs(catalogue, assessments)
    return Services(
        root=root,
        catalogue=catalogue,
        cases=Cases(catalogue),
        assessments=assessments,
        packs=packs,
        pack_papers=PackPapers(catalogue, packs),
        pack_writer=PackWriter(HTMLWriter(root / "templates")),
    )
