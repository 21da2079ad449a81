"""Every refusal becomes clear lines and the exit code of its kind; nobody sees a traceback."""

from __future__ import annotations

import sys
import traceback
import uuid
from typing import TYPE_CHECKING, Any

import click

from disclosure.problems import CatalogueError, InvalidInputError, NotFoundError, ProblemsError
from disclosure.resources import ResourcesMissingError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_BUG, EXIT_INPUT, EXIT_CATALOGUE, EXIT_NOT_FOUND = 1, 2, 3, 4
DEBUG = "--debug"


class CommandGroup(click.Group):
    """A group whose commands end in a sentence and an exit code, whatever happens."""

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:
        """Run a command line and leave with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        debug = DEBUG in arguments
        try:
            super().main([a for a in arguments if a != DEBUG], standalone_mode=False, **extra)
        except click.exceptions.Exit as done:
            sys.exit(done.exit_code)
        except click.Abort:
            _say("Stopped.")
            sys.exit(EXIT_BUG)
        except click.ClickException as wrong:
            _say(wrong.format_message())
            sys.exit(EXIT_INPUT)
        except Exception as error:  # noqa: BLE001 - the outermost frame; the rule names it
            sys.exit(_refuse(error, debug=debug))
        sys.exit(0)


def _refuse(error: Exception, *, debug: bool) -> int:
    """Say what went wrong and give the exit code."""
    if isinstance(error, ProblemsError):
        _say_problems(error)
        return EXIT_CATALOGUE if isinstance(error, CatalogueError) else EXIT_INPUT
    if isinstance(error, NotFoundError):
        _say(str(error))
        return EXIT_NOT_FOUND
    if isinstance(error, ResourcesMissingError):
        _say(str(error))
        return EXIT_CATALOGUE
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


def _say(line: str) -> None:
    click.echo(line, err=True)
