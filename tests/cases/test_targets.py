"""The drafts of all ten cases reach their targets; a move may be missing only where the facts are.

``targets/wanted.toml`` holds what each text should do. The file of each case beside it says which
notice answers (and why that one, where its name does not say it), and

unsupported  wanted moves that the recorded facts do not support. ``lacks`` is the fact, or the
             entry ``record[field=value]``, that is missing or not known; with ``instead``, a field
             holds only these values, which do not do it. With ``supply`` recorded (supplies.toml)
             the same notice makes the move. Both are checked: no move is excused without cause.
must_not     says = what; rule = a check in this file; read_by_eye = what a reader looked at, too.

Moves are found by rules that read the words alone (disclosure/words/moves.py). The last test prints
the table of all targets: run this file with -s to read it.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from drafted import Drafted, drafted, lists, texts, the_draft, with_versions, words_read
from supported import faults

from builders import a_case_file, a_fact, an_entry, the_catalogue
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.drafts import Rest, Sentence
from disclosure.words.moves import MOVES, detect, detect_all

FOLDER = Path(__file__).parent / "targets"


def _read(name: str) -> dict:
    read = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    assert read.pop("schema") == 1
    return read


WANTED: tuple[dict, ...] = tuple(_read("wanted")["targets"])
SUPPLIES: Mapping[str, dict] = _read("supplies")
CASES = tuple(dict.fromkeys(target["case"] for target in WANTED))
ANSWERS = {(case, each["text"]): each for case in CASES for each in _read(case)["targets"]}
TARGETS = [target | ANSWERS.get((target["case"], target["text"]), {}) for target in WANTED]
CLAIMS = [(target, claim) for target in TARGETS for claim in target["unsupported"]]


def _name(target: dict) -> str:
    return f"{target['case']}:{target['text']}"


def _draft(target: dict) -> Drafted:
    return the_draft(target["case"], target["notice"])


def _moves(held: Drafted) -> frozenset[str]:
    # Headings are left out: they announce a move, they do not make it.
    return detect_all(sentence.text for sentence in held.draft.said())


of_every_target = pytest.mark.parametrize("target", TARGETS, ids=_name)


# ---- Every target is answered -------------------------------------------------------------------


def test_there_are_ten_cases_with_twenty_seven_targets() -> None:
    assert (len(CASES), len(WANTED)) == (10, 27)


def test_every_target_has_its_answer_and_every_answer_a_target() -> None:
    assert set(ANSWERS) == {(target["case"], target["text"]) for target in WANTED}
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*CASES, "wanted", "supplies"}


READERS = {
    # Whom a target names, and the audiences whose notices are for the same people.
    "press": ("media",),
    "regulator": ("authority",),
    "customers": ("customers", "public"),
}


@of_every_target
def test_the_notice_that_answers_is_for_the_same_readers_or_says_why_not(target) -> None:
    same = READERS.get(target["audience"], (target["audience"],))
    assert _draft(target).notice.audience in same or target["why"]


def test_the_files_name_moves_that_exist() -> None:
    named = {move for target in WANTED for move in (*target["wanted"], *target["not_to_copy"])}
    assert named <= set(MOVES)


def test_every_supply_is_needed() -> None:
    assert {name for _, claim in CLAIMS for name in claim["supply"]} == set(SUPPLIES)


# ---- Moves and words ----------------------------------------------------------------------------


@of_every_target
def test_every_move_that_the_facts_support_is_made(target) -> None:
    excused = {claim["move"] for claim in target["unsupported"]}
    assert set(target["wanted"]) - _moves(_draft(target)) == excused


@of_every_target
def test_no_move_is_made_that_must_not_be_copied(target) -> None:
    assert not set(target["not_to_copy"]) & _moves(_draft(target))


@of_every_target
def test_the_text_keeps_to_the_words_it_may_have(target) -> None:
    assert words_read(_draft(target).draft) <= _limit(target)


def _limit(target: dict) -> int:
    return min(target["max_words"], _draft(target).notice.max_words or target["max_words"])


@of_every_target
def test_a_sentence_makes_the_moves_it_declares(target) -> None:
    # Where a step or a way round is recorded that is none, its words cannot do what it is for.
    case = [each for each in CLAIMS if each[0]["case"] == target["case"]]
    hollow = {claim["move"] for _, claim in case if "instead" in claim}
    said = _draft(target).draft.said()
    empty = {s.text: set(s.moves) - detect(s.text) - hollow for s in said}
    assert {text: moves for text, moves in empty.items() if moves} == {}


# ---- Claims that facts are missing --------------------------------------------------------------


def _supply(name: str, at: datetime) -> FactVersion:
    given = SUPPLIES[name]
    standing = Standing(given.get("standing", "confirmed"))
    names = ("checked", "checked_by", "checked_until")
    support = Support(source="a test", **{n: given[n] for n in names if n in given})
    if "fields" in given:
        record, _, entry = given["key"].partition(":")
        return an_entry(record, entry, given["fields"], recorded_at=at, true_at=at)
    after = given.get("after")
    value = given["value"] if after is None else When.exactly(at + timedelta(hours=after))
    return a_fact(given["key"], value, standing, recorded_at=at, true_at=at, support=support)


@cache
def _recorded(case: str) -> Mapping[str, FactVersion]:
    """Give what a case records, whoever may read it."""
    loaded = a_case_file(case)
    return loaded.known_at(loaded.at).current


def _is_lacking(claim: dict, case: str) -> bool:
    """Say whether a fact is missing or unknown, or no entry has a field, or a value of it."""
    match = re.fullmatch(r"(\w+)\[([\w=,-]+)\]", claim["lacks"])
    known = [v for v in _recorded(case).values() if v.standing is not Standing.UNKNOWN]
    if not match:
        return claim["lacks"] not in {version.key for version in known}
    record, conditions = match.groups()
    asked = dict(condition.partition("=")[::2] for condition in conditions.split(","))
    held = [
        entry.fields
        for entry in known
        if entry.record == record
        and all(f in entry.fields and value in ("", entry.fields[f]) for f, value in asked.items())
    ]
    if "instead" in claim:
        (field,) = asked
        return [fields[field] for fields in held] == claim["instead"]
    return not held


def _claim_name(value: object) -> str:
    return value["move"] if isinstance(value, dict) and "move" in value else _name(value)


of_every_claim = pytest.mark.parametrize(("target", "claim"), CLAIMS, ids=_claim_name)


@of_every_claim
def test_what_a_missing_move_needs_is_really_missing(target, claim) -> None:
    assert claim["why"].endswith(".")
    assert _is_lacking(claim, target["case"])
    assert _lacked_key(claim["lacks"]) in {
        _lacked_key(SUPPLIES[name]["key"].replace(":", "[")) for name in claim["supply"]
    }


def _lacked_key(text: str) -> str:
    return text.partition("[")[0]


@of_every_claim
def test_with_the_missing_fact_recorded_the_move_is_made(target, claim) -> None:
    case = a_case_file(target["case"])
    vocabulary = the_catalogue().vocabulary
    added = [_supply(name, case.at) for name in claim["supply"]]
    assert all((v.record in vocabulary.records) or (v.key in vocabulary.facts) for v in added)
    held = drafted(with_versions(case, *added), _draft(target).notice, target["case"])
    assert claim["move"] not in _moves(_draft(target))
    assert claim["move"] in _moves(held)


def test_a_fact_that_is_recorded_is_not_lacking() -> None:
    assert not _is_lacking({"lacks": "people_told"}, "jlr-2025")
    assert not _is_lacking({"lacks": "body[type=police,state=told]"}, "jlr-2025")
    assert not _is_lacking({"lacks": "service[workaround]", "instead": ["walk"]}, "royalmail-2023")


# ---- No value and no standing that is not in the file -------------------------------------------


@of_every_target
def test_nothing_stands_there_that_is_not_in_the_file(target) -> None:
    held = _draft(target)
    found = {s.text: faults(s, held) for s in held.draft.said() if faults(s, held)}
    assert found == {}


WORKED_OUT = ("org.", "issuer.", "controller.", "profile.", "clock.", "judgement.")
"""What no fact of a file holds: who we are, how a clock runs, what nobody has judged."""


@of_every_target
def test_every_sentence_rests_on_the_file_in_its_version_and_standing(target) -> None:
    held, known = _draft(target), _recorded(target["case"])
    for rest in (rest for sentence in held.draft.said() for rest in sentence.rests_on):
        version = held.sources.facts[rest.fact]
        assert (rest.version, rest.standing) == (version.number, version.standing), rest
        assert known.get(rest.fact, version) == version
        assert rest.fact in known or rest.fact.startswith(WORKED_OUT)


OPEN = r"\bnot yet\b|\bnot (?:know|say)\b|\bunknown\b"
HEDGES = {
    Standing.SUSPECTED: (
        r"\b(?:may|might|believe[sd]?|appears?|likely|possible|proposed|reported|reports?"
        rf"|present information|as a precaution)\b|{OPEN}"
    ),
    Standing.UNKNOWN: OPEN,
    Standing.NO_SIGN: r"\bno sign\b",
}
TOLD_BY = {"next_update.at": "next_update.condition"}
"""What is said of something unknown by another fact: on what it depends, in place of when it is."""


def _unhedged(held: Drafted) -> list[str]:
    """Give the sentences that tell what is not established as if it were."""
    intros = {i.id: p.intro.text for p in lists(held.draft) if p.intro for i in p.items}
    return [
        f"{rest.fact}, {rest.standing}: {sentence.text}"
        for sentence in held.draft.said()
        for rest in sentence.rests_on
        if rest.standing in HEDGES and not _is_hedged(sentence, intros, rest)
    ]


def _is_hedged(sentence: Sentence, intros: Mapping[str, str], rest: Rest) -> bool:
    read = f"{intros.get(sentence.id, '')} {sentence.text}"
    told = TOLD_BY.get(rest.fact) in {other.fact for other in sentence.rests_on}
    hedged = re.search(HEDGES[rest.standing], read, re.IGNORECASE)
    return sentence.form == "intro" or told or bool(hedged)


@of_every_target
def test_no_hedge_is_dropped_for_any_audience(target) -> None:
    assert _unhedged(_draft(target)) == []


@pytest.mark.parametrize("case", CASES)
def test_every_audience_reads_the_same_version_of_a_fact(case) -> None:
    drafts = [_draft(target) for target in TARGETS if target["case"] == case]
    read: dict[str, set[tuple[int, Standing]]] = {}
    for rest in (rest for held in drafts for s in held.draft.said() for rest in s.rests_on):
        read.setdefault(rest.fact, set()).add((rest.version, rest.standing))
    assert {fact: versions for fact, versions in read.items() if len(versions) > 1} == {}


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
    "no-success": r"\bsuccess\w*\b",
    "no-percentage": r"%|\bper ?cent\w*\b",
    "no-number-of-people": r"\d[\d,.]*(?: million| thousand)? (?:\w+ )?(?:people|customers)\b",
    "no-email-or-intranet": r"\be-?mails?\b|\bintranet\b",
    "no-customer-data": (
        r"\bcustomers?['’]?s?\b[^.]{0,15} (?:data|information)\b|\bdata of customers\b"
    ),
    "no-payment-claim": (
        r"\bno payment\b|\b(?:not|nothing)\b(?! yet)[^.]{0,20}\b(?:taken|paid)\b|\bcharged\b"
    ),
}
# What may be said only in one way: what is looked for, and the ways in which it may stand.
ONLY_WITH = {
    "hedged-count": (r"\d{1,3}(?:,\d{3})+|\bmillion\b", (r"\bmay\b|\bbelieve\b", r"\babout\b")),
    "hedged-containment": (r"\b(?:isolat|contain|kept it to)\w*", (HEDGES[Standing.SUSPECTED],)),
    "no-sign-with-check": (
        r"\b(?:no|not any|not found any) (?:sign|evidence|indication)",
        (r"\bchecks? of\b", r"\bby\b", r"\bup to \d\d:\d\d on \d"),
    ),
    "whose-is-open": (r"\bdata\b[^.]* involved", (r"\bwhose\b|\bmany people\b|\bwe said\b",)),
}


def _breaks(rule: dict, held: Drafted, case: str) -> list[str]:
    """Give what breaks a rule; empty when it is kept."""
    name = rule["rule"]
    # What we said earlier is told as said; it is no claim of today.
    said = [text for text in texts(held.draft) if not text.startswith("We said earlier that ")]
    if name in ABSENT:
        return [text for text in said if re.search(ABSENT[name], text, re.IGNORECASE)]
    if name in ONLY_WITH:
        return [text for text in said if _is_bare(text, *ONLY_WITH[name])]
    if "other" in rule:
        return WITH_ANOTHER[name](held, the_draft(case, rule["other"]))
    return WITH_DETAILS[name](rule, held, " ".join(said).lower())


def _is_bare(text: str, looked_for: str, ways: tuple[str, ...]) -> bool:
    return bool(re.search(looked_for, text, re.IGNORECASE)) and not all(
        re.search(way, text, re.IGNORECASE) for way in ways
    )


def _missing_services(rule: dict, _: Drafted, joined: str) -> list[str]:
    return [service for service in rule["services"] if service not in joined]


def _closed_data(rule: dict, held: Drafted, _: str) -> list[str]:
    """Give what says anything else of a kind of data than that it is not yet known."""
    about = [s for s in held.draft.said() if rule["data"] in s.text.lower()]
    return [s.text for s in about if "do not yet know" not in s.text] if about else ["not named"]


def _longer_than_half_a_page(_: dict, held: Drafted, __: str) -> list[str]:
    # Twenty lines of seven words.
    return ["too long"] * (words_read(held.draft) > 140)


def _not_noted(rule: dict, held: Drafted, _: str) -> list[str]:
    return [words for words in rule["note"] if words not in held.notice.note]


WITH_DETAILS: Mapping[str, Callable[[dict, Drafted, str], list[str]]] = {
    "names-services": _missing_services,
    "open-data": _closed_data,
    "half-a-page": _longer_than_half_a_page,
    "noted": _not_noted,
}


def _rests(held: Drafted) -> dict[str, FactVersion]:
    facts = held.sources.facts
    return {r.fact: facts[r.fact] for s in held.draft.said() for r in s.rests_on}


def _beyond(held: Drafted, other: Drafted) -> list[str]:
    """Give facts behind a text that may move a price and do not stand behind the other one."""
    mine, theirs = _rests(held), _rests(other)
    return [
        key
        for key, version in mine.items()
        if key not in theirs and version.ceiling in (Ceiling.INSIDE, Ceiling.PUBLIC)
    ]


def _differing(held: Drafted, other: Drafted) -> list[str]:
    """Give facts that both texts rest on in another version, or that one plays down."""
    mine, theirs = _rests(held), _rests(other)
    moved = [key for key in mine.keys() & theirs.keys() if mine[key] != theirs[key]]
    about_data = {"DATA_NONE", "DATA_UNKNOWN", "DATA_TAKEN", "DATA_EXCL", "MINIMISE", "CAUSE"}
    return moved + sorted((_moves(held) ^ _moves(other)) & about_data)


WITH_ANOTHER = {"no-more-than": _beyond, "agrees-with": _differing}

MUST_NOT = [(target, rule) for target in TARGETS for rule in target["must_not"]]
WANTED_NOT = [(t["case"], t["text"], says) for t in WANTED for says in t["must_not"]]


def test_everything_that_must_not_be_said_has_a_rule_or_a_reader() -> None:
    answered = [(t["case"], t["text"], rule["says"]) for t, rule in MUST_NOT]
    assert answered == WANTED_NOT
    assert all(rule.get("rule") or rule.get("read_by_eye") for _, rule in MUST_NOT)


@pytest.mark.parametrize(
    ("target", "rule"),
    [(target, rule) for target, rule in MUST_NOT if "rule" in rule],
    ids=lambda v: v["says"] if "says" in v else _name(v),
)
def test_what_must_not_be_said_is_not_said(target, rule) -> None:
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
        ("no-success", "We successfully isolated the incident."),
        ("no-percentage", "This affects 4% of our servers."),
        ("no-percentage", "Below 0.1 per cent of servers are affected."),
        ("no-number-of-people", "This involves about 10,000,000 people."),
        ("no-number-of-people", "The data of 10 million unique customers may be involved."),
        ("no-email-or-intranet", "Look at the intranet for more."),
        ("no-email-or-intranet", "We will send you an email."),
        ("no-customer-data", "Some customer data is affected."),
        ("no-customer-data", "Customers' personal data is affected."),
        ("no-payment-claim", "No payment was taken."),
        ("no-payment-claim", "You have not been charged."),
    ],
)
def test_a_rule_sees_what_it_is_there_for(rule, text) -> None:
    assert re.search(ABSENT[rule], text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("rule", "bare", "well_put"),
    [
        (
            "hedged-count",
            "This may involve the data of 10,000,000 people.",
            "This may involve the data of about 10,000,000 people.",
        ),
        (
            "hedged-count",
            "This involves about 10 million people.",
            "We believe that this involves about 10 million people.",
        ),
        (
            "hedged-containment",
            "We have isolated and contained the incident.",
            "We believe that we have isolated and contained the incident.",
        ),
        (
            "no-sign-with-check",
            "We have found no evidence that data was taken.",
            "Checks of our network by our team, up to 07:00 on 3 April, found no sign of that.",
        ),
        (
            "whose-is-open",
            "Some data is involved.",
            "Some data is involved. We do not yet know whose.",
        ),
    ],
)
def test_a_rule_tells_how_it_may_be_said(rule, bare, well_put) -> None:
    assert _is_bare(bare, *ONLY_WITH[rule])
    assert not _is_bare(well_put, *ONLY_WITH[rule])


# ---- The table ----------------------------------------------------------------------------------


HOW = {"rule": "rule", "read_by_eye": "read by eye"}


def _row(target: dict) -> list[str]:
    held, wanted = _draft(target), target["wanted"]
    made = [move for move in wanted if move in _moves(held)]
    lines = [
        f"{target['case']}  {target['text']} for {target['audience']}",
        f"  answered by    {target['notice']}  ({held.notice.title})",
        f"  words          {words_read(held.draft)} of {_limit(target)}",
        f"  wanted         {len(wanted)}: {' '.join(wanted)}",
        f"  made           {len(made)}: {' '.join(made) or 'none'}",
    ]
    if "why" in target:
        lines.append(f"  why this one   {target['why']}")
    lines += [
        f"  not supported  {claim['move']}: {claim['why']} [{claim['lacks']}]"
        for claim in target["unsupported"]
    ]
    if target["not_to_copy"]:
        lines.append(f"  not copied     {' '.join(target['not_to_copy'])}")
    for rule in target["must_not"]:
        lines.append(f"  must not       {rule['says']}")
        lines += [f"                 {how}: {rule[key]}" for key, how in HOW.items() if key in rule]
    return lines


@cache
def _table() -> str:
    made = sum(len(set(t["wanted"]) & _moves(_draft(t))) for t in TARGETS)
    wanted = sum(len(t["wanted"]) for t in TARGETS)
    total = (
        f"{len(CASES)} cases, {len(TARGETS)} targets: {made} of {wanted} moves made,"
        f" {len(CLAIMS)} not supported by the facts; {len(MUST_NOT)} things not to be said."
    )
    return "\n\n".join(["", *("\n".join(_row(target)) for target in TARGETS), total])


def test_the_table_of_targets_has_a_row_for_each() -> None:
    shown = _table()
    print(shown)  # noqa: T201 - the table is what the reader of a run with -s wants
    assert [shown.count(f"{t['case']}  {t['text']} for ") for t in WANTED] == [1] * len(WANTED)
    assert all(f"not supported  {claim['move']}: {claim['why']}" in shown for _, claim in CLAIMS)
    assert all(f"must not       {says}" in shown for _, _, says in WANTED_NOT)
