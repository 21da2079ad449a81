"""A field that an authority asks for and nothing answers says so, in every format we write."""

from going_out import RELEASED, outgoing

from builders import a_draft, a_sentence
from disclosure.outputs.fragment import fragment
from disclosure.outputs.text import as_text
from disclosure.outputs.word_blocks import blocks_of, pieces_of
from disclosure.words.drafts import GAP, Answered, Paragraph

OPEN = Paragraph((a_sentence("the cause", kind=GAP),))
ASKED = Answered("Why?", "A1", "", required=True, parts=(OPEN,))


def test_a_field_left_open_in_the_form_of_a_duty_says_that_it_is_not_known() -> None:
    form = a_draft(layout="form", obligation="uk.gdpr.33", parts=[ASKED])
    out = outgoing(form, marks=RELEASED)
    assert as_text(out.text, warnings=()) == "A1  Why?\n    Not known yet.\n"
    assert "<h3>A1 Why?</h3>\n<p>Not known yet.</p>" in fragment(out)
    assert [piece.text for piece in pieces_of(blocks_of(out.text))] == ["A1 Why?", "Not known yet."]


def test_a_question_of_our_own_left_open_is_not_asked() -> None:
    out = outgoing(a_draft(layout="form", parts=[ASKED]), marks=RELEASED)
    assert as_text(out.text, warnings=()) == "\n"
    assert "Why?" not in fragment(out)
