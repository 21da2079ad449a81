"""The drafts reach the targets, and a move may be missing only where the facts are."""

import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from drafted import Drafted, drafted, texts, the_draft, with_versions, words_read

from builders import a_case_file, a_fact, an_entry, the_catalogue
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.moves import MOVES, detect_all

FILE = tomllib.loads((Path(__file__).parent / "targets.toml").read_text("utf-8"))
TARGETS = FILE["targets"]
CLAIMS = [(target, claim) for target in TARGETS for claim in target["unsupported"]]


def _name(target: dict) -> str:
    return f"{target['case']}:{target['notice']}"


def _draft(target: dict) -> Drafted:
    return the_draft(target["case"], target["notice"])


def _moves(held: Drafted) -> frozenset[str]:
    # Headings are left out: they announce a move, they do not make it.
    return detect_all(sentence.text for sentence in held.draft.said())


# ---- Moves and words ----------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS, ids=_name)
def test_every_move_that_the_facts_support_is_made(target) -> None:
    excused = {claim["move"] for claim in target["unsupported"]}
    assert set(target["wanted"]) - _moves(_draft(target)) == excused


@pytest.mark.parametrize("target", TARGETS, ids=_name)
def test_no_move_is_made_that_must_not_be_copied(target) -> None:
    assert not set(target["not_to_copy"]) & _moves(_draft(target))


@pytest.mark.parametrize("target", TARGETS, ids=_name)
def test_the_text_keeps_to_the_words_it_may_have(target) -> None:
    held = _draft(target)
    assert words_read(held.draft) <= min(target["max_words"], held.notice.max_words)


def test_the_file_names_moves_that_exist() -> None:
    named = {move for target in TARGETS for move in (*target["wanted"], *target["not_to_copy"])}
    assert FILE["schema"] == 1
    assert named <= set(MOVES)


# ---- Claims that facts are missing --------------------------------------------------------------


def _supply(name: str, at: datetime) -> FactVersion:
    given = FILE["supplies"][name]
    standing = Standing(given.get("standing", "confirmed"))
    names = ("checked", "checked_by", "checked_until")
    support = Support(source="a test", **{n: given[n] for n in names if n in given})
    if "fields" in given:
        record, _, entry = given["key"].partition(":")
        return an_entry(record, entry, given["fields"], recorded_at=at, true_at=at)
    value = When.exactly(given["instant"]) if "instant" in given else given["value"]
    return a_fact(given["key"], value, standing, recorded_at=at, true_at=at, support=support)


def _is_lacking(lacks: str, held: Drafted) -> bool:
    """Say whether a fact is missing or unknown, or no entry has a field, or a value of it."""
    match = re.fullmatch(r"(\w+)\[(\w+)(?:=([\w-]+))?\]", lacks)
    if not match:
        version = held.sources.facts.get(lacks)
        return version is None or version.standing is Standing.UNKNOWN
    record, field, value = match.groups()
    entries = held.sources.entries(record)
    return not any(
        field in entry.fields and (value is None or entry.fields[field] == value)
        for entry in entries
        if entry.standing is not Standing.UNKNOWN
    )


def _claim_name(value: object) -> str:
    return value["move"] if isinstance(value, dict) and "move" in value else _name(value)


@pytest.mark.parametrize(("target", "claim"), CLAIMS, ids=_claim_name)
def test_what_a_missing_move_needs_is_really_missing(target, claim) -> None:
    assert claim["why"].endswith(".")
    assert _is_lacking(claim["lacks"], _draft(target))
    assert _lacked_key(claim["lacks"]) in {
        _lacked_key(FILE["supplies"][name]["key"].replace(":", "[")) for name in claim["supply"]
    }


def _lacked_key(text: str) -> str:
    return text.partition("[")[0]


@pytest.mark.parametrize(("target", "claim"), CLAIMS, ids=_claim_name)
def test_with_the_missing_fact_recorded_the_move_is_made(target, claim) -> None:
    case = a_case_file(target["case"])
    vocabulary = the_catalogue().vocabulary
    added = [_supply(name, case.at) for name in claim["supply"]]
    assert all((v.record in vocabulary.records) or (v.key in vocabulary.facts) for v in added)
    held = drafted(with_versions(case, *added), _draft(target).notice)
    assert claim["move"] not in _moves(_draft(target))
    assert claim["move"] in _moves(held)


# ---- What must not be said ----------------------------------------------------------------------

ABSENT = {
    "no-data-denial": (
        r"\bno\b[^.]{0,40}\bdata\b|\bdata\b[^.]{0,40}\b(?:is|are|was|were|has|have)\b(?: been)? "
        r"(?:not|safe|secure|unaffected)|not (?:believe|think)|no (?:reason|evidence|sign)"
    ),
    "no-size-words": (
        r"\b(?:minor|small|slight|limited|modest|minimal|negligible|trivial)\b|very few|a handful"
    ),
    "no-attacker-or-technique": (
        r"\b(?:hack\w*|d?dos|denial of service|ransom\w*|malware|phish\w*|attackers?|criminals?"
        r"|gangs?|threat actors?|hostile)\b"
    ),
    "no-promotion": (
        r"\b(?:proud|leading|world[- ]class|delighted|award\w*|passionate|committed|robust|swift\w*"
        r"|pro-?active\w*|pleased|best|offers?)\b"
    ),
    "no-normal": r"\bnormal\w*\b|\bas usual\b",
}


def _breaks(rule: dict, held: Drafted, case: str) -> list[str]:
    """Give what breaks a rule; empty when it is kept."""
    # What we said earlier is told as said; it is no denial of today.
    name = rule["rule"]
    said = [text for text in texts(held.draft) if not text.startswith("We said earlier that ")]
    if name in ABSENT:
        return [text for text in said if re.search(ABSENT[name], text, re.IGNORECASE)]
    if name == "names-services":
        joined = " ".join(said).lower()
        return [service for service in rule["services"] if service not in joined]
    other = the_draft(case, rule["other"])
    return {"no-more-than": _beyond, "agrees-with": _differing}[name](held, other)


def _public_rests(held: Drafted) -> dict[str, FactVersion]:
    facts = held.sources.facts
    return {r.fact: facts[r.fact] for s in held.draft.said() for r in s.rests_on}


def _beyond(held: Drafted, other: Drafted) -> list[str]:
    """Give facts behind a text that may move a price and do not stand behind the other one."""
    mine, theirs = _public_rests(held), _public_rests(other)
    return [
        key
        for key, version in mine.items()
        if key not in theirs and version.ceiling in (Ceiling.INSIDE, Ceiling.PUBLIC)
    ]


def _differing(held: Drafted, other: Drafted) -> list[str]:
    """Give facts that both texts rest on in another version, or that one plays down."""
    mine, theirs = _public_rests(held), _public_rests(other)
    moved = [key for key in mine.keys() & theirs.keys() if mine[key] != theirs[key]]
    about_data = {"DATA_NONE", "DATA_UNKNOWN", "DATA_TAKEN", "DATA_EXCL", "MINIMISE", "CAUSE"}
    return moved + sorted((_moves(held) ^ _moves(other)) & about_data)


MUST_NOT = [(target, rule) for target in TARGETS for rule in target["must_not"]]


@pytest.mark.parametrize(
    ("target", "rule"), MUST_NOT, ids=lambda v: v["says"] if "says" in v else _name(v)
)
def test_what_must_not_be_said_is_not_said(target, rule) -> None:
    assert rule.get("rule") or rule.get("read_by_eye")
    if "rule" in rule:
        assert _breaks(rule, _draft(target), target["case"]) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("no-data-denial", "No customer data was affected."),
        ("no-data-denial", "Your data is safe."),
        ("no-size-words", "There is a small impact on our call centre."),
        ("no-attacker-or-technique", "This was a DDoS attack by hackers."),
        ("no-promotion", "We are proud of our leading response."),
        ("no-normal", "Stores are open as normal."),
    ],
)
def test_a_rule_sees_what_it_is_there_for(rule, text) -> None:
    assert re.search(ABSENT[rule], text, re.IGNORECASE)


# ---- The table ----------------------------------------------------------------------------------


@cache
def _table() -> str:
    rows = []
    for target in TARGETS:
        held, made = _draft(target), _moves(_draft(target))
        limit = min(target["max_words"], held.notice.max_words)
        present = [move for move in target["wanted"] if move in made]
        rows.append(
            f"\n{target['case']}  {target['notice']}  {words_read(held.draft)}/{limit} words\n"
            f"  made ({len(present)} of {len(target['wanted'])}): {' '.join(present)}"
        )
        rows += [
            f"  not supported: {claim['move']:<12} {claim['why']} [{claim['lacks']}]"
            for claim in target["unsupported"]
        ]
        for rule in target["must_not"]:
            how = " and ".join(
                [f"rule {rule['rule']}"] * ("rule" in rule)
                + ["read by eye"] * ("read_by_eye" in rule)
            )
            rows.append(f"  must not {rule['says']}: {how}")
    return "\n".join(rows)


def test_the_table_of_targets_is_shown(capsys) -> None:
    with capsys.disabled():
        print(_table())  # noqa: T201 - the table is what the reader of the test run wants
    assert all(_name(target).replace(":", "  ") in _table() for target in TARGETS)
