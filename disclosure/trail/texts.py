"""The digest of a frozen text, from its plain data: what an approval is bound to.

The same digest as the product gives a draft, worked out a second time with nothing but the
standard library, so that a bundle can be verified without the rest of the product.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from disclosure.trail.lines import LineError

if TYPE_CHECKING:
    from disclosure.trail.entries import Plain

GROUPS = ("sentences", "items")


def text_digest(draft: Plain) -> str:
    """Give the SHA-256 of the words and what they rest on, as hexadecimal.

    Raises:
        LineError: The data is no frozen text.
    """
    try:
        return _digest(draft)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"it holds no frozen text ({type(error).__name__})"
        raise LineError(message) from error


def _digest(draft: Plain) -> str:
    if not isinstance(draft, dict):
        raise TypeError
    parts = _tables(draft["parts"])
    headline = draft["headline"]
    sentences = [headline] if isinstance(headline, dict) else []
    for part in parts:
        sentences += list(_sentences(part))
    said = [
        [
            each["id"],
            each["text"],
            each["kind"],
            [_rest(rest) for rest in _tables(each["rests_on"])],
        ]
        for each in sentences
    ]
    names = {"question": "question", "heading": "text"}
    around = [part[names[str(part["part"])]] for part in parts if part["part"] in names]
    text = json.dumps([draft["notice"], draft["language"], said, around], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _sentences(part: dict[str, Plain]) -> Iterator[dict[str, Plain]]:
    """Give the sentences of a part, the introduction of a list first."""
    for name in ("intro", "sentence"):
        one = part.get(name)
        if isinstance(one, dict):
            yield one
    for name in GROUPS:
        yield from _tables(part.get(name, []))
    for inner in _tables(part.get("parts", [])):
        yield from _sentences(inner)


def _rest(rest: dict[str, Plain]) -> list[Plain]:
    return [rest["fact"], rest["version"]]


def _tables(data: Plain) -> list[dict[str, Plain]]:
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise TypeError
    return [each for each in data if isinstance(each, dict)]
