"""The whole law library as JSON: every rule with all that a lawyer would ask of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from disclosure.law.conditions import Group, Row, with_rows
from disclosure.outputs.law_contracts import (
    ChannelOut,
    ConditionOut,
    ContentOut,
    InForceOut,
    LimitOut,
    ObligationOut,
    OuterOut,
    PenaltyOut,
    VersionOut,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Content, Limit, Obligation, Stage

AS_THEY_STAND = (
    "id",
    "title",
    "kind",
    "authority",
    "audience",
    "borne_by",
    "status",
    "cite",
    "source",
    "confidence",
    "reviewed_by",
    "summary",
)
"""The texts of a rule that the list gives as its file has them."""
Worked = tuple[str, str, "date"]
"""What a worked case expects: the obligation, the outcome, the day whose law is applied."""


def rules_listed(
    obligations: Sequence[Obligation], review_by: Mapping[str, date], worked: Sequence[Worked]
) -> list[ObligationOut]:
    """Give every rule with all that a lawyer would ask of it, by id and first day.

    Args:
        obligations: The rules, every version of each.
        review_by: The day by which a regime must be looked at again, by its id.
        worked: What the worked cases expect.
    """
    versions: dict[str, list[Obligation]] = {}
    for rule in sorted(obligations, key=lambda o: (o.id, o.in_force_from)):
        versions.setdefault(rule.id, []).append(rule)
    return [
        _rule(rule, same, review_by, [w for w in worked if w[0] == rule.id])
        for same in versions.values()
        for rule in same
    ]


def _rule(
    rule: Obligation,
    versions: Sequence[Obligation],
    review_by: Mapping[str, date],
    worked: Sequence[Worked],
) -> ObligationOut:
    regime = ".".join(rule.id.split(".")[:2])
    due = review_by.get(regime)
    return ObligationOut(
        **_plain(rule),
        regime=regime,
        in_force=_in_force(rule),
        checked_on=_on(rule),
        review_by=due.isoformat() if due else None,
        weakest=rule.weakest,
        cites=list(cites(rule)),
        conditions=[
            *(_condition(c, "applies-when", rule) for c in rule.applies_when),
            *(_condition(c, "unless", rule) for c in rule.unless),
        ],
        stages=[stage.id for stage in rule.stages],
        limits=[_limit(limit, stage, rule) for stage in rule.stages for limit in stage.limits],
        contents=[_content(content, rule) for content in rule.contents],
        channel=_channel(rule),
        max_penalty=_penalty(rule),
        exemptions=list(rule.exemptions),
        notes=list(rule.notes),
        versions=[_version(version, worked) for version in versions],
        cases=len(worked),
        outcomes=dict(sorted(Counter(outcome for _, outcome, _ in worked).items())),
    )


def _plain(rule: Obligation) -> dict[str, Any]:
    """Give what is taken over as it stands."""
    return {name: getattr(rule, name) for name in AS_THEY_STAND}


def _version(rule: Obligation, worked: Sequence[Worked]) -> VersionOut:
    return VersionOut(
        in_force=_in_force(rule),
        status=rule.status,
        file=rule.file,
        digest=rule.digest,
        cases=sum(rule.in_force_on(day) for _, _, day in worked),
    )


def cites(rule: Obligation) -> Sequence[str]:
    """Give every provision a rule cites, each once, in the order of its file."""
    found = [rule.cite]
    found += [c.cite for c in with_rows((*rule.applies_when, *rule.unless))]
    for limit in (limit for stage in rule.stages for limit in stage.limits):
        found += [limit.cite, limit.outer_cite, limit.outer_from_cite]
    found += [content.cite for content in rule.contents]
    return tuple(cite for cite in dict.fromkeys(found) if cite)


def _content(content: Content, rule: Obligation) -> ContentOut:
    return ContentOut(
        id=content.id,
        title=content.title,
        cite=content.cite,
        confidence=content.confidence,
        checked_on=_on(rule),
    )


def _on(rule: Obligation) -> str:
    """Give the day on which every row of a rule was checked: that of its file."""
    return rule.checked_on.isoformat()


def _in_force(rule: Obligation) -> InForceOut:
    until = rule.in_force_until.isoformat() if rule.in_force_until else None
    return InForceOut(start=rule.in_force_from.isoformat(), until=until)


def _condition(condition: Condition, kind: str, rule: Obligation) -> ConditionOut:
    row = condition if isinstance(condition, Row) else None
    group = condition if isinstance(condition, Group) else None
    return ConditionOut(
        kind=kind,
        asks=condition.asks,
        subject=row.subject if row else "",
        key=row.key if row else "",
        test=_test(row) if row else "group",
        accepts=list(row.accepts) if row else [],
        at_least=row.at_least if row else None,
        needs=group.needs if group else 1,
        while_open=_while_open(row),
        meanwhile=condition.meanwhile,
        cite=condition.cite,
        confidence=condition.confidence,
        parts=[_condition(part, kind, rule) for part in group.rows] if group else [],
        checked_on=_on(rule),
    )


def _test(row: Row) -> str:
    if row.made:
        return "made"
    if row.at_least is not None:
        return "at-least"
    return "ever" if row.ever else "in"


def _while_open(row: Row | None) -> str:
    if row is None:
        return ""
    if row.presumes_duty:
        return "presume-duty"
    if row.prepares:
        return "prepare"
    return "duty-stands" if row.duty_stands else ""


def _limit(limit: Limit, stage: Stage, rule: Obligation) -> LimitOut:
    return LimitOut(
        stage=stage.id,
        stage_title=stage.title,
        promptness=stage.promptness,
        late_needs=stage.late_needs,
        combine=stage.combine,
        starts_at=str(limit.starts_at),
        earliest_from=[str(start) for start in limit.earliest_from],
        amount=limit.amount,
        counting=limit.counting,
        calendar=limit.calendar,
        first_day_counts=limit.first_day_counts,
        cite=limit.cite,
        confidence=limit.confidence,
        outer=_outer(limit),
        checked_on=_on(rule),
    )


def _outer(limit: Limit) -> OuterOut | None:
    if not limit.outer:
        return None
    return OuterOut(
        counting=limit.outer,
        cite=limit.outer_cite,
        confidence=limit.outer_confidence,
        start=limit.outer_from.isoformat() if limit.outer_from else None,
        start_cite=limit.outer_from_cite,
        start_confidence=limit.outer_from_confidence if limit.outer_from else "",
    )


def _channel(rule: Obligation) -> ChannelOut | None:
    held = rule.channel
    if held is None:
        return None
    return ChannelOut(
        name=held.name,
        url=held.url,
        phone=held.phone,
        confidence=held.confidence,
        checked_on=_on(rule),
    )


def _penalty(rule: Obligation) -> PenaltyOut | None:
    if not rule.max_penalty:
        return None
    return PenaltyOut(
        text=rule.max_penalty, confidence=rule.penalty_confidence, checked_on=_on(rule)
    )
