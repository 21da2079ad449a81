"""A chain of entries shows the first one that was altered, left out or put in."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from disclosure.trail.actions import Action
from disclosure.trail.entries import (
    START,
    Entry,
    canonical,
    digest_of,
    first_break,
    sealed,
    without,
)

LONG_SALT = b"\x5a" * 16
AT = datetime(2025, 4, 22, 13, 0, tzinfo=UTC)


def chain(length):
    entries, previous = [], START
    for seq in range(1, length + 1):
        entry = Entry(
            "c1",
            seq,
            previous,
            AT,
            "p1",
            "Ada",
            Action.FACT_RECORDED,
            f"fact.{seq}",
            {"number": seq},
        )
        entry = sealed(entry, lambda count: LONG_SALT[:count])
        previous = entry.digest
        entries.append((entry, previous))
    return entries


def redaction(entries, detail):
    """Give a chain with a redaction at its end."""
    last, digest = entries[-1]
    entry = Entry("c1", last.seq + 1, digest, AT, "p1", "Ada", Action.REDACTED, "x", detail, "Why.")
    entry = sealed(entry, lambda count: LONG_SALT[:count])
    return [*entries, (entry, entry.digest)]


def test_the_digest_is_the_sha_256_of_sorted_json_without_spaces():
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()
    assert digest_of({}) == hashlib.sha256(b"{}").hexdigest()


def test_an_untouched_chain_holds():
    entries = chain(5)
    assert first_break(entries, head=entries[-1][1]) is None
    assert first_break([]) is None


@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "Bea"},
        {"reason": "x"},
        {"detail": {"number": 99}},
        {"at": AT.replace(hour=14)},
        {"subject": "other"},
        {"action": Action.JUDGEMENT_MADE},
    ],
)
def test_an_altered_entry_is_named(place, change):
    entries = chain(5)
    entry, stored = entries[place - 1]
    entries[place - 1] = (replace(entry, **change), stored)
    broken = first_break(entries)
    assert broken is not None
    assert broken.seq == place
    assert "altered" in broken.why


def test_an_altered_entry_with_a_new_digest_breaks_the_next():
    entries = chain(5)
    forged = sealed(replace(entries[1][0], reason="x"), lambda count: LONG_SALT[:count])
    entries[1] = (forged, forged.digest)
    assert first_break(entries).seq == 3


def test_a_missing_inserted_or_swapped_entry_is_named():
    whole = chain(5)
    assert first_break(whole[:2] + whole[3:]).seq == 3
    assert first_break([*whole[:3], whole[2], *whole[3:]]).seq == 4
    assert first_break([whole[1], whole[0], *whole[2:]]).seq == 1


def test_a_missing_end_is_seen_only_with_the_head():
    whole = chain(5)
    assert first_break(whole[:4]) is None
    assert first_break(whole[:4], head=whole[-1][1]).seq == 5


# ---- Seals --------------------------------------------------------------------------------------


def test_a_seal_is_the_sha_256_of_salt_name_and_value():
    entry, _ = chain(1)[0]
    expected = hashlib.sha256(LONG_SALT + b'["detail.number",1]').hexdigest()
    assert entry.seals["detail.number"] == expected
    assert set(entry.seals) == {"actor_name", "subject", "reason", "detail.number"}
    said = {
        "chain": "c1",
        "seq": 1,
        "previous": "0" * 64,
        "at": "2025-04-22T13:00:00.000000+00:00",
        "actor": "p1",
        "action": "fact-recorded",
        "seals": entry.seals,
    }
    assert entry.digest == digest_of(said)


def test_each_field_has_a_salt_of_its_own():
    numbers = iter(range(100))
    entry, _ = chain(1)[0]
    made = sealed(entry, lambda count: bytes([next(numbers)]) * count)
    assert len(set(made.salts.values())) == 4


def test_a_redacted_field_keeps_its_seal_and_the_chain_holds():
    entries = chain(3)
    entry, stored = entries[1]
    left = without(entry, ["detail.number", "subject"])
    assert (left.detail, left.subject) == ({}, "")
    assert left.redacted == {"detail.number", "subject"}
    assert left.seals == entry.seals
    assert left.digest == stored
    entries[1] = (left, stored)
    named = redaction(entries, {"entries": {"2": ["detail.number", "subject"]}})
    assert first_break(named, head=named[-1][1]) is None
    partly = redaction(entries, {"entries": {"2": ["subject"], "1": ["detail.number"]}})
    assert first_break(partly).seq == 2
    assert "detail.number" in first_break(partly).why


def test_what_is_gone_without_a_redaction_is_named():
    entries = chain(3)
    entry, stored = entries[1]
    entries[1] = (without(entry, ["subject"]), stored)
    broken = first_break(entries)
    assert broken.seq == 2
    assert "no redaction names that" in broken.why


def test_a_redaction_does_not_name_what_comes_after_it_or_itself():
    named = redaction(chain(1), {"entries": {"2": ["reason"]}})
    entry, stored = named[1]
    named[1] = (without(entry, ["reason"]), stored)
    assert first_break(named).seq == 2


def test_a_value_put_beside_the_seals_is_an_alteration():
    entries = chain(2)
    entry, stored = entries[0]
    entries[0] = (replace(entry, detail={**entry.detail, "more": 1}), stored)
    assert first_break(entries).seq == 1
    left = without(entry, ["subject"])
    entries[0] = (replace(left, subject="put back"), stored)
    assert first_break(entries).seq == 1


def test_an_entry_dated_before_the_one_before_it_is_named():
    entries = chain(2)
    entry, _ = entries[1]
    early = replace(entry, at=AT.replace(hour=12))
    entries[1] = (early, early.digest)
    assert "dated before" in first_break(entries).why
