"""Removes what must not be kept; what will go is shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosure.cli.options import FILE

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

KINDS = ("fact", "edit", "judgement", "receipt", "entry")


@click.command()
@click.argument("incident", type=click.UUID)
@click.argument("what", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--reason", required=True, help="Why it must not be kept; recorded for good.")
@click.option("--as", "email", required=True, metavar="ADDRESS", help="Which owner does it.")
@click.option("--yes", is_flag=True, help="Do it. Without this nothing is changed.")
@click.option("--data", type=FILE, help="The folder of the database (default: the setting).")
def redact(
    incident: UUID,
    what: str,
    name: str,
    *,
    reason: str,
    email: str,
    yes: bool,
    data: Path | None,
) -> None:
    """Remove what must not be kept, for good.

    INCIDENT is the id in the address of its pages. NAME says which one: a fact or a judgement as
    KEY@NUMBER, words by hand as NOTICE#SERIES/SENTENCE@NUMBER, a receipt by its id, a field of an
    entry of the trail as NUMBER:FIELD, such as 17:reason or 17:detail.recipient.
    """
    from disclosure.cli.run import open_desk
    from disclosure.services.acting import acting
    from disclosure.services.redactions import What

    desk = open_desk(data)
    try:
        person = acting(desk.transactions, email)
        if not yes:
            plan = desk.redactions.plan(person, incident, What(what), name)
            click.echo("This would go, and nothing brings it back:")
        else:
            plan = desk.redactions.redact(person, incident, What(what), name, reason=reason)
            click.echo("This is gone; that it was there, and why it went, is recorded:")
    finally:
        desk.close()
    for line in plan.goes:
        click.echo(f"- {line}")
    if plan.left:
        click.echo("What it leaves, and what is still to be done:")
    for line in plan.left:
        click.echo(f"- {line}")
    if not yes:
        click.echo("Copies made before, backups and exports keep it. To do it, add --yes.")
    else:
        click.echo("Start every server and worker again: words they have read stay in memory.")
