"""What several forms hand over: an exact moment, and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from disclosure.services.receipts import LARGEST_RECEIPT, Upload
from disclosure.web.forms import moment_of, refuse

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from wtforms import Field


def exact_moment(day: Field, time: Field, zone: ZoneInfo) -> datetime | None:
    """Read when something was done; an hour that comes twice in autumn is the later one."""
    when = moment_of(day, time, zone)
    if when and not (time.data or "").strip():
        refuse(day, "Give the time too, as hours and minutes.")
    return when.latest if when else None


def upload(field: str) -> Upload | None:
    """Give the file that came, if one did; no more of it is read than may be kept."""
    file = request.files.get(field)
    if file is None or not file.filename:
        return None
    return Upload(file.filename, file.stream.read(LARGEST_RECEIPT + 1))
