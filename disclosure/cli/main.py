"""The commands of the product."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import disclosure
from disclosure.casefile.load import schema as case_schema
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
from disclosure.cli.vocabulary import facts
from disclosure.outputs import contracts
from disclosure.outputs.assessment import as_json as assessment_json
from disclosure.outputs.assessment import as_text as assessment_text
from disclosure.outputs.files import write_folder
from disclosure.outputs.findings import as_json as findings_json
from disclosure.outputs.findings import as_text as findings_text
from disclosure.outputs.pack import FORMATS
from disclosure.outputs.text import as_text as draft_text

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from disclosure.bootstrap import Services
    from disclosure.services.packs import Pack

EXAMPLE = "tests/cases/ms-2025.toml"
RULE = "=" * 76


@click.group(cls=CommandGroup)
@click.version_option(disclosure.__version__, prog_name="disclosure")
def main() -> None:
    """From facts, typed once, to duties, deadlines and notices."""


main.add_command(law)
main.add_command(facts)


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
        names = _authorities(built, assessment.law_as_of)
        click.echo(assessment_text(assessment, names), nl=False)


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="The folder to write.")
@click.option(
    "--notice",
    "notices",
    multiple=True,
    metavar="ID",
    help="A notice to draft, or 'all'; may be given several times (default: those that are ready).",
)
@click.option(
    "--format",
    "formats",
    default="txt,html,json",
    show_default=True,
    metavar="LIST",
    help="Which of txt, html and json to write.",
)
@at_option
@law_option
def pack(
    file: Path,
    out: Path,
    notices: tuple[str, ...],
    formats: str,
    at: datetime | None,
    law_as_of: date | None,
) -> None:
    """Draft the notices of a case and write them with a manifest."""
    wanted = _formats(formats)
    built = services()
    drafted = built.packs.draft(built.cases.open(file), at=at, law_as_of=law_as_of, notices=notices)
    files = built.pack_writer.files(
        drafted.assessment,
        drafted.drafts,
        drafted.findings,
        formats=wanted,
        audiences={a.id: a.title for a in built.catalogue.audiences.values()},
    )
    write_folder(out, files)
    gaps = sum(len(list(draft.gaps())) for draft in drafted.drafts)
    click.echo(
        f"{len(drafted.drafts)} drafts, {len(files)} files in {out}. {gaps} gaps and "
        f"{len(drafted.findings)} findings: see the manifest, or `disclosure findings`."
    )
    if drafted.assessment.law_note:
        click.echo(drafted.assessment.law_note)


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
        f"{file.name} is a good case file: {len(opened.facts)} versions of facts and entries, "
        f"{len(opened.judgements)} judgements."
    )


@main.command()
@click.argument("name", type=click.Choice(sorted(contracts.SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of what a command gives with --json."""
    click.echo(json.dumps(contracts.schema(name), indent=2))


@main.command()
@click.argument("file", type=FILE, required=False)
def run(file: Path | None) -> None:
    """Show the duties and drafts of a case; of the example when no file is named."""
    built = services()
    path = file or built.root / EXAMPLE
    if not path.is_file() and file is None:
        message = "The example case comes with a checkout. Name a case file: disclosure run FILE."
        raise click.UsageError(message)
    opened = built.cases.open(path)
    drafted = built.packs.draft(opened)
    names = _authorities(built, drafted.assessment.law_as_of)
    click.echo(assessment_text(drafted.assessment, names))
    for draft in drafted.drafts:
        click.echo(f"{RULE}\n{draft.title}  [{draft.notice}]\n{RULE}\n")
        click.echo(draft_text(draft))
    click.echo(RULE)
    click.echo(_after(drafted, path))


def _after(drafted: Pack, path: Path) -> str:
    found = len(drafted.findings)
    return (
        f"{len(drafted.drafts)} drafts, {found} findings. Next: ./disclose findings {path.name}, "
        f"or ./disclose pack {path.name} --out FOLDER. The pages come with the next version."
    )


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [name for name in wanted if name not in FORMATS]
    if wrong or not wanted:
        message = f"'{text}' names no format we write. Allowed: {', '.join(FORMATS)}."
        raise click.UsageError(message)
    return wanted


def _authorities(built: Services, on: date) -> dict[str, str]:
    return {a.id: a.name_on(on).name for a in built.catalogue.law.authorities.values()}
