"""Signing in: who gets in, who waits, and when a session ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from accounts import GOOD, HERE, OTHER, Accounts

from disclosure.problems import InvalidInputError
from disclosure.services.passwords import HashingCost, Passwords
from disclosure.services.sign_in import NEITHER, Locked, Refused, SignedIn, wait_after
from disclosure.signoff.people import Role
from disclosure.store.models import AuditEntryRow, LoginRow, PersonRow
from disclosure.store.people import person_row
from disclosure.store.trail import read_entry
from disclosure.store.transactions import UnauditedWriteError
from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry, first_break

MINUTES = 60


def wrong(accounts: Accounts, email: str = "olive@harbour.example", place: str = HERE):
    return accounts.sign_ins.sign_in(email, "wrong kettle noon", place=place)


def right(accounts: Accounts, email: str = "olive@harbour.example", place: str = HERE):
    return accounts.sign_ins.sign_in(email, GOOD, place=place)


# ---- Who gets in --------------------------------------------------------------------------------


def test_the_right_password_begins_a_session_of_its_own(accounts, owner) -> None:
    first, second = right(accounts), right(accounts, " Olive@HARBOUR.example ")
    assert isinstance(first, SignedIn)
    assert isinstance(second, SignedIn)
    assert len({owner.token, first.token, second.token}) == 3
    session = accounts.sign_ins.session(first.token)
    assert session is not None
    assert session.person == owner.person
    assert accounts.people.person_of(first.token) == owner.person


def test_the_database_holds_no_token_and_no_password(accounts, owner) -> None:
    signed = right(accounts)
    with accounts.transactions.read() as tx:
        digests = [row.digest for row in tx.session.query(LoginRow)]
        person = tx.session.get(PersonRow, owner.person.id)
        said = [f"{row.detail} {row.subject}" for row in tx.session.query(AuditEntryRow)]
    assert signed.token not in digests
    assert all(len(digest) == 64 for digest in digests)
    assert person.password_hash.startswith("$argon2id$")
    assert not any(signed.token in text or GOOD in text or "argon2" in text for text in said)


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(accounts, owner) -> None:
    known, unknown = wrong(accounts), wrong(accounts, "nobody@harbour.example")
    assert known == unknown == Refused(NEITHER)


def test_they_cost_alike_too(accounts, owner) -> None:
    counted = accounts.passwords.checks
    for email in ("olive@harbour.example", "nobody@harbour.example"):
        counted.clear()
        wrong(accounts, email)
        assert len(counted) == 1


def test_a_failure_is_recorded_and_says_nothing_of_what_was_typed(accounts, owner) -> None:
    wrong(accounts)
    accounts.sign_ins.sign_in("my secret in the wrong field", "x", place=HERE)
    known, unknown = accounts.entries()[-2:]
    assert known.action == unknown.action == Action.SIGN_IN_FAILED
    assert known.subject == str(owner.person.id)
    assert unknown.subject == ""
    assert known.detail == unknown.detail == {"place": HERE}


def test_a_disabled_person_is_answered_like_anybody_unknown(accounts, owner) -> None:
    member = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER)
    accounts.people.disable(owner.person, member.person.id)
    assert right(accounts, "dana@harbour.example") == Refused(NEITHER)


def test_a_dated_hash_is_replaced_at_the_next_sign_in(accounts, owner) -> None:
    dearer = Passwords(HashingCost(passes=2, memory_kib=8, lanes=1))
    accounts.people = accounts.people.build(accounts.transactions, lambda _tx, _name: None, dearer)
    accounts.sign_ins = accounts.people.sign_ins
    assert isinstance(right(accounts), SignedIn)
    with accounts.transactions.read() as tx:
        assert "t=2" in person_row(tx, owner.person.id).password_hash
    assert isinstance(right(accounts), SignedIn)


def test_no_session_begins_when_the_trail_cannot_be_written(accounts, owner, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> Entry:
        raise UnauditedWriteError("The trail cannot be written.")

    sessions = count_sessions(accounts)
    monkeypatch.setattr("disclosure.store.transactions.Transaction.record", refuse)
    with pytest.raises(UnauditedWriteError):
        right(accounts)
    assert count_sessions(accounts) == sessions


def count_sessions(accounts: Accounts) -> int:
    with accounts.transactions.read() as tx:
        return tx.session.query(LoginRow).count()


# ---- Who waits ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fails", "seconds"),
    [(5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (500, 900)],
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(fails: int, seconds: int) -> None:
    assert wait_after(fails, 5) == timedelta(seconds=seconds)


def test_after_five_failures_nothing_is_looked_at_until_the_wait_is_over(accounts, owner) -> None:
    assert [wrong(accounts) for _ in range(5)] == [Refused()] * 5
    accounts.passwords.checks.clear()
    until = accounts.clock.now + timedelta(seconds=30)
    assert wrong(accounts) == Locked(until)
    assert right(accounts) == Locked(until)  # the right password too
    assert accounts.passwords.checks == []
    accounts.clock.go_on(seconds=30)
    assert isinstance(right(accounts), SignedIn)


def test_the_wait_grows_with_each_further_failure(accounts, owner) -> None:
    for _ in range(5):
        wrong(accounts)
    accounts.clock.go_on(seconds=31)
    assert wrong(accounts) == Refused()
    assert wrong(accounts) == Locked(accounts.clock.now + timedelta(seconds=60))


def test_an_unknown_address_waits_as_a_known_one_does(accounts, owner) -> None:
    for _ in range(5):
        wrong(accounts, "nobody@harbour.example")
    assert isinstance(wrong(accounts, "NOBODY@harbour.example"), Locked)
    assert isinstance(right(accounts), SignedIn)  # others are not kept waiting


def test_one_place_trying_many_addresses_waits(accounts, owner) -> None:
    for n in range(20):
        assert wrong(accounts, f"guess{n}@harbour.example") == Refused()
    assert isinstance(right(accounts), Locked)
    assert isinstance(right(accounts, place="198.51.100.9"), SignedIn)


def test_a_right_password_clears_the_address_and_not_the_place(accounts, owner) -> None:
    for _ in range(4):
        wrong(accounts)
    assert isinstance(right(accounts), SignedIn)
    assert [wrong(accounts) for _ in range(4)] == [Refused()] * 4
    assert isinstance(right(accounts), SignedIn)
    for n in range(12):  # 4 + 4 + 12 failures of this place
        wrong(accounts, f"guess{n}@harbour.example")
    assert isinstance(right(accounts), Locked)


def test_failures_are_forgotten_after_a_day(accounts, owner) -> None:
    for _ in range(4):
        wrong(accounts)
    accounts.clock.go_on(hours=25)
    assert [wrong(accounts) for _ in range(4)] == [Refused()] * 4
    assert isinstance(right(accounts), SignedIn)


def test_many_guesses_at_once_are_all_counted(accounts, owner) -> None:
    accounts.passwords.checks.clear()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: wrong(accounts), range(16)))
    assert len(accounts.passwords.checks) == 5
    assert sum(isinstance(answer, Locked) for answer in answers) == 11


# ---- When a session ends ------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "made-up", "a" * 43])
def test_a_token_nobody_was_given_opens_nothing(accounts, owner, token: str) -> None:
    assert accounts.sign_ins.session(token) is None


def test_a_session_ends_after_twelve_idle_hours(accounts, owner) -> None:
    token = right(accounts).token
    accounts.clock.go_on(hours=11, minutes=59)
    assert accounts.sign_ins.session(token) is not None
    accounts.clock.go_on(hours=11, minutes=59)
    assert accounts.sign_ins.session(token) is not None
    accounts.clock.go_on(hours=12)
    assert accounts.sign_ins.session(token) is None


def test_a_session_ends_after_seven_days_however_busy(accounts, owner) -> None:
    token = right(accounts).token
    for _ in range(16):  # 16 × 10 h = 160 h; seven days are 168 h
        accounts.clock.go_on(hours=10)
        assert accounts.sign_ins.session(token) is not None
    accounts.clock.go_on(hours=7)
    assert accounts.sign_ins.session(token) is not None
    accounts.clock.go_on(hours=1)
    assert accounts.sign_ins.session(token) is None


def test_being_seen_is_written_at_most_once_a_minute(accounts, owner) -> None:
    token = right(accounts).token
    began = accounts.clock.now
    accounts.clock.go_on(seconds=59)
    accounts.sign_ins.session(token)
    assert accounts.sign_ins.session(token).seen_at == began
    accounts.clock.go_on(seconds=1)
    accounts.sign_ins.session(token)
    assert accounts.sign_ins.session(token).seen_at == began + timedelta(seconds=60)


def test_a_cookie_used_again_after_sign_out_opens_nothing(accounts, owner) -> None:
    first, second = right(accounts), right(accounts)
    accounts.sign_ins.sign_out(accounts.sign_ins.session(first.token))
    assert accounts.sign_ins.session(first.token) is None
    assert accounts.sign_ins.session(second.token) is not None
    assert accounts.actions()[-1] == Action.SIGNED_OUT


def test_signing_out_everywhere_ends_every_session_of_that_person_only(accounts, owner) -> None:
    other = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER)
    second = right(accounts)
    assert accounts.sign_ins.sign_out_everywhere(owner.person) == 2
    assert accounts.people.person_of(owner.token) is None
    assert accounts.people.person_of(second.token) is None
    assert accounts.people.person_of(other.token) == other.person
    assert accounts.entries()[-1].detail == {"everywhere": True, "sessions": 2}


# ---- Another password ---------------------------------------------------------------------------


def change(accounts: Accounts, token: str, *, old: str = GOOD, new: str = OTHER):
    session = accounts.sign_ins.session(token)
    return accounts.sign_ins.change_password(session, old=old, new=new, place=HERE)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(accounts, owner) -> None:
    here = right(accounts)
    assert change(accounts, here.token) is None
    assert accounts.people.person_of(owner.token) is None
    assert accounts.people.person_of(here.token) == owner.person
    assert right(accounts) == Refused(NEITHER)
    signed = accounts.sign_ins.sign_in("olive@harbour.example", OTHER, place=HERE)
    assert isinstance(signed, SignedIn)
    assert Action.PASSWORD_CHANGED in accounts.actions()


def test_the_present_password_is_asked_for_and_guesses_are_counted(accounts, owner) -> None:
    for _ in range(5):
        assert isinstance(change(accounts, owner.token, old="wrong kettle noon"), Refused)
    assert accounts.actions()[-1] == Action.SIGN_IN_FAILED
    assert isinstance(change(accounts, owner.token), Locked)


def test_a_guessable_new_password_changes_nothing(accounts, owner) -> None:
    with pytest.raises(InvalidInputError) as refused:
        change(accounts, owner.token, new="olive owner 2025")
    assert refused.value.problems[0].path == "password"
    assert isinstance(right(accounts), SignedIn)


# ---- The trail ----------------------------------------------------------------------------------


def test_the_trail_of_all_this_holds_together(accounts, owner) -> None:
    wrong(accounts)
    change(accounts, right(accounts).token)
    rows = accounts.entries()
    entries = [(read_entry(row), row.digest) for row in rows]
    assert first_break(entries) is None
    assert [row.action for row in rows] == [
        Action.OWNER_LINK_MADE,
        Action.PERSON_JOINED,
        Action.ORGANISATION_ADDED,
        Action.SIGN_IN_FAILED,
        Action.SIGNED_IN,
        Action.PASSWORD_CHANGED,
    ]
