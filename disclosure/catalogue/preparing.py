"""Duties that are prepared for while somebody still judges: what a law file may say of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.formats import ObligationFile, RowFormat
    from disclosure.catalogue.rows import LawContext

PREPARE, PRESUME = "prepare", "presume-duty"


def check_prepared(form: ObligationFile, context: LawContext) -> None:
    """Report what speaks against preparing for a duty while a judgement is open.

    Time must run that does not wait for the judgement, and the reason must be given: it is what
    whoever prepares reads.
    """
    for row, path, may_prepare in _rows(form):
        if row.while_open == PREPARE:
            _check_row(row, path, form, context, may_prepare=may_prepare)
        elif row.meanwhile and row.while_open != PRESUME:
            wrong = "It gives a reason for a presumption, and none is made."
            context.wrong(f"{path}.meanwhile", wrong, "Leave it out, or say what while_open is.")


def _rows(form: ObligationFile) -> Iterator[tuple[RowFormat, str, bool]]:
    """Give every row with its place, and whether one there may be prepared for."""
    for key, rows in (("applies_when", form.applies_when), ("unless", form.unless)):
        for n, row in enumerate(rows):
            yield row, f"{key}[{n}]", key == "applies_when"
            for m, inner in enumerate(row.any_of or ()):
                yield inner, f"{key}[{n}].any_of[{m}]", False


def _check_row(
    row: RowFormat, path: str, form: ObligationFile, context: LawContext, *, may_prepare: bool
) -> None:
    if not may_prepare or row.judgement is None or (row.is_ is None and row.in_ is None):
        wrong = "'prepare' speaks of a judgement that the duty needs, in a row of its own."
        context.wrong(f"{path}.while_open", wrong, "Write it there, or presume-duty.")
        return
    if not row.meanwhile.strip():
        wrong = "It says to prepare, and does not say why."
        allowed = "Give the sentence of the law, or of its regulator, that time does not wait."
        context.wrong(f"{path}.meanwhile", wrong, allowed)
    waits = {f"judged:{row.judgement}", f"decided:{row.judgement}"}
    if form.stages and all(limit.starts_at in waits for limit in form.stages[0].limits):
        wrong = f"The first time of this duty starts with '{row.judgement}' itself, "
        wrong += "so none runs while it is open."
        context.wrong(f"{path}.while_open", wrong, "Leave it out: there is no time to prepare by.")
