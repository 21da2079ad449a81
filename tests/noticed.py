"""An incident with the facts of an example case, and the people who draft, approve and release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from desks import Setting
from sqlalchemy import select

from builders import a_case_file
from disclosure.facts.case import Case
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change
from disclosure.facts.versions import FactVersion, Judgement, Value
from disclosure.services.approvals import Approvals
from disclosure.services.notice_decisions import ApprovalPage
from disclosure.services.notice_texts import NoticeTexts
from disclosure.services.notices import Notices
from disclosure.services.submissions import Submissions
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.progress import NoticeState
from disclosure.store.codec import fact_row
from disclosure.store.models import FactVersionRow, JudgementRow
from disclosure.store.transactions import Transaction
from disclosure.trail.actions import Action

REPORT = "uk.gdpr.33.initial.authority"
ANNOUNCEMENT = "uk.mar.17-1.announce.market"
STAFF = "voluntary.letter.staff"
PRESS = "voluntary.statement.media"
WHY_LATE = "Whether personal data is involved came out on the holiday."


@dataclass(frozen=True)
class Table:
    """The people around an incident, and what they work with."""

    setting: Setting
    incident: UUID
    drafter: Person
    counsel: Person
    finance: Person
    protection: Person
    notices: Notices
    approvals: Approvals
    submissions: Submissions

    @property
    def here(self) -> tuple[UUID, str]:
        """Give where the report to the authority is."""
        return self.incident, REPORT

    def page(self, name: str = REPORT, person: Person | None = None) -> ApprovalPage:
        """Give where an approval stands for somebody; for the drafter unless named."""
        return self.approvals.view(person or self.drafter, self.incident, name)

    def state(self, name: str = REPORT) -> NoticeState:
        """Give how far a notice has come."""
        return self.page(name).state

    def stopping_rules(self, name: str = REPORT) -> list[str]:
        """Give the rules that must be accepted with a reason."""
        return [rule for rule, _ in self.page(name).stopping_rules]

    def approve(self, person: Person, digest: str, name: str = REPORT) -> None:
        """Approve a text, as somebody."""
        self.approvals.approve(person, self.incident, name, seen=digest)

    def record(self, *versions: FactVersion, person: Person | None = None) -> None:
        """Record facts now, as the facts page does: with what follows from them."""
        by = person or self.drafter
        with self.setting.desk.transactions.begin(by) as tx:
            made = [replace(version, recorded_at=tx.at) for version in versions]
            add_facts(tx, self.incident, made)
            for version in made:
                detail = {"number": version.number}
                tx.record(
                    Action.FACT_RECORDED, chain=self.incident, subject=version.key, detail=detail
                )
            self.approvals.supersede(tx, self.incident)

    def fact(self, key: str) -> FactVersion:
        """Give the current version of a fact of the case."""
        return self.notices_case().known_at(self.setting.clock()).current[key]

    def notices_case(self) -> Case:
        """Give the case as it is stored."""
        with self.setting.desk.transactions.read() as tx:
            return self.notices.texts.load(tx, self.drafter, self.incident).case

    def next_version(
        self, key: str, change: Change, value: Value | None = None, **fields: Value
    ) -> FactVersion:
        """Give the next version of a fact: re-confirmed an hour on, or with another value."""
        held = self.fact(key)
        return replace(
            held,
            number=held.number + 1,
            change=change,
            change_reason="It was measured again." if change is Change.WRONG_WHEN_SAID else "",
            true_at=self.setting.clock(),
            value=held.value if value is None else value,
            fields={**held.fields, **fields},
        )

    def judge(self, judgement: Judgement) -> None:
        """Record a judgement, with what follows from it."""
        with self.setting.desk.transactions.begin(self.counsel) as tx:
            tx.session.add(judgement_row(judgement, self.incident, self.counsel))
            tx.record(Action.JUDGEMENT_MADE, chain=self.incident, subject=judgement.key)
            self.approvals.supersede(tx, self.incident)

    def freeze(self, name: str = REPORT, person: Person | None = None) -> str:
        """Freeze a notice as it stands, and give the digest."""
        by = person or self.drafter
        page = self.notices.view(by, self.incident, name)
        self.notices.freeze(by, self.incident, name, seen=page.digest)
        self.setting.clock.go_on(minutes=1)
        return page.digest

    def explain(self, name: str = REPORT) -> None:
        """Say why a report is late, where nobody has."""
        if self.page(name).lacks_late_reason:
            give = self.setting.desk.deadlines.give_late_reason
            give(self.drafter, self.incident, "uk.gdpr.33/initial", WHY_LATE)
            self.setting.clock.go_on(minutes=1)

    def request(self, name: str = REPORT) -> str:
        """Freeze a notice and ask for its approval, with a reason for whatever stops it."""
        self.explain(name)
        digest = self.freeze(name)
        accepted = dict.fromkeys(self.stopping_rules(name), "Known, and it does not mislead.")
        self.approvals.request(self.drafter, self.incident, name, seen=digest, accepted=accepted)
        self.setting.clock.go_on(minutes=1)
        return digest

    def sign_off(self, name: str = REPORT) -> str:
        """Freeze a notice, and have everybody approve it whom the policy asks for."""
        digest = self.request(name)
        for person in (self.counsel, self.finance, self.protection):
            page = self.page(name, person)
            if page.needed and page.approves_as:
                self.approve(person, digest, name)
        self.setting.clock.go_on(minutes=1)
        return digest

    def release(self, name: str = REPORT) -> str:
        """Take a notice all the way to its release."""
        digest = self.sign_off(name)
        self.approvals.release(self.counsel, self.incident, name, seen=digest)
        self.setting.clock.go_on(minutes=1)
        return digest


def a_table(setting: Setting, case_name: str = "ms-2025-aware") -> Table:
    """Open an incident with the facts of an example case, looked at from the case's own instant."""
    case = a_case_file(case_name)
    setting.clock.now = case.at
    setting.organisation_id = setting.organisation(case.organisation)
    drafter = setting.person("Ada Field", Role.RECORDER, Role.DRAFTER)
    counsel = setting.person(
        "Gita Rao",
        Role.APPROVER,
        Role.RELEASER,
        capacities=(Capacity.GENERAL_COUNSEL, Capacity.COMMUNICATIONS),
    )
    finance = setting.person(
        "Finn Moss", Role.APPROVER, capacities=(Capacity.CHIEF_FINANCIAL_OFFICER,)
    )
    protection = setting.person(
        "Dora Lind",
        Role.APPROVER,
        capacities=(Capacity.DATA_PROTECTION_OFFICER, Capacity.COMMUNICATIONS),
    )
    incident = setting.incident(drafter, case.title, counsel, finance, protection)
    _fill(setting, incident, case, drafter)
    texts = NoticeTexts(setting.desk.library.packs)
    transactions = setting.desk.transactions
    approvals = Approvals(transactions, texts)
    setting.clock.go_on(minutes=1)
    return Table(
        setting, incident, drafter, counsel, finance, protection,
        Notices(transactions, texts), approvals,
        Submissions(transactions, texts, on_change=(approvals.supersede,)),
    )  # fmt: skip


def just_now(setting: Setting) -> dict[str, str]:
    """Give what somebody types of a notice given at this minute, by telephone."""
    local = setting.clock().astimezone(LONDON)
    return {"channel": "telephone", "at": f"{local:%Y-%m-%d}", "at_time": f"{local:%H:%M}"}


def _fill(setting: Setting, incident: UUID, case: Case, person: Person) -> None:
    with setting.desk.transactions.begin(person) as tx:
        add_facts(tx, incident, case.facts)
        tx.session.add_all(judgement_row(j, incident, person) for j in case.judgements)
        # One entry stands for all of them.
        last = next(f for f in reversed(case.facts) if not f.record)
        detail = {"number": last.number}
        tx.record(Action.FACT_RECORDED, chain=incident, subject=last.key, detail=detail)


def add_facts(tx: Transaction, incident: UUID, versions: Sequence[FactVersion]) -> None:
    """Write facts as rows; a key is listed where it was first recorded."""
    keys = list(tx.session.scalars(select(FactVersionRow.key).order_by(FactVersionRow.position)))
    keys = list(dict.fromkeys((*keys, *(version.key for version in versions))))
    for version in versions:
        place = keys.index(version.key)
        tx.session.add(fact_row(version, incident_id=incident, person_id=None, position=place))
    tx.session.flush()


def judgement_row(judgement: Judgement, incident: UUID, person: Person) -> JudgementRow:
    """Give a judgement as it is stored."""
    return JudgementRow(
        incident_id=incident,
        key=judgement.key,
        number=judgement.number,
        value=judgement.value,
        earliest=judgement.instant.earliest if judgement.instant else None,
        latest=judgement.instant.latest if judgement.instant else None,
        made_at=judgement.made_at,
        made_by=judgement.made_by,
        made_by_name=person.name,
        why=judgement.why,
        person_id=person.id,
        recorded_at=judgement.made_at,
        facts={},
    )
