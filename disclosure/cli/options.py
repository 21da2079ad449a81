"""Options that several commands share."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from disclosure.bootstrap import build_library, build_services
from disclosure.facts.instants import EARLIEST_YEAR, LATEST_YEAR, aware
from disclosure.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from disclosure.bootstrap import Services
    from disclosure.outputs.contract import Contract
    from disclosure.services.library import Library

Day = TypeVar("Day", date, datetime)


class InstantType(click.ParamType[datetime]):
    """A time with its offset."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read RFC 3339 text; refuse a time without offset."""
        if isinstance(value, datetime):
            return value
        try:
            return _in_range(aware(datetime.fromisoformat(str(value))))
        except ValueError:
            self.fail(
                f"'{value}' is no time with an offset between {EARLIEST_YEAR} and {LATEST_YEAR}. "
                "Write 2025-04-22T14:00:00+01:00.",
                param,
                ctx,
            )


class DayType(click.ParamType[date]):
    """A day."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read an ISO date."""
        if isinstance(value, date):
            return value
        try:
            return _in_range(date.fromisoformat(str(value)))
        except ValueError:
            self.fail(
                f"'{value}' is no date between {EARLIEST_YEAR} and {LATEST_YEAR}. "
                "Write 2026-11-21.",
                param,
                ctx,
            )


def _in_range(value: Day) -> Day:
    """Refuse years that no incident can have."""
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        message = f"{value.year} is out of range."
        raise ValueError(message)
    return value


INSTANT, DAY = InstantType(), DayType()
FILE = click.Path(path_type=Path)


def at_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--at`: the instant from which the case is looked at."""
    return click.option(
        "--at",
        type=INSTANT,
        default=None,
        help="See the case as it was known at this instant (default: the case's own).",
    )(command)


def law_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--law-as-of`: the day whose law is applied."""
    return click.option(
        "--law-as-of",
        type=DAY,
        default=None,
        help="Apply the law of this day (default: the case's own).",
    )(command)


def json_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Give JSON; `disclosure schema` prints its schema."
    )(command)


def services() -> Services:
    """Load the catalogue and give the services."""
    return build_services(Settings.from_environ(os.environ))


def library() -> Library:
    """Give the law library, which works on a broken catalogue too."""
    return build_library(Settings.from_environ(os.environ))


def print_json(output: Contract) -> None:
    """Print an output in its published form."""
    click.echo(output.model_dump_json(indent=2))
