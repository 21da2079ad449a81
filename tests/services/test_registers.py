"""Papers and files of an incident: which there are, who may take them, and what they hold."""

import csv
import hashlib
from io import BytesIO, StringIO
from uuid import uuid4

import openpyxl
import pytest
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table

from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change
from disclosure.problems import ForbiddenError, NotFoundError
from disclosure.services.receipts import Upload
from disclosure.services.registers import Handed, Registers
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Role

NAME = "Harcourt & Vale plc"
ACCEPTED = "A sentence cannot be written yet: Known, and it does not mislead."


@pytest.fixture
def registers(table: Table) -> Registers:
    return table.setting.desk.registers


def rows(registers: Registers, table: Table, name: str) -> list[list[str]]:
    """Give a register without its heading, as CSV says it."""
    file = registers.register(table.drafter, table.incident, name, "csv")
    return list(csv.reader(StringIO(file.body.decode("utf-8-sig"), newline="")))[1:]


FORMATS = ("text", "eml", "fragment")


def release_letter(table: Table) -> None:
    """Release the letter to staff, judged to hold no inside information."""
    digest = table.sign_off(STAFF)
    there = (table.incident, STAFF)
    table.approvals.judge_free_of_inside_information(
        table.counsel, *there, seen=digest, why="It says what everybody can see."
    )
    table.approvals.release(table.counsel, *there, seen=digest)
    table.setting.clock.go_on(minutes=1)


def letters(registers: Registers, table: Table) -> list[Handed]:
    """Give the released letter to staff in every format it has."""
    return [
        registers.notice(table.drafter, table.incident, STAFF, "1.1", format_id=f) for f in FORMATS
    ]


# ---- The page --------------------------------------------------------------------------------


def listed(registers: Registers, table: Table, name: str) -> list[tuple[str, str, bool]]:
    page = registers.index(table.drafter, table.incident)
    (found,) = [each for each in page.notices if each.id == name]
    return [(line.ref, line.became, line.is_released) for line in found.texts]


def test_a_notice_nobody_began_can_be_had_as_it_stands(registers, table) -> None:
    assert listed(registers, table, REPORT) == [("now", "", False)]


def test_every_version_is_listed_the_newest_first_with_what_became_of_it(registers, table) -> None:
    table.release()
    assert listed(registers, table, REPORT) == [("1.1", "Released", True)]
    table.notices.begin_again(table.drafter, *table.here)
    assert listed(registers, table, REPORT) == [("now", "", False), ("1.1", "Released", True)]
    table.freeze()
    assert listed(registers, table, REPORT) == [
        ("now", "", False),
        ("2.1", "Frozen", False),
        ("1.1", "Released", True),
    ]


def test_each_layout_has_the_formats_that_suit_it(registers, table) -> None:
    page = registers.index(table.drafter, table.incident)
    formats = {each.id: [f.id for f in each.texts[0].formats] for each in page.notices}
    assert formats[REPORT] == ["text", "docx"]
    assert formats[ANNOUNCEMENT] == ["news", "fragment", "docx"]
    assert formats[STAFF] == ["text", "eml", "fragment", "docx", "merge"]


# ---- Texts -----------------------------------------------------------------------------------


def test_only_a_released_version_is_no_draft_and_its_name_says_so(registers, table) -> None:
    table.sign_off()
    file = registers.notice(table.drafter, *table.here, "1.1", format_id="text")
    assert file.name == f"{NAME} - Personal data breach report - version 1 - DRAFT.txt"
    assert file.body.startswith(b"DRAFT. Not released. Not to be given out.\n")
    page = table.page()
    table.approvals.release(table.counsel, *table.here, seen=page.one.progress.digest)
    released = registers.notice(table.drafter, *table.here, "1.1", format_id="text")
    assert released.name == f"{NAME} - Personal data breach report - version 1 - released.txt"
    assert b"DRAFT" not in released.body
    assert b"[Still missing" not in released.body
    assert registers.notice(table.drafter, *table.here, "now", format_id="text") == released


def test_a_text_begun_again_is_told_from_the_one_before(registers, table) -> None:
    table.release()
    table.notices.begin_again(table.drafter, *table.here)
    table.freeze()
    names = [
        registers.notice(table.drafter, *table.here, r, format_id="text").name
        for r in ("now", "2.1")
    ]
    assert names == [
        f"{NAME} - Personal data breach report - as it stands - DRAFT.txt",
        f"{NAME} - Personal data breach report - text 2 - version 1 - DRAFT.txt",
    ]


def test_a_version_stays_as_it_was_when_facts_move_on(registers, table) -> None:
    release_letter(table)
    before = letters(registers, table)
    table.setting.clock.go_on(days=2)
    table.record(table.next_version("service:contactless", Change.CHANGES, state="working"))
    after = letters(registers, table)
    assert after == before


def test_the_draft_as_it_stands_gives_the_same_bytes_until_something_is_recorded(
    registers, table
) -> None:
    first = registers.notice(table.drafter, table.incident, STAFF, "now", format_id="eml")
    table.setting.clock.go_on(minutes=3)
    assert registers.notice(table.drafter, table.incident, STAFF, "now", format_id="eml") == first


@pytest.mark.parametrize("ref", ["", "1", "1.2", "2.1", "1.x", "x.1", "0.0", "1.1.1", "9" * 99])
@pytest.mark.parametrize("began", [False, True])
def test_a_version_there_is_not_is_not_there(registers, table, ref, began) -> None:
    if began:
        table.freeze()
    with pytest.raises(NotFoundError):
        registers.notice(table.drafter, *table.here, ref, format_id="text")


@pytest.mark.parametrize("kind", ["", "pdf", "news", "eml", "fragment", "TEXT"])
def test_a_format_a_layout_does_not_have_is_not_there(registers, table, kind) -> None:
    with pytest.raises(NotFoundError):
        registers.notice(table.drafter, *table.here, "now", format_id=kind)


# ---- Registers -------------------------------------------------------------------------------


def test_every_recorded_version_has_its_row(registers, table) -> None:
    count = len(table.notices_case().facts)
    held = rows(registers, table, "facts")
    assert len(held) == count
    table.record(table.next_version("service:contactless", Change.CHANGES, state="working"))
    added = [row for row in rows(registers, table, "facts") if row not in held]
    (row,) = added
    assert row[1:3] == ["service:contactless", "2"]
    assert "Working" in row[3]
    assert row[10] == "Changed"


def test_a_submission_has_its_proof(registers, table) -> None:
    table.release()
    at = table.setting.clock()
    receipt = Upload("receipt.txt", b"Received with thanks.")
    giving = Giving("The ICO", "online form", at, "IC-1", late_reason="=1+1", receipt=receipt)
    table.submissions.record(table.drafter, *table.here, giving)
    # The case is of 22 April 2025, when London is an hour ahead.
    then = at.astimezone(LONDON).isoformat(timespec="seconds")
    assert then.endswith("+01:00")
    assert rows(registers, table, "submissions") == [
        ["Personal data breach report", "1", "1", "The ICO", "online form", then,
         "IC-1", "'=1+1", then, "Ada Field", "receipt.txt",
         hashlib.sha256(b"Received with thanks.").hexdigest()],
    ]  # fmt: skip


def test_every_step_to_a_release_has_its_row(registers, table) -> None:
    digest = table.request()
    table.approvals.refuse(table.protection, *table.here, seen=digest, reason="The cause is known.")
    table.setting.clock.go_on(minutes=1)
    table.record(table.next_version("incident.started_at", Change.WITHDRAWN))
    table.setting.clock.go_on(minutes=1)
    second = table.release()
    steps = [
        (r[2], r[3], r[4], r[5], r[7], r[8], r[9]) for r in rows(registers, table, "approvals")
    ]
    report = "Personal data breach report"
    assert {row[0] for row in rows(registers, table, "approvals")} == {report}
    assert steps[0] == ("1", "Approval asked for", "Ada Field", "", "", ACCEPTED, digest)
    assert steps[1] == ("1", "Refused", "Dora Lind", "", "The cause is known.", "", digest)
    assert steps[-1] == ("2", "Released", "Gita Rao", "", "", "", second)
    assert steps[-2][1:3] == ("Approved", "Gita Rao")
    assert "the general counsel" in steps[-2][3]
    assert steps[-2][6] == second


def test_a_version_set_aside_by_a_fact_names_the_program_or_who_recorded_it(
    registers, table
) -> None:
    table.request(STAFF)
    table.record(table.next_version("service:contactless", Change.CHANGES, state="working"))
    row = rows(registers, table, "approvals")[-1]
    assert row[2:4] == ["1", "Set aside"]
    assert row[4] == "Ada Field"
    assert row[7]


def test_all_four_stand_in_one_workbook_dated_by_the_last_entry(registers, table) -> None:
    table.release()
    file = registers.register(table.drafter, table.incident, "all", "xlsx")
    book = openpyxl.load_workbook(BytesIO(file.body))
    assert book.sheetnames == [
        "Register of facts",
        "Register of duties",
        "Register of submissions",
        "Register of approvals",
        "About",
    ]
    last = table.setting.entries(chain=table.incident)[-1]
    assert book.properties.created == last.at.replace(tzinfo=None)
    about = [row[0].value for row in book["About"].iter_rows()]
    assert f"The digest of that entry: {last.digest}" in about
    assert any(f"entry {last.seq} of the trail" in line for line in about)
    assert file.name.startswith(f"{NAME} - Registers - 2025-04-22 ")


@pytest.mark.parametrize("name", ["facts", "submissions", "approvals"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_register_gives_the_same_bytes_until_something_is_recorded(
    registers, table, name, kind
) -> None:
    table.release()
    first = registers.register(table.drafter, table.incident, name, kind)
    table.setting.clock.go_on(hours=5)
    assert registers.register(table.drafter, table.incident, name, kind) == first


def test_clocks_are_those_of_the_moment_and_the_register_says_which(registers, table) -> None:
    def of_report() -> list[str]:
        return next(r for r in rows(registers, table, "duties") if r[1] == "uk.gdpr.33")

    # The case is looked at on 22 April 2025 at 14:00; the report was due at 09:10.
    assert of_report()[8] == "Overdue"
    assert of_report()[11:13] == ["2025-04-22T09:10:00+01:00", "2025-04-22T08:10:00+00:00"]
    assert of_report()[9].startswith("2025-04-22T14:01:00+01:00")


# ---- Who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.RECORDER, Role.DRAFTER, Role.APPROVER, Role.RELEASER])
def test_whoever_has_a_part_in_the_work_takes_registers(registers, table, role) -> None:
    person = table.setting.person("Wanda Works", role)
    table.setting.desk.incidents.add(table.drafter, table.incident, person.id)
    assert registers.index(person, table.incident).may_take
    assert registers.register(person, table.incident, "facts", "csv").body


def test_an_owner_without_a_part_in_the_work_takes_texts_and_no_register(registers, table) -> None:
    owner = table.setting.person("Olive Owner", Role.OWNER)
    table.setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    assert not registers.index(owner, table.incident).may_take
    assert registers.notice(owner, *table.here, "now", format_id="text").body
    with pytest.raises(ForbiddenError, match="recorders, drafters, approvers and releasers"):
        registers.register(owner, table.incident, "facts", "csv")


def test_whoever_is_not_on_the_team_cannot_tell_that_there_is_anything(registers, table) -> None:
    outsider = table.setting.person("Otto Outside")
    for incident in (table.incident, uuid4()):
        for ask in (
            lambda i=incident: registers.index(outsider, i),
            lambda i=incident: registers.notice(outsider, i, REPORT, "now", format_id="text"),
            lambda i=incident: registers.register(outsider, i, "facts", "csv"),
        ):
            with pytest.raises(NotFoundError, match="There is no such incident"):
                ask()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("all", "csv"), ("trail", "csv"), ("", "csv"), ("facts", "pdf"), ("facts", "")],
)
def test_a_register_there_is_not_is_not_there(registers, table, name, kind) -> None:
    with pytest.raises(NotFoundError):
        registers.register(table.drafter, table.incident, name, kind)


def test_taking_files_writes_nothing(registers, table) -> None:
    before = table.setting.written()
    registers.index(table.drafter, table.incident)
    registers.notice(table.drafter, *table.here, "now", format_id="text")
    registers.register(table.drafter, table.incident, "all", "xlsx")
    assert table.setting.written() == before


# ---- What is made up -------------------------------------------------------------------------


def test_in_an_installation_of_examples_every_file_says_so(table) -> None:
    release_letter(table)
    desk = table.setting.desk
    registers = Registers(desk.transactions, table.notices.texts, is_example=True)
    released = registers.notice(table.drafter, table.incident, STAFF, "1.1", format_id="text")
    assert released.body.startswith(b"EXAMPLE. ")
    assert released.name.endswith(" - version 1 - released - EXAMPLE.txt")
    assert registers.notice(table.drafter, *table.here, "now", format_id="text").body.startswith(
        b"DRAFT. "
    )
    book = registers.register(table.drafter, table.incident, "all", "xlsx")
    assert book.name.endswith(" - EXAMPLE.xlsx")
    assert openpyxl.load_workbook(BytesIO(book.body))["Register of facts"]["A2"].value == "EXAMPLE"
    assert {row[0] for row in rows(registers, table, "facts")} == {"EXAMPLE"}
