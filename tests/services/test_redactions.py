"""Redaction: who may, what must be recorded first, and that nothing of it is left anywhere."""

from datetime import UTC, datetime

import pytest
from noticed import REPORT, STAFF
from recorded import (
    DECLINED,
    DESCRIPTION,
    NOTED,
    PEOPLE,
    RIGHT,
    SECRET,
    Recorded,
    a_recorded,
    a_version,
    edit_a_sentence,
    everything,
    holds,
    with_a_life,
)

from disclosure.facts.answers import NewVersion
from disclosure.facts.instants import When
from disclosure.facts.standings import Change
from disclosure.facts.versions import Support
from disclosure.problems import ForbiddenError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.redactions import What
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState
from disclosure.trail.actions import Action

SINCE = When.exactly(datetime(2025, 4, 19, 8, 10, tzinfo=UTC))
WHY = "Taken, to be on the safe side"


@pytest.fixture
def recorded(setting) -> Recorded:
    return with_a_life(setting)


def refused(made: Recorded, what: What, name: str) -> str:
    with pytest.raises(RuleError) as error:
        made.redact(what, name)
    return error.value.rule


# ---- Who may ------------------------------------------------------------------------------------


def test_only_an_owner_on_the_team_redacts_and_says_why(recorded, setting):
    redact, incident = recorded.desk.redactions.redact, recorded.incident
    name = "aware_personal_data@1"
    with pytest.raises(ForbiddenError, match="Only an owner"):
        redact(recorded.table.drafter, incident, What.JUDGEMENT, name, reason="x")
    stranger = setting.person("Otto Owner", Role.OWNER)
    with pytest.raises(NotFoundError):
        redact(stranger, incident, What.JUDGEMENT, name, reason="x")
    with pytest.raises(InvalidInputError, match="No reason is given"):
        redact(recorded.owner, incident, What.JUDGEMENT, name, reason=" \n")
    assert recorded.table.setting.entries(Action.REDACTED) == []


def test_planning_changes_nothing(recorded):
    before = everything(recorded)
    recorded.answer(PEOPLE, RIGHT)
    before = everything(recorded)
    plan = recorded.desk.redactions.plan(
        recorded.owner, recorded.incident, What.FACT, f"{PEOPLE}@1"
    )
    assert plan.goes[0] == f"version 1 of {PEOPLE}: value, source and reason"
    assert everything(recorded) == before


# ---- Facts --------------------------------------------------------------------------------------


def test_what_is_recorded_now_is_not_redacted_before_the_right_value_stands(recorded):
    assert refused(recorded, What.FACT, f"{DESCRIPTION}@1") == "still-recorded"
    with pytest.raises(NotFoundError):
        recorded.redact(What.FACT, f"{DESCRIPTION}@7")
    with pytest.raises(NotFoundError):
        recorded.redact(What.FACT, DESCRIPTION)


def test_an_earlier_version_goes_with_whoever_confirmed_it_and_the_sentences_on_it(recorded):
    made, key = recorded, DESCRIPTION
    words = f"an attack, as {SECRET[:18]} knows"
    a_version(made, key, words, support=Support(source=SECRET[:18]))
    held = made.table.fact(key)
    again = NewVersion(key, held.number, Change.RE_CONFIRMS)
    made.facts.record(made.table.drafter, made.incident, [again])
    made.table.setting.clock.go_on(minutes=1)
    made.table.notices.begin_again(made.table.drafter, made.incident, REPORT)
    made.table.freeze(REPORT)
    a_version(made, key, "a cyber incident", Change.WRONG_WHEN_SAID, change_reason="It was not so.")
    made.table.freeze(REPORT)
    assert words in everything(made)
    made.redact(What.FACT, f"{key}@2")
    assert words not in everything(made)
    assert holds(made)
    case = made.table.notices_case()
    gone = [v for v in case.facts if v.key == key and v.is_redacted]
    assert [v.number for v in gone] == [2, 3]
    assert all(v.value is None and v.support == Support() for v in gone)
    assert case.known_at(case.at).current[key].value == "a cyber incident"
    assert key not in case.known_at(gone[0].recorded_at).current
    frozen = made.table.notices.text(made.table.drafter, made.incident, REPORT, "2.1")
    [entry] = made.table.setting.entries(Action.REDACTED)
    assert f"[Redacted: entry {entry.seq} of the trail]" in [s.text for s in frozen.draft.said()]
    assert words not in str(entry.detail)
    assert entry.reason == "It names somebody."
    made.table.notices.versions(made.table.drafter, made.incident, REPORT)
    page = made.desk.library.catalogue.vocabulary.facts[key].page
    made.facts.page(made.table.drafter, made.incident, page)


def test_a_text_that_cannot_go_out_any_more_loses_its_words_and_the_next_one_is_decided(setting):
    made = a_recorded(setting)
    made.table.sign_off(REPORT)
    a_version(made, DESCRIPTION, "an outage")
    # Set aside by the new answer: it cannot go out any more, so it may lose its words.
    assert made.table.state(REPORT) is NoticeState.SUPERSEDED
    made.redact(What.FACT, f"{DESCRIPTION}@1")
    assert holds(made)
    made.table.sign_off(REPORT)
    assert made.table.state(REPORT) is NoticeState.SIGNED_OFF


def test_a_fact_that_was_taken_back_can_go_too(recorded):
    made, key = recorded, DESCRIPTION
    a_version(made, key, SECRET)
    held = made.table.fact(key)
    back = NewVersion(key, held.number, Change.WITHDRAWN, change_reason="A slip.")
    made.facts.record(made.table.drafter, made.incident, [back])
    made.redact(What.FACT, f"{key}@{held.number}")
    case = made.table.notices_case()
    assert all(v.value != SECRET for v in case.facts)


# ---- Words by hand, judgements, receipts --------------------------------------------------------


def test_words_by_hand_that_still_stand_are_not_redacted(recorded):
    name = edit_a_sentence(recorded, "We are sorry, once more.")
    place = f"{STAFF}#1/{name}"
    assert refused(recorded, What.EDIT, f"{place}@3") == "still-in-the-text"
    # The second stands in the frozen version that may still be approved.
    assert refused(recorded, What.EDIT, f"{place}@2") == "text-may-go-out"
    recorded.redact(What.EDIT, f"{place}@1")
    assert SECRET not in everything(recorded)
    assert holds(recorded)
    with pytest.raises(NotFoundError):
        recorded.redact(What.EDIT, f"{place}@1")
    recorded.table.notices.view(recorded.table.drafter, recorded.incident, STAFF)


def test_the_reason_of_an_earlier_judgement_goes_and_the_judgement_stays(recorded):
    assert refused(recorded, What.JUDGEMENT, "aware_personal_data@1") == "still-judged"
    recorded.judge("aware_personal_data", "not-certain", "To be on the safe side.", SINCE)
    recorded.redact(What.JUDGEMENT, "aware_personal_data@1")
    assert WHY not in everything(recorded)
    assert holds(recorded)
    view = recorded.desk.duties.view(recorded.owner, recorded.incident)
    first = view.line("aware_personal_data").judged[-1].judgement
    assert (first.value, first.why) == ("aware", "[redacted]")


def test_the_note_of_a_review_goes_with_its_row_and_the_review_stays(recorded):
    [reviewed] = recorded.table.setting.entries(Action.JUDGEMENT_REVIEWED)
    recorded.redact(What.ENTRY, f"{reviewed.seq}:reason")
    assert NOTED not in everything(recorded)
    assert holds(recorded)
    line = recorded.desk.duties.view(recorded.owner, recorded.incident).line(DECLINED)
    [look] = line.reviews(0)
    assert (look.by_name, look.why, line.needs_review) == ("Dora Lind", "[redacted]", False)


def test_with_the_reason_of_an_earlier_decision_go_the_notes_on_it(recorded):
    recorded.judge(DECLINED, "no", "Judged anew.")
    recorded.redact(What.JUDGEMENT, f"{DECLINED}@1")
    left = everything(recorded)
    assert NOTED not in left
    assert "It still is." not in left
    assert "The policy covers no such loss." not in left
    assert holds(recorded)


def test_the_file_of_a_receipt_goes_with_its_name_and_its_digest(recorded):
    [added] = recorded.table.setting.entries(Action.RECEIPT_ADDED)
    digest = added.detail["sha256"]
    recorded.redact(What.RECEIPT, added.subject)
    left = everything(recorded)
    assert "receipt.pdf" not in left
    assert "received, with thanks" not in left
    assert digest not in left
    assert holds(recorded)
    page = recorded.table.submissions.view(recorded.table.drafter, recorded.incident, REPORT)
    assert page.given[0].receipt.name == "[Redacted]"
    with pytest.raises(NotFoundError, match="was removed; entry"):
        recorded.table.submissions.receipt(
            recorded.table.drafter, recorded.incident, page.given[0].receipt.id
        )


# ---- A field of an entry ------------------------------------------------------------------------


def test_a_field_of_an_entry_goes_with_the_row_that_says_the_same(recorded):
    [given] = recorded.table.setting.entries(Action.NOTICE_GIVEN)
    recorded.redact(What.ENTRY, f"{given.seq}:detail.recipient")
    assert "Information Commissioner'" not in everything(recorded)
    assert holds(recorded)
    assert recorded.table.state(REPORT) is NoticeState.GIVEN
    [event] = recorded.table.page(REPORT).one.progress.given
    assert event.recipient == "[Redacted]"


STAYS = (
    (Action.NOTICE_FROZEN, "detail.digest", "not-words"),
    (Action.NOTICE_GIVEN, "detail.version", "not-words"),
    (Action.NOTICE_GIVEN, "subject", "not-words"),
    (Action.SENTENCE_EDITED, "detail.text", "redact-the-thing"),
    (Action.JUDGEMENT_MADE, "reason", "redact-the-thing"),
    (Action.LATE_REASON_GIVEN, "reason", "still-recorded"),
)


def test_what_the_state_follows_from_stays(recorded):
    for action, field, rule in STAYS:
        seq = recorded.table.setting.entries(action)[0].seq
        assert refused(recorded, What.ENTRY, f"{seq}:{field}") == rule


def test_a_redaction_itself_is_not_redacted(recorded):
    [given] = recorded.table.setting.entries(Action.NOTICE_GIVEN)
    recorded.redact(What.ENTRY, f"{given.seq}:actor_name")
    [entry] = recorded.table.setting.entries(Action.REDACTED)
    assert refused(recorded, What.ENTRY, f"{entry.seq}:reason") == "not-words"
