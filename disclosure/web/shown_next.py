"""Whose turn it is with a notice, and what is still open in it, as its pages say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.services.notice_next import NextStep
from disclosure.services.notice_open import Asks, Weight
from disclosure.services.notice_places import PlaceKind
from disclosure.signoff.people import Role
from disclosure.signoff.policy import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosure.services.notice_next import Turn, Wanted
    from disclosure.services.notice_open import Open
    from disclosure.services.notice_places import Place
    from disclosure.signoff.people import Person
    from disclosure.words.drafts import Draft

NAMED = 4
"""So many names are said; a longer list helps nobody."""
TURNS = {
    NextStep.FREEZE: ("read the draft, mend it and freeze it", "mends it and freezes it"),
    NextStep.ASK: ("ask for approval", "asks for approval"),
    NextStep.DECIDE: ("read the version, then approve or refuse it", "decides"),
    NextStep.RELEASE: ("release it", "releases it"),
    NextStep.RECORD: (
        "send it, then record when it was sent",
        "sends it, then records when it was sent",
    ),
}
"""Each step as it is said to whoever takes it, and of others."""
NOBODY = {
    NextStep.FREEZE: "Nobody on the team drafts. An owner can add somebody.",
    NextStep.ASK: "Nobody on the team drafts. An owner can add somebody.",
    NextStep.DECIDE: "Nobody on the team can give what is still needed. An owner can add somebody.",
    NextStep.RELEASE: "Nobody on the team may release it. An owner can add somebody.",
    NextStep.RECORD: "Nobody on the team may record that it was sent. An owner can add somebody.",
}
"""What is said where nobody can take the step."""
CAN = {
    NextStep.FREEZE: "Can be frozen now",
    NextStep.ASK: "Approval can be asked for now",
    NextStep.DECIDE: "Can be released now",
    NextStep.RELEASE: "Can be released now",
}
"""What the line at the top answers, in each step."""

ASKS = {
    Asks.LAW: "The law requires",
    Asks.FORM: "The form asks",
    Asks.OPTIONAL: "Optional in the form",
    Asks.READERS: "Its readers look for",
}
"""Who asks for what is missing."""
WEIGHTS = {
    Weight.BLOCKS: "Blocks: approval cannot be asked for without it.",
    Weight.REASON: "Blocks until approval is asked for with a reason for it.",
    Weight.WARNS: "Warns only: it stops nothing.",
    Weight.NOTE: "Worth knowing: it stops nothing.",
}
"""What an open matter does to the approval."""

SETTLES: Mapping[PlaceKind, tuple[Role, ...]] = {
    PlaceKind.FACT: (Role.RECORDER, Role.DRAFTER),
    PlaceKind.RECORD: (Role.RECORDER, Role.DRAFTER),
    PlaceKind.ENTRY: (Role.RECORDER, Role.DRAFTER),
    PlaceKind.JUDGEMENT: (Role.RECORDER, Role.DRAFTER, Role.APPROVER),
    PlaceKind.PROFILE: (Role.OWNER,),
    PlaceKind.DEADLINE: (Role.RECORDER, Role.DRAFTER),
}
"""Who may record something on each kind of page."""
OPENS = {
    PlaceKind.FACT: "Answer “{}”",
    PlaceKind.RECORD: "Open the list “{}”",
    PlaceKind.ENTRY: "Open the entry “{}”",
    PlaceKind.JUDGEMENT: "Judge “{}”",
    PlaceKind.PROFILE: "Open the organisation’s profile for “{}”",
    PlaceKind.DEADLINE: "Open the deadline “{}”",
}
"""A link by what it opens."""


# ---- Whose turn it is --------------------------------------------------------------------


def whose_turn(turn: Turn) -> str:
    """Say who goes on, and what they do."""
    if turn.step is NextStep.DONE:
        return "Nothing is left to do: it is recorded as sent."
    if not turn.names:
        return NOBODY[turn.step]
    mine, theirs = TURNS[turn.step]
    if turn.is_mine:
        others = f" (or {named(turn.others, 'or')})" if turn.others else ""
        return f"Your turn{others}: {mine}."
    return f"{named(turn.names, 'or')} {theirs}. Nothing for you until then."


def still_wanted(wanted: Wanted) -> str:
    """Say who is still needed: 'the general counsel (Gita Rao)'."""
    who = named(wanted.names, "or") if wanted.names else "nobody on the team"
    return f"{wanted.need.in_words} ({who})"


def your_part(turn: Turn, *, is_out: bool) -> str:
    """Say in which capacity somebody would sign, and whether they may also release."""
    if is_out:
        return ""
    signs = turn.why_not_sign or "You do not sign it."
    if turn.signs_as:
        signs = f"You would sign it as {listed(list(turn.signs_as), 'or')}."
        if len(turn.signs_as) > 1:
            signs += " Your approval counts for one of them."
    release = "You may release it." if turn.may_release else "You do not release it."
    if turn.may_release and turn.signs_as:
        release = "You may also release it."
    elif not turn.may_release and turn.releasers:
        release = f"{named(turn.releasers, 'or')} can release it."
    return f"{signs} {release}"


def can_now(turn: Turn, is_open: Open) -> str:
    """Say in one line whether the next step can be taken now, and why not where it cannot."""
    if turn.step not in CAN:
        return ""
    asks = CAN[turn.step]
    if turn.step is NextStep.DECIDE:
        needs = listed([each.need.in_words for each in turn.wanted])
        return f"{asks}: no, because it still needs {needs}."
    if turn.why_not:
        return f"{asks}: no, because {turn.why_not}."
    how = ""
    if turn.step is NextStep.FREEZE and is_open.gaps:
        how = "; its gaps are left out of the text"
    elif turn.step is NextStep.ASK and is_open.stops:
        how = ", with a reason for what blocks below"
    return f"{asks}: yes{how}."


def waiting(turn: Turn) -> str:
    """Say what its release waits for, and that nothing else does."""
    if not turn.waits_for or turn.step is NextStep.RELEASE:
        return ""
    return f"Only its release waits for {turn.waits_for}; it can be frozen and approved meanwhile."


# ---- What is open ------------------------------------------------------------------------


def open_count(is_open: Open) -> str:
    """Count what is open: '3 to fill in (gaps), 5 to check, 1 worth knowing'."""
    found = []
    if is_open.gaps:
        word = "gap" if len(is_open.gaps) == 1 else "gaps"
        found.append(f"{len(is_open.gaps)} to fill in ({word})")
    if is_open.checks:
        found.append(f"{len(is_open.checks)} to check")
    if is_open.notes:
        found.append(f"{len(is_open.notes)} worth knowing")
    return ", ".join(found)


def may_settle(place: Place, person: Person) -> bool:
    """Say whether somebody may record something on the page of a place."""
    return person.may(*SETTLES.get(place.kind, tuple(Role)))


def who_settles(place: Place, team: Iterable[Person]) -> str:
    """Say whom to ask to record something on the page of a place."""
    roles = SETTLES.get(place.kind, tuple(Role))
    names = [person.name for person in team if person.may(*roles)]
    return f"ask {named(names, 'or') if names else 'an owner'}"


def who_records(team: Iterable[Person]) -> str:
    """Say whom to ask to record that something was sent."""
    roles = (Role.RELEASER, Role.DRAFTER, Role.RECORDER)
    names = [person.name for person in team if person.may(*roles)]
    return f"ask {named(names, 'or') if names else 'an owner'}"


def opens(place: Place, label: str) -> str:
    """Name a link by what it opens."""
    return OPENS[place.kind].format(label.rstrip("?."))


def named(names: Sequence[str], joined_by: str = "and") -> str:
    """Give names as a list in a sentence; of many, the first few."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} {joined_by} others on the team"
    return listed(list(names), joined_by)


def length_words(draft: Draft, gaps: int) -> str:
    """Say how long a text is: '139 words without its 3 gaps; limit 140'."""
    without = f" without its {gaps} {'gap' if gaps == 1 else 'gaps'}" if gaps else ""
    length, limit = f"{draft.length} words", str(draft.max_words)
    if draft.max_chars:
        length += f" and {draft.characters} characters"
        limit += f" and {draft.max_chars}"
    return (
        f"{length}{without}; limit {limit}. This text’s template sets the limit, so that "
        "it is read to its end; it warns and blocks nothing."
    )


NEXT_WORDS: Mapping[str, object] = {
    "whose_turn": whose_turn,
    "still_wanted": still_wanted,
    "your_part": your_part,
    "can_now": can_now,
    "waiting": waiting,
    "open_count": open_count,
    "asks": ASKS,
    "weights": WEIGHTS,
    "may_settle": may_settle,
    "who_settles": who_settles,
    "opens": opens,
    "who_records": who_records,
    "named": named,
    "length": length_words,
}
"""What the templates of notices may call beside the words of `shown_notices`."""
