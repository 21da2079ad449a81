"""Says in words what was told of a fact and what is so now, no more surely than it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.words.filters import time_filters

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Question
    from disclosure.words.corrections import Shift
    from disclosure.words.sources import Sources

HOW_IT_STANDS = ("state", "effect", "accepted")
"""The fields of an entry that say how the thing stands, whatever else is said of it."""
BACK_AT = "returns_at"
YES, NO = "yes", "no"
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

    def asked(self, shift: Shift) -> Question | None:
        """Give the question a fact answers, where its yes and no have words of their own."""
        question = self.sources.vocabulary.facts.get(shift.held.key)
        return question if question and question.clause else None

    def differing(self, shift: Shift) -> tuple[str, str]:
        """Give in words what was told and what is so now, of an entry only what differs.

        Of a question of yes or no both are clauses: "yes" alone says nothing, and under "we said"
        it would be read as what we said.

        How the thing stands is said with it where it is how surely we know it, or where something
        was added or left out: that data was taken and is no longer ruled out.
        """
        held, now, asked = shift.held, shift.now, self.asked(shift)
        if asked:
            return self._before(held, asked), self._sentence(now, asked) if now else ""
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
                return f"no sign so far, checked up to {self._moment(until)}" if until else ""
            case Standing.RULED_OUT:
                return "ruled out"
            case _:
                return words or "confirmed"

    # ---- Answers of yes or no ------------------------------------------------------------

    def _sentence(self, version: FactVersion, asked: Question) -> str:
        """Say what is so, as a sentence that is no surer than the answer."""
        yes, no = asked.clause[YES], asked.clause[NO]
        match version.standing, version.value:
            case Standing.UNKNOWN, _:
                return f"we do not yet know whether {yes}"
            case Standing.CONFIRMED, answer:
                return no if answer == NO else yes
            case Standing.SUSPECTED, answer if answer == NO:
                return f"we believe that {no}, but we do not yet know for certain"
            case Standing.SUSPECTED, _:
                return f"we believe that {yes}, but this is not confirmed"
            case Standing.NO_SIGN, _:
                return f"there is no sign so far that {yes}"
            case _:
                return f"we have ruled out that {yes}"

    def _before(self, version: FactVersion, asked: Question) -> str:
        """Say how it stood when it was told, so that nobody takes it for our words of then."""
        answer = asked.clause.get(str(version.value), "")
        match version.standing, version.value:
            case Standing.UNKNOWN, _:
                return "this was not yet known"
            case Standing.CONFIRMED, _:
                return f"our information was: {answer}"
            case Standing.SUSPECTED, value if value == NO:
                return f"we believed that {answer}"
            case Standing.SUSPECTED, _:
                return "this was suspected but not confirmed"
            case Standing.NO_SIGN, _:
                until = version.support.checked_until
                upto = f" up to {self._moment(until)}" if until else ""
                return f"checks{upto} had found no sign of this"
            case _:
                return "this was ruled out"

    def _moment(self, at: datetime) -> str:
        return time_filters(self.sources.zone, self.sources.year)["moment"](at)
