"""The command that drafts every notice of a case and writes them as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosure.cli.options import FILE, at_option, law_option, services
from disclosure.outputs.files import write_folder
from disclosure.outputs.notices import as_text as notices_text
from disclosure.outputs.pack import FORMATS, ON_REQUEST
from disclosure.outputs.pack_zip import write_zip
from disclosure.outputs.papers import PaperError
from disclosure.outputs.press import Press
from disclosure.outputs.terminal import number, wrapped
from disclosure.words.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from disclosure.catalogue.load import Catalogue
    from disclosure.outputs.papers import Printable
    from disclosure.services.packs import Pack

PDF = "pdf"
REST = ",".join(name for name in FORMATS if name != PDF)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--out", type=FILE, help="The folder to write; with --zip, the file.")
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
    default=None,
    metavar="LIST",
    help="Which of txt, html, json and pdf to write; news, eml, fragment, docx and merge where "
    "named.  "
    "[default: all of the first four this machine can make]",
)
@click.option("--zip", "zipped", is_flag=True, help="Write one ZIP in place of a folder.")
@click.option("--list", "listing", is_flag=True, help="List the notices there are; write nothing.")
@at_option
@law_option
def pack(
    file: Path | None,
    *,
    out: Path | None,
    notices: tuple[str, ...],
    formats: str | None,
    zipped: bool,
    listing: bool,
    at: datetime | None,
    law_as_of: date | None,
) -> None:
    """Draft the notices of a case and write them with a manifest."""
    wanted = _formats(formats)
    if listing:
        held = services().catalogue
        click.echo(notices_text(held.notices, audience_titles(held)), nl=False)
        return
    if file is None or out is None:
        message = "Name a case file and a folder: disclosure pack FILE --out FOLDER."
        raise click.UsageError(message)
    built = services()
    drafted = built.packs.draft(built.cases.open(file), at=at, law_as_of=law_as_of, notices=notices)
    files = built.pack_writer.files(
        drafted.assessment,
        drafted.drafts,
        drafted.findings,
        formats=wanted,
        audiences=audience_titles(built.catalogue),
        printed=_printed(built.pack_papers.papers(drafted)) if PDF in wanted else {},
    )
    if zipped:
        assessment = drafted.assessment
        write_zip(out, files, assessment.at.astimezone(assessment.case.zone))
    else:
        write_folder(out, files)
    click.echo(f"{number(len(files), 'file')} in {out}.")
    _say_more(drafted, file, without_pdf=formats is None and PDF not in wanted)


def _say_more(drafted: Pack, file: Path, *, without_pdf: bool) -> None:
    if without_pdf:
        click.echo("\n".join(wrapped(Press.why_off(), hang="")))
    click.echo(counted(drafted, file))
    if drafted.assessment.law_note:
        click.echo("\n".join(wrapped(drafted.assessment.law_note, hang="")))


def _printed(papers: Mapping[str, Printable]) -> dict[str, bytes]:
    """Print documents in this process: a command that waits for them needs no other one."""
    from disclosure.outputs.pdf import print_now

    printed = {}
    for name, paper in papers.items():
        try:
            printed[name] = print_now(paper)
        except PaperError as error:
            message = f"{name}: {error} Nothing was written. Without PDF: --format {REST}."
            raise click.UsageError(message) from error
    return printed


def counted(drafted: Pack, path: Path) -> str:
    """Say how much was drafted and found, and where to go on."""
    gaps = sum(len(list(draft.gaps())) for draft in drafted.drafts)
    stops = sum(finding.severity is Severity.STOP for finding in drafted.findings)
    line = (
        f"{number(len(drafted.drafts), 'draft')} with {number(gaps, 'gap')}; "
        f"{number(len(drafted.findings), 'finding')}, {stops} of which must be settled before "
        f"anything goes out. See them: disclosure findings {path}"
    )
    return "\n".join(wrapped(line, hang=""))


def audience_titles(catalogue: Catalogue) -> dict[str, str]:
    """Give the titles of the audiences, by id."""
    return {audience.id: audience.title for audience in catalogue.audiences.values()}


def _formats(text: str | None) -> tuple[str, ...]:
    why_off = Press.why_off()
    if text is None:
        return tuple(name for name in FORMATS if not (why_off and name == PDF))
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    allowed = (*FORMATS, *ON_REQUEST)
    wrong = [name for name in wanted if name not in allowed]
    if wrong or not wanted:
        message = f"'{text}' names no format we write. Allowed: {', '.join(allowed)}."
        raise click.UsageError(message)
    if why_off and PDF in wanted:
        raise click.UsageError(why_off)
    return wanted
