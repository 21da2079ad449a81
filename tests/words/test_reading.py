"""Every text of the ten cases is easy enough for its readers, and short enough to be read.

The numbers stand here, not in the files they hold: a limit that is relaxed there fails here.
"""

import pytest
from drafted import texts, words_read
from ten_cases import LATER_ON, ON_THE_DAY, TEN, Seen, offered

from builders import the_catalogue
from disclosure.words.drafts import FIXED, Draft
from disclosure.words.prose import count_words, reading_grade, sentences

GRADES = {
    "customers": 8,
    "members": 8,
    "staff": 8,
    "former-staff": 8,
    "people-affected": 8,
    "public": 8,
    "market": 12,
}
LONGEST = 25
FIRST = {
    "voluntary.email.customers": 250,
    "voluntary.letter.staff": 280,
    "voluntary.statement.media": 160,
    "voluntary.restored.customers": 80,
}
"""What a first text may have; its file allows more, for one that says what has changed since."""
SHORT = {
    "voluntary.banner.public": 40,
    "voluntary.post.public": 70,
    "voluntary.push.customers": 30,
    "voluntary.sms.customers": 60,
    "voluntary.sign.public": 70,
    "voluntary.till.customers": 160,
}
"""Texts that are read at a glance, or aloud at the till."""


# ---- What breaks a rule --------------------------------------------------------------------------


def grade(draft: Draft) -> float:
    return reading_grade("\n".join(texts(draft)))


def long_sentences(draft: Draft) -> list[str]:
    """Give sentences of too many words; one that the law words for us may be as long as it is."""
    legal = {s.text for s in draft.said() if s.kind == FIXED and s.cite}
    said = [each for text in texts(draft) if text not in legal for each in sentences(text)]
    return [each for each in said if count_words(each) > LONGEST]


def most_words(one: Seen) -> int | None:
    own = the_catalogue().notice(one.draft.notice).max_words
    first = FIRST.get(one.draft.notice) if one.seen == ON_THE_DAY else None
    limits = [limit for limit in (own, first, SHORT.get(one.draft.notice)) if limit]
    return min(limits, default=None)


def _is_text(draft: Draft) -> bool:
    """Say whether it tells anything: a title and a salutation alone are no text."""
    return any(s.form not in ("salutation", "signature", "title") for s in draft.said())


# ---- The ten cases -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", TEN)
def test_texts_are_as_easy_as_their_readers_need(case) -> None:
    graded = [each for each in offered(case) if each.draft.audience in GRADES]
    hard = {
        str(each): grade(each.draft)
        for each in graded
        if _is_text(each.draft) and grade(each.draft) > GRADES[each.draft.audience]
    }
    assert hard == {}


@pytest.mark.parametrize("case", TEN)
def test_no_sentence_is_longer_than_readers_can_follow(case) -> None:
    long = {str(each): found for each in offered(case) if (found := long_sentences(each.draft))}
    assert long == {}


@pytest.mark.parametrize("case", TEN)
def test_texts_keep_to_their_length(case) -> None:
    too_long = {
        str(each): f"{words_read(each.draft)} words of {limit}"
        for each in offered(case)
        if (limit := most_words(each)) and words_read(each.draft) > limit
    }
    assert too_long == {}


# ---- That something is measured ------------------------------------------------------------------


def test_ten_cases_give_texts_for_every_reader_on_the_day_and_later() -> None:
    assert len(TEN) == 10
    every = [each for case in TEN for each in offered(case) if _is_text(each.draft)]
    assert {each.seen for each in every} == {ON_THE_DAY, LATER_ON}
    assert {each.draft.audience for each in every} >= GRADES.keys()
    corrections = [each for each in every if ".correction." in each.draft.notice]
    assert {each.seen for each in corrections} == {LATER_ON}


def test_the_product_warns_at_the_same_grades() -> None:
    told = the_catalogue().audiences
    assert {name: told[name].reading_grade for name in GRADES} == GRADES
