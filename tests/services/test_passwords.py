"""Passwords: which are taken, how they are kept, and that nobody costs as much as somebody."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError
from desks import CHEAP_COST

from disclosure.services.passwords import HashingCost, Passwords, common_words

DEARER = HashingCost(passes=2, memory_kib=8, lanes=1)
PERSON = ("jane.okafor@harbour.example", "Jane Okafor", "Harbour Foods")


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(CHEAP_COST)


class Counting(Passwords):
    """Counts what costs time: a check that was carried out, and not one refused at a glance."""

    def __init__(self) -> None:
        super().__init__(CHEAP_COST)
        self.verified = 0
        real = self._hasher.verify

        class Hasher:
            hash = self._hasher.hash
            check_needs_rehash = self._hasher.check_needs_rehash

            @staticmethod
            def verify(kept: str, password: str) -> bool:
                try:
                    return real(kept, password)
                except InvalidHashError:
                    self.verified -= 1  # nothing was computed
                    raise
                finally:
                    self.verified += 1

        self._hasher = Hasher()  # type: ignore[assignment]


# ---- Which are taken ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "quiet otter lamp",
        "kettle-marsh-violin-9",
        "aB3$eF6&hI9(kL",
        "ferry past the lighthouse at noon",
        "пароль из трёх слов",
        "disclosure of the seven seas",  # a sentence that holds the word is no name
        "jane walks her tortoise",
    ],
)
def test_a_long_password_of_any_make_is_taken(passwords: Passwords, password: str) -> None:
    assert passwords.problem(password, about=PERSON) == ""


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "at least 12 characters; this has 0"),
        ("short horse", "at least 12 characters; this has 11"),
        ("x" * 201, "at most 200 characters; this has 201"),
        ("aaaaaaaaaaaa", "pattern"),
        ("abcabcabcabc", "pattern"),
        ("1234567890123", "pattern"),
        ("9876543210 987", "pattern"),
        ("abcdefghijklm", "pattern"),
        ("            ", "pattern"),
        ("jane.okafor@harbour.example", "a name that others know"),
        ("Jane Okafor 2026", "a name that others know"),
        ("JaneOkafor!!!", "a name that others know"),
        ("harbourfoods1", "a name that others know"),
        ("Disclosure2026", "a name that others know"),
        ("disclosuredisclosure", "a name that others know"),
        ("passwordpassword", "first passwords anybody tries"),
        ("P a s s w o r d 2026", "first passwords anybody tries"),
        ("Welcome-Jane-1", "first passwords anybody tries"),
        ("qwertyuiop123", "first passwords anybody tries"),
        ("1qaz2wsx3edc", "first passwords anybody tries"),
        ("Summer2026Summer2026", "first passwords anybody tries"),
        ("correct horse battery staple", "first passwords anybody tries"),
    ],
)
def test_a_guessable_password_is_refused_and_says_why(
    passwords: Passwords, password: str, says: str
) -> None:
    assert says in passwords.problem(password, about=PERSON)


def test_a_name_of_two_letters_does_not_make_every_password_guessable(
    passwords: Passwords,
) -> None:
    assert passwords.problem("io io it is off to work", about=("io@x.example", "Io")) == ""


def test_the_list_holds_each_word_once_and_in_lower_case() -> None:
    words = common_words()
    assert len(words) == len(set(words)) > 150
    assert all(word == word.casefold() and word.isalnum() for word in words)


# ---- How they are kept --------------------------------------------------------------------------


def test_a_password_is_known_again_and_kept_as_argon2id(passwords: Passwords) -> None:
    kept = passwords.hash("quiet otter lamp")
    assert kept.startswith("$argon2id$")
    assert "otter" not in kept
    assert passwords.check("quiet otter lamp", kept).right
    assert not passwords.check("quiet otter lamq", kept).right
    assert kept != passwords.hash("quiet otter lamp")  # salted


def test_two_ways_of_writing_one_letter_are_one_password(passwords: Passwords) -> None:
    kept = passwords.hash("caf\u00e9 on the corner")
    assert passwords.check("cafe\u0301 on the corner", kept).right


def test_a_dated_hash_is_made_anew_when_the_password_was_right() -> None:
    old, new = Passwords(CHEAP_COST), Passwords(DEARER)
    kept = old.hash("quiet otter lamp")
    verdict = new.check("quiet otter lamp", kept)
    assert verdict.right
    assert "t=2" in verdict.better
    assert new.check("quiet otter lamp", verdict.better).right
    assert new.check("quiet otter lamp", verdict.better).better == ""
    assert new.check("wrong otter lamp", kept).better == ""


def test_the_cost_of_the_product_is_that_of_rfc_9106() -> None:
    cost = HashingCost()
    assert (cost.passes, cost.memory_kib, cost.lanes) == (3, 65536, 4)


# ---- Nobody costs as much as somebody -----------------------------------------------------------


@pytest.mark.parametrize("kept", ["", "not a hash"])
def test_nothing_kept_is_wrong_whatever_is_typed(passwords: Passwords, kept: str) -> None:
    assert not passwords.check("nobody has this password", kept).right


def test_nobody_and_somebody_cost_one_check_each() -> None:
    passwords = Counting()
    kept = passwords.hash("quiet otter lamp")
    for password, of in (("quiet otter lamp", kept), ("wrong", kept), ("quiet otter lamp", "")):
        before = passwords.verified
        passwords.check(password, of)
        assert passwords.verified == before + 1


# ---- Nobody -------------------------------------------------------------------------------------


def test_no_hash_is_computed_before_somebody_signs_in(monkeypatch) -> None:
    monkeypatch.setattr(PasswordHasher, "hash", None)
    monkeypatch.setattr(PasswordHasher, "verify", None)
    Passwords(CHEAP_COST)


def test_the_hash_of_nobody_costs_what_any_hash_costs(passwords: Passwords) -> None:
    somebody = extract_parameters(passwords.hash("quiet otter lamp"))
    assert extract_parameters(passwords._nobody) == somebody
    assert Passwords(CHEAP_COST)._nobody != passwords._nobody
