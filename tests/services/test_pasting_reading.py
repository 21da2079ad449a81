"""The claims companies made in three incidents, in words of our own: each is linked or flagged."""

from functools import cache

import pytest

from builders import a_case_file, the_catalogue, the_vocabulary
from disclosure.law.duties import assess_all
from disclosure.services.pasting_pages import Stands
from disclosure.services.pasting_reading import Reader, ReadSentence
from disclosure.words.sources import sources

MS, COOP, TESCO = "ms-2025", "coop-2025", "tesco-2021"
STATEMENTS = [
    # What the retailer told the market and its customers on 22 April 2025.
    (MS, "market", "We have been handling a cyber incident for some days now.", True),
    (MS, "market", "The moment we learned of it, we changed small things in our stores.", True),
    (MS, "market", "Outside cyber security experts help us to investigate it.", True),
    (MS, "market", "We have told the data protection authorities and the NCSC about it.", True),
    (MS, "market", "We are acting to protect our network further.", True),
    (MS, "customers", "Our stores are open as always.", True),
    (MS, "customers", "Our website and our app are operating as normal.", True),
    (MS, "customers", "Click and Collect orders may be delayed a little.", True),
    (MS, "customers", "There is nothing you need to do for now.", True),
    (MS, "customers", "No customer data was involved in this.", True),
    (MS, "customers", "If that changes, we will tell you.", True),
    (MS, "customers", "We are sincerely sorry for the inconvenience.", False),
    (MS, "customers", "The trust of our customers is very important to us.", False),
    # The cooperative on 30 April 2025.
    (COOP, "media", "There were attempts to get into some of our systems.", True),
    (COOP, "media", "We have withdrawn access to some systems to keep them safe.", True),
    (COOP, "media", "That affects our back office and our call centre a little.", True),
    (COOP, "media", "All our stores and our funeral homes are trading as usual.", True),
    (COOP, "media", "We ask our members and customers for nothing different now.", True),
    (COOP, "media", "We do not believe that any customer data has been compromised.", True),
    (COOP, "media", "We will go on giving updates as needed.", True),
    (COOP, "media", "Thank you to our colleagues, members and suppliers.", False),
    # The supermarket on 25 October 2021.
    (TESCO, "media", "Our online grocery website and our app are back up and running.", True),
    (TESCO, "media", "Somebody tried to interfere with our systems.", True),
    (TESCO, "media", "There is no reason to believe that customer data is affected.", True),
    (TESCO, "media", "Our teams worked day and night to bring the service back.", True),
    (TESCO, "media", "We are really sorry for the inconvenience.", False),
]
FLAGS = (Stands.SAYS_MORE, Stands.AGAINST, Stands.NOTHING)


@cache
def a_reader(name: str, audience: str) -> Reader:
    catalogue, case = the_catalogue(), a_case_file(name)
    known = case.known_at(case.at)
    law = catalogue.law
    readable = sources(
        known,
        catalogue.vocabulary,
        law.authorities,
        may_read=catalogue.audiences[audience].may_read,
        on=case.law_as_of,
        duties=assess_all(law.obligations, known, law.calendars, law_as_of=case.law_as_of),
    )
    return Reader(known, the_vocabulary()[0], audience, readable)


def read(name: str, audience: str, sentence: str) -> ReadSentence:
    return a_reader(name, audience).read(sentence)


@pytest.mark.parametrize(("name", "audience", "sentence", "is_factual"), STATEMENTS)
def test_every_factual_sentence_is_linked_or_flagged(name, audience, sentence, is_factual) -> None:
    found = read(name, audience, sentence)
    if not is_factual:
        assert found.stands is Stands.FRAMING
        return
    assert found.stands is not Stands.FRAMING
    assert found.keys or found.faults
    if found.stands in FLAGS:
        assert all(fault.reason for fault in found.faults)
        assert found.faults
    else:
        assert found.keys
    # Borne is only what was compared, and the page says which words that were.
    assert (found.stands is Stands.BORNE) <= bool(found.checked)


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        # Recorded at 13:30 on 22 April; said without a time.
        ("Our stores are open as always.", Stands.SAYS_MORE),
        # Not known on 22 April whether personal data is involved.
        ("No customer data was involved in this.", Stands.SAYS_MORE),
        # Recorded as working only some of the time.
        ("You can pay by contactless as always.", Stands.AGAINST),
        # Nobody recorded anything on it.
        ("We have paid the attackers nothing.", Stands.NOTHING),
        ("What is wrong at our stores", Stands.NOTHING),
    ],
)
def test_what_the_company_could_not_know_is_flagged_for_what_it_is(sentence, stands) -> None:
    assert read(MS, "customers", sentence).stands is stands


@pytest.mark.parametrize("number", ["9" * 400, "9" * 1900])
def test_a_number_nobody_can_mean_is_read_as_words(number) -> None:
    assert read(MS, "customers", f"It affects {number} customers.").stands in FLAGS


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("No customer data was taken.", "No customer data was taken"),
        (
            "None of our customers' data has been stolen.",
            "None of our customers' data has been stolen",
        ),
        ("We do not believe that any data was taken.", "do not believe that any data was taken"),
        ("We have no evidence that data was taken.", "no evidence that data was taken"),
        ("Customer data was taken.", "data was taken"),
        ("It was ransomware.", "ransomware"),
    ],
)
def test_a_denial_is_quoted_with_the_word_that_denies(sentence, quoted) -> None:
    assert quoted in [fault.words for fault in read(MS, "customers", sentence).faults]


def test_a_word_of_praise_says_more_than_any_fact() -> None:
    found = read(MS, "media", "We are dealing with a highly sophisticated cyber incident.")
    assert found.stands is Stands.SAYS_MORE
    assert [fault.words for fault in found.faults] == ["highly sophisticated"]
    assert "incident.description" in found.keys
