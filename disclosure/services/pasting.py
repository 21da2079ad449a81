"""A text written elsewhere: read against what is recorded, and taken over as a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.problems import ConflictError, RuleError
from disclosure.services import pasting_pages as pages
from disclosure.services.notice_edits import may_be_chosen, text_problems
from disclosure.services.notice_freezing import begin
from disclosure.services.notice_order import GROUPS, group_of
from disclosure.services.notice_overtaken import marks_of
from disclosure.services.notice_texts import need_role
from disclosure.services.pasting_pages import Stands
from disclosure.services.pasting_places import one_line, plan
from disclosure.services.pasting_reading import Reader
from disclosure.services.pasting_taking import Decision, How, Taker, problems_of, refuse
from disclosure.services.pasting_text import sentences_of
from disclosure.signoff.guards import check_freeze
from disclosure.signoff.people import Role
from disclosure.store import notices as stored
from disclosure.store.facts import typed_at
from disclosure.store.incidents import incident_for
from disclosure.trail.actions import Action
from disclosure.words.overrides import apply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.services.notice_texts import Loaded, NoticeTexts, One, Working
    from disclosure.services.pasting_places import Place, Plan
    from disclosure.services.pasting_reading import ReadSentence
    from disclosure.services.pasting_taking import Taking
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.findings import Finding
    from disclosure.words.overrides import Override
    from disclosure.words.sources import Sources

RELEASED = "The text was released. Begin the notice again, and take it over there."
NO_PLACE = "This notice has no sentence yet that a text could follow. Record the first facts."
TO_BE_SEEN = "To be seen."
NOT_CALLED_FOR = "Texts that nothing recorded calls for yet"
READ_ALREADY = ("unsupported-claim", "says-more")
"""Rules whose findings are those of the reading itself."""
RISKY = "risky-wording"
"""The rule on words that later facts overturn; of some of them the reading speaks too."""


@dataclass(frozen=True, slots=True)
class Pasting:
    """Reads pasted texts, and takes them over."""

    transactions: Transactions
    texts: NoticeTexts

    # ---- Reading -----------------------------------------------------------------------------

    def offered(self, person: Person, incident_id: UUID) -> tuple[pages.Offered, ...]:
        """Give the notices a text may belong to, by who reads them; those at hand first.

        Raises:
            NotFoundError: The incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        at_hand = tuple(one.notice for one in self.texts.at_hand(loaded))
        listed = {notice.id for notice in at_hand}
        others = (o.notice for o in loaded.notices.values() if o.notice.id not in listed)
        found = (*_by_readers(at_hand), pages.Offered(NOT_CALLED_FOR, _choices(others)))
        return tuple(group for group in found if group.notices)

    def kept(
        self, person: Person, incident_id: UUID, paths: Collection[str]
    ) -> dict[str, datetime]:
        """Give under which of some addresses a person keeps a text that is not taken over yet.

        Raises:
            NotFoundError: The incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return typed_at(tx, person, paths)

    def split(self, text: str) -> tuple[str, ...]:
        """Give the sentences of a pasted text.

        Raises:
            InvalidInputError: It is empty, too long, or no plain text.
        """
        return sentences_of(text)

    def read(
        self, person: Person, incident_id: UUID, name: str, words: Sequence[str]
    ) -> pages.PastedPage:
        """Show how each sentence of a text stands; nothing enters the draft.

        Args:
            person: Who looks.
            incident_id: The incident.
            name: The notice the text belongs to.
            words: Its sentences.

        Raises:
            ForbiddenError: The person is no drafter.
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        need_role(person, Role.DRAFTER, "check a text for a notice")
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        one = self.texts.one(loaded, name)
        return _AtHand.of(self.texts, loaded, one, person=person, at=loaded.known.at).page(words)

    # ---- Taking over -------------------------------------------------------------------------

    def take(self, person: Person, incident_id: UUID, name: str, taking: Taking) -> int:
        """Let a text stand as the working text of a notice; gives how many edits that took.

        Raises:
            ForbiddenError: The person is no drafter.
            InvalidInputError: A sentence is not decided on, or was changed after it was read.
            ConflictError: The draft has moved since the person saw it.
            RuleError: It was released.
        """
        need_role(person, Role.DRAFTER, "edit a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            check_freeze(one.progress)
            made = _AtHand.of(self.texts, loaded, one, person=person, at=tx.at).taken(taking)
            if made:
                begun = one.begun or begin(tx, incident_id, [one])[one.notice.id]
                for override in made:
                    _add(tx, loaded, begun.id, one.notice.id, override)
        return len(made)


@dataclass(frozen=True, slots=True)
class _AtHand:
    """One notice with what a text for it is read against."""

    texts: NoticeTexts
    loaded: Loaded
    one: One
    working: Working
    sources: Sources
    reader: Reader
    taker: Taker

    @classmethod
    def of(
        cls, texts: NoticeTexts, loaded: Loaded, one: One, *, person: Person, at: datetime
    ) -> _AtHand:
        working = texts.working(loaded, [one])[one.notice.id]
        sources = texts.sources(loaded, one.notice.audience)
        vocabulary = texts.packs.catalogue.vocabulary
        reader = Reader(loaded.known, vocabulary, one.notice.audience, sources)
        taker = Taker(one, working, sources, person, at)
        return cls(texts, loaded, one, working, sources, reader, taker)

    def page(self, words: Sequence[str]) -> pages.PastedPage:
        places = plan(words, self.working)
        read = [self.reader.read(each) for each in words]
        found = self._findings(words, read, places)
        return pages.PastedPage(
            one=self.one,
            lines=tuple(
                self._line(
                    number, words[number], read=read[number], place=place, findings=found[number]
                )
                for number, place in enumerate(places.places)
            ),
            choices=tuple(
                self.reader.beneath(key)
                for key in self.sources.facts
                if may_be_chosen(key, self.sources)
            ),
            left=tuple(self._left(sentence) for sentence in places.left),
            digest=self.working.draft.digest,
            why_not=self._why_not(),
            marks=marks_of(self.loaded, self.one),
        )

    def taken(self, taking: Taking) -> tuple[Override, ...]:
        words = [one_line(decision.words) for decision in taking.decisions]
        places = plan(words, self.working)
        refuse(problems_of(taking, places, self.sources))
        if self._why_not():
            raise RuleError("cannot-be-taken", self._why_not())
        if self.working.draft.digest != taking.seen:
            raise ConflictError(
                "text-moved",
                "The draft has moved since you were shown this page: a fact was recorded or a "
                "sentence edited. The text was read again; look at it, then take it over.",
            )
        made, gone = self.taker.overrides(taking.decisions, places, taking.kept, taking.reason)
        return (*(each for each in made if each is not None), *gone)

    # ---- Steps -------------------------------------------------------------------------------

    def _why_not(self) -> str:
        if self.one.is_out:
            return RELEASED
        return "" if any(self.working.drafted.sentences()) else NO_PLACE

    def _line(
        self,
        number: int,
        words: str,
        *,
        read: ReadSentence,
        place: Place,
        findings: tuple[Finding, ...],
    ) -> pages.PastedLine:
        is_same = bool(place.sentence_id) and one_line(place.stood) == words
        held = next((s for s in self.working.draft.said() if s.id == place.sentence_id), None)
        keys = [rest.fact for rest in held.rests_on] if is_same and held else read.keys
        offered = (key for key in keys if key in self.sources.facts)
        faults = () if is_same else read.faults
        # Of words the reading has already quoted, the check of wording need not speak again.
        told = tuple(f"“{fault.words}”" for fault in faults)
        return pages.PastedLine(
            number=number,
            words=words,
            stands=Stands.DRAFTED if is_same else read.stands,
            faults=faults,
            checked=() if is_same else read.checked,
            suggested=tuple(self.reader.beneath(key) for key in offered),
            replaces="" if is_same else place.stood,
            findings=tuple(
                each
                for each in findings
                if each.rule != RISKY or not any(words in each.message for words in told)
            ),
        )

    def _left(self, sentence: Sentence) -> pages.LeftLine:
        headline = self.working.draft.headline
        is_title = headline is not None and headline.id == sentence.id
        return pages.LeftLine(
            id=sentence.id,
            words=sentence.text,
            cite=sentence.cite,
            is_gap=not sentence.is_said,
            is_kept=bool(sentence.cite) or is_title,
        )

    def _findings(
        self, words: Sequence[str], read: Sequence[ReadSentence], places: Plan
    ) -> list[tuple[Finding, ...]]:
        """Give what the checks would say of each sentence, were the text taken over like this."""
        if self._why_not():
            return [()] * len(words)
        decisions = [
            Decision(text, text, _likely(text, each), each.keys)
            for text, each in zip(words, read, strict=True)
        ]
        made, gone = self.taker.overrides(decisions, places, (), TO_BE_SEEN)
        draft = self._with((*(each for each in made if each is not None), *gone))
        found = self.texts.findings(self.loaded, [draft])
        ids = [
            override.sentence_id if override else place.sentence_id
            for override, place in zip(made, places.places, strict=True)
        ]
        own = [f for f in found if f.notice == draft.notice and f.rule not in READ_ALREADY]
        return [tuple(f for f in own if f.sentence == name) for name in ids]

    def _with(self, overrides: Sequence[Override]) -> Draft:
        latest = {override.sentence_id for override in overrides}
        before = (each for each in self.one.overrides if each.sentence_id not in latest)
        return apply(self.working.drafted, (*before, *overrides))[0]


def _by_readers(notices: Sequence[Notice]) -> Iterator[pages.Offered]:
    for group in GROUPS:
        own = (n for n in notices if group_of(n.audience, n.id) is group)
        yield pages.Offered(group.title, _choices(own))


def _choices(notices: Iterable[Notice]) -> tuple[tuple[str, str], ...]:
    """Give ids and titles, in the order of their readers."""
    ordered = sorted(notices, key=lambda n: group_of(n.audience, n.id).place)
    return tuple((notice.id, notice.title) for notice in ordered)


def _likely(words: str, read: ReadSentence) -> How:
    """Give what would likely become of a sentence; what cannot be taken is left out."""
    if any(text_problems("", words, TO_BE_SEEN)):
        return How.LEAVE
    return How.RESTS if read.keys else How.FRAMING


def _add(tx: Transaction, loaded: Loaded, notice_id: UUID, name: str, override: Override) -> None:
    stored.add_override(tx, notice_id, override)
    tx.record(
        Action.SENTENCE_EDITED,
        chain=loaded.incident.id,
        subject=notice_id,
        detail={
            "template": name,
            "sentence": override.sentence_id,
            "number": override.number,
            "text": override.text,
            "is_removed": override.is_removed,
            "rests_on": [f"{rest.fact}@{rest.version}" for rest in override.rests_on],
        },
        reason=override.reason,
    )
