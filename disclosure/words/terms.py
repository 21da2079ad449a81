"""Reads what stands inside the tags of a notice: names, options and conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from disclosure.facts.standings import Standing
from disclosure.problems import meant, nearest
from disclosure.words.blocks import (
    LEAD,
    THE_GROUP,
    Given,
    LawFrom,
    Some,
    StandingIs,
    Term,
    ValueIn,
)
from disclosure.words.expressions import ATTRIBUTES

TOKEN = re.compile(r'\s*(?:"([^"]*)"|(!=|[=(),])|(\$?[A-Za-z0-9_.:-]+))')
OTHER_QUOTES = re.compile("['\u2018-\u201f\u00ab\u00bb`]")
STANDINGS = {str(standing): standing for standing in Standing}
VALUE = "value"


class TagError(ValueError):
    """The inside of a tag cannot be read."""


def _unreadable(text: str) -> str:
    """Say why the inside of a tag cannot be read from here on."""
    shown = f"'{text[:30]}' cannot be read."
    if OTHER_QUOTES.match(text):
        return f'{shown} Write straight double quotation marks: "…".'
    if text.startswith('"'):
        return f"{shown} The quotation mark is never closed: write the second one."
    return shown


def _how(wanted: str, found: str, text: str) -> str:
    """Say how to put right a word of the wrong kind."""
    if wanted == "string" and found == "name":
        return f' Put it in quotation marks: "{text}".'
    if wanted == "string" and text == "=":
        return " Write = once."
    if wanted == "name" and found == "string":
        return " Write it without quotation marks."
    return ""


@dataclass(slots=True)
class Tokens:
    """The words of one tag, taken from the left."""

    items: list[tuple[str, str]]
    at: int = 0

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Split the inside of a tag into strings, signs and names.

        Raises:
            TagError: Something in it is none of these.
        """
        items, position, end = [], 0, len(text.rstrip())
        while position < end:
            match = TOKEN.match(text, position)
            if not match:
                raise TagError(_unreadable(text[position:].strip()))
            string, sign, name = match.groups()
            kind = "string" if string is not None else "sign" if sign else "name"
            items.append((kind, string if string is not None else sign or name))
            position = match.end()
        return cls(items)

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        """Look at a token without taking it."""
        at = self.at + ahead
        return self.items[at] if at < len(self.items) else ("end", "")

    def take(self, kind: str, what: str) -> str:
        """Take a token of a kind.

        Raises:
            TagError: Another one stands there.
        """
        found, text = self.peek()
        if found != kind:
            message = f"{what} is wanted before '{text}'." if text else f"{what} is missing."
            raise TagError(f"{message}{_how(kind, found, text)}")
        self.at += 1
        return text

    def taken(self, kind: str, text: str) -> bool:
        """Take a token if it is the one asked for."""
        if self.peek() == (kind, text):
            self.at += 1
            return True
        return False

    @property
    def done(self) -> bool:
        """Say whether everything has been taken."""
        return self.at >= len(self.items)


@dataclass(slots=True)
class Options:
    """The options at the end of a tag: `id="x" moves="A B" optional`."""

    given: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def moves(self) -> tuple[str, ...] | None:
        """Give the moves, or None where none are declared."""
        return tuple(self.given["moves"].split()) if "moves" in self.given else None


def options(tokens: Tokens, allowed: tuple[str, ...], flags: tuple[str, ...] = ()) -> Options:
    """Take the options that remain.

    Raises:
        TagError: An option is unknown, or stands twice.
    """
    found = Options()
    while not tokens.done:
        name = tokens.take("name", "An option")
        if name in flags:
            found.flags.add(name)
            continue
        if "." in name:
            message = f"Two facts are joined by a comma: write '…, {name}'."
            raise TagError(message)
        if name in found.given:
            message = f"The option '{name}' stands twice. Keep one of them."
            raise TagError(message)
        if name not in allowed:
            message = f"'{name}' is no option here. {nearest(name, (*allowed, *flags))}"
            raise TagError(message)
        if not tokens.taken("sign", "="):
            message = f'Write {name}="…".'
            raise TagError(message)
        found.given[name] = tokens.take("string", f"The text of {name}")
    return found


def names(tokens: Tokens) -> tuple[str, ...]:
    """Take names separated by commas."""
    found = [tokens.take("name", "A fact")]
    while tokens.taken("sign", ","):
        found.append(tokens.take("name", "A fact"))
    return tuple(found)


def conditions(tokens: Tokens, *, entry: bool = False) -> tuple[Term, ...]:
    """Take conditions joined by `and`.

    Args:
        tokens: The tag's tokens.
        entry: The conditions speak of an entry, so a bare name is one of its fields.

    Raises:
        TagError: A condition cannot be read.
    """
    found = [_condition(tokens, entry=entry)]
    while tokens.taken("name", "and"):
        found.append(_condition(tokens, entry=entry))
    return tuple(found)


@lru_cache(maxsize=8192)
def read_when(text: str, *, entry: bool) -> tuple[tuple[Term, ...], tuple[str, ...] | None]:
    """Read the inside of a `when`: its conditions, and its moves where it declares any.

    A shared piece stands in many texts, and is read once.

    Args:
        text: What stands behind `when`.
        entry: The conditions speak of an entry.

    Raises:
        TagError: It cannot be read.
    """
    tokens = Tokens.of(text)
    return conditions(tokens, entry=entry), options(tokens, ("moves",)).moves()


def _condition(tokens: Tokens, *, entry: bool) -> Term:
    _, word = tokens.peek()
    if word in ("some", "no") and tokens.peek(1)[0] == "name" and tokens.peek(2)[1] != "=":
        return _some(tokens)
    if word in STANDINGS:
        return StandingIs(LEAD, _standings(tokens))
    if word == "law" and tokens.peek(1) == ("name", "from"):
        return _law_from(tokens)
    subject = tokens.take("name", "A fact, a field or a standing")
    if tokens.peek()[1] in STANDINGS and tokens.peek()[0] == "name":
        return StandingIs(subject, _standings(tokens))
    for word_given, given in (("given", True), ("missing", False)):
        if tokens.taken("name", word_given):
            return Given(*_subject_and_field(subject, entry=entry), given=given)
    return _value_test(tokens, subject, entry=entry)


def _law_from(tokens: Tokens) -> LawFrom:
    tokens.take("name", "law")
    tokens.take("name", "from")
    text = tokens.take("string", "A date")
    try:
        return LawFrom(date.fromisoformat(text))
    except ValueError:
        message = f"'{text}' is no date. Write law from \"2026-06-19\"."
        raise TagError(message) from None


def _value_test(tokens: Tokens, subject: str, *, entry: bool) -> ValueIn:
    key, name = _subject_and_field(subject, entry=entry)
    if tokens.taken("sign", "="):
        return ValueIn(key, name, (_value(tokens),))
    if tokens.taken("sign", "!="):
        return ValueIn(key, name, (_value(tokens),), negated=True)
    if tokens.taken("name", "in"):
        return ValueIn(key, name, _strings(tokens))
    near = "" if "." in subject else meant(subject, STANDINGS)
    how = near or "Write how well it is known (confirmed, …), or given, missing, =, != or in."
    message = f"After '{subject}' a test is wanted. {how}"
    raise TagError(message)


def _subject_and_field(subject: str, *, entry: bool) -> tuple[str, str]:
    """Tell the lead's value, an attribute or field of the lead, and another fact apart."""
    if subject == VALUE:
        return LEAD, ""
    if subject == THE_GROUP:
        return subject, ""
    if subject in ATTRIBUTES or entry:
        return LEAD, subject
    return subject, ""


def _some(tokens: Tokens) -> Some:
    some = tokens.take("name", "some or no") == "some"
    record = tokens.take("name", "A record")
    where: tuple[Term, ...] = ()
    if tokens.taken("name", "where"):
        where = (_condition(tokens, entry=True),)
        # `and` may join a further condition on the entry or on the sentence; the nearest
        # reading, that it belongs to `where`, holds while the next word is a field test.
        while tokens.peek() == ("name", "and") and _continues_where(tokens):
            tokens.take("name", "and")
            where = (*where, _condition(tokens, entry=True))
    good = tuple(t for t in where if isinstance(t, (StandingIs, ValueIn, Given)))
    return Some(record, good, some)


def _continues_where(tokens: Tokens) -> bool:
    _, word = tokens.peek(1)
    return "." not in word and word not in ("some", "no", VALUE, THE_GROUP)


def _standings(tokens: Tokens) -> tuple[Standing, ...]:
    found = [_standing(tokens)]
    while tokens.peek() == ("name", "or"):
        tokens.take("name", "or")
        found.append(_standing(tokens))
    return tuple(found)


def _standing(tokens: Tokens) -> Standing:
    word = tokens.take("name", "A standing")
    if word not in STANDINGS:
        allowed = f"{meant(word, STANDINGS)} Allowed: {', '.join(STANDINGS)}.".lstrip()
        if "." in word:
            allowed = "'or' joins standings only; for any other 'or' write two 'when'."
        message = f"'{word}' is no standing. {allowed}"
        raise TagError(message)
    return STANDINGS[word]


def _value(tokens: Tokens) -> str:
    """Take a value: a string, or the name that stands for the group at hand."""
    return THE_GROUP if tokens.taken("name", THE_GROUP) else tokens.take("string", "A value")


def _strings(tokens: Tokens) -> tuple[str, ...]:
    if not tokens.taken("sign", "("):
        message = 'Write in ("a", "b").'
        raise TagError(message)
    found = [_value(tokens)]
    while tokens.taken("sign", ","):
        found.append(_value(tokens))
    if not tokens.taken("sign", ")"):
        message = "A closing bracket is missing."
        raise TagError(message)
    return tuple(found)
