"""Steps that were undone, and data that is back: neither is told as if it still were so.

The sentences were written by hand. A step that was lifted on Thursday no longer keeps anybody from
anything on Friday, and data that was out of reach and is back is not out of reach.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from drafted import drafted, texts

from builders import (
    NOON,
    a_case,
    a_draft,
    a_fact,
    a_known,
    a_sentence,
    an_entry,
    the_catalogue,
    the_findings_of,
)
from disclosure.facts.answers import HAPPENED, HAPPENED_IN_RECORDS
from disclosure.facts.instants import When
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.words.drafts import Draft

SHUT: dict[str, Value] = {
    "step": "shut off remote access",
    "switched_off": "colleagues cannot work from home",
    "taken_at": When.exactly(NOON - timedelta(days=2)),
}
LIFTED = {**SHUT, "lifted_at": When.exactly(NOON - timedelta(days=1))}
TEXTS = (
    "voluntary.email.customers", "voluntary.letter.staff", "voluntary.progress.public",
    "voluntary.statement.media", "uk.gdpr.34.initial.people-affected",
    "uk.dpa.68.initial.people-affected", "uk.pecr.5a-3.initial.people-affected",
    "uk.fca.sup-15-3.notify.authority", "uk.ncsc.report.authority",
)  # fmt: skip


def a_text(name: str, *facts: FactVersion) -> Draft:
    (notice,) = [each for each in the_catalogue().notices if each.id == name]
    return drafted(a_case(facts=facts), notice).draft


def read(name: str, *facts: FactVersion) -> str:
    return " ".join(texts(a_text(name, *facts)))


@pytest.mark.parametrize("name", TEXTS)
def test_a_step_that_was_lifted_is_told_with_the_day_and_keeps_nobody_from_anything(
    name: str,
) -> None:
    still = read(name, an_entry("containment", "remote", SHUT))
    assert "shut off remote access" in still
    text = read(name, an_entry("containment", "remote", LIFTED))
    assert text.count("shut off remote access") == 1
    assert "We lifted this at 12:00 on Thursday 19 November" in text
    assert "We have shut off remote access" not in text
    assert "cannot work from home" not in text


@pytest.mark.parametrize("name", TEXTS[:4])
def test_what_a_lifted_step_switched_off_is_asked_of_nobody(name: str) -> None:
    bare = {name: value for name, value in LIFTED.items() if name != "switched_off"}
    draft = a_text(name, an_entry("containment", "remote", bare))
    assert "containment-gap" not in {gap.id for gap in draft.gaps()}
    found = the_findings_of(a_known(an_entry("containment", "remote", bare)))
    assert "switched-off-unpaired" not in {finding.rule for finding in found}


def test_two_steps_of_which_one_was_lifted_are_told_apart() -> None:
    stopped = {"step": "switched off the booking system", "switched_off": "you cannot book online"}
    text = read(
        "voluntary.statement.media",
        an_entry("containment", "remote", LIFTED),
        an_entry("containment", "booking", stopped),
    )
    assert "We have switched off the booking system. Because of this, you cannot book" in text
    assert "By 12:00 on Wednesday 18 November, we had shut off remote access. We lifted" in text


@pytest.mark.parametrize(("fields", "is_risky"), [(SHUT, False), (LIFTED, True)])
def test_what_was_lifted_no_longer_bears_out_that_it_is_contained(fields, is_risky) -> None:
    entry = an_entry("containment", "remote", fields, support=Support(basis="own finding"))
    draft = a_draft(a_sentence("The attack has been contained.", entry))
    found = the_findings_of(a_known(entry), [draft])
    assert ("risky-wording" in {finding.rule for finding in found}) is is_risky


def test_what_was_undone_or_checked_lies_behind_us() -> None:
    assert {"lifted_at", "back_at"} <= set(HAPPENED_IN_RECORDS)
    assert "supply.safe_until" in HAPPENED


# ---- Data that is back --------------------------------------------------------------------------

AWAY: dict[str, Value] = {
    "who": "customers",
    "category": "orders",
    "effect": "unavailable",
}
BACK = {**AWAY, "back_at": When.exactly(NOON - timedelta(days=1))}
INVOLVED = a_fact("personal_data.involved", "yes")


@pytest.mark.parametrize(
    "name",
    [
        "voluntary.email.customers", "voluntary.progress.public", "voluntary.statement.media",
        "voluntary.letter.staff",
    ],
)  # fmt: skip
def test_data_that_is_back_is_said_to_be_back_and_since_when(name: str) -> None:
    assert "we got" not in read(name, INVOLVED, an_entry("data", "orders", AWAY)).lower()
    text = read(name, INVOLVED, an_entry("data", "orders", BACK))
    assert "Customers: we got order history back at 12:00 on Thursday 19 November." in text


@pytest.mark.parametrize("name", ["uk.gdpr.34.initial", "voluntary.email"])
def test_a_letter_tells_its_group_alone_that_its_data_is_back(name: str) -> None:
    lists = (
        an_entry("data", "orders", BACK),
        an_entry("data", "people", {**AWAY, "who": "members"}),
    )
    told = read(f"{name}.people-affected.customers", INVOLVED, *lists)
    assert "We got order history back at 12:00 on Thursday 19 November." in told
    others = read(f"{name}.people-affected.members", INVOLVED, *lists)
    assert "back at 12:00" not in others


def test_data_that_was_taken_cannot_come_back() -> None:
    taken = {**BACK, "effect": "taken"}
    text = read("voluntary.email.customers", INVOLVED, an_entry("data", "orders", taken))
    assert "back" not in text.lower()
