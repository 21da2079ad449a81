"""In which order the texts of an incident are listed and may go out, and where each is filed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from disclosure.facts.instants import utc
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.services.notice_decisions import who_judges_free
from disclosure.services.notice_places import Places
from disclosure.signoff.market import INSIDE_INFORMATION, MARKET, HoldKind
from disclosure.signoff.progress import OUT, NoticeState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.services.notice_pages import Line
    from disclosure.services.notice_places import Place
    from disclosure.services.notice_texts import Loaded, One
    from disclosure.services.packs import Packs

_Text = TypeVar("_Text", "Line", "Later")


@dataclass(frozen=True, slots=True)
class Order:
    """The order of release, while something waits for the announcement.

    Attributes:
        question: The judgement on which all of it turns.
        judged: What was judged: yes, no, or nothing while nobody has.
        announcements: The texts to the market, with how far each has come.
        waiting: What goes after the announcement.
        together: Warnings to people at risk, for which the announcement is brought forward.
        free_judges: Who on the team can record that a text holds no inside information.
    """

    question: JudgementQuestion
    judged: str
    announcements: tuple[Line, ...]
    waiting: tuple[Line, ...]
    together: tuple[Line, ...]
    free_judges: tuple[str, ...] = ()


def order_of_release(lines: Sequence[Line], loaded: Loaded, catalogue: Catalogue) -> Order | None:
    """Give the order of release, or None while nothing waits."""
    held = [line for line in lines if line.hold]
    question = catalogue.vocabulary.judgements.get(INSIDE_INFORMATION)
    if not held or question is None:
        return None
    judged = loaded.known.judgement(INSIDE_INFORMATION)
    warnings = [li for li in held if li.hold and li.hold.kind is HoldKind.BRING_FORWARD]
    return Order(
        question=question,
        judged=judged.value if judged else "",
        announcements=tuple(line for line in lines if line.one.notice.audience == MARKET),
        waiting=tuple(line for line in held if line not in warnings),
        together=tuple(warnings),
        free_judges=tuple(person.name for person in who_judges_free(loaded.team)),
    )


# ---- What opens later --------------------------------------------------------------------

DOES_NOT_APPLY = "Its duty does not apply as the facts stand."
NOT_DECIDED = "It opens once it is decided that its duty applies."
ON_CALL = "It is not needed from the start. Open it when the time comes."
CALLED_FOR = "What is recorded calls for it now. Open it to draft it."
NOT_YET = "It is for later: what is recorded does not call for it yet."
NOT_CALLED_FOR = "Its duty applies, and the facts do not call for this text yet."
WAITED_FOR = {"judgement": "judgement.", "profile": "profile."}
"""How what a duty waits for is called among the facts."""


@dataclass(frozen=True, slots=True)
class Later:
    """A text that is not drafted unasked yet.

    Attributes:
        why: Why it is not.
        places: Where it is decided, each with what is asked there.
    """

    one: One
    why: str
    places: tuple[tuple[Place, str], ...] = ()


def opens_later(loaded: Loaded, ready: Sequence[One], packs: Packs) -> tuple[Later, ...]:
    """Give the texts that open later, with why; those that are called for now come first."""
    places = Places.of(packs.catalogue)
    at_hand = {one.notice.id for one in ready}
    left = [one for name, one in loaded.notices.items() if name not in at_hand]
    gated = [one.notice for one in left if one.notice.offer_when]
    called = packs.called_for_on(loaded.ground, gated)
    shown = _of_groups_concerned(loaded, left, called | at_hand)
    later = [Later(one, *_why_later(loaded, one, places, called)) for one in shown]
    return tuple(sorted(later, key=lambda each: each.why != CALLED_FOR))


def _of_groups_concerned(
    loaded: Loaded, left: Sequence[One], called: Collection[str]
) -> tuple[One, ...]:
    """Leave out texts to groups that have nothing to do with it, and what the others are made of.

    A text written for each group stands for all of them until one is concerned.
    """
    every = (one.notice for one in loaded.notices.values())
    split = {notice.family for notice in every if notice.group and notice.id in called}
    return tuple(
        one
        for one in left
        if (one.notice.id in called if one.notice.group else one.notice.id not in split)
    )


def _why_later(
    loaded: Loaded, one: One, places: Places, called: frozenset[str]
) -> tuple[str, tuple[tuple[Place, str], ...]]:
    if not one.notice.obligation:
        if not one.notice.offer_when:
            return ON_CALL, ()
        return (CALLED_FOR if one.notice.id in called else NOT_YET), ()
    duty = loaded.duty(one.notice.obligation)
    if duty is None or duty.outcome is Outcome.DOES_NOT_APPLY:
        return DOES_NOT_APPLY, ()
    if duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED):
        return NOT_CALLED_FOR, ()
    named = (name.partition(":") for name in duty.waits_for)
    return NOT_DECIDED, places.named(f"{WAITED_FOR.get(kind, '')}{key}" for kind, _, key in named)


def without_text(loaded: Loaded) -> tuple[Duty, ...]:
    """Give the duties that stand, or may, and for which no text is drafted here."""
    drafted = {one.notice.obligation for one in loaded.notices.values()}
    return tuple(
        duty
        for duty in loaded.assessment.duties
        if duty.outcome is not Outcome.DOES_NOT_APPLY and duty.obligation.id not in drafted
    )


# ---- Where it is filed -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a notice is filed, as the library of the law knows it.

    Attributes:
        authority: Who is told, by the name borne on the day of the law.
        channel: The way it is given; nothing where the library names none.
        confidence: How well the library knows that way, in words.
        checked_on: When that was last looked up.
    """

    authority: str
    channel: str
    url: str
    phone: str
    confidence: str
    checked_on: date


def filing_of(one: One, loaded: Loaded, catalogue: Catalogue) -> Filing | None:
    """Give where a notice is filed, or None for a text that answers no duty."""
    duty = loaded.duty(one.notice.obligation)
    if duty is None:
        return None
    obligation, channel = duty.obligation, duty.obligation.channel
    authority = catalogue.law.authorities.get(obligation.authority)
    return Filing(
        authority=authority.name_on(loaded.assessment.law_as_of).name if authority else "",
        channel=channel.name if channel else "",
        url=(channel.url if channel else "") or (authority.url if authority else ""),
        phone=(channel.phone if channel else "") or (authority.phone if authority else ""),
        confidence=IN_WORDS[channel.confidence] if channel else "",
        checked_on=obligation.checked_on,
    )


# ---- How they are listed -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that are listed together, by who reads them.

    Attributes:
        audiences: Whose texts they are.
        folders: The folders of notices whose texts stand here, whoever reads them.
        place: Where it stands among the groups.
    """

    key: str
    title: str
    audiences: tuple[str, ...]
    folders: tuple[str, ...] = ()
    place: int = 0


_LISTED = (
    Group("market", "Market", ("market",)),
    Group("authorities", "Authorities", ("authority",)),
    Group("people-affected", "People affected", ("people-affected",)),
    Group("customers", "Customers", ("customers", "members")),
    Group("staff", "Staff", ("staff", "former-staff")),
    Group(
        "contracts",
        "Suppliers and contracts",
        ("suppliers", "trade-customers", "franchisees", "insurer"),
        ("contract",),
    ),
    Group("public", "Press and public", ("media", "public")),
    Group("inside", "Inside", ("board",), ("inside",)),
    Group("others", "Others", ()),
)
GROUPS = tuple(
    Group(each.key, each.title, each.audiences, each.folders, n) for n, each in enumerate(_LISTED)
)
"""Every group, in the order of a list; an audience of nobody's group is among the others."""


def group_of(audience: str, notice: str = "") -> Group:
    """Give the group of an audience, or of a notice where its folder decides."""
    folder = notice.partition(".")[0]
    by_folder = (group for group in GROUPS if folder in group.folders)
    by_audience = (group for group in GROUPS if audience in group.audiences)
    return next(by_folder, None) or next(by_audience, GROUPS[-1])


class Stands(StrEnum):
    """How far a text has come, in the words by which a list is narrowed."""

    NOT_BEGUN = "not-begun"
    AT_WORK = "at-work"
    DECIDING = "deciding"
    OUT = "out"


ANY_OR_NOT_BEGUN = ("", Stands.NOT_BEGUN)
"""What is sought where texts that open later are among it."""
DECIDED_ON = (NoticeState.REQUESTED, NoticeState.SIGNED_OFF)


def stands(one: One) -> Stands:
    """Say how far a text has come."""
    if one.begun is None:
        return Stands.NOT_BEGUN
    if one.progress.state in OUT:
        return Stands.OUT
    return Stands.DECIDING if one.state in DECIDED_ON else Stands.AT_WORK


@dataclass(frozen=True, slots=True)
class Sought:
    """Which texts somebody wants to see.

    Attributes:
        group: The key of a group; nothing for all of them.
        stands: How far it has come; nothing for any.
    """

    group: str = ""
    stands: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.group or self.stands)

    def wants(self, one: One) -> bool:
        """Say whether a text is wanted."""
        return self.wants_readers(one) and self.stands in ("", stands(one))

    def wants_readers(self, one: One) -> bool:
        """Say whether the texts of its readers are wanted."""
        return self.group in ("", group_of(one.notice.audience, one.notice.id).key)


EVERYTHING = Sought()


@dataclass(frozen=True, slots=True)
class Listed:
    """The texts of a group.

    Attributes:
        lines: Those in hand or due, what presses most first.
        not_begun: Those that are offered, that nobody has begun and no law asks for today.
        called_for: Those that are drafted once they are opened, and that the facts call for.
        later: Those that open later.
    """

    group: Group
    lines: tuple[Line, ...]
    not_begun: tuple[Line, ...]
    called_for: tuple[Later, ...]
    later: tuple[Later, ...]

    @property
    def folded(self) -> int:
        """Count the texts nobody has begun."""
        return len(self.not_begun) + len(self.called_for)


def listed(lines: Iterable[Line], later: Iterable[Later]) -> tuple[Listed, ...]:
    """Give texts by who reads them; a group without any is left out."""
    held, opens = _by_group(lines), _by_group(later)
    found = []
    for group in GROUPS:
        own = held.get(group.key, [])
        pressing = sorted((line for line in own if _is_in_hand(line)), key=_pressing)
        rest = tuple(line for line in own if not _is_in_hand(line))
        after = opens.get(group.key, [])
        called = tuple(each for each in after if each.why == CALLED_FOR)
        later_on = tuple(each for each in after if each.why != CALLED_FOR)
        if own or after:
            found.append(Listed(group, tuple(pressing), rest, called, later_on))
    return tuple(found)


def _by_group(texts: Iterable[_Text]) -> dict[str, list[_Text]]:
    found: dict[str, list[_Text]] = {}
    for text in texts:
        group = group_of(text.one.notice.audience, text.one.notice.id)
        found.setdefault(group.key, []).append(text)
    return found


def _is_in_hand(line: Line) -> bool:
    """Say whether somebody works on it or has, or the law asks for it now."""
    return line.one.begun is not None or due_stage(line) is not None


CLOCKS_THAT_PRESS = (
    ClockState.RUNNING,
    ClockState.OVERDUE,
    ClockState.EARLIEST_POSSIBLE,
    ClockState.CANNOT_COUNT,
)


def due_stage(line: Line) -> StageDeadline | None:
    """Give the stage whose clock presses for a text, or None."""
    if line.one.is_out or line.is_voluntary or line.duty is None:
        return None
    own = (stage for stage in line.duty.stages if stage.id == line.one.notice.stage)
    return next((stage for stage in own if stage.state in CLOCKS_THAT_PRESS), None)


def _pressing(line: Line) -> tuple[int, float]:
    """Rank what has become untrue first, then what has a time, then work, then what went out."""
    stage = due_stage(line)
    due = utc(stage.due_at).timestamp() if stage and stage.due_at else float("inf")
    if line.no_longer_holds:
        return 0, due
    return (3 if line.one.is_out else 1 if stage else 2), due
