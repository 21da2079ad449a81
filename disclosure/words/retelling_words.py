"""Says in words what was told of a fact and what is so now, no more surely than it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.words.filters import time_filters

if TYPE_CHECKING:
    from disclosure.facts.versions import FactVersion
    from disclosure.words.corrections import Shift
    from disclosure.words.sources import Sources

HOW_IT_STANDS = ("state", "effect", "accepted")
"""The fields of an entry that say how the thing stands, whatever else is said of it."""
BACK_AT = "returns_at"
_UNKNOWN = "not yet known"


@dataclass(frozen=True, slots=True)
class Words:
    """Puts versions into words for the readers of some sources."""

    sources: Sources

    def about(self, shift: Shift) -> str:
        """Name a fact as its question does, an entry as a reader knows it."""
        held = shift.held
        if held.record:
            return self.sources.words_of(held, "") or held.key
        question = self.sources.vocabulary.facts.get(held.key)
        return question.label if question else held.key

    def differing(self, shift: Shift) -> tuple[str, str]:
        """Give in words what was told and what is so now, of an entry only what differs.

        How the thing stands is said with it where it is how surely we know it, or where something
        was added or left out: that data was taken and is no longer ruled out.
        """
        held, now = shift.held, shift.now
        if now is None:
            return self._words(held, ("",)), ""
        names: tuple[str, ...] = ("",)
        if held.record:
            fields = self.sources.vocabulary.records[held.record].fields
            names = tuple(n for n in fields if held.fields.get(n) != now.fields.get(n))
            is_longer = any((n in held.fields) != (n in now.fields) for n in names)
            if not names or is_longer or held.standing is not now.standing:
                names = tuple(n for n in fields if n in (*HOW_IT_STANDS, *names))
        return self._words(held, names), self._words(now, names)

    def _words(self, version: FactVersion, names: tuple[str, ...]) -> str:
        """Give a version in words, no more surely than it is known."""
        if version.standing is Standing.UNKNOWN:
            return _UNKNOWN
        said = [
            self._field(version, name)
            for name in names
            if not name or version.fields.get(name) is not None
        ]
        words = "; ".join(text.rstrip(" .") for text in said if text)
        return self._hedged(words, version)

    def _field(self, version: FactVersion, name: str) -> str:
        value = version.fields.get(name)
        if name == BACK_AT and isinstance(value, When):
            by = time_filters(self.sources.zone, self.sources.year)["by"]
            return f"expected back {by(value)}"
        return self.sources.words_of(version, name)

    def _hedged(self, words: str, version: FactVersion) -> str:
        match version.standing:
            case Standing.SUSPECTED:
                return f"{words} (not confirmed)" if words else "not confirmed"
            case Standing.NO_SIGN:
                until = version.support.checked_until
                moment = time_filters(self.sources.zone, self.sources.year)["moment"]
                return f"no sign so far, checked up to {moment(until)}" if until else ""
            case Standing.RULED_OUT:
                return "ruled out"
            case _:
                return words or "confirmed"
