"""Whether two texts contradict each other: near misses first, then the exam of a second reader."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from disclosure.words.comparing import Clash, Text, Verdict, compare, text_of

NINE = datetime.fromisoformat("2025-04-22T09:00:00+01:00")
TEN, LATER = NINE + timedelta(hours=1), NINE + timedelta(days=2)
SURE, UNCLEAR = Verdict.CONTRADICTING, Verdict.UNCLEAR


def said(words: str, at: datetime = NINE, to: str = "market") -> Text:
    return text_of(words, to, at)


def verdicts(first: Text, second: Text) -> list[Verdict]:
    return [clash.verdict for clash in compare(first, second)]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("27 stores are closed.", "Thirty-one stores are closed.", "number"),
        (
            "Between 500 and 1,000 people are affected.",
            "The incident affected 1,200 people.",
            "number",
        ),
        ("We detected it on Saturday 19 April.", "We discovered it on 20 April.", "date"),
        ("We found this at 18:00 on 19 April.", "It was detected at 7 pm on 19 April.", "date"),
        ("Customer names were taken.", "Customer names may have been taken.", "standing"),
        ("Customer names were taken.", "We believe customer names were taken.", "standing"),
        (
            "We are checking whether customer data was accessed.",
            "Customer data has not been accessed.",
            "standing",
        ),
        (
            "There is no evidence that customer data was taken.",
            "Customer data was taken.",
            "standing",
        ),
        (
            "Our stores are not affected.",
            "Contactless payments in stores are not working.",
            "scope",
        ),
        ("Only our website is affected.", "Click and Collect is not available.", "scope"),
        ("We have reported this to the ICO.", "We are considering telling the ICO.", "yes-no"),
        ("Passwords were included.", "Passwords were not included.", "yes-no"),
        ("Our website is working.", "Our website is not working.", "yes-no"),
        ("No ransom was paid.", "A ransom was paid.", "yes-no"),
        ("This was not a cyber attack.", "We suffered a cyber attack.", "yes-no"),
    ],
)
def test_what_cannot_both_be_so_contradicts(first, second, kind):
    for one, other in ((first, second), (second, first)):
        found = compare(said(one), said(other, TEN, "customers"))
        assert [(clash.verdict, str(clash.kind)) for clash in found] == [(SURE, kind)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("10 million accounts were affected.", "The attack affected 10,000,000 accounts."),
        ("About 6,500 people are affected.", "Fewer than 7,000 people are affected."),
        ("27 stores are closed.", "Twenty-seven shops are closed."),
        ("38 of our 420 stores are closed.", "We have 420 stores."),
        ("300 customers are affected.", "40 colleagues are affected."),
        ("We wrote to 300 customers.", "The data of 900 customers was taken."),
        ("Some 5% of customers are affected.", "12,000 customers are affected."),
        ("Between 500 and 1,000 people are affected.", "The incident affected 800 people."),
        ("As of 9 am, 12 stores are closed.", "As of 4 pm, 20 stores are closed."),
        ("It began on Saturday 19 April.", "It began on 19 April 2025."),
        ("We detected it on Easter Saturday.", "We detected it on 19 April."),
        ("We detected it on 19 April.", "It began on 18 April."),
        ("It began at 09:10 BST on 19 April.", "It began at 08:10 UTC on 19 April."),
        ("We found it at 18:00 on 19 April.", "We found it at 6 pm on 19 April."),
        ("No customer data was taken.", "Employee data was taken."),
        ("Some services are affected.", "Our website is not working."),
        ("We told the ICO on Monday.", "We told the NCSC on Sunday."),
        ("No ransom was paid.", "We do not comment on ransom payments."),
        ("Customer data was accessed.", "No customer data was published."),
        ("Customer names were taken.", "Passwords were not taken."),
        ("We do not know whether data was taken.", "There is no sign that data was taken."),
        ("Our stores are open.", "Contactless payments in stores are not working."),
        ("Our website is down.", "We are sorry."),
    ],
)
def test_what_can_both_be_so_does_not(first, second):
    for one, other in ((first, second), (second, first)):
        assert compare(said(one), said(other, TEN, "customers")) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("27 stores are closed.", "45 stores are closed."),
        ("Our website is working.", "Our website is not working."),
        ("Customer names may have been taken.", "Customer names were taken."),
    ],
)
def test_what_only_time_may_explain_is_unclear(first, second):
    assert verdicts(said(first), said(second, LATER)) == [UNCLEAR]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("27 stores are closed.", "The number has risen: 45 stores are closed."),
        ("Customer names may have been taken.", "We now know that customer names were taken."),
        ("Our website is not working.", "Our website has now been restored."),
        ("No customer data was taken.", "We said earlier that no data was taken. That was wrong."),
    ],
)
def test_a_later_text_may_say_that_it_changed(first, second):
    assert compare(said(first), said(second, LATER)) == ()


def test_what_was_told_is_not_untold():
    told, will = "We have reported this to the ICO.", "We will report this to the ICO."
    assert verdicts(said(told), said(will, LATER)) == [SURE]
    assert compare(said(will), said(told, LATER)) == ()


def test_yesterday_is_the_day_before_it_is_said():
    first = said("We detected it yesterday.", datetime.fromisoformat("2025-04-20T09:00:00+01:00"))
    assert compare(first, said("We detected it on 19 April.", TEN)) == ()
    assert verdicts(first, said("We detected it on 20 April.", TEN)) == [SURE]


def test_a_clash_names_both_places():
    [clash] = compare(
        said("We are sorry. 27 stores are closed."), said("31 stores are closed today.", TEN)
    )
    assert (clash.first.sentence, clash.first.words) == (1, "27 stores")
    assert (clash.second.sentence, clash.second.words) == (0, "31 stores")
    assert "stores" in clash.reason


# ---- The exam ------------------------------------------------------------------------------------

PAIRS = Path(__file__).with_name("text_pairs.toml")
ARGUED: dict[str, str] = {}
"""Pairs whose label we hold to be wrong, each with the reason."""


def the_pairs() -> list[dict[str, object]]:
    return tomllib.loads(PAIRS.read_text("utf-8"))["pairs"] if PAIRS.exists() else []


def of_pair(pair) -> tuple[Text, Text]:
    first, second = (
        text_of(" ".join(one["text"].split()), one["audience"], one["said_at"])
        for one in (pair["first"], pair["second"])
    )
    return first, second


def is_at(clash: Clash, wanted: list[str], texts: tuple[Text, Text]) -> bool:
    """Say whether a clash stands where the reader found one: in the same sentences."""
    places = zip((clash.first, clash.second), texts, wanted, strict=True)
    return all(_overlap(text.sentences[place.sentence], words) for place, text, words in places)


def _overlap(sentence: str, words: str) -> bool:
    plain = " ".join(words.split())
    return (
        plain in sentence
        or sentence in plain
        or any(part.strip(" .") in sentence for part in plain.split(". ") if part.strip(" ."))
    )


@pytest.mark.parametrize("pair", the_pairs(), ids=lambda pair: str(pair["id"]))
def test_the_pairs_of_the_second_reader(pair):
    texts = of_pair(pair)
    found = compare(*texts)
    sure = [clash for clash in found if clash.verdict is SURE]
    if pair["id"] in ARGUED:
        return
    if pair["label"] == "contradicting":
        assert [w for w in pair["clash"] if not any(is_at(c, w, texts) for c in sure)] == []
    elif pair["label"] == "consistent":
        assert found == ()
    else:
        assert sure == []


# ---- What was done, what is asked, and why it happened -------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("You do not need to do anything.", "Please change your password.", [SURE]),
        ("You do not need to do anything else.", "Please change your password.", []),
        ("You do not need to do anything.", "You need do nothing.", []),
        ("This was caused by a cyber attack.", "This was caused by a technical fault.", [SURE]),
        ("The cause is not yet known.", "This was caused by a cyber attack.", [SURE]),
        ("The cause is not yet known.", "We are dealing with a cyber incident.", []),
        ("We will tell the ICO.", "We are considering whether to tell the ICO.", [UNCLEAR]),
        ("We have told the ICO.", "We have told the police.", []),
        ("We are working with the ICO.", "We have not told the ICO.", []),
        ("No ransom was paid.", "We will not comment on a ransom.", []),
    ],
)
def test_deeds_requests_and_causes_said_to_the_same_readers(first, second, expected):
    one, other = said(first, to="customers"), said(second, to="customers")
    assert verdicts(one, other) == expected
    assert verdicts(other, one) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, [SURE]), (5, [UNCLEAR]), (48, [])],
    ids=["at once", "a day", "later"],
)
def test_who_was_not_told_may_be_told_later(hours, expected):
    before = said("We have not told the ICO.")
    told = said("We have told the ICO.", NINE + timedelta(hours=hours))
    assert verdicts(before, told) == expected
