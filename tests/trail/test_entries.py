"""A chain of entries shows the first one that was altered, left out or put in."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from disclosure.trail.actions import Action
from disclosure.trail.entries import START, Entry, canonical, digest_of, first_break

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
        previous = entry.digest
        entries.append((entry, previous))
    return entries


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
    forged = replace(entries[1][0], reason="x")
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
