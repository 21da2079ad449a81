"""`disclosure law`: the library, one obligation, the check, what is due for review."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from disclosure.cli.options import DAY, json_option, library, print_json, services
from disclosure.outputs import library as library_out

if TYPE_CHECKING:
    from datetime import date

EXIT_CATALOGUE = 3


@click.group()
def law() -> None:
    """The law library."""


@law.command("list")
@click.option("--law-as-of", type=DAY, default=None, help="Default: today.")
@json_option
def law_list(law_as_of: date | None, *, as_json: bool) -> None:
    """List every obligation there is."""
    built, shelf = services(), library()
    day = law_as_of or shelf.today()
    output = library_out.listed(
        built.catalogue.law.obligations, day, library_out.case_counts(shelf.expectations())
    )
    if as_json:
        print_json(output)
        return
    for line in output.obligations:
        reviewed = line.reviewed_by or "not reviewed by a lawyer"
        click.echo(f"{line.id:22} {line.title}")
        click.echo(
            f"{'':22} {line.kind}, {line.status}, {line.confidence}, {reviewed}; "
            f"{line.cases} worked cases"
        )


@law.command("show")
@click.argument("name", metavar="ID")
@click.option("--law-as-of", type=DAY, default=None, help="Default: today.")
def law_show(name: str, law_as_of: date | None) -> None:
    """Show one obligation with every row, its citation and its confidence."""
    built, shelf = services(), library()
    day = law_as_of or shelf.today()
    obligation = built.catalogue.obligation(name, day)
    names = {a.id: a.name_on(day).name for a in built.catalogue.law.authorities.values()}
    for line in library_out.shown(obligation, names):
        hang = " " * (len(line) - len(line.lstrip()) + 2)
        click.echo("\n".join(textwrap.wrap(line, 88, subsequent_indent=hang)) or "")


@law.command("check")
@json_option
def law_check(*, as_json: bool) -> None:
    """Check every law and notice file and run every worked case."""
    check = library().check()
    if as_json:
        print_json(
            library_out.checked(
                check.problems,
                obligations=check.obligations,
                notices=check.notices,
                cases=check.cases,
            )
        )
    else:
        for problem in check.problems:
            click.echo(f"- {problem}", err=True)
        verdict = f"{len(check.problems)} problems" if check.problems else "clean"
        click.echo(
            f"{check.obligations} obligations, {check.notices} notices, {check.cases} worked "
            f"cases: {verdict}."
        )
    if check.problems:
        raise click.exceptions.Exit(EXIT_CATALOGUE)


@law.command("review")
@click.option("--on", type=DAY, default=None, help="Default: today.")
@json_option
def law_review(on: date | None, *, as_json: bool) -> None:
    """List what in the library is due for another look, and why."""
    shelf = library()
    day = on or shelf.today()
    due = [
        (r.regime.id, r.regime.checked_on, r.regime.review_by, r.reasons) for r in shelf.review(day)
    ]
    output = library_out.reviewed(due, day)
    if as_json:
        print_json(output)
        return
    for line in output.regimes:
        click.echo(f"{line.id}: {'; '.join(line.reasons)} (checked {line.checked_on}).")
    if not output.regimes:
        click.echo("Nothing is due for review.")
