"""A good case file, and files made from it that differ in what a test is about."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from disclosure.casefile import load
from disclosure.casefile.formats import case_format
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.facts.case import Case
from disclosure.facts.vocabulary import Vocabulary
from disclosure.problems import InvalidInputError, Problem
from disclosure.services.cases import Cases

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "forms" / "examples"
NOON = datetime(2025, 4, 22, 12, 0, tzinfo=UTC)


def good_table() -> dict[str, Any]:
    """The smallest case that has one of everything the tests change."""
    return {
        "schema": 1,
        "id": "a-case",
        "title": "An incident",
        "law_as_of": date(2026, 11, 21),
        "at": NOON,
        "defaults": {
            "recorded_at": NOON,
            "recorded_by": "security lead",
            "true_at": NOON,
            "standing": "confirmed",
        },
        "organisation": {"name": "Harcourt & Vale plc", "profile": {"gdpr.controller": "yes"}},
        "entities": [{"id": "group", "legal_name": "Harcourt & Vale plc", "roles": ["issuer"]}],
        "facts": [{"key": "incident.kind", "value": "cyber"}],
    }


def as_json(value: object) -> str:
    return json.dumps(value, default=lambda instant: instant.isoformat(), ensure_ascii=False)


def as_toml(table: Mapping[str, Any]) -> str:
    return "".join(f"{as_json(key)} = {_toml(value)}\n" for key, value in table.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{as_json(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, date | time):
        return value.isoformat()
    return as_json(value).replace("\x7f", "\\u007f")


@dataclass(frozen=True)
class Desk:
    """Where case files are handed in."""

    folder: Path
    catalogue: Catalogue

    def a_case_file(self, suffix: str = ".toml", **changes: Any) -> Path:
        table = good_table() | changes
        return self.a_file(as_json(table) if suffix == ".json" else as_toml(table), suffix)

    def a_file(self, content: str | bytes, suffix: str = ".toml") -> Path:
        path = self.folder / f"case{suffix}"
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def take(self, path: Path) -> Case:
        return Cases(self.catalogue).open(path)

    def take_changed(self, suffix: str = ".toml", **changes: Any) -> Case:
        return self.take(self.a_case_file(suffix, **changes))

    def refuse(self, path: Path) -> tuple[Problem, ...]:
        with pytest.raises(InvalidInputError) as refusal:
            self.take(path)
        return refusal.value.problems

    def refuse_changed(self, suffix: str = ".toml", **changes: Any) -> tuple[Problem, ...]:
        return self.refuse(self.a_case_file(suffix, **changes))


@pytest.fixture(autouse=True, scope="session")
def _make_the_format_once() -> Iterator[None]:
    """It is made for each file from the vocabulary, which is the same in all these tests."""
    made: dict[int, Any] = {}

    def once(vocabulary: Vocabulary) -> Any:
        return made.setdefault(id(vocabulary), made.get(id(vocabulary)) or case_format(vocabulary))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "case_format", once)
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT, ROOT / "tests" / "cases" / "local-catalogue")


@pytest.fixture(scope="session")
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    return catalogue.vocabulary


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue) -> Desk:
    return Desk(tmp_path, catalogue)


@pytest.fixture
def good() -> Callable[[], dict[str, Any]]:
    return good_table


@pytest.fixture(scope="session")
def write_toml() -> Callable[[Mapping[str, Any]], str]:
    return as_toml


@pytest.fixture(scope="session")
def write_json() -> Callable[[object], str]:
    return as_json
