"""On how much a sentence rests, and how sure that is: said in a few words beside it."""

from dataclasses import replace

import pytest

from builders import a_sentence
from disclosure.services.notice_facts import Beneath
from disclosure.services.notice_pages import SentenceView
from disclosure.web.shown_beneath import rests_words, sureness
from disclosure.words.drafts import GAP, SENTENCE
from disclosure.words.findings import Finding, Severity


def a_view(*standings: str, kind: str = SENTENCE) -> SentenceView:
    facts = tuple(Beneath(f"f{n}", "Fact", "", each, 1) for n, each in enumerate(standings))
    return SentenceView(a_sentence(kind=kind), facts)


@pytest.mark.parametrize(
    ("standings", "words", "kind"),
    [
        (["confirmed"], "Established", "done"),
        (["confirmed", "confirmed"], "Established", "done"),
        (["suspected"], "Likely, but not certain", "soon"),
        (["confirmed", "suspected", "suspected"], "2 of 3: likely, but not certain", "soon"),
        (["suspected", "unknown"], "1 of 2: not known yet", "quiet"),
        (["no-sign", "confirmed"], "1 of 2: we looked; no sign so far", "wait"),
        (["ruled-out"], "Ruled out", "done"),
        ([], "", ""),
    ],
)
def test_a_sentence_is_as_sure_as_the_least_sure_fact_beneath(standings, words, kind) -> None:
    assert sureness(a_view(*standings)) == (words, kind)


@pytest.mark.parametrize(
    ("rule", "severity", "shown"),
    [
        ("unsupported-claim", Severity.STOP, ("Checks are against it", "stop")),
        ("says-more", Severity.WARNING, ("Checks are against it", "stop")),
        ("long-sentence", Severity.WARNING, ("Established", "done")),
    ],
)
def test_words_the_checks_are_against_are_not_called_established(rule, severity, shown) -> None:
    found = Finding(rule, severity, "n", "a1", "What is wrong with it.")
    view = replace(a_view("confirmed"), findings=(found,))
    assert sureness(view) == shown
    # Once it is out, the badge says how sure we were, and other marks what has become of it.
    assert sureness(view, is_out=True) == ("Established", "done")
    gap = replace(a_view("confirmed", kind=GAP), findings=(found,))
    assert sureness(gap) == ("Established", "done")


@pytest.mark.parametrize(
    ("view", "is_out", "words"),
    [
        (a_view("confirmed"), False, "Why we may say this: 1 fact"),
        (a_view("confirmed", "unknown"), False, "Why we may say this: 2 facts"),
        (a_view("confirmed", "unknown"), True, "What this rested on: 2 facts"),
        (a_view("unknown", kind=GAP), False, "Asked because of 1 fact"),
        (a_view(), False, ""),
    ],
)
def test_it_is_said_on_how_much_a_sentence_rests(view, is_out, words) -> None:
    assert rests_words(view, is_out=is_out) == words
