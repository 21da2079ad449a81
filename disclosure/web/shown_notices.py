"""Notices as their pages show them: states in words, a text in sections, times in the zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS
from disclosure.facts.instants import clock, day
from disclosure.facts.standings import Standing
from disclosure.outputs.assessment_text import outcome_words
from disclosure.services.notice_concerns import title_of
from disclosure.services.notice_open import FORM, Asks, sentences_of
from disclosure.services.notice_pages import SentenceView, happened, rule_titles
from disclosure.services.notice_places import PlaceKind
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState, short
from disclosure.web.forms import SelectChoice
from disclosure.web.shown_beneath import WORDS as BENEATH_WORDS
from disclosure.web.shown_next import NEXT_WORDS, named
from disclosure.web.shown_notice_list import due_words
from disclosure.words.differences import Became
from disclosure.words.drafts import Answered, HeadingPart, ItemList, Line, Paragraph
from disclosure.words.keys import BRITISH
from disclosure.words.rules_of_releases import BOTH_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from disclosure.services.notice_freezing import FrozenTexts
    from disclosure.services.notice_open import Open
    from disclosure.services.notice_order import Filing
    from disclosure.services.notice_pages import Line as Listed
    from disclosure.services.notice_texts import One
    from disclosure.signoff.events import Refused
    from disclosure.signoff.people import Person
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft, Part, Sentence

STATES: Mapping[NoticeState, tuple[str, str]] = {
    NoticeState.DRAFTING: ("Draft", "quiet"),
    NoticeState.FROZEN: ("Frozen, approval not asked for", "quiet"),
    NoticeState.REQUESTED: ("Waiting for approval", "wait"),
    NoticeState.REFUSED: ("Refused", "stop"),
    NoticeState.WITHDRAWN: ("Request withdrawn", "quiet"),
    NoticeState.SUPERSEDED: ("Set aside: facts changed", "soon"),
    NoticeState.SIGNED_OFF: ("Signed off, not released", "going"),
    NoticeState.RELEASED: ("Released, not yet recorded as sent", "soon"),
    NoticeState.GIVEN: ("Sent", "done"),
}
"""Each state as a page says it, and the kind of its tag."""

STEPS = {
    "request": "Ask for approval",
    "approve": "Approve",
    "refuse": "Refuse",
    "withdraw": "Withdraw the request",
    "judge-free": "Judge that it holds no inside information",
    "release": "Release",
}
"""Each step of an approval as a page says it."""

BECAME = {
    Became.SAME: "The same words",
    Became.CHANGED: "Changed",
    Became.ADDED: "Put in",
    Became.REMOVED: "Taken out",
}
"""What became of a sentence, as a comparison says it."""

FILLS = {
    PlaceKind.FACT: "Answer it",
    PlaceKind.RECORD: "Add to the list",
    PlaceKind.ENTRY: "Complete the entry",
    PlaceKind.JUDGEMENT: "Judge it",
    PlaceKind.PROFILE: "Add it to the organisation’s profile",
    PlaceKind.DEADLINE: "Give it on the page of the deadline",
}
"""What a link says that leads to where a gap is filled."""


LONGEST_CHOICE = 70
PARTS = {
    HeadingPart: "heading",
    Paragraph: "paragraph",
    ItemList: "list",
    Line: "line",
    Answered: "question",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in its place."""

    view: SentenceView
    form: str

    @property
    def sentence(self) -> Sentence:
        """Give the sentence."""
        return self.view.sentence


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under one heading or question.

    Attributes:
        title: The heading or the question; nothing for what stands before the first.
        ref: A question's number in the form.
        anchor: Of a heading, the name to link to.
    """

    title: str
    ref: str
    cite: str
    rows: tuple[Row, ...]
    is_question: bool = False
    anchor: str = ""

    @property
    def has_gaps(self) -> bool:
        """Say whether anything in it cannot be written yet."""
        return any(not row.sentence.is_said for row in self.rows)


def sections(draft: Draft, views: Mapping[str, SentenceView]) -> tuple[Section, ...]:
    """Give a draft as sections of sentences, in reading order.

    Args:
        draft: The text.
        views: Its sentences by their ids.
    """
    found: list[Section] = []
    title, rows = "", _rows([draft.headline] if draft.headline else [], views)

    def close() -> None:
        if rows or title:
            anchor = f"part-{len(found) + 1}" if title else ""
            found.append(Section(title, "", "", tuple(rows), anchor=anchor))

    for part in draft.parts:
        if isinstance(part, HeadingPart):
            close()
            title, rows = part.text, []
        elif isinstance(part, Answered):
            close()
            title, rows = "", []
            inner = [row for each in part.parts for row in _rows(sentences_of(each), views)]
            found.append(
                Section(part.question, part.ref, part.cite, tuple(inner), is_question=True)
            )
        else:
            rows += _rows(sentences_of(part), views)
    close()
    return tuple(found)


def contents(found: Sequence[Section], layout: str) -> list[tuple[Section, int]]:
    """Give the headings of a form, each with the gaps beneath it; nothing of other texts."""
    if layout != FORM:
        return []
    listed_so_far: list[tuple[Section, int]] = []
    for section in found:
        if section.anchor:
            listed_so_far.append((section, 0))
        elif listed_so_far:
            heading, gaps = listed_so_far[-1]
            more = sum(not row.sentence.is_said for row in section.rows)
            listed_so_far[-1] = (heading, gaps + more)
    return listed_so_far


def notes(note: str) -> list[str]:
    """Give what the drafter should know as short points, a sentence each."""
    return [f"{each.rstrip('.')}." for each in note.split(". ") if each.strip()]


def _rows(sentences: Iterable[Sentence], views: Mapping[str, SentenceView]) -> list[Row]:
    return [Row(views.get(s.id) or SentenceView(s), s.form) for s in sentences]


def standing_words(standing: str) -> str:
    """Give a standing in the words of the pages of facts."""
    return STANDING_WORDS[Standing(standing)]


def rule_title(rule: str) -> str:
    """Give what a rule is called; one that a later version dropped keeps its id."""
    return dict(rule_titles([rule])).get(rule, rule)


def count_words(count: int, one: str, many: str) -> str:
    """Give a number with its noun: '1 gap', '3 gaps'."""
    return f"{count} {one if count == 1 else many}"


def state_of(one: One) -> tuple[str, str]:
    """Give where a notice stands, in words, and the kind of its tag.

    What is worked on after a refusal is a draft: the refusal is about the version, not about it.
    """
    words, kind = STATES[one.state]
    number = one.progress.version
    if one.state is NoticeState.REFUSED:
        return f"Draft; version {number} was refused", kind
    if one.state is NoticeState.SUPERSEDED:
        return f"Draft; version {number} was set aside: facts changed", kind
    return words, kind


def whose_words(notice: Notice) -> str:
    """Say of a text that it is worded by the organisation, or not in British English."""
    own = "own wording" if notice.own else ""
    tongue = "" if notice.language == BRITISH else f"in {notice.language}"
    return capital(", ".join(each for each in (own, tongue) if each))


def duty_words(line: Listed) -> str:
    """Say what the law makes of a notice: 'Voluntary', 'The duty: presumed to apply'."""
    if line.is_voluntary or line.duty is None:
        return "Voluntary"
    return f"The duty: {lower_first(outcome_words(line.duty))}"


# ---- After a refusal ---------------------------------------------------------------------


def refused_words(refusal: Refused, person: Person, zone: ZoneInfo) -> str:
    """Say who refused what and when: 'You refused version 1 at 14:03 on 22 April: …'."""
    who = "You" if refusal.by == person.id else refusal.by_name
    local = refusal.at.astimezone(zone)
    reason = refusal.reason.rstrip(".")
    return f"{who} refused version {refusal.version} at {clock(local)} on {day(local)}: {reason}."


def menders(names: Sequence[str]) -> str:
    """Say to an approver who goes on, and that nothing is asked of them meanwhile."""
    if not names:
        return "Nobody on the team drafts, so nobody can mend it. An owner can add somebody."
    verb = "mends" if len(names) == 1 else "mend"
    then = "freezes" if len(names) == 1 else "freeze"
    return f"{listed(names)} {verb} it and {then} a new version; nothing for you until then."


def after_refusal(refusal: Refused, person: Person, team: Sequence[Person]) -> str:
    """Say who goes on after a refusal, that no email told them, and the way back from it."""
    drafters = [each for each in team if each.may(Role.DRAFTER)]
    if person.may(Role.DRAFTER):
        return "Mend it and freeze a new version."
    names = [each.name for each in drafters]
    words = menders(names)
    if names and refusal.by == person.id:
        tell = named(names, "or")
        words += (
            f" Nobody has been told by email: tell {tell}. If you change your mind, ask {tell} to "
            "freeze the same text again and to ask again; your refusal stays on the record."
        )
    return words


def about_choices(draft: Draft | None) -> list[SelectChoice]:
    """Give what a refusal may name: the questions of a form, or the sentences of another text."""
    found = [SelectChoice("", "The text as a whole")]
    for section in sections(draft, {}) if draft else ():
        first = section.rows[:1] if section.is_question else section.rows
        for row in first:
            words = f"{section.ref} {section.title}" if section.is_question else row.sentence.text
            found.append(SelectChoice(row.sentence.id, _shortened(words.strip())))
    return found


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_CHOICE else f"{words[:LONGEST_CHOICE].rstrip()}…"


# ---- Gaps --------------------------------------------------------------------------------


def missing(is_open: Open) -> str:
    """Say in one line what is missing, what the law needs by name."""
    gaps = is_open.gaps
    law = [gap.sentence.text.rstrip(".") for gap in gaps if gap.asks is Asks.LAW]
    count = count_words(len(gaps), "gap is", "gaps are")
    if not law:
        return f"{count} left; none of them is needed by law."
    verb = "is" if len(law) == 1 else "are"
    return f"{count} left, and {len(law)} of them {verb} needed by law: {'; '.join(law)}."


# ---- What a release does -----------------------------------------------------------------


def releasing(filing: Filing | None) -> str:
    """Say what a release does and what comes next."""
    to = f" with {filing.authority} as shown here" if filing and filing.authority else ""
    return f"Releasing sends nothing. Next: file it{to}, then record when it was sent."


def listed(words: Sequence[str], joined_by: str = "and") -> str:
    """Give words as a list in a sentence: 'a, b and c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def kept_words(done: FrozenTexts) -> str:
    """Say which texts were frozen together."""
    names = listed([f"“{each.title}” as version {each.number}" for each in done.kept])
    verb = "is" if len(done.kept) == 1 else "are"
    return f"{capital(names)} {verb} frozen. Ask for the approval of each on its own page."


def left_out_words(done: FrozenTexts) -> str:
    """Say which texts were not frozen, those with one reason together."""
    titles: dict[str, list[str]] = {}
    for each in done.left_out:
        titles.setdefault(each.why, []).append(f"“{each.title}”")
    said = "; ".join(f"{listed(names)}, because {why}" for why, names in titles.items())
    return f"Not frozen: {said}. Open each, read it, and freeze it on its own page."


def is_part(part: Part, name: str) -> bool:
    """Say whether a part of a draft is of a kind; the test `part` of the templates."""
    return PARTS[type(part)] == name


def lower_first(text: str) -> str:
    """Give text that begins with a small letter, to stand inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def capital(text: str) -> str:
    """Give text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


WORDS: Mapping[str, object] = {
    "states": STATES,
    "title_of": title_of,
    "fills": FILLS,
    "state_of": state_of,
    "whose": whose_words,
    "duty": duty_words,
    "due": due_words,
    "day": lambda date: f"{date.day} {date:%B %Y}",
    "refused": refused_words,
    "menders": menders,
    "missing": missing,
    "after_refusal": after_refusal,
    "notes": notes,
    "contents": contents,
    "outcome": lambda duty: lower_first(outcome_words(duty)),
    "both_at_once": BOTH_AT_ONCE,
    "releasing": releasing,
    "happened": happened,
    "short": short,
    "standing_words": standing_words,
    "count_words": count_words,
    "listed": listed,
    "rule_title": rule_title,
    "steps": STEPS,
    "became": BECAME,
    **NEXT_WORDS,
    **BENEATH_WORDS,
}
"""What every template of notices may call."""
