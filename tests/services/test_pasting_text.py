"""Splitting a pasted text: wrapped lines, lists, what came along unseen, and what is no text."""

import pytest

from disclosure.problems import InvalidInputError
from disclosure.services.pasting_text import LONGEST, MOST_SENTENCES, sentences_of

# From a program that wraps lines; the first line is a title.
WRAPPED = """An update on our services

We are dealing with an incident that affects some of our services since last
Saturday. As soon as we knew, and before we did all else, we told the National
Cyber Centre.
Our stores are open:
- pay by card
- pay by cash
(3) Ask our staff. They
know more.
"""


def wrong(text: str) -> str:
    with pytest.raises(InvalidInputError) as refused:
        sentences_of(text)
    [problem] = refused.value.problems
    assert problem.path == "text"
    return f"{problem.wrong} {problem.allowed}"


def test_wrapped_lines_are_joined_and_titles_and_items_stand_alone() -> None:
    assert sentences_of(WRAPPED) == (
        "An update on our services",
        "We are dealing with an incident that affects some of our services since last Saturday.",
        "As soon as we knew, and before we did all else, we told the National Cyber Centre.",
        "Our stores are open:",
        "pay by card",
        "pay by cash",
        "Ask our staff.",
        "They know more.",
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u2028", "\u2029"])
def test_whatever_a_program_ends_lines_with_ends_them(end) -> None:
    assert sentences_of(f"Our Stores{end}Our Website") == ("Our Stores", "Our Website")


def test_the_cells_of_a_table_and_the_items_of_a_word_list_stand_alone() -> None:
    assert sentences_of("Stores | Open | \nWebsite\tDown\n•\tPay by card") == (
        "Stores",
        "Open",
        "Website",
        "Down",
        "Pay by card",
    )


def test_what_comes_along_unseen_is_dropped() -> None:
    assert sentences_of("\ufeffOur web\u00adsite\u200b is\u00a0down.") == ("Our website is down.",)


def test_a_text_may_be_as_long_as_it_may_be_and_no_longer() -> None:
    assert len(sentences_of("It is so. " * MOST_SENTENCES)) == MOST_SENTENCES
    assert f"{MOST_SENTENCES + 1} sentences" in wrong("It is so. " * (MOST_SENTENCES + 1))
    fits = ("a" * 999 + ". B") * 20
    assert len(fits) > LONGEST
    assert "20,040 characters; at most 20,000" in wrong(fits)
    # Said before anything is done with it: what stands between two letters is not tidied first.
    assert "2,000,002 characters; at most 20,000" in wrong(f"a{' ' * 2_000_000}b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the text"),
        (" \n\u200b\n", "Paste the text"),
        ("...", "Paste the text"),
        ("PK\x03\x04\x14", "no plain text: it holds a character nobody can read (U+0003)"),
        ("%PDF-1.7 \ufffd\ufffd", "(U+FFFD)"),
        ("We know. See <b>this</b>.", "It stands in “See <b>this</b>.”"),
        ("We are {{ sorry }}.", "HTML or template code"),
        ("abc\u202edef", "a character nobody sees (U+202E)"),
        ("a" * 2001, "2001 characters"),
    ],
)
def test_what_is_no_text_is_refused_with_what_is_wrong(text, said) -> None:
    assert said in wrong(text)
