"""Rows of the registers of submissions and approvals, from what was kept and from the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.in_words import REDACTED
from disclosure.outputs.registers import ApprovalRow, SubmissionRow
from disclosure.services.notice_pages import HAPPENED, rule_titles
from disclosure.signoff.people import Capacity
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosure.store.notices import Begun
    from disclosure.store.submissions import Submitted
    from disclosure.trail.entries import Entry

STEPS = frozenset(
    {
        Action.APPROVAL_REQUESTED,
        Action.NOTICE_APPROVED,
        Action.NOTICE_REFUSED,
        Action.REQUEST_WITHDRAWN,
        Action.NOTICE_SUPERSEDED,
        Action.JUDGED_FREE_OF_INSIDE_INFORMATION,
        Action.NOTICE_RELEASED,
    }
)
"""The entries that stand in the register of approvals."""
PROGRAM = "The program, when a fact changed"


def submission_rows(
    given: Iterable[Submitted], begun: Sequence[Begun], titles: Mapping[str, str]
) -> tuple[SubmissionRow, ...]:
    """Give a row for each time a notice was given.

    Args:
        given: What was recorded of it.
        begun: Every series of every notice.
        titles: The notices' titles, by id.
    """
    series = {each.id: each for each in begun}
    return tuple(_given(each, series, titles) for each in given)


def _given(
    each: Submitted, series: Mapping[UUID, Begun], titles: Mapping[str, str]
) -> SubmissionRow:
    begun = series.get(each.notice_id) if each.notice_id else None
    return SubmissionRow(
        notice=titles.get(begun.template, begun.template) if begun else "",
        series=begun.series if begun else 1,
        version=each.version or None,
        recipient=each.recipient,
        channel=each.channel,
        given_at=each.given_at,
        reference=each.reference,
        late_reason=each.late_reason,
        recorded_at=each.recorded_at,
        recorded_by=each.recorded_by,
        receipt=each.receipt.name if each.receipt else "",
        sha256=each.receipt.sha256 if each.receipt else "",
    )


def approval_rows(
    entries: Mapping[UUID, Sequence[Entry]], begun: Sequence[Begun], titles: Mapping[str, str]
) -> tuple[ApprovalRow, ...]:
    """Give a row for each step of an approval, in the order of the trail.

    Args:
        entries: What the trail says of each series of a notice.
        begun: Every series of every notice.
        titles: The notices' titles, by id.
    """
    steps = [
        (entry, each)
        for each in begun
        for entry in entries.get(each.id, ())
        if entry.action in STEPS
    ]
    ordered = sorted(steps, key=lambda step: step[0].seq)
    return tuple(_step(entry, each, titles) for entry, each in ordered)


def _step(entry: Entry, begun: Begun, titles: Mapping[str, str]) -> ApprovalRow:
    version, digest = entry.detail.get("version"), entry.detail.get("digest")
    return ApprovalRow(
        notice=titles.get(begun.template, begun.template),
        series=begun.series,
        version=version if isinstance(version, int) else None,
        happened=HAPPENED[entry.action],
        who=_or_redacted(entry, "actor_name", entry.actor_name) or PROGRAM,
        at=entry.at,
        reason=_or_redacted(entry, "reason", entry.reason),
        digest=digest if isinstance(digest, str) else "",
        capacities=tuple(_capacities(entry)),
        accepted=tuple(_accepted(entry)),
    )


def _or_redacted(entry: Entry, field: str, value: str) -> str:
    return REDACTED if field in entry.redacted else value


def _capacities(entry: Entry) -> Iterator[str]:
    held = entry.detail.get("capacities")
    for name in held if isinstance(held, list) else ():
        yield Capacity(str(name)).in_words


def _accepted(entry: Entry) -> Iterator[tuple[str, str]]:
    """Give what was accepted when approval was asked for: each rule by its title, and why."""
    if "detail.accepted" in entry.redacted:
        yield "", REDACTED
    accepted = entry.detail.get("accepted")
    for rule, why in accepted.items() if isinstance(accepted, dict) else ():
        yield dict(rule_titles([rule])).get(rule, rule), str(why)
