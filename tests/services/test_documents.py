"""Documents of record: asked for, made by a worker, kept for good, and never made twice."""

import hashlib
from contextlib import contextmanager
from datetime import timedelta

import pytest
from desks import START, Setting
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table
from printed import FakePress, Printing, a_printing
from sqlalchemy import event, update
from sqlalchemy.exc import DatabaseError

from disclosure.facts.instants import utc
from disclosure.facts.standings import Change
from disclosure.problems import NotFoundError, RuleError
from disclosure.services.notice_edits import Edit
from disclosure.services.redactions import What
from disclosure.signoff.people import Role
from disclosure.store.document_jobs import BROKE_OFF, lease
from disclosure.store.documents import bodies_of
from disclosure.store.models import DocumentRow, OutboxRow
from disclosure.store.trail import read_entry
from disclosure.trail.actions import Action
from disclosure.trail.sentences import Subject, sentence


@pytest.fixture
def printing(setting: Setting) -> Printing:
    return a_printing(setting)


def line(printing: Printing, table: Table, kind: str, ref: str = "1.1", name: str = REPORT):
    return printing.documents.one(table.drafter, table.incident, name, ref=ref, kind=kind)


def body(printing: Printing, table: Table, kind: str, ref: str = "1.1", name: str = REPORT):
    found = line(printing, table, kind, ref, name)
    return printing.documents.handed(table.drafter, table.incident, found).body


@contextmanager
def commits(setting: Setting):
    """Count what is committed, whatever was changed by it."""
    counted: list[object] = []
    note = counted.append
    event.listen(setting.desk.engine, "commit", note)
    try:
        yield counted
    finally:
        event.remove(setting.desk.engine, "commit", note)


# ---- What is made, and from what -----------------------------------------------------------------


def test_freezing_has_the_draft_made_that_approvers_read(setting, table, printing) -> None:
    digest = table.freeze()
    assert line(printing, table, "draft").state == "waiting"
    assert printing.press.printed == 0
    assert printing.all() == 1
    (paper,) = printing.press.papers
    (frozen,) = setting.entries(Action.NOTICE_FROZEN)
    origin = paper.provenance
    assert (origin.version, origin.digest, paper.marks) == (1, digest, ("DRAFT",))
    assert (origin.trail_seq, origin.trail_head) == (frozen.seq, frozen.digest)
    assert origin.dated_at == origin.known_at == frozen.at
    assert line(printing, table, "draft").state == "ready"


def test_a_release_has_the_record_made_by_itself(setting, table, printing) -> None:
    table.release()
    assert printing.all() == 2
    record = printing.press.papers[-1]
    frozen, released = setting.entries(Action.NOTICE_FROZEN, Action.NOTICE_RELEASED)
    origin = record.provenance
    assert record.marks == ()
    assert record.is_record
    assert (origin.trail_seq, origin.trail_head) == (released.seq, released.digest)
    assert (origin.known_at, origin.dated_at) == (frozen.at, released.at)
    assert body(printing, table, "draft") != body(printing, table, "record")


def test_what_was_released_with_a_gap_is_printed_without_it(table, printing) -> None:
    digest = table.release()
    printing.all()
    draft, record = printing.press.papers
    approved = table.page().version.draft
    assert any(approved.gaps())  # its approval was asked for with a reason for each
    assert draft.draft == approved
    assert list(record.draft.gaps()) == []
    assert [s.text for s in record.draft.said()] == [s.text for s in approved.said()]
    assert record.provenance.digest == digest


def test_the_trail_keeps_the_digest_of_what_was_made(setting, table, printing) -> None:
    table.release()
    printing.all()
    for entry in setting.entries(Action.DOCUMENT_MADE):
        kind = entry.detail["kind"]
        stored = line(printing, table, kind).stored
        made = body(printing, table, kind)
        assert entry.detail["sha256"] == hashlib.sha256(made).hexdigest() == stored.sha256
        assert (entry.actor, entry.detail["version"]) == ("", 1)
        assert (entry.detail["size"], entry.detail["document"]) == (len(made), str(stored.id))
    first, second = setting.entries(Action.DOCUMENT_MADE)
    assert {first.subject, second.subject} == {str(table.page().one.begun.id)}
    said = [sentence(read_entry(entry), Subject("“The report”")) for entry in (first, second)]
    assert said == [
        "Disclosure made the PDF of version 1 of “The report”, marked as a draft.",
        "Disclosure made the PDF of record of version 1 of “The report”.",
    ]


def test_what_was_made_of_a_text_says_nothing_of_how_far_the_text_is(table, printing) -> None:
    table.release()
    before = table.notices.versions(table.drafter, *table.here)
    printing.all()
    after = table.notices.versions(table.drafter, *table.here)
    assert before.versions == after.versions
    assert table.state() == "released"


def test_what_is_recorded_later_is_in_no_document_of_an_earlier_text(
    setting, table, printing
) -> None:
    table.freeze()
    names = {f"{r.fact}@{r.version}" for s in table.page().version.draft.said() for r in s.rests_on}
    known = table.notices_case().known_at(setting.clock()).current
    key = next(n.partition("@")[0] for n in sorted(names) if n.partition("@")[0] in known)
    table.record(table.next_version(key, Change.RE_CONFIRMS))
    setting.clock.go_on(hours=1)
    printing.all()
    (paper,) = printing.press.papers
    assert set(paper.facts["facts"]) == names
    assert f"{key}@2" not in paper.facts["facts"]


def test_the_letterhead_is_the_profile_as_it_stood(setting, table, printing) -> None:
    desk, owner = setting.desk, setting.person("Olive", Role.OWNER)
    setting.clock.now = START + timedelta(days=1)  # after what the installation recorded first

    def move(address: str) -> None:
        page = desk.organisations.get(owner, setting.organisation_id)
        desk.organisations.record_answers(
            owner, setting.organisation_id, {"address": address}, seen=page.number
        )
        setting.clock.go_on(minutes=1)

    move("1 Old Street, London")
    table.freeze(STAFF)
    move("2 New Street, London")
    printing.all()
    (paper,) = printing.press.papers
    assert "1 Old Street, London" in paper.letterhead.lines
    assert "2 New Street, London" not in paper.letterhead.lines


# ---- Once and no more ----------------------------------------------------------------------------


def test_a_second_ask_prints_nothing_and_gives_the_same_bytes(setting, table, printing) -> None:
    table.release()
    printing.all()
    made, count, written = (
        body(printing, table, "record"),
        printing.press.printed,
        setting.written(),
    )
    with commits(setting) as counted:
        for _ in range(3):
            found = printing.documents.ask(table.drafter, *table.here, ref="1.1", kind="record")
            assert found.state == "ready"
            assert body(printing, table, "record") == made
    assert counted == []
    assert printing.all() == 0
    assert (printing.press.printed - count, setting.written()) == (0, written)


def test_commits_are_one_a_request_and_two_a_document(setting, table, printing) -> None:
    page = table.notices.view(table.drafter, *table.here)
    with commits(setting) as counted:
        table.notices.freeze(table.drafter, *table.here, seen=page.digest)
    assert len(counted) == 1
    with commits(setting) as counted:
        assert printing.work.work_once()
    assert len(counted) == 2  # taken; kept with its entry
    with commits(setting) as counted:
        assert not printing.work.work_once()
        line(printing, table, "draft")
        printing.documents.of_incident(table.drafter, table.incident)
    assert counted == []


def test_asking_commits_once_and_again_not_at_all(setting, table, printing) -> None:
    table.freeze()
    with setting.desk.transactions.begin(None) as tx:
        tx.session.query(OutboxRow).filter(OutboxRow.kind == "paper").delete()
    assert line(printing, table, "draft").state == "none"
    for expected in (1, 0):
        with commits(setting) as counted:
            found = printing.documents.ask(table.drafter, *table.here, ref="1.1", kind="draft")
        assert (len(counted), found.state) == (expected, "waiting")
    printing.all()
    (entry,) = setting.entries(Action.DOCUMENT_MADE)
    assert entry.detail["asked_by"] == str(table.drafter.id)


def test_the_database_refuses_to_change_or_to_drop_a_document(setting, table, printing) -> None:
    table.freeze()
    printing.all()
    (entry,) = setting.entries(Action.DOCUMENT_MADE)
    for change in (
        update(DocumentRow).values(body=b"forged"),
        update(DocumentRow).values(body=b""),
        update(DocumentRow).values(body=b"", redacted_by=entry.seq),  # an entry, but no redaction
        update(DocumentRow).values(sha256="0" * 64),
        DocumentRow.__table__.delete(),
    ):
        with (
            pytest.raises(DatabaseError, match="only ever added"),
            setting.desk.engine.begin() as c,
        ):
            c.execute(change)
    assert body(printing, table, "draft").startswith(b"%PDF DRAFT")


# ---- When it fails -------------------------------------------------------------------------------


def test_a_failure_is_kept_with_its_reason_and_tried_again(setting, table, printing) -> None:
    printing.press.fails = ["No ink.", "No ink.", "No paper."]
    table.freeze()
    began = setting.clock()
    assert printing.all() == 1
    found = line(printing, table, "draft")
    assert (found.state, found.job.error, found.job.attempts) == ("retried", "No ink.", 1)
    assert utc(found.job.next_at) == utc(began + timedelta(minutes=1))
    setting.clock.now = began + timedelta(minutes=1)
    assert printing.all() == 1
    assert utc(line(printing, table, "draft").job.next_at) == utc(began + timedelta(minutes=3))
    setting.clock.now = began + timedelta(minutes=3)
    assert printing.all() == 1
    found = line(printing, table, "draft")
    assert (found.state, found.job.error, found.job.attempts) == ("failed", "No paper.", 3)
    setting.clock.go_on(days=1)
    assert printing.all() == 0
    assert setting.entries(Action.DOCUMENT_MADE) == []
    assert (
        printing.documents.ask(table.drafter, *table.here, ref="1.1", kind="draft").state
        == "waiting"
    )
    assert printing.all() == 1
    assert line(printing, table, "draft").state == "ready"


def test_a_late_workers_document_is_void(setting, table) -> None:
    table.freeze()
    other = a_printing(setting, "two")

    def meanwhile() -> None:
        setting.clock.go_on(minutes=2)
        assert other.all() == 1

    late = a_printing(setting, "one", FakePress(before=meanwhile))
    assert late.work.work_once()
    assert (late.press.printed, other.press.printed) == (1, 1)
    assert setting.rows(DocumentRow) == len(setting.entries(Action.DOCUMENT_MADE)) == 1


def test_what_another_worker_has_taken_over_is_not_kept_by_the_first(setting, table) -> None:
    table.freeze()

    def meanwhile() -> None:
        setting.clock.go_on(minutes=2)
        with setting.desk.transactions.begin(None) as tx:
            assert lease(tx, "two", timedelta(minutes=2))

    late = a_printing(setting, "one", FakePress(before=meanwhile))
    assert late.work.work_once()
    assert setting.rows(DocumentRow) == 0
    assert line(late, table, "draft").state == "waiting"


def test_a_late_workers_failure_is_void_too(setting, table) -> None:
    table.freeze()
    other = a_printing(setting, "two")

    def meanwhile() -> None:
        setting.clock.go_on(minutes=2)
        assert other.all() == 1

    late = a_printing(setting, "one", FakePress(before=meanwhile, fails=["No ink."]))
    late.work.work_once()
    assert line(late, table, "draft").state == "ready"
    assert late.all() == 0


def test_a_second_worker_leaves_alone_what_is_being_made(setting, table) -> None:
    table.freeze()
    other = a_printing(setting, "two")
    first = a_printing(setting, "one", FakePress(before=other.all))
    assert first.all() == 1
    assert (first.press.printed, other.press.printed) == (1, 0)


def test_what_kills_its_worker_every_time_is_given_up(setting, table) -> None:
    class KilledError(Exception):
        pass

    def killed() -> None:
        raise KilledError

    table.freeze()
    dying = a_printing(setting, press=FakePress(before=killed))
    for _ in range(3):
        with pytest.raises(KilledError):
            dying.work.work_once()
        assert not dying.work.work_once()  # still leased
        setting.clock.go_on(minutes=2)
    assert dying.all() == 1
    found = line(dying, table, "draft")
    assert (found.state, found.job.error, dying.press.printed) == ("failed", BROKE_OFF, 3)


def test_where_no_pdf_can_be_made_nothing_waits_and_it_is_said_why(setting, table) -> None:
    off = a_printing(setting, press=FakePress(off="PDF files are off: Pango is not installed."))
    table.release()
    assert off.all() == 0
    for ask in (
        lambda: off.documents.ask_whole(table.drafter, table.incident, "board"),
        lambda: off.documents.ask_whole(table.drafter, table.incident, "pack"),
    ):
        with pytest.raises(RuleError, match="Pango"):
            ask()
    on = a_printing(setting)  # once it is installed, what was released gets its record
    assert on.all() == 2
    assert line(on, table, "record").state == "ready"


# ---- Whose it is ---------------------------------------------------------------------------------


def test_nobody_else_learns_of_a_document_or_has_one_made(setting, table, printing) -> None:
    outsider = setting.person("Otto Outside")
    table.freeze()
    found, documents = line(printing, table, "draft"), printing.documents
    for attempt in (
        lambda: documents.one(outsider, *table.here, ref="1.1", kind="draft"),
        lambda: documents.ask(outsider, *table.here, ref="1.1", kind="draft"),
        lambda: documents.of_notice(outsider, *table.here),
        lambda: documents.of_incident(outsider, table.incident),
        lambda: documents.ask_whole(outsider, table.incident, "pack"),
        lambda: documents.handed(outsider, table.incident, found),
    ):
        with pytest.raises(NotFoundError):
            attempt()


@pytest.mark.parametrize(
    ("ref", "kind"),
    [("1.1", "record"), ("1.2", "draft"), ("2.1", "draft"), ("now", "draft"), ("1.1", "pack"),
     ("1.1", "nothing"), ("", ""), ("1", "draft")],
)  # fmt: skip
def test_there_is_no_document_of_what_there_is_not(table, printing, ref, kind) -> None:
    table.freeze()
    with pytest.raises(NotFoundError):
        line(printing, table, kind, ref)


# ---- Redaction -----------------------------------------------------------------------------------


def an_edit(table: Table) -> str:
    """Write words by hand into the report, freeze it, and name the edit as a redaction does."""
    page = table.notices.view(table.drafter, *table.here)
    sentence_id, view = next((k, v) for k, v in page.sentences.items() if v.sentence.is_said)
    edit = Edit(
        sentence_id=sentence_id,
        text="Ask for Mrs Secret on extension 12.",
        rests_on=tuple(rest.fact for rest in view.sentence.rests_on),
        is_framing=not view.sentence.rests_on,
        reason="It is friendlier.",
        drafted=view.sentence.text,
        seen=0,
    )
    table.notices.override(table.drafter, *table.here, edit)
    table.freeze()
    return f"{REPORT}#1/{sentence_id}@1"


def redact(setting: Setting, table: Table, edit: str) -> None:
    owner = setting.person("Olive Owner", Role.OWNER)
    setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    setting.desk.redactions.redact(owner, table.incident, What.EDIT, edit, reason="A name.")


def supersede(table: Table) -> None:
    """Give the words back and freeze again, so that the edit counts no more."""
    page = table.notices.view(table.drafter, *table.here)
    (edited,) = [k for k, v in page.sentences.items() if v.sentence.by_hand]
    table.notices.give_back(table.drafter, *table.here, edited)
    table.freeze()


def test_a_redaction_takes_the_documents_of_the_text_with_it(setting, table, printing) -> None:
    edit = an_edit(table)
    printing.documents.ask_whole(table.drafter, table.incident, "pack")
    printing.documents.ask_whole(table.drafter, table.incident, "board")
    printing.all()
    supersede(table)
    printing.all()
    redact(setting, table, edit)
    with setting.desk.transactions.read() as tx:
        rows = tx.session.query(DocumentRow).all()
        kept = {(row.kind, row.version): bool(bodies_of(tx, [row.id])) for row in rows}
        seq = setting.entries(Action.REDACTED)[0].seq
        assert {row.redacted_by for row in rows} == {None, seq}
    # The second version never held the words; what was made of all the texts goes too.
    assert kept == {
        ("draft", 1): False,
        ("draft", 2): True,
        ("pack", None): False,
        ("board", None): False,
    }
    assert line(printing, table, "draft", "1.1").state == "none"
    printing.documents.ask(table.drafter, *table.here, ref="1.1", kind="draft")
    printing.all()
    said = " ".join(s.text for s in printing.press.papers[-1].draft.said())
    assert "Secret" not in said
    assert "[Redacted: entry" in said


def test_what_is_redacted_while_it_is_printed_is_not_kept(setting, table) -> None:
    edit = an_edit(table)
    supersede(table)
    done = []

    def meanwhile() -> None:
        if not done:
            done.append(1)
            redact(setting, table, edit)

    printing = a_printing(setting, press=FakePress(before=meanwhile))
    printing.all()
    assert "Secret" in " ".join(s.text for s in printing.press.papers[0].draft.said())
    assert line(printing, table, "draft", "1.1").stored is None
    assert [entry.detail["version"] for entry in setting.entries(Action.DOCUMENT_MADE)] == [2]
    assert line(printing, table, "draft", "1.2").state == "ready"


def test_what_was_redacted_after_it_was_asked_for_is_not_printed(setting, table, printing) -> None:
    edit = an_edit(table)
    supersede(table)
    redact(setting, table, edit)
    printing.all()
    assert [p.provenance.version for p in printing.press.papers] == [2]


def test_the_announcement_has_a_record_as_well(table, printing) -> None:
    table.release(ANNOUNCEMENT)
    printing.all()
    assert line(printing, table, "record", name=ANNOUNCEMENT).state == "ready"
