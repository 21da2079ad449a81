"""Letters to groups of people: what telling one group does, and what the others learn of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from noticed import Table, a_table

from builders import a_case_file, a_judgement, an_entry
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import FactVersion
from disclosure.law.deadlines import ClockState
from disclosure.services.corrections import Corrections
from disclosure.services.notice_order import Later
from disclosure.services.submission_checks import Giving

LETTER = "uk.gdpr.34.initial.people-affected"
CORRECTION = "voluntary.correction.people-affected"
CUSTOMERS, EMPLOYEES = f"{LETTER}.customers", f"{LETTER}.employees"
AT = a_case_file("ms-2025-aware").at


def data(who: str, category: str) -> FactVersion:
    fields = {"who": who, "category": category, "effect": "taken"}
    return an_entry("data", f"of-{who}", fields, recorded_at=AT, true_at=AT)


@pytest.fixture
def table(setting) -> Iterator[Table]:
    made = a_table(setting)
    involved = made.next_version("personal_data.involved", Change.CHANGES, "yes")
    involved = replace(involved, standing=Standing.CONFIRMED)
    made.record(involved, data("customers", "identifiers"), data("employees", "financial"))
    for key, value in (("inside_information", "no"), ("high_risk_to_individuals", "likely")):
        made.judge(a_judgement(key, value, made_at=setting.clock()))
    setting.clock.go_on(minutes=1)
    return made


def give(table: Table, name: str, **more: object) -> None:
    said = {"recipient": "Those concerned", "channel": "post", "at": table.setting.clock()} | more
    table.submissions.record(table.counsel, table.incident, name, Giving(**said))
    table.setting.clock.go_on(hours=1)


def send(table: Table, name: str) -> None:
    table.release(name)
    give(table, name)


def clock(table: Table):
    with table.setting.desk.transactions.read() as tx:
        loaded = table.notices.texts.load(tx, table.drafter, table.incident)
    duty = loaded.duty("uk.gdpr.34")
    assert duty is not None
    return duty.stages[0]


def index(table: Table):
    return table.notices.index(table.drafter, table.incident)


def listed(table: Table, begins: str = LETTER) -> list[str]:
    names = [line.one.notice.id for line in index(table).lines]
    return [name for name in names if name.startswith(begins)]


# ---- The list ------------------------------------------------------------------------------------


def test_a_letter_is_listed_for_each_group_concerned_and_for_no_other(table) -> None:
    assert listed(table) == [CUSTOMERS, EMPLOYEES]
    titles = {line.one.notice.title for line in index(table).lines}
    assert "Letter to the people affected: customers" in titles
    later: tuple[Later, ...] = index(table).later
    assert not [each for each in later if each.one.notice.family == LETTER]
    # A text that opens later stands for the groups that it is, or may be, for.
    emails = [e.one.notice.id for e in later if ".email.people-affected" in e.one.notice.id]
    assert emails == [
        "voluntary.email.people-affected.customers",
        "voluntary.email.people-affected.employees",
    ]


def test_while_nobody_is_recorded_one_text_stands_for_all(setting) -> None:
    made = a_table(setting)
    names = [each.one.notice.id for each in index(made).later]
    assert [name for name in names if name.startswith(LETTER)] in ([], [LETTER])
    assert "voluntary.email.people-affected" in names
    assert not [name for name in names if name.startswith("voluntary.email.people-affected.")]


def test_who_reads_a_letter_is_said_with_their_group(table) -> None:
    readers = {line.one.notice.id: line.audience for line in index(table).lines}
    assert readers[CUSTOMERS] == "people affected (customers)"


# ---- The clock -----------------------------------------------------------------------------------


def test_telling_one_group_leaves_the_clock_running(table) -> None:
    send(table, CUSTOMERS)
    assert clock(table).state is ClockState.RUNNING
    assert "Told so far: customers. Not yet told: employees." in clock(table).arithmetic[-1]
    send(table, EMPLOYEES)
    assert clock(table).state is ClockState.MET


def test_a_letter_sent_without_a_text_from_here_counts_for_its_group(table) -> None:
    outside = {"outside": True, "outside_reason": "Printed by a mailing house."}
    give(table, CUSTOMERS, **outside)
    assert "Not yet told: employees." in clock(table).arithmetic[-1]
    give(table, EMPLOYEES, **outside)
    assert clock(table).state is ClockState.MET


def test_a_letter_to_one_group_is_no_second_letter_to_another(table) -> None:
    send(table, CUSTOMERS)
    rules = {finding.rule for line in index(table).lines for finding in line.findings
             if line.one.notice.id == EMPLOYEES}  # fmt: skip
    assert "already-sent" not in rules


# ---- Corrections ---------------------------------------------------------------------------------


def test_each_group_is_corrected_on_what_it_was_told_alone(table) -> None:
    send(table, CUSTOMERS)
    send(table, EMPLOYEES)
    wrong = table.next_version("data:of-employees", Change.WRONG_WHEN_SAID, category="documents")
    table.record(wrong)
    table.setting.desk.deadlines.rebuild()
    table.setting.clock.go_on(minutes=1)
    desk = table.setting.desk
    corrections = Corrections(desk.transactions, table.notices.texts, (desk.deadlines.refresh,))
    readers = [each.id for each in corrections.radar(table.drafter, table.incident).readers]
    assert readers == ["people-affected:employees"]
    (group,) = corrections.radar(table.drafter, table.incident).readers
    assert group.title == "People affected (employees)"
    assert group.carrier.id == f"{CORRECTION}.employees"
    assert listed(table, CORRECTION) == [f"{CORRECTION}.employees"]
    page = table.notices.view(table.drafter, table.incident, f"{CORRECTION}.employees")
    text = " ".join(sentence.text for sentence in page.draft.said())
    assert "Bank or payment card details were taken." in text
    other = table.notices.view(table.drafter, table.incident, f"{CORRECTION}.customers")
    assert "ank or payment card" not in " ".join(s.text for s in other.draft.said())
