"""The commands of the product."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import disclosure
from disclosure.casefile.load import schema as case_schema
from disclosure.cli.demo import demo
from disclosure.cli.errors import CommandGroup
from disclosure.cli.law import law
from disclosure.cli.options import (
    FILE,
    at_option,
    json_option,
    law_option,
    print_json,
    services,
)
from disclosure.cli.pack import counted, pack
from disclosure.cli.redact import redact
from disclosure.cli.run import rebuild, run, worker
from disclosure.cli.verify import export, verify
from disclosure.cli.vocabulary import facts
from disclosure.outputs import contracts
from disclosure.outputs.assessment import as_json as assessment_json
from disclosure.outputs.assessment_text import as_text as assessment_text
from disclosure.outputs.findings import as_json as findings_json
from disclosure.outputs.findings import as_text as findings_text
from disclosure.outputs.terminal import number
from disclosure.outputs.text import as_text as draft_text

if TYPE_CHECKING:
    from datetime import date, datetime

CASE = "case"
EXAMPLE = "forms/examples/ms-2025.toml"
RULE = "=" * 76


@click.group(cls=CommandGroup)
@click.version_option(disclosure.__version__, prog_name="disclosure")
def main() -> None:
    """From facts, typed once, to duties, deadlines and notices."""


main.add_command(law)
main.add_command(facts)
main.add_command(pack)
main.add_command(run)
main.add_command(demo)
main.add_command(worker)
main.add_command(rebuild)
main.add_command(export)
main.add_command(verify)
main.add_command(redact)


@main.command()
@click.argument("file", type=FILE)
@at_option
@law_option
@json_option
def assess(file: Path, at: datetime | None, law_as_of: date | None, *, as_json: bool) -> None:
    """Say which duties stand in a case, why, and when each falls due."""
    built = services()
    assessment = built.assessments.assess(built.cases.open(file), at=at, law_as_of=law_as_of)
    if as_json:
        print_json(assessment_json(assessment))
    else:
        names = built.assessments.names(assessment.law_as_of)
        click.echo(assessment_text(assessment, names), nl=False)


@main.command()
@click.argument("file", type=FILE)
@at_option
@law_option
@json_option
def findings(file: Path, at: datetime | None, law_as_of: date | None, *, as_json: bool) -> None:
    """Say what is wrong with the texts of a case, and with its facts."""
    built = services()
    drafted = built.packs.draft(built.cases.open(file), at=at, law_as_of=law_as_of)
    if as_json:
        print_json(findings_json(drafted.assessment, drafted.findings))
    else:
        titles = {draft.notice: draft.title for draft in drafted.drafts}
        click.echo(findings_text(drafted.findings, titles), nl=False)


@main.group()
def case() -> None:
    """Case files: their schema, and what is wrong with one."""


@case.command("schema")
def case_schema_command() -> None:
    """Print the JSON Schema of a case file."""
    click.echo(json.dumps(case_schema(services().catalogue.vocabulary), indent=2))


@case.command("check")
@click.argument("file", type=FILE)
def case_check(file: Path) -> None:
    """Say everything that is wrong with a case file."""
    opened = services().cases.open(file)
    click.echo(
        f"{file.name} is a good case file: {number(len(opened.facts), 'version')} of facts and "
        f"entries, {number(len(opened.judgements), 'judgement')}."
    )


@main.command()
@click.argument("name", metavar="NAME", type=click.Choice(sorted([*contracts.SCHEMAS, CASE])))
def schema(name: str) -> None:
    """Print a JSON Schema: of a case file, or of what a command gives.

    NAME is one of assess, case, facts-list, findings, law-check, law-list, law-review, manifest
    and notice.
    """
    made = case_schema(services().catalogue.vocabulary) if name == CASE else contracts.schema(name)
    click.echo(json.dumps(made, indent=2))


@main.command()
@click.argument("file", type=FILE, required=False)
def show(file: Path | None) -> None:
    """Show the duties and drafts of a case, or of the example."""
    built = services()
    path = file or built.root / EXAMPLE
    if not path.is_file() and file is None:
        message = "The example case comes with a checkout. Name a case file: disclosure show FILE."
        raise click.UsageError(message)
    opened = built.cases.open(path)
    drafted = built.packs.draft(opened)
    names = built.assessments.names(drafted.assessment.law_as_of)
    click.echo(assessment_text(drafted.assessment, names))
    for draft in drafted.drafts:
        click.echo(f"{RULE}\n{draft.title}  [{draft.notice}]\n{RULE}\n")
        click.echo(draft_text(draft))
    click.echo(RULE)
    click.echo(counted(drafted, file or Path(EXAMPLE)))
