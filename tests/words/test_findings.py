"""Findings about texts: each rule with a case that calls for it and one that almost does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from builders import (
    NOON,
    a_count,
    a_draft,
    a_fact,
    a_known,
    a_sentence,
    an_entry,
    an_obligation,
    the_findings_of,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.law.duties import Duty, assess
from disclosure.words.drafts import FIXED, GAP, Draft, ItemList, characters
from disclosure.words.findings import Severity
from disclosure.words.rulebook import RULES

LATER = NOON + timedelta(hours=5)
CHECKED = Support(checked="the order database", checked_by="the security team", checked_until=NOON)
NEXT = a_fact("next_update.at", When.exactly(LATER))


def found(
    known: Known, drafts: Sequence[Draft] = (), duties: Sequence[Duty] = ()
) -> list[tuple[str, str, Severity]]:
    return [(f.rule, f.notice, f.severity) for f in the_findings_of(known, drafts, duties)]


def messages(rule: str, known: Known, drafts: Sequence[Draft] = ()) -> list[str]:
    return [f.message for f in the_findings_of(known, drafts) if f.rule == rule]


def on(*facts: FactVersion, drafts: Sequence[Draft] = ()) -> list[tuple[str, str, Severity]]:
    return found(a_known(*facts), drafts)


def rules(*facts: FactVersion, drafts: Sequence[Draft] = ()) -> set[str]:
    return {rule for rule, _, _ in on(*facts, drafts=drafts)}


# ---- What is missing -----------------------------------------------------------------------------


def test_a_gap_where_the_law_asks_stops_the_text():
    gap = a_sentence("Number of people: nothing is recorded.", kind=GAP, cite="Art 33(3)(a)")
    assert ("gap", "example.letter", Severity.STOP) in on(drafts=[a_draft(gap)])


def test_a_gap_of_our_own_making_is_a_warning():
    gap = a_sentence("Who signs to staff: nothing is recorded.", kind=GAP)
    assert ("gap", "example.letter", Severity.WARNING) in on(drafts=[a_draft(gap)])


def test_a_gap_in_a_voluntary_report_is_a_warning_though_its_form_is_cited():
    gap = a_sentence("Technical findings: nothing is recorded.", kind=GAP, cite="the form, 2021")
    duty = assess(an_obligation("example.voluntary", kind="voluntary"), a_known(), {})
    draft = a_draft(gap, obligation="example.voluntary", audience="authority")
    assert ("gap", "example.letter", Severity.WARNING) in found(a_known(), [draft], [duty])


def test_a_written_sentence_is_no_gap():
    assert "gap" not in rules(drafts=[a_draft(a_sentence(cite="Art 33(3)(a)"))])


def test_the_gap_of_a_judgement_names_who_judges():
    gap = a_sentence(
        "Nobody has judged yet.", kind=GAP, cite="Art 17", about="judgement.inside_information"
    )
    [message] = messages("gap", a_known(), [a_draft(gap)])
    assert message.startswith("The disclosure committee has not judged: “Is there inside")


def test_an_unknown_without_anybody_on_it_is_noted_once_for_all_texts():
    cause = a_fact("incident.cause", None, Standing.UNKNOWN)
    said = a_sentence("We do not yet know the cause.", cause)
    drafts = [a_draft(said), a_draft(said, notice="example.statement")]
    assert on(cause, drafts=drafts).count(("unknown-without-promise", "", Severity.NOTE)) == 1


@pytest.mark.parametrize(
    "support", [Support(expected_by=LATER), Support(being_checked="the security team")]
)
def test_an_unknown_that_somebody_finds_out_is_well(support):
    cause = a_fact("incident.cause", None, Standing.UNKNOWN, support=support)
    said = a_sentence("We do not yet know the cause.", cause)
    assert "unknown-without-promise" not in rules(cause, drafts=[a_draft(said)])


def test_an_unknown_that_no_text_speaks_of_is_not_noted():
    cause = a_fact("incident.cause", None, Standing.UNKNOWN)
    assert "unknown-without-promise" not in rules(cause, drafts=[a_draft(a_sentence())])


def test_letters_that_cannot_be_printed_stop_a_text_in_time():
    text = "We work at 5 °C, in Łódź, Αθήνα and Київ: “yes” – £5 or عبر 🎉."
    [message] = messages("not-printed", a_known(), [a_draft(a_sentence(text))])
    assert "“ع” (U+0639), “ب” (U+0628), “ر” (U+0631), which" in message


def test_no_sign_without_its_check_stops():
    bare = a_fact(value="yes", standing=Standing.NO_SIGN, support=Support(checked="the database"))
    [message] = messages("no-sign-incomplete", a_known(bare))
    assert "who checked it and up to when is not recorded" in message
    assert on(bare) == [("no-sign-incomplete", "", Severity.STOP)]


@pytest.mark.parametrize(
    ("note", "standing", "is_found"),
    [
        ("no payment details", Standing.SUSPECTED, True),
        ("It doesn’t include passwords.", Standing.UNKNOWN, True),
        ("no payment details", Standing.CONFIRMED, False),
        ("Names and addresses.", Standing.SUSPECTED, False),
    ],
)
def test_a_note_that_denies_beside_what_is_not_established_is_found(note, standing, is_found):
    entry = an_entry("data", "names", {"category": "contact", "note": note}, standing)
    found = messages("no-sign-incomplete", a_known(entry))
    assert bool(found) is is_found
    assert all(f"“{note}”" in each for each in found)


def test_no_sign_with_its_check_is_complete():
    full = a_fact(value="yes", standing=Standing.NO_SIGN, support=CHECKED)
    assert on(full) == []


@pytest.mark.parametrize(
    ("audience", "max_words", "wanted"),
    [
        ("customers", 250, {"no-next-update", "no-contact"}),
        ("customers", 40, set()),  # a banner points to the page
        ("authority", 250, set()),  # a report is not how readers are kept informed
    ],
)
def test_a_full_text_for_many_says_when_it_goes_on_and_where_to_turn(audience, max_words, wanted):
    draft = a_draft(a_sentence(), audience=audience, max_words=max_words)
    assert {"no-next-update", "no-contact"} & rules(drafts=[draft]) == wanted


def test_a_time_that_is_a_gap_of_the_text_is_found_once():
    gap = a_sentence("a time for the next update", kind=GAP, about="next_update.at")
    draft = a_draft(a_sentence(), gap, audience="customers", max_words=250)
    assert {"no-next-update", "gap"} & rules(drafts=[draft]) == {"gap"}


def test_a_text_with_next_update_and_contact_has_both():
    contact = a_fact("contact.customers", "0800 000 000")
    more = a_sentence("We will say more by 17:00 on Friday 20 November.", NEXT)
    draft = a_draft(more, a_sentence("Call 0800 000 000.", contact))
    assert not {"no-next-update", "no-contact"} & rules(NEXT, contact, drafts=[draft])


def test_a_contact_that_is_a_gap_already_is_not_found_twice():
    gap = a_sentence("Contact for customers: nothing is recorded.", kind=GAP, name="contact")
    assert "no-contact" not in rules(drafts=[a_draft(gap, a_sentence())])


# ---- How it reads --------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "is_long"), [(25, False), (26, True)])
def test_a_sentence_of_more_than_25_words_is_long(words, is_long):
    text = f"We {'very ' * (words - 2)}tired."
    assert ("long-sentence" in rules(drafts=[a_draft(a_sentence(text))])) is is_long


def test_two_short_sentences_in_one_block_are_not_one_long_one():
    text = "We are working to bring the website back. " * 4
    assert "long-sentence" not in rules(drafts=[a_draft(a_sentence(text))])


HARD = (
    "Unauthorised exfiltration necessitated comprehensive organisational remediation. "
    "Notification obligations presuppose proportionality considerations. "
) * 3


@pytest.mark.parametrize(
    ("text", "audience", "is_hard"),
    [
        (HARD, "customers", True),
        (HARD[:80], "customers", False),  # too short to say
        ("We shut the site. You can pay in cash. Shops are open. We will call you. " * 3,
         "customers", False),
    ],
)  # fmt: skip
def test_a_text_harder_than_its_readers_should_bear(text, audience, is_hard):
    draft = a_draft(a_sentence(text), audience=audience)
    assert ("reading-grade" in rules(drafts=[draft])) is is_hard


@pytest.mark.parametrize(("limit", "is_too_long"), [(5, True), (6, False), (None, False)])
def test_a_text_longer_than_its_form_allows(limit, is_too_long):
    draft = a_draft(a_sentence("We are dealing with a problem."), max_words=limit)
    assert ("too-long" in rules(drafts=[draft])) is is_too_long


@pytest.mark.parametrize(("limit", "is_too_long"), [(29, True), (30, False), (None, False)])
def test_a_text_with_more_characters_than_a_phone_shows(limit, is_too_long):
    # Thirty characters, the full stop among them.
    draft = replace(a_draft(a_sentence("We are dealing with a problem.")), max_chars=limit)
    assert ("too-long" in rules(drafts=[draft])) is is_too_long


def test_a_dash_and_a_new_line_count_as_characters():
    # "One." (4), a new line (1), "- Two." (6).
    items = (a_sentence("One."), replace(a_sentence("Two."), form="item"))
    assert characters(items) == 11
    assert characters(()) == 0


# ---- As of when ----------------------------------------------------------------------------------

WEBSITE = {"name": "our website", "area": "online", "state": "working"}


@pytest.mark.parametrize(
    ("text", "true_at", "is_found"),
    [
        ("At 11:30 on 20 November, our website is working.", NOON, False),
        ("Our website is working.", NOON, True),
        ("At 11:30 on 20 November, our website is working.", None, True),
        ("There is no return date yet.", None, False),  # names no service
    ],
)
def test_a_status_says_as_of_when(text, true_at, is_found):
    website = an_entry("service", "website", WEBSITE, true_at=true_at)
    draft = a_draft(a_sentence(text, website))
    assert ("service-without-time" in rules(website, drafts=[draft])) is is_found


@pytest.mark.parametrize(
    ("intro", "is_found"),
    [("At 11:30 these are affected:", False), ("These are affected:", True)],
)
def test_an_item_takes_its_time_from_the_line_above(intro, is_found):
    website = an_entry("service", "website", WEBSITE | {"state": "affected"}, true_at=NOON)
    items = ItemList(a_sentence(intro), (a_sentence("Our website: affected.", website),))
    assert ("service-without-time" in rules(website, drafts=[a_draft(parts=[items])])) is is_found


@pytest.mark.parametrize(("move", "is_found"), [("WORKAROUND", False), ("SERV_AFF", True)])
def test_what_to_do_instead_is_no_status(move, is_found):
    website = an_entry("service", "website", WEBSITE, true_at=NOON)
    draft = a_draft(a_sentence("Our website: please call instead.", website, moves=[move]))
    assert ("service-without-time" in rules(website, drafts=[draft])) is is_found


def test_what_customers_report_needs_no_time_of_ours():
    fields = WEBSITE | {"state": "affected", "reported_by": "customers"}
    website = an_entry("service", "website", fields, Standing.SUSPECTED, true_at=NOON)
    draft = a_draft(a_sentence("Customers report problems with our website.", website))
    assert "service-without-time" not in rules(website, drafts=[draft])


# ---- Risky wording -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact", "is_risky"),
    [
        (
            "Checks found no sign of loss.",
            a_fact(standing=Standing.NO_SIGN, support=CHECKED),
            False,
        ),
        ("Checks found no sign of loss.", a_fact(standing=Standing.UNKNOWN), True),
        ("No data was taken.", a_fact(standing=Standing.CONFIRMED, value="no"), True),
        (
            "No data was taken.",
            a_fact(standing=Standing.RULED_OUT, support=Support(reason="none is held there")),
            False,
        ),
        ("It is a technical fault.", a_fact("incident.cause", "a failed disk"), False),
        ("It is a technical fault.", a_fact("incident.cause", None, Standing.UNKNOWN), True),
        ("We told a number of customers.", a_fact("personal_data.people_count", a_count()), False),
        ("We told a number of customers.", a_fact("people_told", "some"), True),
        ("It was a sophisticated attack.", a_fact("incident.description", "an attack"), True),
        ("Our website is back to normal.", an_entry("service", "w", WEBSITE, true_at=NOON), True),
        (
            "At 11:30 our website is back to normal.",
            an_entry("service", "w", WEBSITE, true_at=NOON),
            False,
        ),
        (
            "The attack has been contained.",
            an_entry("containment", "x", {"step": "shut it out"}),
            True,
        ),
        (
            "The attack has been contained.",
            an_entry("containment", "x", {"step": "s"}, support=Support(basis="own finding")),
            False,
        ),
    ],
)
def test_risky_words_stand_only_on_the_fact_that_supports_them(text, fact, is_risky):
    draft = a_draft(a_sentence(text, fact))
    assert ("risky-wording" in rules(fact, drafts=[draft])) is is_risky


@pytest.mark.parametrize(("audience", "is_risky"), [("customers", True), ("authority", False)])
def test_an_authority_may_read_how_it_was_done(audience, is_risky):
    fact = a_fact("incident.nature", "ransomware on two servers")
    draft = a_draft(a_sentence("It was ransomware on two servers.", fact), audience=audience)
    assert ("risky-wording" in rules(fact, drafts=[draft])) is is_risky


def test_words_that_somebody_typed_are_traced_to_where_they_were_typed():
    fact = a_fact("next_update.condition", "as necessary")
    draft = a_draft(a_sentence("We will say more as necessary.", fact))
    [message] = messages("risky-wording", a_known(fact), [draft])
    assert message.startswith(
        "This says “more as necessary”, as typed under “What would make us say more sooner”."
    )


def test_words_of_the_notice_itself_are_not_blamed_on_a_fact():
    fact = a_fact("next_update.condition", "at noon")
    draft = a_draft(a_sentence("We guarantee an answer at noon.", fact))
    [message] = messages("risky-wording", a_known(fact), [draft])
    assert message.startswith("This says “guarantee”. ")


def test_a_fixed_sentence_is_read_too():
    fixed = a_sentence("We take your privacy very seriously.", kind=FIXED)
    assert "risky-wording" in rules(drafts=[a_draft(fixed)])


# ---- People --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "audience", "is_found"),
    [
        ("Mrs Example saw it first", "authority", True),
        ("write to jo@example.org", "authority", True),
        ("a call from 020 7946 0018", "authority", True),
        ("a call from 020 7946 0018", "customers", False),  # a helpline is right there
        ("it listed QQ 12 34 56 C", "customers", False),  # Q is never used as a first letter
        ("it listed AB 12 34 56 C", "customers", True),
        ("card 4111 1111 1111 1111", "customers", True),
        ("order 4111 1111 1111 1112", "customers", False),  # fails the check digit
        ("1,200 orders since 19 April 2025", "authority", False),
        ("Miss no message from us", "authority", False),
    ],
)
def test_personal_data_in_what_was_typed_stops_the_text(typed, audience, is_found):
    fact = a_fact("incident.first_signal", typed)
    draft = a_draft(a_sentence(f"First signal: {typed}.", fact), audience=audience)
    hits = messages("names-a-person-or-address", a_known(fact), [draft])
    assert bool(hits) is is_found
    assert not any(typed in message for message in hits), "the message must not repeat it"


@pytest.mark.parametrize(
    ("words", "audience", "is_found"),
    [
        ("Mrs Example saw it first.", "authority", True),
        ("Mrs Example saw it first.", "customers", False),
        ("Somebody paid with card 4111 1111 1111 1111.", "customers", True),
        ("Services have been affected.", "authority", False),
    ],
)
def test_personal_data_in_words_by_hand_stops_the_text(words, audience, is_found):
    framed = replace(a_sentence(words), by_hand="Lena Adeyemi", kind="framing")
    hits = messages("names-a-person-or-address", a_known(), [a_draft(framed, audience=audience)])
    assert bool(hits) is is_found
    assert not any(words in message for message in hits), "the message must not repeat it"


def test_words_by_hand_on_our_own_contact_may_name_it():
    fact = a_fact("contact.safe_reply", "Dr Example, 020 7946 0018")
    ours = replace(a_sentence("Reach Dr Example on 020 7946 0018.", fact), by_hand="Lena Adeyemi")
    draft = a_draft(ours, audience="authority")
    assert "names-a-person-or-address" not in rules(fact, drafts=[draft])


def test_words_by_hand_on_our_own_name_may_name_nobody_else():
    name = a_fact("org.name", "Harcourt & Vale plc")
    words = "Harcourt & Vale plc: Mrs Mavis Example opened it, 07700 900123."
    ours = replace(a_sentence(words, name), by_hand="Lena Adeyemi")
    drafts = [a_draft(ours, audience="authority")]
    found = messages("names-a-person-or-address", a_known(name), drafts)
    assert len(found) == 2
    assert "a telephone number" in found[0]
    assert "a person's name" in found[1]


def test_our_own_contact_may_be_named_to_an_authority():
    fact = a_fact("contact.safe_reply", "Dr Example, 020 7946 0018, jo@example.org")
    draft = a_draft(a_sentence(f"Reach us: {fact.value}.", fact), audience="authority")
    assert "names-a-person-or-address" not in rules(fact, drafts=[draft])


# ---- The list ------------------------------------------------------------------------------------


def test_no_finding_weighs_more_than_its_rule_allows():
    heaviest = list(Severity)
    gap = a_sentence("Something: nothing is recorded.", kind=GAP, cite="Art 1")
    fact = a_fact("personal_data.people_count", a_count(1200, Quality.ABOUT))
    drafts = [a_draft(gap, a_sentence(HARD, fact))]
    for finding in the_findings_of(a_known(fact), drafts):
        rule = RULES[finding.rule]
        assert heaviest.index(finding.severity) >= heaviest.index(rule.severity)


def test_findings_come_in_one_order_and_once():
    gap = a_sentence("Something: nothing is recorded.", kind=GAP, cite="Art 1")
    drafts = [a_draft(a_sentence(HARD)), a_draft(gap, notice="example.report")]
    once = the_findings_of(a_known(), drafts)
    assert once == the_findings_of(a_known(), drafts)
    assert len(set(once)) == len(once)
    assert [f.severity for f in once] == sorted(
        (f.severity for f in once), key=list(Severity).index
    )
