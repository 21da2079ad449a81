"""Lines for a terminal: one width, one way to indent."""

from __future__ import annotations

import textwrap

WIDTH = 88


def wrapped(text: str, indent: str = "", hang: str = "  ") -> list[str]:
    """Wrap a line; what runs on stands two deeper, and addresses stay whole.

    Args:
        text: The line.
        indent: What stands before every line.
        hang: What stands before each line but the first, after the indent.
    """
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]


def number(count: int, noun: str) -> str:
    """Give a number with its noun: '1 gap', '2 gaps'."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
