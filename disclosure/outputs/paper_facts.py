"""What the sentences of a notice rest on, as the data that its PDF carries inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS, fields_in_words
from disclosure.facts.instants import iso
from disclosure.facts.standings import Ceiling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.facts.versions import FactVersion
    from disclosure.words.drafts import Draft, Rest, Sentence
    from disclosure.words.record import Plain
    from disclosure.words.sources import Sources


def facts_of(
    draft: Draft,
    readable: Sources,
    versions: Mapping[str, FactVersion],
    *,
    may_read: frozenset[Ceiling],
) -> dict[str, Plain]:
    """Give every sentence with the fact versions it rests on, and each of those once.

    A document is read by whoever is handed it, with everything inside. So a fact this audience
    may not read is named and no more, and who said a thing, and why it is believed, goes to
    those alone who may read what is meant for authorities.

    Args:
        draft: The notice.
        readable: What its audience may read, as it is known.
        versions: Every version recorded by then, by its name, `incident.cause@2`.
        may_read: The ceilings this audience may read.
    """
    said = tuple(draft.said())
    rests = {f"{rest.fact}@{rest.version}": rest for s in said for rest in s.rests_on}
    found = {
        name: versions.get(name) or readable.facts.get(rest.fact) for name, rest in rests.items()
    }
    return {
        "sentences": [_sentence(sentence) for sentence in said],
        "facts": {
            name: _fact(rest, found[name], readable, may_read) for name, rest in rests.items()
        },
    }


def _sentence(sentence: Sentence) -> dict[str, Plain]:
    return {
        "id": sentence.id,
        "text": sentence.text,
        "kind": sentence.kind,
        "cite": sentence.cite,
        "by_hand": bool(sentence.by_hand),
        "rests_on": [f"{rest.fact}@{rest.version}" for rest in sentence.rests_on],
    }


def _fact(
    rest: Rest, version: FactVersion | None, readable: Sources, may_read: frozenset[Ceiling]
) -> dict[str, Plain]:
    named: dict[str, Plain] = {
        "fact": rest.fact,
        "version": rest.version,
        "standing": str(rest.standing),
        "standing_in_words": STANDING_WORDS[rest.standing],
    }
    if version is None or version.ceiling not in may_read:
        return named
    shows_source = Ceiling.AUTHORITY in may_read
    return {
        **named,
        "value": _value(version, readable),
        "as_of": iso(version.true_at, readable.zone) if version.true_at else None,
        "recorded_at": iso(version.recorded_at, readable.zone),
        "source": version.support.source if shows_source else "",
        "basis": version.support.basis if shows_source else "",
    }


def _value(version: FactVersion, readable: Sources) -> Plain:
    """Give a value in words; of an entry its fields, each under its label."""
    if not version.record:
        return readable.words_of(version, "")
    record = readable.vocabulary.records.get(version.record)
    return dict(fields_in_words(record, version, readable.zone)) if record else {}
