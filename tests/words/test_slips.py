"""A slip in a tag is told once, where it stands; what follows is read as it was meant."""

import pytest

from disclosure.words.language import Parser
from disclosure.words.slips import mended

OPEN = "{% say a.b %}\n"
WHEN = "{% when confirmed %}Yes, {{ a.b }}.\n"
END = "{% endsay %}\n"
GOOD = OPEN + WHEN + END
TAGS = (
    "The tags are: each, endeach, endfixed, endquestion, endsay, endtogether, fixed, gap, "
    "heading, include, intro, question, say, together, when."
)


def told(text: str) -> list[tuple[int, str, str]]:
    parser = Parser({"what": "{% say a.b %}{% when confirmed %}X.{% endsay %}"})
    parser.parse(text, "notice.j2")
    return [(fault.line, fault.wrong, fault.allowed) for fault in parser.faults]


@pytest.mark.parametrize(
    ("old", "new", "line", "wrong", "allowed"),
    [
        ("confirmed %}", "confirmed }", 2, "'{% when confirmed' is not closed.", "Write %} where"),
        ("a.b %}", "a.b }", 1, "'{% say a.b' is not closed.", "Write %} where it ends."),
        ("{{ a.b }}", "{{ a.b }", 2, "'{{ a.b' is not closed.", "Write }} where it ends."),
        ("{{ a.b }}", "{{ a.b", 2, "'{{ a.b.' is not closed.", "Write }} where it ends."),
        (
            "{{ a.b }}",
            "{ a.b }",
            2,
            "A '{' stands alone here, and would be",
            "A fact is printed with two",
        ),
        ("{% when", "{ % when", 2, "'{ %' holds a space.", "Write {% without it."),
        ("a.b %}", "a.b % }", 1, "'% }' holds a space.", "Write %} without it."),
        ("{% when", "{% whn", 2, "There is no tag 'whn'.", "Did you mean 'when'?"),
        ("{% endsay", "{% endsy", 3, "There is no tag 'endsy'.", "Did you mean 'endsay'?"),
        ("{% endsay", "{% end say", 3, "There is no tag 'end'.", "Write it as one word: {% endsay"),
        ("{% say", "{% tell", 1, "There is no tag 'tell'.", TAGS),
        ("{% endsay", "{% endeach", 3, "'endeach' cannot close the 'say' of line 1.", "Write {% "),
        (
            "{% when confirmed %}",
            "",
            2,
            "'Yes, {{ a.b }}.' stands in front of the first",
            "Say how",
        ),
        (END, END + "{# never ends", 4, "The remark that begins with {# never ends.", "Write #}"),
        (END, END + WHEN.replace("Yes, {{ a.b }}.", ""), 4, "'when' stands outside", "It belongs"),
        (END, END + '{% include "what.j2" %}', 4, "There is no shared piece", "Write {% include "),
        (END, END + '{% include "whta" %}', 4, "There is no shared piece 'whta'.", "Did you mean"),
    ],
)
def test_a_slip_is_told_once_with_its_line_and_its_remedy(
    old: str, new: str, line: int, wrong: str, allowed: str
) -> None:
    found = told(GOOD.replace(old, new, 1))
    # The block that lost its only 'when' says so as well.
    (first, *others) = found
    assert first[0] == line
    assert first[1].startswith(wrong) or wrong in first[1]
    assert first[2].startswith(allowed)
    assert [each[1] for each in others] in ([], ["The block has no wording."])


def test_two_blocks_of_one_name_are_refused() -> None:
    block = '{% say a.b id="x" %}{% when confirmed %}X.{% endsay %}\n'
    ((line, wrong, _),) = told(block + block)
    assert (line, wrong) == (2, "The id 'x' stands twice in this text.")


def test_a_when_inside_a_fixed_sentence_is_told_once() -> None:
    ((line, wrong, _),) = told("\n{% fixed %}{% when confirmed %}Sorry.{% endfixed %}")
    assert (line, wrong.partition(".")[0]) == (2, "A fixed sentence has one wording")


@pytest.mark.parametrize(
    ("tag", "wrong"),
    [
        ("{% say a.b id=“x” %}", 'Write straight double quotation marks: "…".'),
        ("{% say a.b id='x' %}", 'Write straight double quotation marks: "…".'),
        ('{% say a.b id="x %}', "The quotation mark is never closed: write the second one."),
        ("{% say a.b id=x %}", 'Put it in quotation marks: "x".'),
        ('{% say a.b id=="x" %}', "Write = once."),
    ],
)
def test_quotation_marks_are_put_right_in_words(tag: str, wrong: str) -> None:
    ((line, said, _),) = told(f"\n{tag}\n{WHEN}{END}")
    assert line == 2
    assert said.endswith(wrong)


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        ("suspect", "After 'suspect' a test is wanted. Did you mean 'suspected'?"),
        (
            "confirmed or a.b missing",
            "'a.b' is no standing. 'or' joins standings only; for any other 'or' write two 'when'.",
        ),
    ],
)
def test_a_condition_says_what_was_meant(when: str, wrong: str) -> None:
    ((_, said, _),) = told(f"{OPEN}{{% when {when} %}}X.\n{END}")
    assert said == wrong


def test_what_is_right_is_left_as_it_is() -> None:
    assert mended(GOOD + "{# {% a } #}") == (GOOD + "{# {% a } #}", ())
