"""What to find out first, as pages show it: the question, what hangs on it, and where to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from disclosure.facts.in_words import STANDING_WORDS, answer_in_words
from disclosure.facts.standings import Standing
from disclosure.facts.versions import NOT_YET
from disclosure.facts.vocabulary import YES_NO, Kind
from disclosure.law.unknowns import Weight
from disclosure.outputs.deadline_words import moment
from disclosure.services.deadlines import WORKERS
from disclosure.signoff.people import Role
from disclosure.web.chosen import UNKNOWN
from disclosure.web.questions_values import STILL_UNKNOWN_LABEL, UNKNOWN_LABEL
from disclosure.web.shown_effects import Effect, effects, soonest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from disclosure.facts.versions import FactVersion
    from disclosure.law.unknowns import Unknown
    from disclosure.services.incidents import Incident
    from disclosure.services.law_unknowns import Asked, Unknowns, UnknownsView
    from disclosure.signoff.people import Person

KINDS = {"fact": "Fact", "judgement": "Judgement", "profile": "About the organisation"}
MAY = {
    "fact": (Role.RECORDER, Role.DRAFTER),
    "judgement": (Role.RECORDER, Role.DRAFTER, Role.APPROVER),
    "profile": (Role.OWNER,),
}
"""Who records each kind of answer."""
WHO = {
    "fact": "A recorder or a drafter on the team records the answer.",
    "judgement": "A recorder, a drafter or an approver on the team records the judgement.",
    "profile": "",
}
"""What is said to whoever may not; who answers for the profile is said to everybody."""
TAPS = {
    "yes": "Yes",
    "yes-likely": "Probably yes",
    "no-sign": "No sign so far",
    "no": "No",
}
"""The answers to a yes or no that say how well it is known, in a word or two."""
TIMES = {"exact": "At a time", "part": "On a day"}
MOST_TAPS = 5


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer as a link: it opens the field with this answer chosen."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownUnknown:
    """Something that is not known.

    Attributes:
        number: Its place, from 1.
        known_by: Who usually knows it.
        so_far: What is recorded of it all the same: what is likely, who is checking.
        seldom: Why it is asked later than others on which as much hangs.
        decides: What its answers decide, by answer; nothing where several answers are needed.
        soonest: The clock that presses first, of those that hang on it.
        taps: The answers; none for whoever may not record one.
        who: Who records the answer, where whoever looks may not.
        seen_to: Who sees to it, as a sentence; nothing where that is said nowhere.
        give: Where it is given to somebody, and in which words.
        suppose: Where an answer can be tried without recording it.
    """

    number: int
    name: str
    kind: str
    asks: str
    known_by: str
    so_far: str
    seldom: str
    decides: tuple[Effect, ...]
    soonest: str
    href: str
    taps: tuple[Tap, ...]
    who: str
    seen_to: str
    give: Tap | None
    suppose: str


@dataclass(frozen=True, slots=True)
class ShownUnknowns:
    """What is not known, in its order.

    Attributes:
        decides: What decides a duty or times one, in the order in which to find it out.
        rest: What decides nothing alone, or only something voluntary.
    """

    decides: tuple[ShownUnknown, ...]
    rest: tuple[ShownUnknown, ...]


def shown_unknowns(
    unknowns: Unknowns, view: UnknownsView, incident: Incident, person: Person
) -> ShownUnknowns:
    """Give everything that is not known and that some rule asks."""
    there = [
        (each, asked) for each in view.ranking.unknowns if (asked := unknowns.asked(each.name))
    ]
    shown = [
        (each.weight, _shown(n, each, asked, Look(view, incident, person)))
        for n, (each, asked) in enumerate(there, start=1)
    ]
    return ShownUnknowns(
        tuple(each for weight, each in shown if weight < Weight.VOLUNTARY),
        tuple(each for weight, each in shown if weight >= Weight.VOLUNTARY),
    )


def first_unknowns(
    unknowns: Unknowns, view: UnknownsView, incident: Incident, person: Person, count: int
) -> tuple[ShownUnknown, ...]:
    """Give the first few of what decides something; the others are not put into words."""
    made: list[ShownUnknown] = []
    for each in view.ranking.unknowns:
        asked = unknowns.asked(each.name)
        if asked and each.weight < Weight.VOLUNTARY and len(made) < count:
            made.append(_shown(len(made) + 1, each, asked, Look(view, incident, person)))
    return tuple(made)


def how_many(view: UnknownsView) -> int:
    """Count what decides something."""
    return sum(each.weight < Weight.VOLUNTARY for each in view.ranking.unknowns)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at what is not known, and where."""

    view: UnknownsView
    incident: Incident
    person: Person


def _shown(number: int, unknown: Unknown, asked: Asked, look: Look) -> ShownUnknown:
    may, here = look.person.may(*MAY[asked.kind]), look.incident.id
    version = look.view.known.fact(asked.key) if asked.kind == "fact" else None
    return ShownUnknown(
        number=number,
        name=asked.name,
        kind=KINDS[asked.kind],
        asks=asked.words,
        known_by=asked.known_by,
        so_far=_so_far(asked, version, look),
        seldom=asked.seldom,
        decides=effects(unknown.tried, asked, look.view),
        soonest=soonest(unknown.tried, look.view),
        href=where(asked, look.incident),
        taps=tuple(_taps(asked, version, look.incident)) if may else (),
        who="" if may else WHO[asked.kind],
        seen_to=_seen_to(asked, look),
        give=_give(asked, version, look),
        suppose=url_for("unknowns.what_if", incident_id=here, add=asked.name),
    )


def _so_far(asked: Asked, version: FactVersion | None, look: Look) -> str:
    """Say what is recorded of a fact that is not known for certain."""
    if version is None or asked.question is None:
        return ""
    zone, said = look.view.zone, version.support
    words = []
    if version.value is not None:
        answer = answer_in_words(asked.question, version, zone)
        certain = STANDING_WORDS[version.standing].lower()
        is_told = asked.question.kind is Kind.YES_NO
        words.append(f"So far: {answer}{'' if is_told else f' ({certain})'}.")
    if said.being_checked:
        words.append(f"Being checked by {said.being_checked}.")
    if said.expected_by:
        words.append(f"An answer is expected by {moment(said.expected_by, zone)}.")
    if version.standing is Standing.UNKNOWN and not words:
        words.append("Recorded as not known yet; nobody is named who finds it out.")
    return " ".join(words)


def _seen_to(asked: Asked, look: Look) -> str:
    owner = look.view.owners.get(asked.name)
    if owner is None:
        return ""
    return f"{owner} sees to it." if owner else "Nobody sees to it yet."


def _give(asked: Asked, version: FactVersion | None, look: Look) -> Tap | None:
    """Give where somebody is named for it: of a judgement who judges, of a fact who finds out."""
    if asked.name in look.view.owners and look.person.may(*WORKERS):
        there = url_for("deadlines.give", incident_id=look.incident.id, deadline=asked.name)
        return Tap("Give it to somebody", there)
    is_open = asked.kind == "fact" and (version is None or version.value is None)
    is_named = version is not None and version.support.being_checked
    if not is_open or is_named or not look.person.may(*MAY[asked.kind]):
        return None
    return Tap("Say who finds it out, and by when", where(asked, look.incident, UNKNOWN))


# ---- Where it is answered ------------------------------------------------------------------------


def where(asked: Asked, incident: Incident, answer: str = "") -> str:
    """Give the page on which a question is answered, with an answer chosen or none."""
    chosen = answer or None
    if asked.kind == "judgement":
        page = url_for("duties.judgement", incident_id=incident.id, key=asked.key, answer=chosen)
        return f"{page}#value" if answer else page
    if asked.kind == "fact":
        return url_for("facts.ask", incident_id=incident.id, key=asked.key, answer=chosen)
    of = incident.organisation_id
    return url_for("profile.show", organisation_id=of, asked=asked.key, answer=chosen)


def _taps(asked: Asked, version: FactVersion | None, incident: Incident) -> Iterator[Tap]:
    """Give the answers there are; of a long list only where to choose from it."""
    answers = dict(_answers(asked))
    if asked.kind == "fact":
        is_open = version is not None and version.standing is Standing.UNKNOWN
        answers[UNKNOWN] = STILL_UNKNOWN_LABEL if is_open else UNKNOWN_LABEL
    if len(answers) > MOST_TAPS + 1 or answers.keys() <= {UNKNOWN}:
        unknown = answers.get(UNKNOWN)
        yield Tap("Answer it", where(asked, incident))
        answers = {UNKNOWN: unknown} if unknown else {}
    for answer, words in answers.items():
        yield Tap(words, where(asked, incident, answer))


def _answers(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.judgement:
        options = (option for option in asked.judgement.options if option != NOT_YET)
        yield from ((option, asked.judgement.in_words(option)) for option in options)
    elif asked.question and asked.question.kind is Kind.INSTANT:
        yield from TIMES.items()
    elif asked.question and asked.question.kind is Kind.YES_NO:
        yield from (TAPS if asked.kind == "fact" else _capital(YES_NO)).items()
    elif asked.question:
        yield from _capital(asked.question.options).items()


def _capital(words: Mapping[str, str]) -> dict[str, str]:
    return {key: text[:1].upper() + text[1:] for key, text in words.items()}
