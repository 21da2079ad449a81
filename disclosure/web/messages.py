"""Messages that the next page shows once."""

from __future__ import annotations

from typing import cast

from flask import session

KEY = "messages"
DONE, NOTE, LOOK = "success", "info", "warning"


def say(text: str, kind: str = DONE, *, link: str = "", label: str = "") -> None:
    """Leave a message for the next page.

    Args:
        text: A sentence.
        kind: success · info · warning.
        link: Where to go on, shown behind the sentence.
        label: What stands there.
    """
    session[KEY] = [*session.get(KEY, []), [kind, text, link, label]]


def take_messages() -> list[tuple[str, str, str, str]]:
    """Take the messages left, with where each leads; each is shown once."""
    if KEY not in session:
        return []
    return [_message(*each) for each in cast("list[list[str]]", session.pop(KEY))]


def _message(kind: str, text: str, link: str = "", label: str = "") -> tuple[str, str, str, str]:
    # One of an earlier release that still waits in a session has no link.
    return kind, text, link, label
