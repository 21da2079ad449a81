"""A writer killed at any moment: nothing acknowledged is lost, and nothing is half-written."""

import io
import os
import random
import select
import signal
import struct
import time
from collections import Counter

import pytest
from noticed import STAFF
from recorded import Recorded, a_recorded, edit_a_sentence
from sqlalchemy import text

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import Action
from disclosure.trail.entries import first_break
from disclosure.trail.verify import verify

KILLS = 200
"""On each of the two databases."""
LONGEST = 0.4
"""Seconds until a writer is killed, at most; one thing is written in about a tenth of that."""
SEED = 20_250_422
ACK = struct.Struct("<I")
WRITTEN = (
    Action.FACT_RECORDED,
    Action.JUDGEMENT_MADE,
    Action.SENTENCE_EDITED,
    Action.NOTICE_FROZEN,
)


# ---- The writer ---------------------------------------------------------------------------------


def write_for_ever(recorded: Recorded, pipe: int) -> None:
    """Record one thing after the other, and say so after each commit."""
    start = os.getpid()
    for number in range(1_000_000):
        WRITERS[number % len(WRITERS)](recorded, f"writer {start}, thing {number}")
        os.write(pipe, ACK.pack(number))


def a_fact(recorded: Recorded, said: str) -> None:
    fields = {"said": said, "by": "customers"}
    answer = NewVersion("outside_claim:new", 0, Change.FIRST, Standing.CONFIRMED, fields=fields)
    recorded.facts.record(recorded.table.drafter, recorded.incident, [answer])


def a_judgement(recorded: Recorded, said: str) -> None:
    recorded.judge("sra_serious", "no", said)


def an_edit(recorded: Recorded, said: str) -> None:
    edit_a_sentence(recorded, said)


def a_text(recorded: Recorded, _said: str) -> None:
    recorded.table.freeze(STAFF)


WRITERS = (a_fact, a_judgement, an_edit, a_text)


# ---- The killer ---------------------------------------------------------------------------------


def killed_after(recorded: Recorded, seconds: float) -> int:
    """Let a process of its own write, kill it, and give how much it had acknowledged."""
    ours, theirs = os.pipe()
    recorded.desk.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            write_for_ever(recorded, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    ends = time.monotonic() + seconds
    try:
        heard = b""
        while (left := ends - time.monotonic()) > 0 and select.select([ours], [], [], left)[0]:
            got = os.read(ours, 65536)
            assert got, "The writer ended on its own."
            heard += got
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        while got := os.read(ours, 65536):
            heard += got
    finally:
        os.close(ours)
    return len(heard) // ACK.size


# ---- What is left -------------------------------------------------------------------------------

ROWS = {
    Action.FACT_RECORDED: "SELECT count(*) FROM fact_version",
    Action.JUDGEMENT_MADE: "SELECT count(*) FROM judgement",
    Action.SENTENCE_EDITED: "SELECT count(*) FROM override",
    Action.NOTICE_FROZEN: "SELECT count(*) FROM notice_version",
    Action.NOTICE_BEGUN: "SELECT count(*) FROM notice",
    Action.INCIDENT_OPENED: "SELECT count(*) FROM incident",
}


OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def wait_until_alone(recorded: Recorded) -> None:
    """Wait until PostgreSQL has noticed that the writer is dead: a commit may be on its way."""
    if recorded.desk.engine.dialect.name == "postgresql":
        with recorded.desk.engine.connect() as connection:
            while connection.scalar(OTHERS):
                connection.rollback()


def left_by(recorded: Recorded) -> Counter[Action]:
    """Count the entries of the incident once its chain holds and every row has its entry."""
    wait_until_alone(recorded)
    with recorded.desk.transactions.read() as tx:
        chain = list(whole_chain(tx, recorded.incident))
        counted = {action: tx.session.scalar(text(sql)) for action, sql in ROWS.items()}
        head = tx.session.execute(
            text("SELECT seq, digest FROM chain WHERE id = :id"), {"id": str(recorded.incident)}
        ).one()
    assert first_break(chain, head=head.digest) is None
    assert head.seq == len(chain)
    found = Counter(entry.action for entry, _ in chain)
    assert {action: found[action] for action in ROWS} == counted
    return found


@pytest.mark.slow
def test_two_hundred_writers_killed_at_random_leave_every_chain_whole(setting):
    recorded = a_recorded(setting)
    setting.clock.go_on(hours=1)
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    before, acknowledged = left_by(recorded), 0
    for _ in range(KILLS):
        told = killed_after(recorded, chance.uniform(0.001, LONGEST))
        after = left_by(recorded)
        written = sum(after[action] - before[action] for action in WRITTEN)
        # What was acknowledged is there; at most one more was, between its commit and its word.
        assert told <= written <= told + 1
        before, acknowledged = after, acknowledged + told
    assert acknowledged > KILLS / 4
    bundle, exported = recorded.bundle()
    assert verify(io.BytesIO(bundle), "x.zip", head=exported.head).holds
