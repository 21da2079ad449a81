"""An entry of the trail as one sentence: who did what, read with ease years afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from disclosure.trail.entries import Entry

PROGRAM = "Disclosure"
"""Who acts where no person does."""
SOMEBODY = "Somebody whose name was removed"
REMOVED = "something whose name was removed"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about, in words.

    Attributes:
        words: Its name inside a sentence: '“How was it found?”', 'the report to the ICO'.
        answer: What was answered, judged or said of it: a value, capacities, a time.
        of: What it belongs to: the list of an entry.
        again: The day it is to be looked at again.
    """

    words: str
    answer: str = ""
    of: str = ""
    again: str = ""


def sentence(entry: Entry, subject: Subject) -> str:
    """Say an entry in one sentence, without the reason that stands beside it."""
    said = TELLS.get(entry.action)
    if said is None:
        return f"{_who(entry)} recorded “{str(entry.action).replace('-', ' ')}”."
    named = replace(subject, words=subject.words or REMOVED)
    words = said(entry, named)
    text = words if entry.action in ALONE else f"{_who(entry)} {words}"
    return text if text.endswith((".", "?”", ".”", "!”", "?")) else f"{text}."


def _who(entry: Entry) -> str:
    if entry.actor_name:
        return entry.actor_name
    return SOMEBODY if entry.actor else PROGRAM


def _text(entry: Entry, key: str) -> str:
    value = entry.detail.get(key)
    return value if isinstance(value, str) else ""


def _version(entry: Entry, subject: Subject) -> str:
    number = entry.detail.get("version")
    return f"version {number} of {subject.words}" if number else subject.words


def _as(answer: str, before: str = ": ") -> str:
    return f"{before}{answer}" if answer else ""


# ---- Facts and judgements ----------------------------------------------------------------


def _fact(entry: Entry, subject: Subject) -> str:
    change, answer = _text(entry, "change"), _as(subject.answer)
    if subject.of:
        return {
            "first": f"added {subject.words} to {subject.of}{answer}",
            "re-confirms": f"confirmed that {subject.words} in {subject.of} was still so{answer}",
            "changes": f"recorded a change of {subject.words} in {subject.of}{answer}",
            "wrong-when-said": f"put right {subject.words} in {subject.of}{answer}",
            "withdrawn": f"took {subject.words} off {subject.of}",
        }.get(change, f"recorded {subject.words} in {subject.of}{answer}")
    return {
        "first": f"answered {subject.words}{answer}",
        "re-confirms": f"confirmed that the answer to {subject.words} was still so{answer}",
        "changes": f"recorded a new answer to {subject.words}{answer}",
        "wrong-when-said": f"put right the answer to {subject.words}{answer}",
        "withdrawn": f"took back the answer to {subject.words}",
    }.get(change, f"recorded {subject.words}{answer}")


def _judgement(entry: Entry, subject: Subject) -> str:
    answer = f"{_as(subject.answer)}{_again(subject)}"
    alone = "; not reviewed by a second person yet" if entry.detail.get("reviewed") is False else ""
    return f"recorded the judgement on {subject.words}{answer}{alone}"


def _reviewed(entry: Entry, subject: Subject) -> str:
    reviewer, role = _text(entry, "reviewer"), _text(entry, "role")
    what = f"the judgement on {subject.words}{_as(subject.answer)}"
    if reviewer == entry.actor_name:
        return f"reviewed, as a second person, {what}"
    named = f"{reviewer} ({role})" if role else reviewer or SOMEBODY
    return f"recorded that {named} reviewed, as a second person, {what}"


def _confirmed(_: Entry, subject: Subject) -> str:
    answer = f"{_as(subject.answer)}{_again(subject)}"
    return f"confirmed that the judgement on {subject.words} was still so{answer}"


def _again(subject: Subject) -> str:
    return f", to be looked at again on {subject.again}" if subject.again else ""


# ---- Notices -----------------------------------------------------------------------------


def _begun(entry: Entry, subject: Subject) -> str:
    series = entry.detail.get("series")
    again = " again" if isinstance(series, int) and series > 1 else ""
    return f"began work on {subject.words}{again}"


def _edited(entry: Entry, subject: Subject) -> str:
    if entry.detail.get("is_removed") is True:
        return f"left a sentence out of {subject.words} by hand"
    text = _text(entry, "text")
    if text:
        return f"edited a sentence of {subject.words} by hand, to read: “{text}”"
    if "detail.text" in entry.redacted:
        return f"edited a sentence of {subject.words} by hand"
    return f"gave a sentence of {subject.words} its drafted words back"


def _approved(entry: Entry, subject: Subject) -> str:
    return f"approved {_version(entry, subject)}{_as(subject.answer, ' as ')}"


def _frozen(entry: Entry, subject: Subject) -> str:
    own = _text(entry, "own")
    whose = f", in the own wording of {own}" if own else ""
    return f"froze {_version(entry, subject)}{whose}"


def _requested(entry: Entry, subject: Subject) -> str:
    accepted = entry.detail.get("accepted")
    count = len(accepted) if isinstance(accepted, dict) else 0
    kinds = "one kind" if count == 1 else f"{count} kinds"
    rest = f", with a reason for {kinds} of finding that would have stopped it" if count else ""
    return f"asked for approval of {_version(entry, subject)}{rest}"


def _superseded(entry: Entry, subject: Subject) -> str:
    words = _version(entry, subject)
    by = f" by what {_who(entry)} recorded" if entry.actor else ""
    return f"{words[:1].upper()}{words[1:]} was set aside{by}"


def _given(entry: Entry, subject: Subject) -> str:
    recipient, channel = _text(entry, "recipient"), _text(entry, "channel")
    to, way = _as(recipient, " to "), _as(channel, ", by ")
    when, reference = _as(subject.answer, ", "), _as(_text(entry, "reference"), ", reference ")
    if entry.detail.get("done") is True:
        way, kept = _text(entry, "channel"), _as(_text(entry, "reference"), ", kept as ")
        by = _as(way.removeprefix("Done by "), " by ")
        return f"recorded that {subject.words} was done{by}{when}{kept}"
    if entry.detail.get("outside") is True:
        what = f"a report that was made without a text from here ({subject.words})"
        return f"recorded {what}{_as(recipient, ', to ')}{way}{when}{reference}"
    return f"recorded that {_version(entry, subject)} was given{to}{way}{when}{reference}"


def _document(entry: Entry, subject: Subject) -> str:
    made = {
        "draft": f"made the PDF of {_version(entry, subject)}, marked as a draft",
        "record": f"made the PDF of record of {_version(entry, subject)}",
        "pack": "packed every notice into one file",
        "board": "made the page for the board",
    }
    return made.get(_text(entry, "kind"), f"made a document of {subject.words}")


# ---- Deadlines, reminders, people --------------------------------------------------------


def _owner(entry: Entry, subject: Subject) -> str:
    owner, name = _text(entry, "owner"), _text(entry, "name")
    if not owner and "detail.owner" not in entry.redacted:
        return f"left {subject.words} with nobody to see to it"
    if owner and owner == entry.actor:
        return f"took on {subject.words}"
    return f"asked {name or 'somebody'} to see to {subject.words}"


def _reminder(entry: Entry, subject: Subject, what: str) -> str:
    step = "that the time was up for" if _text(entry, "step") == "due" else "of"
    return f"A reminder {step} {subject.words} {what}{_as(_text(entry, 'why').rstrip('.'))}"


def _library(entry: Entry, _: Subject) -> str:
    """Say how many duties a change of the law library touched."""
    deadlines = entry.detail.get("deadlines")
    named = (
        [each for each in deadlines if isinstance(each, dict)]
        if isinstance(deadlines, list)
        else []
    )
    titles = tuple(dict.fromkeys(str(each.get("title")) for each in named))
    moved = sum(each.get("due_before") != each.get("due_after") for each in named)
    what = f"the duty “{titles[0]}”" if len(titles) == 1 else f"{len(titles)} duties"
    fell = {0: "no deadline moved", 1: "one deadline moved"}.get(moved, f"{moved} deadlines moved")
    return f"The law library changed, which touches {what}; {fell}"


def _left_team(entry: Entry, subject: Subject) -> str:
    return "left the team" if entry.subject == entry.actor else f"took {subject.words} off the team"


def _renamed(entry: Entry, _: Subject) -> str:
    before, after = _text(entry, "from"), _text(entry, "to")
    return f"gave the incident the title “{after}” in place of “{before}”"


ALONE = frozenset(
    {
        Action.NOTICE_SUPERSEDED,
        Action.REMINDER_SENT,
        Action.REMINDER_FAILED,
        Action.REMINDER_DROPPED,
        Action.LIBRARY_CHANGED,
    }
)
"""What is said without a person before it."""

TELLS: Mapping[Action, Callable[[Entry, Subject], str]] = {
    Action.INCIDENT_OPENED: lambda _, s: f"opened the incident {s.words}",
    Action.INCIDENT_RENAMED: _renamed,
    Action.INCIDENT_CLOSED: lambda *_: "closed the incident",
    Action.INCIDENT_REOPENED: lambda *_: "opened the incident again",
    Action.LIBRARY_CHANGED: _library,
    Action.TEAM_JOINED: lambda _, s: f"put {s.words} on the team",
    Action.TEAM_LEFT: _left_team,
    Action.FACT_RECORDED: _fact,
    Action.ENTRIES_ORDERED: lambda _, s: f"put the entries of {s.words} into another order",
    Action.JUDGEMENT_MADE: _judgement,
    Action.JUDGEMENT_REVIEWED: _reviewed,
    Action.JUDGEMENT_CONFIRMED: _confirmed,
    Action.NOTICE_BEGUN: _begun,
    Action.SENTENCE_EDITED: _edited,
    Action.NOTICE_FROZEN: _frozen,
    Action.APPROVAL_REQUESTED: _requested,
    Action.NOTICE_APPROVED: _approved,
    Action.NOTICE_REFUSED: lambda e, s: f"refused {_version(e, s)}",
    Action.REQUEST_WITHDRAWN: lambda e, s: f"withdrew the request for approval of {_version(e, s)}",
    Action.NOTICE_SUPERSEDED: _superseded,
    Action.JUDGED_FREE_OF_INSIDE_INFORMATION: lambda e, s: (
        f"judged that {_version(e, s)} holds no inside information"
    ),
    Action.NOTICE_RELEASED: lambda e, s: f"released {_version(e, s)}",
    Action.NOTICE_GIVEN: _given,
    Action.RECEIPT_ADDED: lambda _, s: f"added the receipt {s.words}",
    Action.DOCUMENT_MADE: _document,
    Action.NOTICE_RETURNED: lambda _, s: f"brought back a Word file of {s.words}",
    Action.SENTENCE_REFUSED: lambda _, s: f"refused a change from outside to {s.words}",
    Action.SENTENCE_LET_STAND: lambda _, s: f"decided not to correct a sentence of {s.words}",
    Action.OWNER_ASSIGNED: _owner,
    Action.LATE_REASON_GIVEN: lambda _, s: f"gave the reason why {s.words} is late",
    Action.REMINDER_SENT: lambda e, s: _reminder(e, s, "was sent"),
    Action.REMINDER_FAILED: lambda e, s: _reminder(e, s, "could not be sent"),
    Action.REMINDER_DROPPED: lambda e, s: _reminder(e, s, "was not sent"),
    Action.REDACTED: lambda _, s: f"removed {s.words} from the record",
    Action.BUNDLE_EXPORTED: lambda *_: "took a copy of the whole record",
}
"""The actions of an incident, each as a sentence after the person's name."""
