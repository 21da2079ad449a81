"""Who can decide, and what they are told: late reports, teams too small, facts grown old."""

from datetime import UTC, datetime, timedelta

import pytest
from noticed import PRESS, REPORT, STAFF

from disclosure.facts.instants import When
from disclosure.facts.standings import Change
from disclosure.problems import RuleError
from disclosure.services.notice_concerns import concerns
from disclosure.services.notice_edits import Edit
from disclosure.services.notice_next import NextStep
from disclosure.services.notice_open import Asks, Weight
from disclosure.services.notice_places import Place, PlaceKind, Places
from disclosure.signoff.progress import NoticeState
from disclosure.words.drafts import Sentence
from disclosure.words.findings import Severity, of_case


def test_the_reason_of_a_delay_is_never_accepted_away(table) -> None:
    digest = table.freeze()
    shown = table.page()
    assert shown.lacks_late_reason
    assert shown.deadline == "uk.gdpr.33/initial"
    with pytest.raises(RuleError) as refused:
        table.approvals.request(
            table.drafter, table.incident, REPORT, seen=digest, accepted={"gap": "Follows."}
        )
    assert refused.value.rule == "late-reason-missing"
    assert "page of its deadline" in str(refused.value)
    table.request()
    assert table.state() is NoticeState.REQUESTED
    assert not table.page().lacks_late_reason


def test_the_reason_of_a_delay_may_be_written_into_its_sentence_by_hand(table) -> None:
    def write(sentence: str, text: str) -> None:
        shown = table.notices.sentence(table.drafter, table.incident, REPORT, sentence)
        made = Edit(sentence, text, (), True, "Said by counsel.", shown.drafted, shown.number)
        table.notices.override(table.drafter, table.incident, REPORT, made)

    write("a1", "We are dealing with a cyber attack.")
    assert table.page().lacks_late_reason  # words elsewhere are no reason
    table.freeze()
    write("a16-gap", "Reason for the delay: our mail was down over the holiday.")
    assert table.page().lacks_late_reason  # the version that would go out does not say it
    digest = table.freeze()
    assert not table.page().lacks_late_reason
    accepted = dict.fromkeys(table.stopping_rules(), "Known.")
    table.approvals.request(table.drafter, table.incident, REPORT, seen=digest, accepted=accepted)
    assert table.state() is NoticeState.REQUESTED


def test_a_team_that_can_never_approve_is_told_so(setting, table) -> None:
    assert table.page(STAFF).blocked == ""
    setting.desk.incidents.remove(table.drafter, table.incident, table.protection.id)
    # The counsel is left, who acts as both and meets one need only.
    assert "nobody else acts as general counsel" in table.page(STAFF).blocked
    lines = table.notices.index(table.drafter, table.incident).lines
    assert {li.one.notice.id for li in lines if li.blocked} >= {STAFF, PRESS}
    assert table.page().blocked == ""


def test_the_facts_a_release_rests_on_are_said_to_be_old_after_three_hours(table) -> None:
    table.sign_off()
    table.setting.clock.go_on(hours=4)
    oldest = table.page(person=table.counsel).oldest
    assert oldest is not None
    assert oldest < table.setting.clock() - timedelta(hours=3)


def test_an_approval_that_brings_it_further_is_offered_whoever_met_which_need(table) -> None:
    digest = table.request(STAFF)
    table.approve(table.counsel, digest, STAFF)
    assert table.page(STAFF, table.protection).approves_as == ("the communications lead",)
    table.approve(table.protection, digest, STAFF)
    assert table.state(STAFF) is NoticeState.SIGNED_OFF


# ---- Where it is settled ------------------------------------------------------------------------


def test_a_late_deadline_without_a_reason_is_one_thing_to_do(library) -> None:
    places = Places.of(library.catalogue)
    found = concerns(
        (
            of_case("late-without-reason", Severity.STOP, "No reason.", deadline="uk.a/initial"),
            of_case("overdue", Severity.STOP, "It was due.", deadline="uk.a/initial"),
            of_case("overdue", Severity.WARNING, "It may be late.", deadline="uk.b/initial"),
            of_case("contradiction", Severity.STOP, "Two figures.", facts=("service:tills",)),
        ),
        places,
    )
    assert [one.title for one in found] == [
        "Overdue: send now",
        "May be overdue: judge it, and send what is known",
        "Must be settled",
    ]
    assert found[0].messages[0] == "It was due."
    assert found[0].lacks_reason
    assert [place for place, _ in found[2].places] == [Place(PlaceKind.ENTRY, "service:tills")]


def test_a_finding_is_listed_once_with_every_sentence_that_rests_on_its_facts(table) -> None:
    shown = table.notices.view(table.drafter, table.incident, STAFF)
    by_fact = tuple(
        name
        for name, view in shown.sentences.items()
        if any(rest.fact == "service:stores" for rest in view.sentence.rests_on)
    )
    [found] = [m for m in shown.open.matters if m.rules == ("normal-against-reports",)]
    assert by_fact
    assert found.sentences == by_fact
    assert found.weight is Weight.WARNS
    assert [m.number for m in shown.open.matters] == [*range(1, len(shown.open.matters) + 1)]


def test_what_is_late_concerns_its_own_notice_and_no_other(table) -> None:
    shown = table.notices.view(table.drafter, table.incident, REPORT)
    assert [one.rules[0] for one in shown.open.late] == ["overdue"]
    assert "overdue" not in {rule for one in shown.open.matters for rule in one.rules}
    assert table.notices.view(table.drafter, table.incident, STAFF).open.late == ()


def test_a_text_is_told_only_of_what_it_says_is_not_known_itself(table) -> None:
    # The letter says of these two that they are not known, the report of more.
    shown = table.notices.view(table.drafter, table.incident, STAFF)
    [note] = shown.open.notes
    assert note.rules == ("unknown-without-promise",)
    assert "“Cause of the disruption”; “Is personal data involved?”." in note.messages[0]
    assert note.messages[0].startswith("This text says that this is not known yet")


def test_draft_and_approval_show_the_same_matters_with_the_same_numbers(table) -> None:
    before = table.notices.view(table.drafter, table.incident, STAFF).open
    assert table.page(STAFF).open == before
    table.freeze(STAFF)
    assert table.page(STAFF).open == before


def test_gaps_are_told_apart_by_who_asks_for_them(table) -> None:
    asks = {g.sentence.id: g for g in table.notices.view(table.drafter, *table.here).open.gaps}
    # U5 cites Art 33(3)(b); R2 is asked by the form alone; A9c is no question it requires.
    assert (asks["u5"].asks, asks["u5"].weight) == (Asks.LAW, Weight.REASON)
    assert asks["r2"].asks is Asks.FORM
    assert asks["a9-maximum-gap-open"].asks is Asks.OPTIONAL
    assert asks["r2"].is_answer
    assert not asks["r1-told-when"].is_answer
    assert asks["a16-gap"].weight is Weight.BLOCKS
    letter = table.notices.view(table.drafter, table.incident, STAFF).open
    assert {gap.asks for gap in letter.gaps} == {Asks.READERS}


def test_the_report_says_that_it_told_before_only_with_a_time_and_of_no_other_body(table) -> None:
    def said() -> str:
        draft = table.notices.view(table.drafter, *table.here).draft
        return " ".join(sentence.text for sentence in draft.said())

    # The case holds “the data protection authorities”, told, without a time: a gap, no sentence.
    assert "told you before" not in said()
    assert "the data protection authorities" not in said()
    at = When.exactly(datetime(2025, 4, 21, 10, 0, tzinfo=UTC))
    key = "body:data-protection"
    table.record(table.next_version(key, Change.CHANGES, told_at=at, obligation="uk.gdpr.33"))
    assert "We have told you before, at 11:00 on Monday 21 April 2025" in said()
    gaps = {gap.sentence.id for gap in table.notices.view(table.drafter, *table.here).open.gaps}
    assert "r1-told-when" not in gaps


# ---- Whose turn it is ---------------------------------------------------------------------------


def test_the_turn_names_who_goes_on_and_who_is_still_needed(table) -> None:
    turn = table.page(STAFF, table.counsel).turn
    assert (turn.step, turn.names, turn.is_mine) == (NextStep.FREEZE, ("Ada Field",), False)
    assert [each.names for each in turn.wanted] == [("Dora Lind", "Gita Rao"), ("Gita Rao",)]
    assert turn.signs_as == ("the communications lead", "the general counsel")
    assert turn.may_release
    assert turn.waits_for == "the judgement on inside information"
    digest = table.request(STAFF)
    assert table.page(STAFF, table.counsel).turn.is_mine
    table.approve(table.counsel, digest, STAFF)
    after = table.page(STAFF, table.counsel).turn
    assert (after.is_mine, after.why_not_sign) == (False, "You have signed it.")
    table.approve(table.protection, digest, STAFF)
    last = table.page(STAFF, table.counsel).turn
    assert (last.step, last.why_not) == (
        NextStep.RELEASE,
        "it waits for the judgement on inside information",
    )


def test_a_late_report_cannot_be_asked_for_without_the_reason(table) -> None:
    table.freeze()
    assert "reason of the delay" in table.page().turn.why_not
    table.explain()
    table.freeze()
    assert table.page().turn.why_not == ""


# ---- Where it is settled, by its place ----------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ("report.phase", PlaceKind.FACT),
        ("data:", PlaceKind.RECORD),
        ("body:data-protection", PlaceKind.ENTRY),
        ("judgement.inside_information", PlaceKind.JUDGEMENT),
        ("profile.address", PlaceKind.PROFILE),
        ("issuer.lei", PlaceKind.PROFILE),
        ("report.late_reason", PlaceKind.DEADLINE),
        ("clock.uk_gdpr_33.initial.state", PlaceKind.DEADLINE),
        ("", PlaceKind.BY_HAND),
    ],
)
def test_every_gap_has_a_place_where_it_is_filled(library, about, kind) -> None:
    notice = library.catalogue.notice(REPORT)
    gap = Sentence("none-such", "Missing.", "gap", about=about)
    place = Places.of(library.catalogue).of_gap(gap, notice)
    assert place.kind is kind
    if kind is PlaceKind.DEADLINE:
        assert place.key == "uk.gdpr.33/initial"
