"""What can be said more fully than it was: told as more, and never as a change."""

from dataclasses import replace

import pytest
from corrected import CORRECTIONS, EMAIL, HOUR, a_retailer, found, told, web

from builders import the_catalogue
from disclosure.facts.case import Case
from disclosure.facts.standings import Change
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.corrections import How, overtaken

COLLECT = "service:click-and-collect"
HEAD, MORE_HEAD = "Correction of what we said", "More on what we said"


def longer(**more: str) -> Case:
    """Record on 25 April something of a service that stood open on 22 April."""
    case = a_retailer()
    (held,) = (version for version in case.facts if version.key == COLLECT)
    at = case.at + 74 * HOUR
    moved = {"number": 2, "change": Change.CHANGES, "recorded_at": at, "true_at": at}
    later = replace(held, **moved, fields={**held.fields, **more})
    return replace(case, facts=(*case.facts, later), at=at + HOUR)


def said_in(case: Case, notice: str) -> dict[str, str]:
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    (made,) = packs.draft_only(case, notices=[notice])
    return {sentence.id: sentence.text for sentence in made.said()}


def test_what_was_left_open_and_is_known_now_has_not_changed() -> None:
    case = longer(detail="customers wait two days longer")
    known = case.known_at(case.at)
    assert {one.how for one in overtaken(known) if one.is_telling} == {How.MORE}
    said = said_in(case, CORRECTIONS[1])
    text = " ".join(said.values())
    assert MORE_HEAD in text
    assert HEAD not in text
    assert "That has changed" not in text
    assert said[f"correction:{EMAIL}-1-affected:click-and-collect"] == (
        "At 14:30 on 22 April we said: “Problems at 13:30 on 22 April: Click and Collect: "
        "delayed.” We can say more now. Problems at 16:00 on 25 April: Click and Collect: "
        "delayed (customers wait two days longer)."
    )
    assert said_in(case, EMAIL)[f"changed-since:customers-{COLLECT}"] == (
        "Click and Collect: delayed; customers wait two days longer."
    )


OF_MARKET = ("Correction of our announcement", "More on our announcement")


@pytest.mark.parametrize(
    ("notice", "changed", "more"),
    [(CORRECTIONS[0], *OF_MARKET), (CORRECTIONS[1], HEAD, MORE_HEAD)],
)
def test_the_headline_says_whether_it_is_a_correction(notice, changed, more) -> None:
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    for case, head in ((longer(state="stopped"), changed), (longer(detail="slow"), more)):
        (made,) = packs.draft_only(case, notices=[notice])
        assert made.headline
        assert made.headline.text == head


@pytest.mark.parametrize(
    "who", ["customers", "media", "people-affected", "public", "staff", "suppliers"]
)
def test_every_correction_has_one_headline_for_each_kind(who) -> None:
    blocks = the_catalogue().notice(f"voluntary.correction.{who}").every_block()
    titles = [block for block in blocks if getattr(block, "form", "") == "title"]
    assert len(titles) == 2


def test_what_stands_otherwise_has_changed_whatever_is_known_besides() -> None:
    case = longer(state="stopped", detail="customers wait two days longer")
    known = case.known_at(case.at)
    assert {one.how for one in overtaken(known) if one.is_telling} == {How.CHANGED}
    text = " ".join(said_in(case, CORRECTIONS[1]).values())
    assert HEAD in text
    assert MORE_HEAD not in text


def test_what_was_wrong_when_said_is_not_only_more() -> None:
    moved = web(2, "working", change=Change.WRONG_WHEN_SAID, fields={"detail": "slowly"})
    (one,) = found(web(), moved, releases=[told("service:website@1")])
    assert one.how is How.WRONG
