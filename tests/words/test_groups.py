"""A letter to the people affected goes to one group, and says nothing of any other."""

import re

import pytest
from drafted import drafted, pieces
from full_case import AT, NOON, PROFILE

from builders import a_case, a_count, a_fact, a_judgement, an_entry, an_organisation
from builders import the_catalogue as catalogue
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.keys import group_of, in_any_language, key_of, language_of
from disclosure.words.prose import reading_grade

CONFIRMED, SUSPECTED, UNKNOWN = Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN
LETTER = "uk.gdpr.34.initial.people-affected"
FAMILIES = (
    LETTER,
    "uk.pecr.5a-3.initial.people-affected",
    "uk.dpa.68.initial.people-affected",
    "voluntary.email.people-affected",
)
SUPPORT = {
    CONFIRMED: Support(source="incident call"),
    SUSPECTED: Support(basis="a log"),
    UNKNOWN: Support(being_checked="the security team"),
    Standing.NO_SIGN: Support(checked="the logs", checked_by="the team", checked_until=NOON),
}


def fact(key: str, value: Value = "yes", standing: Standing = CONFIRMED) -> FactVersion:
    return a_fact(key, value, standing, recorded_at=NOON, true_at=NOON, support=SUPPORT[standing])


def entry(record: str, name: str, standing: Standing, fields: dict[str, Value]) -> FactVersion:
    return an_entry(
        record, name, fields, standing, recorded_at=NOON, true_at=NOON, support=SUPPORT[standing]
    )


def data(who: str, category: str, standing: Standing = CONFIRMED) -> FactVersion:
    fields: dict[str, Value] = {"who": who, "category": category, "effect": "taken"}
    return entry("data", f"{who}-{category}", standing, fields)


def theirs(who: str, standing: Standing = CONFIRMED, **fields: Value) -> FactVersion:
    return entry("affected", f"{who}-{'-'.join(fields)}", standing, {"who": who, **fields})


INVOLVED = fact("personal_data.involved")
SEVERAL = (
    INVOLVED,
    fact("harm.expected", "calls that pretend to come from us"),
    data("customers", "identifiers"),
    data("employees", "financial"),
    data("former-employees", "documents", SUSPECTED),
    theirs("customers", people=a_count(94000, Quality.ABOUT)),
    theirs("employees", people=a_count(1200)),
    theirs("employees", expected="accounts opened in your name"),
    theirs("employees", what_to_do="ask your bank to watch your account"),
    theirs("employees", support="We pay for a year of credit checks"),
)


def held(name: str, *facts: FactVersion):
    case = a_case(facts=facts, organisation=an_organisation(PROFILE), at=AT)
    return drafted(case, catalogue().notice(name))


def told(name: str, *facts: FactVersion) -> str:
    return " ".join(sentence.text for sentence in held(name, *facts).draft.said())


def missing(name: str, *facts: FactVersion) -> list[str]:
    return [gap.text for gap in held(name, *facts).draft.gaps()]


# ---- To one group --------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_no_group_learns_what_was_taken_from_another(family: str) -> None:
    names = r"[Nn]ames and contact details"
    bank, papers = r"[Bb]ank or payment card", r"[Oo]fficial documents"
    for group, own in (("customers", names), ("employees", bank), ("former-employees", papers)):
        text = told(f"{family}.{group}", *SEVERAL)
        assert re.search(own, text)
        for other in {names, bank, papers} - {own}:
            assert not re.search(other, text), (group, text)
        for label in ("Customers:", "mployees:", "Members:"):
            assert label not in text


def test_no_group_learns_what_others_have_to_fear_to_do_or_to_get() -> None:
    to_customers = told(f"{LETTER}.customers", *SEVERAL)
    for word in ("accounts opened", "ask your bank", "credit checks", "1,200"):
        assert word not in to_customers
    text = told(f"{LETTER}.employees", *SEVERAL)
    assert (
        "The incident could lead to calls that pretend to come from us. "
        "It could also lead to accounts opened in your name." in text
    )
    assert "Please ask your bank to watch your account." in text
    assert "We pay for a year of credit checks." in text
    assert "this involves the data of 1,200 people." in text
    assert "94,000" not in text


def test_what_holds_for_everybody_stands_in_every_letter() -> None:
    for group in ("customers", "employees", "former-employees"):
        text = told(f"{LETTER}.{group}", *SEVERAL)
        assert "The incident could lead to calls that pretend to come from us." in text


def test_each_is_greeted_as_what_they_are() -> None:
    starts = {
        "customers": "Dear customer,",
        "members": "Dear member,",
        "employees": "Dear colleague,",
        "former-employees": "Dear Sir or Madam,",
        "patients": "Dear Sir or Madam,",
    }
    for group, start in starts.items():
        assert told(f"{LETTER}.{group}", *SEVERAL, data(group, "health")).startswith(start)


SIGNATORIES = {
    "staff": "Director of People",
    "suppliers": "Head of Supply",
    "customers": "Chief Executive",
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("group", "signed"),
    [
        ("customers", "customers"),
        ("patients", "customers"),
        ("suppliers", "suppliers"),
        ("employees", "staff"),
        ("former-employees", "staff"),
        ("dependants", "staff"),
    ],
)
def test_who_signs_to_a_group_signs_its_letter(family: str, group: str, signed: str) -> None:
    named = {f"signatory.{who}": name for who, name in SIGNATORIES.items()}
    house = PROFILE | named | {"style.sign_off": "Yours sincerely"}
    facts = (*SEVERAL, data(group, "health"))
    case = a_case(facts=facts, organisation=an_organisation(house), at=AT)
    said = drafted(case, catalogue().notice(f"{family}.{group}")).draft.said()
    signatures = [sentence.text for sentence in said if sentence.form == "signature"]
    assert signatures == [f"Yours sincerely, {SIGNATORIES[signed]}, Harcourt & Vale plc"]


def test_where_only_one_signatory_is_known_they_sign_to_everybody() -> None:
    house = {key: said for key, said in PROFILE.items() if key != "signatory.staff"}
    case = a_case(facts=SEVERAL, organisation=an_organisation(house), at=AT)
    said = drafted(case, catalogue().notice(f"{LETTER}.employees")).draft.said()
    assert [each.text for each in said][-1] == "Chief Executive, Harcourt & Vale plc"


def test_those_who_work_for_us_are_not_sent_to_the_line_for_customers() -> None:
    lines = (fact("contact.customers", "on 0800 1"), fact("contact.staff", "on 0800 2"))
    assert "You can also reach us on 0800 1." in told(f"{LETTER}.customers", *SEVERAL, *lines)
    text = told(f"{LETTER}.employees", *SEVERAL, *lines)
    assert "You can also reach us on 0800 2." in text
    assert "0800 1" not in text


@pytest.mark.parametrize("group", ["customers", "employees"])
def test_a_letter_with_everything_of_its_group_is_read_easily(group: str) -> None:
    one = held(f"{LETTER}.{group}", *SEVERAL)
    text = "\n".join(p if isinstance(p, str) else p.text for p in pieces(one.draft))
    assert reading_grade(text) <= 8


def test_every_letter_of_a_duty_that_tells_groups_apart_is_written_for_each() -> None:
    held = catalogue()
    apart = {(o.id, s.id) for o in held.law.obligations for s in o.stages if s.each_of}
    assert {name for name, _ in apart} == {"uk.gdpr.34", "uk.dpa.68", "uk.pecr.5a-3"}
    for notice in held.notices:
        if (notice.obligation, notice.stage) in apart:
            assert notice.each_of == "data.who", notice.id


# ---- How sure it is ------------------------------------------------------------------------------


def test_it_is_as_sure_as_is_known_of_this_group() -> None:
    # Of customers it is certain, of former employees believed, of members open.
    facts = (*SEVERAL, data("members", "orders", UNKNOWN), data("employees", "health", SUSPECTED))
    about = "data that we hold about you"
    assert f"{about} was involved" in told(f"{LETTER}.customers", *facts)
    assert f"{about} may have been involved" in told(f"{LETTER}.former-employees", *facts)
    assert f"{about} may have been involved" in told(f"{LETTER}.members", *facts)
    assert f"{about} was, or may have been, involved" in told(f"{LETTER}.employees", *facts)


def test_what_is_only_believed_of_a_group_is_said_so() -> None:
    facts = (
        INVOLVED,
        data("members", "orders", SUSPECTED),
        theirs("members", SUSPECTED, expected="parcels sent in your name"),
        theirs("members", SUSPECTED, what_to_do="look at your orders"),
        theirs("members", SUSPECTED, people=a_count(300)),
    )
    text = told(f"{LETTER}.members", *facts)
    assert "We believe that the incident could lead to parcels sent in your name." in text
    assert "As a precaution, please look at your orders." in text
    assert "this may involve the data of 300 people." in text


def test_unknown_for_everybody_does_not_deny_what_is_known_for_a_group() -> None:
    open_ = fact("harm.expected", standing=UNKNOWN)
    facts = (INVOLVED, open_, data("members", "orders"), data("customers", "orders"))
    known = theirs("members", expected="parcels sent in your name")
    unknown = "We do not yet know what consequences this may have for you."
    assert unknown in told(f"{LETTER}.customers", *facts, known)
    text = told(f"{LETTER}.members", *facts, known)
    assert "The incident could lead to parcels sent in your name." in text
    assert unknown not in text
    assert "We do not yet know whether the incident could lead to parcels" in told(
        f"{LETTER}.members", *facts[:1], theirs("members", UNKNOWN, expected="parcels sent")
    )


# ---- Numbers -------------------------------------------------------------------------------------


def test_the_number_of_everybody_is_given_only_while_nobody_else_is_concerned() -> None:
    everybody = fact("personal_data.people_count", a_count(95200))
    alone = (INVOLVED, everybody, data("customers", "orders"))
    assert "the data of 95,200 people." in told(f"{LETTER}.customers", *alone)
    for standing in (CONFIRMED, SUSPECTED, UNKNOWN):
        more = (*alone, data("members", "orders", standing))
        assert "95,200" not in told(f"{LETTER}.customers", *more)
    own = theirs("customers", people=a_count(94000, Quality.ABOUT))
    text = told(f"{LETTER}.customers", *alone, own)
    assert "the data of about 94,000 people." in text
    assert "95,200" not in text


def test_numbers_of_two_groups_do_not_contradict_each_other() -> None:
    case = a_case(facts=SEVERAL, organisation=an_organisation(PROFILE), at=AT)
    pack = Packs(catalogue(), Assessments(catalogue())).draft(case, notices=[LETTER])
    assert len(pack.drafts) == 3
    assert [f.message for f in pack.findings if f.rule == "contradiction"] == []


# ---- What is missing -----------------------------------------------------------------------------


def test_the_letter_to_nobody_in_particular_is_never_ready() -> None:
    assert "whose data is involved, and which" in missing(LETTER, INVOLVED)
    each = "a text to each group by itself: this one is for nobody in particular"
    assert each in missing(LETTER, *SEVERAL)
    text = told(LETTER, *SEVERAL)
    for word in ("taken", "accounts opened", "ask your bank", "94,000", "1,200", "credit checks"):
        assert word not in text


def test_what_a_group_must_hear_is_asked_for_while_nothing_is_recorded() -> None:
    name, facts = f"{LETTER}.members", (INVOLVED, data("members", "orders"))
    harm, to_do = "what this may mean for these readers", "what readers should do"
    assert {harm, to_do} <= set(missing(name, *facts))
    answered = (
        theirs("members", expected="parcels sent"),
        theirs("members", what_to_do="look at your orders"),
    )
    assert not {harm, to_do} & set(missing(name, *facts, *answered))
    assert harm not in missing(name, *facts, fact("harm.expected", "calls"))
    for_members = entry("instruction", "m", CONFIRMED, {"for": "members", "text": "bring a card"})
    assert to_do not in missing(name, *facts, for_members)
    assert "Please bring a card." in told(name, *facts, for_members)
    assert "bring a card" not in told(f"{LETTER}.customers", *facts, for_members)
    # What another group should do answers nothing here.
    assert to_do in missing(name, *facts, theirs("customers", what_to_do="look at your orders"))


# ---- What was typed ------------------------------------------------------------------------------


def found(*facts: FactVersion) -> list[tuple[str, str]]:
    judged = a_judgement("high_risk_to_individuals", "likely")
    organisation = an_organisation(PROFILE | {"gdpr.controller": "yes"})
    case = a_case(facts=facts, judgements=[judged], organisation=organisation, at=AT)
    pack = Packs(catalogue(), Assessments(catalogue())).draft(case, notices=[LETTER])
    named = [f for f in pack.findings if f.rule == "names-another-group"]
    return [(f.notice.rpartition(".")[2], f.sentence) for f in named]


def test_what_was_typed_of_another_group_is_found() -> None:
    assert found(*SEVERAL) == []
    typed = fact("incident.description", "an attack on data of employees")
    assert found(*SEVERAL, typed) == [("customers", "nature"), ("former-employees", "nature")]
    # Its own name is nobody else's, though another one's stands in it.
    own = fact("incident.description", "an attack on data of a former employee")
    assert ("former-employees", "nature") not in found(*SEVERAL, own)
    assert ("customers", "nature") in found(*SEVERAL, own)
    # A shop speaks of its customers; that gives nothing away.
    step = entry("containment", "a", CONFIRMED, {"step": "changed how we serve customers"})
    assert found(*SEVERAL, step) == []
    # Of a group that nobody has recorded, nothing is given away.
    none = fact("incident.description", "an attack on data of patients")
    assert found(*SEVERAL, none) == []


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("an attack that took the bank details of colleagues", True),
        ("an attack on our staff records", True),
        ("an attack in which colleagues' payroll data was copied", True),
        ("an attack on systems that hold data about all our current workers", True),
        ("an attack in which data was copied; staff were also affected", True),
        # What they do tells nothing of their data.
        ("an attack on systems with which our colleagues look up your details", False),
        ("an attack by somebody who asked our staff for a password", False),
    ],
)
def test_other_words_for_a_group_are_found_where_they_are_of_its_data(typed, is_found) -> None:
    of_event = fact("incident.description", typed)
    assert (("customers", "nature") in found(*SEVERAL, of_event)) is is_found
    # Those who are colleagues read of themselves.
    assert ("employees", "nature") not in found(*SEVERAL, of_event)


# ---- Letters to colleagues about their own data --------------------------------------------------


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("voluntary.own-data.staff", "employees"),
        ("voluntary.own-data.former-staff", "former-employees"),
    ],
)
def test_colleagues_read_what_they_alone_may_expect(name: str, who: str) -> None:
    facts = (
        INVOLVED,
        fact("harm.expected", "longer waits"),
        data(who, "financial"),
        data("patients", "health"),
        theirs(who, expected="accounts opened in your name", support="We pay for checks"),
        theirs("patients", expected="operations put off"),
    )
    text = told(name, *facts)
    assert "The incident could lead to accounts opened in your name." in text
    assert "We pay for checks." in text
    for word in ("longer waits", "operations put off"):
        assert word not in text


# ---- Keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "language", "group"),
    [
        (LETTER, LETTER, "en-GB", ""),
        (f"{LETTER}.customers", LETTER, "en-GB", "customers"),
        (f"{LETTER}.cy", LETTER, "cy", ""),
        (f"{LETTER}.former-employees.cy", LETTER, "cy", "former-employees"),
    ],
)
def test_a_key_tells_language_and_group_apart(key, text, language, group) -> None:
    audience = "people-affected"
    assert in_any_language(key, audience) == text
    assert (language_of(key, audience), group_of(key, audience)) == (language, group)
    assert key_of(text, language, group) == key


def test_a_group_may_bear_the_name_of_the_audience() -> None:
    key = key_of("voluntary.data.customers", "en-GB", "customers")
    assert key == "voluntary.data.customers.customers"
    assert in_any_language(key, "customers") == "voluntary.data.customers"
    assert group_of(key, "customers") == "customers"
    assert group_of("voluntary.data.customers", "customers") == ""
    assert group_of("contract.customers.notify.customers", "customers") == ""
