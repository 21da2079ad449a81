"""Questions put to somebody, and answers as a form gives them.

"Now" is Friday 20 November 2026, 12:00 in London, which is on the universal clock that day.
"""

from datetime import UTC, datetime

from builders import NOON, the_catalogue
from disclosure.facts.answers import NewVersion
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change
from disclosure.facts.versions import FactVersion
from disclosure.services.fact_pages import AskedFact, PageView

KIND, DATA = "incident.kind", "personal_data.involved"

Sent = tuple[list[NewVersion], dict[str, str]]
"""What a form was read as, and what is said beside its fields."""


def a_view(key: str, *history: FactVersion) -> PageView:
    """Give the page of one question alone, answered before or not."""
    catalogue = the_catalogue()
    question = catalogue.vocabulary.facts[key]
    stands = history and history[-1].change is not Change.WITHDRAWN
    asked = AskedFact(question, history[-1] if stands else None, tuple(history))
    return PageView(catalogue.page(question.page), (asked,), (), NOON, LONDON)


def the_answer(sent: Sent) -> NewVersion:
    """Give the one version a form was read as, with nothing wrong."""
    (made,), errors = sent
    assert errors == {}
    return made


def utc(*parts: int) -> datetime:
    """Give an instant of the universal clock."""
    return datetime(*parts, tzinfo=UTC)


# ---- Answers of some questions ------------------------------------------------------------------


def kind(value="cyber", *, seen=0, change=Change.FIRST, **more) -> NewVersion:
    """Give an answer to what kind of incident it is."""
    return NewVersion(KIND, seen, change, value=value, **more)


def involved(value="yes", *, seen=0, change=Change.FIRST, **more) -> NewVersion:
    """Give an answer to whether personal data is involved."""
    return NewVersion(DATA, seen, change, value=value, **more)


def a_service(name="website", state="stopped", **more) -> NewVersion:
    """Give a service that is new on its list."""
    fields = {"name": name, "area": "online", "state": state}
    return NewVersion("service:new", 0, Change.FIRST, fields=fields, **more)
