"""Reading TOML and JSON files so that whatever is wrong becomes a list of clear problems."""

from __future__ import annotations

import difflib
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from disclosure.problems import Problem, one_of, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

LARGEST_FILE = 5_000_000
KEYS_SHOWN = 30


class FileModel(BaseModel):
    """The base of every file format: closed keys, no silent conversions, no changes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


M = TypeVar("M", bound=FileModel)


def read_table(path: Path, name: str) -> dict[str, Any] | Problem:
    """Read a TOML or JSON file into a table, or say what is wrong with it.

    Args:
        path: The file.
        name: The file as messages should name it.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return Problem(
                name, "", f"The file has {size / 1e6:.0f} MB.",
                f"At most {LARGEST_FILE / 1e6:.0f} MB are read. Attach evidence elsewhere.",
            )
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(name, f"byte {error.start}", "The file is not UTF-8.", "Save it as UTF-8.")
    except OSError as error:
        return Problem(name, "", f"The file cannot be read: {error.strerror}.", "Check the path.")
    return _parse(text, name, is_json=path.suffix == ".json")


def _parse(text: str, name: str, *, is_json: bool) -> dict[str, Any] | Problem:
    try:
        table = json.loads(text, object_pairs_hook=_no_duplicates) if is_json else (
            tomllib.loads(text)
        )
    except RecursionError:
        return Problem(name, "", "The file is nested too deeply.", "Use the documented form.")
    except ValueError as error:
        language = "JSON" if is_json else "TOML"
        return Problem(name, "", f"The file is not {language}: {shown(error)}.", "Mend that line.")
    if not isinstance(table, dict):
        return Problem(name, "", "The file holds no table.", "Begin with named keys.")
    return table


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {shown(twice)} stands twice"
        raise ValueError(message)
    return table


def fit(model: type[M], table: dict[str, Any], name: str) -> M | list[Problem]:
    """Fit a table into a file format, or list every place where it does not fit."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        found = [_problem(detail, model, name) for detail in error.errors(include_url=False)]
        return sorted(set(found))


def load(model: type[M], path: Path, name: str) -> M | list[Problem]:
    """Read a file and fit it into its format, or list every problem."""
    table = read_table(path, name)
    return [table] if isinstance(table, Problem) else fit(model, table, name)


def key_path(location: Sequence[str | int]) -> str:
    """Give a place inside a file: `facts[3].standing`."""
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _problem(detail: ErrorDetails, model: type[FileModel], name: str) -> Problem:
    location = detail["loc"]
    wrong, allowed = _explain(detail, model)
    return Problem(name, key_path(location), wrong, allowed)


def _explain(detail: ErrorDetails, model: type[FileModel]) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    key, value = shown(detail["loc"][-1] if detail["loc"] else ""), shown(detail["input"])
    if kind == "extra_forbidden":
        return f"There is no key '{key}' here.", _allowed_keys(model, detail["loc"][:-1], key)
    if kind == "missing":
        return f"The key '{key}' is missing.", "Add it."
    if kind in ("literal_error", "enum"):
        return f"'{value}' is not one of the options.", f"Allowed: {context['expected']}."
    if kind == "value_error":
        return str(context["error"]), ""
    if kind.endswith("_type"):
        wanted = kind.removesuffix("_type").replace("_", " ")
        return f"'{value}' is of the wrong type.", f"A {WANTED.get(wanted, wanted)} is wanted."
    return f"'{value}' is refused: {detail['msg'].lower()}.", ""


WANTED = {
    "string": "text in quotation marks",
    "int": "whole number",
    "bool": "true or false",
    "date": "date such as 2026-11-21",
    "datetime": "time with its offset, such as 2025-04-19T09:10:00+01:00,",
    "list": "list",
    "tuple": "list",
    "dict": "table of keys and values",
    "model": "table of keys and values",
}


def _allowed_keys(model: type[FileModel], location: Sequence[str | int], key: str) -> str:
    """List the keys allowed at a place, the likeliest meant first."""
    here: Any = model
    for part in location:
        if isinstance(part, str) and isinstance(here, type) and issubclass(here, BaseModel):
            here = _inner(here, part)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return ""
    keys = [f.alias or n for n, f in here.model_fields.items()]
    near = difflib.get_close_matches(key, keys, n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return hint + one_of(keys[:KEYS_SHOWN])


def _inner(model: type[BaseModel], part: str) -> Any:
    """Find the model behind a key, through lists, tables and alternatives."""
    for name, field in model.model_fields.items():
        if part in (name, field.alias):
            return _first_model(field.annotation)
    return model


def _first_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _first_model(argument)
        if found is not None:
            return found
    return None
