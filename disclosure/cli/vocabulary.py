"""`disclosure facts`: the vocabulary."""

from __future__ import annotations

import click

from disclosure.cli.options import json_option, print_json, services
from disclosure.outputs.library import vocabulary


@click.group()
def facts() -> None:
    """The vocabulary: everything that can be recorded."""


@facts.command("list")
@json_option
def facts_list(*, as_json: bool) -> None:
    """List every fact, record, profile answer and judgement."""
    output = vocabulary(services().catalogue.vocabulary)
    if as_json:
        print_json(output)
        return
    for fact in (*output.facts, *output.profile, *output.judgements):
        options = f" ({', '.join(fact.options)})" if fact.options else ""
        click.echo(f"{fact.key:36} {fact.kind}{options}")
        click.echo(f"{'':36} {fact.label}; page {fact.page or 'profile'}; up to {fact.ceiling}")
    for record in output.records:
        names = ", ".join(field.key for field in record.fields)
        click.echo(f"{record.record + ' (record)':36} {record.label}: {names}; {record.page}")
