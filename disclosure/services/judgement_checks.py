"""What does not fit in a judgement as typed, and what deserves a second look first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.facts.standings import Standing
from disclosure.facts.versions import NOT_YET
from disclosure.problems import InvalidInputError, NotFoundError, Problem, ValueRefusedError
from disclosure.signoff.policy import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from disclosure.facts.case import Known
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.services.duties import TypedJudgement
    from disclosure.signoff.people import Person

NO_INSTANT = ("", "no", NOT_YET)
"""The answers that name no moment."""

RISK, UNLIKELY = "risk_to_individuals", "unlikely"
INVOLVED = "personal_data.involved"
SETTLED = (Standing.CONFIRMED, Standing.RULED_OUT)
BODIES = ("committee", "board", "panel")
"""Words of roles that are a body's and no single person's."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to look at before a judgement is recorded.

    Attributes:
        id: By which the form says that it was looked at.
        sentence: What it is; it stays beside the judgement.
    """

    id: str
    sentence: str


class UnsureError(InvalidInputError):
    """A judgement that is recorded only once its concerns were looked at."""

    def __init__(self, concerns: Iterable[Concern]) -> None:
        """Keep the concerns, for the form to list."""
        self.concerns = tuple(concerns)
        wrong = "Look at this before it is recorded."
        super().__init__([Problem("form", "looked_at", wrong, "Tick it, or change the answer.")])


def problems_of(
    typed: TypedJudgement, questions: Mapping[str, JudgementQuestion], now: datetime
) -> list[Problem]:
    """Say what does not fit in a judgement, each under the name of its field.

    Raises:
        NotFoundError: There is no such question.
    """
    question = questions.get(typed.key)
    if question is None:
        message = f"There is no judgement '{typed.key}'."
        raise NotFoundError(message)
    found = []
    if typed.value not in question.options:
        found.append(_wrong("value", "Nothing is chosen.", "Choose one of the answers."))
    if question.carries_instant and typed.when is None and typed.value not in NO_INSTANT:
        found.append(
            _wrong("when", "The moment is missing.", "Say since when, as exactly as you can.")
        )
    return [*found, *_time_problems(typed, now), *_word_problems(typed)]


def _time_problems(typed: TypedJudgement, now: datetime) -> Iterator[Problem]:
    if typed.when and typed.when.earliest > now:
        yield _wrong("when", "This moment lies in the future.", "Mend date or time.")
    elif typed.when and typed.when.earliest > typed.made_at:
        yield _wrong("when", "This lies after the judgement was made.", "Mend one of the times.")
    if typed.made_at > now:
        yield _wrong("made", "This lies in the future.", "Mend date or time.")


def _word_problems(typed: TypedJudgement) -> Iterator[Problem]:
    for name, value, what in (
        ("made_by", typed.made_by, "Say in which role: 'data protection officer'."),
        ("made_by_name", typed.made_by_name, "Choose or name the person who judged."),
        ("why", typed.why, "Write the reasons as they were weighed; they are kept."),
    ):
        if not value.strip():
            yield _wrong(name, "This is empty.", what)
            continue
        try:
            clean_text(value)
        except ValueRefusedError as error:
            yield _wrong(name, error.wrong, error.allowed)


def concerns_of(typed: TypedJudgement, team: Iterable[Person], known: Known) -> list[Concern]:
    """Give what deserves a second look: a role not held, a risk judged on nothing."""
    found = []
    role = " ".join(typed.made_by.split())
    name = " ".join(typed.made_by_name.split()).casefold()
    judge = next((p for p in team if p.name.casefold() == name), None)
    if judge is not None and not _holds(judge, role):
        found.append(Concern(f"role:{judge.id}:{role.casefold()}", _not_held(judge, role)))
    involved = known.fact(INVOLVED)
    is_settled = involved is not None and involved.standing in SETTLED
    if (typed.key, typed.value) == (RISK, UNLIKELY) and not is_settled:
        sentence = (
            "It is not established whether personal data is involved. Judged “no”, nobody reports "
            "to the regulator on that footing."
        )
        found.append(Concern("personal-data", sentence))
    return found


def _holds(person: Person, role: str) -> bool:
    is_body = any(word in role.casefold() for word in BODIES)
    return is_body or role.casefold() in {each.title.casefold() for each in person.capacities}


def _not_held(person: Person, role: str) -> str:
    titles = sorted(capacity.title.lower() for capacity in person.capacities)
    holds = f"but as {listed(titles)}" if titles else "nor in any other capacity"
    return f"{person.name} is not on this desk as {role}, {holds}."


def _wrong(path: str, wrong: str, allowed: str) -> Problem:
    return Problem("form", path, wrong, allowed)
