"""Sizes that keep the code readable. Who may import whom is checked by `./disclose lint`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES_PER_FILE = 400
LINES_PER_TABLE = 600
LINES_PER_FUNCTION = 40
LINES_PER_TEMPLATE = 150
LINES_PER_FORM = 700
POSITIONAL_PARAMETERS = 5

# Modules that are mostly one table. Each has a reason.
TABLES = frozenset({"disclosure/store/models.py"})
"""Files that hold one table after the other."""

PACKAGE = Path(__file__).resolve().parents[2] / "disclosure"
MODULES = sorted(PACKAGE.rglob("*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end; the docstring is a promise, not code."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def test_the_package_is_here() -> None:
    assert MODULES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_fits_in_the_head(path: Path) -> None:
    limit = LINES_PER_TABLE if name(path) in TABLES else LINES_PER_FILE
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= limit, f"{name(path)} has {lines} lines; split it by subject"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {f.name: length(f) for f in functions(path) if length(f) > LINES_PER_FUNCTION}
    assert not long, f"{name(path)}: name a step of these and move it out: {long}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_few_parameters_are_told_apart_by_position(path: Path) -> None:
    many = [
        f.name
        for f in functions(path)
        if len(f.args.posonlyargs) + len(f.args.args) > POSITIONAL_PARAMETERS
    ]
    assert not many, f"{name(path)}: make the later parameters keyword-only: {many}"


def test_every_table_named_here_exists() -> None:
    assert not TABLES - {name(path) for path in MODULES}


def test_templates_are_short(root: Path, tracked: list[Path]) -> None:
    templates = [path for path in tracked if path.suffix == ".j2"]
    texts = {str(path): (root / path).read_text("utf-8") for path in templates}
    # An authority's form is as long as the authority made it, and is read question by question.
    forms = {p for p, text in texts.items() if 'layout = "form"' in text or "{% question" in text}
    long = {
        path: text.count("\n")
        for path, text in texts.items()
        if text.count("\n") > (LINES_PER_FORM if path in forms else LINES_PER_TEMPLATE)
    }
    assert long == {}
