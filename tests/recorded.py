"""An incident whose every row is named by its entry, from the first fact to the receipt."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from unittest.mock import patch
from uuid import UUID
from zipfile import ZipFile

import noticed
from desks import Setting
from noticed import REPORT, STAFF, Table, a_table, judgement_row
from sqlalchemy import text

from disclosure.facts.answers import NewVersion
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Quality
from disclosure.facts.versions import Count, Value
from disclosure.services.bundles import Exported
from disclosure.services.duties import TypedJudgement
from disclosure.services.facts import Facts
from disclosure.services.judgement_checks import UnsureError
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.services.notice_edits import Edit
from disclosure.services.receipts import Upload
from disclosure.services.redactions import What
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Person, Role
from disclosure.store.codec import fact_row
from disclosure.store.judgements import judgement_said
from disclosure.store.models import Base
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import Action
from disclosure.trail.entries import digest_of, first_break

PEOPLE = "personal_data.people_count"
RIGHT = Count(9_000, 9_000, Quality.EXACT, "people")
"""How many people it was, as it is recorded later."""
DESCRIPTION = "incident.description"
SECRET = "Mavis Thorneycroft told us on the telephone"  # noqa: S105 - words nothing else holds
DECLINED = "insurer_circumstance"
NOTED = "Ms Thorneycroft read the policy to me"
RECEIPT = b"%PDF-1.7 received, with thanks"


@dataclass(frozen=True)
class Recorded:
    """An incident and the owner on its team."""

    table: Table
    owner: Person

    @property
    def incident(self) -> UUID:
        """Give its id."""
        return self.table.incident

    @property
    def desk(self):
        """Give the desk it is kept on."""
        return self.table.setting.desk

    def answer(self, key: str, value: Value, change: Change = Change.CHANGES, **more: str) -> None:
        """Record an answer the way the page of facts does."""
        held = self.table.fact(key)
        new = NewVersion(key, held.number, change, held.standing, value, **more)
        self.facts.record(self.table.drafter, self.incident, [new])
        self.table.setting.clock.go_on(minutes=1)

    def judge(self, key: str, value: str, why: str, when: When | None = None) -> None:
        """Record a judgement the way its page does."""
        by, duties = self.table.counsel, self.desk.duties
        line = duties.view(by, self.incident).line(key)
        typed = TypedJudgement(
            key=key,
            value=value,
            when=when,
            made_at=self.desk.now(),
            made_by="general counsel",
            made_by_name="Gita Rao",
            why=why,
            seen=line.seen,
            decline=TypedDecline(usual_day(self.desk.now().date())),
        )
        try:
            duties.judge(by, self.incident, typed)
        except UnsureError as unsure:
            seen = frozenset(concern.id for concern in unsure.concerns)
            duties.judge(by, self.incident, replace(typed, looked_at=seen))

    @property
    def facts(self) -> Facts:
        """Give what records facts."""
        return self.desk.facts

    def redact(self, what: What, name: str) -> None:
        """Redact something, as the owner."""
        self.desk.redactions.redact(
            self.owner, self.incident, what, name, reason="It names somebody."
        )
        self.table.setting.clock.go_on(minutes=1)

    def bundle(self) -> tuple[bytes, Exported]:
        """Export everything, as the owner."""
        file, exported = self.desk.bundles.export(self.owner, self.incident)
        with file:
            return file.read(), exported


def a_recorded(setting: Setting) -> Recorded:
    """Give an incident with facts, judgements, edits, versions, a release and a receipt."""
    with patch.object(noticed, "_fill", _fill):
        table = a_table(setting)
    owner = setting.person("Olive Owner", Role.OWNER)
    setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    return Recorded(table, owner)


def _fill(setting: Setting, incident: UUID, case: Case, person: Person) -> None:
    keys: list[str] = []
    with setting.desk.transactions.begin(person) as tx:
        for version in sorted(case.facts, key=lambda v: v.recorded_at):
            if version.key not in keys:
                keys.append(version.key)
            place = keys.index(version.key)
            row = fact_row(version, incident_id=incident, person_id=None, position=place)
            tx.session.add(row)
            tx.record(
                Action.FACT_RECORDED,
                chain=incident,
                subject=version.key,
                detail={"number": version.number, "digest": row.digest},
                reason=version.change_reason,
            )
        for judgement in case.judgements:
            judged = judgement_row(judgement, incident, person)
            tx.session.add(judged)
            tx.session.flush()
            tx.record(
                Action.JUDGEMENT_MADE,
                chain=incident,
                subject=f"judgement:{judgement.key}",
                detail={
                    "number": judgement.number,
                    "value": judgement.value,
                    "digest": digest_of(judgement_said(judged)),
                },
                reason=judgement.why,
            )


def with_a_life(setting: Setting) -> Recorded:
    """Give an incident in which much has happened: about fifty entries of every kind."""
    made = a_recorded(setting)
    table = made.table
    table.release()
    table.submissions.record(
        table.counsel,
        made.incident,
        REPORT,
        Giving(
            recipient="Information Commissioner",
            channel="Online form",
            at=setting.clock(),
            reference="IC-123456",
            late_reason=noticed.WHY_LATE,
            receipt=Upload("receipt.pdf", RECEIPT),
        ),
    )
    setting.clock.go_on(minutes=1)
    edit_a_sentence(made, f"We are sorry. {SECRET}.", f"Because {SECRET}.")
    edit_a_sentence(made, "We are sorry that this happened.")
    table.freeze(STAFF)
    decline(made)
    return made


def decline(made: Recorded) -> None:
    """Decide not to notify somebody, have it reviewed, and look at it again."""
    made.judge(DECLINED, "no", "The policy covers no such loss.")
    reviewer, looks = made.table.protection, made.desk.looks
    looks.review(reviewer, made.incident, DECLINED, seen=1, note=NOTED)
    looks.confirm(reviewer, made.incident, DECLINED, seen=1, why="It still is.", again_on=None)
    made.table.setting.clock.go_on(minutes=1)


def edit_a_sentence(made: Recorded, words: str, why: str = "Counsel asked for it.") -> str:
    """Write words in place of the first sentence of the letter to staff; give its id."""
    table = made.table
    page = table.notices.view(table.drafter, made.incident, STAFF)
    name = next(s.id for s in page.draft.said() if s.form == "sentence")
    shown = table.notices.sentence(table.drafter, made.incident, STAFF, name)
    edit = Edit(
        name, words, (), is_framing=True, reason=why, drafted=shown.drafted, seen=shown.number
    )
    table.notices.override(table.drafter, made.incident, STAFF, edit)
    table.setting.clock.go_on(minutes=1)
    return name


def a_version(made: Recorded, key: str, value, change=Change.CHANGES, **more) -> None:
    """Record another version of a fact, as whoever records facts."""
    held = made.table.fact(key)
    new = NewVersion(key, held.number, change, held.standing, value, **more)
    made.facts.record(made.table.drafter, made.incident, [new])
    made.table.setting.clock.go_on(minutes=1)


def everything(made: Recorded) -> str:
    """Give the whole database as text."""
    with made.desk.transactions.read() as tx:
        return "\n".join(
            str(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
            for table in Base.metadata.sorted_tables
            for row in tx.session.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608 - ours
        )


def holds(made: Recorded) -> bool:
    """Say whether the chain of the incident holds."""
    with made.desk.transactions.read() as tx:
        return first_break(whole_chain(tx, made.incident)) is None


def unpacked(bundle: bytes) -> dict[str, bytes]:
    """Give the files of a bundle."""
    with ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> io.BytesIO:
    """Make a bundle of files again."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    made.seek(0)
    return made
