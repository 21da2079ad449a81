"""The library of law: every rule with its conditions, clock, contents, sources and cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from disclosure.facts.instants import LONDON
from disclosure.law.confidence import IN_WORDS, Confidence
from disclosure.outputs.law_words import STATUS_WORDS, day_words, status_words
from disclosure.services.law_pages import LawPages, Sought
from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_law import (
    NO_LAWYER,
    shown_cases,
    shown_conditions,
    shown_regimes,
    shown_rules,
    shown_stages,
    shown_versions,
)
from disclosure.web.shown_law_changes import shown_history

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

law = Blueprint("law", __name__)
LONGEST = 80


@law.get("/law")
@access(Scope.OWN)
def index() -> ResponseReturnValue:
    """Show the rules that are as sought."""
    sought = _sought()
    pages, catalogue = _pages(), desk().library.catalogue
    shelf = pages.shelf(sought)
    return render_template(
        "law/index.html",
        sought=sought,
        on_words=day_words(sought.on),
        shelf=shelf,
        regimes=shown_regimes(shelf, catalogue, sought.on),
        watched=shown_rules(shelf.watched, catalogue, sought.on),
        statuses=[(status, STATUS_WORDS[status]) for status in shelf.statuses],
        confidences=[(str(mark), IN_WORDS[mark]) for mark in Confidence],
        marks=IN_WORDS,
        here="law",
    )


@law.get("/law/changes")
@access(Scope.OWN)
def changes() -> ResponseReturnValue:
    """Show what changed in the library, and which of one's own incidents that touched."""
    noted = desk().law_changes.history(current_person())
    history = shown_history(noted, desk().library.catalogue)
    return render_template("law/changes.html", history=history, here="law")


@law.get("/law/<rule_id>")
@access(Scope.OWN)
def show(rule_id: str) -> ResponseReturnValue:
    """Show one rule."""
    on = _day()
    page, catalogue = _pages().rule(rule_id, on), desk().library.catalogue
    rule = page.rule
    return render_template(
        "law/show.html",
        rule=rule,
        page=page,
        status=status_words(rule, on),
        support=IN_WORDS[rule.confidence],
        reviewed=f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else NO_LAWYER,
        applies=shown_conditions(rule.applies_when, catalogue),
        unless=shown_conditions(rule.unless, catalogue),
        stages=shown_stages(rule, catalogue),
        cases=shown_cases(page),
        versions=shown_versions(page),
        marks=IN_WORDS,
        checked_on=day_words(rule.checked_on),
        review_by=day_words(page.regime.review_by),
        here="law",
    )


def _pages() -> LawPages:
    held = desk()
    return LawPages(held.library.catalogue, held.library.root, held.settings.local_catalogue)


def _sought() -> Sought:
    asked = {name: request.args.get(name, "")[:LONGEST].strip() for name in request.args}
    return Sought(
        on=_day(),
        words=asked.get("words", ""),
        authority=asked.get("authority", ""),
        status=asked.get("status", ""),
        confidence=asked.get("confidence", ""),
    )


def _day() -> date:
    """Give the day asked for; what is no day is today."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return desk().now().astimezone(LONDON).date()
