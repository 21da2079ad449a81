"""`disclosure law`: the library, one obligation, the check, what is due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosure.cli.errors import EXIT_CATALOGUE
from disclosure.cli.options import (
    DAY,
    FILE,
    INSTANT,
    json_option,
    library,
    print_json,
    services,
)
from disclosure.outputs import law_review as review_out
from disclosure.outputs import library as library_out
from disclosure.outputs.terminal import number
from disclosure.problems import InvalidInputError, Problem

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path


@click.group()
def law() -> None:
    """The law library."""


@law.command("list")
@click.option("--law-as-of", type=DAY, default=None, help="Default: today.")
@json_option
def law_list(law_as_of: date | None, *, as_json: bool) -> None:
    """List every obligation there is, what is only watched, and what is no duty."""
    shelf = library()
    output = shelf.listing(law_as_of or shelf.today())
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
        if check.own is not None:
            rules, cases = check.own
            added = f"{number(rules, 'obligation')} and {number(cases, 'worked case')}"
            click.echo(f"Of these, your own folder adds {added}.")
        for whose, texts in check.replaced.items():
            click.echo(f"It replaces words of {number(texts, 'text')} for {whose}.")
    if check.problems:
        raise click.exceptions.Exit(EXIT_CATALOGUE)


@law.command("new")
@click.argument("folder", type=FILE)
@click.argument("name", metavar="ID")
@click.option("--law", "title", default="Example Act 2026", help="The name of the law.")
@click.option("--provision", default="s 1", help="Where the duty stands in it.")
def law_new(folder: Path, name: str, title: str, provision: str) -> None:
    """Write a regime to start from: one duty with its questions and cases, ready to be changed.

    FOLDER is your own catalogue, ID the first duty: uk.harbours.9 or contract.insurer.
    """
    written = library().begin(folder, name, title, provision)
    click.echo("Written, each with remarks that say what to change:")
    for path in written:
        click.echo(f"  {path}")
    click.echo("Then check it, and again after every change:")
    click.echo(f"  DISCLOSURE_LOCAL_CATALOGUE={folder} ./disclose law check")


@law.command("review")
@click.option("--on", type=DAY, default=None, help="Default: today.")
@json_option
def law_review(on: date | None, *, as_json: bool) -> None:
    """List what in the library is due for another look, and why."""
    shelf = library()
    day = on or shelf.today()
    agenda = shelf.agenda(day)
    due = [
        (r.regime.id, r.regime.checked_on, r.regime.review_by, r.reasons) for r in agenda.regimes
    ]
    output = review_out.reviewed(due, agenda.points, agenda.recheck, day)
    if as_json:
        print_json(output)
        return
    click.echo(review_out.review_as_text(output), nl=False)


@law.command("hours")
@click.option("--at", type=INSTANT, default=None, help="Default: now.")
@json_option
def law_hours(at: datetime | None, *, as_json: bool) -> None:
    """Say whether the market and the service for announcements are open."""
    shelf = library()
    instant = at or shelf.now()
    seen = shelf.hours(instant)
    if as_json:
        print_json(review_out.hours(seen, instant))
        return
    click.echo(review_out.hours_as_text(seen, instant), nl=False)


@law.command("snapshot")
@click.option("--out", type=FILE, required=True, help="The file to write.")
def law_snapshot(out: Path) -> None:
    """Write down what the library says, to hold a later one against it."""
    taken = library().snapshot()
    try:
        out.write_text(taken.as_text(), encoding="utf-8")
    except OSError as error:
        wrong = f"The file cannot be written: {error.strerror}."
        raise InvalidInputError([Problem(out.name, "", wrong, "Name another.")]) from error
    click.echo(f"{out.name}: the library of {taken.taken_at}, digest {taken.digest[:12]}.")


@law.command("changes")
@click.argument("file", type=FILE)
@json_option
def law_changes(file: Path, *, as_json: bool) -> None:
    """List what changed in the library since a snapshot."""
    held = library().compared_with(file)
    if as_json:
        before, after = held.before, held.after
        print_json(
            review_out.changed(
                (before.taken_at, before.digest), (after.taken_at, after.digest), held.changes
            )
        )
        return
    click.echo(review_out.changes_as_text(held.before.taken_at, held.changes), nl=False)
