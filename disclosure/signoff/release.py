"""What must hold before a notice is released: the very text that everybody approved, in order."""

from __future__ import annotations

from typing import Protocol

from disclosure.problems import RuleError
from disclosure.signoff.guards import all_of, need_not_out, need_role, no_request
from disclosure.signoff.market import Hold
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.policy import Policy, listed, still_needed
from disclosure.signoff.progress import NoticeState, Progress


class ChangedSentence(Protocol):
    """A sentence that comes out different from the approved text.

    Attributes:
        before: Its words in the approved text; nothing where it is new.
        after: Its words now; nothing where it is gone.
        facts: The facts that changed beneath it; none where it was changed by hand.
    """

    @property
    def id(self) -> str:
        """Give its id."""

    @property
    def before(self) -> str:
        """Give its words in the approved text."""

    @property
    def after(self) -> str:
        """Give its words now."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Give the facts that changed beneath it."""


def check_release(
    progress: Progress,
    policy: Policy,
    person: Person,
    *,
    current_digest_matches: bool,
    changed: tuple[ChangedSentence, ...] = (),
    hold: Hold | None = None,
) -> None:
    """Refuse the release of anything but the very text that everybody approved.

    Args:
        progress: How far the notice has come.
        policy: What must have been decided.
        person: Who releases.
        current_digest_matches: The text, as it stands and as it would be drafted now with its
            edits by hand, is the one that was approved. New versions of the same words match.
        changed: The sentences that come out different.
        hold: What keeps the text back until the announcement.

    Raises:
        ForbiddenError: The person is no releaser (`release-role`).
        RuleError: `release-capacity`, `already-released`, `not-signed-off`,
            `text-changed-after-approval`, `facts-changed`, `waits-for-announcement`.
    """
    need_role(person, Role.RELEASER, "release")
    if policy.release_by and not policy.release_by & person.capacities:
        raise RuleError(
            "release-capacity",
            f"{policy.title}: only {_capacities(policy.release_by)} releases this. Ask one of "
            "them.",
        )
    _need_sign_off(progress, policy)
    _need_same_text(changed, current_digest_matches=current_digest_matches)
    if hold:
        raise RuleError(hold.rule, " ".join((hold.message, *hold.remedies)))


def _need_sign_off(progress: Progress, policy: Policy) -> None:
    need_not_out(progress)
    if progress.state is not NoticeState.REQUESTED:
        raise RuleError("not-signed-off", no_request(progress))
    missing = still_needed(policy, progress.approvals)
    if missing:
        raise RuleError(
            "not-signed-off",
            f"Version {progress.version} is not signed off: it still needs approval by "
            f"{all_of(missing)}. Ask them; each approval is by a different person, and by nobody "
            "who drafted it.",
        )


def _need_same_text(changed: tuple[ChangedSentence, ...], *, current_digest_matches: bool) -> None:
    by_facts = [sentence for sentence in changed if sentence.facts]
    by_hand = [sentence for sentence in changed if not sentence.facts]
    if by_hand or not (by_facts or current_digest_matches):
        what = "; ".join(_difference(sentence) for sentence in by_hand)
        raise RuleError(
            "text-changed-after-approval",
            f"The text is no longer the one that was approved{f': {what}' if what else ''}. "
            "Take the change back, or freeze a new version and ask for approval of that.",
        )
    if by_facts:
        what = "; ".join(
            f"{_difference(sentence)} (rests on {listed(sentence.facts)})" for sentence in by_facts
        )
        raise RuleError(
            "facts-changed",
            f"Facts have changed since the approval, and these sentences come out different: "
            f"{what}. Freeze a new version and ask for approval of that.",
        )


def _difference(sentence: ChangedSentence) -> str:
    if sentence.before == sentence.after:
        return f"'{sentence.id}' says “{sentence.after}” as before, on other grounds"
    if not sentence.before:
        return f"'{sentence.id}' is new and says “{sentence.after}”"
    if not sentence.after:
        return f"'{sentence.id}' said “{sentence.before}” and is gone"
    return f"'{sentence.id}' said “{sentence.before}” and says “{sentence.after}” now"


def _capacities(capacities: frozenset[Capacity]) -> str:
    return listed([capacity.in_words for capacity in Capacity if capacity in capacities], "or")
