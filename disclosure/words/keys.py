"""The key of a text: what it is, whom it is for, and in which language.

`voluntary.letter.staff` is the letter in British English; the same letter in another language is
a text of its own with that language behind it, `voluntary.letter.staff.cy`. So neither is ever
taken for the other. A text that is written once for each group of readers has the group behind
its audience: `uk.gdpr.34.initial.people-affected.customers`.
"""

from __future__ import annotations

import re
from typing import Final

BRITISH: Final = "en-GB"
"""The language of a key that names none."""
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""How a language is written: by its BCP 47 tag."""


def key_of(text: str, language: str, group: str = "") -> str:
    """Give the key of a text in a language.

    Args:
        text: What it is and whom it is for: `voluntary.letter.staff`.
        language: Its language, as a BCP 47 tag.
        group: The group of readers it is written for, where each has its own.
    """
    parts = (text, group, "" if language == BRITISH else language)
    return ".".join(part for part in parts if part)


def in_any_language(key: str, audience: str) -> str:
    """Give what a text is and whom it is for, whatever its language and its group.

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


def group_of(key: str, audience: str) -> str:
    """Give the group a text is written for; nothing where all its readers share it.

    Args:
        key: The key of the text.
        audience: Whom it is for.
    """
    return _split(key, audience)[2]


def _split(key: str, audience: str) -> tuple[str, str, str]:
    """Tell text, language and group apart; no group bears a name that a language could have."""
    before, found, behind = key.rpartition(f".{audience}")
    if not found or behind[:1] not in ("", "."):
        return key, BRITISH, ""
    group, _, language = behind[1:].rpartition(".")
    if not behind or not TAG.fullmatch(language):
        group, language = behind[1:], BRITISH
    if not group and before.endswith(f".{audience}"):
        # A group may bear the name of the audience: data.customers.customers.
        return before, language, audience
    return f"{before}{found}", language, group
