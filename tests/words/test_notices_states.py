"""What texts say once services are back or an incident is over, and what the shortest must hold."""

from datetime import datetime

import pytest
from drafted import drafted, texts

from builders import LONDON, a_case, a_fact, an_entry, an_organisation, the_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support, Value

AT = datetime(2026, 11, 20, 14, tzinfo=LONDON)
WHAT = a_fact("incident.description", "a payments outage")
OVER = a_fact("incident.ongoing", "no")
ASK = an_entry("instruction", "once", {"for": "customers", "text": "do not pay a second time"})
ASKED = "lease do not pay a second time."
CALL = "If you are seriously ill, call 999."
DEPENDS = a_fact("customers.vulnerable", CALL)


def a_service(
    entry: str,
    name: str,
    area: str,
    state: str,
    standing: Standing = Standing.CONFIRMED,
    **more: Value,
) -> FactVersion:
    fields = {"name": name, "area": area, "state": state, **more}
    return an_entry("service", entry, fields, standing, true_at=AT)


PAYING = a_service("pay", "sending payments", "payment", "stopped")
WATER = a_service("water", "drinking water quality", "supply", "unclear", Standing.UNKNOWN)
PAGES = a_service("pages", "our account pages", "online", "restored")
CLOSED = an_entry(
    "containment",
    "closed",
    {
        "step": "closed our account pages",
        "switched_off": "you cannot change your plan online",
        "taken_at": When.exactly(datetime(2026, 11, 20, 9, 40, tzinfo=LONDON)),
    },
)


def a_case_of(*versions: FactVersion, **profile: str) -> Case:
    return a_case(facts=list(versions), organisation=an_organisation(profile=profile), at=AT)


def said(name: str, *versions: FactVersion, **profile: str) -> str:
    case = a_case_of(*versions, **{key.replace("_", "."): value for key, value in profile.items()})
    return " ".join(texts(drafted(case, the_catalogue().notice(name)).draft))


# ---- What readers must not miss ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["statement.media", "banner.public", "sms.customers"])
def test_loud_texts_say_what_to_do_whatever_the_data(name: str) -> None:
    text = said(f"voluntary.{name}", WHAT, PAYING, ASK, DEPENDS)
    assert ASKED in text
    assert CALL in text


def test_a_message_in_the_app_says_not_to_pay_twice() -> None:
    assert ASKED in said("voluntary.push.customers", WHAT, PAYING, ASK)


@pytest.mark.parametrize("name", ["outage.customers", "calls.customers"])
def test_a_supply_of_which_nothing_is_known_is_told_to_customers(name: str) -> None:
    expected = "We do not yet know the effect on drinking water quality."
    assert expected in said(f"voluntary.{name}", WHAT, PAYING, WATER)


@pytest.mark.parametrize("name", ["banner.public", "sms.customers", "push.customers"])
def test_the_shortest_texts_name_what_is_not_known(name: str) -> None:
    expected = "We do not yet know the effect on drinking water quality."
    assert expected in said(f"voluntary.{name}", WHAT, PAYING, WATER)


def test_a_trade_customer_hears_of_our_sites() -> None:
    taps = a_service("taps", "water supply", "stores", "affected", detail="taps run dry")
    assert "Water supply: taps run dry." in said("voluntary.notice.trade-customers", WHAT, taps)


def test_the_letter_to_staff_says_what_not_to_use() -> None:
    avoid = a_fact("staff.tools_avoid", "company email")
    assert "Please do not use company email." in said("voluntary.letter.staff", WHAT, avoid)


# ---- What is back, and what is over --------------------------------------------------------------


def test_what_still_limits_a_service_that_is_back_is_told() -> None:
    taps = a_service("taps", "water supply", "stores", "restored", detail="pressure may be low")
    stated = said("voluntary.statement.media", WHAT, taps)
    assert "Water supply: working again at " in stated
    assert "; pressure may be low." in stated
    mail = said("voluntary.restored.customers", WHAT, taps)
    assert "Water supply: pressure may be low." in mail


@pytest.mark.parametrize("name", ["statement.media", "calls.customers", "notice.suppliers"])
def test_a_step_is_told_with_its_time_once_a_service_is_back(name: str) -> None:
    before = said(f"voluntary.{name}", WHAT, CLOSED)
    assert "We have closed our account pages. Because of this, you cannot change" in before
    after = said(f"voluntary.{name}", WHAT, CLOSED, PAGES)
    assert "By 09:40 on Friday 20 November, we had closed our account pages." in after
    assert "you cannot change" not in after


@pytest.mark.parametrize(
    "name", ["banner.public", "post.public", "outage.customers", "letter.staff"]
)
def test_what_is_over_is_told_as_over(name: str) -> None:
    expected = "We have been dealing with a payments outage. It is over."
    assert expected in said(f"voluntary.{name}", WHAT, OVER, PAGES)
    assert "It is over." not in said(f"voluntary.{name}", WHAT, OVER, PAYING)


def test_a_banner_says_what_is_back() -> None:
    assert "our account pages." in said("voluntary.banner.public", WHAT, OVER, PAGES)


@pytest.mark.parametrize(
    "name", ["uk.psr.99-3.users.customers", "contract.customers.notify.customers"]
)
def test_users_and_customers_under_contract_hear_what_is_back(name: str) -> None:
    text = said(name, WHAT, PAGES)
    assert "Working again at " in text
    assert ": our account pages." in text


# ---- Words that fit the case ---------------------------------------------------------------------


def test_only_who_may_set_out_is_asked_to_read_before_that() -> None:
    shops = a_service("shops", "our stores", "stores", "stopped")
    assert "before you travel" not in said("voluntary.sms.customers", WHAT, PAYING)
    assert "before you travel" in said("voluntary.sms.customers", WHAT, shops)


def test_what_happens_to_orders_is_asked_where_something_can_be_ordered() -> None:
    site = a_service("site", "our website", "online", "stopped")
    shop = a_service("shop", "online orders", "orders", "stopped")
    notice = the_catalogue().notice("voluntary.calls.customers")

    def gaps(*versions: FactVersion) -> set[str]:
        return {gap.id for gap in drafted(a_case_of(WHAT, *versions), notice).draft.gaps()}

    assert "orders-gap" not in gaps(site)
    assert "orders-gap" in gaps(site, shop)


def test_where_data_was_taken_the_cause_is_that_of_the_incident() -> None:
    cause = a_fact("incident.cause", "a password used twice")
    mail = a_service("mail", "our email", "contact", "affected")
    fields: dict[str, Value] = {"who": "customers", "category": "identifiers", "effect": "taken"}
    taken = an_entry("data", "names", fields)
    name = "voluntary.outage.customers"
    assert "The incident was caused by a password" in said(name, WHAT, cause, mail, taken)
    assert "The disruption comes from a password" in said(name, WHAT, cause, mail)


def test_a_basis_is_told_in_its_own_words() -> None:
    support = Support(basis="nothing points to an attack")
    data = a_fact("personal_data.involved", "no", Standing.SUSPECTED, support=support)
    assert "What we go by: nothing points to an attack." in said(
        "voluntary.outage.customers", WHAT, data
    )


# ---- Reports to authorities ----------------------------------------------------------------------

EXTORTED = (
    "uk.ncsc.report.authority",
    "uk.report-fraud.report.authority",
    "uk.report-fraud.scotland.report.authority",
    "uk.nis.11.initial.authority",
    "uk.nis.12.initial.authority",
    "uk.nis.12-9.initial.authority",
    "uk.nhs.dspt.initial.authority",
    "uk.nhs.dspt.update.authority",
)


@pytest.mark.parametrize("name", EXTORTED)
def test_a_report_on_the_incident_says_whether_it_is_an_extortion(name: str) -> None:
    known = a_fact("ransom.attack", "yes")
    believed = a_fact(
        "ransom.attack", "yes", Standing.SUSPECTED, support=Support(basis="a note on a screen")
    )
    open_ = a_fact("ransom.attack", None, Standing.UNKNOWN)
    assert "It is ransomware or another extortion." in said(name, WHAT, known)
    assert "We believe that it is ransomware or another extortion." in said(name, WHAT, believed)
    assert "We do not yet know whether it is ransomware" in said(name, WHAT, open_)


@pytest.mark.parametrize(
    "name", ["uk.psr.99.initial.authority", "uk.fca.sup-15-3.notify.authority"]
)
def test_that_it_goes_on_is_told_once(name: str) -> None:
    began = a_fact("incident.started_at", When.exactly(AT))
    text = said(name, WHAT, a_fact("incident.ongoing", "yes"), began)
    assert text.count("still going on") == 1


@pytest.mark.parametrize("name", ["uk.ncsc.report.authority", "uk.nis.11.initial.authority"])
def test_what_is_believed_of_recovery_crime_and_start_reads_well(name: str) -> None:
    def believed(key: str, value: Value) -> FactVersion:
        return a_fact(key, value, Standing.SUSPECTED, support=Support(basis="the log"))

    text = said(
        name,
        WHAT,
        believed("recovery.state", "under-way"),
        believed("crime.suspected", "yes"),
        believed("incident.started_at", When.exactly(datetime(2026, 11, 20, 8, tzinfo=LONDON))),
        a_fact("incident.resolved_at", When.exactly(datetime(2026, 11, 20, 11, tzinfo=LONDON))),
    )
    assert "We believe that we can recover, and we are doing so." in text
    assert "On present information, we suspect a crime." in text
    assert "appear to have been affected from 08:00 " in text
    assert " until 11:00 " in text
