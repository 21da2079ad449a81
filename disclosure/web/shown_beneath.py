"""What lies beneath a sentence, as a page shows it: on how much it rests, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for

from disclosure.facts.in_words import STANDING_WORDS
from disclosure.facts.standings import Standing
from disclosure.words.findings import Severity
from disclosure.words.standing_facts import JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from disclosure.services.notice_facts import Beneath
    from disclosure.services.notice_pages import SentenceView
    from disclosure.words.findings import Finding

LEAST_SURE_FIRST: Final = (
    (Standing.UNKNOWN, "quiet"),
    (Standing.SUSPECTED, "soon"),
    (Standing.NO_SIGN, "wait"),
    (Standing.RULED_OUT, "done"),
    (Standing.CONFIRMED, "done"),
)
"""Each standing with the kind of its tag; a sentence is as sure as the least sure fact beneath."""
AGAINST: Final = "Checks are against it"
SAYS_MORE: Final = "says-more"
"""The rule that finds words which say more than what they rest on."""
OF_A_JUDGEMENT: Final = (".instant", ".open")
"""What stands behind the key of a judgement whose moment, or whose being open, is named."""


def rests_words(view: SentenceView, *, is_out: bool) -> str:
    """Say on how much a sentence rests: 'Why we may say this: 2 facts'."""
    count = len(view.beneath)
    if not count:
        return ""
    facts = f"{count} {'fact' if count == 1 else 'facts'}"
    if not view.sentence.is_said:
        return f"Asked because of {facts}"
    return f"What this rested on: {facts}" if is_out else f"Why we may say this: {facts}"


def sureness(view: SentenceView, *, is_out: bool = False) -> tuple[str, str]:
    """Say how sure what lies beneath a sentence is, and the kind of the tag that says it.

    Of several facts that are not all as sure, the least sure ones are counted. However sure they
    are, words that must not go out like this do not follow from them.
    """
    if view.sentence.is_said and not is_out and any(_is_against(f) for f in view.findings):
        return AGAINST, "stop"
    held = [Standing(fact.standing) for fact in view.beneath]
    for standing, kind in LEAST_SURE_FIRST:
        count = held.count(standing)
        if count and count == len(held):
            return STANDING_WORDS[standing], kind
        if count:
            words = STANDING_WORDS[standing]
            return f"{count} of {len(held)}: {words[:1].lower()}{words[1:]}", kind
    return "", ""


def _is_against(finding: Finding) -> bool:
    return finding.severity is Severity.STOP or finding.rule == SAYS_MORE


def fact_href(key: str, incident_id: UUID) -> str:
    """Give the page on which a fact is answered, an entry kept or a question judged."""
    record, is_entry, entry = key.partition(":")
    if is_entry:
        return url_for("entries.edit", incident_id=incident_id, record=record, entry_id=entry)
    if key.startswith(f"{JUDGEMENT}."):
        question = key.removeprefix(f"{JUDGEMENT}.")
        for part in OF_A_JUDGEMENT:
            question = question.removesuffix(part)
        return url_for("duties.judgement", incident_id=incident_id, key=question)
    return url_for("facts.ask", incident_id=incident_id, key=key)


def beneath_href(fact: Beneath, incident_id: UUID) -> str:
    """Give where a fact beneath a sentence is looked up; nothing for a name or a clock."""
    if fact.is_fact or fact.key.startswith(f"{JUDGEMENT}."):
        return fact_href(fact.key, incident_id)
    return ""


WORDS: Mapping[str, object] = {
    "rests_words": rests_words,
    "sureness": sureness,
    "beneath_href": beneath_href,
}
"""What a template may call to show what lies beneath a sentence."""
