"""What is known of another language than British English, in which texts may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Tongue:
    """A language beside British English.

    Attributes:
        language: Its BCP 47 tag.
        hedges: Words by which its readers hear that something is only believed.
        house: The words of the house in it, by name.
    """

    language: str
    hedges: tuple[str, ...]
    house: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def hedge(self) -> re.Pattern[str]:
        """Give what finds a hedge in a wording."""
        each = "|".join(re.escape(word) for word in self.hedges)
        return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)
