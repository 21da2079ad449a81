"""Every refusal becomes clear lines and the exit code of its kind; nobody sees a traceback."""

from __future__ import annotations

import sys
import traceback
import uuid
from typing import TYPE_CHECKING, NoReturn

import click

from disclosure.problems import (
    CatalogueError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    ProblemsError,
    RuleError,
)
from disclosure.resources import ResourcesMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXIT_BUG, EXIT_INPUT, EXIT_CATALOGUE, EXIT_NOT_FOUND = 1, 2, 3, 4
EXIT_FORBIDDEN, EXIT_RULE = 5, 6
DEBUG = "--debug"
PROGRAM = "disclosure"
CODES: Mapping[type[Exception], int] = {
    NotFoundError: EXIT_NOT_FOUND,
    ResourcesMissingError: EXIT_CATALOGUE,
    ForbiddenError: EXIT_FORBIDDEN,
    RuleError: EXIT_RULE,
}
"""Refusals that say all there is to say, and the exit code of each."""


class CommandGroup(click.Group):
    """A group whose commands end in a sentence and an exit code, whatever happens."""

    def main(
        self, args: Sequence[str] | None = None, *_others: object, **_named: object
    ) -> NoReturn:
        """Run a command line and leave with its exit code; nothing else can be chosen."""
        arguments = list(sys.argv[1:] if args is None else args)
        debug = DEBUG in arguments
        try:
            # A command that leaves early with a code has it returned here, not raised.
            code = super().main(
                [a for a in arguments if a != DEBUG], PROGRAM, standalone_mode=False
            )
        except click.Abort:
            _say("Stopped.")
            sys.exit(EXIT_BUG)
        except click.ClickException as wrong:
            _say(wrong.format_message())
            _say_where_help_is(wrong)
            sys.exit(EXIT_INPUT)
        except Exception as error:  # noqa: BLE001 - the outermost frame; the rule names it
            sys.exit(_refuse(error, debug=debug))
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(error: Exception, *, debug: bool) -> int:
    """Say what went wrong and give the exit code."""
    if isinstance(error, ProblemsError):
        _say_problems(error)
        return EXIT_CATALOGUE if isinstance(error, CatalogueError) else EXIT_INPUT
    for kind, code in CODES.items():
        if isinstance(error, kind):
            _say(str(error))
            return code
    reference = uuid.uuid4().hex[:8]
    _say(
        f"Something went wrong inside the product (reference {reference}). Nothing was written. "
        f"Run the command again with {DEBUG} and send the output to the maintainers; look through "
        "it first, it may show parts of the case."
    )
    if debug:
        traceback.print_exception(error)
    return EXIT_BUG


def _say_problems(error: ProblemsError) -> None:
    refused = (
        "This was refused"
        if isinstance(error, InvalidInputError)
        else ("The law or the notices were refused")
    )
    number = len(error.problems)
    _say(f"{refused}: {number} problem{'s' if number != 1 else ''}. Nothing was written.")
    for problem in error.problems:
        _say(f"- {problem}")


def _say_where_help_is(wrong: click.ClickException) -> None:
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if context is not None and not isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        _say(f"See: {context.command_path} --help")


def _say(line: str) -> None:
    click.echo(line, err=True)
