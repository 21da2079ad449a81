"""What texts say of personal data: every kind in its own standing, and no number that misleads."""

from dataclasses import replace

import pytest
from drafted import drafted
from full_case import AT, NOON, PROFILE

from builders import LONDON, a_case, a_count, a_fact, a_judgement, an_entry, an_organisation
from builders import the_catalogue as catalogue
from disclosure.facts.case import Case
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Support, Value

CONFIRMED, SUSPECTED, UNKNOWN = Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN
INVOLVED = "personal_data.involved"
PEOPLE = "personal_data.people_count"
POST, EMAIL = "voluntary.post.public", "voluntary.email.customers"
OWN = "voluntary.own-data.staff"
LETTERS = (
    "uk.gdpr.34.initial.people-affected",
    "uk.pecr.5a-3.initial.people-affected",
    "uk.dpa.68.initial.people-affected",
)
BREACH = "uk.gdpr.33.initial.authority"
TO_CONTROLLER = "uk.gdpr.33-2.initial.customers"
NAMES = "names and contact details"
SUPPORT = {
    CONFIRMED: Support(source="incident call"),
    SUSPECTED: Support(basis="a log"),
    UNKNOWN: Support(being_checked="the security team"),
    Standing.NO_SIGN: Support(checked="the logs", checked_by="the team", checked_until=NOON),
}


def fact(key: str, value: Value = "yes", standing: Standing = CONFIRMED) -> FactVersion:
    return a_fact(key, value, standing, recorded_at=NOON, true_at=NOON, support=SUPPORT[standing])


def entry(
    record: str, name: str, standing: Standing = CONFIRMED, /, **fields: Value
) -> FactVersion:
    return an_entry(
        record,
        name,
        fields,
        standing,
        recorded_at=NOON,
        true_at=NOON,
        support=SUPPORT[standing],
    )


def data(
    standing: Standing = CONFIRMED,
    who: str = "users",
    category: str = "identifiers",
    effect: str = "accessed",
    note: str = "",
) -> FactVersion:
    fields = {"who": who, "category": category, "effect": effect} | ({"note": note} if note else {})
    return entry("data", f"{who}-{category}-{effect}", standing, **fields)


def what_to_do(standing: Standing = CONFIRMED, who: str = "people-affected") -> FactVersion:
    return entry("instruction", who, standing, **{"for": who, "text": "change your password"})


def case_of(*facts: FactVersion) -> Case:
    return a_case(facts=facts, organisation=an_organisation(PROFILE), at=AT)


def told(name: str, *facts: FactVersion) -> str:
    return told_of(name, case_of(*facts))


def to(name: str, who: str) -> str:
    """Give the text that goes to a group, where each group has its own."""
    own = f"{name}.{who}"
    return own if own in {notice.id for notice in catalogue().notices} else name


def told_of(name: str, case: Case) -> str:
    held = drafted(case, catalogue().notice(name))
    return " ".join(sentence.text for sentence in held.draft.said())


# ---- A post --------------------------------------------------------------------------------------


def test_a_post_names_what_is_believed_beside_what_is_certain() -> None:
    text = told(
        POST,
        fact(INVOLVED),
        data(),
        data(SUSPECTED, "children", "health"),
        data(SUSPECTED, "children", "other"),
    )
    assert f"Users: {NAMES} were seen." in text
    assert "Children: health data may have been seen." in text
    assert "Children: data about them may have been seen." in text
    assert "More may be involved" not in text


@pytest.mark.parametrize("standing", [UNKNOWN, Standing.NO_SIGN])
def test_a_post_says_that_there_may_be_more(standing: Standing) -> None:
    text = told(POST, fact(INVOLVED), data(), data(standing, "children", "documents"))
    assert "More may be involved; we do not yet know." in text
    assert "More may be involved" not in told(POST, fact(INVOLVED), data())


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (a_count(312), "The data of 312 people is involved."),
        (a_count(58400, Quality.ABOUT), "The data of about 58,400 people is involved."),
        (a_count(12, Quality.AT_LEAST), "The data of at least 12 people is involved."),
    ],
)
def test_a_post_gives_the_number_as_exactly_as_it_is_known(count: Count, wanted: str) -> None:
    assert wanted in told(POST, fact(INVOLVED), data(), fact(PEOPLE, count))
    assert "is involved" not in told(POST, fact(INVOLVED), data(), fact(PEOPLE, count, SUSPECTED))


def test_a_post_that_speaks_of_no_service_says_what_is_not_included() -> None:
    noted = data(who="customers", category="financial", note="It does not include card numbers")
    stopped = entry("service", "app", name="our app", area="online", state="stopped")
    assert "seen. It does not include card numbers." in told(POST, fact(INVOLVED), noted)
    assert "It does not include" not in told(POST, fact(INVOLVED), noted, stopped)


# ---- Out of reach --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [POST, EMAIL, "voluntary.data.customers", "voluntary.statement.media", *LETTERS]
)
def test_what_may_still_be_out_of_reach_is_not_told_as_past(name: str) -> None:
    theirs = data(who="patients", category="health", effect="unavailable")
    text = told(to(name, "patients"), fact(INVOLVED), theirs)
    # A letter goes to patients alone: their own data needs no label.
    is_letter = name in LETTERS
    said = "Health data has been" if is_letter else "Patients: health data has been"
    assert f"{said} out of reach." in text
    assert "was out of reach" not in text


def test_the_authority_and_staff_hear_the_same() -> None:
    theirs = data(who="employees", effect="unavailable")
    assert f"Employees: {NAMES}; this data has been out of reach." in told(
        BREACH, fact(INVOLVED), theirs
    )
    text = told(OWN, fact(INVOLVED), theirs)
    assert "data that we hold about colleagues has been out of reach." in text
    assert "Names and contact details have been out of reach." in text
    assert "Please act as if" not in text


def test_what_nobody_else_has_had_asks_for_no_care() -> None:
    out = data(who="customers", effect="unavailable")
    text = "voluntary.data.customers"
    asked = "Please act as if your data is included until we tell you otherwise."
    assert asked not in told(text, fact(INVOLVED), out)
    assert asked in told(text, fact(INVOLVED), out, data(UNKNOWN, "customers", effect="taken"))
    assert asked in told(text, fact(INVOLVED), data(who="customers", effect="taken"))


# ---- Numbers -------------------------------------------------------------------------------------


def test_customers_read_how_many_people_it_is() -> None:
    given = fact(PEOPLE, a_count(312))
    text = told(EMAIL, fact(INVOLVED), data(who="customers"), given)
    assert (
        "From what we know at 12:00 on 20 November, this involves the data of 312 people." in text
    )
    assert "people" not in told(EMAIL, fact(INVOLVED, standing=SUSPECTED), given)


@pytest.mark.parametrize("name", ["voluntary.statement.media", *LETTERS, TO_CONTROLLER])
def test_where_none_is_believed_to_be_involved_nobody_is_counted(name: str) -> None:
    open_ = fact(PEOPLE, standing=UNKNOWN)
    assert "how many people" not in told(name, fact(INVOLVED, "no", SUSPECTED), open_)
    for standing in (CONFIRMED, SUSPECTED):
        assert "We do not yet know how many people this may involve." in told(
            name, fact(INVOLVED, "yes", standing), open_
        )


def test_an_authority_hears_why_there_is_no_number() -> None:
    name, open_ = "uk.dpa.67.initial.authority", fact(PEOPLE, standing=UNKNOWN)
    text = told(name, fact(INVOLVED, "no", SUSPECTED), open_)
    assert "No number is known: we believe that personal data is not involved." in text
    assert "how many people this" not in text
    assert "how many people this may involve." in told(
        name, fact(INVOLVED, "yes", SUSPECTED), open_
    )
    listed = told(name, fact(INVOLVED, "yes", SUSPECTED), open_, data(SUSPECTED))
    assert "We do not yet know how many people this involves. " in listed


def test_the_form_for_breaches_counts_nobody_where_none_is_believed_to_be_involved() -> None:
    open_ = fact(PEOPLE, standing=UNKNOWN)
    counted = "We do not yet know how many people's data is involved."
    assert counted not in told(BREACH, fact(INVOLVED, "no", SUSPECTED), open_)
    assert counted in told(BREACH, fact(INVOLVED, "yes", SUSPECTED), open_, data(SUSPECTED))


def test_a_processor_does_not_give_one_reader_the_number_of_all() -> None:
    text = told(
        TO_CONTROLLER,
        fact(INVOLVED),
        fact(PEOPLE, a_count(612000, Quality.AT_LEAST)),
        fact(
            "personal_data.records_count", a_count(2900, Quality.ABOUT, unit="records"), SUSPECTED
        ),
    )
    assert "the data of at least 612,000 people, across everybody concerned." in text
    assert "Records that may be involved, across everybody concerned: about 2,900 records." in text


# ---- What to do, and help ------------------------------------------------------------------------


def test_customers_are_told_what_to_do_where_their_data_is_involved() -> None:
    open_ = fact("customers.need_to_act", standing=UNKNOWN)
    text = told(EMAIL, fact(INVOLVED), data(who="customers"), what_to_do(), open_)
    assert "About your data: Please change your password." in text
    assert "Please act as if your data is included until we tell you otherwise." in text
    assert (
        "We do not yet know whether there is anything else for you to do, "
        "unless we write to you about your data." in text
    )
    for theirs in ((), (data(who="employees"),), (data(UNKNOWN, "customers"),)):
        other = told(EMAIL, fact(INVOLVED), what_to_do(), *theirs)
        assert "Please change" not in other
        assert "Please act" not in other


def test_what_is_only_believed_is_asked_as_a_precaution() -> None:
    text = told(
        EMAIL,
        fact(INVOLVED, standing=SUSPECTED),
        data(SUSPECTED, "customers", effect="taken"),
        what_to_do(SUSPECTED),
    )
    assert "As a precaution, please change your password." in text
    assert "Please act as if your data may be included until we tell you otherwise." in text


def test_no_care_is_asked_for_as_if_a_belief_were_certain() -> None:
    text = told(EMAIL, fact(INVOLVED), data(SUSPECTED, "customers", effect="taken"))
    assert "Please act as if your data may be included until we tell you otherwise." in text
    assert "is included" not in text


def test_what_is_left_to_do_is_more_than_what_customers_were_asked() -> None:
    open_ = fact("customers.need_to_act", standing=UNKNOWN)
    text = told(EMAIL, what_to_do(who="customers"), open_)
    assert "We do not yet know whether there is anything else for you to do." in text


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_offers_the_help_that_there_is(name: str) -> None:
    help_ = fact("people_affected.support", "A nurse answers calls every day")
    text = told(name, fact(INVOLVED), data(), fact("harm.expected", "longer waits"), help_)
    assert "could lead to longer waits. A nurse answers calls every day." in text


# ---- Letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*LETTERS, "voluntary.email.people-affected"])
@pytest.mark.parametrize("described", [True, False])
def test_a_letter_hedges_while_no_data_is_certain(name: str, *, described: bool) -> None:
    name = to(name, "users")
    known = [fact(INVOLVED)]
    known += [fact("incident.description", "a cyber incident")] if described else []
    flat, hedged = "about you was involved", "about you may have been involved"
    for standing in (UNKNOWN, Standing.NO_SIGN):
        text = told(name, *known, data(standing))
        assert hedged in text
        assert flat not in text
        assert flat in told(name, *known, data(), data(standing, category="health"))
    assert flat in told(name, *known, data())


def test_what_was_typed_beside_an_open_kind_of_data_is_told() -> None:
    noted = data(UNKNOWN, "customers", "other", note="These are lists of calls")
    for name in (EMAIL, "voluntary.data.customers", "voluntary.statement.media", *LETTERS):
        text = told(to(name, "customers"), fact(INVOLVED), noted)
        assert "whether other data was seen. These are lists of calls." in text
    theirs = told(BREACH, fact(INVOLVED), noted)
    assert "this data was seen. These are lists of calls. " in theirs


def test_a_judgement_that_was_not_certain_is_of_its_time() -> None:
    judged = a_judgement(value="not-certain", instant=NOON.astimezone(LONDON), made_at=NOON)
    case = replace(case_of(fact(INVOLVED), data(effect="taken")), judgements=(judged,))
    text = told_of(BREACH, case)
    assert "At that time it was not certain that personal data was compromised." in text
    assert "It is not certain" not in text


# ---- One reader among others ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["customers", "members", "suppliers", "subscribers", "patients", "children"]
)
def test_trade_customers_hear_whose_data_it_is(who: str) -> None:
    text = told("voluntary.notice.trade-customers", fact(INVOLVED), data(who=who))
    assert f": {NAMES} were seen." in text
    for ours in ("employees", "former-employees", "dependants"):
        own = told("voluntary.notice.trade-customers", fact(INVOLVED), data(who=ours))
        assert NAMES not in own


@pytest.mark.parametrize(
    ("name", "who"), [(OWN, "employees"), ("voluntary.own-data.former-staff", "former-employees")]
)
def test_colleagues_do_not_read_what_others_have_to_fear(name: str, who: str) -> None:
    harm = (fact("harm.expected", "longer waits"), fact("harm.so_far", "operations put off"))
    alone = told(name, fact(INVOLVED), data(who=who), *harm)
    assert "The incident could lead to longer waits. So far, people have experienced" in alone
    both = told(name, fact(INVOLVED), data(who=who), data(SUSPECTED, "patients"), *harm)
    assert "longer waits" not in both
    assert "operations put off" not in both


def test_what_everybody_concerned_is_asked_is_said_to_be_for_everybody() -> None:
    text = told(OWN, fact(INVOLVED), data(who="employees"), what_to_do())
    assert (
        "Please take these steps, as we ask of everybody concerned: Please change your password."
        in text
    )
