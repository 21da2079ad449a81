"""Freezing texts: one, or every one that is ready, as versions that can be approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.problems import RuleError
from disclosure.services.document_packs import queue_drafts
from disclosure.services.notice_edits import authors, check_text, is_same
from disclosure.services.notice_next import NEXT, NextStep
from disclosure.services.notice_texts import need_role
from disclosure.signoff.guards import check_freeze
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState
from disclosure.store import notices as stored
from disclosure.trail.actions import Action
from disclosure.words.overrides import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from disclosure.services.notice_texts import Loaded, NoticeTexts, One, Working
    from disclosure.signoff.people import Person
    from disclosure.store.notices import Begun, Version
    from disclosure.store.transactions import Transaction, Transactions

MOVED, OVERTAKEN = "text-moved", "edit-overtaken"
NOT_SEEN, REFUSED_WORDS = "not-seen", "refused-words"
OTHERWISE = "its text stands as a version already, or has been released"
WHY_NOT = {
    MOVED: "the text has moved since the list was opened",
    OVERTAKEN: "the facts beneath words written by hand have moved, and somebody must look at them",
    NOT_SEEN: "the list did not show it when it was opened",
    REFUSED_WORDS: "it says word for word what was refused",
}
"""Why a text was left out, behind its title; whatever else is in the way is said by `OTHERWISE`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was frozen, and the number of its version."""

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that was not frozen, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class FrozenTexts:
    """What came of freezing every text that is ready."""

    kept: tuple[Kept, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def awaits_freezing(one: One) -> bool:
    """Say whether the next step of a notice is to freeze its text."""
    return NEXT[one.state] is NextStep.FREEZE


@dataclass(frozen=True, slots=True)
class Freezing:
    """Freezes texts."""

    transactions: Transactions
    texts: NoticeTexts

    def one(self, person: Person, incident_id: UUID, name: str, *, seen: str) -> int:
        """Keep a text as a version that can be approved, and give its number.

        Raises:
            ForbiddenError: The person is no drafter.
            ConflictError: The text has moved since the person saw it.
            RuleError: It was released, an edit by hand was overtaken, or nothing has changed.
        """
        need_role(person, Role.DRAFTER, "freeze a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            check_freeze(one.progress)
            working = self.texts.working(loaded, [one])[one.notice.id]
            stands = _stands_as(one, seen)
            if stands:
                return stands  # the same form, sent twice
            check_text(one, working, seen)
            (version,) = keep(tx, loaded, [(one, working)], person)
        return version.number

    def ready(self, person: Person, incident_id: UUID, seen: Mapping[str, str]) -> FrozenTexts:
        """Freeze every text that is ready, each as it was seen, in one transaction.

        A text that cannot be frozen is left out and named with the reason; the others are frozen.

        Args:
            person: Who freezes.
            incident_id: The incident.
            seen: The digest of each text that the person saw, by the id of its notice.

        Raises:
            ForbiddenError: The person is no drafter.
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        need_role(person, Role.DRAFTER, "freeze a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            ones = self._asked(loaded, seen)
            drafted = [one for one in ones if one.notice.id in seen and not one.is_out]
            working = self.texts.working(loaded, drafted)
            numbers = {one.notice.id: _stands_as(one, seen.get(one.notice.id)) for one in ones}
            why = {
                one.notice.id: _why_not(one, working.get(one.notice.id), seen.get(one.notice.id))
                for one in ones
                if not numbers[one.notice.id]
            }
            free = [one for one in ones if why.get(one.notice.id) == ""]
            made = keep(tx, loaded, [(one, working[one.notice.id]) for one in free], person)
        numbers |= {version.draft.notice: version.number for version in made}
        titles = {one.notice.id: one.notice.title for one in ones}
        return FrozenTexts(
            tuple(Kept(title, numbers[name]) for name, title in titles.items() if numbers[name]),
            tuple(LeftOut(titles[name], words) for name, words in why.items() if words),
        )

    def _asked(self, loaded: Loaded, seen: Iterable[str]) -> list[One]:
        """Give the texts that await freezing now, and whatever else the list had shown as such."""
        named = {self.texts.one(loaded, name).notice.id for name in seen}
        ready = {one.notice.id for one in self.texts.at_hand(loaded) if awaits_freezing(one)}
        return [one for name, one in loaded.notices.items() if name in named | ready]


def _stands_as(one: One, seen: str | None) -> int:
    """Give the number under which what was seen stands as a version; 0 where it does not."""
    frozen = one.frozen
    is_same_text = frozen is not None and frozen.digest == seen
    return frozen.number if frozen and is_same_text and one.state is NoticeState.FROZEN else 0


def _why_not(one: One, working: Working | None, seen: str | None) -> str:
    """Say why a text is not frozen together with others; nothing where it is."""
    if seen is None:
        return WHY_NOT[NOT_SEEN]
    if working is None or not awaits_freezing(one):
        return OTHERWISE
    try:
        check_freeze(one.progress)
        check_text(one, working, seen)
    except RuleError as error:
        return WHY_NOT.get(error.rule, OTHERWISE)
    if one.state is NoticeState.REFUSED and one.frozen and is_same(one.frozen.draft, working.draft):
        # On its own page somebody may still insist; among others it would be overlooked.
        return WHY_NOT[REFUSED_WORDS]
    return ""


# ---- Keeping -----------------------------------------------------------------------------


def keep(
    tx: Transaction, loaded: Loaded, texts: Sequence[tuple[One, Working]], person: Person
) -> list[Version]:
    """Keep texts as versions, each with its own entry, and have their drafts printed."""
    if not texts:
        return []
    begun = begin(tx, loaded.incident.id, [one for one, _ in texts if one.begun is None])
    ids = {one.notice.id: (one.begun or begun[one.notice.id]).id for one, _ in texts}
    made = [
        _version(tx, loaded, text, notice_id=ids[text[0].notice.id], person=person)
        for text in texts
    ]
    stored.add_versions(tx, made)
    for version in made:
        tx.record(
            Action.NOTICE_FROZEN,
            chain=loaded.incident.id,
            subject=version.notice_id,
            detail={
                "template": version.draft.notice,
                "version": version.number,
                "digest": version.digest,
                "authors": [*sorted(str(author) for author in version.authors)],
                "wording": version.draft.wording,
                "own": version.draft.own,
            },
        )
    queue_drafts(tx, loaded.incident.id, made)
    return made


def begin(tx: Transaction, incident_id: UUID, ones: Sequence[One]) -> Mapping[str, Begun]:
    """Begin notices, or begin them again; gives what was begun by the id of the notice."""
    series = {one.notice.id: one.series + 1 if one.begun else 1 for one in ones}
    made = stored.begin_all(tx, incident_id, series)
    for each in made:
        tx.record(
            Action.NOTICE_BEGUN,
            chain=incident_id,
            subject=each.id,
            detail={"template": each.template, "series": each.series},
        )
    return {each.template: each for each in made}


def _version(
    tx: Transaction, loaded: Loaded, text: tuple[One, Working], *, notice_id: UUID, person: Person
) -> Version:
    one, working = text
    return stored.Version(
        notice_id=notice_id,
        number=len(one.versions) + 1,
        digest=working.draft.digest,
        draft=working.draft,
        edits={o.sentence_id: o.number for o in in_force(one.overrides).values()},
        known_at=tx.at,
        law_as_of=loaded.assessment.law_as_of,
        frozen_by=person.id,
        authors=authors(one, person),
    )
