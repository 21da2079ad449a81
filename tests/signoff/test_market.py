"""The market hears first (UK MAR Art 17(1) and 17(8)), and a warning to people never waits."""

from datetime import timedelta

import pytest

from builders import NOON, a_judgement, a_known, a_release, an_entity
from disclosure.facts.instants import When
from disclosure.signoff.market import Hold, HoldKind, hold

BOTH = (
    "Do not hold such a warning back: bring the announcement forward so that both go at the same "
    "moment."
)
SINCE = NOON - timedelta(hours=3)
MINUTE = timedelta(minutes=1)
LISTED = {"market.uk_admitted": "yes"}
YES = a_judgement("inside_information", "yes", SINCE)
NO = a_judgement("inside_information", "no")
ENDED = a_judgement("inside_information", "no", number=2)
RENEWED = a_judgement("inside_information", "yes", SINCE, number=2)
UNDATED = a_judgement("inside_information", "yes")
SPAN = a_judgement("inside_information", "yes", When(SINCE, SINCE + timedelta(hours=1)))
DELAYED = a_judgement("delay_disclosure", "yes", SINCE)
GIVEN_UP = a_judgement("delay_disclosure", "no", number=2)


def held(
    *judgements, told=(), profile=None, entities=(), audience="customers", **options
) -> Hold | None:
    """Ask about a text, after texts to the market at the instants told."""
    known = a_known(
        judgements=judgements,
        releases=[a_release("market", at) for at in told],
        profile=profile,
        entities=entities,
    )
    return hold(known, audience, **{"after_market": True, **options})


# ---- When texts wait -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judgements", "told", "profile", "waits"),
    [
        # judged to be inside information
        ([YES], [], None, True),
        ([YES], [SINCE], None, False),
        ([YES], [SINCE + MINUTE], None, False),
        # what the market was told before cannot have been this
        ([YES], [SINCE - MINUTE], None, True),
        ([YES], [SINCE - MINUTE, SINCE + MINUTE], None, False),
        # known to the hour: from its beginning
        ([SPAN], [SINCE], None, False),
        ([SPAN], [SINCE - MINUTE], None, True),
        # no instant given: any text to the market counts
        ([UNDATED], [], None, True),
        ([UNDATED], [SINCE - timedelta(days=1)], None, False),
        # the last judgement counts
        ([NO], [], LISTED, False),
        ([YES, ENDED], [], LISTED, False),
        ([NO, RENEWED], [], LISTED, True),
        # nobody has judged
        ([], [], LISTED, True),
        ([], [SINCE], LISTED, True),
        ([], [], {"market.uk_admitted": "no"}, False),
        ([], [], None, False),
    ],
)
def test_when_a_text_waits(judgements, told, profile, waits: bool) -> None:
    assert (held(*judgements, told=told, profile=profile) is not None) is waits


def test_one_listed_entity_is_enough() -> None:
    group = an_entity(profile=LISTED)
    assert held(profile={"market.uk_admitted": "no"}, entities=[group]) is not None


@pytest.mark.parametrize(
    ("audience", "options"),
    [
        ("market", {}),
        ("authority", {"after_market": False}),
        ("customers", {"judged_free": True}),
        ("people-affected", {"judged_free": True}),
        ("customers", {"announced": [NOON]}),
        ("people-affected", {"announced": [NOON]}),
    ],
)
def test_what_never_waits_or_waits_no_longer(audience: str, options) -> None:
    assert held(YES, audience=audience, **options) is None


def test_an_announcement_before_the_information_does_not_count_however_it_is_known() -> None:
    assert held(YES, announced=[SINCE - MINUTE]) is not None


def test_a_text_to_others_is_no_announcement() -> None:
    known = a_known(judgements=[YES], releases=[a_release("media", NOON)])
    assert hold(known, "customers", after_market=True) is not None


def test_the_market_and_free_texts_do_not_wait_for_a_judgement_either() -> None:
    assert held(profile=LISTED, audience="market") is None
    assert held(profile=LISTED, judged_free=True) is None


# ---- What it says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judgements", "why", "first"),
    [
        ([YES], "This is judged to be inside information", "Release the announcement first"),
        ([YES, DELAYED], "while the matter stays confidential", "Release the announcement first"),
        ([YES, DELAYED, GIVEN_UP], "This is judged to be inside", "Release the announcement first"),
        ([], "Nobody has judged", "Judge now"),
    ],
)
def test_a_text_waits_and_says_why_and_what_to_do(judgements, why: str, first: str) -> None:
    found = held(*judgements, profile=LISTED)
    assert found is not None
    assert (found.kind, found.rule) == (HoldKind.WAITS, "waits-for-announcement")
    assert why in found.message
    assert "This text waits until " in found.message
    assert found.message.endswith("until the announcement is recorded as sent.")
    assert found.remedies[0].startswith(first)


@pytest.mark.parametrize("judgements", [[YES], [YES, DELAYED], []])
@pytest.mark.parametrize("options", [{"audience": "people-affected"}, {"is_warning": True}])
def test_a_warning_is_not_queued_the_announcement_moves(judgements, options) -> None:
    found = held(*judgements, profile=LISTED, **options)
    assert found is not None
    assert found.kind is HoldKind.BRING_FORWARD
    assert found.message.endswith(BOTH)
    assert "waits until then" not in found.message


def test_for_a_warning_the_first_thing_to_do_is_to_release_both() -> None:
    found = held(YES, audience="people-affected")
    assert found is not None
    assert found.remedies[0] == BOTH
