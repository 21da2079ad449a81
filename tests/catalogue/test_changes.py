"""What changed between two libraries, in sentences that name both what was and what is."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from laws import NEWER_FROM, add_newer_version, rewrite, write_regime

from builders import ROOT, the_catalogue
from disclosure.catalogue.changes import compare
from disclosure.catalogue.contents import plain
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.catalogue.snapshots import Snapshot, read_snapshot, snapshot_of, take
from disclosure.facts.instants import LONDON
from disclosure.law.library import Change, Kind
from disclosure.problems import InvalidInputError

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_regime(tmp_path)


def taken(folder: Path, at: datetime = AT) -> Snapshot:
    return take(load_catalogue(ROOT, folder.parents[1]), at)


def changed(folder: Path, *changes: tuple[str, str], file: str = "5.toml") -> tuple[Change, ...]:
    """Rewrite words of the rule, and give what that changed."""
    before = taken(folder)
    rewrite(folder / file, *changes)
    return compare(before, taken(folder, LATER))


def the_one(changes: tuple[Change, ...]) -> Change:
    assert len(changes) == 1, [change.heading for change in changes]
    return changes[0]


# ---- Nothing, added, gone -----------------------------------------------------------------------


def test_the_same_library_has_not_changed_however_late_it_is_read(folder: Path) -> None:
    before, after = taken(folder), taken(folder, LATER)
    assert before.digest == after.digest
    assert compare(before, after) == ()


def test_a_remark_or_another_order_of_keys_is_no_change(folder: Path) -> None:
    assert changed(folder, ("schema = 1", "# Remark.\nschema = 1")) == ()


def test_a_rule_that_was_added_is_told(folder: Path) -> None:
    before = take(the_catalogue(), AT)
    alone = take(load_catalogue(ROOT), AT)
    after = taken(folder)
    added = [c for c in compare(alone, after) if c.part == "obligations"]
    assert [(c.kind, c.id, c.decides) for c in added] == [(Kind.ADDED, "uk.wires.5", True)]
    assert added[0].heading == (
        "New rule uk.wires.5: Report a fault of the wires to the Information Commission"
    )
    assert added[0].lines == (
        "A provider reports a fault within 24 hours.",
        "It begins on 26 May 2011.",
    )
    gone = [c for c in compare(after, before) if c.id == "uk.wires.5"]
    assert [(c.kind, c.decides, c.lines) for c in gone] == [
        (Kind.REMOVED, True, ("It is not in the library any more.",))
    ]


def test_a_newer_version_is_told_against_the_one_before_it(folder: Path) -> None:
    before = taken(folder)
    add_newer_version(folder)
    older, newer = compare(before, taken(folder, LATER))
    assert (older.kind, older.begins) == (Kind.CHANGED, "2011-05-26")
    assert older.lines == ("The last day: 19 August 2025; before: none.",)
    assert (newer.kind, newer.begins, newer.decides) == (Kind.NEW_VERSION, NEWER_FROM, True)
    assert newer.heading == (
        "New version of rule uk.wires.5, from 20 August 2025: "
        "Report a fault of the wires to the Information Commission"
    )
    assert f"First report: 72 hours from {AWARE}; before: 24 hours." in newer.lines
    assert "The first day: 20 August 2025; before: 26 May 2011." in newer.lines


# ---- What changed in a rule ---------------------------------------------------------------------

ROW = """[[applies_when]]
fact = "personal_data.involved"
is = "yes"
asks = "Is personal data involved?"
cite = "Wires Act 2011, s 5(1)"
confidence = "verified"
"""
SECOND = """
[[applies_when]]
fact = "incident.kind"
in = ["cyber", "outage"]
asks = "Is it a fault of the wires?"
cite = "Wires Act 2011, s 4"
confidence = "knowledge"
"""
AWARE = (
    "the moment named in the judgement “Since when has the organisation been aware, with "
    "reasonable certainty, that personal data was compromised?”"
)
LIMIT = """  cite = "Wires Act 2011, s 5(1)"
  confidence = "verified"

[[stages]]
id = "full"
"""

IN_A_RULE = [
    ("runs = { hours = 24 }", "runs = { hours = 12 }", True,
     f"First report: 12 hours from {AWARE}; before: 24 hours."),
    ("runs = { business_days = 3 }", "runs = { business_days = 1 }", True,
     f"Full account: 1 working day from {AWARE}; before: 3 working days."),
    ('calendar = "scotland"', 'calendar = "england-wales"', True,
     "Full account: the calendar: england-wales; before: scotland."),
    ('is = "yes"', 'is = "no"', True,
     "Condition “Is personal data involved?”: what satisfies it: no; before: yes."),
    (ROW, ROW + SECOND, True,
     "Condition added: Is it a fault of the wires? cyber or outage (Wires Act 2011, s 4)"),
    (ROW, ROW.replace("verified", "knowledge"), False,
     "Condition “Is personal data involved?”: the mark: knowledge; before: verified."),
    (ROW, ROW.replace("s 5(1)", "s 6"), False,
     ("Condition “Is personal data involved?”: the provision: Wires Act 2011, s 6; before: Wires "
      "Act 2011, s 5(1).")),
    (ROW, ROW.replace("Is personal data involved?", "Is any data of people involved?"), False,
     ("Condition “Is any data of people involved?”: the question: Is any data of people "
      "involved?; before: Is personal data involved?")),
    (LIMIT, LIMIT.replace("verified", "uncertain"), False,
     "First report: the mark: uncertain; before: verified."),
    ('promptness = "within 24 hours"', 'promptness = "at once"', False,
     "First report: how soon, in the law's words: at once; before: within 24 hours."),
    ("checked_on = 2026-11-01", "checked_on = 2027-02-03", False,
     "The day it was checked: 3 February 2027; before: 1 November 2026."),
    ('reviewed_by = ""', 'reviewed_by = "A. Lawyer, solicitor"', False,
     "The lawyer who reviewed it: A. Lawyer, solicitor; before: none."),
    ("{ from = 2011-05-26 }", "{ from = 2011-05-26, until = 2027-01-31 }", True,
     "The last day: 31 January 2027; before: none."),
    ('summary = "A provider', 'summary = "Whoever', False,
     "The summary was rewritten: Whoever reports a fault within 24 hours."),
    ('["The hours run at night."]', '["The hours run at night.", "Call first."]', False,
     "A note was added: Call first."),
    ('["The hours run at night."]', "[]", False,
     "A note was taken out: The hours run at night."),
    ('title = "What is wrong with the wires"', 'title = "What has failed"', False,
     ("Required content “What has failed”: the title: What has failed; before: What is wrong with "
      "the wires.")),
    ('borne_by = "any"', 'borne_by = "controller"', True,
     "Who bears it: controller; before: any."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "decides", "line"), IN_A_RULE)
def test_what_changed_in_a_rule_is_said(
    folder: Path, old: str, new: str, decides: bool, line: str
) -> None:
    change = the_one(changed(folder, (old, new)))
    assert (change.kind, change.part, change.id) == (Kind.CHANGED, "obligations", "uk.wires.5")
    assert change.lines == (line,)
    assert change.decides is decides


def test_what_decides_stands_before_what_are_words(folder: Path) -> None:
    words = ('summary = "A provider', 'summary = "Whoever')
    change = the_one(changed(folder, words, ("{ hours = 24 }", "{ hours = 12 }")))
    assert [line.partition(":")[0] for line in change.lines] == [
        "First report",
        "The summary was rewritten",
    ]
    assert change.decides


def test_a_row_among_alternatives_is_told_with_its_group(folder: Path) -> None:
    before = taken(folder)
    old = load_catalogue(ROOT, folder.parents[1])
    breach = next(o for o in old.law.obligations if o.id == "uk.gdpr.33")
    group = breach.applies_when[1]
    fewer = replace(group, rows=group.rows[:1], needs=1)
    rule = replace(breach, applies_when=(breach.applies_when[0], fewer))
    change = the_one(compare(before, take(with_rule(old, rule), LATER)))
    assert change.decides
    assert len(change.lines) == 1
    assert change.lines[0].startswith(
        "Condition “Has there been a personal data breach?”, row taken out: "
    )


def with_rule(catalogue: Catalogue, rule: object) -> Catalogue:
    rules = tuple(rule if o.id == rule.id else o for o in catalogue.law.obligations)
    return replace(catalogue, law=replace(catalogue.law, obligations=rules))


# ---- The other parts ----------------------------------------------------------------------------


def with_part(catalogue: Catalogue, part: str, entry: object) -> Catalogue:
    held = {**getattr(catalogue.law, part), entry.id: entry}
    return replace(catalogue, law=replace(catalogue.law, **{part: held}))


def test_bank_holidays_that_come_and_go_are_told() -> None:
    old = the_catalogue()
    held = old.law.calendars["scotland"]
    days = {day: name for day, name in held.days.items() if day != date(2026, 11, 30)}
    days[date(2027, 6, 14)] = "Extra holiday"
    new = with_part(old, "calendars", replace(held, days=days))
    change = the_one(compare(take(old, AT), take(new, LATER)))
    assert change.heading == "Changed calendar scotland: Scotland"
    assert change.decides
    assert change.lines == (
        "30 November 2026 is no bank holiday any more; before: St Andrew's Day.",
        "14 June 2027 is a bank holiday now: Extra holiday.",
    )


def test_years_that_were_published_since_are_words_only() -> None:
    old = the_catalogue()
    held = old.law.calendars["scotland"]
    new = with_part(old, "calendars", replace(held, published_through=date(2029, 12, 31)))
    change = the_one(compare(take(old, AT), take(new, LATER)))
    assert not change.decides
    assert change.lines == (
        "The last day that is published: 31 December 2029; before: 31 December 2028.",
    )


def test_a_telephone_number_of_an_authority_decides_no_duty() -> None:
    old = the_catalogue()
    held = old.law.authorities["information-commission"]
    new = with_part(old, "authorities", replace(held, phone="0300 000 0000"))
    change = the_one(compare(take(old, AT), take(new, LATER)))
    assert (change.part, change.decides) == ("authorities", False)
    assert change.lines == ("The telephone number: 0300 000 0000; before: 0303 123 1113.",)


# ---- Snapshots ----------------------------------------------------------------------------------


def test_a_snapshot_is_read_back_as_it_was_taken(tmp_path: Path) -> None:
    taken_now = take(the_catalogue(), AT)
    path = tmp_path / "library.json"
    path.write_text(taken_now.as_text(), encoding="utf-8")
    read = read_snapshot(path)
    assert read.digest == taken_now.digest
    assert compare(read, taken_now) == ()
    assert read.taken_at == "2026-11-22T09:00:00+00:00"


def test_a_snapshot_names_the_digest_of_every_entry() -> None:
    made = take(the_catalogue(), AT).as_plain()
    rules = made["parts"]["obligations"]
    assert sorted(made["parts"]) == [
        "authorities", "calendars", "hours", "judgements", "not_duties", "obligations", "regimes",
    ]  # fmt: skip
    assert len(rules) == len(the_catalogue().law.obligations)
    assert all(len(entry["digest"]) == 64 and entry["says"] for entry in rules.values())


def test_a_snapshot_that_somebody_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    text = take(the_catalogue(), AT).as_text()
    path.write_text(text.replace('"amount": 72', '"amount": 96', 1), encoding="utf-8")
    with pytest.raises(InvalidInputError, match="changed since it was written"):
        read_snapshot(path)


def test_what_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text('{"schema": 1}', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="'parts' is missing"):
        read_snapshot(path)
    with pytest.raises(InvalidInputError, match="'parts' is missing"):
        snapshot_of({"schema": 1}, "held")


def test_a_key_that_a_later_product_adds_is_no_change(folder: Path) -> None:
    """An older snapshot lacks keys that say nothing in most rules."""
    older = json.loads(taken(folder).as_text())
    for entry in older["parts"]["obligations"].values():
        assert all(value not in ("", [], {}, None, False) for value in entry["says"].values())


def test_what_has_no_plain_form_is_refused() -> None:
    assert plain(LONDON) == "Europe/London"
    assert plain(frozenset({"b", "a"})) == ["a", "b"]
    with pytest.raises(TypeError, match="bytes has no plain form"):
        plain(b"x")
