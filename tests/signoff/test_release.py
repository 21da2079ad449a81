"""Release: the very text that everybody approved, by the right person, after the market."""

from dataclasses import dataclass

import pytest
from signed import (
    CHIEF,
    COUNSEL,
    FINANCE,
    SECURITY,
    SIGNED_OFF,
    a_person,
    a_policy,
    after,
    approved,
    asked,
    frozen,
    given_out,
    refused,
    released,
    superseded,
    withdrawn,
)

from disclosure.problems import ForbiddenError, RuleError
from disclosure.signoff.market import Hold, HoldKind
from disclosure.signoff.people import Role
from disclosure.signoff.release import check_release

READY = asked(*SIGNED_OFF)
RELEASER = a_person("Releaser", roles=[Role.RELEASER])
POLICY = a_policy()
HOLD = Hold(HoldKind.WAITS, "The market has not been told.", ("Announce.", "Or judge it free."))


@dataclass(frozen=True, slots=True)
class Changed:
    id: str
    before: str
    after: str
    facts: tuple[str, ...] = ()


def release(progress=READY, person=RELEASER, policy=POLICY, *, same=True, changed=(), hold=None):
    check_release(progress, policy, person, current_digest_matches=same, changed=changed, hold=hold)


def refusal(*arguments, **named) -> tuple[str, str]:
    with pytest.raises(RuleError) as caught:
        release(*arguments, **named)
    return caught.value.rule, str(caught.value)


def test_what_is_signed_off_is_released() -> None:
    release()


# ---- Who -----------------------------------------------------------------------------------------


def test_only_a_releaser_releases() -> None:
    with pytest.raises(ForbiddenError, match="You are no releaser, so you may not release"):
        release(person=a_person("Counsel", COUNSEL))


@pytest.mark.parametrize(
    ("capacities", "may"), [([COUNSEL], True), ([CHIEF, SECURITY], True), ([SECURITY], False)]
)
def test_the_policy_says_in_which_capacity(capacities, may: bool) -> None:
    policy = a_policy(release_by=[COUNSEL, FINANCE, CHIEF])
    person = a_person("Somebody", *capacities, roles=[Role.RELEASER])
    if may:
        release(person=person, policy=policy)
    else:
        assert refusal(person=person, policy=policy) == (
            "release-capacity",
            (
                "Announcement: only the general counsel, the chief financial officer or the "
                "chief executive releases this. Ask one of them."
            ),
        )


def test_the_capacity_does_not_stand_in_for_the_role() -> None:
    with pytest.raises(ForbiddenError):
        release(person=a_person("Counsel", COUNSEL), policy=a_policy(release_by=[COUNSEL]))


# ---- What is signed off --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "rule", "says"),
    [
        (after(), "not-signed-off", "No version of this notice has been frozen"),
        (after(frozen()), "not-signed-off", "Nobody has asked for approval of version 1"),
        (
            asked(),
            "not-signed-off",
            "by the general counsel, and the chief financial officer or the chief executive.",
        ),
        (asked(approved("Finance", FINANCE)), "not-signed-off", "approval by the general counsel."),
        (asked(approved("Both", COUNSEL, FINANCE)), "not-signed-off", "the chief financial"),
        (asked(*SIGNED_OFF, refused("Chief", reason="No.")), "not-signed-off", "refused (No)"),
        (asked(*SIGNED_OFF, withdrawn()), "not-signed-off", "withdrawn"),
        (asked(*SIGNED_OFF, superseded()), "not-signed-off", "set aside (The number of people"),
        (asked(*SIGNED_OFF, frozen(2)), "not-signed-off", "approval of version 2"),
        (asked(*SIGNED_OFF, released()), "already-released", "Begin the notice again"),
        (asked(*SIGNED_OFF, released(), given_out()), "already-released", "Begin the notice"),
    ],
)
def test_what_is_not_signed_off_is_not_released(progress, rule: str, says: str) -> None:
    found, message = refusal(progress)
    assert found == rule
    assert says in message


# ---- Which text ----------------------------------------------------------------------------------

COMMA = Changed("what", "We closed it, today.", "We closed it today.")
NEW = Changed("sorry", "", "We are sorry.")
GONE = Changed("thanks", "Thank you.", "")
BY_FACT = Changed("how-many", "1,200 people.", "1,450 people.", ("personal_data.people_count",))
BENEATH = Changed("by-hand", "Many people.", "Many people.", ("personal_data.people_count",))


@pytest.mark.parametrize(
    ("same", "changed", "rule", "says"),
    [
        # somebody wrote in it
        (
            False,
            [COMMA],
            "text-changed-after-approval",
            "'what' said “We closed it, today.” and says “We closed it today.” now.",
        ),
        (True, [NEW], "text-changed-after-approval", "'sorry' is new and says “We are sorry.”"),
        (False, [GONE], "text-changed-after-approval", "'thanks' said “Thank you.” and is gone"),
        (False, [], "text-changed-after-approval", "the one that was approved. Take"),
        # a fact moved
        (
            False,
            [BY_FACT],
            "facts-changed",
            "“1,450 people.” now (rests on personal_data.people_count). Freeze a new version",
        ),
        (True, [BY_FACT], "facts-changed", "'how-many' said “1,200 people.”"),
        (True, [BENEATH], "facts-changed", "'by-hand' says “Many people.” as before, on other"),
        # both: what a person wrote comes first
        (False, [BY_FACT, COMMA], "text-changed-after-approval", "'what' said"),
    ],
)
def test_only_the_approved_text_is_released(same: bool, changed, rule: str, says: str) -> None:
    found, message = refusal(same=same, changed=tuple(changed))
    assert found == rule
    assert says in message


# ---- After the market ----------------------------------------------------------------------------


def test_what_waits_for_the_announcement_is_not_released() -> None:
    assert refusal(hold=HOLD) == (
        "waits-for-announcement",
        "The market has not been told. Announce. Or judge it free.",
    )


def test_a_text_that_changed_is_said_before_the_hold() -> None:
    assert refusal(same=False, hold=HOLD)[0] == "text-changed-after-approval"
