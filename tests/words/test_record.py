"""A draft kept as plain data is the same draft when it is read again."""

import json
from dataclasses import replace

import pytest
from drafted import Drafted, of_every_text

from builders import a_draft, a_fact, a_sentence
from disclosure.words.record import SCHEMA, RecordError, as_data, from_data


@of_every_text
def test_every_notice_of_the_example_cases_survives_being_kept(one: Drafted) -> None:
    read = from_data(json.loads(json.dumps(as_data(one.draft))))
    assert read == one.draft
    assert read.digest == one.draft.digest


def test_who_wrote_a_sentence_by_hand_is_kept() -> None:
    by_hand = replace(
        a_sentence("Our tills are shut.", a_fact()),
        by_hand="Ada Field",
        drafted="Tills do not work.",
    )
    assert next(from_data(as_data(a_draft(by_hand))).sentences()) == by_hand


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", SCHEMA + 1),
        ("schema", None),
        ("notice", None),
        ("title", 7),
        ("headline", "Our announcement"),
        ("parts", "none"),
        ("parts", [{"part": "table"}]),
        ("parts", ["a paragraph"]),
        (
            "parts",
            [{"part": "question", "question": "What?", "ref": "", "cite": "", "required": 1}],
        ),
        ("max_words", True),
        ("max_words", "140"),
        ("max_chars", "306"),
        ("withheld", [1]),
    ],
)
def test_what_is_no_draft_is_refused(key: str, value: object) -> None:
    data = {**as_data(a_draft(a_sentence())), key: value}
    with pytest.raises(RecordError):
        from_data(data)  # type: ignore[arg-type]


def test_a_standing_that_does_not_exist_is_refused_by_its_name() -> None:
    data = json.dumps(as_data(a_draft(a_sentence("Shut.", a_fact()))))
    with pytest.raises(RecordError, match="certain"):
        from_data(json.loads(data.replace('"confirmed"', '"certain"')))
