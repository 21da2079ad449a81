"""What an organisation calls people and how its letters close: the words of the house.

They choose how a thing is said and are no facts about an incident, so no sentence rests on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLE: Final = "style"
NAMES: Final = {
    "staff": "colleagues",
    "colleague": "colleague",
    "customers": "customers",
    "customer": "customer",
}
"""What people are called, and the plain words where the organisation has not said."""
SIGN_OFF: Final = "sign_off"
"""How its letters close before the signature; nothing where it has not said."""
AVOID: Final = "avoid"
"""What it never says: words or phrases, set apart by commas."""
WORDS: Final = (*NAMES, SIGN_OFF)


def house_style(profile: Mapping[str, str]) -> dict[str, str]:
    """Give the words of the house from what the organisation has said of itself."""
    said = {name: profile.get(f"{STYLE}.{name}", "").strip() for name in WORDS}
    return {name: said[name] or NAMES.get(name, "") for name in WORDS}


def avoided(said: str) -> tuple[str, ...]:
    """Give the words never to use, from one answer that sets them apart by commas."""
    return tuple(word for part in said.split(",") if (word := " ".join(part.split()).lower()))


def is_style(name: str) -> bool:
    """Say whether a name in a wording stands for a word of the house."""
    return name.partition(".")[0] == STYLE


def is_known_style(name: str) -> bool:
    """Say whether there is such a word of the house."""
    return is_style(name) and name.partition(".")[2] in WORDS
