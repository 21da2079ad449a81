"""Redaction where the same words stand besides: beneath edits, quoted, in files, in typing."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from noticed import REPORT, STAFF
from recorded import (
    DESCRIPTION,
    Recorded,
    a_recorded,
    a_version,
    everything,
    holds,
    unpacked,
)
from sqlalchemy import select
from worded import deleted, edited, inserted, letters, packed, parts_of, taken_out, tracked

from builders import a_judgement
from disclosure.facts.answers import NewVersion
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Count, Quality
from disclosure.outputs.word_package import DOCX_TYPE
from disclosure.services.notice_edits import Edit
from disclosure.services.receipts import Upload
from disclosure.services.redaction_plans import Plan
from disclosure.services.redaction_words import Words, typed_words, word_file_holds
from disclosure.services.redactions import What
from disclosure.services.submission_checks import Giving
from disclosure.store.facts import keep_typing
from disclosure.store.models import FactVersionRow, OverrideRow, ParkedFormRow
from disclosure.store.submissions import ReceiptFile
from disclosure.trail.actions import Action

EMAIL, CORRECTION = "voluntary.email.customers", "voluntary.correction.customers"
DETECTED = "incident.detected_at"
NAMES = "an attack that Mavis Thorneycroft let in"
CALM = "We are working on it with all our strength."
PEOPLE, SEE_ABOVE = "personal_data.people_count", "Not yet known; see A8."
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


# ---- Beneath edits by hand ----------------------------------------------------------------------


def test_what_was_drafted_of_a_sentence_left_out_goes_with_its_fact(made) -> None:
    name_her(made)
    sentence = sentence_on(made, DESCRIPTION)
    edit(made, sentence, None, why="Too early.")
    put_right(made)
    assert "Thorneycroft" in str(made.desk.corrections.radar(made.table.drafter, made.incident))
    name = f"{DESCRIPTION}@2"
    assert (
        f"what was drafted beneath edit 1 of the sentence “{sentence}” by hand"
        in plan(made, What.FACT, name).goes
    )
    made.redact(What.FACT, name)
    assert nowhere(made, NAMES)
    assert holds(made)
    assert "Too early." in everything(made)
    [entry] = made.table.setting.entries(Action.REDACTED)
    [drafted] = entry.detail["drafted"]
    assert drafted.endswith(f"/{sentence}@1")


def test_beneath_words_that_rest_on_no_fact_it_goes_and_the_words_stay(made) -> None:
    name_her(made)
    sentences = sentences_on(made, DESCRIPTION)
    for sentence in sentences:
        edit(made, sentence, CALM)
    digest = made.table.freeze(STAFF)
    assert everything(made).count(NAMES) > 2
    put_right(made)
    state = made.table.state(STAFF)
    made.redact(What.FACT, f"{DESCRIPTION}@2")
    assert nowhere(made, NAMES)
    assert holds(made)
    frozen = made.table.notices.text(made.table.drafter, made.incident, STAFF, "1.1").draft
    held = [each for each in frozen.sentences() if each.id in sentences]
    assert {(each.text, each.drafted) for each in held} == {(CALM, "")}
    # What was frozen is what it was, word for word: whoever approves it approves the same.
    assert (frozen.digest, made.table.state(STAFF)) == (digest, state)
    page = made.table.notices.view(made.table.drafter, made.incident, STAFF)
    assert CALM in [each.text for each in page.draft.said()]


def test_an_edit_that_lost_what_lay_beneath_can_still_go_itself(made) -> None:
    name_her(made)
    sentence = sentence_on(made, DESCRIPTION)
    edit(made, sentence, CALM)
    put_right(made)
    made.redact(What.FACT, f"{DESCRIPTION}@2")
    edit(made, sentence, "We shall write again.")
    made.redact(What.EDIT, f"{STAFF}#1/{sentence}@1")
    assert CALM not in everything(made)
    assert holds(made)


def test_what_was_drafted_on_a_time_goes_by_what_it_rested_on(made) -> None:
    drafted = "We detected it on Saturday 19 April 2025."
    sentences = sentences_on(made, DETECTED, REPORT)
    for sentence in sentences:
        edit(made, sentence, CALM, notice=REPORT)
    made.table.freeze(REPORT)
    a_version(made, DETECTED, When.exactly(datetime(2025, 4, 20, 8, 10, tzinfo=UTC)))
    assert everything(made).count(drafted) >= 2 * len(sentences) > 0
    made.redact(What.FACT, f"{DETECTED}@1")
    assert nowhere(made, drafted)
    assert holds(made)


def test_what_is_said_of_something_else_as_well_tells_nothing_of_what_goes(made) -> None:
    """“Not yet known; see A8.” stands in several answers of the form, each on facts of its own."""
    page = made.table.notices.view(made.table.drafter, made.incident, REPORT)
    rests = {s.id: {r.fact for r in s.rests_on} for s in page.draft.said() if s.text == SEE_ABOVE}
    assert PEOPLE in rests["a9-people"]
    assert PEOPLE not in rests["a10-open"]
    edit(made, "a10-open", CALM, notice=REPORT)
    made.table.freeze(REPORT)
    counted = NewVersion(
        PEOPLE, 1, Change.CHANGES, Standing.CONFIRMED, Count(12, 12, Quality.EXACT, "people")
    )
    made.facts.record(made.table.drafter, made.incident, [counted])
    made.table.setting.clock.go_on(minutes=1)
    assert not [line for line in plan(made, What.FACT, f"{PEOPLE}@1").goes if "beneath" in line]
    made.redact(What.FACT, f"{PEOPLE}@1")
    with made.desk.transactions.read() as tx:
        [row] = tx.session.scalars(select(OverrideRow))
    assert row.content["drafted_text"] == SEE_ABOVE


def test_words_by_hand_that_hold_what_goes_are_named_and_not_taken(made) -> None:
    name_her(made)
    sentence = sentence_on(made, DESCRIPTION)
    edit(made, sentence, f"There was {NAMES}.")
    put_right(made)
    wanted = f"the edit by hand {STAFF}#1/{sentence}@1 still holds these words: redact it too"
    assert plan(made, What.FACT, f"{DESCRIPTION}@2").left == (wanted,)
    made.redact(What.FACT, f"{DESCRIPTION}@2")
    assert f"There was {NAMES}." in everything(made)


# ---- Quotations ---------------------------------------------------------------------------------


def send(made: Recorded, name: str) -> None:
    table = made.table
    table.release(name)
    giving = Giving("everybody on the list", "email", table.setting.clock())
    table.submissions.record(table.counsel, made.incident, name, giving)
    table.setting.clock.go_on(hours=1)


def test_words_by_hand_go_from_the_correction_that_quotes_them(made) -> None:
    made.table.judge(a_judgement("inside_information", "no", made_at=made.table.setting.clock()))
    made.table.setting.clock.go_on(minutes=1)
    sentence = sentence_on(made, DESCRIPTION, EMAIL)
    edit(made, sentence, QUOTED, DESCRIPTION, notice=EMAIL)
    send(made, EMAIL)
    a_version(made, DESCRIPTION, "a ransomware attack")
    made.desk.corrections.begin(made.table.drafter, made.incident, "customers")
    page = made.table.notices.view(made.table.drafter, made.incident, CORRECTION)
    [quotes] = [s.id for s in page.draft.said() if f"“{QUOTED}”" in s.text]
    send(made, CORRECTION)
    name = f"{EMAIL}#1/{sentence}@1"
    goes = "\n".join(plan(made, What.EDIT, name).goes)
    assert f"in the frozen version 1 of a notice the words of “{quotes}”" in goes
    made.redact(What.EDIT, name)
    assert nowhere(made, QUOTED)
    assert holds(made)
    said = made.desk.said.table(made.table.drafter, made.incident)
    assert QUOTED not in str(said)


# ---- Word files ---------------------------------------------------------------------------------


def test_a_word_file_that_holds_the_words_is_named_until_it_goes(made) -> None:
    name_her(made)
    body = taken_out(made.table, STAFF)
    word, here = made.desk.word, (made.table.drafter, made.incident, STAFF)
    kept = word.take_in(*here, Upload("back.docx", body))
    made.table.setting.clock.go_on(minutes=1)
    put_right(made)
    name = f"{DESCRIPTION}@2"
    wanted = f"the Word file {kept} still holds these words: redact the receipt {kept}"
    assert plan(made, What.FACT, name).left == (wanted,)
    other = word.take_in(*here, Upload("calm.docx", taken_out(made.table, STAFF)))
    made.table.setting.clock.go_on(minutes=1)
    assert str(other) not in str(plan(made, What.FACT, name).left)
    made.redact(What.RECEIPT, str(kept))
    assert plan(made, What.FACT, name).left == ()


def test_a_word_file_is_named_for_words_by_hand_too(made) -> None:
    sentence = sentence_on(made, DESCRIPTION)
    edit(made, sentence, QUOTED)
    body = taken_out(made.table, STAFF)
    here = (made.table.drafter, made.incident, STAFF)
    kept = made.desk.word.take_in(*here, Upload("back.docx", body))
    made.table.setting.clock.go_on(minutes=1)
    edit(made, sentence, CALM)
    [left] = plan(made, What.EDIT, f"{STAFF}#1/{sentence}@1").left
    assert str(kept) in left


def test_words_are_found_in_a_file_whatever_was_done_to_them(made) -> None:
    words, page = Words.of([QUOTED]), taken_out(made.table, STAFF)
    view = made.table.notices.view(made.table.drafter, made.incident, STAFF)
    was = next(s.text for s in view.draft.said() if s.form == "sentence")
    first, last = QUOTED[:20], QUOTED[20:]
    for runs in (
        (deleted(was), inserted(QUOTED)),
        (letters(first), deleted("no"), letters(last)),
        (letters(first.upper()), inserted("no"), letters(last)),
    ):
        body = edited(page, tracked(was, *runs))
        assert word_file_holds(words, ReceiptFile("x.docx", DOCX_TYPE, body)), runs
    assert word_file_holds(words, ReceiptFile("x.docx", DOCX_TYPE, page)) is False
    assert word_file_holds(words, ReceiptFile("x.docx", DOCX_TYPE, b"no file")) is None
    parts = parts_of(edited(page, tracked(was, letters(QUOTED))))
    assert word_file_holds(words, ReceiptFile("x.docx", DOCX_TYPE, packed(parts)))


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


# ---- Words --------------------------------------------------------------------------------------


def test_words_are_compared_as_a_reader_sees_them() -> None:
    words = Words.of(["Anna’s  desk.", "two", ""])
    assert words.each == {"anna's desk"}
    assert words.stand_in("It began at ANNA'S desk, we think.")
    assert not words.stand_in("It began at Joanna's desk.", "Two.", "", None)
    assert words.without(["At Anna's desk."]).each == frozenset()


def a_row(key: str, number: int = 1, change: str = "initial", **content) -> FactVersionRow:
    said = {"value": None, "fields": {}, "support": {}} | content
    return FactVersionRow(key=key, number=number, change=change, content=said)


def test_what_was_chosen_and_what_is_still_recorded_is_not_looked_for(made) -> None:
    vocabulary = made.desk.library.catalogue.vocabulary
    kind = next(key for key, each in vocabulary.facts.items() if each.options)
    gone = [
        a_row(kind, value="ransomware"),
        a_row(DESCRIPTION, value="an outage", support={"source": "the log", "basis": "a hunch"}),
        a_row("asked.no.more", value="an-option"),
        a_row("asked.before", value="typed words"),
    ]
    assert typed_words(gone, [], vocabulary).each == {"an outage", "a hunch", "typed words"}
    newest = [a_row(DESCRIPTION, 2, "changes", value="an outage of the till")]
    assert typed_words(gone, newest, vocabulary).each == {"a hunch", "typed words"}
    newest = [a_row(DESCRIPTION, 2, "withdrawn", value="an outage of the till")]
    assert "an outage" in typed_words(gone, newest, vocabulary).each


def test_a_word_file_that_may_say_a_time_in_its_own_words_is_named(made) -> None:
    body = taken_out(made.table, REPORT)
    here = (made.table.drafter, made.incident, REPORT)
    made.desk.word.take_in(*here, Upload("back.docx", body))
    made.table.setting.clock.go_on(minutes=1)
    a_version(made, DETECTED, When.exactly(datetime(2025, 4, 20, 8, 10, tzinfo=UTC)))
    [left] = plan(made, What.FACT, f"{DETECTED}@1").left
    assert "came back after this was recorded, and may say it in words of its own" in left
    # Of what was typed as words it is known: they are looked for.
    a_version(made, DESCRIPTION, "a cyber attack")
    a_version(made, DESCRIPTION, "an outage")
    assert plan(made, What.FACT, f"{DESCRIPTION}@2").left == ()
