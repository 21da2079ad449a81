"""Every notice, drafted from facts that vary one by one: whatever they are, the text reads well.

What varies is how well a fact is known, how many services there are and what they are called,
how exact a number is, and how precisely an instant is known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from drafted import SLIPS, drafted, texts, with_versions

from builders import LONDON, a_case, a_count, a_fact, an_entity, an_entry, the_catalogue
from disclosure.facts.case import Case, Organisation
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.words.blocks import Block, Notice, Question, Say
from disclosure.words.drafts import SENTENCE, Rest, Sentence
from disclosure.words.prose import sentences

AT = datetime(2026, 11, 20, 14, tzinfo=LONDON)
TRUE_AT = AT - timedelta(minutes=30)
NOTICES = the_catalogue().notices


# ---- Which notices are looked at ----------------------------------------------------------------


def _leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Question):
            yield from _leaves(block.blocks)
        else:
            yield block


def _where(notice: Notice, block: Block) -> tuple[str, int]:
    """Give the place at which a block is written: a shared piece is written once."""
    return block.file or notice.file, block.line


def _speaking_of(record: str) -> list[Notice]:
    """Give notices that together hold every block that speaks of a list, each as few as may be.

    A piece that several notices share reads the same in each of them.
    """
    held = {
        notice.id: {
            _where(notice, block)
            for block in _leaves(notice.blocks)
            if re.search(rf"['\"]{record}['\"]|{record}\.", repr(block))
        }
        for notice in NOTICES
    }
    left, chosen = set().union(*held.values()), []
    while left:
        chosen.append(max(held, key=lambda name: len(held[name] & left)))
        left -= held[chosen[-1]]
    return [notice for notice in NOTICES if notice.id in chosen]


def _by(notices: Iterable[Notice]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("notice", list(notices), ids=lambda notice: notice.id)


def _first_met() -> dict[str, list[Block]]:
    """Give the blocks of each notice that no notice before it holds."""
    seen: set[tuple[str, int]] = set()
    found: dict[str, list[Block]] = {}
    for notice in NOTICES:
        new = [block for block in _leaves(notice.blocks) if _where(notice, block) not in seen]
        seen |= {_where(notice, block) for block in new}
        found[notice.id] = new
    return found


FIRST_MET = _first_met()


# ---- What is known ------------------------------------------------------------------------------


def at(hour: int, minute: int = 0, day: int = 14) -> datetime:
    """Give an instant in November; the 14th is a Saturday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


INSTANTS = (
    When.exactly(at(9, 10)),
    When(at(0), at(23, 59)),
    When(at(0), at(23, 59, day=15)),
    When(at(0, day=17), at(23, 59, day=18)),
    When(at(6), at(12)),
    When(at(18), at(0, day=15)),
    When(at(8, 15), at(10, 45)),
)
COUNTS = (
    a_count(1),
    a_count(1200),
    a_count(1200, Quality.ABOUT),
    a_count(1200, Quality.AT_LEAST),
    a_count(1200, Quality.AT_MOST),
    a_count(1000, Quality.RANGE, high=1400),
)
TEXT = {
    "incident.description": "a cyber incident",
    "incident.cause": "problems with the search on our website",
    "incident.nature": "some accounts were used by people who should not have them",
    "incident.context": "an attack on another shop last week",
    "incident.first_signal": "complaints from customers",
    "restoration.progress": "working to bring the website back",
    "investigation.work": "how this happened",
    "finance.impact": "a cost of about £2 million",
    "harm.so_far": "calls from strangers",
    "harm.expected": "calls or emails that try to deceive you",
    "returns.policy": "You can return things until the end of January.",
    "orders.in_progress": "Orders already placed will arrive as planned",
    "click_and_collect.held": "We keep Click and Collect orders until you can collect them.",
    "suppliers.orders": "Please deliver orders as booked",
    "contact.media": "the press office, 020 7946 0000",
    "contact.investors": "investor relations, 020 7946 0000",
    "next_update.condition": "when the situation changes",
    "market.fuller_later": "the facts are still being checked",
    "measures.planned": "check every system before we switch it on",
    "measures.prevention": "Two people will have to agree to each change by the end of March.",
    "measures.before": "Backups and two-step log-in were in place",
    "report.late_reason": "the check of the data took longer than planned",
    "training.description": "training once a year",
    "ncsc.technical_findings": "one account was used from abroad",
}
CONTACT = "on 020 7946 0000, from 08:00 to 20:00"


# ---- Facts --------------------------------------------------------------------------------------


def _values(key: str) -> list[Value]:
    question = the_catalogue().vocabulary.facts[key]
    if question.kind == "instant":
        return list(INSTANTS)
    if question.kind == "count":
        return [replace(count, unit=question.unit) for count in COUNTS]
    if question.kind == "yes-no":
        return ["yes", "no"]
    if question.options:
        return list(question.options)
    return [TEXT.get(key, CONTACT if key.startswith("contact.") else "words of the team")]


def _support(standing: Standing, *, open_: bool = False) -> Support:
    return {
        Standing.CONFIRMED: Support(source="incident call"),
        Standing.SUSPECTED: Support(basis="reports from two stores"),
        Standing.NO_SIGN: Support(
            checked="the order system", checked_by="the security team", checked_until=at(9, day=20)
        ),
        Standing.RULED_OUT: Support(reason="it is kept on separate systems"),
        Standing.UNKNOWN: Support(being_checked="the security team", expected_by=at(17, day=21))
        if open_
        else Support(),
    }[standing]


def _fact(
    key: str, value: Value, standing: Standing = Standing.CONFIRMED, *, open_: bool = False
) -> FactVersion:
    return a_fact(
        key,
        value,
        standing,
        recorded_at=TRUE_AT,
        true_at=TRUE_AT,
        support=_support(standing, open_=open_),
    )


def _entry(
    record: str,
    name: str,
    fields: dict[str, Value],
    standing: Standing = Standing.CONFIRMED,
    *,
    open_: bool = False,
) -> FactVersion:
    return an_entry(
        record,
        name,
        fields,
        standing,
        recorded_at=TRUE_AT,
        true_at=TRUE_AT,
        support=_support(standing, open_=open_),
    )


def _organisation() -> Organisation:
    profile = {
        "signatory.customers": "Chief Executive",
        "signatory.market": "Company Secretary",
        "signatory.staff": "Chief Executive",
        "signatory.suppliers": "Head of Supply",
        "contact.dpo": "the Data Protection Officer, on 020 7946 0001",
        "size": "from-250",
        "sector": "food retail",
        "address": "1 High Street, Exampleton",
        "reporter": "the Head of Security",
    }
    entity = an_entity(roles=("issuer", "controller", "employer"))
    return Organisation("Harcourt & Vale plc", profile, (entity,))


def _bare() -> Case:
    facts = [_fact("incident.description", "a cyber incident")]
    return a_case(facts=facts, organisation=_organisation(), at=AT)


def _full() -> Case:
    """Give a case in which everything that can be asked has been answered."""
    facts = [_fact(key, _values(key)[0]) for key in the_catalogue().vocabulary.facts]
    return with_versions(_bare(), *facts, *_services(2))


NAMES = (
    ("contactless payment", "payment"),
    ("gift cards", "payment"),
    ("our website and app", "online"),
    ("Click and Collect", "collect"),
    ("returns and refunds in stores", "returns"),
    ("our call centre", "contact"),
    ("our stores", "stores"),
    ("our back office", "internal"),
)


def _services(
    number: int,
    state: str = "affected",
    standing: Standing = Standing.CONFIRMED,
    **more: Value,
) -> list[FactVersion]:
    return [
        _entry("service", f"s{n}", {"name": name, "area": area, "state": state, **more}, standing)
        for n, (name, area) in enumerate(NAMES[:number])
    ]


# ---- What is looked at --------------------------------------------------------------------------

HEDGED = re.compile(
    r"\b(?:believe[ds]?|may|appears?|likely|possible|reports?|reported|understand"
    r"|present information|proposed|as we|estimate|as a precaution)\b"
    # A title that names no kind states none.
    r"|^Problems with our services",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"not (?:yet )?(?:known|clear)|not (?:yet )?know|no fixed time|no finding|Statement on"
    # While no time is fixed, what would bring an update may be said.
    r"|We will give an update|\? Unknown\."
    r"|^Problems with our services",
    re.IGNORECASE,
)
NO_SIGN = re.compile(
    r"\bno (?:\w+ ){0,4}(?:sign|finding|found)|found no sign|not yet know|until its safety"
    r"|found so far",
    re.IGNORECASE,
)
RULED_OUT = re.compile(
    r"\b(?:not?|neither|nobody|ruled out|excluded)\b|Reason:|because|: ", re.IGNORECASE
)
MUST_SAY = {
    Standing.SUSPECTED: HEDGED,
    Standing.UNKNOWN: OPEN,
    Standing.NO_SIGN: NO_SIGN,
    Standing.RULED_OUT: RULED_OUT,
}


def _marks(said: list[str]) -> list[str]:
    return [
        f"{slip}: {text}"
        for text in said
        for slip, pattern in SLIPS.items()
        if re.search(pattern, text)
    ]


def _endings(sentence: Sentence) -> list[str]:
    found = [s for s in sentences(sentence.text) if s[0].isalpha() and not s[0].isupper()]
    if sentence.form in ("sentence", "item") and not sentence.text.endswith((".", "!", "?")):
        found.append(sentence.text)
    return found


TELLS_NO_STATE = ({"ACT_ASK"}, {"APOLOGY"})
"""A service may be why a request or an apology stands there, without being told in it."""


def _unhedged(sentence: Sentence, version: FactVersion) -> bool:
    """Say whether a sentence led by a version says less than how well it is known."""
    if set(sentence.moves) in TELLS_NO_STATE and version.record == "service":
        return False
    if sentence.form == "salutation":
        return False  # Whose data it is chooses how people are greeted; a greeting claims nothing.
    facts = [rest.fact for rest in sentence.rests_on]
    # What is only suspected is hedged wherever it stands; the rest is told where it leads.
    told = facts if version.standing is Standing.SUSPECTED else facts[:1]
    pattern = MUST_SAY.get(version.standing)
    return bool(version.key in told and pattern and not pattern.search(sentence.text))


def _faults(case: Case, notice: Notice, *varied: FactVersion) -> list[str]:
    held = drafted(with_versions(case, *varied), notice)
    said = list(held.draft.said())
    found = _marks(texts(held.draft)) + [end for s in said for end in _endings(s)]
    found += [
        f"{version.standing} of {version.key}: {s.text}"
        for s in said
        if s.form != "intro"
        for version in varied
        if _unhedged(s, version)
    ]
    return found


def _keys(notice: Notice) -> list[str]:
    """Give the facts that a notice speaks of in words that no notice before it holds."""
    says = [block for block in FIRST_MET[notice.id] if isinstance(block, Say)]
    asked = {key for block in says for key in block.facts}
    return sorted(asked & set(the_catalogue().vocabulary.facts))


# ---- One fact at a time -------------------------------------------------------------------------


@pytest.mark.parametrize("standing", list(Standing))
@_by(notice for notice in NOTICES if _keys(notice))
def test_any_fact_in_any_standing_reads_well(notice, standing) -> None:
    found = [
        fault
        for case in (_bare(), _full())
        for key in _keys(notice)
        for value in _values(key)
        for open_ in ((False, True) if standing is Standing.UNKNOWN else (False,))
        for fault in _faults(case, notice, _fact(key, value, standing, open_=open_))
    ]
    assert sorted(set(found)) == []


# ---- Lists --------------------------------------------------------------------------------------

STATES = ("open", "working", "delayed", "affected", "stopped", "restored", "unclear")
MORE: tuple[dict[str, Value], ...] = (
    {},
    {"detail": "it works only some of the time"},
    {"workaround": "pay by chip and PIN or cash"},
    {"reported_by": "customers", "detail": "some stores do not take them"},
    {"reported_by": "customers", "workaround": "pay by chip and PIN or cash"},
    {"returns_at": When.exactly(at(17, day=21))},
    {"returns_at": When.exactly(at(17, day=21)), "workaround": "use our stores", "detail": "slow"},
)


@pytest.mark.parametrize("state", STATES)
@_by(_speaking_of("service"))
def test_services_read_well_however_many_and_however_well_known(notice, state) -> None:
    found = [
        fault
        for number in (1, 2, 8)
        for standing in Standing
        for more in MORE
        for fault in _faults(_bare(), notice, *_services(number, state, standing, **more))
    ]
    assert sorted(set(found)) == []


@_by(_speaking_of("service"))
def test_what_is_back_and_what_is_not_read_well_side_by_side(notice) -> None:
    mixed = [
        *_services(2, "restored"),
        *_services(4, "affected")[2:],
        *_services(6, "affected", Standing.SUSPECTED, reported_by="customers")[4:],
        *_services(8, "working")[6:],
    ]
    assert _faults(_full(), notice, *mixed) == []


EFFECTS = ("accessed", "taken", "altered", "lost", "unavailable")


@pytest.mark.parametrize("standing", list(Standing))
@_by(_speaking_of("data"))
def test_every_kind_of_data_reads_well(notice, standing) -> None:
    fields = the_catalogue().vocabulary.records["data"].fields
    involved = _fact("personal_data.involved", "yes")
    kinds = [(who, "identifiers") for who in fields["who"].options]
    kinds += [("customers", category) for category in fields["category"].options]
    found = [
        fault
        for effect in EFFECTS
        for who, category in kinds
        for fault in _faults(
            _bare(),
            notice,
            involved,
            _entry("data", "d", {"who": who, "category": category, "effect": effect}, standing),
        )
    ]
    assert sorted(set(found)) == []


ENTRIES: tuple[tuple[str, dict[str, Value]], ...] = (
    ("containment", {"step": "shut off remote access"}),
    ("containment", {"step": "shut off remote access", "switched_off": "chat is not available"}),
    ("containment", {"step": "reset all passwords", "taken_at": When.exactly(at(9))}),
    ("body", {"name": "the NCSC", "type": "cyber", "state": "told"}),
    ("body", {"name": "the ICO", "type": "data-protection", "state": "told", "reference": "AB1"}),
    ("body", {"name": "the police", "type": "police", "state": "told"}),
    ("body", {"name": "the FCA", "type": "financial", "state": "planned"}),
    ("expert", {"kind": "outside specialists"}),
    ("expert", {"kind": "outside specialists", "task": "find out what happened"}),
    ("instruction", {"for": "customers", "text": "check your order"}),
    ("instruction", {"for": "customers", "text": "check your order", "why": "orders are late"}),
    ("instruction", {"for": "staff", "text": "keep your camera on", "why": "calls were copied"}),
    ("instruction", {"for": "suppliers", "text": "deliver as booked"}),
    ("instruction", {"for": "people-affected", "text": "change your password"}),
)


@pytest.mark.parametrize("record", dict.fromkeys(record for record, _ in ENTRIES))
def test_every_other_entry_reads_well(record) -> None:
    found = [
        fault
        for notice in _speaking_of(record)
        for standing in Standing
        for case in (_bare(), _full())
        for fields in (fields for each, fields in ENTRIES if each == record)
        for fault in _faults(case, notice, _entry(record, "e", fields, standing))
    ]
    assert sorted(set(found)) == []


# ---- The test itself can fail -------------------------------------------------------------------


def test_a_flat_statement_of_a_suspicion_is_seen() -> None:
    version = _fact("incident.cause", "a fault", Standing.SUSPECTED)
    rest = Rest(version.key, 1, version.standing)
    flat = Sentence("cause", "The cause was a fault.", SENTENCE, rests_on=(rest,))
    assert _unhedged(flat, version)
    assert not _unhedged(replace(flat, text="We believe that the cause was a fault."), version)


@pytest.mark.parametrize(
    "text",
    ["It is out..", "It is , out.", "It  is out.", "It is None.", "They is are out.", "A error."],
)
def test_a_slip_is_seen(text) -> None:
    assert _marks([text])
