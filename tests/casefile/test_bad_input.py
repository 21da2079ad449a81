"""Every bad input is refused whole: file, key path, what is wrong, what is allowed."""

import copy
import json
import shutil
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.catalogue.load import load_catalogue
from disclosure.problems import CatalogueError, InvalidInputError, Problem

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2025, 4, 22, 12, 0, tzinfo=UTC)
NAIVE = datetime(2025, 4, 22, 12, 0)  # noqa: DTZ001 - a time without its zone is the point
LATER = NOON + timedelta(hours=1)
WRITE = "2025-04-19T09:10:00+01:00"
BROKEN_LEI, GOOD_LEI = "213800KUD8LAJWSQ9D16", "213800KUD8LAJWSQ9D15"
BROKEN_ISIN, GOOD_ISIN = "GB0031274897", "GB0031274896"


def fact(key="incident.description", value="a cyber incident", **more):
    return {"key": key, **({} if value is None else {"value": value}), **more}


def started(value):
    return {"facts": [fact("incident.started_at", value)]}


def people(value):
    return {"facts": [fact("personal_data.people_count", value)]}


def about(**more):
    return {"facts": [fact(**more)]}


def text(value):
    return {"title": value}


def service(**more):
    given = {"id": "tills", "name": "our tills", "area": "payment", "state": "affected"} | more
    return {"service": [{key: value for key, value in given.items() if value is not None}]}


def entity(**more):
    return {"entities": [{"id": "group", "legal_name": "A plc", "roles": ["issuer"], **more}]}


def security(**more):
    return entity(securities=[{"kind": "equity", "venue": "main-market", **more}])


def judgement(key="inside_information", value="yes", **more):
    return {"judgements": [{"key": key, "value": value, "made_at": NOON, **more}]}


def release(**more):
    return {"releases": [{"id": "first", "audience": "customers", "at": NOON, **more}]}


def submission(obligation, stage):
    return {"submissions": [{"obligation": obligation, "stage": stage, "at": NOON}]}


def profile(**answers):
    return {"organisation": {"name": "A plc", "profile": answers}}


# Each row: what the file says, where that is, what is wrong, what is allowed.
TIMES = [
    ({"at": NAIVE}, "at", "has no offset", WRITE),
    (about(recorded_at=NAIVE), "facts[0].recorded_at", "has no offset", WRITE),
    (started(NAIVE), "facts[0].value", "has no offset", WRITE),
    (started(date(2025, 4, 22)), "facts[0].value", "a day without a time", "earliest ="),
    (service(since=date(2025, 4, 22)), "service[0].since", "a day without a time", "earliest ="),
    ({"at": date(2025, 4, 22)}, "at", "a day without a time", "earliest ="),
    ({"law_as_of": NOON}, "law_as_of", "A day is wanted", "2026-11-21"),
    (started(time(12, 0)), "facts[0].value", "is wanted here, not 12:00:00", WRITE),
    (started(12), "facts[0].value", "is wanted here, not 12", WRITE),
    (started([NOON]), "facts[0].value", "is wanted here, not a list", WRITE),
    (started(NOON.replace(year=1200)), "facts[0].value", "The year 1200", "1990 to 2100"),
    ({"at": NOON.replace(year=9999)}, "at", "The year 9999", "1990 to 2100"),
    ({"law_as_of": date(1200, 1, 1)}, "law_as_of", "The year 1200", "1990 to 2100"),
    (started({"earliest": LATER, "latest": NOON}), "facts[0].value", "is before earliest", "Mend"),
    (started({"earliest": NOON}), "facts[0].value.latest", "'latest' is missing", "Add it"),
    (
        started({"earliest": NAIVE, "latest": NOON}),
        "facts[0].value.earliest",
        "has no offset",
        WRITE,
    ),
    (
        started({"earliest": NOON, "latest": LATER, "lastest": NOON}),
        "facts[0].value.lastest",
        "There is no key 'lastest'",
        "Did you mean 'latest'?",
    ),
    (
        service(since={"earliest": LATER, "latest": NOON}),
        "service[0].since",
        "is before earliest",
        "Mend",
    ),
    (service(since={"earliest": NOON}), "service[0].since.latest", "is missing", "Add it"),
    (
        {"facts": [fact("incident.started_at", LATER), fact("incident.resolved_at", NOON)]},
        "facts[1].value",
        "incident.resolved_at lies before incident.started_at",
        "Mend one of the two",
    ),
    (
        service(since=LATER, returns_at=NOON),
        "service[0].returns_at",
        "'returns_at' lies before",
        "Mend",
    ),
    ({"time_zone": "Europe/Londn"}, "time_zone", "'Europe/Londn' is no time zone", "IANA"),
    ({"time_zone": "../../etc/passwd"}, "time_zone", "is no time zone", "IANA"),
    ({"time_zone": ""}, "time_zone", "is no time zone", "IANA"),
    ({"defaults": {}}, "facts[0].recorded_at", "not said when this was recorded", "[defaults]"),
]

KEYS = [
    ({"fcats": []}, "fcats", "There is no key 'fcats' here", "Did you mean 'facts'?"),
    (about(standng="confirmed"), "facts[0].standng", "no key 'standng'", "mean 'standing'?"),
    (
        {"facts": [fact("incident.knd", "cyber")]},
        "facts[0].key",
        "'incident.knd' is not one of the options",
        "Did you mean 'incident.kind'?",
    ),
    ({"servcie": [{"id": "x"}]}, "servcie", "no key 'servcie'", "Did you mean 'service'?"),
    (service(stat="open"), "service[0].stat", "no key 'stat'", "Did you mean 'state'?"),
    (service(state=None), "service[0].state", "The key 'state' is missing", "needs a check"),
    (service(id=None), "service[0].id", "The key 'id' is missing", "Add it"),
    ({"schema": 2}, "schema", "The value 2 is not one of the options", "Allowed: 1."),
    ({"id": "A Case!"}, "id", "'A Case!' is no id", "lower-case letters"),
    ({"id": "a" * 81}, "id", "is no id", "at most 80"),
    ({"facts": {"key": "x"}}, "facts", "A table does not belong here", "Write a list"),
    ({"facts": ["x"]}, "facts[0]", "'x' does not belong here", "table of keys and values"),
    ({"organisation": "A plc"}, "organisation", "'A plc' does not belong", "table of keys"),
    ({"title": 7}, "title", "7 does not belong here", "Write text, in quotation marks"),
    (
        profile(**{"gdpr.controler": "yes"}),
        'organisation.profile."gdpr.controler"',
        "There is no key 'gdpr.controler'",
        "Did you mean 'gdpr.controller'?",
    ),
    (
        profile(size="huge"),
        "organisation.profile.size",
        "'huge' is not one of the options",
        "under-250, from-250",
    ),
    (
        profile(**{"gdpr.controller": True}),
        'organisation.profile."gdpr.controller"',
        "The value true is not one of the options",
        "Allowed: yes, no. Write it in quotation marks.",
    ),
    (
        entity(profile={"fca.authorised": "perhaps"}),
        'entities[0].profile."fca.authorised"',
        "'perhaps' is not one of the options",
        "yes, no",
    ),
]

VALUES = [
    (
        {"facts": [fact("incident.kind", "cyberr")]},
        "facts[0].value",
        "'cyberr' is not one of the options",
        "Did you mean 'cyber'? Allowed: cyber, cyber-attempt, outage",
    ),
    (
        {"facts": [fact("crime.suspected", value=True)]},
        "facts[0].value",
        "An option is wanted here, not true",
        "Allowed: yes, no. Write it in quotation marks.",
    ),
    (about(value=7), "facts[0].value", "Text is wanted here, not 7", "quotation marks"),
    (about(value={"a": 1}), "facts[0].value", "Text is wanted here, not a table", "quotation"),
    (service(state="brokn"), "service[0].state", "'brokn' is not one of", "Allowed: open"),
    (service(name=3), "service[0].name", "3 does not belong here", "Write text"),
    (people(1200), "facts[0].value", "there is only 1200", "number = 100"),
    (people({"number": 5}), "facts[0].value.quality", "'quality' is missing", "Add it"),
    (people({"number": 5, "quality": "roughly"}), "facts[0].value.quality", "roughly", "about"),
    (
        people({"number": -5, "quality": "exact"}),
        "facts[0].value.number",
        "-5 does not belong",
        "from 0 up",
    ),
    (
        people({"number": 10**13, "quality": "exact"}),
        "facts[0].value.number",
        "does not belong",
        "up to 1000000000000",
    ),
    (
        people({"number": 1.5, "quality": "exact"}),
        "facts[0].value.number",
        "1.5 does not belong",
        "whole number",
    ),
    (
        people({"number": True, "quality": "exact"}),
        "facts[0].value.number",
        "true does not belong",
        "whole number",
    ),
    (
        people({"number": 5, "quality": "range"}),
        "facts[0].value",
        "A range has from and to",
        "from = 100, to = 200",
    ),
    (
        people({"from": 1, "to": 2, "quality": "about"}),
        "facts[0].value",
        "A count that is 'about' has one number",
        'number = 100, quality = "about"',
    ),
    (
        people({"from": 200, "to": 100, "quality": "range"}),
        "facts[0].value",
        "The range ends (100) before it begins (200)",
        "Mend one of the two",
    ),
    (entity(lei=BROKEN_LEI), "entities[0].lei", f"'{BROKEN_LEI}' is no valid LEI", "check digits"),
    (entity(lei=GOOD_LEI.lower()), "entities[0].lei", "is no valid LEI", "capital letters"),
    (
        entity(lei=GOOD_LEI.replace("3", "\N{ARABIC-INDIC DIGIT THREE}")),
        "entities[0].lei",
        "is no valid LEI",
        "Look it up",
    ),
    (
        security(isin=BROKEN_ISIN),
        "entities[0].securities[0].isin",
        f"'{BROKEN_ISIN}' is no valid ISIN",
        "a check digit",
    ),
    (security(venue="xlon"), "entities[0].securities[0].venue", "'xlon' is not", "main-market"),
    (entity(roles=["isuer"]), "entities[0].roles[0]", "'isuer' is not", "Did you mean 'issuer'?"),
]

STANDINGS = [
    (about(standing="no-sign"), "facts[0].checked", "'no-sign' must say 'checked'", "unknown"),
    (about(standing="no-sign"), "facts[0].checked_by", "must say 'checked_by'", "unknown"),
    (about(standing="no-sign"), "facts[0].checked_until", "must say 'checked_until'", "unknown"),
    (about(standing="suspected"), "facts[0].basis", "'suspected' must say 'basis'", "Add basis"),
    (about(standing="ruled-out"), "facts[0].reason", "'ruled-out' must say 'reason'", "Add"),
    (about(standing="unknown"), "facts[0].value", "An unknown fact has a value", "Leave"),
    (
        about(key="personal_data.involved", value="no", standing="ruled-out", reason="a test"),
        "facts[0].value",
        "A 'no' that is 'ruled-out' would say that it is so",
        'Write value = "yes"',
    ),
    (
        about(
            key="personal_data.involved",
            value="no",
            standing="no-sign",
            checked="the logs",
            checked_by="IT",
            checked_until="2026-11-20T08:00:00+00:00",
        ),
        "facts[0].value",
        "A 'no' that is 'no-sign' would say that it is so",
        'Write value = "yes"',
    ),
    (about(value=None, standing="confirmed"), "facts[0].value", "has no value", "Give the value"),
    (about(value=None), "facts[0].standing", "How well this is known", "Allowed: unknown"),
    (
        {"defaults": {"recorded_at": NOON}},
        "facts[0].standing",
        "How well this is known is not said",
        "or for all under [defaults]",
    ),
    (
        {**service(), "defaults": {"recorded_at": NOON}},
        "service[0].standing",
        "How well this is known is not said",
        "or for all under [defaults]",
    ),
    (about(standing="certain"), "facts[0].standing", "'certain' is not one", "confirmed"),
    (about(ceiling="secret"), "facts[0].ceiling", "'secret' is not one", "privileged"),
    (
        {"facts": [fact(), fact(change="wrong-when-said")]},
        "facts[1].change_reason",
        "A version that is 'wrong-when-said' must say 'change_reason'",
        "Say why",
    ),
    (
        {"facts": [fact(), fact(change="withdrawn")]},
        "facts[1].change_reason",
        "A version that is 'withdrawn' must say",
        "Say why",
    ),
    (
        {"facts": [fact(), fact(value="an outage")]},
        "facts[1].change",
        "'incident.description' is recorded twice",
        're-confirms", "changes"',
    ),
    (
        about(change="changes"),
        "facts[0].change",
        "No version of 'incident.description' was recorded before",
        "Leave change out",
    ),
    (
        {"service": service()["service"] * 2},
        "service[1].change",
        "'service:tills' is recorded twice",
        "Add change",
    ),
]

MARKUP = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# a remark #}",
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "< img src=x>",
    "<!-- -->",
    "&lt;b&gt;",
    "&#60;",
]
HIDDEN = {
    "null": "\0",
    "escape": "\x1b[31m",
    "bell": "\a",
    "delete": "\x7f",
    "bidi override": "\u202e",
    "bidi isolate": "\u2066",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "byte order mark": "\ufeff",
    "line separator": "\u2028",
    "private use": "\ue000",
    "non-character": "\uffff",
    "invisible letter": "\u3164",
    "carriage return": "\r",
}
TEXTS = [
    *((text(f"We see {bad}"), "title", "HTML or template code", "plain words") for bad in MARKUP),
    *(
        (text(f"We{bad}see"), "title", f"U+{ord(bad[0]):04X}", "Type the text again")
        for bad in HIDDEN.values()
    ),
    (about(value="{{ 7*7 }}"), "facts[0].value", "template code, at '{{'", "plain words"),
    (service(detail="<b>x"), "service[0].detail", "HTML", "plain words"),
    (profile(sector="{{ x }}"), "organisation.profile.sector", "HTML", "plain words"),
    (about(recorded_by="\u202e"), "facts[0].recorded_by", "U+202E", "Type"),
    (text("x" * 2001), "title", "2001 characters; at most 2000", "Shorten it"),
    (text("x" * 200_000), "title", "200000 characters; at most 2000", "Shorten it"),
    (text(" \n\t "), "title", "The text is empty", "leave the key out"),
]

DECISIONS = [
    (
        {"defaults": {}, "judgements": [{"key": "risk_to_individuals", "value": "likely"}]},
        "judgements[0].made_at",
        "It is not said when this was judged",
        "Give made_at, or recorded_at under [defaults]",
    ),
    (judgement(value="perhaps"), "judgements[0].value", "'perhaps' is not one", "Allowed: yes, no"),
    (judgement(), "judgements[0].instant", "must say since when", "Add instant ="),
    (
        judgement("risk_to_individuals", "likely", instant=NOON),
        "judgements[0].instant",
        "'risk_to_individuals' names no instant",
        "Leave it out",
    ),
    (judgement(instant=LATER), "judgements[0].instant", "lies after the judgement", "Mend one"),
    (judgement(instant=NAIVE), "judgements[0].instant", "has no offset", WRITE),
    (
        judgement("inside_info", "yes"),
        "judgements[0].key",
        "'inside_info' is not one of the options",
        "Did you mean 'inside_information'?",
    ),
    (
        submission("uk.gdpr.33", "final"),
        "submissions[0].stage",
        "'uk.gdpr.33' has no stage 'final'",
        "Allowed: follow-up, initial",
    ),
    (
        submission("uk.gdpr.3", "initial"),
        "submissions[0].obligation",
        "There is no obligation 'uk.gdpr.3'",
        "Did you mean 'uk.gdpr.3",
    ),
    (
        release(audience="custmers"),
        "releases[0].audience",
        "There is no audience 'custmers'",
        "Did you mean 'customers'?",
    ),
    (
        release(sentences=[{"text": "All is well.", "rests_on": ["incident.kind@2"]}]),
        "releases[0].sentences[0].rests_on[0]",
        "There is no version 'incident.kind@2'",
        "service:website@1",
    ),
    (
        release(sentences=[{"text": "All is well.", "rests_on": ["org.nam@1"]}]),
        "releases[0].sentences[0].rests_on[0]",
        "There is no version 'org.nam@1'",
        "service:website@1",
    ),
    (
        # Recorded things need a version of this file, whatever else holds without one.
        release(sentences=[{"text": "All is well.", "rests_on": ["incident.cause@1"]}]),
        "releases[0].sentences[0].rests_on[0]",
        "There is no version 'incident.cause@1'",
        "service:website@1",
    ),
    (
        release(
            sentences=[{"id": "a", "text": "One."}, {"text": "Two."}, {"id": "a", "text": "3."}]
        ),
        "releases[0].sentences[2].id",
        "'a' stands twice",
        "own",
    ),
    ({"releases": release()["releases"] * 2}, "releases[1].id", "'first' stands twice", "own"),
    ({"entities": entity()["entities"] * 2}, "entities[1].id", "'group' stands twice", "own"),
]


def spell(row):
    return f"{row[1]} {row[2]}".encode("ascii", "replace").decode()


@pytest.mark.parametrize(
    ("changes", "path", "wrong", "allowed"),
    [
        pytest.param(*row, id=spell(row))
        for row in (*TIMES, *KEYS, *VALUES, *STANDINGS, *TEXTS, *DECISIONS)
    ],
)
def test_it_says_where_what_and_what_is_allowed(desk, changes, path, wrong, allowed):
    problems = desk.refuse_changed(**changes)
    here = [problem for problem in problems if problem.path == path]
    assert here, f"nothing is said about {path}, only: {problems}"
    (problem,) = here
    assert problem.file == "case.toml"
    assert wrong in problem.wrong
    assert allowed in problem.allowed
    assert_reads_well(problem)


@pytest.mark.parametrize("row", [*KEYS, *VALUES, *STANDINGS, *DECISIONS], ids=spell)
def test_json_is_refused_for_the_same_reasons(desk, row):
    in_toml = desk.refuse_changed(**row[0])
    in_json = desk.refuse_changed(".json", **row[0])
    assert [(p.path, p.wrong, p.allowed) for p in in_json] == [
        (p.path, p.wrong, p.allowed) for p in in_toml
    ]


def assert_is_a_line(problem: Problem) -> None:
    """Whole sentences, on one line, of a length somebody reads."""
    assert problem.file
    assert problem.wrong.endswith(".")
    assert not problem.allowed or problem.allowed.endswith(".")
    assert str(problem).isprintable()
    assert len(str(problem)) < 1200


def assert_reads_well(problem: Problem) -> None:
    """The same, without what only a programmer knows."""
    assert_is_a_line(problem)
    for word in ("Traceback", "Input should", "function-", "None", "dict", "Mapping", "_type"):
        assert word not in str(problem)


# ---- Good beside bad ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {},
        entity(lei=GOOD_LEI),
        security(isin=GOOD_ISIN),
        text("Fewer than 100 & more than 5 < 10"),
        text("Café “Ünder” the Straße – 5 × 3\nsecond line"),
        text("x" * 2000),
        judgement(value="no"),
        judgement(instant=NOON),
        submission("uk.gdpr.33", "initial"),
        release(sentences=[{"text": "All is well.", "rests_on": ["incident.kind@1"]}]),
        started(NOON),
        service(since=NOON, returns_at=LATER),
    ],
)
def test_what_is_right_is_taken(desk, changes):
    assert desk.take_changed(**changes).id == "a-case"


# ---- All at once -------------------------------------------------------------------------


def test_every_problem_is_reported_at_once_and_in_a_stable_order(desk):
    changes = {
        "title": "<b>",
        "fcats": [],
        "entities": [
            {"id": "a", "legal_name": "A", "roles": []},
            {"id": "b", "legal_name": "B", "roles": [], "lei": BROKEN_LEI},
            {"id": "a", "legal_name": "A", "roles": []},
        ],
        "facts": [
            fact(standing="suspected"),
            fact("no.such", "x"),
            fact("incident.kind", "bad"),
            *(fact("incident.nature", "x", change="re-confirms") for _ in range(8)),
            fact("incident.cause", 7),
        ],
        "service": service(state="bad")["service"],
    } | release(audience="nobody")
    path = desk.a_case_file(**changes)
    problems = desk.refuse(path)
    assert [problem.path for problem in problems] == [
        "entities[1].lei",
        "entities[2].id",
        "facts[0].basis",
        "facts[1].key",
        "facts[2].value",
        "facts[11].value",
        "fcats",
        "releases[0].audience",
        "service[0].state",
        "title",
    ]
    assert desk.refuse(path) == problems


def test_what_is_left_out_for_one_problem_makes_no_others(desk):
    changes = {"facts": [fact(standing="sure"), fact(value="an outage", change="changes")]}
    (problem,) = desk.refuse_changed(
        **changes, **release(sentences=[{"text": "x", "rests_on": ["incident.description@2"]}])
    )
    assert problem.path == "facts[0].standing"


def test_a_broken_frame_does_not_hide_what_is_wrong_inside(desk):
    changes = {"at": NAIVE, "defaults": {"recorded_at": NAIVE}, **about(standing="suspected")}
    paths = [problem.path for problem in desk.refuse_changed(**changes)]
    assert paths == ["at", "defaults.recorded_at", "facts[0].basis"]


def test_a_missing_frame_is_named_key_by_key(desk):
    problems = desk.refuse(desk.a_file("facts = []\n"))
    missing = ["at", "id", "law_as_of", "organisation", "schema", "title"]
    assert [problem.path for problem in problems] == missing


def test_the_message_of_the_error_has_a_line_for_each_problem(desk):
    with pytest.raises(InvalidInputError) as refusal:
        desk.take_changed(title="<b>", at=NAIVE)
    assert str(refusal.value).splitlines() == [
        (
            "case.toml: at: 2025-04-22T12:00:00 has no offset, so nobody can tell which moment "
            "it is. Write it as 2025-04-19T09:10:00+01:00."
        ),
        "case.toml: title: The text holds HTML or template code, at '<b'. Write plain words.",
    ]


# ---- Files that are no case files --------------------------------------------------------

NOT_A_FILE = [
    ("", ".toml", "", "The file is empty", "Begin with schema = 1"),
    ("# only a remark\n", ".toml", "", "The file holds no keys", "Begin"),
    ("", ".json", "", "The file is empty", "Begin with schema = 1"),
    ("[1, 2]", ".json", "", "The file holds a list, not a table", "Begin with {"),
    ("null", ".json", "", "The file holds null, not a table", "Begin with {"),
    ('"text"', ".json", "", "The file holds 'text', not a table", "Begin with {"),
    ("schema = 1\ntitle = oops\n", ".toml", "line 2", "not TOML: Invalid value", "Mend that"),
    ('schema = 1\ntitle = "a', ".toml", "line 2", "not TOML: Unterminated string", "Mend"),
    ("schema = 1\nid = 'x'\nschema = 1", ".toml", "line 3", "not TOML: a key twice", "Mend"),
    ('{"schema": 1,\n "id": }', ".json", "line 2", "not JSON: Expecting value", "Mend that"),
    ('{"id": 1, "id": 2}', ".json", "", "The key 'id' stands twice", "Keep one"),
    ('{"facts": [{"key": 1, "key": 2}]}', ".json", "", "The key 'key' stands twice", "Keep"),
    ('{"schema": NaN}', ".json", "", "NaN is no number in JSON", "Leave the key out"),
    ('{"schema": -Infinity}', ".json", "", "-Infinity is no number", "Leave the key out"),
    ("at = 2025-02-30T12:00:00+00:00", ".toml", "line 1", "Invalid date or datetime", "Mend"),
    ("at = 2025-04-19T25:00:00+00:00", ".toml", "line 1", "not TOML", "Mend"),
    (
        "at = " + "9" * 5000,
        ".toml",
        "",
        "A number or a date in the file is out of range",
        "Shorten",
    ),
    ('{"at": ' + "9" * 5000 + "}", ".json", "", "is out of range", "Shorten"),
    ("x = " + "[" * 100_000, ".toml", "", "too deeply", "documented form"),
    ("x = " + "{a=" * 100_000, ".toml", "", "too deeply", "documented form"),
    ('{"x": ' + "[" * 100_000, ".json", "", "too deeply", "documented form"),
    ('{"x": ' * 100_000, ".json", "", "too deeply", "documented form"),
    (b'schema = 1\ntitle = "\xff"', ".toml", "byte 20", "not UTF-8", "Save it as UTF-8"),
    ("schema = 1".encode("utf-16"), ".toml", "byte 0", "not UTF-8", "Save it as UTF-8"),
    (b"\x00\x01\x02", ".toml", "line 1", "not TOML", "Mend"),
]


@pytest.mark.parametrize(
    ("content", "suffix", "path", "wrong", "allowed"),
    [pytest.param(*row, id=f"{n}-{row[3]}") for n, row in enumerate(NOT_A_FILE)],
)
def test_a_file_that_cannot_be_parsed(desk, content, suffix, path, wrong, allowed):
    (problem,) = desk.refuse(desk.a_file(content, suffix))
    assert (problem.file, problem.path) == (f"case{suffix}", path)
    assert wrong in problem.wrong
    assert allowed in problem.allowed
    assert_reads_well(problem)


@pytest.mark.parametrize("depth", range(50, 1000, 50))
@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_nesting_that_only_just_parses_does_no_harm(desk, depth, suffix):
    nested: object = 1
    for _ in range(depth):
        nested = [nested]
    written = "[" * depth + "1" + "]" * depth
    facts = f'[{{"key": "incident.kind", "value": {written}}}]'
    extra = f'{{"facts": {facts}, "other": {written}}}'
    if suffix == ".toml":
        extra = f'facts = [{{key = "incident.kind", value = {written}}}]\nother = {written}'
    for problem in desk.refuse(desk.a_file(extra, suffix)):
        assert_reads_well(problem)


@pytest.mark.parametrize("value", ["2025-02-30T12:00:00+00:00", "2025-04-19T25:00:00Z", "noon", ""])
def test_impossible_times_in_json(desk, value):
    (problem,) = desk.refuse_changed(".json", at=value)
    assert (problem.path, problem.wrong) == ("at", f"'{value}' is no time there is.")
    assert WRITE in problem.allowed


def test_a_day_in_json_where_an_instant_is_wanted(desk):
    (problem,) = desk.refuse_changed(".json", at="2025-04-19")
    assert "2025-04-19 is a day without a time" in problem.wrong


def test_an_impossible_day_in_json(desk):
    (problem,) = desk.refuse_changed(".json", law_as_of="2025-02-30")
    assert problem.wrong == "'2025-02-30' is no date there is."


def test_a_hexadecimal_giant_is_not_written_out(desk):
    giant = "0x" + "f" * 10_000
    content = f'facts = [{{ key = "incident.kind", value = {giant} }}]\ntitle = {giant}\n'
    problems = desk.refuse(desk.a_file(content))
    assert "a very large number" in str(problems)


def test_a_half_character_in_json(desk):
    path = desk.a_file('{"\\ud800": 1, "title": "a\\udfffb", "id": "\\ud800"}', ".json")
    for problem in desk.refuse(path):
        str(problem).encode("utf-8")


def test_hostile_keys_and_options_are_cleaned_in_messages(desk):
    hostile = "\x1b[31mred\u202e" + "x" * 500
    changes = {hostile: 1, **judgement(value=hostile), **release(audience=hostile)}
    for problem in desk.refuse_changed(**changes):
        assert "\x1b" not in str(problem)
        assert "\u202e" not in str(problem)
        assert_reads_well(problem)


def test_a_hostile_file_name_is_cleaned_in_messages(desk):
    path = desk.folder / "a\x1b[31m\n.toml"
    path.write_text("x = ", encoding="utf-8")
    (problem,) = desk.refuse(path)
    assert str(problem).isprintable()


def test_a_file_of_50_mb_never_reaches_a_parser(desk, monkeypatch):
    def fail(*_, **__):
        pytest.fail("the file was parsed")

    path = desk.a_file("")
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(tomllib, "loads", fail)
    monkeypatch.setattr(json, "loads", fail)
    (problem,) = desk.refuse(path)
    assert problem.wrong == "The file has 50.0 MB; at most 5 MB are read."
    assert problem.allowed == "Keep evidence in files of its own."


def test_a_missing_file(desk):
    (problem,) = desk.refuse(desk.folder / "none.toml")
    assert str(problem) == ("none.toml: There is no such file. Check its name and its folder.")


def test_a_folder_instead_of_a_file(desk):
    (problem,) = desk.refuse(desk.folder)
    assert (problem.wrong, problem.allowed) == ("This is not a file.", "Name a TOML or JSON file.")


def test_a_device_that_never_ends_is_not_read(desk):
    (problem,) = desk.refuse(Path("/dev/zero"))
    assert problem.wrong == "This is not a file."


# ---- The law -----------------------------------------------------------------------------


def test_a_typo_in_a_law_file_stops_the_catalogue(tmp_path):
    for folder in ("forms", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    law = tmp_path / "forms" / "regimes" / "uk.gdpr" / "33.toml"
    written = law.read_text("utf-8")
    law.write_text(written.replace("\nborne_by =", "\nborn_by =", 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(tmp_path)
    problem = next(each for each in refusal.value.problems if each.path == "born_by")
    assert problem.file.endswith("uk.gdpr/33.toml")
    assert "There is no key 'born_by' here." in problem.wrong
    assert "Did you mean 'borne_by'?" in problem.allowed


# ---- Mutations ---------------------------------------------------------------------------

FUZZ = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
SAMPLE = (ROOT / "forms" / "examples" / "ms-2025-aware.toml").read_text("utf-8")
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["yes", "cyber", "{{ x }}", "2025-04-19", "2025-04-19T09:10:00+01:00"]),
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def only_a_refusal(desk, path):
    try:
        desk.take(path)
    except InvalidInputError as refusal:
        for problem in refusal.problems:
            assert_is_a_line(problem)


@FUZZ
@given(data=st.data())
def test_no_mutation_of_the_text_is_a_crash(desk, data):
    mutated = SAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(mutated)))
        length = data.draw(st.sampled_from([0, 0, 1, 2, 5, 40]))
        put = data.draw(
            st.sampled_from(['"', "[", "]", "{", "}", "=", "\n", "[[facts]]\n", "0", "-"])
            | st.text(max_size=5)
        )
        mutated = mutated[:start] + put + mutated[start + length :]
    only_a_refusal(desk, desk.a_file(mutated.encode("utf-8", "surrogatepass")))


def places(node, path=()):
    """Every place in a table, as the keys that lead to it."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def mutate(table, place, way, junk):
    *way_there, last = place
    node = table
    for key in way_there:
        node = node[key]
    value = node[last]
    if way == "drop":
        del node[last]
    elif way == "duplicate" and isinstance(node, list):
        node.append(copy.deepcopy(value))
    elif way == "retype":
        node[last] = junk
    elif way == "nest":
        node[last] = [value] if isinstance(value, dict) else {"value": value}
    elif way == "add" and isinstance(value, dict):
        value["extra"] = junk


@FUZZ
@given(data=st.data())
def test_no_mutation_of_the_table_is_a_crash(desk, data, write_json):
    table = tomllib.loads(SAMPLE)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(table))))
        way = data.draw(st.sampled_from(["drop", "duplicate", "retype", "nest", "add"]))
        mutate(table, place, way, copy.deepcopy(data.draw(JUNK)))
    content = write_json(table).encode("utf-8", "surrogatepass")
    only_a_refusal(desk, desk.a_file(content, ".json"))
