"""Pieces of HTML for a website: what they mean, every word escaped, nothing that runs."""

from xml.etree.ElementTree import Element

import html5lib
from going_out import HOSTILE, RELEASED, every_outgoing, headed, outgoing

from builders import a_draft, a_sentence
from disclosure.outputs.fragment import fragment
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.words.drafts import GAP, Answered, HeadingPart, ItemList, Line

MEANING = {"article", "h2", "h3", "p", "ul", "li", "span", "mark", "strong"}


def parsed(text: str) -> Element:
    """Parse a piece as HTML5; the first fault in it is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found = list(parser.parseFragment(text))
    assert [element.tag for element in found] == ["article"]
    return found[0]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_text_is_written_like_this() -> None:
    draft = headed(
        a_draft(
            a_sentence("We know."),
            a_sentence("the cause", kind=GAP, name="why"),
            parts=[
                HeadingPart("Our services"),
                ItemList(a_sentence("Affected:"), (a_sentence("Tills"), a_sentence("Email"))),
                Line(a_sentence("Chief Executive")),
                Answered(
                    "What happened?", "A1", "", required=True, parts=(Line(a_sentence("This.")),)
                ),
            ],
        ),
        "A cyber incident",
    )
    assert fragment(outgoing(draft)) == (
        '<article lang="en-GB">\n'
        "<p><strong>DRAFT. Not released. Not to be given out.</strong></p>\n"
        "<h2>A cyber incident</h2>\n"
        "<p>We know. <mark>[Still missing: the cause]</mark></p>\n"
        "<h3>Our services</h3>\n"
        "<p>Affected:</p>\n"
        "<ul>\n"
        "<li>Tills</li>\n"
        "<li>Email</li>\n"
        "</ul>\n"
        "<p>Chief Executive</p>\n"
        "<h3>A1 What happened?</h3>\n"
        "<p>This.</p>\n"
        "</article>\n"
    )


def test_a_released_text_is_the_words_alone() -> None:
    draft = a_draft(a_sentence("We know."), a_sentence("the cause", kind=GAP))
    assert fragment(outgoing(draft, marks=RELEASED)) == (
        '<article lang="en-GB">\n<p>We know.</p>\n</article>\n'
    )


def test_an_example_says_so() -> None:
    article = parsed(fragment(outgoing(marks=(EXAMPLE,))))
    assert words(article.find("p")).startswith("EXAMPLE. ")


def test_every_example_is_valid_has_no_style_and_says_every_sentence() -> None:
    for each in every_outgoing():
        has_words_alone(each)


def has_words_alone(each: Outgoing) -> None:
    """Hold a text as a fragment against its sentences."""
    for marks in (RELEASED, (DRAFT,)):
        made = outgoing(each.draft, marks=marks)
        article = parsed(fragment(made, with_ids=True))
        assert {element.tag for element in article.iter()} <= MEANING
        assert {name for element in article.iter() for name in element.attrib} <= {"lang", "id"}
        spans = [span for span in article.iter("span") if span.find("mark") is None]
        assert [words(span) for span in spans] == [
            " ".join(s.text.split()) for s in each.draft.said()
        ]
        ids = [span.get("id") for span in article.iter("span")]
        assert len(ids) == len(set(ids))
        assert "<span" not in fragment(made)


def test_hostile_words_stay_words() -> None:
    draft = headed(
        a_draft(
            a_sentence(HOSTILE, name='x" onclick="y'),
            a_sentence(HOSTILE, name="gap", kind=GAP),
            parts=[
                HeadingPart(HOSTILE),
                Answered(HOSTILE, "<b>", "", required=True, parts=(Line(a_sentence(HOSTILE)),)),
            ],
        ),
        HOSTILE,
    )
    article = parsed(fragment(outgoing(draft), with_ids=True))
    assert {element.tag for element in article.iter()} <= MEANING
    assert {name for element in article.iter() for name in element.attrib} == {"lang", "id"}
    assert words(article.find("h2")) == HOSTILE
    assert words(article).count('<script>alert("x")</script>') == 6
    assert "s-x-onclick-y" in [span.get("id") for span in article.iter("span")]


def test_what_html_does_not_allow_is_replaced_and_not_passed_on() -> None:
    text = fragment(outgoing(a_draft(a_sentence("a\x00b\x1bc\ud800d\ufffee"))))
    assert "<p>a�b�c�d�e</p>" in text
    parsed(text)
