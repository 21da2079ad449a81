"""What was done for a stage that has no notice of its own: a register kept, a telephone call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, utc
from disclosure.law.duties import Outcome
from disclosure.problems import (
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
)
from disclosure.services.deadline_pages import NO_DEADLINE
from disclosure.services.submission_checks import line_problems, receipt_problems
from disclosure.services.submissions import MAY_RECORD, keep_receipt
from disclosure.store import submissions as stored
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.teams import outcome_of, remember_outcome
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.services.assessments import Assessments
    from disclosure.services.receipts import Upload
    from disclosure.signoff.people import Person
    from disclosure.store.submissions import Submitted
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Plain

NOT_YOURS = (
    "Only a releaser, a drafter or a recorder records that something was done. Ask one of them, "
    "or an owner for the role."
)


@dataclass(frozen=True, slots=True)
class Done:
    """That something was done, as somebody typed it.

    Attributes:
        by: Who did it.
        kept: Where it is kept, or the reference that was given for it.
        late_reason: Why it was late, where it was.
    """

    at: datetime | None
    by: str
    kept: str
    late_reason: str = ""
    receipt: Upload | None = None


@dataclass(frozen=True, slots=True)
class StagesDone:
    """Records that a stage without a notice was done; this closes its clock.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    assessments: Assessments
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def has_notice(self, deadline: str) -> bool:
        """Say whether a stage has a notice of its own, which closes it once it is given."""
        return any(f"{n.obligation}/{n.stage}" == deadline for n in self.catalogue.notices)

    def of(self, person: Person, incident_id: UUID, deadline: str) -> tuple[Submitted, ...]:
        """Give what was recorded as done for a stage.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        obligation, _, stage = deadline.partition("/")
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return stored.done_for(tx, incident_id, obligation, stage)

    def record(
        self, person: Person, incident_id: UUID, deadline: str, done: Done, *, once: str = ""
    ) -> None:
        """Record that a stage was done.

        Args:
            person: Who records it.
            incident_id: The incident.
            deadline: The stage: `obligation/stage`.
            done: What was typed, and the receipt.
            once: The token of the form, so that sending it twice records it once.

        Raises:
            ForbiddenError: The person has none of the roles that record this.
            InvalidInputError: Something typed is refused; names the field.
            NotFoundError: There is no such deadline, or the incident is not theirs to see.
            RuleError: It is closed already, or closed by a notice.
        """
        if not person.may(*MAY_RECORD):
            raise ForbiddenError(NOT_YOURS)
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            if outcome_of(tx, once, person):
                return
            case = load_case(tx, incident)
            closes = self._found(case, deadline)
            self._must_be_open(case, *closes)
            at = _checked(done, case, closes[1])
            self._keep(tx, incident_id, closes, done, at=at, case=case)
            remember_outcome(tx, once, person, "done")
            for follow in self.on_change:
                follow(tx, incident_id)

    def _found(self, case: Case, deadline: str) -> tuple[Duty, StageDeadline]:
        obligation, _, name = deadline.partition("/")
        for duty in self.assessments.assess(case).duties:
            if duty.obligation.id == obligation and duty.outcome is not Outcome.DOES_NOT_APPLY:
                for stage in duty.stages:
                    if stage.id == name:
                        return duty, stage
        raise NotFoundError(NO_DEADLINE)

    def _must_be_open(self, case: Case, duty: Duty, stage: StageDeadline) -> None:
        if self.has_notice(f"{duty.obligation.id}/{stage.id}"):
            raise RuleError(
                "has-a-notice",
                "A notice belongs to this deadline. Record under Notices that it was given; a "
                "report made without a text from here is recorded there too.",
            )
        earlier = case.known_at(case.at).submission(duty.obligation.id, stage.id)
        if earlier:
            raise RuleError(
                "already-done",
                f"{earlier.by} has already recorded that this was done, "
                f"{in_words(earlier.at, case.zone)}. Look at it on the page of the deadline.",
            )

    def _recipient(self, duty: Duty, case: Case) -> str:
        authority = self.catalogue.law.authorities.get(duty.obligation.authority)
        return authority.name_on(case.law_as_of).name if authority else ""

    def _keep(
        self,
        tx: Transaction,
        incident_id: UUID,
        closes: tuple[Duty, StageDeadline],
        done: Done,
        *,
        at: datetime,
        case: Case,
    ) -> None:
        duty, stage = closes
        recipient = self._recipient(duty, case)
        receipt_id, sha256 = keep_receipt(tx, incident_id, done.receipt)
        by, kept, late = done.by.strip(), done.kept.strip(), done.late_reason.strip()
        new = stored.NewSubmission(
            incident_id=incident_id,
            notice_id=None,
            version=None,
            obligation=duty.obligation.id,
            stage=stage.id,
            audience="",
            given_at=at,
            recipient=recipient,
            channel=f"Done by {by}",
            reference=kept,
            late_reason=late,
            receipt_id=receipt_id,
        )
        submission_id, digest = stored.add_submission(tx, new)
        detail = _said_of(new) | {
            "receipt": sha256,
            "submission": str(submission_id),
            "record": digest,
        }
        subject = f"{duty.obligation.id}/{stage.id}"
        tx.record(Action.NOTICE_GIVEN, chain=incident_id, subject=subject, detail=detail)


def _said_of(new: stored.NewSubmission) -> dict[str, Plain]:
    """Give what the trail keeps of what was typed."""
    return {
        "done": True,
        "at_given": new.given_at.isoformat(),
        "recipient": new.recipient,
        "channel": new.channel,
        "reference": new.reference,
        "late_reason": new.late_reason,
    }


def _checked(done: Done, case: Case, stage: StageDeadline) -> datetime:
    """Give when it was done, once everything typed is in order."""
    problems = list(_problems(done, case, stage))
    if problems or done.at is None:
        raise InvalidInputError(problems)
    return done.at


def _problems(done: Done, case: Case, stage: StageDeadline) -> Iterator[Problem]:
    yield from line_problems("by", done.by, "Say who did it.")
    where = "Say where it is kept, or give its reference, so that somebody else can find it."
    yield from line_problems("kept", done.kept, where)
    yield from line_problems("late_reason", done.late_reason)
    yield from receipt_problems(done.receipt)
    if done.at is None:
        yield Problem("", "at", "Say when it was done.", "The day and the time.")
    elif utc(done.at) > utc(case.at):
        now = in_words(case.at, case.zone)
        yield Problem("", "at", f"This is in the future; it is {now} now.", "Check day and time.")
    elif stage.due_at and _lacks_reason(done, stage):
        wrong = f"It was due {in_words(stage.due_at, case.zone)}, and the law asks why it is late."
        yield Problem("", "late_reason", wrong, "Write what held it up.")


def _lacks_reason(done: Done, stage: StageDeadline) -> bool:
    if not (done.at and stage.due_at and stage.late_needs) or done.late_reason.strip():
        return False
    return utc(done.at) > utc(stage.due_at)
