"""The published schemas are those of the code, so that a change to them is a decision."""

import json
from pathlib import Path

import jsonschema
import pytest

import disclosure.outputs
from builders import the_catalogue
from disclosure.casefile.load import schema as case_schema
from disclosure.outputs import contracts

FOLDER = Path(disclosure.outputs.__file__).parent / "schemas"
NAMES = sorted([*contracts.SCHEMAS, "case"])


def generated(name: str) -> dict:
    if name == "case":
        return case_schema(the_catalogue().vocabulary)
    return contracts.schema(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_schema_is_what_the_code_generates(name: str) -> None:
    published = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert published == generated(name), (
        f"The schema '{name}' has changed. If that is meant, and programs that read it can follow, "
        f"publish it: ./disclose schema {name} > disclosure/outputs/schemas/{name}.json"
    )


def test_every_schema_is_published_and_nothing_else() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.json" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_a_published_schema_is_a_schema(name: str) -> None:
    published = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert published["title"]
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("name", sorted(contracts.SCHEMAS))
def test_an_output_is_closed_and_every_part_of_it_always_there(name: str) -> None:
    schema = contracts.schema(name)
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])


@pytest.mark.parametrize("name", sorted(contracts.SCHEMAS))
def test_an_output_carries_its_version(name: str) -> None:
    assert contracts.schema(name)["properties"]["version"]["type"] == "integer"
