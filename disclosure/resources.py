"""Where the law, the words and the pages lie: in the wheel or beside the package."""

from __future__ import annotations

from pathlib import Path

FOLDERS = ("forms", "templates", "migrations")


class ResourcesMissingError(RuntimeError):
    """Neither an installed copy nor a checkout holds the data folders."""


def resource_root() -> Path:
    """Give the folder that holds `forms/`, `templates/` and `migrations/`.

    The copy bundled in a wheel is looked at first, then the checkout the package lies in.
    The working directory never matters.

    Raises:
        ResourcesMissingError: Neither place has all folders; the message names the two places.
    """
    package = Path(__file__).resolve().parent
    places = (package / "_bundle", package.parent)
    for place in places:
        if all((place / folder).is_dir() for folder in FOLDERS):
            return place
    tried = " and ".join(str(place) for place in places)
    message = f"The folders {', '.join(FOLDERS)} were found in neither of {tried}. Reinstall."
    raise ResourcesMissingError(message)
