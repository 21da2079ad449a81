"""The JSON the commands give: a contract with a version and a published schema."""

from __future__ import annotations

from typing import Any

from disclosure.outputs.contract import VERSION, Contract
from disclosure.outputs.law_contracts import (
    CheckOut,
    LawChangesOut,
    LawHoursOut,
    LawListOut,
    LawReviewOut,
)


class RowOut(Contract):
    """A condition as it reads on the facts."""

    row: str
    kind: str
    answer: str
    known: str
    cite: str
    confidence: str
    waits_for: list[str]
    parts: list[RowOut]


class StageOut(Contract):
    """A stage and its clock; instants are RFC 3339 with offset."""

    id: str
    title: str
    state: str
    promptness: str
    starts_at: str | None
    starts_at_latest: str | None
    due_at: str | None
    outer_limit_at: str | None
    next_review_at: str | None
    counting: str
    arithmetic: list[str]
    waits_for: list[str]
    reference: str


class DutyOut(Contract):
    """An obligation as it stands.

    `presumed_because` says why it is presumed while something is open, where the law file says it;
    `prepare_now` that it is presumed only so that it is prepared for while nobody has judged.
    """

    obligation: str
    title: str
    kind: str
    authority: str
    cite: str
    outcome: str
    prepare_now: bool
    presumed_because: list[str]
    confidence: str
    reviewed_by: str
    rule_digest: str
    entities: list[str]
    because: list[RowOut]
    waits_for: list[str]
    stages: list[StageOut]
    notes: list[str]


class ShadowOut(Contract):
    """A stage of what is not law, and the clock it would have."""

    id: str
    title: str
    promptness: str
    would_start_at: str | None
    would_be_due_at: str | None
    would_have_outer_limit_at: str | None
    counting: str
    arithmetic: list[str]
    waits_for: list[str]


class WatchedOut(Contract):
    """A bill or a proposal: no duty, shown as it would stand if it were law."""

    obligation: str
    title: str
    status: str
    since: str
    authority: str
    cite: str
    would: str
    confidence: str
    reviewed_by: str
    rule_digest: str
    waits_for: list[str]
    stages: list[ShadowOut]
    notes: list[str]


class AssessOut(Contract):
    """What `disclosure assess --json` gives."""

    version: int
    case: str
    title: str
    at: str
    law_as_of: str
    law_note: str
    duties: list[DutyOut]
    watched: list[WatchedOut]


class RestOut(Contract):
    """A fact version a sentence rests on."""

    fact: str
    version: int
    standing: str


class SentenceOut(Contract):
    """A sentence or a gap of a notice."""

    id: str
    text: str
    kind: str
    form: str
    cite: str
    moves: list[str]
    rests_on: list[RestOut]


class FindingOut(Contract):
    """Something found wrong with a text or the case."""

    rule: str
    severity: str
    sentence: str
    message: str


class CaseFindingOut(FindingOut):
    """A finding with the notice it concerns."""

    notice: str


class FindingsOut(Contract):
    """What `disclosure findings --json` gives."""

    version: int
    case: str
    at: str
    findings: list[CaseFindingOut]


class FileOut(Contract):
    """A file of a pack; the path is relative to the pack's folder."""

    path: str
    media_type: str
    sha256: str


class DraftOut(Contract):
    """A draft, with what each sentence rests on and what was found about it."""

    id: str
    title: str
    obligation: str
    stage: str
    audience: str
    language: str
    digest: str
    wording: str
    own: str
    words: int
    sentences: list[SentenceOut]
    withheld: list[str]
    findings: list[FindingOut]


class DraftFileOut(DraftOut):
    """The JSON file of one notice in a pack."""

    version: int
    case: str
    at: str


class NoticeOut(DraftOut):
    """A notice of a pack, as its manifest lists it."""

    outcome: str
    files: list[FileOut]


class ManifestOut(Contract):
    """`manifest.json` of a pack."""

    version: int
    case: str
    title: str
    at: str
    law_as_of: str
    law_note: str
    rows_not_verified: int
    rows: int
    files: list[FileOut]
    notices: list[NoticeOut]
    findings: list[FindingOut]


class FactOut(Contract):
    """One entry of the vocabulary."""

    key: str
    kind: str
    label: str
    help: str
    options: dict[str, str]
    unit: str
    ceiling: str
    page: str
    maps_to: list[str]


class RecordOut(Contract):
    """One kind of record."""

    record: str
    label: str
    page: str
    ceiling: str
    fields: list[FactOut]


class FactsOut(Contract):
    """What `disclosure facts list --json` gives."""

    version: int
    facts: list[FactOut]
    records: list[RecordOut]
    profile: list[FactOut]
    judgements: list[FactOut]


SCHEMAS: dict[str, type[Contract]] = {
    "assess": AssessOut,
    "findings": FindingsOut,
    "manifest": ManifestOut,
    "notice": DraftFileOut,
    "law-list": LawListOut,
    "law-check": CheckOut,
    "law-review": LawReviewOut,
    "law-hours": LawHoursOut,
    "law-changes": LawChangesOut,
    "facts-list": FactsOut,
}
"""The published schemas, by name; that of a case file comes from the vocabulary."""


def schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema of an output."""
    made = SCHEMAS[name].model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = f"Disclosure {name}, version {VERSION}"
    return made
