"""The words of single organisations: a folder for each, in the local catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.formats import Schema, Text
from disclosure.catalogue.notices import Folder
from disclosure.files import FileModel, load
from disclosure.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from disclosure.catalogue.notices import Shelf
    from disclosure.words.blocks import Notice

FOLDER = "organisations"
FILE = "organisation.toml"


class OrganisationFile(FileModel):
    """`organisations/<folder>/organisation.toml`: whose words lie in that folder."""

    schema_: Schema = Field(alias="schema")
    names: Annotated[list[Text], Field(min_length=1)]


def name_key(name: str) -> str:
    """Give a name as two spellings of it are the same: capitals and spaces do not count."""
    return " ".join(name.split()).casefold()


def load_organisations(local: Path, shelf: Shelf) -> dict[str, tuple[Notice, ...]]:
    """Read the words of each organisation; whatever is wrong goes to the shelf's problems.

    Args:
        local: The local catalogue.
        shelf: The notices that all organisations share.

    Returns:
        The notices of each organisation as it will use them, by its name.
    """
    found: dict[str, tuple[Notice, ...]] = {}
    for folder in sorted(each for each in (local / FOLDER).glob("[!.]*") if each.is_dir()):
        label = f"{local}/{FOLDER}/{folder.name}/"
        form = load(OrganisationFile, folder / FILE, f"{label}{FILE}")
        if isinstance(form, list):
            shelf.problems += form
            continue
        own = shelf.copy()
        own.fill(Folder(folder, label, form.names[0]))
        for n, name in enumerate(form.names):
            if name_key(name) in found:
                wrong = f"'{name}' has a folder already, or is named twice."
                allowed = "Keep the words of an organisation in one folder."
                shelf.problems.append(Problem(f"{label}{FILE}", f"names[{n}]", wrong, allowed))
            found[name_key(name)] = tuple(own.notices.values())
    return found
