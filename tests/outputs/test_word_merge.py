"""What varies in a letter, for a mail merge: no cell is a formula, no column is there twice."""

import csv
from io import StringIO

import pytest
from going_out import RELEASED, outgoing

from builders import a_draft, a_sentence
from disclosure.outputs.word_merge import merge_csv
from disclosure.words.drafts import FIXED, GAP


def rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(made.decode("utf-8-sig"), newline="")))


def test_each_sentence_that_rests_on_facts_is_a_column_and_what_never_varies_is_none() -> None:
    draft = a_draft(
        a_sentence("Dear customer,", kind=FIXED, name="salutation"),
        a_sentence("We are open.", name="services:service:tills"),
        a_sentence("the cause", kind=GAP, name="why"),
    )
    assert rows(merge_csv(outgoing(draft, marks=RELEASED))) == [
        ["status", "s_services_service_tills"],
        ["Released", "We are open."],
    ]
    assert rows(merge_csv(outgoing(draft)))[1][0] == "DRAFT. Not released. Not to be given out."


@pytest.mark.parametrize("text", ["=1+1", "+44 1234", "-1", "@here", "\t=1+1", "\uff1d1+1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    [_, [_, cell]] = rows(merge_csv(outgoing(a_draft(a_sentence(text)), marks=RELEASED)))
    assert cell.startswith("'")


def test_columns_are_named_once_each_and_as_short_as_a_mail_merge_wants() -> None:
    names = ["a:b", "a-b", "x" * 60, "x" * 61, "1"]
    draft = a_draft(*(a_sentence("Words.", name=name) for name in names))
    found, _ = rows(merge_csv(outgoing(draft)))
    assert len(set(found)) == 6
    assert all(len(name) <= 40 and name[0].isalpha() for name in found)
