"""Whom an earlier text reached: only who was written to is told that we wrote to them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from corrected import (
    EMAIL,
    HOUR,
    LETTER,
    STOPPED,
    TILL,
    a_retailer,
    found,
    next_of,
    out,
    told,
    web,
)

from builders import a_case_file, the_catalogue
from disclosure.facts.case import Case
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.corrections import as_heard

CALLS, DATA = "voluntary.calls.customers", "voluntary.data.customers"
SMS, PUSH = "voluntary.sms.customers", "voluntary.push.customers"
FIRST = "voluntary.first.staff"
POST, PAGE = "voluntary.post.public", "voluntary.progress.public"
STATEMENT, ANSWERS = "voluntary.statement.media", "voluntary.questions.media"
WROTE, SAID = "What has changed since we wrote to you at", "Changes to what we said at"


def after(*texts: tuple[str, float]) -> Case:
    """Give the case of 22 April three days on, after these texts went out so many hours later."""
    case = a_case_file("ms-2025")
    gone = tuple(out(case, name, hours) for name, hours in texts)
    return next_of(replace(case, releases=gone))


def intros(case: Case, notice: str) -> Sequence[str]:
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    (made,) = packs.draft_only(case, notices=[notice])
    return [s.text for s in made.said() if s.id.startswith("changed-") and s.id.endswith("-intro")]


@pytest.mark.parametrize("heard", [TILL, CALLS])
def test_who_only_heard_us_is_not_told_that_we_wrote(heard) -> None:
    assert intros(after((heard, 1)), EMAIL) == [f"{SAID} 15:00 on 22 April:"]


def test_who_got_an_email_is_told_when_it_was_sent() -> None:
    assert intros(after((EMAIL, 1)), EMAIL) == [f"{WROTE} 15:00 on 22 April:"]


@pytest.mark.parametrize("hours", [0.5, 5])
def test_a_script_read_out_before_or_after_does_not_move_the_time(hours) -> None:
    both = after((EMAIL, 1), (TILL, hours))
    assert intros(both, EMAIL) == [f"{WROTE} 15:00 on 22 April:"]


def test_staff_who_were_only_told_by_word_of_mouth_were_not_written_to() -> None:
    assert intros(after((LETTER, 1)), LETTER) == [f"{WROTE} 15:00 on 22 April:"]
    assert not the_catalogue().notice(FIRST).reaches_each


def test_nobody_is_told_that_we_wrote_to_the_public_or_the_press() -> None:
    case = after((STATEMENT, 1), (ANSWERS, 2))
    assert intros(case, STATEMENT) == [f"{SAID} 16:00 on 22 April:"]


def test_a_letter_and_an_email_reach_each_unless_they_say_otherwise() -> None:
    catalogue = the_catalogue()
    reached = {name: catalogue.notice(name).reaches_each for name in (EMAIL, SMS, PUSH, DATA, POST)}
    assert reached == {EMAIL: True, SMS: True, PUSH: False, DATA: False, POST: False}
    no_messages = (TILL, CALLS, PAGE, STATEMENT, ANSWERS, "voluntary.sign.public")
    assert not any(catalogue.notice(name).reaches_each for name in no_messages)


def test_the_market_is_told_of_our_announcement() -> None:
    case = next_of(a_retailer())
    assert intros(case, "uk.mar.17-1.update.market") == [
        "What has changed since our announcement of 14:30 on 22 April:"
    ]


# ---- Whom a later text reached ------------------------------------------------------------------

SENT = the_catalogue().reach_each


def settled_by(first: str, later: str) -> tuple[bool, bool]:
    """Say whether a later text settles what an earlier one said: to each, and to who heard both."""
    before = told("service:website@1", notice=first)
    after = told("service:website@2", notice=later, at=-1, series=2)
    (one,) = found(web(), STOPPED, releases=[before, after], reach_each=SENT)
    (heard,) = as_heard([one])
    return not one.is_open, not heard.is_open


def test_a_till_script_settles_nothing_that_an_email_said() -> None:
    assert settled_by(EMAIL, TILL) == (False, True)


@pytest.mark.parametrize("first", [EMAIL, TILL])
def test_an_email_settles_what_an_email_and_what_a_till_script_said(first) -> None:
    assert settled_by(first, EMAIL) == (True, True)


def test_the_call_centre_settles_what_a_till_script_said() -> None:
    assert settled_by(TILL, CALLS) == (True, True)


def test_an_email_after_the_till_script_settles_the_first_email() -> None:
    first = told("service:website@1")
    script = told("service:website@2", notice=TILL, at=-2)
    email = told("service:website@2", at=-1, series=2)
    (one,) = found(web(), STOPPED, releases=[first, script, email], reach_each=SENT)
    assert one.told == email
    assert one.shifts[0].heard == script


def test_who_was_emailed_is_written_to_though_the_till_script_has_said_it() -> None:
    case = after((EMAIL, 1))
    told_at_till = replace(out(case, TILL, 0.5), id=f"{TILL}#2")
    case = replace(case, releases=(*case.releases, told_at_till), at=case.at + HOUR)
    assert intros(case, EMAIL) == [f"{WROTE} 15:00 on 22 April:"]
    assert intros(case, TILL) == []
