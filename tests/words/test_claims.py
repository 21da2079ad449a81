"""What a sentence asserts: numbers, states, data, who was told, read by hand beforehand."""

import time
from datetime import datetime

import pytest

from builders import a_known, an_entry
from disclosure.words.claims import (
    Claim,
    ClaimKind,
    Context,
    Hedge,
    Number,
    Part,
    claims_of,
    claims_of_text,
    context_of,
)

TUESDAY = datetime.fromisoformat("2025-04-22T14:00:00+01:00")
HERE = Context(TUESDAY)


def of(kind: ClaimKind, text: str, context: Context = HERE) -> list[Claim]:
    return [claim for claim in claims_of(text, context) if claim.kind is kind]


def span(claim: Claim) -> tuple[int, int | None]:
    assert isinstance(claim.value, Number)
    return claim.value.low, claim.value.high


# ---- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "subject", "low", "high"),
    [
        ("We have written to 12,400 customers.", "customers", 12400, 12400),
        ("Twenty-seven stores are closed.", "stores", 27, 27),
        ("27 shops are closed.", "stores", 27, 27),
        ("Four hundred and twenty stores are open.", "stores", 420, 420),
        ("Twelve hundred colleagues are affected.", "employees", 1200, 1200),
        ("The file held 10,000,000 accounts.", "accounts", 10_000_000, 10_000_000),
        ("About 6,500 people are affected.", "people", 6175, 6825),
        ("Fewer than 7,000 people are affected.", "people", 0, 6999),
        ("At least 300 records were copied.", "records", 300, None),
        ("Up to 9,000 members may be affected.", "members", 0, 9000),
        ("More than 40 stores are closed.", "stores", 41, None),
        ("Between 500 and 1,000 patients are affected.", "patients", 500, 1000),
        ("From 5 to 6 million members are affected.", "members", 5_000_000, 6_000_000),
        ("Between 900,000 and 2 million people are involved.", "people", 900_000, 2_000_000),
        ("The details of 1,200 former employees were taken.", "former employees", 1200, 1200),
        ("4% of customers are affected.", "share of customers", 4, 4),
        ("Dozens of stores are closed.", "stores", 2, None),
    ],
)
def test_a_number_is_read_with_what_it_counts(text, subject, low, high):
    [claim] = of(ClaimKind.COUNT, text)
    assert (claim.subject, *span(claim)) == (subject, low, high)


def test_a_rounded_million_is_as_exact_as_it_is_written():
    [claim] = of(ClaimKind.COUNT, "6.5 million members are affected.")
    low, high = span(claim)
    assert low <= 6_500_000 <= (high or 0)
    assert (low, high) == (6_450_000, 6_550_000)


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 customers told us so.",
        "On 19 April customers could not pay.",
        "At 18:00 customers could pay again.",
        "By 6 pm customers could pay again.",
        "Article 33 colleagues of ours know well.",
        "Call 0303 123 1113 or ask colleagues.",
        "Reference 48213 customers should quote.",
        "Stores reopened within 30 days.",
        "One customer wrote to us.",
    ],
)
def test_what_is_a_name_or_a_time_is_no_count(text):
    assert not of(ClaimKind.COUNT, text)


def test_a_part_and_its_whole_are_two_counts():
    part, whole = of(ClaimKind.COUNT, "38 of our 420 stores are closed.")
    assert (part.subject, span(part)) == ("stores", (38, 38))
    assert (whole.subject, span(whole)) == ("stores", (420, 420))
    assert "role whole" in whole.detail
    assert "role whole" not in part.detail


def test_the_place_of_a_claim_is_its_place_in_the_sentence():
    text = "We don’t know more yet, but 38 stores aren’t open."
    [claim] = of(ClaimKind.COUNT, text)
    assert text[claim.start : claim.end] == "38 stores"


# ---- States --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Our website is working.", {("website", "working")}),
        ("Our website isn’t working.", {("website", "stopped")}),
        ("You cannot use contactless.", {("contactless", "stopped")}),
        ("Click and Collect orders are delayed.", {("click and collect", "delayed")}),
        ("All our stores are open as usual.", {("stores", "unaffected")}),
        ("Our stores are not affected.", {("stores", "unaffected")}),
        ("The app and the website are unavailable.", {("app", "stopped"), ("website", "stopped")}),
        ("Gift cards are not accepted at the moment.", {("gift cards", "stopped")}),
        ("Payroll is not affected.", {("payroll", "unaffected")}),
        ("Deliveries are running as normal.", {("deliveries", "unaffected")}),
        ("None of our tills are working.", {("tills", "stopped")}),
        ("Online orders have been paused.", {("online orders", "stopped")}),
        ("The call centre was restored at 18:00.", {("call centre", "restored")}),
        (
            "Our stores are open, but contactless is not working.",
            {("stores", "open"), ("contactless", "stopped")},
        ),
        ("Click and Collect: delayed.", {("click and collect", "delayed")}),
    ],
)
def test_a_service_is_read_with_its_state(text, wanted):
    assert {(c.subject, c.value) for c in of(ClaimKind.STATE, text)} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "We are working hard to restore our website.",
        "Our website will be back on Friday.",
        "If our website is not working, please call us.",
        "Is the website working?",
        "Our teams are working with specialists.",
    ],
)
def test_what_is_hoped_asked_or_supposed_is_no_state(text):
    assert not of(ClaimKind.STATE, text)


def test_a_state_has_the_time_its_words_give():
    [timed] = of(ClaimKind.STATE, "At 13:30 on 22 April, our stores were open.")
    [bare] = of(ClaimKind.STATE, "Our stores are open.")
    assert timed.as_of
    assert timed.as_of.earliest == datetime.fromisoformat("2025-04-22T13:30:00+01:00")
    assert bare.as_of is None


def test_a_name_of_the_case_is_a_service():
    known = a_known(an_entry("service", "stock", {"name": "our shelf robots", "area": "supply"}))
    [claim] = of(ClaimKind.STATE, "Our shelf robots are not working.", context_of(known))
    assert (claim.subject, claim.value) == ("shelf robots", "stopped")


# ---- Data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("Customer names were taken.", "taken", Hedge.STATED),
        ("Customer names may have been taken.", "taken", Hedge.POSSIBLE),
        ("We believe that customer names were taken.", "taken", Hedge.BELIEVED),
        ("We do not know whether customer names were taken.", "taken", Hedge.NOT_KNOWN),
        ("We are checking whether customer data was accessed.", "accessed", Hedge.NOT_KNOWN),
        ("We have no evidence that customer data was taken.", "taken", Hedge.NO_SIGN),
        ("No customer data was taken.", "taken", Hedge.DENIED),
        ("Customer data wasn’t accessed.", "accessed", Hedge.DENIED),
        ("We don’t believe that customer data was taken.", "taken", Hedge.NO_SIGN),
        ("Customer data has not been affected.", "involved", Hedge.DENIED),
        ("We cannot rule out that customer data was taken.", "taken", Hedge.NOT_KNOWN),
        ("Customer data is safe.", "involved", Hedge.DENIED),
    ],
)
def test_data_is_read_with_how_surely_it_is_said(text, value, hedge):
    [claim] = of(ClaimKind.DATA, text)
    assert (claim.value, claim.hedge, claim.scope.whose) == (value, hedge, frozenset({"customers"}))


def test_what_is_listed_out_is_denied():
    text = "The names and addresses of members were taken, but not passwords."
    taken, left = of(ClaimKind.DATA, text)
    assert (taken.hedge, taken.detail) == (Hedge.STATED, frozenset({"name", "postal address"}))
    assert (left.hedge, left.detail) == (Hedge.DENIED, frozenset({"password"}))


def test_your_data_is_that_of_its_readers():
    customers = Context(TUESDAY, audience="customers")
    [claim] = of(ClaimKind.DATA, "Your name was taken.", customers)
    assert claim.scope.whose == frozenset({"customers"})
    assert claim.scope.part is Part.YOURS


@pytest.mark.parametrize(
    "text",
    [
        "Please change your password.",
        "We will never ask you for your password.",
        "If your data was taken, we will write to you.",
        "Was my data taken?",
    ],
)
def test_advice_and_questions_claim_nothing_of_data(text):
    assert not of(ClaimKind.DATA, text)


# ---- Told, done, asked, caused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "body", "value"),
    [
        ("We have reported this to the ICO.", "ico", "told"),
        ("We have not reported this to the ICO.", "ico", "not told"),
        ("We are considering whether to report this to the ICO.", "ico", "considering"),
        ("We will notify the Information Commissioner's Office today.", "ico", "will"),
        ("The police have been informed.", "police", "told"),
        ("We are working with the NCSC.", "ncsc", "in touch"),
    ],
)
def test_a_body_is_read_with_whether_it_was_told(text, body, value):
    assert (body, value) in {(c.subject, c.value) for c in of(ClaimKind.TOLD, text)}


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("No ransom was paid.", Hedge.DENIED),
        ("We have paid a ransom.", Hedge.STATED),
        ("We do not comment on ransom demands.", Hedge.NOT_KNOWN),
    ],
)
def test_a_ransom_is_paid_not_paid_or_left_open(text, hedge):
    assert [claim.hedge for claim in of(ClaimKind.DONE, text)] == [hedge]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("You do not need to do anything.", "no"),
        ("There is no need for customers to take action.", "no"),
        ("Please change your password.", "yes"),
    ],
)
def test_readers_are_asked_or_spared(text, value):
    assert [claim.value for claim in of(ClaimKind.ACT, text)] == [value]


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("The outage was caused by a cyber attack.", "cyber", Hedge.STATED),
        ("This was not a cyber attack.", "cyber", Hedge.DENIED),
        ("It is due to a software fault.", "technical", Hedge.STATED),
        ("The cause is not yet known.", "", Hedge.NOT_KNOWN),
    ],
)
def test_a_cause_is_given_denied_or_open(text, value, hedge):
    assert (value, hedge) in {(c.value, c.hedge) for c in of(ClaimKind.CAUSE, text)}


# ---- Framing, texts, speed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry for the trouble this causes.",
        "Thank you for your patience.",
        "Dear customer,",
        "Our priority is to restore services safely.",
    ],
)
def test_framing_claims_nothing(text):
    assert claims_of(text, HERE) == ()


def test_it_leans_on_the_sentence_before():
    placed = claims_of_text(["Our website is not working.", "It will take some time."], HERE)
    assert {(p.sentence, p.claim.subject) for p in placed} == {(0, "website")}
    second = claims_of_text(["Our app is not working.", "It was restored at 18:00."], HERE)
    assert ("app", "restored") in {
        (p.claim.subject, p.claim.value) for p in second if p.sentence == 1
    }


def test_reading_a_sentence_takes_about_a_millisecond_at_most():
    said = [
        f"At 13:30 on 22 April, {n + 20} of our stores were not taking contactless payments, and "
        "we do not yet know whether customer data was taken."
        for n in range(200)
    ]
    claims_of("Our website is working.", HERE)
    started = time.process_time()
    for text in said:
        claims_of(text, HERE)
    # Several times what it takes, so that a slow machine does not fail it.
    assert (time.process_time() - started) / len(said) < 0.004
