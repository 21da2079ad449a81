"""Assesses a case: which duties stand, why, and when each falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import full_date
from disclosure.law.duties import assess_all, assess_watched
from disclosure.outputs.assessment import Assessment
from disclosure.outputs.assessment_text import Names
from disclosure.services.deadline_law import dated_duties, dated_title
from disclosure.services.market_hours import with_market_hours

if TYPE_CHECKING:
    from datetime import date, datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.law.duties import Duty


@dataclass(frozen=True, slots=True)
class Assessments:
    """Assesses cases under the law of a day."""

    catalogue: Catalogue

    def assess(
        self,
        case: Case,
        *,
        at: datetime | None = None,
        law_as_of: date | None = None,
        with_watched: bool = True,
    ) -> Assessment:
        """Judge every obligation on what was known at an instant.

        Args:
            case: The case.
            at: The instant, aware; the case's own when not given.
            law_as_of: The day whose law is applied; the case's own when not given.
            with_watched: Judge what is only watched too; a list of deadlines or of texts shows
                none of it.
        """
        instant, day = at or case.at, law_as_of or case.law_as_of
        law, known = self.catalogue.law, case.known_at(instant)
        duties = assess_all(law.obligations, known, law.calendars, law_as_of=day)
        watched: tuple[Duty, ...] = ()
        if with_watched:
            watched = assess_watched(law.obligations, known, law.calendars, law_as_of=day)
        return Assessment(
            case,
            instant,
            day,
            law_note(case, instant, day),
            with_market_hours(dated_duties(duties, self.catalogue, day), law, instant),
            dated_duties(watched, self.catalogue, day),
        )

    def names(self, on: date) -> Names:
        """Gather what ids are called on a day."""
        law, vocabulary = self.catalogue.law, self.catalogue.vocabulary
        questions = {f"fact:{q.key}": q.label for q in vocabulary.facts.values()}
        questions |= {f"profile:{q.key}": q.label for q in vocabulary.profile.values()}
        questions |= {f"judgement:{j.key}": j.asks for j in vocabulary.judgements.values()}
        # Of several versions of a rule the one of the day names its stages.
        for rule in sorted(law.obligations, key=lambda o: o.in_force_on(on)):
            title = dated_title(rule, law.authorities.get(rule.authority), on)
            questions |= {f"submitted:{rule.id}/{s.id}": f"{title}: {s.title}" for s in rule.stages}
        authorities = {a.id: a.name_on(on).name for a in law.authorities.values()}
        judged = {
            (question.key, option): question.in_words(option)
            for question in vocabulary.judgements.values()
            for option in question.answers
        }
        return Names(authorities, questions, law.not_covered, judged)


def law_note(case: Case, at: datetime, law_as_of: date) -> str:
    """Say when the law applied is not that of the incident's own days."""
    seen_on = at.astimezone(case.zone)
    if law_as_of == seen_on.date():
        return ""
    law_day = f"{law_as_of.day} {law_as_of:%B} {law_as_of.year}"
    if law_as_of > seen_on.date():
        return (
            f"The law of {law_day} is applied to an earlier incident, seen as it stood on "
            f"{full_date(seen_on)}; the law of its own days may have differed."
        )
    return f"The law of {law_day} is applied to a later incident, of {full_date(seen_on)}."
