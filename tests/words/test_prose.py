"""Words, sentences and reading grade; expected values counted by hand."""

import pytest

from disclosure.words.prose import (
    SENTENCE_LIMIT,
    count_words,
    longest_sentence,
    reading_grade,
    sentences,
    syllables,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our stores are open.", ["Our", "stores", "are", "open"]),
        ("At 09.30, we lost £3m.", ["At", "09.30", "we", "lost", "£3m"]),
        ("Pay by chip-and-PIN – or cash", ["Pay", "by", "chip-and-PIN", "or", "cash"]),
        ("We don’t know (yet).", ["We", "don’t", "know", "yet"]),
        ("• Stores: open", ["Stores", "open"]),
        ("Write to help@vale.example.", ["Write", "to", "help@vale.example"]),
        ("…", []),
        ("", []),
    ],
)
def test_words_are_what_stands_between_spaces(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert count_words(text) == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are sorry. We will write.", ["We are sorry.", "We will write."]),
        (
            "It began at 09.30 on Friday. It goes on.",
            ["It began at 09.30 on Friday.", "It goes on."],
        ),
        ("It cost 1.5 million. It may rise.", ["It cost 1.5 million.", "It may rise."]),
        ("Brightwell Stores plc. said so.", ["Brightwell Stores plc. said so."]),
        ("This is Brightwell plc. We sell food.", ["This is Brightwell plc.", "We sell food."]),
        ("Use cash, e.g. Coins or notes.", ["Use cash, e.g. Coins or notes."]),
        ("See Art. 33 of the law.", ["See Art. 33 of the law."]),
        ("See Art. 33(3)(d). It is long.", ["See Art. 33(3)(d).", "It is long."]),
        (
            "Ask Mr. Smith or Dr. A. Jones. Both know.",
            ["Ask Mr. Smith or Dr. A. Jones.", "Both know."],
        ),
        ("Call No. 5. We said no. Then we left.", ["Call No. 5.", "We said no.", "Then we left."]),
        ("Is it safe? Yes! Come in.", ["Is it safe?", "Yes!", "Come in."]),
        ("We said “wait.” You did.", ["We said “wait.”", "You did."]),
        ("It is back. 3 stores are not.", ["It is back.", "3 stores are not."]),
        ("Lines open at 9 a.m. on Friday.", ["Lines open at 9 a.m. on Friday."]),
        ("1. Wait for us.\n2. Then come.", ["1. Wait for us.", "2. Then come."]),
        (
            "What works\n- stores\n- tills\n\nSorry.",
            ["What works", "- stores", "- tills", "Sorry."],
        ),
        ("See vale.example/help. It is short.", ["See vale.example/help.", "It is short."]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_longest_sentence_is_the_one_with_most_words() -> None:
    assert longest_sentence("Stop. We are here now. Go on.") == "We are here now."
    assert longest_sentence("One two.\nSix ten.") == "One two."
    assert longest_sentence("") == ""


def test_the_limit_is_twenty_five_words() -> None:
    assert SENTENCE_LIMIT == 25


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("we", 1), ("stores", 1), ("closed", 1), ("affected", 3), ("incident", 3),
        ("payment", 2), ("data", 2), ("people", 2), ("business", 2), ("colleagues", 2),
        ("security", 4), ("information", 4), ("investigation", 5), ("services", 3),
        ("website", 2), ("working", 2), ("available", 4), ("supplier", 3), ("table", 2),
        ("contactless", 3), ("apologise", 4), ("NCSC", 4), ("chip-and-PIN", 3), ("14:00", 1),
        ("customers", 3), ("experts", 2), ("unauthorised", 4), ("quickly", 2),
    ],
)  # fmt: skip
def test_syllables_of_words_that_notices_use(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # 4 words, 1 sentence, 4 syllables: 0.39 x 4 + 11.8 x 1 - 15.59 = -2.23
        ("We shut the door.", -2.2),
        # 8 words, 2 sentences, 11 syllables: 1.56 + 16.225 - 15.59 = 2.195
        ("Our stores are open. Pay by card, customers.", 2.2),
        # 5 words, 1 sentence, 19 syllables: 1.95 + 44.84 - 15.59 = 31.2
        ("Investigation information security incident affected", 31.2),
        # The address does not count: 3 words, 3 syllables: 1.17 + 11.8 - 15.59 = -2.62
        ("Please write to help@vale.example.", -2.6),
        ("", 0.0),
    ],
)
def test_reading_grade_follows_the_formula(text: str, grade: float) -> None:
    assert reading_grade(text) == pytest.approx(grade, abs=0.051)
