"""A case file becomes a case: nothing is guessed, nothing is lost, nothing is reordered."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from disclosure.casefile.load import load_case, schema
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count
from disclosure.facts.vocabulary import ROLES

NOON = datetime(2025, 4, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
CASES = Path(__file__).resolve().parents[2] / "forms" / "examples"
CASE_FILES = ("coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021")


def versions(case, key):
    return [version for version in case.facts if version.key == key]


def only(case, key):
    (version,) = versions(case, key)
    return version


# ---- The four case files -----------------------------------------------------------------


@pytest.mark.parametrize("name", CASE_FILES)
def test_the_case_files_load(desk, name):
    case = desk.take(CASES / f"{name}.toml")
    # The file bears the incident's usual name; what is generated bears that of the example.
    assert case.id.split("-")[0] in case.organisation.name.lower()
    assert case.facts
    known = case.known_at(case.at)
    assert set(known.versions) <= {version.name for version in case.facts}


@pytest.mark.parametrize("name", CASE_FILES)
def test_json_and_toml_of_the_same_case_are_equal(desk, write_json, name):
    path = CASES / f"{name}.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    assert desk.take(desk.a_file(write_json(table), ".json")) == desk.take(path)


def test_an_upper_case_suffix_is_json_too(desk, good, write_json):
    assert desk.take(desk.a_file(write_json(good()), ".JSON")) == desk.take_changed()


def test_a_byte_order_mark_before_the_file_is_passed_over(desk, good, write_toml):
    content = b"\xef\xbb\xbf" + write_toml(good()).encode("utf-8")
    assert desk.take(desk.a_file(content)) == desk.take_changed()


# ---- Versions ----------------------------------------------------------------------------


def test_versions_are_numbered_by_when_they_were_recorded_not_by_where_they_stand(desk):
    fact = {"key": "incident.description", "value": "an outage"}
    second = fact | {"value": "a cyber incident", "recorded_at": LATER, "change": "changes"}
    case = desk.take_changed(facts=[second, fact])
    assert [(v.number, v.value, v.change) for v in versions(case, "incident.description")] == [
        (1, "an outage", Change.FIRST),
        (2, "a cyber incident", Change.CHANGES),
    ]
    assert case.known_at(NOON).fact("incident.description").name == "incident.description@1"
    assert case.known_at(LATER).fact("incident.description").name == "incident.description@2"


def test_versions_recorded_at_the_same_moment_keep_their_order(desk):
    fact = {"key": "incident.description"}
    again = {"change": "changes"}
    case = desk.take_changed(
        facts=[fact | {"value": "a"}, fact | again | {"value": "b"}, fact | again | {"value": "c"}]
    )
    assert [v.value for v in versions(case, "incident.description")] == ["a", "b", "c"]


def test_a_withdrawn_fact_needs_no_value_and_is_gone(desk):
    fact = {"key": "incident.description", "value": "an outage"}
    gone = {"key": fact["key"], "change": "withdrawn", "change_reason": "entered by mistake"}
    case = desk.take_changed(facts=[fact, gone])
    assert versions(case, fact["key"])[1].change_reason == "entered by mistake"
    assert case.known_at(NOON).fact(fact["key"]) is None


def test_a_withdrawn_entry_needs_no_fields(desk):
    gone = {"id": "tills", "change": "withdrawn", "change_reason": "no such service"}
    tills = {"id": "tills", "name": "our tills", "area": "payment", "state": "affected"}
    case = desk.take_changed(service=[tills, gone])
    assert case.known_at(NOON).entries("service") == ()


def test_judgements_are_numbered_by_when_they_were_made(desk):
    yes = {"key": "inside_information", "value": "yes", "instant": NOON, "made_at": LATER}
    no = {"key": "inside_information", "value": "no", "made_at": NOON}
    case = desk.take_changed(judgements=[yes, no])
    assert [(j.number, j.value) for j in case.judgements] == [(1, "no"), (2, "yes")]
    assert case.judgements[1].instant == When.exactly(NOON)


# ---- Defaults ----------------------------------------------------------------------------


def test_defaults_are_taken_where_nothing_else_is_said(desk):
    defaults = {
        "recorded_at": NOON,
        "recorded_by": "security lead",
        "true_at": NOON,
        "source": "incident call",
        "standing": "confirmed",
    }
    own = {"recorded_at": LATER, "recorded_by": "counsel", "true_at": LATER, "source": "a letter"}
    case = desk.take_changed(
        defaults=defaults,
        facts=[
            {"key": "incident.kind", "value": "cyber"},
            {"key": "incident.description", "value": "an outage", **own},
        ],
        judgements=[{"key": "risk_to_individuals", "value": "likely"}],
    )
    taken, said = only(case, "incident.kind"), only(case, "incident.description")
    assert (taken.recorded_at, taken.recorded_by) == (NOON, "security lead")
    assert (taken.true_at, taken.support.source) == (NOON, "incident call")
    assert (said.recorded_at, said.recorded_by) == (LATER, "counsel")
    assert (said.true_at, said.support.source) == (LATER, "a letter")
    assert (case.judgements[0].made_at, case.judgements[0].made_by) == (NOON, "security lead")


def test_a_value_takes_the_standing_said_for_all_and_an_unknown_one_its_own(desk):
    case = desk.take_changed(
        facts=[
            {"key": "incident.kind", "value": "cyber"},
            {"key": "incident.cause", "standing": "unknown", "being_checked": "our experts"},
        ]
    )
    assert only(case, "incident.kind").standing is Standing.CONFIRMED
    unknown = only(case, "incident.cause")
    assert (unknown.standing, unknown.value) == (Standing.UNKNOWN, None)
    assert unknown.support.being_checked == "our experts"


def test_no_sign_says_what_was_checked_by_whom_until_when(desk):
    case = desk.take_changed(
        facts=[
            {
                "key": "personal_data.involved",
                "value": "yes",
                "standing": "no-sign",
                "checked": "the customer database",
                "checked_by": "our experts",
                "checked_until": NOON,
            }
        ]
    )
    support = only(case, "personal_data.involved").support
    assert support.checked == "the customer database"
    assert (support.checked_by, support.checked_until) == ("our experts", NOON)


def test_the_zone_is_london_unless_said(desk):
    assert desk.take_changed().zone.key == "Europe/London"
    assert desk.take_changed(time_zone="Europe/Dublin").zone.key == "Europe/Dublin"


# ---- Values ------------------------------------------------------------------------------


def test_an_instant_is_exact_or_a_span(desk):
    span = {"earliest": NOON, "latest": LATER}
    case = desk.take_changed(
        facts=[
            {"key": "incident.detected_at", "value": NOON},
            {"key": "incident.started_at", "value": span},
        ],
        judgements=[
            {"key": "aware_personal_data", "value": "aware", "instant": span, "made_at": LATER}
        ],
    )
    assert only(case, "incident.detected_at").value == When.exactly(NOON)
    assert only(case, "incident.started_at").value == When(NOON, LATER)
    assert case.judgements[0].instant == When(NOON, LATER)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"number": 0, "quality": "exact"}, (0, 0, Quality.EXACT)),
        ({"number": 1200, "quality": "about"}, (1200, 1200, Quality.ABOUT)),
        ({"number": 5, "quality": "at-least"}, (5, 5, Quality.AT_LEAST)),
        ({"number": 5, "quality": "at-most"}, (5, 5, Quality.AT_MOST)),
        ({"from": 100, "to": 200, "quality": "range"}, (100, 200, Quality.RANGE)),
        ({"from": 100, "to": 100, "quality": "range"}, (100, 100, Quality.RANGE)),
    ],
)
def test_a_count_says_how_it_is_meant(desk, written, read):
    case = desk.take_changed(facts=[{"key": "personal_data.people_count", "value": written}])
    assert only(case, "personal_data.people_count").value == Count(*read, "people")


def test_a_ceiling_comes_from_the_vocabulary_unless_said(desk):
    case = desk.take_changed(
        facts=[
            {"key": "incident.kind", "value": "cyber"},
            {"key": "incident.technique", "value": "stolen sign-in details"},
            {"key": "incident.description", "value": "an outage", "ceiling": "privileged"},
        ]
    )
    assert only(case, "incident.kind").ceiling is Ceiling.PUBLIC
    assert only(case, "incident.technique").ceiling is Ceiling.AUTHORITY
    assert only(case, "incident.description").ceiling is Ceiling.PRIVILEGED


def test_records_keep_their_order(desk):
    rest = {"name": "x", "area": "payment", "state": "affected"}
    names = ("tills", "apps", "zips", "bags")
    case = desk.take_changed(service=[{"id": name, **rest} for name in names])
    entries = case.known_at(NOON).entries("service")
    assert [entry.key for entry in entries] == [f"service:{name}" for name in names]
    assert all(entry.fields["area"] == "payment" for entry in entries)


# ---- The rest of the frame ---------------------------------------------------------------


def test_several_entities_each_with_roles_identifiers_and_answers(desk):
    equity = {"kind": "equity", "venue": "main-market", "isin": "GB0031274896", "ticker": "HRVL"}
    case = desk.take_changed(
        entities=[
            {
                "id": "group",
                "legal_name": "Harcourt & Vale plc",
                "roles": ["issuer", "controller"],
                "lei": "213800KUD8LAJWSQ9D15",
                "securities": [equity],
            },
            {
                "id": "bank",
                "legal_name": "H&V Bank",
                "roles": ["regulated-firm", "controller"],
                "profile": {"fca.authorised": "yes"},
            },
        ]
    )
    group, bank = case.organisation.entities
    assert (group.lei, group.securities[0].isin) == ("213800KUD8LAJWSQ9D15", "GB0031274896")
    assert (group.securities[0].ticker, group.securities[0].venue) == ("HRVL", "main-market")
    assert case.organisation.in_role("controller") == (group, bank)
    assert case.organisation.answers("fca.authorised") == (("bank", "yes"),)
    assert case.organisation.answers("gdpr.controller") == (("", "yes"),)


def test_submissions_and_releases_are_kept(desk):
    case = desk.take_changed(
        submissions=[
            {
                "obligation": "uk.gdpr.33",
                "stage": "initial",
                "at": NOON,
                "by": "data protection officer",
                "reference": "IC-1",
                "late_reason": "systems were down",
            }
        ],
        releases=[
            {
                "id": "first",
                "audience": "customers",
                "at": NOON,
                "sentences": [{"text": "We know.", "rests_on": ["incident.kind@1"]}],
            }
        ],
    )
    known = case.known_at(NOON)
    assert known.submission("uk.gdpr.33", "initial").late_reason == "systems were down"
    assert known.first_release("customers").sentences[0].rests_on == ("incident.kind@1",)
    before = case.known_at(NOON - timedelta(seconds=1))
    assert (before.submissions, before.releases) == ((), ())


def test_without_known_stages_a_submission_is_refused(desk, vocabulary):
    submission = {"obligation": "uk.gdpr.33", "stage": "initial", "at": NOON}
    path = desk.a_case_file(submissions=[submission])
    with pytest.raises(ValueError, match=r"There is no obligation 'uk\.gdpr\.33'\."):
        load_case(path, vocabulary)


# ---- The JSON Schema ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator(vocabulary):
    made = schema(vocabulary)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


@pytest.fixture
def as_plain(write_json):
    def plain(table):
        return json.loads(write_json(table))

    return plain


@pytest.mark.parametrize("name", CASE_FILES)
def test_the_case_files_meet_the_schema(validator, as_plain, name):
    path = CASES / f"{name}.toml"
    validator.validate(as_plain(tomllib.loads(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": [{"key": "incident.kind", "value": "cyberr"}]},
        {"facts": [{"key": "incident.knd", "value": "cyber"}]},
        {"facts": [{"key": "crime.suspected", "value": True}]},
        {"facts": [{"key": "personal_data.people_count", "value": 5}]},
        {"facts": [{"key": "incident.started_at", "value": {"earliest": "x"}}]},
        {"facts": [{"key": "incident.kind", "value": "cyber", "standing": "sure"}]},
        {"service": [{"id": "tills", "name": "x", "area": "payment", "state": "bad"}]},
        {"judgements": [{"key": "inside_information", "value": "perhaps"}]},
        {"organisation": {"name": "x", "profile": {"size": "huge"}}},
        {"organisation": {"name": "x", "profile": {"no.such": "yes"}}},
        {"id": "A Case!"},
        {"schema": 2},
        {"fcats": []},
    ],
    ids=str,
)
def test_what_is_wrong_fails_against_the_schema_too(validator, as_plain, desk, good, changes):
    assert validator.is_valid(as_plain(good()))
    assert not validator.is_valid(as_plain(good() | changes))
    assert desk.refuse_changed(**changes)


def test_the_schema_names_itself_and_every_closed_list(vocabulary):
    made = schema(vocabulary)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == "Disclosure case file, version 1"
    assert {"facts", "judgements", *vocabulary.records} <= set(made["properties"])
    definitions = made["$defs"]
    assert definitions["Fact"]["properties"]["key"]["enum"] == list(vocabulary.facts)
    assert definitions["Judgement"]["properties"]["key"]["enum"] == list(vocabulary.judgements)
    assert set(definitions["Profile"]["properties"]) == set(vocabulary.profile)
    assert definitions["Entity"]["properties"]["roles"]["items"]["enum"] == list(ROLES)


def test_a_released_sentence_keeps_its_id_and_may_rest_on_what_nobody_records(desk):
    names = ["org.name@1", "profile.contact.dpo@1", "clock.uk_gdpr_33.initial.due_at@1"]
    said = [{"id": "services:website", "text": "We know.", "rests_on": names}]
    release = {"id": "first", "audience": "customers", "at": NOON, "sentences": said}
    (sentence,) = desk.take_changed(releases=[release]).releases[0].sentences
    assert sentence.id == "services:website"
    assert sentence.rests_on == tuple(names)
