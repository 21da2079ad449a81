"""The page of corrections: who was told what, what is to be done, and what was decided."""

import pytest
from counted import counting
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, a_table

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.corrections import Corrections, LettingStand
from disclosure.services.corrections_pages import RowState
from disclosure.services.notice_edits import Edit
from disclosure.services.submission_checks import Giving
from disclosure.signoff.progress import NoticeState
from disclosure.store.deadlines import clocks_of
from disclosure.trail.actions import Action
from disclosure.words.corrections import How
from disclosure.words.findings import Severity
from disclosure.words.rules_of_corrections import REUSED

EMAIL = "voluntary.email.customers"
CORRECTION = "voluntary.correction.customers"
CALLS = "voluntary.calls.customers"
SINCE = "Services have been affected since Saturday 19 April."
WAS = f"Harcourt & Vale plc is dealing with a cyber incident. {SINCE}"


@pytest.fixture
def table(setting):
    """Give an incident whose email to customers went out at two, and its press statement."""
    made = a_table(setting)
    made.judge(a_judgement("inside_information", "no", made_at=setting.clock()))
    setting.clock.go_on(minutes=1)
    return made


@pytest.fixture
def corrections(table):
    desk = table.setting.desk
    return Corrections(
        desk.transactions, table.notices.texts, (table.approvals.supersede, desk.deadlines.refresh)
    )


def send(table, name=EMAIL, channel="email"):
    table.release(name)
    giving = Giving("everybody on the list", channel, table.setting.clock())
    table.submissions.record(table.counsel, table.incident, name, giving)
    table.setting.clock.go_on(hours=1)


def overtake(table, change=Change.CHANGES, value="a ransomware attack"):
    table.record(table.next_version("incident.description", change, value))
    table.setting.desk.deadlines.rebuild()
    table.setting.clock.go_on(minutes=1)


def about_the_incident(group):
    """Give the rows that rest on what kind of incident it is."""
    return [row for row in group.rows if "incident.description" in {f.key for f in row.facts}]


# ---- What the page shows ------------------------------------------------------------------------


def test_nothing_stands_on_the_page_while_everything_holds(table, corrections) -> None:
    send(table)
    radar = corrections.radar(table.drafter, table.incident)
    assert (radar.readers, radar.settled, radar.not_out, radar.open) == ((), (), (), 0)


def test_a_sentence_stands_with_its_words_its_readers_and_what_is_so_now(
    table, corrections
) -> None:
    send(table)
    at = table.notices_case().releases[0].at
    overtake(table)
    radar = corrections.radar(table.drafter, table.incident)
    group = radar.of("customers")
    assert [each.id for each in radar.readers] == ["customers"]
    (row,) = (row for row in group.rows if row.text == WAS)
    assert (row.how, row.state) == (How.CHANGED, RowState.OPEN)
    assert row.now == (f"Harcourt & Vale plc is dealing with a ransomware attack. {SINCE}",)
    assert (row.of.title, row.of.release.at) == ("Email to customers", at)
    assert row.of.release.channel == "email"
    assert [(each.before, each.now) for each in row.facts[0].differences] == [
        ("a cyber incident", "a ransomware attack")
    ]


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (Change.CHANGES, How.CHANGED),
        (Change.WRONG_WHEN_SAID, How.WRONG),
        (Change.WITHDRAWN, How.WITHDRAWN),
    ],
)
def test_the_page_says_what_became_of_it(table, corrections, change, how) -> None:
    send(table)
    overtake(table, change)
    group = corrections.readers(table.drafter, table.incident, "customers")
    assert {row.how for row in about_the_incident(group)} == {how}


def test_what_is_to_be_done_follows_from_the_law_where_it_asks_for_it(table, corrections) -> None:
    table.release(REPORT)
    giving = Giving("ICO", "online form", table.setting.clock(), late_reason="The holiday.")
    table.submissions.record(table.counsel, table.incident, REPORT, giving)
    table.setting.clock.go_on(hours=1)
    overtake(table)
    group = corrections.readers(table.drafter, table.incident, "authority:uk.gdpr.33")
    # UK GDPR Art 33(4): further information follows without undue further delay.
    assert group.to_do.how_soon == "without undue further delay"
    assert group.to_do.cite == "UK GDPR Art 33(4)"
    assert group.to_do.deadline == "uk.gdpr.33/follow-up"
    assert group.to_do.who == ("Ada Field",)
    assert group.carrier.id == "uk.gdpr.33.follow-up.authority"
    desk = table.setting.desk
    desk.deadlines.rebuild()
    desk.deadlines.assign_owner(
        table.drafter, table.incident, "uk.gdpr.33/follow-up", table.protection.id
    )
    group = corrections.readers(table.drafter, table.incident, "authority:uk.gdpr.33")
    assert group.to_do.who == ("Dora Lind",)


def test_where_no_law_sets_a_time_that_is_said(table, corrections) -> None:
    send(table)
    overtake(table)
    group = corrections.readers(table.drafter, table.incident, "customers")
    assert group.to_do.what == ""
    assert group.to_do.how_soon.startswith("No law sets a time.")
    assert group.carrier.id == CORRECTION


def test_a_text_at_work_that_rests_on_what_moved_is_named(table, corrections) -> None:
    table.request(PRESS)
    overtake(table)
    (text,) = corrections.radar(table.drafter, table.incident).not_out
    assert (text.notice, text.state) == (PRESS, NoticeState.SUPERSEDED)
    assert text.why.startswith("It was set aside: ")


# ---- Corrected ----------------------------------------------------------------------------------


def test_one_click_begins_the_correction_and_sending_it_settles_it(table, corrections) -> None:
    send(table)
    overtake(table)
    name = corrections.begin(table.drafter, table.incident, "customers")
    assert name == CORRECTION
    # The same form sent twice begins nothing a second time.
    assert corrections.begin(table.drafter, table.incident, "customers") == CORRECTION
    assert corrections.readers(table.drafter, table.incident, "customers").is_begun
    page = table.notices.view(table.drafter, table.incident, CORRECTION)
    said = [s.text for s in page.draft.said() if s.id.startswith("correction:")]
    assert [text for text in said if f"“{WAS}” That has changed." in text]
    send(table, CORRECTION)
    radar = corrections.radar(table.drafter, table.incident)
    assert radar.readers == ()
    settled = [row for row in radar.settled if row.text == WAS]
    assert [row.corrected_by.title for row in settled] == ["Correction to customers"]
    assert {row.state for row in settled} == {RowState.CORRECTED}


def test_what_was_emailed_stays_open_though_the_call_centre_says_it_now(table, corrections) -> None:
    send(table)
    overtake(table)
    send(table, CALLS, channel="read out on the telephone")
    radar = corrections.radar(table.drafter, table.incident)
    rows = about_the_incident(radar.of("customers"))
    assert {row.of.title for row in rows} == {"Email to customers"}
    assert {row.heard_in.title for row in rows} == {"Questions and answers for the call centre"}
    assert [row.text for row in rows if row.text == WAS] == [WAS]
    desk = table.setting.desk
    with desk.transactions.read() as tx:
        waiting = {clock.deadline for clock in clocks_of(tx, table.incident)}
    assert f"overtaken:{EMAIL}" in waiting
    send(table, CORRECTION)
    assert corrections.radar(table.drafter, table.incident).readers == ()


def test_where_nothing_is_to_be_corrected_nothing_is_begun(table, corrections) -> None:
    send(table)
    with pytest.raises(RuleError) as refused:
        corrections.begin(table.drafter, table.incident, "customers")
    assert refused.value.rule == "nothing-to-correct"
    with pytest.raises(NotFoundError):
        corrections.readers(table.drafter, table.incident, "customers")
    with pytest.raises(ForbiddenError):
        corrections.begin(table.counsel, table.incident, "customers")


def test_words_that_no_longer_hold_stop_the_next_text_they_are_written_into(table) -> None:
    send(table)
    overtake(table)
    page = table.notices.view(table.drafter, table.incident, STAFF)
    after = next(sentence.id for sentence in page.draft.said() if sentence.form == "sentence")
    again = Edit(
        sentence_id="",
        text=WAS,
        rests_on=("incident.description",),
        is_framing=False,
        reason="As before.",
        drafted="",
        seen=0,
        after=after,
    )
    table.notices.override(table.drafter, table.incident, STAFF, again)
    page = table.notices.view(table.drafter, table.incident, STAFF)
    found = [f for view in page.sentences.values() for f in view.findings if f.rule == REUSED]
    assert [finding.severity for finding in found] == [Severity.STOP]
    assert "“Email to customers”" in found[0].message
    table.freeze(STAFF)
    assert REUSED in table.stopping_rules(STAFF)


@pytest.mark.parametrize(("value", "waits"), [("yes", True), ("no", False)])
def test_the_market_hears_first_where_it_was_told_the_same(
    table, corrections, value, waits
) -> None:
    for name in (ANNOUNCEMENT, EMAIL):
        send(table, name)
    overtake(table)
    at = table.setting.clock()
    table.judge(a_judgement("inside_information", value, at, made_at=at, number=2))
    table.setting.clock.go_on(minutes=1)
    groups = corrections.radar(table.drafter, table.incident).readers
    assert [(each.id, each.after_market) for each in groups] == [
        ("market", False),
        ("customers", waits),
    ]


# ---- Left as it was said ------------------------------------------------------------------------


def decide(table, corrections, person=None, why="It is on no page any more.", seen=None):
    row = about_the_incident(corrections.readers(table.drafter, table.incident, "customers"))[0]
    wanted = LettingStand(row.of.release.id, row.sentence, seen or row.seen, why)
    corrections.let_stand(person or table.counsel, table.incident, wanted)
    return row


def test_a_decision_not_to_correct_is_recorded_with_name_and_reason(table, corrections) -> None:
    send(table)
    overtake(table)
    before = corrections.radar(table.drafter, table.incident).open
    row = decide(table, corrections)
    radar = corrections.radar(table.drafter, table.incident)
    assert radar.open == before - 1
    (settled,) = radar.settled
    assert (settled.sentence, settled.state) == (row.sentence, RowState.LET_STAND)
    assert (settled.decision.by, settled.decision.why) == (
        "Gita Rao",
        "It is on no page any more.",
    )
    [entry] = table.setting.entries(Action.SENTENCE_LET_STAND)
    assert (entry.actor_name, entry.reason) == ("Gita Rao", "It is on no page any more.")
    assert entry.detail["versions"] == ["incident.description@2"]


def test_the_decision_is_open_again_once_the_facts_change_again(table, corrections) -> None:
    send(table)
    overtake(table)
    decide(table, corrections)
    left = corrections.radar(table.drafter, table.incident).open
    overtake(table, value="a fire")
    assert corrections.radar(table.drafter, table.incident).open == left + 1


def test_home_no_longer_asks_for_what_was_decided(table, corrections) -> None:
    send(table)
    overtake(table)
    desk = table.setting.desk
    wall = desk.deadlines.wall(table.drafter)
    assert [each.clock.deadline for each in wall.overtaken] == [f"overtaken:{EMAIL}"]
    while corrections.radar(table.drafter, table.incident).of("customers"):
        group = corrections.readers(table.drafter, table.incident, "customers")
        row = group.rows[0]
        wanted = LettingStand(row.of.release.id, row.sentence, row.seen, "Nobody relies on it.")
        corrections.let_stand(table.counsel, table.incident, wanted)
    assert desk.deadlines.wall(table.drafter).overtaken == ()


def test_who_may_not_decide_and_who_gives_no_reason_is_refused(table, corrections) -> None:
    send(table)
    overtake(table)
    with pytest.raises(ForbiddenError):
        decide(table, corrections, person=table.drafter)
    with pytest.raises(InvalidInputError):
        decide(table, corrections, why="  ")
    with pytest.raises(ConflictError):
        decide(table, corrections, seen=("incident.description@9",))
    wanted = LettingStand("nothing#1", "a", ("b@2",), "Because.")
    with pytest.raises(NotFoundError):
        corrections.let_stand(table.counsel, table.incident, wanted)
    assert table.setting.entries(Action.SENTENCE_LET_STAND) == []


# ---- How much it takes --------------------------------------------------------------------------


def test_the_page_takes_as_many_statements_however_much_was_said(table, corrections) -> None:
    counts = []
    for name in (EMAIL, PRESS, STAFF):
        send(table, name)
        overtake(table, value=f"an attack seen in {name}")
        corrections.radar(table.drafter, table.incident)
        with counting(table.setting.desk.engine) as statements:
            corrections.radar(table.drafter, table.incident)
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_what_went_out_says_which_sentences_are_fixed(table):
    send(table)
    with table.setting.desk.transactions.read() as tx:
        known = table.notices.texts.load(tx, table.counsel, table.incident).known
    (release,) = (each for each in known.releases if each.notice == EMAIL)
    fixed = {sentence.id for sentence in release.sentences if sentence.is_fixed}
    assert {"apology", "thanks"} <= fixed
    assert "what" not in fixed
