"""Reading TOML and JSON files so that whatever is wrong becomes a list of clear problems."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from disclosure.problems import (
    Problem,
    ValueRefusedError,
    in_order,
    nearest,
    one_of,
    printable,
    quoted,
    shown,
)

LARGEST_FILE = 5_000_000
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
PLACE = re.compile(r" \(at [^()]*\)$")
LINE = re.compile(r"\(at line (\d+), column \d+\)$")
ALTERNATIVES = ("(instant)", "(span)")
"""Names pydantic puts into a place for the alternatives of a value; no file has them."""
UNNAMED = re.compile(r"(function-\w+|literal)\[.*\]")
"""What it puts there for an alternative that has no name."""
SLASHED_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
LOOSE_DAY = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
BARE = re.compile(r"[=\[,{]\s*([^\"'\s,\[\]{}=#][^\"',\]}=#]*)(?=[,\]}#]|$)")
"""A value of a line that stands without quotation marks."""
BENT = re.compile(r"[=\[,{]\s*[\u2018-\u201f]")
WITH_UNIT = re.compile(r"(\d+)\s*[A-Za-z]+\b")
A_DAY = "2026-11-22"
AN_INSTANT = f"{A_DAY}T14:00:00+00:00"

WANTED = {
    "string": "Write text, in quotation marks.",
    "int": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "bool": "Write true or false.",
    "list": "Write a list.",
    "tuple": "Write a list.",
    "dict": "Write a table of keys and values.",
    "model": "Write a table of keys and values.",
    "model_attributes": "Write a table of keys and values.",
    "greater_than_equal": "Write a number from {ge} up.",
    "less_than_equal": "Write a number up to {le}.",
}

EMPTY = {
    "string_too_short": ("This may not be empty.", "Write what belongs here."),
    "too_short": ("This list may not be empty.", "Write at least one entry."),
}


class FileModel(BaseModel):
    """The base of every file format: closed keys, no silent conversions, no changes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


M = TypeVar("M", bound=FileModel)


# ---- Reading -----------------------------------------------------------------------------


def read_table(path: Path, name: str) -> dict[str, Any] | Problem:
    """Read a TOML or JSON file into a table, or say what is wrong with it.

    Args:
        path: The file.
        name: The file as messages should name it.
    """
    name = printable(name)
    try:
        if path.exists() and not path.is_file():
            return Problem(name, "", "This is not a file.", "Name a TOML or JSON file.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            return _too_large(path.stat().st_size, name)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(name, f"byte {error.start}", "The file is not UTF-8.", "Save it as UTF-8.")
    except FileNotFoundError:
        return Problem(name, "", "There is no such file.", "Check its name and its folder.")
    except OSError as error:
        wrong = f"The file cannot be read: {error.strerror}."
        return Problem(name, "", wrong, "Check the path and your access to it.")
    return _parse(text, name, is_json=path.suffix.lower() == ".json")


def toml_table(text: str, name: str) -> dict[str, Any] | Problem:
    """Read TOML that stands inside another file, or say what is wrong with it and where."""
    return _parse(text, name, is_json=False)


def _too_large(size: int, name: str) -> Problem:
    return Problem(
        name,
        "",
        f"The file has {size / 1e6:.1f} MB; at most {LARGEST_FILE / 1e6:.0f} MB are read.",
        "Keep evidence in files of its own.",
    )


def _parse(text: str, name: str, *, is_json: bool) -> dict[str, Any] | Problem:
    if not text.strip():
        return Problem(name, "", "The file is empty.", "Begin with schema = 1.")
    try:
        table = _json(text) if is_json else tomllib.loads(text)
    except RecursionError:
        wrong = "Lists or tables stand too deeply inside each other."
        return Problem(name, "", wrong, "Use the documented form.")
    except ValueError as error:
        return _syntax(error, text, name)
    if not isinstance(table, dict):
        wrong = f"The file holds {quoted(table)}, not a table."
        return Problem(name, "", wrong, 'Begin with { and named keys: { "schema": 1, … }.')
    if not table:
        return Problem(name, "", "The file holds no keys.", "Begin with schema = 1.")
    return table


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise ValueRefusedError(f"The key '{shown(twice)}' stands twice.", "Keep one of them.")
    return table


def _no_constant(name: str) -> NoReturn:
    raise ValueRefusedError(f"{name} is no number in JSON.", "Leave the key out.")


def _syntax(error: ValueError, text: str, name: str) -> Problem:
    """Say where and why a file is neither TOML nor JSON."""
    match error:
        case ValueRefusedError():
            return Problem(name, "", error.wrong, error.allowed)
        case json.JSONDecodeError():
            language, line, why = "JSON", error.lineno, error.msg
        case tomllib.TOMLDecodeError():
            language, why = "TOML", PLACE.sub("", str(error))
            found = LINE.search(str(error))
            line = int(found[1]) if found else len(text.splitlines())
            slip = _slip((text.splitlines() or [""])[line - 1 : line])
            if slip:
                return Problem(name, f"line {line}", *slip)
        case _:
            wrong = "A number or a date in the file is out of range."
            return Problem(name, "", wrong, "Shorten the number or mend the date.")
    why = printable(why.replace("Cannot overwrite a value", "a key twice"))
    wrong = f"From here on the file is not {language}: {why}."
    return Problem(name, f"line {line}", wrong, "Mend that line, or what is left open before it.")


def _slip(lines: Sequence[str]) -> tuple[str, str] | None:
    """Say what is wrong with a line in one of the ways in which everybody slips, if it is one."""
    text = lines[0] if lines else ""
    if BENT.search(text):
        wrong = "The quotation marks of this line are bent."
        return wrong, 'Write straight ones: "…". A word processor bends them; use a plain editor.'
    for value in BARE.findall(text):
        day = _day_in(value)
        if day:
            return f"'{shown(value.strip())}' is no day.", _write_day(day)
        if value.strip() in ("yes", "no"):
            return f"'{value.strip()}' lacks its quotation marks.", f'Write "{value.strip()}".'
        counted = WITH_UNIT.fullmatch(value.strip())
        if counted:
            wrong = f"'{shown(value.strip())}' is no number."
            return wrong, f"Write the number alone: {counted[1]}."
    return None


def _day_in(text: str) -> str:
    """Find a day that is written in another way than ours, and give it in ours."""
    slashed, loose = SLASHED_DAY.search(text), LOOSE_DAY.search(text)
    if slashed:
        day, month, year = (int(part) for part in slashed.groups())
    elif loose:
        year, month, day = (int(part) for part in loose.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return A_DAY


def _write_day(day: str) -> str:
    return f"Write the day as {day}, without quotation marks."


# ---- Fitting -----------------------------------------------------------------------------


def fit(model: type[M], value: Any, name: str, at: str = "") -> M | list[Problem]:
    """Fit a table into a file format, or list every place where it does not fit.

    Args:
        model: The format.
        value: What the file holds; a table, where the file is right.
        name: The file as messages should name it.
        at: The key path of the value, where it is not the whole file.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = [each for each in error.errors(include_url=False) if not _is_echo(each)]
        return list(in_order(_problem(detail, model, printable(name), at) for detail in details))


def load(model: type[M], path: Path, name: str) -> M | list[Problem]:
    """Read a file and fit it into its format, or list every problem."""
    table = read_table(path, name)
    return [table] if isinstance(table, Problem) else fit(model, table, name)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """What could be used of a file.

    Attributes:
        form: The file without the entries that are wrong; None where nothing of it can be used.
        problems: Everything wrong with it.
        left_out: The entries that are wrong, as they stand there.
    """

    form: M | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[object, ...] = ()


def load_most(model: type[M], path: Path, name: str) -> Loaded[M]:
    """Read a file of lists; where some entries are wrong, give the others all the same."""
    table = read_table(path, name)
    if isinstance(table, Problem):
        return Loaded(None, (table,))
    fitted = fit(model, table, name)
    if not isinstance(fitted, list):
        return Loaded(fitted)
    rest, left_out = _without_wrong(model, table)
    again = fit(model, rest, name)
    return Loaded(None if isinstance(again, list) else again, tuple(fitted), left_out)


def _without_wrong(
    model: type[FileModel], table: dict[str, Any]
) -> tuple[dict[str, Any], tuple[object, ...]]:
    """Take the wrong entries out of the lists of a table, and the keys it does not know."""
    wrong = {tuple(each["loc"][:2]) for each in _errors(model, table)}
    rest, left_out = {}, []
    for key, value in table.items():
        if (key,) in wrong:
            continue
        rest[key] = value
        if isinstance(value, list):
            rest[key] = [each for n, each in enumerate(value) if (key, n) not in wrong]
            left_out += [each for n, each in enumerate(value) if (key, n) in wrong]
    return rest, tuple(left_out)


def _errors(model: type[FileModel], table: dict[str, Any]) -> list[ErrorDetails]:
    try:
        model.model_validate(table)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def key_path(location: Sequence[str | int], start: str = "") -> str:
    """Give a place inside a file as TOML writes it: `facts[3].standing`, `profile."a.b"`."""
    path = start
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part not in ALTERNATIVES and not UNNAMED.fullmatch(part):
            key = shown(part) if BARE_KEY.fullmatch(part) else f'"{shown(part)}"'
            path += f".{key}" if path else key
    return path


def _is_echo(detail: ErrorDetails) -> bool:
    """Say whether it is told of one fixed word among alternatives; another one says it better."""
    return bool(detail["loc"]) and str(detail["loc"][-1]).startswith("literal[")


def _problem(detail: ErrorDetails, model: type[FileModel], name: str, at: str) -> Problem:
    wrong, allowed = _explain(detail, model)
    return Problem(name, key_path(detail["loc"], at), wrong, allowed)


def _explain(detail: ErrorDetails, model: type[FileModel]) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    key, value = detail["loc"][-1] if detail["loc"] else "", detail["input"]
    if kind == "extra_forbidden":
        keys = _keys(model, detail["loc"][:-1])
        return f"There is no key '{shown(key)}' here.", nearest(key, keys) if keys else ""
    if kind == "missing":
        return f"The key '{shown(key)}' is missing.", "Add it."
    if kind in ("literal_error", "enum"):
        return _option(value, context["expected"])
    if kind == "value_error":
        error = context["error"]
        refused = isinstance(error, ValueRefusedError)
        return (error.wrong, error.allowed) if refused else (str(error), "")
    if kind in EMPTY:
        return EMPTY[kind]
    wrong = f"{_subject(value)} does not belong here."
    return wrong, _wanted(kind.removesuffix("_type"), value) or _written(detail, context)


def _written(detail: ErrorDetails, context: Mapping[str, object]) -> str:
    wanted = WANTED.get(detail["type"].removesuffix("_type"))
    return wanted.format(**context) if wanted else f"{detail['msg']}."


def _wanted(kind: str, value: object) -> str:
    """Say how to write what is there in another form: a day, an instant, a number, a switch."""
    if kind in ("date", "date_from_datetime_inexact", "date_parsing"):
        day = value.date().isoformat() if isinstance(value, datetime) else ""
        return _write_day(day or (_day_in(value) if isinstance(value, str) else "") or A_DAY)
    if kind == "datetime":
        return f"Write the instant as {AN_INSTANT}, without quotation marks."
    if kind in ("int", "bool") and isinstance(value, str) and value in _plain_values(kind, value):
        return f"Write it without quotation marks: {value}."
    return ""


def _plain_values(kind: str, value: str) -> tuple[str, ...]:
    return ("true", "false") if kind == "bool" else (value,) * value.isdecimal()


def _option(value: object, expected: str) -> tuple[str, str]:
    """Say which options there are; pydantic gives them as "'a', 'b' or 'c'"."""
    options = re.findall(r"'([^']*)'", expected)
    wrong = f"{_subject(value)} is not one of the options."
    if isinstance(value, str) or not options:
        return wrong, nearest(value, options or [expected])
    return wrong, f"{one_of(options)} Write it in quotation marks."


def _subject(value: object) -> str:
    """Begin a sentence about a value."""
    words = quoted(value)
    if isinstance(value, str):
        return words
    return f"A{words[1:]}" if words.startswith("a ") else f"The value {words}"


def _keys(model: type[FileModel], location: Sequence[str | int]) -> list[str]:
    """List the keys allowed at a place."""
    here: Any = model
    for part in location:
        if isinstance(part, str) and isinstance(here, type) and issubclass(here, BaseModel):
            here = _inner(here, part)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


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
