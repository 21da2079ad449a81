"""Law libraries that differ a little from the one we have."""

from dataclasses import replace

from desks import Setting

from disclosure.catalogue.load import Catalogue
from disclosure.law.obligations import Obligation
from disclosure.services.assessments import Assessments
from disclosure.services.law_changes import LawChanges


def rule_of(catalogue: Catalogue, name: str) -> Obligation:
    return next(o for o in catalogue.law.obligations if o.id == name)


def with_rules(catalogue: Catalogue, *rules: Obligation, without: str = "") -> Catalogue:
    """Give the library with some rules in the place of those of the same id and first day."""
    new = {(rule.id, rule.in_force_from): rule for rule in rules}
    held = {(o.id, o.in_force_from): o for o in catalogue.law.obligations if o.id != without}
    law = replace(catalogue.law, obligations=tuple({**held, **new}.values()))
    return replace(catalogue, law=law)


def with_hours(rule: Obligation, hours: int) -> Obligation:
    """Give a rule whose first report is due after other hours."""
    first = rule.stages[0]
    limit = replace(first.limits[0], amount=hours)
    return replace(rule, stages=(replace(first, limits=(limit,)), *rule.stages[1:]))


def starts(setting: Setting, catalogue: Catalogue | None = None) -> LawChanges:
    """Give what notes the library when a desk starts with it."""
    desk = setting.desk
    held = catalogue or desk.library.catalogue
    deadlines = replace(desk.deadlines, catalogue=held, assessments=Assessments(held))
    return LawChanges(desk.transactions, held, Assessments(held), deadlines.refresh)
