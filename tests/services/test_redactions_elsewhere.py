"""Redaction where the same words stand besides: beneath edits, quoted, in files, in typing."""

from uuid import UUID

import pytest
from noticed import STAFF
from recorded import (
    DESCRIPTION,
    Recorded,
    a_recorded,
    a_version,
    everything,
    holds,
    unpacked,
)
from worded import taken_out

from disclosure.facts.standings import Change
from disclosure.services.notice_edits import Edit
from disclosure.services.receipts import Upload
from disclosure.services.redaction_plans import Plan
from disclosure.services.redactions import What
from disclosure.store.facts import keep_typing
from disclosure.store.models import ParkedFormRow
from disclosure.trail.actions import Action

EMAIL, CORRECTION = "voluntary.email.customers", "voluntary.correction.customers"
DETECTED = "incident.detected_at"
NAMES = "an attack that Mavis Thorneycroft let in"
CALM = "We are working on it with all our strength."
QUOTED = "Mavis Thorneycroft opened the letter with the attack in it."


@pytest.fixture
def made(setting) -> Recorded:
    return a_recorded(setting)


def name_her(made: Recorded) -> None:
    """Record the words that must go later."""
    a_version(made, DESCRIPTION, NAMES)


def put_right(made: Recorded) -> None:
    a_version(made, DESCRIPTION, "a cyber incident", Change.WRONG_WHEN_SAID, change_reason="No.")


def sentences_on(made: Recorded, key: str, notice: str = STAFF) -> list[str]:
    """Give the ids of the sentences drafted on a fact."""
    page = made.table.notices.view(made.table.drafter, made.incident, notice)
    return [s.id for s in page.draft.said() if key in {rest.fact for rest in s.rests_on}]


def sentence_on(made: Recorded, key: str, notice: str = STAFF) -> str:
    """Give the id of a sentence drafted on a fact that is no title."""
    return sentences_on(made, key, notice)[-1]


def edit(
    made: Recorded,
    sentence: str,
    words: str | None,
    *rests: str,
    notice: str = STAFF,
    why: str = "",
) -> None:
    """Write words in place of a sentence, or leave it out."""
    table = made.table
    shown = table.notices.sentence(table.drafter, made.incident, notice, sentence)
    wanted = Edit(
        sentence, words, rests, is_framing=words is not None and not rests,
        reason=why or "Counsel asked for it.", drafted=shown.drafted, seen=shown.number,
    )  # fmt: skip
    table.notices.override(table.drafter, made.incident, notice, wanted)
    table.setting.clock.go_on(minutes=1)


def plan(made: Recorded, what: What, name: str) -> Plan:
    return made.desk.redactions.plan(made.owner, made.incident, what, name)


def nowhere(made: Recorded, words: str) -> bool:
    """Say that words stand in no table, in no file of an export and on no page of corrections."""
    files = unpacked(made.bundle()[0]).values()
    radar = made.desk.corrections.radar(made.table.drafter, made.incident)
    kept = (everything(made), str(radar), *(body.decode(errors="replace") for body in files))
    return all(words not in each for each in kept)


# ---- Word files ---------------------------------------------------------------------------------


def test_of_a_word_file_that_goes_no_digest_is_left(made) -> None:
    body = taken_out(made.table, STAFF)
    here = (made.table.drafter, made.incident, STAFF)
    kept = made.desk.word.take_in(*here, Upload("back.docx", body))
    made.table.setting.clock.go_on(minutes=1)
    [returned] = made.table.setting.entries(Action.NOTICE_RETURNED)
    digest = returned.detail["sha256"]
    made.redact(What.RECEIPT, str(kept))
    assert digest not in everything(made)
    assert holds(made)
    [line] = made.desk.word.view(*here).files
    assert (line.name, line.sha256, line.changes) == ("", "", 0)
    assert made.desk.word.returned(*here, kept).is_gone


# ---- Typing -------------------------------------------------------------------------------------


def keep(made: Recorded, path: str) -> None:
    with made.desk.transactions.begin(made.table.drafter) as tx:
        keep_typing(tx, made.table.drafter, path, {"value": NAMES})
        digest = f"form {path}"
        row = {"person_id": made.table.drafter.id, "fields": [["value", NAMES]], "at": tx.at}
        tx.session.add(ParkedFormRow(digest=digest, path=path, **row))


def test_what_was_typed_and_not_recorded_goes_with_a_fact_of_the_incident(made) -> None:
    other = UUID(int=7)
    for incident in (made.incident, other):
        keep(made, f"/incidents/{incident}/facts/incident/typing")
    a_version(made, DESCRIPTION, "an outage")
    goes = plan(made, What.FACT, f"{DESCRIPTION}@1").goes
    assert "what anybody has typed on pages of the incident and not recorded yet" in goes
    assert everything(made).count(NAMES) == 4
    made.redact(What.FACT, f"{DESCRIPTION}@1")
    left = everything(made)
    assert f"/incidents/{made.incident}/" not in left
    assert left.count(NAMES) == 2
    assert f"/incidents/{other}/" in left
