"""What is read out at a till and on the telephone: each sentence in one breath."""

import re

import pytest
from drafted import CASE_NAMES, the_draft

from disclosure.words.drafts import HeadingPart
from disclosure.words.prose import count_words, sentences

BREATH = 24
"""Words; what was typed into a fact counts too."""
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")


@pytest.mark.parametrize("case", CASE_NAMES)
def test_a_cashier_can_say_each_sentence(case: str) -> None:
    for sentence in the_draft(case, "voluntary.till.customers").draft.said():
        assert not re.search(r"[;()]", sentence.text), sentence.text
        assert max(map(count_words, sentences(sentence.text))) <= BREATH, sentence.text
        # A clock stands once for staff, and where a promise, a check or "it works" needs it.
        if not sentence.id.startswith(("as-of", "next-update", "data", "working")):
            assert not CLOCK.search(sentence.text), sentence.text


def test_the_script_has_a_line_for_when_and_one_for_data() -> None:
    draft = the_draft("ms-2025", "voluntary.till.customers").draft
    assert [part.text for part in draft.parts if isinstance(part, HeadingPart)] == [
        "Say", "When", "Data", "More",
    ]  # fmt: skip
    said = {sentence.id: sentence.text for sentence in draft.said()}
    assert said["affected:click-and-collect"] == (
        "There is a delay with Click and Collect. Please wait for our message before you travel."
    )
    assert said["no-date"] == "We cannot say yet when it will work again."
    assert said["data"] == "We do not yet know whether personal data is involved."
    assert said["as-of"] == "This is how things stood at 13:30 on 22 April."


@pytest.mark.parametrize("case", CASE_NAMES)
def test_what_fails_is_told_on_the_telephone_without_a_clock(case: str) -> None:
    for sentence in the_draft(case, "voluntary.calls.customers").draft.said():
        if sentence.id.partition(":")[0] in ("affected", "reported"):
            assert not re.search(r"[;()]", sentence.text), sentence.text
            assert not CLOCK.search(sentence.text), sentence.text
