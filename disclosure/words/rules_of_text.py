"""Rules about a text as its reader meets it: what is missing, how long, how hard, as of when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import JudgementQuestion
from disclosure.words.corrections import newest_rests
from disclosure.words.drafts import Answered, Draft, ItemList, Paragraph, Part, Sentence
from disclosure.words.findings import (
    STATED,
    CaseInputs,
    Finding,
    Severity,
    of_case,
    of_draft,
)
from disclosure.words.letters import unprinted
from disclosure.words.prose import SENTENCE_LIMIT, count_words, longest_sentence, reading_grade
from disclosure.words.standing_facts import JUDGEMENT, PROFILE

SHORT_TEXT = 100
"""A text allowed fewer words is a banner or a post; it points to a page that says more."""
GRADED_FROM = 30
"""Below this many words one long sentence decides the grade, which then says nothing."""
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b|\b(?:noon|midday|midnight)\b", re.IGNORECASE
)
NEXT_UPDATE = "next_update.at"
UNATTENDED = "unknown-without-promise"
STATUS_MOVES = ("SERV", "RESTORE")
FORM, VOLUNTARY = "form", "voluntary"


def gaps(case: CaseInputs) -> Iterator[Finding]:
    """Find sentences that cannot be written yet.

    A notice with a hole where the law asks for something is incomplete (UK GDPR Art 33(3), 34(2)
    and the provision each sentence names); "not yet known" fills a hole, silence does not.
    """
    for draft in case.drafts:
        duty = next((d for d in case.duties if d.obligation.id == draft.obligation), None)
        is_voluntary = duty is not None and duty.obligation.kind == VOLUNTARY
        for gap in draft.gaps():
            is_law = bool(gap.cite) and not is_voluntary
            asked = "The law asks for this" if is_law else "The form asks for it"
            if gap.cite:
                why = f"{asked} ({gap.cite})."
            else:
                why = f"{asked}." if draft.layout == FORM else "Readers will look for it here."
            severity = Severity.STOP if is_law else Severity.WARNING
            message = f"{_what_is_missing(gap, case)} {why} {_what_to_do(gap, draft, case)}"
            yield of_draft("gap", severity, draft, message, sentence=gap)


def _what_is_missing(gap: Sentence, case: CaseInputs) -> str:
    """Say it in the words of the question, where the gap waits for somebody's judgement."""
    question = _judgement(gap, case)
    if question is not None:
        return f"The {question.who} has not judged: “{question.asks}”"
    return gap.text if gap.text.endswith((".", "?", "!")) else f"{gap.text}."


def _judgement(gap: Sentence, case: CaseInputs) -> JudgementQuestion | None:
    return case.vocabulary.judgements.get(gap.about.removeprefix(f"{JUDGEMENT}."))


def _what_to_do(gap: Sentence, draft: Draft, case: CaseInputs) -> str:
    if _judgement(gap, case):
        return "Have it judged before this goes out."
    if gap.about.startswith(f"{PROFILE}."):
        return "Add it to the organisation's profile."
    if any(rest.standing is Standing.UNKNOWN for rest in gap.rests_on):
        return "Find out and record it before this goes out."
    if gap.cite or draft.layout == FORM:
        return "Record it; if nobody knows yet, record that: “not known yet” is an answer."
    return "Record it before this goes out."


def unknowns_without_promise(case: CaseInputs) -> Iterator[Finding]:
    """Find unknown facts that texts admit without anybody finding out.

    "We do not know yet" is believed when it says who is checking and when more will be said
    (National Cyber Security Centre guidance on communicating in an incident; contradiction
    patterns 1 and 16 of the corpus of statements). When the next update comes has a rule of
    its own. One finding names them all.
    """
    keys = {
        rest.fact: None
        for _, sentence in case.said()
        for rest in newest_rests(sentence.rests_on)
        if rest.standing is Standing.UNKNOWN and rest.fact != NEXT_UPDATE
    }
    unattended = [
        key
        for key in keys
        if (version := case.known.fact(key))
        and not (version.support.expected_by or version.support.being_checked)
    ]
    if unattended:
        labels = [case.label(key) for key in unattended]
        yield of_case(
            UNATTENDED, Severity.NOTE, unattended_words("The texts say", labels), facts=unattended
        )


def unattended_words(who_says: str, labels: Sequence[str]) -> str:
    """Say what is not known yet without anybody finding out; of one text, what it says itself."""
    return (
        f"{who_says} that this is not known yet, but not who is finding out or by when: "
        f"{'; '.join(labels)}. “We do not know” is believed when it comes with both. Record for "
        "each who is checking and when you expect to know."
    )


def long_sentences(case: CaseInputs) -> Iterator[Finding]:
    """Find sentences of more than 25 words (GOV.UK content guidance)."""
    for draft, sentence in case.said():
        if count_words(sentence.text) <= SENTENCE_LIMIT:
            continue  # No part of it is longer than the whole.
        longest = longest_sentence(sentence.text)
        length = count_words(longest)
        if length > SENTENCE_LIMIT:
            start = " ".join(longest.split()[:6])
            message = (
                f"The sentence that begins “{start}” has {length} words. Beyond {SENTENCE_LIMIT} "
                "many readers lose the thread. Shorten what was typed into it, or split it."
            )
            yield of_draft("long-sentence", Severity.WARNING, draft, message, sentence=sentence)


def letters_not_printed(case: CaseInputs) -> Iterator[Finding]:
    """Find letters that no document of ours can print: a version with one has no PDF of record."""
    for draft, sentence in case.said():
        missing = () if sentence.text.isascii() else unprinted(sentence.text)
        if missing:
            named = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in missing[:3])
            message = (
                f"This holds {named}, which our documents cannot print: the text would have no PDF "
                "of record. Write it in Latin, Greek or Cyrillic letters."
            )
            yield of_draft("not-printed", Severity.STOP, draft, message, sentence=sentence)


def hard_texts(case: CaseInputs) -> Iterator[Finding]:
    """Find texts harder to read than their audience should have to bear.

    People are told "in clear and plain language" (UK GDPR Art 34(2)); firms communicate so that
    customers understand (FCA FG22/5). The grade is Flesch-Kincaid's, the limit the audience's.
    """
    for draft in case.drafts:
        rules = case.audiences.get(draft.audience)
        text = "\n".join(sentence.text for sentence in draft.said())
        grade = reading_grade(text)
        if rules and count_words(text) >= GRADED_FROM and grade > rules.reading_grade:
            message = (
                f"This text reads at school grade {grade:g}; for this audience it should stay at "
                f"{rules.reading_grade} or below. Under stress people read worse than usual. Use "
                "shorter sentences and everyday words, first of all in what was typed."
            )
            yield of_draft("reading-grade", Severity.WARNING, draft, message)


def too_long_texts(case: CaseInputs) -> Iterator[Finding]:
    """Find texts longer than their form allows (each notice's own limit)."""
    for draft in case.drafts:
        length, marks = draft.length, draft.characters
        if draft.max_words is not None and length > draft.max_words:
            is_over = f"{length} words; its limit is {draft.max_words}. What stands below the fold"
        elif draft.max_chars is not None and marks > draft.max_chars:
            is_over = f"{marks} characters; its limit is {draft.max_chars}. What a phone cuts off"
        else:
            continue
        message = (
            f"This text has {is_over} is not read. Shorten the entries it lists, or name fewer of "
            "them here."
        )
        yield of_draft("too-long", Severity.WARNING, draft, message)


def missing_next_update(case: CaseInputs) -> Iterator[Finding]:
    """Find wide texts that do not say when the next one comes.

    A time for the next update, even without news, keeps readers from guessing (rules N8 and P5
    of the checklist; pattern 16: "regular updates", and none came). Where that time is a gap of
    the text already, that finding says it.
    """
    for draft in _full_texts(case):
        rests = {r.fact: r.standing for s in draft.said() for r in s.rests_on}
        if rests.get(NEXT_UPDATE) in STATED or any(map(_waits_for_time, draft.gaps())):
            continue
        set_already = case.known.fact(NEXT_UPDATE)
        do = (
            "A time is recorded: have the text say it."
            if set_already and set_already.standing in STATED
            else "Fix a time you can keep, even if there may be no news, and record it."
        )
        message = (
            "This text does not say when readers will hear more. Without a time they call, guess "
            f"or ask the press. {do}"
        )
        yield of_draft("no-next-update", Severity.WARNING, draft, message)


def _waits_for_time(gap: Sentence) -> bool:
    return gap.about == NEXT_UPDATE or any(rest.fact == NEXT_UPDATE for rest in gap.rests_on)


def missing_contact(case: CaseInputs) -> Iterator[Finding]:
    """Find wide texts that do not say where to turn (UK GDPR Art 34(2) with 33(3)(b); rule I5).

    Where the contact is a gap of the text already, that finding says it.
    """
    for draft in _full_texts(case):
        keys = [rest.fact for s in draft.said() for rest in s.rests_on]
        has_contact = any(key.startswith(("contact.", "profile.contact.")) for key in keys)
        has_gap = any(gap.id.startswith("contact") for gap in draft.gaps())
        if not has_contact and not has_gap:
            message = (
                "This text does not say where readers can turn with questions. They will then ask "
                "whoever they reach, who may not have been told. Record a contact for them on a "
                "system that works."
            )
            yield of_draft("no-contact", Severity.WARNING, draft, message)


def _full_texts(case: CaseInputs) -> Iterator[Draft]:
    for draft in case.drafts:
        is_short = draft.max_words is not None and draft.max_words < SHORT_TEXT
        if case.is_wide(draft.audience) and not is_short:
            yield draft


# ---- As of when ----------------------------------------------------------------------------------


def services_without_time(case: CaseInputs) -> Iterator[Finding]:
    """Find statements on a service that do not say as of when they hold.

    "Working" at noon may be "stopped" by evening (rule X3; pattern 6: a website said to be normal
    was switched off three days later). An item may take its time from the line above its list.
    What customers report is not our own status, and carries no time of ours.
    """
    for draft in case.drafts:
        for sentence, context in _in_context(draft.parts):
            if not _is_status(sentence):
                continue
            named = [e for e in case.versions(sentence) if _states(e, sentence.text, case)]
            timeless = [entry for entry in named if entry.true_at is None]
            if timeless:
                wrong = f"It is not recorded at what time {case.label(timeless[0].key)} was so."
            elif named and not CLOCK.search(context):
                wrong = f"This speaks of {case.label(named[0].key)} without saying as of what time."
            else:
                continue
            message = (
                f"{wrong} A status without a time is read as a promise, and the first reader who "
                "finds it otherwise stops believing the rest. Record the time of the check and "
                "have the text give it."
            )
            yield of_draft(
                "service-without-time", Severity.WARNING, draft, message, sentence=sentence
            )


def _is_status(sentence: Sentence) -> bool:
    """Say whether it may give a status: a sentence that only tells what to do instead does not."""
    return not sentence.moves or any(move.startswith(STATUS_MOVES) for move in sentence.moves)


def _states(entry: FactVersion, text: str, case: CaseInputs) -> bool:
    return (
        entry.record in ("service", "payment")
        and entry.standing in STATED
        and entry.fields.get("reported_by") != "customers"
        and case.entry_name(entry).casefold() in text.casefold()
    )


def _in_context(parts: Sequence[Part]) -> Iterator[tuple[Sentence, str]]:
    """Give every said sentence with the words in which to look for its time."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield from ((s, s.text) for s in part.sentences if s.is_said)
        elif isinstance(part, ItemList):
            intro = part.intro.text if part.intro else ""
            yield from ((s, f"{intro} {s.text}") for s in part.items if s.is_said)
        elif isinstance(part, Answered):
            yield from _in_context(part.parts)
