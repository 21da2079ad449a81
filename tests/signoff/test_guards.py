"""Guards: each step of a notice is refused with the rule, the cause and the way out."""

import pytest
from signed import (
    CHIEF,
    COUNSEL,
    DIGEST,
    FINANCE,
    OTHER,
    SECURITY,
    SIGNED_OFF,
    a_person,
    a_policy,
    after,
    approved,
    asked,
    frozen,
    given_out,
    judged_free,
    refused,
    released,
    requested,
    superseded,
    withdrawn,
)

from disclosure.problems import ConflictError, ForbiddenError, RuleError
from disclosure.signoff.guards import (
    check_approve,
    check_freeze,
    check_judge_free,
    check_refuse,
    check_request,
    check_withdraw,
)
from disclosure.signoff.people import Role

DRAFTER = a_person("Drafter", COUNSEL, roles=[Role.DRAFTER, Role.APPROVER])
THE_COUNSEL = a_person("Counsel", COUNSEL)
THE_FINANCE = a_person("Finance", FINANCE)
READER = a_person("Reader", COUNSEL, roles=[Role.RECORDER])

NOTHING = after()
FROZEN = after(frozen())
ASKED = asked()
REFUSED = asked(refused(reason="The figure is wrong."))
WITHDRAWN = asked(withdrawn(reason="A typo."))
SUPERSEDED = asked(superseded())
RELEASED = asked(*SIGNED_OFF, released())
GIVEN = asked(*SIGNED_OFF, released(), given_out())


def refusal(step, *arguments, **named) -> tuple[str, str]:
    """Take a step that is refused, and give the rule and the words."""
    with pytest.raises(RuleError) as caught:
        step(*arguments, **named)
    return caught.value.rule, str(caught.value)


def test_a_conflict_is_a_rule_too() -> None:
    error = ConflictError("somebody-was-faster", "Somebody changed it.")
    assert isinstance(error, RuleError)
    assert (error.rule, str(error)) == ("somebody-was-faster", "Somebody changed it.")


# ---- Freezing and asking -------------------------------------------------------------------------


@pytest.mark.parametrize("progress", [NOTHING, FROZEN, ASKED, REFUSED, WITHDRAWN, SUPERSEDED])
def test_a_version_may_be_frozen_until_one_is_released(progress) -> None:
    check_freeze(progress)


@pytest.mark.parametrize("progress", [RELEASED, GIVEN])
def test_what_is_released_is_not_frozen_over(progress) -> None:
    rule, message = refusal(check_freeze, progress)
    assert rule == "already-released"
    assert "Begin the notice again" in message


@pytest.mark.parametrize("progress", [FROZEN, WITHDRAWN])
def test_approval_is_asked_for_of_a_frozen_version(progress) -> None:
    check_request(progress, DRAFTER, digest=DIGEST)


@pytest.mark.parametrize(
    ("progress", "rule", "says"),
    [
        (NOTHING, "nothing-frozen", "Freeze one, then ask."),
        (ASKED, "already-requested", "withdraw the request"),
        (REFUSED, "refused", "Version 1 was refused (The figure is wrong). Mend the text"),
        (SUPERSEDED, "superseded", "(The number of people changed). Freeze a new version"),
        (RELEASED, "already-released", "Version 1 has been released. Begin the notice again"),
        (GIVEN, "already-released", "Version 1 has been given. Begin the notice again"),
    ],
)
def test_when_approval_cannot_be_asked_for(progress, rule: str, says: str) -> None:
    found, message = refusal(check_request, progress, DRAFTER, digest=DIGEST)
    assert found == rule
    assert says in message


def test_only_a_drafter_asks_for_approval() -> None:
    with pytest.raises(ForbiddenError, match="You are no drafter, so you may not ask"):
        check_request(FROZEN, THE_COUNSEL, digest=DIGEST)


def test_whoever_asks_has_seen_the_version() -> None:
    assert refusal(check_request, FROZEN, DRAFTER, digest=OTHER)[0] == "other-version"


def test_findings_that_stop_a_notice_need_a_reason_each() -> None:
    stops = ["stale", "contradiction", "stale"]
    rule, message = refusal(
        check_request, FROZEN, DRAFTER, digest=DIGEST, stops=stops, accepted=["other"]
    )
    assert rule == "findings-stop"
    assert "contradiction and stale" in message
    rule, message = refusal(
        check_request, FROZEN, DRAFTER, digest=DIGEST, stops=stops, accepted=["stale"]
    )
    assert "stop this notice: contradiction." in message
    check_request(FROZEN, DRAFTER, digest=DIGEST, stops=stops, accepted=["stale", "contradiction"])


# ---- Approving -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "person"),
    [
        (ASKED, THE_COUNSEL),
        (ASKED, THE_FINANCE),
        (asked(approved("Counsel", COUNSEL)), THE_FINANCE),
        # one more in a capacity that has approved already
        (asked(approved("Finance", FINANCE)), a_person("Chief", CHIEF)),
        (asked(*SIGNED_OFF), a_person("Chief", CHIEF)),
        # somebody in two capacities, one of which is asked for
        (ASKED, a_person("Both", SECURITY, CHIEF)),
    ],
)
def test_whom_the_policy_asks_for_approves(progress, person) -> None:
    check_approve(progress, a_policy(), person, DIGEST)


@pytest.mark.parametrize(
    ("progress", "says"),
    [
        (NOTHING, "No version of this notice has been frozen"),
        (FROZEN, "Nobody has asked for approval of version 1 yet."),
        (REFUSED, "Version 1 was refused (The figure is wrong). The drafter freezes a new"),
        (WITHDRAWN, "version 1 was withdrawn (A typo). The drafter asks again."),
        (asked(withdrawn()), "version 1 was withdrawn. The drafter asks again."),
        (SUPERSEDED, "set aside (The number of people changed). The drafter freezes"),
        (RELEASED, "Version 1 has been released, so it is decided."),
        (GIVEN, "Version 1 has been given, so it is decided."),
    ],
)
def test_what_was_not_asked_for_is_not_approved(progress, says: str) -> None:
    rule, message = refusal(check_approve, progress, a_policy(), THE_COUNSEL, DIGEST)
    assert rule == "not-requested"
    assert says in message


def test_an_approval_is_of_the_text_that_was_read() -> None:
    rule, message = refusal(check_approve, ASKED, a_policy(), THE_COUNSEL, OTHER)
    assert rule == "other-version"
    assert message == (
        "You saw another text (bbbbbbbb) than version 1 (aaaaaaaa), which is the one to decide "
        "on. Read that one first."
    )


@pytest.mark.parametrize("authors", [["Counsel"], ["Counsel", "Editor"]])
def test_the_drafter_never_approves(authors: list[str]) -> None:
    progress = after(frozen(authors=authors), requested())
    rule, message = refusal(check_approve, progress, a_policy(), THE_COUNSEL, DIGEST)
    assert rule == "drafter-never-approves"
    assert (
        "Leave it to the general counsel, and the chief financial officer or the chief executive."
    ) in message


def test_who_froze_the_version_does_not_approve_it() -> None:
    rule, _ = refusal(check_approve, ASKED, a_policy(), DRAFTER, DIGEST)
    assert rule == "drafter-never-approves"


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (a_person("Guard", SECURITY), "you act in another capacity"),
        (a_person("Guard"), "you act in no capacity"),
    ],
)
def test_who_is_not_asked_for_does_not_approve(person, says: str) -> None:
    rule, message = refusal(check_approve, ASKED, a_policy(), person, DIGEST)
    assert rule == "capacity-not-asked-for"
    assert says in message


def test_nobody_approves_twice() -> None:
    progress = asked(approved("Counsel", COUNSEL))
    rule, message = refusal(check_approve, progress, a_policy(), THE_COUNSEL, DIGEST)
    assert rule == "already-decided"
    assert "refuse it with a reason" in message


def test_where_approvals_have_an_order_nobody_goes_before_their_turn() -> None:
    policy = a_policy(in_order=True)
    rule, message = refusal(check_approve, ASKED, policy, THE_FINANCE, DIGEST)
    assert rule == "not-their-turn"
    assert "the general counsel comes next" in message
    check_approve(ASKED, policy, THE_COUNSEL, DIGEST)
    check_approve(asked(approved("Counsel", COUNSEL)), policy, THE_FINANCE, DIGEST)
    check_approve(asked(*SIGNED_OFF), policy, a_person("Chief", CHIEF), DIGEST)


def test_only_an_approver_approves() -> None:
    with pytest.raises(ForbiddenError, match="You are no approver, so you may not approve"):
        check_approve(ASKED, a_policy(), READER, DIGEST)


# ---- Refusing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("progress", [ASKED, asked(approved("Finance", FINANCE))])
@pytest.mark.parametrize("in_order", [False, True])
def test_whom_the_policy_asks_for_may_refuse_at_any_time(progress, in_order: bool) -> None:
    policy = a_policy(in_order=in_order)
    check_refuse(progress, policy, THE_FINANCE, digest=DIGEST, reason="The figure is wrong.")


@pytest.mark.parametrize(
    ("progress", "person", "digest", "reason", "rule"),
    [
        (FROZEN, THE_COUNSEL, DIGEST, "No.", "not-requested"),
        (REFUSED, THE_COUNSEL, DIGEST, "No.", "not-requested"),
        (ASKED, THE_COUNSEL, OTHER, "No.", "other-version"),
        (ASKED, DRAFTER, DIGEST, "No.", "drafter-withdraws"),
        (ASKED, a_person("Guard", SECURITY), DIGEST, "No.", "capacity-not-asked-for"),
        (ASKED, THE_COUNSEL, DIGEST, "", "reason-missing"),
        (ASKED, THE_COUNSEL, DIGEST, " \n", "reason-missing"),
    ],
)
def test_a_refusal_that_does_not_stand(progress, person, digest, reason, rule: str) -> None:
    found, message = refusal(
        check_refuse, progress, a_policy(), person, digest=digest, reason=reason
    )
    assert found == rule
    assert message.endswith(".")


def test_only_an_approver_refuses() -> None:
    with pytest.raises(ForbiddenError, match="You are no approver, so you may not refuse"):
        check_refuse(ASKED, a_policy(), READER, digest=DIGEST, reason="No.")


# ---- Withdrawing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("progress", [ASKED, asked(*SIGNED_OFF)])
@pytest.mark.parametrize(
    "person",
    [
        DRAFTER,
        # an author who is no drafter any more
        a_person("Drafter", roles=[]),
        # a drafter who had no part in this version
        a_person("Deputy", roles=[Role.DRAFTER]),
    ],
)
def test_drafters_and_authors_withdraw(progress, person) -> None:
    check_withdraw(progress, person, progress.digest)


def test_others_do_not_withdraw() -> None:
    with pytest.raises(ForbiddenError, match="You are no drafter, so you may not withdraw"):
        check_withdraw(ASKED, THE_COUNSEL, ASKED.digest)


@pytest.mark.parametrize(
    ("progress", "rule"),
    [
        (NOTHING, "not-requested"),
        (FROZEN, "not-requested"),
        (WITHDRAWN, "not-requested"),
        (RELEASED, "already-released"),
        (GIVEN, "already-released"),
    ],
)
def test_what_cannot_be_withdrawn(progress, rule: str) -> None:
    assert refusal(check_withdraw, progress, DRAFTER, progress.digest)[0] == rule


def test_only_the_version_seen_is_withdrawn() -> None:
    rule, words = refusal(check_withdraw, ASKED, DRAFTER, "of another text")
    assert rule == "other-version"
    assert "Read that one first" in words


# ---- Judging that a text holds no inside information ---------------------------------------------


@pytest.mark.parametrize(
    "progress", [FROZEN, ASKED, REFUSED, WITHDRAWN, asked(*SIGNED_OFF), asked(judged_free())]
)
def test_the_general_counsel_judges_a_frozen_text_free(progress) -> None:
    check_judge_free(progress, THE_COUNSEL, digest=DIGEST, why="It names nothing.")


@pytest.mark.parametrize(
    ("progress", "person", "digest", "why", "rule"),
    [
        (NOTHING, THE_COUNSEL, DIGEST, "So.", "nothing-frozen"),
        (SUPERSEDED, THE_COUNSEL, DIGEST, "So.", "superseded"),
        (RELEASED, THE_COUNSEL, DIGEST, "So.", "already-released"),
        (GIVEN, THE_COUNSEL, DIGEST, "So.", "already-released"),
        (FROZEN, THE_COUNSEL, OTHER, "So.", "other-version"),
        (FROZEN, THE_FINANCE, DIGEST, "So.", "capacity-not-asked-for"),
        (FROZEN, THE_COUNSEL, DIGEST, " ", "reason-missing"),
    ],
)
def test_a_judgement_that_does_not_stand(progress, person, digest, why, rule: str) -> None:
    assert refusal(check_judge_free, progress, person, digest=digest, why=why)[0] == rule


def test_only_an_approver_judges_a_text_free() -> None:
    with pytest.raises(ForbiddenError, match="You are no approver, so you may not judge"):
        check_judge_free(FROZEN, READER, digest=DIGEST, why="So.")
