"""The key of a text: what it is, whom it is for, and in which language.

`voluntary.letter.staff` is the letter in British English; the same letter in another language is
a text of its own with that language behind it, `voluntary.letter.staff.cy`. So neither is ever
taken for the other.
"""

from __future__ import annotations

import re
from typing import Final

BRITISH: Final = "en-GB"
"""The language of a key that names none."""
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""How a language is written: by its BCP 47 tag."""


def key_of(text: str, language: str) -> str:
    """Give the key of a text in a language.

    Args:
        text: What it is and whom it is for: `voluntary.letter.staff`.
        language: Its language, as a BCP 47 tag.
    """
    return text if language == BRITISH else f"{text}.{language}"


def in_any_language(key: str, audience: str) -> str:
    """Give what a text is and whom it is for, whatever its language.

    Args:
        key: The key of the text.
        audience: Whom it is for.
    """
    return _split(key, audience)[0]


def language_of(key: str, audience: str) -> str:
    """Give the language of a text.

    Args:
        key: The key of the text.
        audience: Whom it is for.
    """
    return _split(key, audience)[1]


def _split(key: str, audience: str) -> tuple[str, str]:
    before, found, behind = key.rpartition(f".{audience}")
    if found and behind.startswith(".") and TAG.fullmatch(behind[1:]):
        return f"{before}{found}", behind[1:]
    return key, BRITISH
