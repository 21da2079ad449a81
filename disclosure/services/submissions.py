"""Submissions: that a released notice was given, to whom, when, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.problems import ForbiddenError, RuleError
from disclosure.services.deadline_rows import PROMISE, promise_key
from disclosure.services.notice_order import filing_of
from disclosure.services.notice_overtaken import marks_of
from disclosure.services.notice_texts import Loaded, NoticeTexts, One
from disclosure.services.receipts import Upload, looked_at
from disclosure.services.submission_checks import Giving, checked
from disclosure.signoff.people import Person, Role
from disclosure.store import submissions as stored
from disclosure.store.facts import add_versions
from disclosure.store.incidents import incident_for
from disclosure.store.notices import begin
from disclosure.store.teams import outcome_of, remember_outcome
from disclosure.trail.actions import Action
from disclosure.trail.entries import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from disclosure.law.deadlines import StageDeadline
    from disclosure.services.notice_order import Filing
    from disclosure.store.notices import Begun, Version
    from disclosure.store.submissions import ReceiptFile, Submitted
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.words.drafts import Sentence

MAY_RECORD = (Role.RELEASER, Role.DRAFTER, Role.RECORDER)
PROMISED = "next_update.at"
"""The fact whose instant, once printed in a text given out, is a promise."""


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """What the page of a submission shows.

    Attributes:
        given: Each time this notice was given.
        due_at: When its stage falls due; None without a limit, or once the clock is closed.
        is_late: That instant has passed.
        late_needs: What the law wants of a late notice.
        recipient: Whom it is usually given to.
        channel: By which channel it is usually given.
        filing: Where it is filed; None where it answers no duty.
        team: Who is on the team and can sign in.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    one: One
    given: tuple[Submitted, ...]
    due_at: datetime | None
    is_late: bool
    late_needs: str
    late_reason: str
    recipient: str
    channel: str
    filing: Filing | None = None
    team: tuple[Person, ...] = ()
    marks: tuple[str, ...] = ()

    def why_outside(self, given: Submitted) -> str:
        """Say why something was sent without a release here; nothing of what was released."""
        outside = self.one.progress.outside
        return next((g.why for g in outside if g.at == given.recorded_at), "")


@dataclass(frozen=True, slots=True)
class Submissions:
    """Records that notices were given.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    texts: NoticeTexts
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def view(self, person: Person, incident_id: UUID, name: str) -> SubmissionPage:
        """Show each time a notice was given, and what recording another one needs.

        Raises:
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            given = stored.submitted(tx, [one.begun.id]) if one.begun else ()
        stage = _open_stage(loaded, one)
        due = stage.due_at if stage else None
        said = loaded.known.late_reason(one.notice.obligation, one.notice.stage)
        recipient, channel = self._usual(loaded, one)
        return SubmissionPage(
            one=one,
            given=given,
            due_at=due,
            is_late=due is not None and loaded.case.at > due,
            late_needs=stage.late_needs if stage else "",
            late_reason=said.reason if said else "",
            recipient=recipient,
            channel=channel,
            filing=filing_of(one, loaded, self.texts.packs.catalogue),
            team=loaded.team,
            marks=marks_of(loaded, one),
        )

    def record(
        self, person: Person, incident_id: UUID, name: str, giving: Giving, *, once: str = ""
    ) -> None:
        """Record that a notice was sent; this closes the clock of its stage.

        A report that was made without this program is recorded without a release, with the reason.
        Nothing counts as said by it: its words are not ours to know.

        Args:
            person: Who records it.
            incident_id: The incident.
            name: The notice.
            giving: What was typed, and the receipt.
            once: The token of the form, so that sending it twice records it once.

        Raises:
            ForbiddenError: The person has none of the roles that record this.
            RuleError: The notice has not been released, or no duty asks for a report outside.
            InvalidInputError: Something typed is refused; names the field.
        """
        if not set(MAY_RECORD) & person.roles:
            message = (
                "Only a releaser, a drafter or a recorder records that a notice was sent. Ask "
                "one of them, or an owner for the role."
            )
            raise ForbiddenError(message)
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            if outcome_of(tx, once, person):
                return
            begun, frozen = _outside(tx, loaded, one) if giving.outside else _released(one)
            stage = _open_stage(loaded, one)
            at = checked(giving, loaded, one, stage)
            self._keep(tx, one, giving, begun=begun, frozen=frozen, at=at)
            if frozen:
                self._keep_promise(tx, loaded, one, frozen=frozen, at=at)
            remember_outcome(tx, once, person, "given")
            for follow in self.on_change:
                follow(tx, incident_id)

    def receipt(self, person: Person, incident_id: UUID, receipt_id: UUID) -> ReceiptFile:
        """Give a receipt to somebody who may see its incident.

        Raises:
            NotFoundError: There is none of that id, or it is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return stored.receipt_of(tx, incident_id, receipt_id)

    # ---- Steps ---------------------------------------------------------------------------

    def _usual(self, loaded: Loaded, one: One) -> tuple[str, str]:
        """Give whom a notice usually goes to, and how."""
        duty = loaded.duty(one.notice.obligation)
        if duty is None:
            return self.texts.packs.catalogue.audiences[one.notice.audience].title, ""
        authority = self.texts.packs.catalogue.law.authorities.get(duty.obligation.authority)
        channel = duty.obligation.channel
        name = authority.name_on(loaded.assessment.law_as_of).name if authority else ""
        return name, channel.name.partition(" (")[0] if channel else ""

    def _keep(
        self,
        tx: Transaction,
        one: One,
        giving: Giving,
        *,
        begun: Begun,
        frozen: Version | None,
        at: datetime,
    ) -> None:
        receipt_id, sha256 = keep_receipt(tx, begun.incident_id, giving.receipt)
        kept, digest = stored.add_submission(
            tx,
            stored.NewSubmission(
                incident_id=begun.incident_id,
                notice_id=begun.id,
                version=frozen.number if frozen else None,
                obligation=one.notice.obligation,
                stage=one.notice.stage,
                audience=one.notice.audience,
                given_at=at,
                recipient=giving.recipient.strip(),
                channel=giving.channel.strip(),
                reference=giving.reference.strip(),
                late_reason=giving.late_reason.strip(),
                receipt_id=receipt_id,
            ),
        )
        about = {"template": one.notice.id, "receipt": sha256, "submission": str(kept)}
        tx.record(
            Action.NOTICE_GIVEN,
            chain=begun.incident_id,
            subject=begun.id,
            detail=_said_of(giving, frozen, at) | about | {"record": digest},
            reason=giving.outside_reason.strip() if giving.outside else "",
        )

    def _keep_promise(
        self, tx: Transaction, loaded: Loaded, one: One, *, frozen: Version, at: datetime
    ) -> None:
        """Put what the text promises on the list of promises, and so among the deadlines."""
        found = _promise(loaded, frozen)
        key = promise_key(one.notice.id, one.series)
        if found is None or key in {version.key for version in loaded.case.facts}:
            return
        sentence, due = found
        person = tx.actor
        if person is None:  # a submission is always recorded by somebody
            return
        promise = FactVersion(
            key=key,
            number=1,
            standing=Standing.CONFIRMED,
            recorded_at=tx.at,
            fields={"text": sentence.text, "due_at": due, "made_in": one.notice.title},
            true_at=at,
            recorded_by=person.name,
            ceiling=self.texts.packs.catalogue.vocabulary.records[PROMISE].ceiling,
            support=Support(source=f"“{one.notice.title}”, version {frozen.number}"),
        )
        digest, *_ = add_versions(tx, loaded.incident.id, [promise], person)
        tx.record(
            Action.FACT_RECORDED,
            chain=loaded.incident.id,
            subject=key,
            detail={
                "number": 1,
                "change": str(promise.change),
                "standing": str(promise.standing),
                "digest": digest,
            },
        )


def _said_of(giving: Giving, frozen: Version | None, at: datetime) -> dict[str, Plain]:
    """Give what the trail keeps of what was typed."""
    return {
        "version": frozen.number if frozen else 0,
        "digest": frozen.digest if frozen else "",
        "outside": frozen is None,
        "at_given": at.isoformat(),
        "recipient": giving.recipient.strip(),
        "channel": giving.channel.strip(),
        "reference": giving.reference.strip(),
        "late_reason": giving.late_reason.strip(),
        "early_reason": giving.early_reason.strip(),
    }


def _outside(tx: Transaction, loaded: Loaded, one: One) -> tuple[Begun, None]:
    """Give the notice a report outside belongs to, begun now where nobody has worked on it.

    Raises:
        RuleError: `no-report`: it answers no duty, so no clock waits for it.
    """
    if not one.notice.obligation:
        raise RuleError(
            "no-report",
            "Only a report that a duty asks for is recorded without a release. Whatever else went "
            "out is a fact of the case: record it among what others, or you, have said.",
        )
    if one.begun:
        return one.begun, None
    begun = begin(tx, loaded.incident.id, one.notice.id, 1)
    tx.record(
        Action.NOTICE_BEGUN,
        chain=loaded.incident.id,
        subject=begun.id,
        detail={"template": one.notice.id, "series": 1},
    )
    return begun, None


def _released(one: One) -> tuple[Begun, Version]:
    if one.begun is None or one.frozen is None or not one.is_out:
        raise RuleError(
            "not-released",
            "This notice has not been released, so it cannot have been sent from here. Have it "
            "released first; if a report was made without it, record a report already made.",
        )
    return one.begun, one.frozen


def _open_stage(loaded: Loaded, one: One) -> StageDeadline | None:
    """Give the stage whose clock this notice closes, while it is open."""
    duty = loaded.duty(one.notice.obligation)
    notice = one.notice
    if duty is None or loaded.known.submission_to(notice.obligation, notice.stage, notice.group):
        return None
    return next((stage for stage in duty.stages if stage.id == one.notice.stage), None)


def keep_receipt(
    tx: Transaction, incident_id: UUID, upload: Upload | None
) -> tuple[UUID | None, str]:
    """Keep a receipt with its entry; gives its id and digest, or nothing where none came."""
    if upload is None or tx.actor is None:
        return None, ""
    receipt = looked_at(upload)
    file = stored.ReceiptFile(receipt.name, receipt.media_type, receipt.body)
    receipt_id = stored.add_receipt(tx, incident_id, file, sha256=receipt.sha256, by=tx.actor.id)
    tx.record(
        Action.RECEIPT_ADDED,
        chain=incident_id,
        subject=receipt_id,
        detail={"name": receipt.name, "size": len(receipt.body), "sha256": receipt.sha256},
    )
    return receipt_id, receipt.sha256


# ---- Promises ----------------------------------------------------------------------------


def _promise(loaded: Loaded, frozen: Version) -> tuple[Sentence, When] | None:
    """Give the sentence that promises when more will be said, and the instant it names."""
    versions = loaded.known.versions
    for sentence in frozen.draft.said():
        for rest in sentence.rests_on:
            version = versions.get(f"{rest.fact}@{rest.version}")
            is_promise = rest.fact == PROMISED and rest.standing is Standing.CONFIRMED
            if is_promise and version and isinstance(version.value, When):
                return sentence, version.value
    return None
