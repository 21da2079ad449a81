"""Checks the stages whose clocks start with the submission of another stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.problems import Problem, meant

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from disclosure.law.obligations import Obligation


def chain_problems(rules: Sequence[Obligation], refused: Container[str]) -> Iterator[Problem]:
    """Report a stage that waits for a submission nobody can make, or for its own.

    Args:
        rules: Every obligation.
        refused: The names of those that were refused, and are told of elsewhere.
    """
    follows: dict[str, set[str]] = {f"{o.id}/{s.id}": set() for o in rules for s in o.stages}
    for name, _, target in _waits(rules):
        follows[name].add(target)
    for name, place, target in _waits(rules):
        if target.partition("/")[0] in refused:
            continue
        if target not in follows:
            wrong = f"There is no stage '{target}'."
            near = f"{meant(target, follows)} Name obligation/stage of a rule in the library."
            yield Problem(*place, wrong, near.lstrip())
        elif target == name:
            wrong = "This stage waits for its own submission, so its clock can never start."
            yield Problem(*place, wrong, "Name the stage that comes before it.")
        elif name in _behind(target, follows):
            wrong = f"This stage waits for '{target}', which waits for this one: neither can start."
            yield Problem(*place, wrong, "Let one of them start with something else.")


def _waits(rules: Sequence[Obligation]) -> Iterator[tuple[str, tuple[str, str], str]]:
    """Give each stage that starts with a submission, its file and place, and what it waits for."""
    for rule in rules:
        for n, stage in enumerate(rule.stages):
            for m, limit in enumerate(stage.limits):
                if limit.starts_at.kind == "submitted":
                    place = (rule.file, f"stages[{n}].limits[{m}].starts_at")
                    yield f"{rule.id}/{stage.id}", place, limit.starts_at.key


def _behind(name: str, follows: Mapping[str, set[str]]) -> set[str]:
    """Give everything a stage waits for, over however many others."""
    seen: set[str] = set()
    ahead = [name]
    while ahead:
        for each in follows.get(ahead.pop(), ()):
            if each not in seen:
                seen.add(each)
                ahead.append(each)
    return seen
