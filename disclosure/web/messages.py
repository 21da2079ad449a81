"""Messages that the next page shows once."""

from __future__ import annotations

from typing import cast

from flask import session

KEY = "messages"
DONE, NOTE, LOOK = "success", "info", "warning"


def say(text: str, kind: str = DONE) -> None:
    """Leave a message for the next page.

    Args:
        text: A sentence; with a link in it, as markup.
        kind: success · info · warning.
    """
    session[KEY] = [*session.get(KEY, []), [kind, text]]


def take_messages() -> list[tuple[str, str]]:
    """Take the messages left; each is shown once."""
    if KEY not in session:
        return []
    return [(kind, text) for kind, text in cast("list[list[str]]", session.pop(KEY))]
