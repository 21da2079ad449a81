"""What a text for an audience may rest on, and what is kept from it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    NOON,
    a_case_file,
    a_count,
    a_fact,
    a_judgement,
    a_known,
    a_stage,
    a_submission,
    a_vocabulary,
    an_entity,
    an_entry,
    an_obligation,
    the_catalogue,
    the_sources,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Quality, Standing
from disclosure.facts.versions import Value
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Duty, assess
from disclosure.law.obligations import Authority, AuthorityName
from disclosure.words.drafting import draft
from disclosure.words.sources import sources
from disclosure.words.standing_facts import clock_names, is_known_key

PRIVILEGED, INSIDE, AUTHORITY = Ceiling.PRIVILEGED, Ceiling.INSIDE, Ceiling.AUTHORITY
STAFF, PUBLIC = Ceiling.STAFF, Ceiling.PUBLIC
ON = date(2026, 11, 20)

MAY_READ = {
    "market": {INSIDE, PUBLIC},
    "authority": {INSIDE, AUTHORITY, STAFF, PUBLIC},
    "people-affected": {PUBLIC},
    "customers": {PUBLIC},
    "members": {PUBLIC},
    "staff": {STAFF, PUBLIC},
    "former-staff": {PUBLIC},
    "suppliers": {PUBLIC},
    "trade-customers": {PUBLIC},
    "franchisees": {PUBLIC},
    "media": {PUBLIC},
    "public": {PUBLIC},
    "insurer": {INSIDE, AUTHORITY, STAFF, PUBLIC},
    "board": {PRIVILEGED, INSIDE, AUTHORITY, STAFF, PUBLIC},
}


# ---- Ceilings ------------------------------------------------------------------------------------


def test_every_audience_is_looked_at() -> None:
    assert set(MAY_READ) == set(the_catalogue().audiences)


@pytest.mark.parametrize("ceiling", list(Ceiling))
@pytest.mark.parametrize("audience", sorted(MAY_READ))
def test_an_audience_reads_what_its_ceilings_allow(audience: str, ceiling: Ceiling) -> None:
    fact = a_fact("incident.cause", "x", ceiling=ceiling)
    entry = an_entry(ceiling=ceiling)
    found = sources(
        a_known(fact, entry),
        a_vocabulary(),
        {},
        may_read=the_catalogue().audiences[audience].may_read,
        on=ON,
    )
    allowed = ceiling in MAY_READ[audience]
    both = {"incident.cause": fact, "service:contactless": entry}
    assert {key: found.facts[key] for key in both if key in found.facts} == (
        both if allowed else {}
    )
    assert found.withheld == ({} if allowed else both)
    assert found.entries("service") == ((entry,) if allowed else ())


def test_a_newer_version_that_is_kept_back_does_not_bring_back_the_older_one() -> None:
    told = a_fact("incident.cause", "a fault")
    secret = a_fact("incident.cause", "an intruder", number=2, ceiling=INSIDE)
    found = the_sources(a_known(told, secret), may_read=[PUBLIC])
    assert "incident.cause" not in found.facts
    assert found.withheld == {"incident.cause": secret}


NOTICES = [notice.id for notice in the_catalogue().notices]
FILES = ["coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021"]


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=60)
@given(data=st.data())
def test_no_draft_rests_on_or_speaks_of_what_its_audience_may_not_read(
    file: str, data: st.DataObject
) -> None:
    catalogue, case = the_catalogue(), a_case_file(file)
    known = case.known_at(case.at)
    keys = sorted(known.current)
    ceilings = data.draw(
        st.lists(st.sampled_from(list(Ceiling)), min_size=len(keys), max_size=len(keys))
    )
    as_drawn = dict(zip(keys, ceilings, strict=True))
    current = {key: replace(v, ceiling=as_drawn[key]) for key, v in known.current.items()}
    notice = catalogue.notice(data.draw(st.sampled_from(NOTICES)))
    may_read = catalogue.audiences[notice.audience].may_read
    readable = {key: v for key, v in current.items() if v.ceiling in may_read}

    def made(held: dict) -> object:
        found = sources(
            replace(known, current=held),
            catalogue.vocabulary,
            catalogue.law.authorities,
            may_read=may_read,
            on=case.law_as_of,
        )
        return draft(notice, found)

    whole, without = made(current), made(readable)
    for sentence in whole.sentences():
        for rest in sentence.rests_on:
            assert rest.fact not in current or rest.fact in readable, sentence.text
    # Nor is a word of what is kept back read. It may silence a sentence that would deny it, such
    # as "we do not yet know whose data", and nothing else.
    assert not _only_in(current, readable, " ".join(s.text for s in whole.said()))
    kept_back = {v.name for key, v in current.items() if key not in readable}
    assert set(whole.withheld) <= kept_back
    assert without.withheld == ()


def _only_in(current: dict, readable: dict, said: str) -> list[str]:
    """Give the typed words that stand in a text and in no fact its audience may read."""

    def typed(versions: dict) -> set[str]:
        values = [v.value for v in versions.values()]
        values += [value for v in versions.values() for value in v.fields.values()]
        return {value for value in values if isinstance(value, str) and " " in value}

    open_words = " ".join(sorted(typed(readable)))
    return [
        text for text in typed(current) - typed(readable) if text in said and text not in open_words
    ]


# ---- Facts that hold whenever asked --------------------------------------------------------------


def test_what_is_true_of_the_organisation_is_confirmed_whenever_asked() -> None:
    known = a_known(
        profile={"size": "large"},
        entities=[
            an_entity("group", ("issuer",), legal_name="Harcourt & Vale plc"),
            an_entity("shop", ("issuer", "employer"), legal_name="Vale Retail Limited"),
        ],
    )
    found = the_sources(known).facts
    found = {key: version for key, version in found.items() if not key.endswith(".open")}
    assert {key: version.value for key, version in found.items()} == {
        "org.name": "Harcourt & Vale plc",
        "profile.size": "large",
        "issuer.legal_name": "Harcourt & Vale plc",
        "employer.legal_name": "Vale Retail Limited",
    }
    assert {version.standing for version in found.values()} == {Standing.CONFIRMED}
    assert {version.ceiling for version in found.values()} == {PUBLIC}
    assert {version.true_at for version in found.values()} == {NOON}
    assert found["profile.size"].support.source == "organisation profile"
    assert found["employer.legal_name"].support.source == "entity shop"


def test_a_judgement_is_a_fact_with_its_instant_and_its_author() -> None:
    judged = a_judgement("aware", "aware", NOON, number=2, made_by="the officer")
    plain = a_judgement("risk", "high")
    found = the_sources(a_known(judgements=[judged, plain])).facts
    assert found["judgement.aware"].value == "aware"
    assert found["judgement.aware"].number == 2
    assert found["judgement.aware"].true_at == judged.made_at
    assert found["judgement.aware"].support.source == "the officer"
    assert found["judgement.aware.instant"].value == When.exactly(NOON)
    assert found["judgement.aware.instant"].number == 2
    assert found["judgement.risk"].value == "high"
    assert "judgement.risk.instant" not in found
    assert "judgement.aware.open" not in found


def test_the_reason_of_a_judgement_is_its_basis() -> None:
    judged = replace(a_judgement("aware", "aware"), why="copies were found")
    found = the_sources(a_known(judgements=[judged])).facts
    assert found["judgement.aware"].support.basis == "copies were found"


def test_a_judgement_nobody_has_made_is_an_unknown_of_its_own() -> None:
    found = the_sources(a_known()).facts
    assert found["judgement.aware.open"].standing is Standing.UNKNOWN
    assert "judgement.aware" not in found


def test_it_is_known_whether_the_controller_bears_our_name() -> None:
    def found(name: str) -> bool:
        entity = an_entity("group", ("controller",), legal_name=name)
        return "org.is_controller" in the_sources(a_known(entities=[entity])).facts

    assert found("Harcourt & Vale plc")
    assert not found("Vale Retail Limited")


# ---- Clocks --------------------------------------------------------------------------------------


def clock_facts(known: Known, *duties: Duty) -> dict[str, object]:
    found = sources(
        known, a_vocabulary(), {}, may_read=frozenset([PUBLIC]), on=ON, duties=duties
    ).facts
    return {key: version.value for key, version in found.items() if key.startswith("clock.")}


def a_duty(known: Known) -> Duty:
    rule = an_obligation("uk.mar.17-1", stages=(a_stage(name="follow-up"),))
    return assess(rule, known, {})


def test_the_clocks_of_the_duties_are_facts() -> None:
    known = a_known(judgements=[a_judgement("aware_personal_data", "aware", NOON)])
    [stage] = a_duty(known).stages
    assert stage.due_at is not None
    assert clock_facts(known, a_duty(known)) == {
        "clock.uk_mar_17_1.follow_up.state": str(stage.state),
        "clock.uk_mar_17_1.follow_up.due_at": When.exactly(stage.due_at),
    }


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(-1, "earliest-passed"), (0, "earliest-possible"), (1, "earliest-possible")],
)
def test_an_earliest_moment_that_has_gone_by_is_told_from_one_to_come(minutes, state) -> None:
    known = a_known(judgements=[a_judgement("aware_personal_data", "aware", NOON)])
    duty = a_duty(known)
    due = known.at + timedelta(minutes=minutes)
    stage = replace(duty.stages[0], state=ClockState.EARLIEST_POSSIBLE, due_at=due)
    found = clock_facts(known, replace(duty, stages=(stage,)))
    assert found["clock.uk_mar_17_1.follow_up.state"] == state


def test_a_clock_that_waits_has_no_due_time() -> None:
    known = a_known()
    assert clock_facts(known, a_duty(known)) == {"clock.uk_mar_17_1.follow_up.state": "waiting"}


def test_the_first_submission_of_a_stage_is_what_was_sent() -> None:
    first = replace(
        a_submission("uk.gdpr.33", "initial", NOON), reference="IC-1", late_reason="systems down"
    )
    again = replace(first, at=NOON + timedelta(minutes=1), reference="IC-2")
    known = replace(a_known(), submissions=(again, first))
    assert clock_facts(known) == {
        "clock.uk_gdpr_33.initial.sent_at": When.exactly(NOON),
        "clock.uk_gdpr_33.initial.late_reason": "systems down",
        "clock.uk_gdpr_33.initial.reference": "IC-1",
    }


def test_every_stage_of_the_law_has_a_clock() -> None:
    names = clock_names(the_catalogue().law.obligations)
    assert {"clock.uk_gdpr_33.initial", "clock.uk_gdpr_33.follow_up"} <= names


NAMES = (
    AuthorityName("Information Commissioner", "ICO", until=date(2026, 9, 29)),
    AuthorityName("Information Commission", "Commission", start=date(2026, 9, 30)),
)


@pytest.mark.parametrize(
    ("on", "name", "short"),
    [
        (date(2026, 9, 29), "Information Commissioner", "ICO"),
        (date(2026, 9, 30), "Information Commission", "Commission"),
    ],
)
def test_an_authority_bears_the_name_of_the_day(on: date, name: str, short: str) -> None:
    bodies = {"data-body": Authority("data-body", NAMES, phone="0303", url="")}
    found = sources(a_known(), a_vocabulary(), bodies, may_read=frozenset([PUBLIC]), on=on)
    told = {key: v.value for key, v in found.facts.items() if key.startswith("authority.")}
    assert told == {
        "authority.data_body.name": name,
        "authority.data_body.short": short,
        "authority.data_body.phone": "0303",
    }
    assert found.on == on


# ---- Which names there are -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("incident.cause", True),
        ("incident.colour", False),
        ("org.name", True),
        ("org.colour", False),
        ("profile.size", True),
        ("profile.contact.media", True),
        ("profile.colour", False),
        ("judgement.aware", True),
        ("judgement.aware.open", True),
        ("judgement.colour", False),
        ("judgement.colour.open", False),
        ("org.is_controller", True),
        ("clock.uk_gdpr_33.initial.state", True),
        ("clock.uk_gdpr_33.initial.reference", True),
        ("clock.uk_gdpr_33.initial.colour", False),
        ("clock.uk_gdpr_33.initial", False),
        ("clock.nothing.initial.state", False),
        ("authority.data_body.name", True),
        ("authority.data_body.short", True),
        ("authority.data_body.phone", True),
        ("authority.data_body.url", True),
        ("authority.data_body.colour", False),
        ("authority.data-body.name", False),
        ("authority.nobody.name", False),
        ("issuer.lei", True),
        ("issuer.ticker", True),
        ("controller.legal_name", True),
        ("issuer.colour", False),
        ("nobody.lei", False),
        ("service", False),
        ("", False),
    ],
)
def test_a_name_stands_for_something_or_not(key: str, expected: bool) -> None:
    bodies = {"data-body": Authority("data-body", NAMES)}
    clocks = frozenset(["clock.uk_gdpr_33.initial"])
    assert is_known_key(key, a_vocabulary(), bodies, clocks) is expected


# ---- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("incident.cause", "a fault", "a fault"),
        ("incident.kind", "fire", "a fire"),
        ("incident.kind", "flood", "flood"),
        ("personal_data.involved", "yes", "yes"),
        ("personal_data.people_count", a_count(1200, Quality.ABOUT), "about 1,200 people"),
        ("incident.started_at", When.exactly(NOON), "12:00 on Friday 20 November"),
        ("profile.size", "small", "small"),
        ("judgement.aware", "not-yet", "not-yet"),
        ("incident.cause", None, ""),
    ],
)
def test_a_value_reads_as_its_form_puts_it(key: str, value: Value | None, words: str) -> None:
    assert the_sources(a_known()).words_of(a_fact(key, value), "") == words


def test_an_answer_of_the_profile_reads_as_its_option() -> None:
    vocabulary = a_vocabulary()
    sized = replace(vocabulary.profile["size"], options={"small": "fewer than 250 people"})
    found = replace(the_sources(a_known()), vocabulary=replace(vocabulary, profile={"size": sized}))
    assert found.words_of(a_fact("profile.size", "small"), "") == "fewer than 250 people"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "the tills"),
        ("name", "the tills"),
        ("state", "not working"),
        ("returns_at", "12:00 on Friday 20 November"),
        ("detail", ""),
        ("colour", "red"),
    ],
)
def test_a_field_reads_as_its_form_puts_it(name: str, words: str) -> None:
    fields: dict[str, Value] = {
        "name": "the tills",
        "state": "stopped",
        "returns_at": When.exactly(NOON),
        "colour": "red",
    }
    assert the_sources(a_known()).words_of(an_entry(fields=fields), name) == words
