"""What must hold before the next step of a notice: each refusal names rule, cause and way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from disclosure.problems import ForbiddenError, RuleError
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.policy import Need, Policy, listed, still_needed
from disclosure.signoff.progress import OUT, NoticeState, Progress, short

JUDGES_FREE = Capacity.GENERAL_COUNSEL
"""Who may judge that a text holds no inside information."""
LATE_REASON_MISSING = "late-reason-missing"
NO_LATE_REASON = (
    "This report is late, and the law asks for the reasons of the delay with it; that cannot be "
    "accepted away. Give the reason on the page of its deadline, or write it into the sentence of "
    "this report that is missing it. Freeze the text again, then ask."
)


# ---- Freezing and asking -------------------------------------------------------------------------


def check_freeze(progress: Progress) -> None:
    """Refuse a new version of what has been released.

    Raises:
        RuleError: `already-released`.
    """
    need_not_out(progress)


def need_not_out(progress: Progress) -> None:
    """Refuse what cannot be done to a text that may be out."""
    if progress.state in OUT:
        raise RuleError(
            "already-released",
            f"Version {progress.version} has been released and may be out. Begin the notice again "
            "to say something else.",
        )


def check_request(
    progress: Progress,
    person: Person,
    *,
    digest: str,
    stops: Iterable[str] = (),
    accepted: Collection[str] = (),
    lacks_late_reason: bool = False,
) -> None:
    """Refuse to ask for approval where nothing is there to approve.

    Args:
        progress: How far the notice has come.
        person: Who asks.
        digest: The digest of the text the person saw.
        stops: The rules whose findings stop the notice.
        accepted: The rules among them for which a reason was given.
        lacks_late_reason: The notice is late, and nobody has said why. No reason for sending it
            all the same takes the place of the reason the law asks for.

    Raises:
        ForbiddenError: The person is no drafter.
        RuleError: `nothing-frozen`, `already-requested`, `refused`, `superseded`,
            `already-released`, `other-version`, `late-reason-missing`, `findings-stop`.
    """
    need_role(person, Role.DRAFTER, "ask for approval")
    blocked = _REQUEST_BLOCKED.get(progress.state)
    if blocked:
        rule, message = blocked
        raise RuleError(rule, message.format(version=progress.version, why=_why(progress)))
    _need_same_digest(progress, digest)
    if lacks_late_reason:
        raise RuleError(LATE_REASON_MISSING, NO_LATE_REASON)
    left = sorted(set(stops) - set(accepted))
    if left:
        raise RuleError(
            "findings-stop",
            f"Findings stop this notice: {listed(left)}. Mend the text, or give for each of them "
            "the reason why it may go out all the same.",
        )


_REQUEST_BLOCKED = {
    NoticeState.DRAFTING: (
        "nothing-frozen",
        "No version of this notice has been frozen. Freeze one, then ask.",
    ),
    NoticeState.REQUESTED: (
        "already-requested",
        "Approval of version {version} has been asked for. Await it, or withdraw the request.",
    ),
    NoticeState.REFUSED: (
        "refused",
        "Version {version} was refused{why}. Mend the text, freeze a new version, then ask again.",
    ),
    NoticeState.SUPERSEDED: (
        "superseded",
        "Version {version} was set aside{why}. Freeze a new version, then ask again.",
    ),
    NoticeState.RELEASED: (
        "already-released",
        "Version {version} has been released. Begin the notice again to say something else.",
    ),
    NoticeState.GIVEN: (
        "already-released",
        "Version {version} has been given. Begin the notice again to say something else.",
    ),
}


# ---- Deciding ------------------------------------------------------------------------------------


def check_approve(progress: Progress, policy: Policy, person: Person, digest: str) -> None:
    """Refuse an approval that would not count.

    An approval in a capacity whose need is met already is allowed: two pairs of eyes do no harm.

    Raises:
        ForbiddenError: The person is no approver (`approver-role`).
        RuleError: `not-requested`, `other-version`, `drafter-never-approves`,
            `capacity-not-asked-for`, `already-decided`, `not-their-turn`.
    """
    need_role(person, Role.APPROVER, "approve")
    _need_request(progress)
    _need_same_digest(progress, digest)
    if person.id in progress.authors:
        raise RuleError(
            "drafter-never-approves",
            f"You drafted, edited or froze version {progress.version}, and nobody approves their "
            f"own text. Leave it to {_asked(policy)}.",
        )
    _need_capacity(policy, person)
    if progress.has_approved(person.id):
        raise RuleError(
            "already-decided",
            f"You have approved version {progress.version} already. To take that back before it "
            "is released, refuse it with a reason.",
        )
    _need_turn(progress, policy, person)


def check_refuse(
    progress: Progress, policy: Policy, person: Person, *, digest: str, reason: str
) -> None:
    """Refuse a refusal that is not the person's to give, or that says no reason.

    Whoever the policy asks for may refuse, in any order and also after approving.

    Raises:
        ForbiddenError: The person is no approver (`approver-role`).
        RuleError: `not-requested`, `other-version`, `drafter-withdraws`,
            `capacity-not-asked-for`, `reason-missing`.
    """
    need_role(person, Role.APPROVER, "refuse")
    _need_request(progress)
    _need_same_digest(progress, digest)
    if person.id in progress.authors:
        raise RuleError(
            "drafter-withdraws",
            f"You drafted, edited or froze version {progress.version}, so it is not yours to "
            "decide on. Withdraw the request instead.",
        )
    _need_capacity(policy, person)
    _need_reason(reason, "Whoever drafts the next version needs to know what to mend.")


def check_withdraw(progress: Progress, person: Person, digest: str) -> None:
    """Refuse to take back what has not been asked for, was not seen, or was released.

    Raises:
        ForbiddenError: The person is no drafter, and no author of the version either.
        RuleError: `not-requested`, `already-released`, `other-version`.
    """
    if person.id not in progress.authors:
        need_role(person, Role.DRAFTER, "withdraw the request")
    if progress.state in OUT:
        raise RuleError(
            "already-released",
            f"Version {progress.version} has been released and may be out, so the request cannot "
            "be withdrawn. Tell whoever gives it out; begin the notice again to say something "
            "else.",
        )
    _need_request(progress)
    _need_same_digest(progress, digest)


def check_judge_free(progress: Progress, person: Person, *, digest: str, why: str) -> None:
    """Refuse a judgement that a text holds no inside information where it is not the person's.

    Raises:
        ForbiddenError: The person is no approver (`approver-role`).
        RuleError: `nothing-frozen`, `superseded`, `already-released`, `other-version`,
            `capacity-not-asked-for`, `reason-missing`.
    """
    need_role(person, Role.APPROVER, "judge that a text holds no inside information")
    if JUDGES_FREE not in person.capacities:
        raise RuleError(
            "capacity-not-asked-for",
            f"Only {JUDGES_FREE.in_words} judges that a text holds no inside information.",
        )
    blocked = {
        NoticeState.DRAFTING: "nothing-frozen",
        NoticeState.SUPERSEDED: "superseded",
        NoticeState.RELEASED: "already-released",
        NoticeState.GIVEN: "already-released",
    }
    if progress.state in blocked:
        raise RuleError(
            blocked[progress.state],
            "The judgement is about the text of one frozen version that has not gone out, and "
            "there is none. Freeze a version first.",
        )
    _need_same_digest(progress, digest)
    _need_reason(why, "It is what a supervisor will ask for.")


# ---- What several steps ask ----------------------------------------------------------------------


def need_role(person: Person, role: Role, to_do: str) -> None:
    """Refuse a person who lacks the role altogether."""
    if role not in person.roles:
        raise ForbiddenError(
            f"You are no {role}, so you may not {to_do}. An owner can give you that role on the "
            "people page; until then, ask somebody who has it."
        )


def _need_request(progress: Progress) -> None:
    if progress.state is not NoticeState.REQUESTED:
        raise RuleError("not-requested", no_request(progress))


def no_request(progress: Progress) -> str:
    """Say why there is nothing to decide on, and who does something about it."""
    message = _NO_REQUEST[progress.state]
    return message.format(version=progress.version, why=_why(progress))


_NO_REQUEST = {
    NoticeState.DRAFTING: (
        "No version of this notice has been frozen, so there is nothing to decide on. The drafter "
        "freezes one and asks for approval."
    ),
    NoticeState.FROZEN: (
        "Nobody has asked for approval of version {version} yet. The drafter asks for it."
    ),
    NoticeState.REFUSED: (
        "Version {version} was refused{why}. The drafter freezes a new version and asks again."
    ),
    NoticeState.WITHDRAWN: (
        "The request for approval of version {version} was withdrawn{why}. The drafter asks again."
    ),
    NoticeState.SUPERSEDED: (
        "Version {version} was set aside{why}. The drafter freezes a new version and asks again."
    ),
    NoticeState.RELEASED: "Version {version} has been released, so it is decided.",
    NoticeState.GIVEN: "Version {version} has been given, so it is decided.",
}


def _why(progress: Progress) -> str:
    """Give the reason of what ended a request, to be put behind it: ' (…)' or nothing."""
    words = ""
    if progress.state is NoticeState.REFUSED:
        words = progress.refusals[-1].reason
    elif progress.state is NoticeState.WITHDRAWN and progress.withdrawn:
        words = progress.withdrawn.reason
    elif progress.state is NoticeState.SUPERSEDED and progress.superseded:
        words = progress.superseded.why
    words = words.strip().rstrip(".")
    return f" ({words})" if words else ""


def _need_same_digest(progress: Progress, digest: str) -> None:
    if digest != progress.digest:
        raise RuleError(
            "other-version",
            f"You saw another text ({short(digest)}) than version {progress.version} "
            f"({short(progress.digest)}), which is the one to decide on. Read that one first.",
        )


def _need_capacity(policy: Policy, person: Person) -> None:
    if not policy.asks_for(person.capacities):
        raise RuleError(
            "capacity-not-asked-for",
            f"{policy.title}: this is decided by {_asked(policy)}, and you act in "
            f"{'another capacity' if person.capacities else 'no capacity'}. Leave it to them.",
        )


def _need_turn(progress: Progress, policy: Policy, person: Person) -> None:
    left = still_needed(policy, progress.approvals)
    if policy.in_order and left and not left[0].is_met_by(person.capacities):
        raise RuleError(
            "not-their-turn",
            f"{policy.title}: approvals are given in order, and {left[0].in_words} comes next. "
            "Wait for that approval.",
        )


def _need_reason(reason: str, why: str) -> None:
    if not reason.strip():
        raise RuleError("reason-missing", f"A reason is needed. {why} Write one sentence.")


def _asked(policy: Policy) -> str:
    return all_of(policy.needs)


def all_of(needs: tuple[Need, ...]) -> str:
    """Give who is asked, inside a sentence."""
    # The comma tells 'and' between approvals from 'or' within one.
    return ", and ".join(need.in_words for need in needs)
