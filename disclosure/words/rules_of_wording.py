"""Rules about the words themselves: what later facts overturn, and what names a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from disclosure.facts.standings import NEEDS, Ceiling, Standing
from disclosure.facts.versions import Count, FactVersion
from disclosure.words.drafts import Rest, Sentence
from disclosure.words.findings import CaseInputs, Finding, Severity, in_quotes, of_case, of_draft
from disclosure.words.risky import RiskyHit, risky
from disclosure.words.rules_of_text import CLOCK, NEXT_UPDATE

# ---- Risky wording -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Backing:
    """What stands behind a sentence.

    Attributes:
        confidential: Its reader is an authority or another confidant.
    """

    text: str
    versions: tuple[FactVersion, ...]
    confidential: bool

    def confirms(self, key: str) -> bool:
        """Say whether it rests on a confirmed fact that everybody may read."""
        return any(
            v.key == key and v.standing is Standing.CONFIRMED and v.ceiling is Ceiling.PUBLIC
            for v in self.versions
        )


def is_complete_no_sign(version: FactVersion) -> bool:
    """Say whether "no sign" comes with what was checked, by whom and up to when."""
    said = version.support
    complete = bool(said.checked and said.checked_by and said.checked_until)
    return version.standing is Standing.NO_SIGN and complete


def _checked(backing: _Backing) -> bool:
    return any(is_complete_no_sign(version) for version in backing.versions)


def _excluded(backing: _Backing) -> bool:
    return _checked(backing) or any(
        v.standing is Standing.RULED_OUT and v.support.reason for v in backing.versions
    )


def _counted(backing: _Backing) -> bool:
    return any(isinstance(version.value, Count) for version in backing.versions)


def _seen_working(backing: _Backing) -> bool:
    services = [v for v in backing.versions if v.record in ("service", "payment")]
    own = all(
        v.standing is Standing.CONFIRMED
        and v.true_at is not None
        and v.fields.get("reported_by") != "customers"
        for v in services
    )
    return bool(services) and own and bool(CLOCK.search(backing.text))


def _contained(backing: _Backing) -> bool:
    return any(
        v.record == "containment"
        and v.standing is Standing.CONFIRMED
        and bool(v.support.basis)
        and not v.fields.get("lifted_at")
        for v in backing.versions
    )


def _all_checked(backing: _Backing) -> bool:
    return bool(backing.versions) and all(
        v.standing is Standing.CONFIRMED and v.true_at and v.support.checked_by
        for v in backing.versions
    )


def _assured(backing: _Backing) -> bool:
    return _all_checked(backing) or _answered_for(backing)


def _answered_for(backing: _Backing) -> bool:
    """Say whether somebody answers for it that a thing is safe, with the time of the last check."""
    if any(v.key == "supply.unsafe" and v.support.reason for v in backing.versions):
        return _excluded(backing)
    is_said = any(v.key == "supply.unsafe" and v.value == "no" for v in backing.versions)
    held = ("supply.unsafe", "supply.safe_by", "supply.safe_until")
    return is_said and all(backing.confirms(key) for key in held)


SUPPORTED_BY: Mapping[str, Callable[[_Backing], bool]] = {
    "no-evidence": _checked,
    "no-sign": _checked,
    "no-reason-to-believe": _checked,
    "absolute-denial": _excluded,
    "absolute-assurance": _assured,
    "significant-number": _counted,
    "harmless-denominator": _counted,
    "normal": _seen_working,
    "contained": _contained,
    "attribution": lambda backing: backing.confidential,
    "technique": lambda b: b.confidential or b.confirms("incident.technique"),
    "ransom": lambda backing: backing.confidential,
    "not-cyber": lambda backing: backing.confirms("incident.cause"),
    "technical-issue": lambda backing: backing.confirms("incident.cause"),
    "vague-updates": lambda backing: backing.confirms(NEXT_UPDATE),
}
"""What makes the words of a rule true enough to say; other rules have nothing that does."""


def risky_wording(case: CaseInputs) -> Iterator[Finding]:
    """Find words that later facts tend to overturn, unless the facts of today support them.

    Six of eight statements that there was "no evidence" were taken back, five of six texts with a
    size word were overtaken (corpus of statements, section c; pitfalls P6, P8, P14 to P16).
    """
    for draft, sentence in case.said():
        backing = _Backing(
            sentence.text, case.versions(sentence), case.is_confidential(draft.audience)
        )
        for hit in _unsupported(sentence, backing):
            message = _risky_message(hit, sentence, case)
            yield of_draft("risky-wording", Severity.WARNING, draft, message, sentence=sentence)


_risky = lru_cache(maxsize=1024)(risky)


def _unsupported(sentence: Sentence, backing: _Backing) -> Iterator[RiskyHit]:
    for hit in _risky(sentence.text):
        supported = SUPPORTED_BY.get(hit.rule)
        if supported is None or not supported(backing):
            yield hit


def _risky_message(hit: RiskyHit, sentence: Sentence, case: CaseInputs) -> str:
    words = sentence.text[hit.start : hit.end]
    where = next(
        (
            _question(rest, case)
            for rest in sentence.rests_on
            for typed in case.typed(rest)
            if _overlaps(hit, typed, sentence.text)
        ),
        "",
    )
    if not where:
        return str(hit.message)
    return f"This says “{words}”, as typed under {where}. {hit.message.why} {hit.message.instead}"


def _overlaps(hit: RiskyHit, typed: str, text: str) -> bool:
    """Say whether some of the words that were caught are what somebody typed."""
    words = " ".join(typed.split()).rstrip(".").casefold()
    at = text.casefold().find(words)
    return at >= 0 and at < hit.end and hit.start < at + len(words)


def _question(rest: Rest, case: CaseInputs) -> str:
    """Name the place where somebody typed the words: the list, for an entry of one."""
    record, is_entry, _ = rest.fact.partition(":")
    return case.label(record if is_entry else rest.fact)


# ---- People ------------------------------------------------------------------------------------

OWN_CONTACTS = ("contact.", "profile.", "authority.", "org.")
"""What may name a person or a number: our own contacts, who agreed to be named."""
NUMBERS_OF_PEOPLE = {
    "a National Insurance number": re.compile(
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
    ),
    "a payment card number": re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)"),
}
NAMES_AND_ADDRESSES = {
    "an email address": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    "a telephone number": re.compile(r"(?<![\w-])(?:\+44[ ()0-]*|0)(?:\d[ -]?){9,10}(?!\d)"),
    "a person's name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? [A-Z][\w'’-]+"),
}


_NO_PEOPLE = (
    "Notices must not carry personal data of the people affected, and what is sent cannot be "
    "called back. Take it out and describe the group instead."
)


def people_named(case: CaseInputs) -> Iterator[Finding]:
    """Find personal data of others in what was typed.

    A report to an authority must hold no personal data of those affected (instruction on the
    Information Commission's breach form; data minimisation, UK GDPR Art 5(1)(c)). In a text for
    customers a helpline is right, but a card or National Insurance number never is. The message
    does not repeat what it found.
    """
    held: dict[tuple[str, int, bool], tuple[tuple[str, str], ...]] = {}
    for draft, sentence in case.said():
        is_strict = case.is_confidential(draft.audience)
        if sentence.by_hand:
            ours = _ours(sentence, case)
            for kind, _ in _personal_data([sentence.text], is_strict=is_strict, ours=ours):
                message = f"These words, written by hand, seem to hold {kind}. {_NO_PEOPLE}"
                yield of_draft(
                    "names-a-person-or-address", Severity.STOP, draft, message, sentence=sentence
                )
        for rest in sentence.rests_on:
            if rest.fact.startswith(OWN_CONTACTS):
                continue
            # Many sentences rest on one fact; what was typed into it is looked through once.
            key = (rest.fact, rest.version, is_strict)
            if key not in held:
                held[key] = tuple(_personal_data(case.typed(rest), is_strict=is_strict))
            for kind in _shown(held[key], sentence):
                message = (
                    f"This seems to hold {kind}, typed under {_question(rest, case)}. {_NO_PEOPLE}"
                )
                yield of_draft(
                    "names-a-person-or-address", Severity.STOP, draft, message, sentence=sentence
                )


def _ours(sentence: Sentence, case: CaseInputs) -> str:
    """Give the letters of our own contacts beneath a sentence, which is meant to name them."""
    own = (rest for rest in sentence.rests_on if rest.fact.startswith(OWN_CONTACTS))
    return " ".join(_letters(text) for rest in own for text in case.typed(rest))


def _personal_data(
    typed: Iterable[str], *, is_strict: bool, ours: str = ""
) -> Iterator[tuple[str, str]]:
    """Give each kind of personal data that was typed, with the text that holds it.

    Args:
        typed: The texts.
        is_strict: Names, addresses and numbers to call count too.
        ours: Letters and figures of those who may be named.
    """
    patterns = NUMBERS_OF_PEOPLE | (NAMES_AND_ADDRESSES if is_strict else {})
    texts = tuple(typed)
    for kind, pattern in patterns.items():
        for text in texts:
            found = [match.group() for match in pattern.finditer(text)]
            if kind == "a payment card number":
                found = [number for number in found if _is_card_number(number)]
            if any(_letters(each) not in ours for each in found):
                yield kind, text


def _shown(held: Iterable[tuple[str, str]], sentence: Sentence) -> Iterable[str]:
    """Give the kinds of personal data whose texts stand in a sentence, each once."""
    return dict.fromkeys(kind for kind, text in held if _letters(text) in _letters(sentence.text))


def _letters(text: str) -> str:
    """Keep letters and figures, so that a changed capital or a dropped full stop does not hide."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_card_number(text: str) -> bool:
    """Apply the check digit of card numbers (ISO/IEC 7812-1, Luhn)."""
    digits = [int(char) for char in reversed(text) if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


# ---- No sign -----------------------------------------------------------------------------------


def incomplete_no_sign(case: CaseInputs) -> Iterator[Finding]:
    """Find "no sign" without what was checked, by whom or up to when.

    Case files refuse it; other sources may not. Without the three it is a bare denial (rule X2).
    """
    for version in case.known.current.values():
        if version.standing is Standing.NO_SIGN and not is_complete_no_sign(version):
            said = version.support
            held = {
                "checked": said.checked,
                "checked_by": said.checked_by,
                "checked_until": said.checked_until,
            }
            words = {
                "checked": "what was checked",
                "checked_by": "who checked it",
                "checked_until": "up to when",
            }
            missing = " and ".join(words[n] for n in NEEDS[Standing.NO_SIGN] if not held[n])
            message = (
                f"{case.label(version.key)} stands as “no sign”, but {missing} is not recorded. "
                "Without that it is a bare denial, and most of those were taken back. Record it, "
                "or let the fact stand as unknown."
            )
            yield Finding("no-sign-incomplete", Severity.STOP, "", "", message)


_DENIES = re.compile(r"\b(?:no|not|none|never|nor|without|excluding)\b|n['’]t\b", re.IGNORECASE)


def denials_in_notes(case: CaseInputs) -> Iterator[Finding]:
    """Find notes on data that deny something while the entry itself is not established.

    Texts print a note as it was typed, so "no payment details" beside data that may have been
    taken reads as if that much were certain (rule X2: a denial says who checked what).
    """
    for entry in case.known.entries("data"):
        note = entry.fields.get("note")
        if not isinstance(note, str) or entry.standing is Standing.CONFIRMED:
            continue
        if _DENIES.search(note):
            message = (
                f"The note on {case.label(entry.key)}, {in_quotes([note])}, denies something, and "
                "the entry itself is not established. Texts print the note as a certainty. Leave "
                "it out, or record what is not included as an entry of its own: with what was "
                "checked, by whom and up to when."
            )
            yield of_case("no-sign-incomplete", Severity.WARNING, message, facts=(entry.key,))
