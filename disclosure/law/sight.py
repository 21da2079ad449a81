"""What is known, as one assessment sees it: each thing is looked up and put in words once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.facts.case import Known, Submission
    from disclosure.facts.instants import When
    from disclosure.law.calendars import Calendar
    from disclosure.law.deadlines import Run


class Sight:
    """What is known at one instant, for as long as one assessment lasts.

    Many obligations ask the same question and start their clocks at the same instant. What they
    share is worked out for the first and kept for the others; nothing outlives the assessment.

    Attributes:
        said: What is known of a subject, in words, by the subject's name.
        started: The instants at which limits start, by the start's name.
        runs: Limits that have been counted, by what they are counted from and how.
    """

    __slots__ = ("_answers", "_bearers", "_sent", "calendars", "known", "runs", "said", "started")

    def __init__(self, known: Known, calendars: Mapping[str, Calendar] | None = None) -> None:
        """Look at what is known."""
        self.known = known
        self.calendars = calendars or {}
        self.said: dict[str, str] = {}
        self.started: dict[str, When | None] = {}
        self.runs: dict[str, Run | None] = {}
        self._answers: dict[str, tuple[tuple[str, str], ...]] = {}
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._sent: dict[tuple[str, str], Submission] | None = None

    def answers(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give every answer to a profile question, as the organisation does."""
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self.known.organisation.answers(key)
        return found

    def bearers(self, role: str) -> tuple[str, ...]:
        """Give the ids of the entities that have a role."""
        found = self._bearers.get(role)
        if found is None:
            entities = self.known.organisation.in_role(role)
            found = self._bearers[role] = tuple(entity.id for entity in entities)
        return found

    def submission(self, obligation: str, stage: str, each_of: str = "") -> Submission | None:
        """Give the submission that closes the clock of a stage, as what is known does."""
        if self._sent is None:
            named = {(each.obligation, each.stage) for each in self.known.submissions}
            first = {key: self.known.submission(*key) for key in named}
            self._sent = {key: each for key, each in first.items() if each}
        if not each_of:
            return self._sent.get((obligation, stage))
        return self.known.submission(obligation, stage, each_of)
