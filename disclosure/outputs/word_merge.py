"""What varies in a letter, as a table that a mail merge takes: one column for each sentence."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from disclosure.outputs.spreadsheets import harmless
from disclosure.words.drafts import FIXED

if TYPE_CHECKING:
    from disclosure.outputs.outgoing import Outgoing

NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")
LONGEST_NAME = 40
"""Characters of the name of a field; a mail merge cuts what is longer."""
STANDS, RELEASED = "status", "Released"


def merge_csv(outgoing: Outgoing) -> bytes:
    """Give what rests on facts in a letter, each sentence in a column, with how the text stands.

    Thanks, salutations and the like do not vary, and stand in the letter itself. No cell can be
    taken for a formula.
    """
    varying = [sentence for sentence in outgoing.text.said() if sentence.kind != FIXED]
    names = _fields([sentence.id for sentence in varying])
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([STANDS, *names])
    writer.writerow(
        [
            " ".join(outgoing.warnings) or RELEASED,
            *(harmless(" ".join(sentence.text.split())) for sentence in varying),
        ]
    )
    return out.getvalue().encode("utf-8-sig", "replace")


def _fields(ids: list[str]) -> list[str]:
    """Name the columns as a mail merge can: letters and digits, each once."""
    found: list[str] = []
    for name in ids:
        plain = f"s_{NOT_PLAIN.sub('_', name).strip('_')}"[:LONGEST_NAME]
        number, made = 1, plain
        while made in (STANDS, *found):
            number += 1
            made = f"{plain[: LONGEST_NAME - 4]}_{number}"
        found.append(made)
    return found
