"""Reading and fitting files: the parts every format shares."""

from typing import Literal

import pytest
from pydantic import Field

from disclosure.files import LARGEST_FILE, FileModel, fit, key_path, load, read_table
from disclosure.problems import (
    InvalidInputError,
    Problem,
    ProblemsError,
    in_order,
    nearest,
    one_of,
    shown,
)


class Part(FileModel):
    name: str
    size: int = 0


class Whole(FileModel):
    schema_: Literal[1] = Field(alias="schema")
    kind: Literal["hot", "cold"] = "hot"
    parts: list[Part] = Field(default=[])
    by_name: dict[str, Part] = Field(default={})


def file(tmp_path, content, name="a.toml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# ---- Reading -----------------------------------------------------------------------------


def test_toml_and_json_give_the_same_table(tmp_path):
    toml = read_table(file(tmp_path, "a = 1\nb = ['x']\n"), "a.toml")
    assert toml == read_table(file(tmp_path, '{"a": 1, "b": ["x"]}', "a.json"), "a.json")


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path):
    content = b"a = 1\n#"
    full = content + b"x" * (LARGEST_FILE - len(content))
    assert read_table(file(tmp_path, full), "a") == {"a": 1}
    problem = read_table(file(tmp_path, full + b"x"), "a")
    assert isinstance(problem, Problem)
    assert problem.wrong == "The file has 5.0 MB; at most 5 MB are read."


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path, monkeypatch):
    path = file(tmp_path, "a = 1")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    problem = read_table(path, "a.toml")
    assert str(problem).startswith("a.toml: The file cannot be read: Permission denied.")


def test_a_long_reason_keeps_its_line(tmp_path):
    problem = read_table(file(tmp_path, "a = 1\nb = 2 c = 3\n"), "a.toml")
    assert str(problem) == (
        "a.toml: line 2: From here on the file is not TOML: Expected newline or end of document "
        "after a statement. Mend that line, or what is left open before it."
    )


# ---- Fitting -----------------------------------------------------------------------------


def test_what_fits_becomes_the_format(tmp_path):
    loaded = load(Whole, file(tmp_path, "schema = 1\nparts = [{name = 'x'}]"), "a.toml")
    assert isinstance(loaded, Whole)
    assert loaded.parts == [Part(name="x")]


def test_what_cannot_be_read_is_one_problem(tmp_path):
    assert [p.path for p in load(Whole, file(tmp_path, "schema ="), "a.toml")] == ["line 1"]


def test_every_misfit_is_listed_in_the_order_of_its_place():
    parts = [{"name": "x"} for _ in range(11)]
    parts[10] = {"nmae": "x"}
    parts[2] = {"name": 5, "size": "big"}
    found = fit(Whole, {"schema": 1, "kind": "cool", "parts": parts}, "a.toml")
    assert [str(problem) for problem in found] == [
        "a.toml: kind: 'cool' is not one of the options. Did you mean 'cold'? Allowed: hot, cold.",
        "a.toml: parts[2].name: The value 5 does not belong here. Write text, in quotation marks.",
        "a.toml: parts[2].size: 'big' does not belong here. Write a whole number.",
        "a.toml: parts[10].name: The key 'name' is missing. Add it.",
        (
            "a.toml: parts[10].nmae: There is no key 'nmae' here. "
            "Did you mean 'name'? Allowed: name, size."
        ),
    ]


def test_a_misfit_in_a_named_table_names_its_keys():
    (problem,) = fit(Whole, {"schema": 1, "by_name": {"a b": {"name": "x", "sze": 1}}}, "a")
    assert problem.path == 'by_name."a b".sze'
    assert problem.allowed == "Did you mean 'size'? Allowed: name, size."


def test_the_name_of_the_field_is_no_second_name_for_its_key():
    paths = [problem.path for problem in fit(Whole, {"schema_": 1}, "a")]
    assert paths == ["schema", "schema_"]


def test_a_fit_inside_a_file_names_the_whole_place():
    (problem,) = fit(Part, {}, "a.toml", "facts[3].value")
    assert problem.path == "facts[3].value.name"


def test_what_is_no_table_is_said_so():
    (problem,) = fit(Part, 5, "a.toml", "facts[3].value")
    assert (problem.path, problem.allowed) == (
        "facts[3].value",
        "Write a table of keys and values.",
    )


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ((), ""),
        (("facts", 3, "standing"), "facts[3].standing"),
        (("facts", 3, "value", "(span)", "latest"), "facts[3].value.latest"),
        (("profile", "gdpr.controller"), 'profile."gdpr.controller"'),
        (("a\x1bb",), '"a\N{REPLACEMENT CHARACTER}b"'),
    ],
)
def test_a_key_path_is_written_as_in_toml(location, path):
    assert key_path(location) == path


# ---- Problems ----------------------------------------------------------------------------


def test_a_problem_is_one_line():
    assert str(Problem("a.toml", "x[0]", "It is wrong.", "Mend it.")) == (
        "a.toml: x[0]: It is wrong. Mend it."
    )
    assert str(Problem("a.toml", "", "It is wrong.")) == "a.toml: It is wrong."


def test_problems_are_kept_once_and_in_order():
    ten, two = Problem("a", "x[10]", "W."), Problem("a", "x[2]", "W.")
    assert in_order([ten, two, ten]) == (two, ten)
    error = InvalidInputError([ten, two, ten])
    assert isinstance(error, ProblemsError)
    assert error.problems == (two, ten)
    assert str(error) == "a: x[2]: W.\na: x[10]: W."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("x" * 100, "x" * 59 + "…"),
        (
            "a\nb\x1b[31m\u202e",
            "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}",
        ),
        (None, "null"),
        (True, "true"),
        (2**65, "a very large number"),
        ({"a": 1}, "a table"),
        ([1], "a list"),
        (1.5, "1.5"),
    ],
)
def test_a_value_is_shown_short_and_clean(value, words):
    assert shown(value) == words


def test_a_long_list_of_options_is_cut():
    options = [f"o{n}" for n in range(40)]
    assert one_of(options).endswith("o29 and 10 more.")
    assert one_of([]) == "Nothing is allowed here."


def test_the_likeliest_option_comes_first():
    assert nearest("hott", ("hot", "cold")) == "Did you mean 'hot'? Allowed: hot, cold."
    assert nearest("xyz", ("hot", "cold")) == "Allowed: hot, cold."
