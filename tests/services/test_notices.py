"""Notices at work: what is ready, what lies beneath a sentence, edits by hand, versions."""

from datetime import timedelta

import pytest
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, Table
from sqlalchemy import event

from builders import a_fact
from disclosure.facts.standings import Ceiling, Change
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.notice_edits import Edit
from disclosure.services.notice_events import EVENT_OF
from disclosure.signoff.progress import NoticeState
from disclosure.trail.actions import Action
from disclosure.words.differences import Became
from disclosure.words.overrides import OverrideStanding

WHAT = "a1"
"""The first sentence of the report to the authority: "We are dealing with a cyber incident."."""
DESCRIPTION = "incident.description"


def an_edit(
    table: Table,
    sentence: str = WHAT,
    text: str | None = "We are dealing with an attack on our systems.",
    *,
    name: str = REPORT,
    **more: object,
) -> Edit:
    page = table.notices.sentence(table.drafter, table.incident, name, sentence)
    said = {
        "rests_on": (DESCRIPTION,),
        "is_framing": False,
        "reason": "Counsel asked for it.",
        "drafted": page.drafted,
        "seen": page.number,
        **more,
    }
    return Edit(sentence, text, **said)


def change(table: Table, *edits: Edit, name: str = REPORT) -> None:
    for edit in edits:
        table.notices.override(table.drafter, table.incident, name, edit)
        table.setting.clock.go_on(minutes=1)


def shown(table: Table, name: str = REPORT):
    return table.notices.view(table.drafter, table.incident, name)


def text_of(table: Table, sentence: str = WHAT, name: str = REPORT) -> str:
    return shown(table, name).sentences[sentence].sentence.text


# ---- What is shown ------------------------------------------------------------------------------


def test_the_list_holds_what_is_ready_with_state_gaps_findings_and_who_must_approve(table) -> None:
    index = table.notices.index(table.drafter, table.incident)
    lines = {line.one.notice.id: line for line in index.lines}
    assert {REPORT, ANNOUNCEMENT, STAFF, PRESS} <= lines.keys()
    report = lines[REPORT]
    assert report.state is NoticeState.DRAFTING
    assert report.audience == "the Information Commissioner (ICO)"
    assert report.gaps == len(shown(table).open.gaps) > 0
    assert report.stops >= 1
    assert [need.in_words for need in report.needed] == [
        "the data protection officer or the general counsel"
    ]
    # Nobody has judged whether it is inside information, and the issuer is on a market.
    assert lines[STAFF].hold is not None
    assert report.hold is None
    assert any(finding.rule == "overdue" for finding in index.case_findings)


def test_beneath_a_sentence_stand_the_fact_its_words_standing_source_and_version(table) -> None:
    [beneath] = [b for b in shown(table).sentences[WHAT].beneath if b.key == DESCRIPTION]
    recorded = table.fact(DESCRIPTION)
    assert beneath.words == "a cyber incident"
    assert (beneath.standing, beneath.version, beneath.newer) == ("confirmed", 1, 0)
    assert (beneath.source, beneath.recorded_by) == (
        recorded.support.source,
        recorded.recorded_by,
    )
    assert beneath.is_fact


def test_gaps_and_findings_stand_beside_their_sentence(table) -> None:
    gap = shown(table).sentences["r2"]
    assert not gap.sentence.is_said
    assert [finding.rule for finding in gap.findings] == ["gap"]


def test_what_is_not_theirs_and_what_does_not_exist_are_refused_alike(setting, table) -> None:
    stranger = setting.person("Otto Grau")
    with pytest.raises(NotFoundError) as not_theirs:
        table.notices.view(stranger, table.incident, REPORT)
    with pytest.raises(NotFoundError) as not_there:
        table.notices.view(stranger, setting.organisation_id, REPORT)
    assert str(not_theirs.value) == str(not_there.value)
    with pytest.raises(NotFoundError):
        table.notices.view(table.drafter, table.incident, "uk.gdpr.99.initial.authority")
    with pytest.raises(NotFoundError):
        table.notices.sentence(table.drafter, table.incident, REPORT, "no-such")


def statements(table: Table) -> int:
    count = []
    engine = table.setting.desk.engine

    def note(*_) -> None:
        count.append(1)

    event.listen(engine, "before_cursor_execute", note)
    try:
        table.notices.index(table.drafter, table.incident)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(count)


def test_the_list_asks_the_database_as_often_for_four_notices_as_for_one(table) -> None:
    table.freeze(REPORT)
    one = statements(table)
    for name in (ANNOUNCEMENT, STAFF, PRESS):
        table.request(name)
    for n in range(3):
        table.setting.incident(table.drafter, f"Another {n}")
    assert statements(table) == one


# ---- Edits by hand ------------------------------------------------------------------------------


def test_an_edit_stands_in_the_draft_under_its_author_and_leaves_the_drafted_words_visible(
    table,
) -> None:
    change(table, an_edit(table))
    view = shown(table).sentences[WHAT]
    assert view.sentence.text == "We are dealing with an attack on our systems."
    assert view.sentence.by_hand == "Ada Field"
    assert view.edit is not None
    assert view.edit.drafted_now == "We are dealing with a cyber incident."
    assert [rest.fact for rest in view.sentence.rests_on] == [DESCRIPTION]


def test_an_edit_is_recorded_with_its_reason(table) -> None:
    change(table, an_edit(table))
    page = table.notices.versions(table.drafter, table.incident, REPORT)
    begun, edited = page.entries
    assert begun.action is Action.NOTICE_BEGUN
    assert (edited.action, edited.reason) == (Action.SENTENCE_EDITED, "Counsel asked for it.")
    assert edited.detail["text"] == "We are dealing with an attack on our systems."


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "We <b>are</b> on it."}, "text"),
        ({"text": "a" * 2001}, "text"),
        ({"reason": ""}, "reason"),
        ({"rests_on": ()}, "rests_on"),
        ({"rests_on": (DESCRIPTION,), "is_framing": True}, "rests_on"),
        ({"rests_on": ("no.such_fact",)}, "rests_on"),
    ],
    ids=["empty", "markup", "too long", "no reason", "no facts", "both", "an unknown fact"],
)
def test_what_is_wrong_with_an_edit_is_said_beside_its_field(table, more, field) -> None:
    with pytest.raises(InvalidInputError) as refused:
        change(table, an_edit(table, **more))
    assert [problem.path for problem in refused.value.problems] == [field]
    assert text_of(table) == "We are dealing with a cyber incident."


def test_a_gap_can_be_filled_resting_on_a_fact_or_as_framing(table) -> None:
    change(table, an_edit(table, "r2", "To report a breach.", rests_on=(), is_framing=True))
    view = shown(table).sentences["r2"]
    assert (view.sentence.is_said, view.sentence.kind) == (True, "fixed")
    assert view.findings == ()


def test_a_sentence_can_be_left_out_and_given_back(table) -> None:
    change(table, an_edit(table, text=None, rests_on=()))
    page = shown(table)
    assert WHAT not in page.sentences
    assert [edit.override.sentence_id for edit in page.removed] == [WHAT]
    table.notices.give_back(table.drafter, table.incident, REPORT, WHAT)
    assert text_of(table) == "We are dealing with a cyber incident."
    assert shown(table).removed == ()


def test_a_sentence_can_be_added_after_another_edited_and_taken_away(table) -> None:
    new = Edit("", "We will write again.", (), True, "A courtesy.", "", 0, after=WHAT)
    change(table, new)
    names = list(shown(table).sentences)
    assert names[names.index(WHAT) + 1] == "hand-1"
    change(table, an_edit(table, "hand-1", "We write again soon.", rests_on=(), is_framing=True))
    assert text_of(table, "hand-1") == "We write again soon."
    table.notices.give_back(table.drafter, table.incident, REPORT, "hand-1")
    assert "hand-1" not in shown(table).sentences


def test_two_people_on_one_sentence_lose_nothing_unseen(table) -> None:
    second = table.setting.person("Bea Kent")
    table.setting.desk.incidents.add(table.drafter, table.incident, second.id)
    opened_by_both = an_edit(table)
    change(table, opened_by_both)
    mine = an_edit(table, text="We are dealing with an outage.", seen=0)
    with pytest.raises(ConflictError, match="Ada Field edited this sentence"):
        table.notices.override(second, table.incident, REPORT, mine)
    assert text_of(table) == "We are dealing with an attack on our systems."


def test_the_same_edit_sent_twice_is_one_edit(table) -> None:
    edit = an_edit(table)
    change(table, edit, edit)
    entries = table.notices.versions(table.drafter, table.incident, REPORT).entries
    assert [e.action for e in entries].count(Action.SENTENCE_EDITED) == 1


def test_an_edit_is_overtaken_when_its_fact_changes_until_somebody_looks_at_it(table) -> None:
    change(table, an_edit(table))
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    edit = shown(table).sentences[WHAT].edit
    assert edit is not None
    assert edit.standing is OverrideStanding.OVERTAKEN
    assert edit.drafted_now == "We are dealing with a fault in our systems."
    with pytest.raises(RuleError, match="moved since") as refused:
        table.freeze()
    assert refused.value.rule == "edit-overtaken"
    table.notices.keep(table.drafter, table.incident, REPORT, WHAT)
    kept = shown(table).sentences[WHAT]
    assert kept.edit is not None
    assert kept.edit.standing is OverrideStanding.APPLIED
    assert [rest.version for rest in kept.sentence.rests_on] == [2]
    table.freeze()


def test_an_edit_is_not_overtaken_when_its_fact_is_confirmed_again(table) -> None:
    change(table, an_edit(table))
    table.record(table.next_version(DESCRIPTION, Change.RE_CONFIRMS))
    edit = shown(table).sentences[WHAT].edit
    assert edit is not None
    assert edit.standing is OverrideStanding.APPLIED


def test_only_a_drafter_edits_freezes_or_begins(table) -> None:
    with pytest.raises(ForbiddenError, match="drafter"):
        table.notices.override(table.counsel, table.incident, REPORT, an_edit(table))
    with pytest.raises(ForbiddenError, match="drafter"):
        table.freeze(person=table.counsel)
    with pytest.raises(ForbiddenError, match="drafter"):
        table.notices.begin_again(table.counsel, table.incident, REPORT)
    with pytest.raises(ForbiddenError, match="drafter"):
        table.notices.give_back(table.counsel, table.incident, REPORT, WHAT)


# ---- Versions -----------------------------------------------------------------------------------


def test_a_frozen_version_has_the_digest_of_the_text_that_was_seen(table) -> None:
    digest = table.freeze()
    [version] = table.notices.versions(table.drafter, table.incident, REPORT).versions
    assert (version.ref, version.digest, version.frozen_by) == ("1.1", digest, "Ada Field")
    kept = table.notices.text(table.drafter, table.incident, REPORT, "1.1")
    assert kept.draft.digest == digest
    page = shown(table)
    assert (page.line.state, page.is_frozen_text) == (NoticeState.FROZEN, True)


def test_another_text_than_the_one_seen_is_not_frozen(table) -> None:
    seen = shown(table).digest
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    with pytest.raises(ConflictError, match="moved since you opened it"):
        table.notices.freeze(table.drafter, table.incident, REPORT, seen=seen)


def test_freezing_twice_gives_the_same_version_and_the_same_words_no_second_one(table) -> None:
    digest = table.freeze()
    again = table.notices.freeze(table.drafter, table.incident, REPORT, seen=digest)
    assert again == 1
    table.record(table.next_version(DESCRIPTION, Change.RE_CONFIRMS))
    with pytest.raises(RuleError, match="word for word"):
        table.freeze()


def test_the_redline_shows_what_an_edit_did_between_two_versions(table) -> None:
    table.freeze()
    change(table, an_edit(table, text="We are dealing with a cyber attack."))
    table.freeze()
    page = table.notices.redline(table.drafter, table.incident, REPORT, older="1.1", newer="1.2")
    changed = [row for row in page.rows if row.became is not Became.SAME]
    assert [(row.id, row.runs) for row in changed] == [
        (
            WHAT,
            (
                ("same", "We are dealing with a cyber"),
                ("del", " incident"),
                ("ins", " attack"),
                ("same", "."),
            ),
        )
    ]
    assert table.notices.redline(
        table.drafter, table.incident, REPORT, older="1.2", newer="now"
    ).is_same


@pytest.mark.parametrize("ref", ["1.9", "2.1", "1.x", "x", "1."])
def test_a_version_that_is_not_there_is_not_found(table, ref) -> None:
    table.freeze()
    with pytest.raises(NotFoundError):
        table.notices.text(table.drafter, table.incident, REPORT, ref)


def test_a_released_notice_shows_what_was_released_and_can_be_begun_again(table) -> None:
    digest = table.release()
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    page = shown(table)
    assert (page.line.state, page.digest) == (NoticeState.RELEASED, digest)
    with pytest.raises(RuleError, match="released"):
        change(table, an_edit(table))
    table.notices.begin_again(table.drafter, table.incident, REPORT)
    fresh = shown(table)
    assert (fresh.line.state, fresh.one.series) == (NoticeState.DRAFTING, 2)
    assert text_of(table) == "We are dealing with a fault in our systems."
    # The same form, sent twice, does not begin a third.
    table.notices.begin_again(table.drafter, table.incident, REPORT)
    assert shown(table).one.series == 2
    old = table.notices.text(table.drafter, table.incident, REPORT, "1.1")
    assert old.draft.digest == digest


def test_a_notice_that_was_not_released_is_not_begun_again(table) -> None:
    with pytest.raises(RuleError, match="still the one to work on"):
        table.notices.begin_again(table.drafter, table.incident, REPORT)


def test_a_withheld_fact_is_no_choice_for_words_by_hand(table) -> None:
    table.record(
        a_fact(
            "incident.cause",
            "a stolen password",
            number=2,
            ceiling=Ceiling.PRIVILEGED,
            true_at=table.setting.clock() - timedelta(hours=1),
        )
    )
    page = table.notices.sentence(table.drafter, table.incident, REPORT, WHAT)
    assert "incident.cause" not in {choice.key for choice in page.choices}


# ---- The trail ----------------------------------------------------------------------------------


def test_every_action_about_a_notice_has_a_reading() -> None:
    about = [
        a
        for a in Action
        if a.value.startswith(("notice-", "sentence-", "approval-", "request-", "receipt-"))
        or a in (Action.JUDGED_FREE_OF_INSIDE_INFORMATION, Action.DOCUMENT_MADE)
    ]
    assert set(about) == set(EVENT_OF)
