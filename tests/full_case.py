"""A case in which all that texts for people rest on is known, and one in which nothing is."""

from collections.abc import Mapping
from datetime import datetime

from drafted import with_versions

from builders import LONDON, a_case, a_fact, an_entry, an_organisation, the_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.versions import FactVersion, Value

AT = datetime(2026, 11, 20, 14, tzinfo=LONDON)
NOON = datetime(2026, 11, 20, 12, tzinfo=LONDON)
PROFILE = {
    "signatory.customers": "Chief Executive",
    "signatory.staff": "Chief Executive",
    "signatory.suppliers": "Head of Supply",
    "contact.dpo": "the Data Protection Officer, on 020 7946 0001",
    "members": "yes",
    "franchisees": "yes",
    "trade_customers": "yes",
    "market.uk_admitted": "yes",
}
LINE = "on 020 7946 0000"
KNOWN: dict[str, Value] = {
    "incident.description": "a cyber incident",
    "incident.succeeded": "yes",
    "incident.cause": "a broken cable",
    "incident.occurred_at": When.exactly(datetime(2026, 11, 19, 22, tzinfo=LONDON)),
    "incident.started_at": When.exactly(datetime(2026, 11, 20, 8, tzinfo=LONDON)),
    "personal_data.involved": "yes",
    "customers.need_to_act": "no",
    "investigation.work": "how this happened",
    "restoration.progress": "working to bring the website back",
    "harm.expected": "calls or emails that try to deceive you",
    "returns.policy": "You can return things until the end of January.",
    "orders.in_progress": "Orders already placed will arrive as planned.",
    "click_and_collect.held": "We keep your order until you can collect it.",
    "gift_cards.policy": "Your balance is kept until the end of March.",
    "customers.redress": "We pay back the delivery charge for each late order.",
    "customers.vulnerable": "If you cannot leave home, call us and we will deliver.",
    "people_affected.support": "We offer a year of free credit checks.",
    "suppliers.orders": "Please deliver orders as booked.",
    "suppliers.payments": "We will pay invoices on time.",
    "suppliers.stock": "You may collect chilled goods from our depots.",
    "partners.electronic": "Electronic orders do not run; we send orders by phone.",
    "trade.orders": "Orders placed by 19 November will be delivered.",
    "trade.payments": "Our bank details have not changed.",
    "staff.tools_safe": "the tills, and phones that belong to you",
    "staff.tools_avoid": "company email, chat or laptops",
    "staff.updates": "on the notice board of your store",
    "staff.pay": "You will be paid in full on 30 November.",
    "next_update.at": When.exactly(datetime(2026, 11, 20, 17, tzinfo=LONDON)),
    "next_update.where": "at example.co.uk/updates and in our stores",
    **{
        f"contact.{who}": LINE
        for who in (
            "customers",
            "members",
            "staff",
            "suppliers",
            "trade",
            "franchisees",
            "media",
        )
    },
}
ENTRIES: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("service", "stores", {"name": "our stores", "area": "stores", "state": "open"}),
    ("service", "app", {"name": "our app", "area": "online", "state": "restored"}),
    (
        "service",
        "contactless",
        {
            "name": "contactless payment",
            "area": "payment",
            "state": "affected",
            "detail": "it works only some of the time",
            "workaround": "pay by chip and PIN or cash",
        },
    ),
    ("service", "website", {"name": "our website", "area": "online", "state": "stopped"}),
    ("payment", "gift", {"method": "gift cards", "accepted": "no", "where": "in stores"}),
    ("data", "names", {"who": "customers", "category": "identifiers", "effect": "taken"}),
    ("data", "bank", {"who": "employees", "category": "financial", "effect": "accessed"}),
    ("data", "old", {"who": "former-employees", "category": "documents", "effect": "taken"}),
    ("containment", "a", {"step": "shut off remote access", "switched_off": "chat is off"}),
    ("body", "ico", {"name": "the data protection authority", "type": "data-protection",
                     "state": "told", "told_at": When.exactly(NOON)}),
    ("body", "police", {"name": "the police", "type": "police", "state": "told"}),
    ("expert", "a", {"kind": "outside specialists", "task": "find out what happened"}),
    ("instruction", "a", {"for": "people-affected", "text": "change your password"}),
    ("instruction", "b", {"for": "staff", "text": "keep your camera on in online meetings"}),
    ("instruction", "c", {"for": "franchisees", "text": "take orders by hand"}),
    ("instruction", "d", {"for": "members", "text": "bring your card"}),
)  # fmt: skip


def _entry(record: str, name: str, fields: dict[str, Value]) -> FactVersion:
    return an_entry(record, name, fields, recorded_at=NOON, true_at=NOON)


def a_full_case(*versions: FactVersion, profile: Mapping[str, str] | None = None) -> Case:
    """Give the case with further versions, and with further answers of the organisation."""
    vocabulary = the_catalogue().vocabulary
    facts = [
        a_fact(key, value, recorded_at=NOON, true_at=NOON, ceiling=vocabulary.facts[key].ceiling)
        for key, value in KNOWN.items()
    ]
    entries = [_entry(*each) for each in ENTRIES]
    organisation = an_organisation(PROFILE | dict(profile or {}))
    case = a_case(facts=[*facts, *entries], organisation=organisation, at=AT)
    return with_versions(case, *versions)


def nothing_known() -> Case:
    """Give a case of the same organisation without a single fact."""
    return a_case(organisation=an_organisation(PROFILE), at=AT)
