"""Breaks the law's code in many small ways and counts how many of them the tests notice.

Run it with `python tests/mutants.py`, or for some of the files with their names behind it:
`python tests/mutants.py counting what_if`. Each mutant changes one operator, comparison, constant,
answer, condition or return value of one file in a copy of the project and runs the tests of the
law there. What survives is either a missing test or a change that means nothing; the second
kind is listed in EXPLAINED with its reason.
"""

from __future__ import annotations

import ast
import copy
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Imported here once, so that no mutant has to: of our own code nothing is imported.
import hypothesis
import jinja2
import pydantic
import pytest
import stdnum

ROOT = Path(__file__).resolve().parents[1]
WANTED = 0.95
AT_ONCE = 2
LONGEST = 300
LAW = "tests/law/"
HEAVY = (hypothesis, jinja2, pydantic, stdnum)
COPIED = ("disclosure", "forms", "templates", "tests/law", "tests/cases")
CORE = ("test_counting.py", "test_conditions.py", "test_duties.py", "test_deadlines.py")
FILES = {
    # the mutated file and the tests that may notice, the likeliest first
    "disclosure/law/counting.py": ("test_counting.py", "test_counting_months.py", *CORE),
    "disclosure/law/conditions.py": ("test_conditions.py", "test_duties.py", *CORE),
    "disclosure/law/calendars.py": ("test_counting.py", "test_duties.py"),
    "disclosure/law/what_if.py": ("test_what_if.py", "test_unknowns.py"),
    "disclosure/law/unknowns.py": ("test_unknowns.py",),
    "disclosure/law/index.py": ("test_what_if.py", "test_unknowns.py"),
}

EXPLAINED: dict[str, str] = {
    "calendars.py: '' -> '?'": "What a calendar made without its source names as one.",
}
"""Mutants that survive because they change nothing, by name, with the reason."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
OTHER_ANSWER = {"YES": "NO", "NO": "UNKNOWN", "UNKNOWN": "NO"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one file."""

    file: str
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """Name it so that EXPLAINED can list it; lines move, so they are not part of it."""
        return f"{Path(self.file).name}: {self.change}"


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Give every way in which one node alone may be changed."""
    made = copy.deepcopy(node)
    if is_other_answer(made):
        yield made
        return
    match made:
        case ast.Compare(ops=[op]) if type(op) in SWAPPED:
            made.ops = [SWAPPED[type(op)]()]
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPPED:
            made.op = SWAPPED[type(op)]()
        case ast.UnaryOp(op=ast.Not()):
            made = made.operand
        case ast.Constant(value=bool()):
            made.value = not made.value
        case ast.Constant(value=int()):
            made.value += 1
        case ast.Constant(value=str()):
            made.value += "?"
        case ast.If() | ast.IfExp():
            made.test = ast.UnaryOp(ast.Not(), made.test)
        case ast.Return(value=ast.expr() as given) if ast.unparse(given) != "None":
            made.value = ast.Constant(None)
        case _:
            return
    yield made


def is_other_answer(made: ast.AST) -> bool:
    """Put another answer in the place of one; say whether there was one."""
    match made:
        case ast.Attribute(value=ast.Name(id="Answer"), attr=answer):
            made.attr = OTHER_ANSWER[answer]
        case ast.Name(id=answer, ctx=ast.Load()) if answer in OTHER_ANSWER:
            made.id = OTHER_ANSWER[answer]
        case _:
            return False
    return True


def mutable(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Walk over what runs: no annotations, decorators, docstrings, imports for types."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "format_spec", "type_params"):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or is_silent(child):
                continue
            yield tree, name, place, child
            yield from mutable(child)


def is_silent(node: ast.AST) -> bool:
    """Say whether a statement does nothing when it runs: a docstring, a block for types."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def mutants(file: str) -> Iterator[Mutant]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    for parent, name, place, node in list(mutable(tree)):
        for made in variants(node):
            held = getattr(parent, name)
            put(parent, name, place, made)
            source = ast.unparse(ast.fix_missing_locations(tree))
            put(parent, name, place, node)
            assert getattr(parent, name) is held or place is None
            change = f"{first_line(node)} -> {first_line(made)}"
            yield Mutant(file, getattr(node, "lineno", 0), change, source)


def put(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[place] = node


# ---- Running ------------------------------------------------------------------------------------


def copy_project(folder: Path) -> Path:
    """Copy what the tests of the law need; the copy comes first on their path."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in (ROOT / "tests").glob("*.py"):
        shutil.copy(path, folder / "tests")
    return folder


def start(folder: Path, tests: tuple[str, ...]) -> int:
    """Run the tests in a copy, in a process of its own; what is heavy is imported already."""
    process = os.fork()
    if process:
        return process
    signal.alarm(LONGEST)  # a run that takes too long ends as killed
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(folder)
    sys.path = [path for path in sys.path if not path.startswith(str(ROOT / "tests"))]
    sys.dont_write_bytecode = True
    for name in tests:  # one file after the other: most mutants need no more than the first
        failed = pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", LAW + name])
        if failed:
            os._exit(failed)
    os._exit(0)


def run(every: list[Mutant]) -> list[Mutant]:
    """Run them, a few at a time, and give those that survive."""
    survivors = []
    with tempfile.TemporaryDirectory() as temporary:
        free = [copy_project(Path(temporary) / str(n)) for n in range(AT_ONCE)]
        every_test = dict.fromkeys(test for mutant in every for test in FILES[mutant.file])
        if os.waitpid(start(free[0], tuple(every_test)), 0)[1]:
            sys.exit("The tests fail without any mutant. Mend that first.")
        running: dict[int, tuple[Mutant, Path]] = {}
        waiting = list(reversed(every))
        while waiting or running:
            if waiting and free:
                mutant, folder = waiting.pop(), free.pop()
                running[start_with(mutant, folder)] = (mutant, folder)
                continue
            process, status = os.wait()
            mutant, folder = running.pop(process)
            free.append(folder)
            shutil.copy(ROOT / mutant.file, folder / mutant.file)
            said = "killed  " if status else "survived"
            print(f"{said} {mutant.file}:{mutant.line}  {mutant.change}", flush=True)
            if not status:
                survivors.append(mutant)
    return survivors


def start_with(mutant: Mutant, folder: Path) -> int:
    (folder / mutant.file).write_text(mutant.source, encoding="utf-8")
    return start(folder, tuple(dict.fromkeys(FILES[mutant.file])))


def main() -> int:
    begun = time.perf_counter()
    os.environ["CI"] = "1"  # the same examples for every mutant
    named = sys.argv[1:]
    wanted = [file for file in FILES if Path(file).stem in named or not named]
    if len(wanted) < len(named):
        print(f"Name files to change: {', '.join(Path(file).stem for file in FILES)}.")
        return 2
    every = [mutant for file in wanted for mutant in mutants(file)]
    survivors = run(every)
    missed = [mutant for mutant in survivors if mutant.name not in EXPLAINED]
    counted = len(every) - len(survivors) + len(missed)
    share = 1 - len(missed) / counted
    print(f"\n{len(every)} mutants in {time.perf_counter() - begun:.0f} s.")
    print(f"{len(survivors) - len(missed)} of them change nothing and are explained.")
    print(f"{share:.1%} of the other {counted} were killed; {len(missed)} survived:")
    for mutant in missed:
        print(f"  {mutant.file}:{mutant.line}  {mutant.change}")
    return int(share < WANTED)


if __name__ == "__main__":
    sys.exit(main())
