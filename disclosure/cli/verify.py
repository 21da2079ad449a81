"""Takes a copy of everything recorded about an incident, and verifies such a copy anywhere."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID

import click

from disclosure.cli.options import FILE
from disclosure.outputs.terminal import wrapped
from disclosure.problems import InvalidInputError, Problem, printable

if TYPE_CHECKING:
    from disclosure.trail.verify import Verdict

EXIT_BROKEN = 1
DIGEST_LENGTH = 64


@click.command()
@click.argument("incident", type=click.UUID)
@click.option("--out", type=FILE, required=True, help="The file to write; it must not exist yet.")
@click.option("--as", "email", required=True, metavar="ADDRESS", help="Who takes the copy.")
@click.option("--data", type=FILE, help="The folder of the database (default: the setting).")
def export(incident: UUID, *, out: Path, email: str, data: Path | None) -> None:
    """Write everything recorded about an incident as one file that can be verified.

    INCIDENT is the id in the address of its pages. The copy is recorded in the trail.
    """
    from disclosure.cli.run import open_desk
    from disclosure.services.acting import acting

    _must_be_new(out)
    desk = open_desk(data)
    try:
        person = acting(desk.transactions, email)
        made, exported = desk.bundles.export(person, incident)
        with made:
            _keep(out, made)
    finally:
        desk.close()
    click.echo(f"Everything recorded about the incident, up to entry {exported.seq}, is in {out}.")
    click.echo(
        f"Keep this digest apart from it; a missing end shows only with it:\n{exported.head}"
    )
    click.echo(f"Verify it anywhere: disclosure verify {out} --head {exported.head}")


@click.command()
@click.argument("bundle", type=FILE)
@click.option(
    "--head", default="", metavar="DIGEST", help="The digest of an entry, known from elsewhere."
)
@click.option("--json", "as_json", is_flag=True, help="Give the result as JSON.")
def verify(bundle: Path, head: str, *, as_json: bool) -> int:
    """Say whether a copy of an incident's trail is whole and unaltered; needs no database."""
    from disclosure.trail.verify import verify as verified

    wanted = _digest(head)
    try:
        with bundle.open("rb") as file:
            verdict = verified(file, bundle.name, head=wanted)
    except OSError as error:
        wrong = f"It cannot be read: {error.strerror}."
        raise InvalidInputError([Problem(str(bundle), "", wrong)]) from error
    if as_json:
        click.echo(json.dumps(_as_data(verdict), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(verdict)))
    return 0 if verdict.holds else EXIT_BROKEN


def _as_data(verdict: Verdict) -> dict[str, object]:
    broken = verdict.broken
    return {
        "holds": verdict.holds,
        "incident": verdict.incident,
        "entries": verdict.entries,
        "head": verdict.head,
        "head_given": verdict.head_seq or None,
        "broken": {"entry": broken.seq, "why": broken.why} if broken else None,
        "files": [
            {"path": each.path, "why": each.why, "entry": each.entry or None}
            for each in verdict.mismatches
        ],
        "redactions": list(verdict.redactions),
    }


def _as_text(verdict: Verdict) -> list[str]:
    lines = []
    if verdict.holds:
        about = f" of “{printable(verdict.incident)}”"
        lines.append(f"The trail{about} holds: {_entries(verdict.entries)}.")
        lines.append("Every file in it is the one its entry names.")
    else:
        lines.append("This copy does not hold.")
    if verdict.broken:
        lines.append(f"The first broken entry is {verdict.broken.seq}. {verdict.broken.why}")
    lines += [f"{printable(each.path)}: {printable(each.why)}" for each in verdict.mismatches]
    if verdict.redactions:
        listed = ", ".join(map(str, verdict.redactions))
        lines.append(f"Something was redacted, with its reason; see entry {listed}.")
    if verdict.head:
        lines.append(f"Last entry: {verdict.head}")
    if verdict.holds:
        lines += _how_far(verdict)
    return [text for line in lines for text in wrapped(line, hang="")]


def _how_far(verdict: Verdict) -> list[str]:
    """Say what the digest that was given proves, and what it does not."""
    if not verdict.head_seq:
        unproven = "No digest was given, so it cannot show that all of this was written anew."
        return [f"{unproven} Give one you know from elsewhere: --head DIGEST."]
    if verdict.head_seq == verdict.entries:
        return ["The digest you gave is that of the last entry: nothing is missing."]
    return [
        f"The digest you gave is that of entry {verdict.head_seq}: up to there nothing is missing."
    ]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _digest(text: str) -> str:
    plain = "".join(text.split()).lower()
    if plain and (len(plain) != DIGEST_LENGTH or set(plain) - set("0123456789abcdef")):
        message = "A digest has 64 characters, 0-9 and a-f. Copy the whole of it."
        raise click.UsageError(message)
    return plain


def _must_be_new(path: Path) -> None:
    if path.exists():
        wrong = "There is a file of this name already."
        raise InvalidInputError([Problem(str(path), "", wrong, "Choose another name.")])


def _keep(path: Path, made: IO[bytes]) -> None:
    """Write a file for its owner alone, whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            shutil.copyfileobj(made, file)
        Path(file.name).rename(path)
    except OSError as error:
        wrong = f"It cannot be written: {error.strerror}."
        raise InvalidInputError([Problem(str(path), "", wrong, "Choose another place.")]) from error
