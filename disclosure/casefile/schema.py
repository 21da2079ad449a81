"""The JSON Schema of a case file, for editors and other programs."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from disclosure.casefile.formats import answer_type, case_format
from disclosure.facts.vocabulary import Vocabulary


def case_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Give the schema, with the options of every answer in it."""
    made = case_format(vocabulary).model_json_schema()
    definitions = made["$defs"]
    definitions["Fact"]["allOf"] = [
        _when_key(key, {"anyOf": [_schema_of(answer_type(question)), {"type": "null"}]})
        for key, question in vocabulary.facts.items()
    ]
    definitions["Judgement"]["allOf"] = [
        _when_key(key, {"enum": list(question.options)})
        for key, question in vocabulary.judgements.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "Disclosure case file, version 1",
    }


def _when_key(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Bind the value of an item to its key."""
    return {
        "if": {"properties": {"key": {"const": key}}},
        "then": {"properties": {"value": value}},
    }


def _schema_of(kind: Any) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
    schema.pop("$defs", None)
    return schema
