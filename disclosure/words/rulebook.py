"""The rules that find what is wrong: a closed list, and the one way to apply it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from disclosure.words import (
    rules_of_claims,
    rules_of_corrections,
    rules_of_duties,
    rules_of_facts,
    rules_of_groups,
    rules_of_house,
    rules_of_languages,
    rules_of_releases,
    rules_of_reports,
    rules_of_text,
    rules_of_typing,
    rules_of_wording,
)
from disclosure.words.findings import CaseInputs, Finding, Severity
from disclosure.words.rules_of_languages import in_british


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a rule is called and why it is there.

    Attributes:
        severity: The most a finding of this rule can weigh.
    """

    id: str
    title: str
    severity: Severity
    why: str


_STOP, _WARNING, _NOTE = Severity.STOP, Severity.WARNING, Severity.NOTE

_INFOS: Final = (
    RuleInfo(
        "order-of-release",
        "The market hears first, or at the same instant",
        _STOP,
        "Inside information is not for some before others (UK MAR Art 17).",
    ),
    RuleInfo(
        "overdue",
        "A notice is late, or may be",
        _STOP,
        "Each clock runs whether or not its start has been judged.",
    ),
    RuleInfo(
        "late-without-reason",
        "A late notice gives no reason",
        _STOP,
        "The law asks for the reasons of the delay (UK GDPR Art 33(1)).",
    ),
    RuleInfo(
        "needs-correction",
        "A released text was wrong when said",
        _STOP,
        "Readers rely on it until they are told.",
    ),
    RuleInfo(
        "contradiction",
        "Two texts say different things of one fact",
        _STOP,
        "Texts are compared within the day, and both lose.",
    ),
    RuleInfo(
        "stale-sentence-reused",
        "A sentence that no longer holds is said again",
        _STOP,
        "Who has been told that it changed reads it as a denial; who has not is misled twice.",
    ),
    RuleInfo(
        "unsupported-claim",
        "Words by hand that no fact supports",
        _STOP,
        "What nobody has recorded, nobody can stand behind.",
    ),
    RuleInfo(
        "other-language",
        "Words that no check here can read",
        _STOP,
        "A check that cannot read a text must not seem to have passed it.",
    ),
    RuleInfo(
        "names-a-person-or-address",
        "Personal data of others stands in a text",
        _STOP,
        "The breach form asks for none; a notice must not become a breach (UK GDPR Art 5(1)(c)).",
    ),
    RuleInfo(
        "not-printed",
        "Letters that no document of ours can print",
        _STOP,
        "A text that was released and cannot be printed has no document of record.",
    ),
    RuleInfo(
        "no-sign-incomplete",
        "“No sign” without its check",
        _STOP,
        "Without what was checked, by whom and up to when it is a bare denial.",
    ),
    RuleInfo(
        "gap",
        "A sentence cannot be written yet",
        _STOP,
        "“Not yet known” answers the law; a hole does not.",
    ),
    RuleInfo(
        "names-another-group",
        "A letter to one group speaks of another",
        _WARNING,
        "What happened to others is theirs to hear; told here, nobody decided to disclose it.",
    ),
    RuleInfo(
        "facts-contradict",
        "Two facts cannot both be so",
        _WARNING,
        "Each text would be true to one of them.",
    ),
    RuleInfo(
        "order-of-instants",
        "Times stand the wrong way round",
        _WARNING,
        "Clocks start at them, and a report whose times run backwards is queried first.",
    ),
    RuleInfo(
        "clock-open-though-told",
        "An authority is called told, its clock is open",
        _WARNING,
        "Only the notice itself, recorded, stops a clock.",
    ),
    RuleInfo(
        "late-reasons-differ",
        "Two reasons for one delay",
        _WARNING,
        "The authority has read the first.",
    ),
    RuleInfo(
        "already-sent",
        "The draft of a notice that was sent",
        _WARNING,
        "Sent again, it opens a second case.",
    ),
    RuleInfo(
        "aware-but-unknown",
        "Aware of a breach, unsure of the data",
        _WARNING,
        "Awareness needs a reasonable degree of certainty.",
    ),
    RuleInfo(
        "threshold-against-risk",
        "The threshold and the risk do not fit",
        _WARNING,
        "Why a breach need not be reported must be on record (UK GDPR Art 33(5)).",
    ),
    RuleInfo(
        "told-without-record",
        "A body is called told without time or reference",
        _WARNING,
        "Whom we name is asked by the press within the hour.",
    ),
    RuleInfo(
        "normal-against-reports",
        "Said to work, reported otherwise",
        _WARNING,
        "A plain “open” beside complaints is the first sentence to be taken back.",
    ),
    RuleInfo(
        "against-outside-claim",
        "Others say something, or we said it before",
        _WARNING,
        "Readers of our text have read theirs.",
    ),
    RuleInfo(
        "stale",
        "A released text has been overtaken",
        _WARNING,
        "Its readers act on what was so before.",
    ),
    RuleInfo(
        "rests-on-withdrawn",
        "A released text rests on a withdrawn fact",
        _WARNING,
        "Nobody stands behind it any more.",
    ),
    RuleInfo(
        "promise-due",
        "A promise has come due",
        _WARNING,
        "What a released text promises is a deadline.",
    ),
    RuleInfo(
        "says-more",
        "Words by hand that say more than we know",
        _WARNING,
        "A hedge dropped, a number sharpened: the first thing to be taken back.",
    ),
    RuleInfo(
        "risky-wording",
        "Words that later facts overturn",
        _WARNING,
        "Most such words in real statements had to be taken back.",
    ),
    RuleInfo(
        "house-word",
        "A word that the house never uses",
        _WARNING,
        "One voice in every text is part of being believed.",
    ),
    RuleInfo(
        "service-without-time",
        "A status without its time",
        _WARNING,
        "What works at noon may be stopped by evening.",
    ),
    RuleInfo(
        "switched-off-unpaired",
        "Something was switched off, its effect is not said",
        _WARNING,
        "Readers notice before they read.",
    ),
    RuleInfo(
        "no-next-update",
        "No time for the next update",
        _WARNING,
        "Without one, readers call, guess or ask the press.",
    ),
    RuleInfo(
        "no-contact",
        "Nowhere to turn",
        _WARNING,
        "People affected are told where to ask (UK GDPR Art 34(2)).",
    ),
    RuleInfo(
        "broken-sentence",
        "An answer that does not end its sentence",
        _WARNING,
        "It shows readers that nobody read the text before it went out.",
    ),
    RuleInfo(
        "long-sentence",
        "A sentence of more than 25 words",
        _WARNING,
        "Many readers lose the thread.",
    ),
    RuleInfo(
        "reading-grade",
        "Harder to read than this audience should bear",
        _WARNING,
        "People are told in clear and plain language (UK GDPR Art 34(2)).",
    ),
    RuleInfo(
        "too-long",
        "Longer than its form allows",
        _WARNING,
        "What stands below the fold is not read.",
    ),
    RuleInfo(
        "unknown-without-promise",
        "Not known, and nobody finding out",
        _NOTE,
        "“We do not know yet” is believed with who is checking and by when.",
    ),
)

RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({info.id: info for info in _INFOS})
"""Every rule, in the order in which findings of one weight are shown."""

CHECKS: Final[tuple[Callable[[CaseInputs], Iterator[Finding]], ...]] = (
    rules_of_text.gaps,
    rules_of_text.unknowns_without_promise,
    rules_of_text.long_sentences,
    rules_of_text.letters_not_printed,
    rules_of_text.hard_texts,
    rules_of_text.too_long_texts,
    rules_of_text.missing_next_update,
    rules_of_text.missing_contact,
    rules_of_text.services_without_time,
    rules_of_wording.risky_wording,
    rules_of_house.words_never_used,
    rules_of_languages.not_read_here,
    rules_of_groups.other_groups_named,
    rules_of_wording.people_named,
    rules_of_wording.incomplete_no_sign,
    rules_of_wording.denials_in_notes,
    rules_of_typing.sentences_that_break_off,
    rules_of_facts.unpaired_containment,
    rules_of_facts.normal_against_reports,
    rules_of_facts.outside_claims,
    rules_of_facts.facts_that_contradict,
    rules_of_facts.order_of_instants,
    rules_of_duties.told_without_record,
    rules_of_duties.clock_open_though_told,
    rules_of_duties.overdue,
    rules_of_duties.promises_due,
    rules_of_reports.late_without_reason,
    rules_of_reports.late_reasons_differ,
    rules_of_reports.aware_but_unknown,
    rules_of_reports.threshold_against_risk,
    rules_of_reports.already_sent,
    rules_of_releases.order_of_release,
    rules_of_releases.statements_overtaken,
    rules_of_corrections.stale_sentences_reused,
    rules_of_releases.contradictions,
    rules_of_claims.held_to_facts,
    rules_of_claims.contradictions_in_words,
)
"""Every check; one may speak for several rules, as a statement overtaken is stale or wrong."""


OF_ENGLISH: Final = frozenset(
    {
        rules_of_text.hard_texts,
        rules_of_text.services_without_time,
        rules_of_wording.risky_wording,
        rules_of_wording.denials_in_notes,
        rules_of_typing.sentences_that_break_off,
        rules_of_claims.held_to_facts,
        rules_of_claims.contradictions_in_words,
    }
)
"""The checks that read English words; texts of other languages are not shown to them."""


def find(case: CaseInputs) -> tuple[Finding, ...]:
    """Find everything that is wrong: what weighs most first, each thing once."""
    weights, rules = list(Severity), list(RULES)
    drafts = ["", *(draft.notice for draft in case.drafts)]

    def place(finding: Finding) -> tuple[int, int, int]:
        at = drafts.index(finding.notice) if finding.notice in drafts else len(drafts)
        return weights.index(finding.severity), rules.index(finding.rule), at

    british = in_british(case)
    found = dict.fromkeys(
        finding for check in CHECKS for finding in check(british if check in OF_ENGLISH else case)
    )
    return tuple(sorted(found, key=place))
