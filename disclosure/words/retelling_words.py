"""Says in words what was told of a fact and what is so now, no more surely than it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import Kind
from disclosure.words.corrections import How
from disclosure.words.filters import bare, time_filters

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Question
    from disclosure.words.corrections import Shift
    from disclosure.words.sources import Sources

HOW_IT_STANDS = ("state", "effect", "accepted")
"""The fields of an entry that say how the thing stands, whatever else is said of it."""
BACK_AT = "returns_at"
STATED = (Standing.CONFIRMED, Standing.SUSPECTED)
YES, NO, ANY = "yes", "no", "any"
"""What a question says with each answer, and while it is open or denied: "anyone got in"."""
VALUE = "{}"
"""Where the value stands in the words it is told in."""
_UNKNOWN, _CONFIRMED = "not yet known", "confirmed"


@dataclass(frozen=True, slots=True)
class Words:
    """Puts versions into words for the readers of some sources."""

    sources: Sources

    def about(self, shift: Shift) -> str:
        """Name a fact as its question does, an entry as a reader knows it."""
        held = shift.held
        if held.record:
            names_it = self.sources.vocabulary.records[held.record].names_it
            return self._field(held, names_it) or held.key
        question = self.sources.vocabulary.facts.get(held.key)
        return question.label if question else held.key

    def is_untold(self, shift: Shift) -> bool:
        """Say whether it only frames what is said; what was wrong is told all the same."""
        question = self.sources.vocabulary.facts.get(shift.held.key)
        return question is not None and question.untold and shift.how is not How.WRONG

    def seen_at(self, shift: Shift) -> When | None:
        """Give when it was so, of an entry that may stand otherwise an hour later."""
        now = shift.now
        if now is None or not now.record or now.true_at is None or now.standing not in STATED:
            return None
        fields = self.sources.vocabulary.records[now.record].fields
        is_dated = any(field.dated and now.fields.get(name) for name, field in fields.items())
        return When.exactly(now.true_at) if is_dated else None

    def asked(self, shift: Shift) -> Question | None:
        """Give the question a fact answers, where its yes and no have words of their own."""
        question = self.sources.vocabulary.facts.get(shift.held.key)
        return question if question and question.clause else None

    def by(self, time: When) -> str:
        """Give the end of a time until which something is to be done: "by 14:00 on Tuesday"."""
        return time_filters(self.sources.zone, self.sources.year)["by"](time)

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
            return self._words(held, ("",)) if not held.record else "", ""
        names: tuple[str, ...] = ("",)
        if held.record:
            every = self.sources.vocabulary.records[held.record].fields
            fields = [name for name, field in every.items() if not field.untold]
            names = tuple(n for n in fields if held.fields.get(n) != now.fields.get(n))
            is_longer = any((n in held.fields) != (n in now.fields) for n in names)
            if not names or is_longer or held.standing is not now.standing:
                names = tuple(n for n in fields if n in (*HOW_IT_STANDS, *names))
        then, after = self._words(held, names), self._words(now, names, is_now=True)
        if held.standing is now.standing is Standing.CONFIRMED:
            # A detail that was added stood nowhere before, and one left out leaves nothing behind;
            # that the entry is confirmed is no news of it.
            then, after = ("" if each == _CONFIRMED else each for each in (then, after))
        return then, after

    def _words(self, version: FactVersion, names: tuple[str, ...], *, is_now: bool = False) -> str:
        """Give a version in words, no more surely than it is known.

        What stood before is only named; what is denied now must say how it is known.
        """
        if version.standing is Standing.UNKNOWN:
            return _UNKNOWN
        said = [
            self._field(version, name)
            for name in names
            if not version.record or version.fields.get(name) is not None
        ]
        words = "; ".join(text.rstrip(" .") for text in said if text)
        if is_now and self._is_plain_no(version):
            return ""
        if is_now and version.standing in (Standing.NO_SIGN, Standing.RULED_OUT):
            return self._denied("" if version.record else words, version)
        return self._hedged(words, version)

    def _is_plain_no(self, version: FactVersion) -> bool:
        """Say whether it is a bare no to a question whose answers have no words of their own."""
        asked = self.sources.vocabulary.facts.get(version.key)
        is_sure = version.standing is Standing.CONFIRMED and version.value == NO
        return is_sure and asked is not None and asked.kind is Kind.YES_NO and not asked.plain_no

    def _denied(self, what: str, version: FactVersion) -> str:
        """Deny with the reason, or with who looked at what until when; otherwise not at all."""
        support = version.support
        if version.standing is Standing.RULED_OUT:
            what = f": {what}" if what else ""
            return f"ruled out{what} ({bare(support.reason)})" if support.reason else ""
        checks = self._checks(version)
        what = f" of {what}" if what else ""
        return f"no sign so far{what} ({checks})" if checks else ""

    def _checks(self, version: FactVersion) -> str:
        """Say what was looked at, by whom and until when; nothing where one of these is open."""
        support = version.support
        if not (support.checked and support.checked_by and support.checked_until):
            return ""
        until = self._moment(support.checked_until)
        return f"checks of {bare(support.checked)} by {bare(support.checked_by)}, up to {until}"

    def _field(self, version: FactVersion, name: str) -> str:
        value = version.fields.get(name)
        if name == BACK_AT and isinstance(value, When):
            return f"expected back {self.by(value)}"
        words = self._value(version, name)
        if not words or not version.record:
            return words
        told_as = self.sources.vocabulary.records[version.record].fields[name].told_as or VALUE
        for other in version.fields:
            told_as = told_as.replace(f"{{{other}}}", self.sources.words_of(version, other))
        return told_as.replace(VALUE, words.rstrip(" ."))

    def _value(self, version: FactVersion, name: str) -> str:
        value = version.fields.get(name)
        if isinstance(value, When):
            return time_filters(self.sources.zone, self.sources.year)["on"](value)
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
                return words or _CONFIRMED

    # ---- Answers of yes or no ------------------------------------------------------------

    def _sentence(self, version: FactVersion, asked: Question) -> str:
        """Say what is so, as a clause that is no surer than the answer; nothing for a bare no.

        "Nobody got in" is what readers rely on most and what most often proves wrong.
        """
        yes, no = asked.clause[YES], asked.clause[NO]
        whether = asked.clause.get(ANY, yes)
        match version.standing, version.value == NO:
            case Standing.UNKNOWN, _:
                said = f"we do not yet know whether {whether}"
            case Standing.CONFIRMED, True:
                said = no if asked.plain_no else ""
            case Standing.CONFIRMED, False:
                said = yes
            case Standing.SUSPECTED, True:
                said = f"we believe that {no}, but we do not yet know for certain"
            case Standing.SUSPECTED, False:
                said = f"we believe that {yes}, but this is not confirmed"
            case Standing.NO_SIGN, _:
                checks = self._checks(version)
                said = f"{checks}, found no sign that {whether}" if checks else ""
            case _:
                reason = bare(version.support.reason)
                said = f"we have ruled out that {whether}: {reason}" if reason else ""
        return said

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
