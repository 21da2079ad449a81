"""Refuses in a text of another language whatever would print words of British English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosure.facts.vocabulary import ENTITY_FIELDS, ROLES, Kind
from disclosure.words.blocks import Fixed, Records, Say
from disclosure.words.expressions import ATTRIBUTES, ENTRY, Wording, split_attribute
from disclosure.words.house import SIGN_OFF, STYLE
from disclosure.words.lint import Remark
from disclosure.words.retelling import CHANGED, NOW, OVERTAKEN, SAID, SAID_AT
from disclosure.words.standing_facts import AUTHORITY, CLOCK, JUDGEMENT, ORGANISATION, PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.facts.vocabulary import RecordType, Vocabulary
    from disclosure.words.blocks import Block, Notice
    from disclosure.words.tongues import Tongue

AS_TYPED: Final = frozenset({"bare", "stop", "capital", "lower_first"})
"""Ways to print that change no word."""
TIME: Final = "time"
"""The one way to print an instant without a word: 09:10."""
INSTANTS: Final = frozenset({"as_of", "expected_by", "checked_until"})
SENTENCES: Final = frozenset({"outlook", "checks"})
CLOCK_INSTANTS: Final = ("due_at", "sent_at")
CLOCK_WORDS: Final = ("reference", "late_reason")
SAID_AGAIN: Final = {SAID: Kind.TEXT, NOW: Kind.TEXT, SAID_AT: Kind.INSTANT}
"""What a correction prints of what readers were told, which was told in their language."""
ALLOWED: Final = (
    "In another language print what was typed, names, and times of day ('time'); each entry of a "
    "list by itself. Whatever depends on a value is a 'when' of its own."
)


def lint_tongue(notice: Notice, vocabulary: Vocabulary) -> Iterator[Remark]:
    """Report what would print British English in a text of another language.

    Args:
        notice: The notice; one in British English has nothing to report.
        vocabulary: What may be recorded.
    """
    if notice.tongue is None:
        return
    for block in notice.every_block():
        record = vocabulary.records.get(block.record) if isinstance(block, Records) else None
        for wording, line, file in _wordings(block):
            for name, ways in wording.prints:
                wrong = _wrong(name, ways, notice.tongue, vocabulary, record)
                if wrong:
                    yield Remark(line, wrong, ALLOWED, file or block.file)


def _wordings(block: Block) -> Iterator[tuple[Wording, int, str]]:
    if isinstance(block, Fixed) and block.wording:
        yield block.wording, block.line, block.file
    if isinstance(block, Records) and block.intro:
        yield block.intro, block.line, block.file
    if isinstance(block, (Say, Records)):
        for when in block.whens:
            yield when.wording, when.line, when.file


def _wrong(
    name: str,
    ways: tuple[str, ...],
    tongue: Tongue,
    vocabulary: Vocabulary,
    record: RecordType | None,
) -> str:
    root, _, rest = name.partition(".")
    if root == STYLE:
        missing = rest not in tongue.house and rest != SIGN_OFF
        return f"There is no word for '{name}' in '{tongue.language}'." if missing else ""
    kind = _kind_of_entry(root, rest, record) if record else _kind(name, vocabulary)
    fits = {Kind.TEXT: AS_TYPED, Kind.INSTANT: AS_TYPED | {TIME}}.get(kind) if kind else None
    if fits is None or not fits.issuperset(ways) or (kind is Kind.INSTANT) != (TIME in ways):
        printed = " | ".join((name, *ways))
        return f"'{printed}' would print words of British English."
    return ""


def _kind_of_attribute(name: str) -> Kind | None:
    if name in SENTENCES:
        return None
    return Kind.INSTANT if name in INSTANTS else Kind.TEXT


def _kind_of_entry(root: str, rest: str, record: RecordType) -> Kind | None:
    """Give the kind of what is printed of an entry; several would be joined in English."""
    if root != ENTRY or record.record == CHANGED:
        return None
    if record.record == OVERTAKEN:
        return SAID_AGAIN.get(rest)
    if rest in ATTRIBUTES:
        return _kind_of_attribute(rest)
    question = record.fields.get(rest or record.names_it)
    return question.kind if question else None


def _kind(name: str, vocabulary: Vocabulary) -> Kind | None:
    key, attribute = split_attribute(name)
    if attribute:
        return _kind_of_attribute(attribute)
    root, _, rest = key.partition(".")
    if root == PROFILE or key in vocabulary.facts:
        asked = vocabulary.profile.get(rest) if root == PROFILE else vocabulary.facts[key]
        return asked.kind if asked else None
    if root == CLOCK:
        part = rest.rpartition(".")[2]
        named = {
            **dict.fromkeys(CLOCK_INSTANTS, Kind.INSTANT),
            **dict.fromkeys(CLOCK_WORDS, Kind.TEXT),
        }
        return named.get(part)
    if root == JUDGEMENT:
        return Kind.INSTANT if rest.endswith(".instant") else None
    is_name = (
        key == ORGANISATION[0] or root == AUTHORITY or (root in ROLES and rest in ENTITY_FIELDS)
    )
    return Kind.TEXT if is_name else None
