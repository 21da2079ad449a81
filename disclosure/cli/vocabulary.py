"""`disclosure facts`: the vocabulary."""

from __future__ import annotations

import click

from disclosure.cli.options import json_option, print_json, services
from disclosure.outputs.library import vocabulary, vocabulary_as_text


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
    click.echo(vocabulary_as_text(output), nl=False)
