"""What a field of an entry may name: the duties of the incident, its facts and its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from disclosure.facts.in_words import name_of
from disclosure.law.duties import Outcome, assess_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case, Known
    from disclosure.facts.vocabulary import RecordType

DUTY: Final = "duty"
STANDS: Final = {
    Outcome.APPLIES: "It applies",
    Outcome.PRESUMED: "It is presumed to apply",
    Outcome.UNDETERMINED: "Not decided yet",
}
"""How a duty stands that somebody may have been told under; what does not apply is not offered."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Things of one kind to choose from.

    Attributes:
        title: What they have in common.
        named: Their ids and names.
    """

    title: str
    named: tuple[tuple[str, str], ...]


def choices_of(
    record: RecordType, catalogue: Catalogue, case: Case, at: datetime
) -> Mapping[str, tuple[Choices, ...]]:
    """Give what the fields of a list may name, by the name of each field that names something."""
    asked = {name: field.names for name, field in record.fields.items() if field.names}
    known = case.known_at(at) if asked else None
    if known is None:
        return {}
    return {
        name: tuple(
            group
            for group in (
                _duties(catalogue, case, known) if names == DUTY else _facts(catalogue, known)
            )
            if group.named
        )
        for name, names in asked.items()
    }


def _duties(catalogue: Catalogue, case: Case, known: Known) -> Iterator[Choices]:
    law = catalogue.law
    duties = assess_all(law.obligations, known, law.calendars, law_as_of=case.law_as_of)
    for outcome, title in STANDS.items():
        held = [duty.obligation for duty in duties if duty.outcome is outcome]
        yield Choices(title, tuple((rule.id, rule.title) for rule in held))


def _facts(catalogue: Catalogue, known: Known) -> Iterator[Choices]:
    """Give the entries of each list, and the questions of each page that are asked here."""
    vocabulary = catalogue.vocabulary
    for page in catalogue.intake:
        for name in page.records:
            record = vocabulary.records[name]
            entries = ((each.key, name_of(record, each)) for each in known.entries(name))
            yield Choices(record.label, ((name, f"{record.label}: as a whole"), *entries))
        asked = [item.key for item in page.items if not item.is_record and item.is_asked(known)]
        yield Choices(page.title, tuple((key, vocabulary.facts[key].label) for key in asked))
