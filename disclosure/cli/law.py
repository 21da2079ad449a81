"""`disclosure law`: the library, one obligation, the check, what is due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosure.cli.errors import EXIT_CATALOGUE
from disclosure.cli.options import DAY, json_option, library, print_json, services
from disclosure.outputs import library as library_out
from disclosure.outputs.terminal import number, wrapped

if TYPE_CHECKING:
    from datetime import date


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
    click.echo(library_out.list_as_text(output), nl=False)


@law.command("show")
@click.argument("name", metavar="ID")
@click.option("--law-as-of", type=DAY, default=None, help="Default: today.")
def law_show(name: str, law_as_of: date | None) -> None:
    """Show one obligation with every row, its citation and its confidence."""
    built, shelf = services(), library()
    day = law_as_of or shelf.today()
    obligation = built.catalogue.obligation(name, day)
    names = {a.id: a.name_on(day).name for a in built.catalogue.law.authorities.values()}
    click.echo(library_out.as_text(obligation, names), nl=False)


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
        verdict = number(len(check.problems), "problem") if check.problems else "clean"
        click.echo(
            f"{number(check.obligations, 'obligation')}, {number(check.notices, 'notice')}, "
            f"{number(check.cases, 'worked case')}: {verdict}."
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
        reasons = f"{line.id}: {'; '.join(line.reasons)} (checked {line.checked_on})."
        click.echo("\n".join(wrapped(reasons)))
    if not output.regimes:
        click.echo("Nothing is due for review.")
