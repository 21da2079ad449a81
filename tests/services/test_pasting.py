"""A text written elsewhere: every sentence is linked, flagged or framing, and a person decides."""

from dataclasses import replace

import pytest
from noticed import ANNOUNCEMENT, Table

from disclosure.facts.standings import Ceiling, Change
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.pasting import Pasting
from disclosure.services.pasting_pages import PastedPage, Stands
from disclosure.services.pasting_taking import CHANGED, NO_FACT, UNDECIDED, Decision, How, Taking
from disclosure.signoff.people import Role
from disclosure.trail.actions import Action

EMAIL = "voluntary.email.customers"
REASON = "The agency's draft of this morning."

TITLE = "What is wrong at our stores"
DRAFTED = "At 13:30 on 22 April, our stores were open."
AGAINST = "Our stores are closed."
BORNE = "The National Cyber Security Centre has been told."
MORE = "No personal data was taken."
ODD = "Our boats are sunk."
NETWORK = "We have taken further action to protect our whole network."
SORRY = "We are sorry."
TEXT = (TITLE, DRAFTED, AGAINST, NETWORK, BORNE, MORE, ODD, SORRY)


@pytest.fixture
def pasting(table: Table) -> Pasting:
    return table.setting.desk.pasting


def read(table: Table, pasting: Pasting, *words: str, name: str = EMAIL) -> PastedPage:
    return pasting.read(table.drafter, table.incident, name, words)


def taking(page: PastedPage, **hows: How) -> Taking:
    """Accept what is suggested, and call the rest framing, as somebody does who looks at it."""
    return Taking(
        decisions=tuple(
            Decision(
                line.words,
                line.words,
                hows.get(f"s{line.number}", How.RESTS if line.suggested else How.FRAMING),
                tuple(fact.key for fact in line.suggested),
            )
            for line in page.lines
        ),
        kept=frozenset(left.id for left in page.left if left.is_kept),
        reason=REASON,
        seen=page.digest,
    )


def take(table: Table, pasting: Pasting, made: Taking, name: str = EMAIL) -> int:
    table.setting.clock.go_on(minutes=1)
    return pasting.take(table.drafter, table.incident, name, made)


def said(table: Table, name: str = EMAIL) -> list[str]:
    page = table.notices.view(table.drafter, table.incident, name)
    return [sentence.text for sentence in page.draft.said()]


def problems(table: Table, pasting: Pasting, made: Taking) -> dict[str, str]:
    before = table.setting.written()
    with pytest.raises(InvalidInputError) as refused:
        take(table, pasting, made)
    assert table.setting.written() == before
    return {problem.path: problem.wrong for problem in refused.value.problems}


# ---- Reading -------------------------------------------------------------------------------------


def test_each_sentence_says_how_it_stands_and_nothing_is_stored(table, pasting) -> None:
    before = table.setting.written()
    page = read(table, pasting, *TEXT)
    assert [line.stands for line in page.lines] == [
        Stands.NOTHING,
        Stands.DRAFTED,
        Stands.AGAINST,
        Stands.ABOUT,
        Stands.BORNE,
        Stands.SAYS_MORE,
        Stands.NOTHING,
        Stands.FRAMING,
    ]
    for line in page.lines:
        assert line.faults or line.suggested or line.stands is Stands.FRAMING, line.words
    assert table.setting.written() == before


def test_beneath_a_sentence_stand_its_facts_as_they_are_now_and_what_was_compared(
    table, pasting
) -> None:
    *_, against, _, borne, _, _, _ = read(table, pasting, *TEXT).lines
    [stores] = [fact for fact in against.suggested if fact.key == "service:stores"]
    assert stores.standing == "confirmed"
    assert "State: open" in stores.words
    [fault] = against.faults
    assert fault.is_against
    assert "is recorded as open, not as closed" in fault.reason
    assert "body:ncsc" in {fact.key for fact in borne.suggested}
    assert borne.checked == ("National Cyber Security Centre has been told",)


def test_a_sentence_stands_in_place_of_the_version_of_it_that_the_draft_has(table, pasting) -> None:
    lines = read(table, pasting, *TEXT).lines
    assert lines[3].replaces == "We have taken further action to protect our network."
    assert lines[7].replaces == "We are sorry that this has happened."
    assert [line.replaces for line in lines if line.number not in (3, 7)] == [""] * 6


def test_what_readers_may_not_be_told_is_no_support(table, pasting) -> None:
    inside = replace(table.next_version("body:ncsc", Change.RE_CONFIRMS), ceiling=Ceiling.INSIDE)
    table.setting.clock.go_on(minutes=1)
    table.record(inside)
    [line] = read(table, pasting, BORNE).lines
    assert line.stands is Stands.SAYS_MORE
    assert any("these readers may not be told" in fault.reason for fault in line.faults)
    assert "body:ncsc" not in {fact.key for fact in line.suggested}


def test_the_other_checks_speak_too(table, pasting) -> None:
    [line] = read(table, pasting, MORE).lines
    assert "risky-wording" in {finding.rule for finding in line.findings}


def test_words_of_praise_are_told_once(table, pasting) -> None:
    words = "We are dealing with a highly sophisticated cyber incident."
    (line,) = read(table, pasting, words).lines
    assert [fault.words for fault in line.faults if "sophisticated" in fault.words] == [
        "highly sophisticated"
    ]
    assert not [each for each in line.findings if "highly sophisticated" in each.message]
    (denial,) = read(table, pasting, MORE).lines
    assert all(fault.words == fault.words.strip() for fault in denial.faults)


def test_the_drafts_own_words_need_no_decision_and_change_nothing(table, pasting) -> None:
    words = said(table)
    page = read(table, pasting, *words)
    assert {line.stands for line in page.lines} == {Stands.DRAFTED}
    kept = frozenset(left.id for left in page.left)
    made = replace(taking(page), kept=kept)
    undecided = tuple(replace(each, how=How.OPEN, rests_on=()) for each in made.decisions)
    before = table.setting.written()
    assert take(table, pasting, replace(made, decisions=undecided)) == 0
    assert table.setting.written() == before


# ---- Taking over ---------------------------------------------------------------------------------


def test_the_text_stands_as_the_draft_with_the_links_somebody_accepted(table, pasting) -> None:
    made = taking(read(table, pasting, *TEXT), s2=How.LEAVE)
    assert take(table, pasting, made) > len(TEXT)
    page = table.notices.view(table.drafter, table.incident, EMAIL)
    shown = {sentence.text: sentence for sentence in page.draft.said()}
    subject, *text = shown
    assert subject == "Cyber incident: what you can do"  # the title is kept, as nobody left it out
    assert text == [each for each in TEXT if each != AGAINST]
    assert shown[DRAFTED].by_hand == ""
    for words in (TITLE, NETWORK, BORNE, MORE, ODD, SORRY):
        assert shown[words].by_hand == "Ada Field"
    assert shown[NETWORK].id == "containment:network"
    assert {rest.fact for rest in shown[BORNE].rests_on} >= {"body:ncsc"}
    assert shown[SORRY].rests_on == ()
    [entry] = [
        each
        for each in table.setting.entries(Action.SENTENCE_EDITED)
        if each.detail.get("text") == BORNE
    ]
    assert entry.reason == REASON
    assert entry.detail["template"] == EMAIL


def test_what_the_facts_do_not_bear_blocks_approval_once_it_stands_there(table, pasting) -> None:
    take(table, pasting, taking(read(table, pasting, AGAINST, ODD)))
    page = table.notices.view(table.drafter, table.incident, EMAIL)
    found = {
        (finding.rule, view.sentence.text)
        for view in page.sentences.values()
        for finding in view.findings
    }
    assert ("unsupported-claim", AGAINST) in found
    assert ("says-more", ODD) in found


def test_nothing_is_taken_that_nobody_decided_on(table, pasting) -> None:
    page = read(table, pasting, *TEXT)
    nobody = tuple(replace(each, how=How.OPEN) for each in taking(page).decisions)
    found = problems(table, pasting, replace(taking(page), decisions=nobody))
    assert found == {f"how-{n}": UNDECIDED.format(n + 1) for n in (0, 2, 3, 4, 5, 6, 7)}
    ticks = tuple(replace(each, rests_on=(), how=How.RESTS) for each in taking(page).decisions)
    found = problems(table, pasting, replace(taking(page), decisions=ticks))
    assert found == {f"rests_on-{n}": NO_FACT.format(n + 1) for n in (0, 2, 3, 4, 5, 6, 7)}


def test_words_changed_after_they_were_read_are_read_again_first(table, pasting) -> None:
    made = taking(read(table, pasting, AGAINST, SORRY))
    first, second = made.decisions
    changed = replace(first, words="Our stores were never open.")
    found = problems(table, pasting, replace(made, decisions=(changed, second)))
    assert found == {"how-0": CHANGED.format(1)}


def test_empty_words_a_missing_reason_and_foreign_facts_are_refused(table, pasting) -> None:
    made = taking(read(table, pasting, BORNE, SORRY))
    first, second = made.decisions
    wrong = (replace(first, rests_on=("service:nowhere",)), replace(second, words=" ", read=" "))
    found = problems(table, pasting, replace(made, decisions=wrong, reason=""))
    assert set(found) == {"rests_on-0", "words-1", "reason"}


def test_a_draft_that_moved_meanwhile_is_not_overwritten(table, pasting) -> None:
    made = taking(read(table, pasting, BORNE))
    take(table, pasting, taking(read(table, pasting, BORNE, SORRY)))
    before = table.setting.written()
    with pytest.raises(ConflictError, match="The draft has moved"):
        take(table, pasting, made)
    assert table.setting.written() == before


def test_a_text_taken_over_once_is_taken_over_again_in_its_order(table, pasting) -> None:
    words = [f"This is remark {n}." for n in "abcdefghijkl"]
    take(table, pasting, taking(read(table, pasting, *words)))
    assert said(table)[1:] == words
    assert {line.stands for line in read(table, pasting, *words).lines} == {Stands.DRAFTED}
    longer = [*words[:3], "Something new.", *words[3:]]
    take(table, pasting, taking(read(table, pasting, *longer)))
    assert said(table)[1:] == longer


def test_what_was_released_can_be_read_and_not_taken_over(table, pasting) -> None:
    table.release(ANNOUNCEMENT)
    page = read(table, pasting, BORNE, AGAINST, name=ANNOUNCEMENT)
    assert [line.stands for line in page.lines] == [Stands.BORNE, Stands.AGAINST]
    assert "Begin the notice again" in page.why_not
    with pytest.raises(RuleError, match="has been released"):
        take(table, pasting, taking(page), name=ANNOUNCEMENT)


def test_only_drafters_of_the_incident_may(table, pasting) -> None:
    page = read(table, pasting, BORNE)
    for person, error in (
        (table.counsel, ForbiddenError),
        (table.setting.person("Otto Outside", Role.DRAFTER), NotFoundError),
    ):
        with pytest.raises(error):
            pasting.read(person, table.incident, EMAIL, [BORNE])
        with pytest.raises(error):
            pasting.take(person, table.incident, EMAIL, taking(page))
    with pytest.raises(NotFoundError):
        read(table, pasting, BORNE, name="voluntary.nothing.customers")
