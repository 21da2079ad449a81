"""Packs and board pages of an incident: complete, marked, and the same bytes again."""

import hashlib
import io
import json
import zipfile

import pytest
from desks import Setting
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table
from printed import Printing, a_printing

from disclosure.facts.instants import utc
from disclosure.services.document_packs import joined
from disclosure.store.documents import texts_of
from disclosure.store.models import OutboxRow
from disclosure.trail.actions import Action

TITLE = "Cyber-incident-affecting-stores-awareness-judged"


@pytest.fixture
def printing(setting: Setting) -> Printing:
    return a_printing(setting)


def a_pack(printing: Printing, table: Table) -> bytes:
    printing.documents.ask_whole(table.drafter, table.incident, "pack")
    printing.all()
    line = printing.documents.whole(table.drafter, table.incident, "pack")
    assert line.name == f"{TITLE}_Notices.zip"
    return printing.documents.handed(table.drafter, table.incident, line).body


def read(pack: bytes) -> tuple[dict[str, bytes], dict[str, object]]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return files, json.loads(files.pop("manifest.json"))


def test_a_pack_holds_what_was_released_and_what_may_be_yet(setting, table, printing) -> None:
    table.release(ANNOUNCEMENT)
    table.freeze(STAFF)
    printing.all()
    files, manifest = read(a_pack(printing, table))
    assert {
        name: [n["state"], n["version"]] for n in manifest["notices"] for name in [n["id"]]
    } == {
        ANNOUNCEMENT: ["released", 1],
        STAFF: ["frozen", 1],
    }
    listed = [file for notice in manifest["notices"] for file in notice["files"]]
    assert {f["path"]: f["sha256"] for f in listed} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    names = sorted(name.removeprefix(f"{TITLE}_") for name in files)
    assert names == [
        "First-announcement-to-the-market_v1_RECORD.pdf",
        "First-announcement-to-the-market_v1_RECORD.txt",
        "Letter-to-staff_v1_DRAFT.pdf",
        "Letter-to-staff_v1_DRAFT.txt",
    ]
    texts = {name: content.decode() for name, content in files.items() if name.endswith(".txt")}
    assert [("DRAFT" in text) for _, text in sorted(texts.items())] == [False, True]


def test_a_pack_names_the_last_entry_by_which_one_of_its_texts_was_decided(
    setting, table, printing
) -> None:
    table.release()
    table.freeze(STAFF)
    last = setting.entries(Action.NOTICE_FROZEN)[-1]
    setting.clock.go_on(hours=3)
    _, manifest = read(a_pack(printing, table))
    assert manifest["trail"] == {"seq": last.seq, "digest": last.digest}


def test_the_same_texts_give_the_same_pack_and_print_nothing_again(
    setting, table, printing
) -> None:
    table.release()
    first, printed = a_pack(printing, table), printing.press.printed
    setting.clock.go_on(days=2)
    assert a_pack(printing, table) == first
    assert printing.press.printed == printed == 2
    # Made anew from what is stored, without looking at what was kept, it is the same as well.
    with setting.desk.transactions.read() as tx:
        again = printing.work._packed(tx, table.incident, texts_of(tx, table.incident))
    assert again == first


def test_a_text_that_was_set_aside_is_in_no_pack(setting, table, printing) -> None:
    table.request(STAFF)
    digest = table.request()
    table.approvals.refuse(table.counsel, *table.here, seen=digest, reason="Too long.")
    _, manifest = read(a_pack(printing, table))
    assert [notice["id"] for notice in manifest["notices"]] == [STAFF]


def test_a_pack_makes_what_is_still_missing_of_it(setting, table, printing) -> None:
    table.release()
    with setting.desk.transactions.begin(None) as tx:
        tx.session.query(OutboxRow).filter(OutboxRow.kind == "paper").delete()
    files, _ = read(a_pack(printing, table))
    assert printing.press.printed == 1
    assert len(files) == 2
    kinds = [entry.detail["kind"] for entry in setting.entries(Action.DOCUMENT_MADE)]
    assert kinds == ["record", "pack"]


def test_a_pack_whose_texts_have_moved_is_not_made_of_others(setting, table, printing) -> None:
    table.freeze()
    printing.documents.ask_whole(table.drafter, table.incident, "pack")
    table.freeze(STAFF)
    printing.all()
    assert printing.documents.whole(table.drafter, table.incident, "pack").state == "none"
    _, manifest = read(a_pack(printing, table))
    assert {notice["id"] for notice in manifest["notices"]} == {REPORT, STAFF}


def test_without_a_frozen_text_there_is_no_pack(table, printing) -> None:
    assert printing.documents.of_incident(table.drafter, table.incident).pack is None


def test_a_board_page_shows_what_was_known_when_it_was_asked_for(setting, table, printing) -> None:
    asked = setting.clock()
    printing.documents.ask_whole(table.drafter, table.incident, "board")
    setting.clock.go_on(hours=5)
    table.freeze()
    printing.all()
    board, _draft = printing.press.papers
    origin = board.provenance
    assert utc(origin.dated_at) == utc(origin.known_at) == utc(asked)
    frozen = setting.entries(Action.NOTICE_FROZEN)[0]
    assert origin.trail_seq == frozen.seq - 2  # before the notice was begun, and frozen
    line = printing.documents.whole(table.drafter, table.incident, "board")
    assert line.name == f"{TITLE}_First-hours_2025-04-22-1401.pdf"


def test_a_board_page_is_made_anew_each_time_it_is_asked_for(setting, table, printing) -> None:
    for expected in (1, 2):
        printing.documents.ask_whole(table.drafter, table.incident, "board")
        printing.documents.ask_whole(table.drafter, table.incident, "board")  # sent twice
        printing.all()
        assert printing.press.printed == expected
        setting.clock.go_on(minutes=1)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Tills down", "First announcement to the market", "v2", "RECORD"),
         "Tills-down_First-announcement-to-the-market_v2_RECORD"),
        (("Café “Zürich”: £5/day", "x"), "Cafe-Zurich-5-day_x"),
        (("../../etc/passwd", "v1"), "etc-passwd_v1"),
        (("日本", "v1"), "v1"),
        (("a\r\nX-Header: 1", "v1"), "a-X-Header-1_v1"),
        (("A" * 200, "v1"), "A" * 60 + "_v1"),
    ],
)  # fmt: skip
def test_a_files_name_is_plain(parts, name) -> None:
    assert joined(*parts) == name
