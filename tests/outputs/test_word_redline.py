"""Two texts as one Word file: accept every change for the later one, reject all for the earlier."""

import re
from itertools import pairwise

from drafted import all_drafted
from going_out import SUMMER, headed, outgoing
from worded import DOCUMENT, accepted, lines_of, parts_of, rejected, tree_of

from builders import a_draft, a_sentence
from disclosure.outputs.word_blocks import blocks_of
from disclosure.outputs.word_markup import AFTER, BEFORE, Mark, plain
from disclosure.outputs.word_redline import Compared, redline_docx
from disclosure.words.drafts import Draft, HeadingPart, ItemList, Line


def between(before: Draft, after: Draft) -> bytes:
    return redline_docx(Compared(before, outgoing(after, version=2), "Ada Field", SUMMER))


def read_of(draft: Draft) -> list[str]:
    """Give the paragraphs of a text as they are read."""
    lines = [plain(" ".join(p.text for p in block.pieces)) for block in blocks_of(draft)]
    return [line for line in lines if line]


def a_text(*names: str, heading: str = "What we know", **words: str) -> Draft:
    return headed(
        a_draft(
            *(a_sentence(words.get(name, f"This is {name}."), name=name) for name in names),
            parts=[
                HeadingPart(heading),
                ItemList(a_sentence("Please:", name="intro"), (a_sentence("Wait.", name="item"),)),
                Line(a_sentence("Chief Executive", name="who", form="signature")),
            ],
        ),
        "A cyber incident",
    )


def test_words_taken_out_and_put_in_bear_author_and_date() -> None:
    before = a_text("one", "two", one="Our tills are open today.")
    after = a_text("one", "two", one="Our tills are shut today.")
    body = parts_of(between(before, after))[DOCUMENT]
    gone = re.findall(r'<w:del w:id="\d+" (.*?)>.*?<w:delText[^>]*>(.*?)</w:delText>', body)
    come = re.findall(r'<w:ins w:id="\d+" (.*?)>.*?<w:t [^>]*>(.*?)</w:t>', body)
    who = 'w:author="Ada Field" w:date="2025-04-22T13:05:00Z"'
    assert [(who, "open")] == [(made, words.strip()) for made, words in gone]
    assert [(who, "shut")] == [(made, words.strip()) for made, words in come]


def test_a_sentence_that_moved_is_tracked_as_moved_with_both_ends_joined() -> None:
    body = parts_of(between(a_text("one", "two", "three"), a_text("three", "one", "two")))[DOCUMENT]
    assert len(re.findall(r"<w:moveFrom w:id", body)) == 1
    assert len(re.findall(r"<w:moveTo w:id", body)) == 1
    names = re.findall(r'<w:move(?:From|To)RangeStart [^>]*w:name="([^"]+)"', body)
    assert len(names) == 2
    assert len(set(names)) == 1
    starts = re.findall(r'<w:move\w+RangeStart w:id="(\d+)"', body)
    assert sorted(starts) == sorted(re.findall(r'<w:move\w+RangeEnd w:id="(\d+)"', body))


def test_the_numbers_of_changes_are_there_once_each() -> None:
    body = parts_of(between(a_text("one", "two"), a_text("two", "four", heading="Now")))[DOCUMENT]
    numbers = re.findall(r'<w:(?:ins|del|moveFrom|moveTo|\w+RangeStart) w:id="(\d+)"', body)
    assert len(numbers) == len(set(numbers))


def test_rejecting_gives_the_earlier_text_and_accepting_the_later() -> None:
    before = a_text("one", "two", "three", "four", heading="What we know")
    after = a_text("four", "one", "five", "three", heading="What is known", one="That was one.")
    made = between(before, after)
    assert rejected(made) == read_of(before)
    assert accepted(made) == read_of(after)
    tree_of(parts_of(made)[DOCUMENT])


def test_the_same_text_twice_has_no_change_in_it() -> None:
    made = between(a_text("one"), a_text("one"))
    assert lines_of(made, frozenset(Mark) - {Mark.SAME}) == []
    assert made == between(a_text("one"), a_text("one"))


def test_any_text_against_any_other_can_be_rejected_and_accepted_whole() -> None:
    drafts = [each.draft for each in all_drafted()]
    of_one = {name: [d for d in drafts if d.notice == name] for name in {d.notice for d in drafts}}
    pairs = [pair for same in of_one.values() for pair in pairwise(same)]
    assert len(pairs) > 20
    for before, after in pairs:
        made = between(before, after)
        assert lines_of(made, BEFORE) == read_of(before), before.notice
        assert lines_of(made, AFTER) == read_of(after), after.notice


def test_a_comparison_is_never_to_be_given_out_and_says_what_it_is() -> None:
    parts = parts_of(between(a_text("one"), a_text("two")))
    assert "DRAFT. Not released." in parts["word/header1.xml"]
    assert 'kind="comparison"' in parts["customXml/item1.xml"]
