"""What was said and does not hold any more is not said again."""

from dataclasses import replace

import pytest
from corrected import EMAIL, LETTER, STOPPED, WAS, told, web

from builders import a_draft, a_known, a_sentence, the_findings_of
from disclosure.facts.versions import FactVersion
from disclosure.words.drafts import Sentence
from disclosure.words.findings import Severity
from disclosure.words.rules_of_corrections import REUSED


def reused(sentence: Sentence, *others: Sentence, notice: str = LETTER) -> list[tuple[str, str]]:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    drafts = [a_draft(sentence, *others, notice=notice, audience="staff")]
    return [
        (finding.sentence, finding.severity)
        for finding in the_findings_of(known, drafts)
        if finding.rule == REUSED
    ]


def by_hand(text: str, *rests: FactVersion, drafted: str = "Something else.") -> Sentence:
    return replace(a_sentence(text, *rests, name="own"), by_hand="Ada Field", drafted=drafted)


STOP = [("own", Severity.STOP)]


@pytest.mark.parametrize(
    "text",
    [
        WAS,
        "our website was working, at 09:00 on 20 November",
        f"Good morning. {WAS} Please order there.",
        f"At noon we said: “Our tills are open.” {WAS}",
    ],
)
def test_words_by_hand_that_say_it_again_are_stopped(text) -> None:
    assert reused(by_hand(text)) == STOP
    # Resting them on what is known now does not make them true.
    assert reused(by_hand(text, STOPPED)) == STOP


@pytest.mark.parametrize(
    "text",
    [
        f"At noon we said: “{WAS}” That has changed.",
        "Our website was working at 09:00 on 21 November.",
        "Our website is stopped.",
    ],
)
def test_a_quotation_or_other_words_are_not(text) -> None:
    assert reused(by_hand(text)) == []


def test_words_that_the_facts_give_today_are_right() -> None:
    assert reused(a_sentence(WAS, STOPPED, name="own")) == []
    assert reused(by_hand(WAS, STOPPED, drafted=WAS)) == []
    given = a_sentence(WAS, STOPPED, name="drafted")
    assert reused(by_hand(WAS, STOPPED), given) == []


def test_the_same_sentence_on_the_old_version_is_stopped() -> None:
    old = a_sentence("Our website works.", web(), name="working")
    assert reused(old, notice=EMAIL) == [("working", Severity.STOP)]
    new = a_sentence("Our website works.", STOPPED, name="working")
    assert reused(new, notice=EMAIL) == []
    quoted = a_sentence("It worked; now it does not.", web(), STOPPED, name="working")
    assert reused(quoted, notice=EMAIL) == []


def test_the_finding_says_where_it_was_said_and_what_to_do() -> None:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    drafts = [a_draft(by_hand(WAS), notice=LETTER)]
    (finding,) = (f for f in the_findings_of(known, drafts) if f.rule == REUSED)
    assert finding.message == (
        f"This was said in “{EMAIL}#1” at 08:00 on 20 November. It has changed since (“our "
        "website”), and whoever reads it again is misled. Say what is so now; to speak of what "
        "was said, put it in quotation marks and say what became of it."
    )


def test_a_correction_contradicts_nothing() -> None:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    correction = a_sentence(f"We said: “{WAS}” It is stopped.", web(), STOPPED)
    plain = a_sentence("It is stopped.", STOPPED)
    drafts = [a_draft(correction), a_draft(plain, notice=LETTER, audience="staff")]
    rules = {finding.rule for finding in the_findings_of(known, drafts)}
    assert "contradiction" not in rules
