"""On what a pasted sentence rests: company texts in our own paraphrase, held to the case files."""

from dataclasses import replace
from functools import cache

import pytest

from builders import (
    a_case_file,
    a_count,
    a_draft,
    a_fact,
    a_known,
    a_release,
    a_released_sentence,
    a_sentence,
    an_entry,
    the_catalogue,
    the_findings_of,
    the_vocabulary,
)
from disclosure.facts.case import Known
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Support
from disclosure.law.duties import assess_all
from disclosure.words.claims import context_of
from disclosure.words.drafting import draft
from disclosure.words.drafts import FIXED, SENTENCE, Draft, Sentence
from disclosure.words.findings import CaseInputs, Severity
from disclosure.words.linking import Reading, propose
from disclosure.words.rules_of_claims import contradictions_in_words, held_to_facts
from disclosure.words.sources import sources

STORES = {"name": "our stores", "area": "stores", "state": "open"}
SITE = {"name": "our website", "area": "online", "state": "working"}


def read(sentence: str, known: Known, audience: str = "customers") -> Reading:
    vocabulary, _ = the_vocabulary()
    return propose(sentence, known, vocabulary, context_of(known, audience))


def of_file(name: str) -> Known:
    case = a_case_file(name)
    return case.known_at(case.at)


def faults(reading: Reading) -> set[str]:
    return {
        name
        for name, found in (
            ("unsupported", reading.unsupported),
            ("says more", reading.says_more),
            ("not understood", reading.not_understood),
        )
        if found
    }


# ---- One claim at a time -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "fact", "wanted"),
    [
        ("At 11:00, our stores were open.", an_entry("service", "stores", STORES), set()),
        ("Our stores are open.", an_entry("service", "stores", STORES), {"says more"}),
        ("Our stores are closed.", an_entry("service", "stores", STORES), {"unsupported"}),
        ("Our app is not working.", an_entry("service", "stores", STORES), {"unsupported"}),
        (
            "At 11:00, our website was working.",
            an_entry("service", "site", SITE, Standing.SUSPECTED),
            {"says more"},
        ),
        (
            "We do not know whether personal data was taken.",
            a_fact(standing=Standing.UNKNOWN),
            set(),
        ),
        ("No personal data was taken.", a_fact(standing=Standing.UNKNOWN), {"says more"}),
        ("Personal data was affected.", a_fact(), set()),
        ("Personal data was affected.", a_fact(value="no"), {"unsupported"}),
        ("No personal data was taken.", a_fact(standing=Standing.NO_SIGN), {"says more"}),
        ("Customer data was affected.", a_fact(), {"says more"}),
        (
            "The incident affects 1,000 people.",
            a_fact("personal_data.people_count", a_count(1000)),
            set(),
        ),
        (
            "The incident affects 1,000 people.",
            a_fact("personal_data.people_count", a_count(1000, Quality.ABOUT)),
            {"says more"},
        ),
        (
            "The incident affects 2,000 people.",
            a_fact("personal_data.people_count", a_count(1000)),
            {"unsupported"},
        ),
        ("We run more than 2,000 stores.", an_entry("service", "stores", STORES), {"unsupported"}),
        ("We have reported this to the ICO.", a_fact(), {"unsupported"}),
        ("The moon was rather bright.", a_fact(), {"not understood"}),
    ],
)
def test_a_claim_is_borne_goes_further_or_hangs_in_the_air(sentence, fact, wanted):
    assert faults(read(sentence, a_known(fact))) == wanted


NAMES_TAKEN = {"category": "identifiers", "who": "customers", "effect": "taken"}
NAMES_SEEN = {"category": "identifiers", "who": "customers", "effect": "accessed"}


@pytest.mark.parametrize(
    ("sentence", "fields", "standing", "wanted"),
    [
        ("Customer names were taken.", NAMES_TAKEN, Standing.CONFIRMED, set()),
        ("Customer names were taken.", NAMES_SEEN, Standing.CONFIRMED, {"says more"}),
        ("Customer names were accessed.", NAMES_TAKEN, Standing.CONFIRMED, set()),
        ("Customer names were taken.", NAMES_TAKEN, Standing.SUSPECTED, {"says more"}),
        ("Customer names may have been taken.", NAMES_TAKEN, Standing.SUSPECTED, set()),
        ("Customer names were taken.", NAMES_TAKEN, Standing.RULED_OUT, {"unsupported"}),
        ("Customer names were not taken.", NAMES_TAKEN, Standing.CONFIRMED, {"unsupported"}),
        ("Customer names were not taken.", NAMES_TAKEN, Standing.RULED_OUT, set()),
        ("Names of colleagues were taken.", NAMES_TAKEN, Standing.CONFIRMED, {"unsupported"}),
        ("Customer passwords were taken.", NAMES_TAKEN, Standing.CONFIRMED, {"unsupported"}),
    ],
)
def test_what_is_said_of_data_is_held_to_the_data_that_is_listed(
    sentence, fields, standing, wanted
):
    listed = an_entry("data", "names", fields, standing)
    assert faults(read(sentence, a_known(listed))) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "We are sorry for the trouble this causes.",
        "Thank you for bearing with us.",
        "Your trust matters to us.",
        "Our priority is to restore services safely.",
        "Dear customer,",
    ],
)
def test_framing_is_known_as_such(sentence):
    reading = read(sentence, a_known(a_fact()))
    assert reading.is_framing
    assert reading.is_sound
    assert reading.links == ()


@pytest.mark.parametrize(
    ("words", "judging"),
    [
        ("a sophisticated attack", ["sophisticated"]),
        ("a highly complex attack", ["highly complex"]),
        ("a limited incident", ["limited"]),
        ("an attack on a small number of systems", ["small"]),
        ("an attack on our industry-leading systems", ["industry-leading"]),
        ("an attack on our state of the art systems", ["state of the art"]),
        ("an attack on our robust systems", ["robust"]),
    ],
)
def test_a_judgement_is_never_borne_even_by_a_fact_that_holds_it(words, judging):
    typed = a_fact("incident.description", words)
    reading = read(f"We are dealing with {words}.", a_known(typed))
    assert [fault.words for fault in reading.judging] == judging
    assert not reading.is_sound
    assert all("No fact bears it" in fault.reason for fault in reading.judging)


def test_a_plain_word_judges_nothing():
    typed = a_fact("incident.description", "an attack on Vale Limited")
    assert read("We are dealing with an attack on Vale Limited.", a_known(typed)).judging == ()


# ---- What others do ------------------------------------------------------------------------------

OWN_WORK = a_fact("investigation.work", "how this happened")
POLICE = an_entry("body", "police", {"name": "the police", "type": "police", "state": "told"})
EXPERTS = an_entry(
    "expert", "a", {"kind": "outside specialists", "task": "investigate and to help us recover"}
)
THEIR_WORK = a_fact("incident.context", "a break-in that the police are investigating")


@pytest.mark.parametrize(
    "sentence",
    [
        "The police are investigating.",
        "The police are investigating how this happened.",
        "The ICO is looking into how this happened.",
        "The National Crime Agency is helping us to find out how this happened.",
        "The NCSC has confirmed how this happened.",
        "We have told the police, who are investigating.",
        "There is a police investigation.",
        "This is being investigated by the police.",
        "We are helping the police with their investigation.",
        "With help from the NCSC, we are investigating how this happened.",
        "An outside firm is investigating how this happened.",
        "Our supplier is investigating how this happened.",
        "Example Forensics is investigating how this happened.",
    ],
)
def test_what_others_do_is_not_borne_by_what_we_do_or_told_them(sentence):
    reading = read(sentence, a_known(OWN_WORK, POLICE))
    assert any("No fact says this of" in fault.reason for fault in reading.unsupported)


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("The police are investigating.", THEIR_WORK),
        ("Outside specialists are investigating how this happened.", EXPERTS),
        ("Outside specialists are helping us.", EXPERTS),
        ("We have told the police.", POLICE),
        ("The police have been informed.", POLICE),
        ("We are working with the police.", POLICE),
        ("We are investigating how this happened.", OWN_WORK),
        ("Our security team is investigating how this happened.", OWN_WORK),
        ("Harcourt & Vale plc is investigating how this happened.", OWN_WORK),
    ],
)
def test_what_somebody_does_is_borne_by_a_fact_on_them(sentence, fact):
    reading = read(sentence, a_known(fact))
    assert reading.unsupported == ()
    assert [link.fact for link in reading.links] == [fact.key]


def test_that_a_firm_is_engaged_does_not_say_what_it_looks_into():
    helper = an_entry("expert", "a", {"kind": "outside specialists"})
    assert faults(read("Outside specialists are helping us.", a_known(helper))) == set()
    looking = read("Outside specialists are examining our systems.", a_known(helper, OWN_WORK))
    assert "unsupported" in faults(looking)


def test_who_is_said_to_be_checking_a_fact_bears_that_they_check():
    checked = a_fact(standing=Standing.UNKNOWN, support=Support(being_checked="outside experts"))
    assert read("Outside experts are checking this.", a_known(checked)).unsupported == ()


# ---- Pasted company texts, paraphrased -----------------------------------------------------------

PASTED = [
    # A clothing and food retailer.
    (
        "ms-2025",
        "We have brought in outside cyber security experts.",
        {"expert:cyber-security"},
        (),
    ),
    (
        "ms-2025",
        "Some Click and Collect orders may be delayed.",
        {"service:click-and-collect"},
        (),
    ),
    (
        "ms-2025",
        "We made temporary changes to how our stores work to protect customers and the business.",
        {"containment:store-changes"},
        (),
    ),
    (
        "ms-2025",
        "Our stores stay open, and our website and app are operating as normal.",
        {"service:stores", "service:website-and-app"},
        ("says more",),
    ),
    (
        "ms-2025",
        "We are taking further action to protect our network.",
        {"containment:network"},
        (),
    ),
    (
        "ms-2025",
        "We have reported this to the data protection authorities and the NCSC.",
        {"body:data-protection", "body:ncsc"},
        (),
    ),
    (
        "ms-2025",
        "We will give an update when the situation changes.",
        {"next_update.condition"},
        (),
    ),
    ("ms-2025", "You do not need to take any action.", {"customers.need_to_act"}, ()),
    ("ms-2025", "Gift cards cannot be used.", {"service:gift-cards"}, ("says more",)),
    (
        "ms-2025",
        "Contactless payments are working again.",
        {"service:contactless"},
        ("unsupported",),
    ),
    # A co-operative.
    (
        "coop-2025",
        "There have been attempts to get unauthorised access to some of our systems.",
        {"incident.description"},
        (),
    ),
    (
        "coop-2025",
        "As a precaution we have withdrawn access to some systems.",
        {"containment:access-withdrawn"},
        (),
    ),
    (
        "coop-2025",
        "Our back office and our call centre are affected.",
        {"service:back-office", "service:call-centre"},
        (),
    ),
    (
        "coop-2025",
        "All our food stores and funeral homes are trading as usual.",
        {"service:food-stores", "service:funeral-homes"},
        ("says more",),
    ),
    (
        "coop-2025",
        "We are not asking members or customers to do anything differently.",
        {"customers.need_to_act"},
        (),
    ),
    ("coop-2025", "We will give updates as necessary.", {"next_update.condition"}, ()),
    (
        "coop-2025",
        "We do not believe that customer data has been compromised.",
        {"personal_data.involved"},
        ("says more",),
    ),
    ("coop-2025", "We have over 2,000 stores.", set(), ("unsupported",)),
    # A supermarket.
    (
        "tesco-2021",
        "Our grocery website and our app are running again.",
        {"service:website", "service:app"},
        ("unsupported",),
    ),
    (
        "tesco-2021",
        "There was an attempt to interfere with our systems.",
        {"incident.description"},
        (),
    ),
    (
        "tesco-2021",
        "There is no reason to believe that customer data was affected.",
        {"personal_data.involved"},
        ("says more",),
    ),
    (
        "tesco-2021",
        "This led to problems with the search on our website.",
        {"incident.cause"},
        (),
    ),
]


@pytest.mark.parametrize(("name", "sentence", "facts", "wanted"), PASTED)
def test_a_pasted_sentence_is_linked_or_flagged(name, sentence, facts, wanted):
    reading = read(sentence, of_file(name))
    assert facts <= {link.fact for link in reading.links}
    assert faults(reading) == set(wanted)
    assert all(link.reason for link in reading.links)
    assert not reading.is_framing


@pytest.mark.parametrize(
    "sentence",
    [
        "Our teams have worked day and night, and we are sorry for the inconvenience.",
        "Thank you to colleagues, members and suppliers for their understanding.",
        "We are working hard to keep disruption to our services down.",
        "Customer trust is very important to us.",
    ],
)
@pytest.mark.parametrize("name", ["ms-2025", "coop-2025", "tesco-2021"])
def test_nothing_pasted_is_accepted_in_silence(name, sentence):
    reading = read(sentence, of_file(name))
    assert reading.is_framing or reading.links or not reading.is_sound


# ---- Findings ------------------------------------------------------------------------------------


def hand(text: str, *beneath, kind: str = "sentence") -> Sentence:
    drafted = a_sentence(text, *beneath)
    return Sentence(
        "s1", text, kind, rests_on=drafted.rests_on, by_hand="Lena Adeyemi", drafted="What was"
    )


def found(known: Known, *drafts) -> list[tuple[str, Severity, str]]:
    own = ("unsupported-claim", "says-more", "contradiction")
    return [
        (f.rule, f.severity, f.notice) for f in the_findings_of(known, drafts, ()) if f.rule in own
    ]


STOP, WARNING = Severity.STOP, Severity.WARNING
OPEN = an_entry("service", "stores", STORES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At 11:00 today, our stores were open.", []),
        ("Our stores are open.", [("says-more", WARNING, "letter")]),
        ("Our stores are closed.", [("unsupported-claim", STOP, "letter")]),
        ("We have told the police.", [("unsupported-claim", STOP, "letter")]),
    ],
)
def test_words_by_hand_are_held_to_the_facts_beneath_them(text, wanted):
    letter = a_draft(hand(text, OPEN), notice="letter")
    assert found(a_known(OPEN), letter) == wanted


@pytest.mark.parametrize("ours", ["org.name", "profile.size", "contact.media"])
def test_our_own_name_bears_no_denial(ours):
    """The first sentence of a text often rests on it; a denial beside it is held all the same."""
    us = a_fact(ours, "Harcourt & Vale plc")
    seen = an_entry("data", "passwords", {"category": "passwords", "effect": "accessed"})
    letter = a_draft(hand("No customer passwords were taken.", seen, us), notice="letter")
    assert ("unsupported-claim", STOP, "letter") in found(a_known(seen), letter)


def test_drafted_words_are_not_read_again():
    letter = a_draft(a_sentence("Our stores are closed.", OPEN), notice="letter")
    assert found(a_known(OPEN), letter) == []


def test_that_somebody_was_told_is_not_borne_by_words_on_something_else():
    typed = a_fact("incident.description", "An attack on the ordering system of our shops")
    sentence = "We told the London Stock Exchange of an attack on the ordering system of our shops."
    assert "unsupported" in faults(read(sentence, a_known(typed)))


def test_words_marked_as_framing_may_assert_nothing():
    fine = a_draft(hand("We are sorry.", kind=FIXED), notice="letter")
    wrong = a_draft(hand("Our stores are open.", kind=FIXED), notice="letter")
    assert found(a_known(OPEN), fine) == []
    assert found(a_known(OPEN), wrong) == [("unsupported-claim", STOP, "letter")]


def test_words_by_hand_are_held_to_the_other_texts():
    names = a_fact()
    letter = a_draft(hand("Customer data was not taken.", names), notice="letter")
    press = a_draft(a_sentence("Customer data was taken.", names), notice="press")
    assert ("contradiction", STOP, "letter") in found(a_known(names), letter, press)
    agreed = a_draft(a_sentence("Customer data was not taken.", names), notice="press")
    assert ("contradiction", STOP, "letter") not in found(a_known(names), letter, agreed)


def test_one_sentence_against_many_texts_is_found_once():
    names = a_fact()
    letter = a_draft(hand("Customer data was not taken.", names), notice="letter")
    others = [
        a_draft(
            a_sentence("Customer data was taken.", names), notice=f"press{n}", title=f"Text {n}"
        )
        for n in range(1, 7)
    ]
    told = [
        f.message
        for f in the_findings_of(a_known(names), [letter, *others], ())
        if f.rule == "contradiction" and f.notice == "letter"
    ]
    [message] = told
    assert "in “Text 1”." in message
    assert "Against it speak also “Text 2”, “Text 3”, “Text 4” and 2 more." in message


def test_a_text_that_went_out_without_links_is_read_too():
    out = a_release(sentences=[a_released_sentence("Our website is working.")])
    known = a_known(an_entry("service", "site", SITE | {"state": "stopped"}), releases=[out])
    letter = a_draft(a_sentence("Our website is not working."), notice="letter")
    assert found(known, letter) == [("contradiction", STOP, "letter")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ms-2025", "coop-2025", "tesco-2021"])
def test_what_is_drafted_is_borne_by_what_it_is_drafted_from(name):
    """Read again as if somebody had typed it, no drafted sentence lacks its facts."""
    catalogue, case = the_catalogue(), a_case_file(name)
    known = case.known_at(case.at)
    typed = [
        a_draft(
            *(
                replace(s, by_hand="Lena Adeyemi", drafted=s.text)
                for s in draft.said()
                if s.kind == SENTENCE
            ),
            audience=draft.audience,
        )
        for draft in the_drafts(name)
    ]
    inputs = CaseInputs(known, typed, (), catalogue.audiences, catalogue.vocabulary)
    assert [f.message for f in held_to_facts(inputs) if f.rule == "unsupported-claim"] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ms-2025", "coop-2025", "tesco-2021"])
def test_texts_drafted_from_the_same_facts_do_not_contradict_each_other(name):
    catalogue, case = the_catalogue(), a_case_file(name)
    known = case.known_at(case.at)
    inputs = CaseInputs(known, the_drafts(name), (), catalogue.audiences, catalogue.vocabulary)
    assert [f.message for f in contradictions_in_words(inputs)] == []


@cache
def the_drafts(name: str) -> tuple[Draft, ...]:
    catalogue, case = the_catalogue(), a_case_file(name)
    known = case.known_at(case.at)
    duties = assess_all(
        catalogue.law.obligations, known, catalogue.law.calendars, law_as_of=case.law_as_of
    )
    readable = {
        audience: sources(
            known,
            catalogue.vocabulary,
            catalogue.law.authorities,
            may_read=rules.may_read,
            on=case.law_as_of,
            duties=duties,
        )
        for audience, rules in catalogue.audiences.items()
    }
    return tuple(draft(notice, readable[notice.audience]) for notice in catalogue.notices)
