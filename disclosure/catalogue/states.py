"""Checks that kind, status and days of a rule say the same of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.problems import one_of

if TYPE_CHECKING:
    from disclosure.catalogue.formats import ObligationFile
    from disclosure.catalogue.rows import LawContext

IN_FORCE, MADE, SUPERSEDED = "in-force", "made", "superseded"
STATUSES = {
    "obligation": (IN_FORCE, MADE, SUPERSEDED),
    "voluntary": ("voluntary", SUPERSEDED),
    "contract": ("contractual", SUPERSEDED),
    "watch": ("bill", "proposed", MADE, SUPERSEDED),
}
"""What a rule of each kind can be: a bill is no duty, and what is in force is not just watched."""


def check_state(form: ObligationFile, context: LawContext) -> None:
    """Report a rule whose status does not go with its kind, or with its days.

    Days are held against the day on which the rule was checked, not against today: a file that
    was right when it was written does not become wrong overnight. A rule that has ended may keep
    its status, as the guide says: its days decide.
    """
    fitting = STATUSES[form.kind]
    if form.status not in fitting:
        wrong = f"What is '{form.status}' is no rule of the kind '{form.kind}'."
        context.wrong("status", wrong, f"{one_of(fitting)} Or mend the kind.")
        return
    start, until, checked = form.in_force.start, form.in_force.until, form.checked_on
    if form.status == SUPERSEDED and until is None:
        wrong = "A rule that was superseded has a last day, and none is given."
        context.wrong("in_force.until", wrong, "Add until = …, or mend the status.")
    if form.kind == "obligation" and form.status == MADE and start <= checked:
        wrong = f"The rule is law since {start}, and is said to be made only."
        context.wrong("status", wrong, f'Write "{IN_FORCE}", or mend the days.')
