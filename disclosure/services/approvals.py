"""Approvals: asked for, given, refused, withdrawn; released once everybody has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from disclosure.problems import RuleError
from disclosure.services import notice_pages as pages
from disclosure.services.document_packs import queue_record
from disclosure.services.notice_decisions import (
    ApprovalPage,
    lacks_late_reason,
    oldest_beneath,
    open_matters,
    steps_of,
)
from disclosure.services.notice_facts import label_of
from disclosure.services.notice_next import in_the_way, turn_of
from disclosure.services.notice_order import filing_of
from disclosure.services.notice_overtaken import marks_of
from disclosure.services.notice_places import Places
from disclosure.services.notice_texts import Loaded, NoticeTexts, One
from disclosure.signoff import guards
from disclosure.signoff.policy import still_needed
from disclosure.signoff.progress import NoticeState, Progress
from disclosure.signoff.release import check_release
from disclosure.store.incidents import incident_by_id
from disclosure.store.notices import Version, has_versions
from disclosure.trail.actions import Action
from disclosure.trail.entries import Plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.words.differences import ChangedSentence
    from disclosure.words.findings import Finding

IN_FLIGHT = (NoticeState.FROZEN, NoticeState.REQUESTED, NoticeState.WITHDRAWN)
"""Where a version may still be released, so that a changed fact must set it aside."""
FRESH = timedelta(hours=3)
"""How long ago the facts beneath a text may be as of before its release says so."""

NOT_OF_THE_TEXT = frozenset({"order-of-release", "needs-correction"})
"""Findings that stop a text elsewhere, or that sending it mends.

The order of release is kept at the release itself: a letter may be approved before the
announcement is out. And a text that corrects what was wrong must not be held up by that wrong.
"""


@dataclass(frozen=True, slots=True)
class Approvals:
    """Decides about frozen versions."""

    transactions: Transactions
    texts: NoticeTexts

    # ---- Reading -------------------------------------------------------------------------

    def view(self, person: Person, incident_id: UUID, name: str) -> ApprovalPage:
        """Show where an approval stands.

        Raises:
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        one = self.texts.one(loaded, name)
        found = self._found(loaded, one)
        stops, changed = _stops(found, one), self._changed(loaded, one)
        hold, lacks_reason = self.texts.hold(loaded, one), lacks_late_reason(loaded, one)
        catalogue = self.texts.packs.catalogue
        text = one.frozen.draft if one.frozen else self.texts.working(loaded, [one])[name].draft
        return ApprovalPage(
            one=one,
            person=person,
            audience=self.texts.reader(loaded, one),
            policy=one.policy,
            progress=one.progress,
            state=one.state,
            needed=still_needed(one.policy, one.progress.approvals),
            stops=stops,
            changed=changed,
            hold=hold,
            steps=steps_of(
                one, person, stops=stops, changed=changed, hold=hold, lacks_reason=lacks_reason
            ),
            open=open_matters(loaded, one, text, found, Places.of(catalogue, loaded.known)),
            turn=turn_of(
                loaded,
                one,
                person,
                hold=hold,
                why_not=in_the_way(one, changed=bool(changed), lacks_reason=lacks_reason),
            ),
            filing=filing_of(one, loaded, catalogue),
            team=loaded.team,
            lacks_late_reason=lacks_reason,
            oldest=oldest_beneath(loaded, one, FRESH),
            marks=marks_of(loaded, one),
        )

    # ---- Deciding ------------------------------------------------------------------------

    def request(
        self,
        person: Person,
        incident_id: UUID,
        name: str,
        *,
        seen: str,
        accepted: Mapping[str, str],
    ) -> None:
        """Ask for approval of the frozen version.

        Args:
            person: Who asks.
            incident_id: The incident.
            name: The notice.
            seen: The digest of the text that the person saw.
            accepted: For each rule whose findings stop the text, why it may go out all the same.

        Raises:
            ForbiddenError: The person is no drafter.
            RuleError: There is nothing to ask for, a finding stops it, or it is late and nobody
                has said why.
        """
        reasons = {rule: reason.strip() for rule, reason in accepted.items() if reason.strip()}
        with self.transactions.begin(person) as tx:
            loaded, one = self._open(tx, person, incident_id, name)
            asked = one.progress.request
            if asked and (asked.by, asked.digest) == (person.id, seen) and _is_decided(one):
                return  # the same form, sent twice
            found = _stops(self._found(loaded, one), one)
            stops = pages.stopping_rules(found)
            guards.check_request(
                one.progress,
                person,
                digest=seen,
                stops=stops,
                accepted=reasons.keys(),
                lacks_late_reason=lacks_late_reason(loaded, one),
            )
            kept: dict[str, Plain] = {rule: reasons[rule] for rule in stops}
            said: dict[str, Plain] = {
                rule: [f.message for f in found if f.rule == rule] for rule in stops
            }
            detail: dict[str, Plain] = {"accepted": kept, "findings": said}
            self._record(tx, one, Action.APPROVAL_REQUESTED, detail)

    def approve(self, person: Person, incident_id: UUID, name: str, *, seen: str) -> None:
        """Approve the version seen.

        Raises:
            ForbiddenError: The person is no approver.
            RuleError: The approval would not count; says why.
        """
        with self.transactions.begin(person) as tx:
            _, one = self._open(tx, person, incident_id, name)
            if one.progress.has_approved(person.id) and one.progress.digest == seen:
                return  # the same form, sent twice
            guards.check_approve(one.progress, one.policy, person, seen)
            asked = {capacity for need in one.policy.needs for capacity in need.any_of}
            capacities: list[Plain] = [*sorted(person.capacities & asked)]
            self._record(tx, one, Action.NOTICE_APPROVED, {"capacities": capacities})

    def refuse(
        self,
        person: Person,
        incident_id: UUID,
        name: str,
        *,
        seen: str,
        reason: str,
        sentence: str = "",
    ) -> None:
        """Refuse the version seen, and say why.

        Args:
            person: Who refuses.
            incident_id: The incident.
            name: The notice.
            seen: The digest of the text that the person saw.
            reason: What to mend.
            sentence: The id of the sentence it is about; nothing for the text as a whole.

        Raises:
            ForbiddenError: The person is no approver.
            RuleError: It is not theirs to refuse, no reason is given, or the text has no such
                sentence.
        """
        with self.transactions.begin(person) as tx:
            _, one = self._open(tx, person, incident_id, name)
            guards.check_refuse(one.progress, one.policy, person, digest=seen, reason=reason)
            about = _about(one, sentence)
            self._record(tx, one, Action.NOTICE_REFUSED, about, reason=reason.strip())

    def withdraw(
        self, person: Person, incident_id: UUID, name: str, *, seen: str, reason: str = ""
    ) -> None:
        """Take back the request for approval of the version seen.

        Raises:
            ForbiddenError: The person is neither a drafter nor an author of the version.
            RuleError: Nothing was asked for, or it is another version by now.
        """
        with self.transactions.begin(person) as tx:
            _, one = self._open(tx, person, incident_id, name)
            guards.check_withdraw(one.progress, person, seen)
            self._record(tx, one, Action.REQUEST_WITHDRAWN, {}, reason=reason.strip())

    def judge_free_of_inside_information(
        self, person: Person, incident_id: UUID, name: str, *, seen: str, why: str
    ) -> None:
        """Record the judgement that the version seen holds no inside information.

        Raises:
            ForbiddenError: The person is no approver.
            RuleError: It is not theirs to judge, or no reason is given.
        """
        with self.transactions.begin(person) as tx:
            _, one = self._open(tx, person, incident_id, name)
            guards.check_judge_free(one.progress, person, digest=seen, why=why)
            action = Action.JUDGED_FREE_OF_INSIDE_INFORMATION
            self._record(tx, one, action, {}, reason=why.strip())

    def release(self, person: Person, incident_id: UUID, name: str, *, seen: str) -> None:
        """Release the version that everybody approved, and no other text.

        Raises:
            ForbiddenError: The person is no releaser.
            RuleError: An approval is missing, the text or a fact has changed, or it must wait
                for the announcement; says which and what differs.
        """
        with self.transactions.begin(person) as tx:
            loaded, one = self._open(tx, person, incident_id, name)
            released = one.progress.released
            if released and (released.by, released.digest) == (person.id, seen):
                return  # the same form, sent twice
            frozen = one.frozen
            check_release(
                one.progress,
                one.policy,
                person,
                current_digest_matches=_is_the_text(frozen, one.progress, seen),
                changed=self._changed(loaded, one),
                hold=self.texts.hold(loaded, one),
            )
            self._record(tx, one, Action.NOTICE_RELEASED, {})
            if frozen is not None:
                queue_record(tx, incident_id, frozen)

    # ---- What follows from a change ------------------------------------------------------

    def supersede(self, tx: Transaction, incident_id: UUID) -> None:
        """Set aside every version that would come out different now.

        Called in the transaction that changed a fact, a judgement or a submission. A version
        whose sentences come out the same stands, with its approvals.
        """
        if not has_versions(tx, incident_id):
            return
        loaded = self.texts.load_known(tx, incident_by_id(tx, incident_id))
        for one in loaded.notices.values():
            frozen = one.frozen
            if frozen is None or one.progress.state not in IN_FLIGHT:
                continue
            changed = self.texts.changed_by_facts(loaded, one, frozen)
            if changed:
                self._set_aside(tx, one, changed)

    def _set_aside(self, tx: Transaction, one: One, changed: tuple[ChangedSentence, ...]) -> None:
        names = list(dict.fromkeys(sentence.id for sentence in changed if sentence.id))
        facts = sorted({fact for sentence in changed for fact in sentence.facts})
        self._record(
            tx,
            one,
            Action.NOTICE_SUPERSEDED,
            {"sentences": [*names], "facts": [*facts]},
            reason=why_set_aside(len(changed), self._labels(facts)),
        )

    def _labels(self, facts: list[str]) -> list[str]:
        vocabulary = self.texts.packs.catalogue.vocabulary
        return list(dict.fromkeys(label_of(fact, vocabulary) for fact in facts))

    # ---- Steps ---------------------------------------------------------------------------

    def _open(
        self, tx: Transaction, person: Person, incident_id: UUID, name: str
    ) -> tuple[Loaded, One]:
        loaded = self.texts.load(tx, person, incident_id)
        return loaded, self.texts.one(loaded, name)

    def _found(self, loaded: Loaded, one: One) -> tuple[Finding, ...]:
        """Find what is wrong, with the frozen text beside the other texts about to go out.

        While none is frozen, the draft stands in its place.
        """
        frozen = one.frozen
        drafted = () if one.is_out or frozen is not None else (one,)
        others = [o for o in self.texts.at_hand(loaded) if not o.is_out and o is not one]
        others = [*drafted, *others]
        working = self.texts.working(loaded, others)
        drafts = [w.draft for w in working.values()]
        if frozen is not None and not one.is_out:
            drafts.insert(0, frozen.draft)
        return self.texts.findings(loaded, drafts)

    def _changed(self, loaded: Loaded, one: One) -> tuple[ChangedSentence, ...]:
        if one.frozen is None or one.is_out:
            return ()
        return self.texts.changed(loaded, one, one.frozen)

    def _record(
        self,
        tx: Transaction,
        one: One,
        action: Action,
        detail: Mapping[str, Plain],
        *,
        reason: str = "",
    ) -> None:
        if one.begun is None:
            message = "Nothing is decided about a notice that nobody has begun."
            raise RuleError("nothing-frozen", message)
        about: dict[str, Plain] = {
            "template": one.notice.id,
            "version": one.progress.version,
            "digest": one.progress.digest,
        }
        tx.record(
            action,
            chain=one.begun.incident_id,
            subject=one.begun.id,
            detail={**about, **detail},
            reason=reason,
        )


def why_set_aside(sentences: int, labels: list[str]) -> str:
    """Say why a version was set aside."""
    what = "a sentence comes" if sentences == 1 else f"{sentences} sentences come"
    because = f" because of: {'; '.join(labels)}" if labels else ""
    return f"drafted again, {what} out different{because}"


def _about(one: One, sentence: str) -> dict[str, Plain]:
    """Give what the trail keeps of the sentence that is refused; nothing for the whole text."""
    if not sentence:
        return {}
    if one.frozen is None or all(said.id != sentence for said in one.frozen.draft.sentences()):
        raise RuleError(
            "no-such-sentence", "The version you saw has no such sentence. Choose it again."
        )
    return {"sentence": sentence}


def _is_decided(one: One) -> bool:
    return one.progress.state is NoticeState.REQUESTED


def _is_the_text(frozen: Version | None, progress: Progress, seen: str) -> bool:
    """Say whether what was seen, what was approved and what is kept are one text.

    The digest is worked out anew from the text that is kept: were it altered, nothing goes out.
    """
    return frozen is not None and frozen.draft.digest == progress.digest == seen


def _stops(found: tuple[Finding, ...], one: One) -> tuple[Finding, ...]:
    """Give what stops the frozen text."""
    if one.frozen is None or one.is_out:
        return ()
    own = pages.of_notice(found, one.notice.id)
    return tuple(f for f in own if f.severity == "stop" and f.rule not in NOT_OF_THE_TEXT)
