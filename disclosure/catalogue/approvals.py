"""Loads who must approve what, and refuses what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from disclosure.catalogue.formats import Schema, Text
from disclosure.catalogue.vocabulary import twice
from disclosure.files import FileModel, load
from disclosure.problems import Problem, nearest
from disclosure.signoff.people import Capacity
from disclosure.signoff.policy import Need, Policies, Policy

FILE = "forms/approvals.toml"

# Enums arrive as text from TOML; strict mode would refuse them.
CapacityName = Annotated[Capacity, Field(strict=False)]


class PolicyFormat(FileModel):
    """Who must approve some notices, and who may release them."""

    id: Text
    title: Text
    why: Text
    notices: list[str] = Field(default=[])
    audiences: list[str] = Field(default=[])
    needs: list[list[CapacityName]]
    release_by: list[CapacityName] = Field(default=[])
    in_order: bool = False


class ApprovalsFile(FileModel):
    """`approvals.toml`."""

    schema_: Schema = Field(alias="schema")
    policies: list[PolicyFormat]


def load_approvals(
    forms: Path, notices: Collection[str], audiences: Collection[str], problems: list[Problem]
) -> Policies:
    """Read the approval policies; whatever is wrong is added to `problems`.

    Args:
        forms: The folder that holds `approvals.toml`.
        notices: The ids of all notices.
        audiences: The ids of all audiences; each must be covered.
        problems: Where to add what is wrong.
    """
    loaded = load(ApprovalsFile, forms / "approvals.toml", FILE)
    if isinstance(loaded, list):
        problems += loaded
        return Policies()
    for place, policy in _placed(loaded):
        problems += _check_needs(policy, place)
        problems += _check_names(policy.notices, f"{place}.notices", "notice", notices)
        problems += _check_names(policy.audiences, f"{place}.audiences", "audience", audiences)
    _check_once(loaded, problems)
    problems += _check_covered(loaded, audiences)
    return Policies(tuple(_policy(policy) for policy in loaded.policies))


def _placed(loaded: ApprovalsFile) -> Iterator[tuple[str, PolicyFormat]]:
    return ((f"policies[{n}]", policy) for n, policy in enumerate(loaded.policies))


def _check_needs(policy: PolicyFormat, place: str) -> Iterable[Problem]:
    if not policy.needs:
        wrong = f"The policy '{policy.id}' asks for no approval."
        yield Problem(FILE, f"{place}.needs", wrong, 'Name one: [["general-counsel"]].')
    for number, need in enumerate(policy.needs):
        if not need:
            wrong = "An approval names no capacity, so nobody could give it."
            yield Problem(FILE, f"{place}.needs[{number}]", wrong, "Name one, or take it out.")
    if not (policy.notices or policy.audiences):
        wrong = f"The policy '{policy.id}' is for no notice and no audience."
        yield Problem(FILE, place, wrong, "Name some, or take it out.")


def _check_names(
    names: Iterable[str], place: str, kind: str, known: Collection[str]
) -> Iterable[Problem]:
    for number, name in enumerate(names):
        if name not in known:
            wrong = f"There is no {kind} '{name}'."
            yield Problem(FILE, f"{place}[{number}]", wrong, nearest(name, tuple(known)))


def _check_once(loaded: ApprovalsFile, problems: list[Problem]) -> None:
    """Report what stands twice: the product could not tell which policy is meant."""
    policies = loaded.policies
    twice(problems, FILE, "policies", [policy.id for policy in policies])
    for kind, names in (
        ("notices", [name for policy in policies for name in policy.notices]),
        ("audiences", [name for policy in policies for name in policy.audiences]),
    ):
        twice(problems, FILE, f"policies.{kind}", names)


def _check_covered(loaded: ApprovalsFile, audiences: Iterable[str]) -> Iterable[Problem]:
    covered = {name for policy in loaded.policies for name in policy.audiences}
    for audience in audiences:
        if audience not in covered:
            wrong = f"No policy covers the audience '{audience}'."
            yield Problem(FILE, "policies", wrong, "Add it to the audiences of one.")


def _policy(form: PolicyFormat) -> Policy:
    return Policy(
        id=form.id,
        title=form.title,
        notices=tuple(form.notices),
        audiences=tuple(form.audiences),
        needs=tuple(Need(tuple(need)) for need in form.needs),
        release_by=frozenset(form.release_by),
        in_order=form.in_order,
        why=form.why,
    )
