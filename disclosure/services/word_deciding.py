"""Taking and refusing what came back: a change that is taken becomes an edit by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.outputs.word_changes import What
from disclosure.problems import ConflictError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.notice_edits import Edit, checked, sentence_page, text_problems
from disclosure.services.notice_freezing import begin
from disclosure.services.pasting_reading import Reader
from disclosure.services.pasting_text import LONGEST_SENTENCE
from disclosure.services.word_pages import State
from disclosure.store import notices as stored
from disclosure.trail.actions import Action
from disclosure.words.claims import context_of
from disclosure.words.linking import propose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from disclosure.services.notice_pages import SentencePage
    from disclosure.services.notice_texts import Loaded, NoticeTexts, One, Working
    from disclosure.services.pasting_pages import Found
    from disclosure.services.word_pages import ChangeLine, Decided
    from disclosure.signoff.people import Person
    from disclosure.store.notices import Begun
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Plain
    from disclosure.words.linking import Reading
    from disclosure.words.overrides import Override
    from disclosure.words.sources import Sources

NO_CHANGE = "There is no such change in this file."
MOVED_AWAY = "Moved to another place by hand: {}"


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody says of a change they take.

    Attributes:
        rests_on: The keys of the facts the words rest on.
        is_framing: The person says that the words rest on no fact.
        drafted: The drafted words that the person saw.
        seen: The number of the last edit of the sentence that the person saw; 0 for none.
    """

    rests_on: tuple[str, ...]
    is_framing: bool
    reason: str
    drafted: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Deciding:
    """One change of one file, to be decided upon in one transaction.

    Attributes:
        anchor: Of what was added or moved, the sentence it follows.
    """

    tx: Transaction
    texts: NoticeTexts
    loaded: Loaded
    one: One
    working: Working
    receipt_id: UUID
    line: ChangeLine
    anchor: str = ""

    @property
    def sources(self) -> Sources:
        """Give what a text for this audience may rest on."""
        return self.texts.sources(self.loaded, self.one.notice.audience)

    def page(self) -> SentencePage | None:
        """Give the sentence with the facts it may rest on; None where nothing can be taken."""
        if self.line.state is not State.OPEN:
            return None
        is_added = self.line.change.what is What.ADDED
        page = sentence_page(
            self.one,
            self.working,
            self.sources,
            self.loaded.known,
            sentence_id="" if is_added else self.line.sentence_id,
            after=self.anchor if is_added else "",
        )
        # What it rested on before is kept, and what its new words seem to state is added.
        offered = {choice.key for choice in page.choices}
        links = (link.fact for link in self.reading.links)
        proposed = (*page.rests_on, *(key for key in links if key in offered))
        return replace(page, rests_on=tuple(dict.fromkeys(proposed)))

    @property
    def reading(self) -> Reading:
        """Say how the words as they came back stand to what is known."""
        known, audience = self.loaded.known, self.one.notice.audience
        vocabulary = self.texts.packs.catalogue.vocabulary
        # What is longer than a sentence can be is refused when it is taken.
        words = self.line.change.now[:LONGEST_SENTENCE]
        return propose(words, known, vocabulary, context_of(known, audience))

    def faults(self) -> tuple[Found, ...]:
        """Give what in the words the facts do not say."""
        if self.line.state is not State.OPEN or self.line.change.what is What.REMOVED:
            return ()
        vocabulary = self.texts.packs.catalogue.vocabulary
        reader = Reader(self.loaded.known, vocabulary, self.one.notice.audience, self.sources)
        return tuple(reader.found(fault) for fault in self.reading.faults)

    def take(self, taking: Taking, person: Person) -> None:
        """Let the words stand in the draft, under the name of whoever takes them.

        Raises:
            InvalidInputError: The words, the reason or what they rest on are refused.
            ConflictError: It was decided already, or the sentence was edited in the meantime.
            RuleError: It cannot be taken; says why.
        """
        self._refuse_decided(is_taken=True)
        if self.line.state is State.CLOSED:
            raise RuleError("cannot-be-taken", self.line.why_not)
        sources = self.sources
        made = [
            checked(edit, self.one, self.working, sources, person=person, at=self.tx.at)
            for edit in self._edits(taking)
        ]
        # The sentence that bears the words comes last: it is the one the decision names.
        for override in made:
            if override is not None:
                self._add(override)

    def refuse(self, reason: str) -> None:
        """Leave the draft as it is, and record that the change was seen.

        Raises:
            ConflictError: It was decided already.
            InvalidInputError: The reason is refused.
        """
        problems = list(text_problems("reason", reason, "")) if reason.strip() else []
        if problems:
            raise InvalidInputError(problems)
        self._refuse_decided(is_taken=False)
        self.tx.record(
            Action.SENTENCE_REFUSED,
            chain=self.loaded.incident.id,
            subject=self._begun().id,
            detail={**self._about(), "sentence": self.line.sentence_id},
            reason=reason.strip(),
        )

    # ---- Steps -------------------------------------------------------------------------------

    def _refuse_decided(self, *, is_taken: bool) -> None:
        done: Decided | None = self.line.decided
        if done is None:
            return
        was = "took" if done.is_taken else "refused"
        instead = (
            "To have the drafted words back, give them back on the page of the sentence."
            if done.is_taken
            else "To have its words all the same, edit the sentence by hand."
        )
        more = "So nothing was done twice." if done.is_taken is is_taken else instead
        raise ConflictError("decided-already", f"{done.by} {was} this change already. {more}")

    def _edits(self, taking: Taking) -> Sequence[Edit]:
        change, name = self.line.change, self.line.sentence_id
        edit = Edit(
            sentence_id=name,
            text=change.now,
            rests_on=taking.rests_on,
            is_framing=taking.is_framing,
            reason=taking.reason,
            drafted=taking.drafted,
            seen=taking.seen,
        )
        if change.what is What.REMOVED:
            return [replace(edit, text=None, rests_on=(), is_framing=False)]
        added = replace(edit, sentence_id="", after=self.anchor, drafted="", seen=0)
        if change.what is What.ADDED:
            return [added]
        if change.what is What.MOVED:
            gone = MOVED_AWAY.format(taking.reason) if taking.reason.strip() else ""
            away = replace(edit, text=None, rests_on=(), is_framing=False, reason=gone)
            return [away, added]
        return [edit]

    def _add(self, override: Override) -> None:
        begun = self._begun()
        stored.add_override(self.tx, begun.id, override)
        self.tx.record(
            Action.SENTENCE_EDITED,
            chain=self.loaded.incident.id,
            subject=begun.id,
            detail={
                **self._about(),
                "sentence": override.sentence_id,
                "number": override.number,
                "text": override.text,
                "is_removed": override.is_removed,
                "rests_on": [f"{rest.fact}@{rest.version}" for rest in override.rests_on],
            },
            reason=override.reason,
        )

    def _about(self) -> dict[str, Plain]:
        return {
            "template": self.one.notice.id,
            "receipt": str(self.receipt_id),
            "change": self.line.change.key,
        }

    def _begun(self) -> Begun:
        return begun_of(self.tx, self.loaded, self.one)


def begun_of(tx: Transaction, loaded: Loaded, one: One) -> Begun:
    """Give the notice somebody works on, begun now where nobody has."""
    return one.begun or begin(tx, loaded.incident.id, [one])[one.notice.id]


def need_line(line: ChangeLine | None) -> ChangeLine:
    """Give a change that is there.

    Raises:
        NotFoundError: There is none of that name.
    """
    if line is None:
        raise NotFoundError(NO_CHANGE)
    return line
