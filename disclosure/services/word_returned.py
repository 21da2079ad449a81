"""A Word file that came back: which text it was made from, and every change in it as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.outputs.word_blocks import NOW, Made, blocks_of, made_of, tag_of
from disclosure.outputs.word_changes import Change, What, compared
from disclosure.outputs.word_markup import MOST_LETTERS, TooMuchError, plain, written
from disclosure.outputs.word_reading import opened
from disclosure.problems import InvalidInputError, NotFoundError, Problem
from disclosure.services.word_pages import ChangeLine, CommentLine, Decided, State
from disclosure.store import notices as stored
from disclosure.trail.actions import Action
from disclosure.words.differences import Run, words
from disclosure.words.leaving import said_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.outputs.word_blocks import Origin
    from disclosure.outputs.word_markup import Comment, Odd, Written
    from disclosure.services.notice_texts import One, Working
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.findings import Finding

LONGEST_MARKED = 1_500
"""Characters beyond which a sentence is shown before and after, and not with its words mixed."""
FIELD = "file"
TOO_MUCH = "It holds far more words than any notice."
CHOOSE = "Choose the file of this text."
GAP_BEGINS = "[Still missing:"
UNKNOWN_TEXT = (
    "The file no longer says which text it was made from: the program it was saved with left that "
    "out. It is set against the text as it stands here, so a sentence that was changed here since "
    "looks as if it had been changed in the file."
)
RELEASED = "The text was released. Begin the notice again, and take it there."
OF_TEMPLATE = (
    "Headings and questions come from the template, and so does their order. Ask for the template "
    "to be changed."
)
GONE = "The draft has no such sentence any more: it went with its facts."
NO_PLACE = "There is no sentence in the draft that it could follow. Add it by hand where it fits."
CITED = (
    "The law asks for this sentence. Moved by hand it would no longer count as what the law asks "
    "for, so its place is kept. Ask for the template to be changed."
)
STILL_MISSING = (
    "Its words still say that something is missing, and a gap is never part of a text. Write the "
    "sentence by hand once it is known."
)
TITLE_STAYS = "It is the title of the text, and stays at its head."


@dataclass(frozen=True, slots=True)
class Came:
    """What stands in a file that came back, set against the text it was made from.

    Attributes:
        ids: The sentences by their tags.
        words: The words of the text it was made from, by tag.
    """

    origin: Origin | None
    note: str
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...]
    odd: tuple[Odd, ...]
    ids: Mapping[str, str]
    words: Mapping[str, str]

    @property
    def by_key(self) -> Mapping[str, Change]:
        """Give the changes by their names."""
        return {change.key: change for change in self.changes}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What stands in a file that came back."""

    origin: Origin | None
    written: Written


def read_file(name: str, body: bytes) -> ReadFile:
    """Read a file that came back. It takes no transaction: nobody waits meanwhile.

    Args:
        name: What the file is called.
        body: What is in it.

    Raises:
        InvalidInputError: It is no Word file, or holds far more than any notice.
    """
    file = opened(name, body, FIELD)
    try:
        found = written(file)
    except TooMuchError:
        raise _refused(TOO_MUCH, CHOOSE) from None
    made = file.origin.pieces if file.origin else ()
    if sum(len(each.text) for each in made) > MOST_LETTERS:
        raise _refused(TOO_MUCH, CHOOSE)
    return ReadFile(file.origin, found)


def came(tx: Transaction, one: One, working: Working, read: ReadFile) -> Came:
    """Set a file that came back against the text it was made from.

    Args:
        tx: A transaction that reads.
        one: The notice it came back to.
        working: The notice as it stands.
        read: What stands in the file.

    Raises:
        InvalidInputError: It was made from something else, or changes far more than a notice has.
    """
    _refuse_other(read.origin, one)
    found = read.written
    base, sentences, note = _base(tx, one, working, read.origin)
    try:
        result = compared(base, found)
    except TooMuchError:
        raise _refused(TOO_MUCH, CHOOSE) from None
    return Came(
        origin=read.origin,
        note=note,
        changes=result.changes,
        comments=found.comments,
        odd=result.odd,
        ids={tag_of(name_): name_ for name_ in (*sentences, *_ids(working))},
        words={made.tag: made.text for made in base},
    )


def _refuse_other(origin: Origin | None, one: One) -> None:
    if origin is None:
        return
    if origin.kind == "comparison":
        raise _refused(
            "It is a comparison of two texts, and not a text.",
            "Edit the Word file of the text itself, and bring that one.",
        )
    if origin.notice != one.notice.id:
        raise _refused(
            f"It was made from another notice (“{origin.notice}”), and not from this one.",
            "Bring it to the page of that notice.",
        )


def _refused(wrong: str, allowed: str) -> InvalidInputError:
    return InvalidInputError([Problem("", FIELD, wrong, allowed)])


# ---- The text it was made from -----------------------------------------------------------------


def _base(
    tx: Transaction, one: One, working: Working, origin: Origin | None
) -> tuple[tuple[Made, ...], tuple[str, ...], str]:
    """Give the text a file was made from, the ids of its sentences, and what to know about it."""
    if origin is None or (origin.ref == NOW and not origin.pieces):
        return _made(working.draft), (), UNKNOWN_TEXT
    if origin.ref == NOW:
        return origin.pieces, (), ""
    draft = _version(tx, one, origin)
    # A released text went out without its gaps.
    ways = (_made(draft), _made(said_only(draft)))
    tags = [made.tag for made in origin.pieces]
    base = next((way for way in ways if [made.tag for made in way] == tags), ways[0])
    return base, tuple(sentence.id for sentence in draft.sentences()), ""


def _made(draft: Draft) -> tuple[Made, ...]:
    return made_of(blocks_of(draft))


def _version(tx: Transaction, one: One, origin: Origin) -> Draft:
    series, _, number = origin.ref.partition(".")
    begun = [b for b in (*one.earlier, one.begun) if b and str(b.series) == series]
    if begun and number.isascii() and number.isdecimal():
        try:
            version = stored.version_of(tx, begun[0].id, int(number[:6]))
        except NotFoundError:
            version = None
        if version and version.digest == origin.digest:
            return version.draft
    raise _refused(
        "It was made from a version that this incident does not have.",
        "Bring it to the incident it was taken from.",
    )


def _ids(working: Working) -> Iterator[str]:
    for draft in (working.drafted, working.draft):
        yield from (sentence.id for sentence in draft.sentences())


# ---- What was decided --------------------------------------------------------------------------


def decided_in(entries: Iterable[Entry], receipt_id: UUID) -> dict[str, Decided]:
    """Give what was decided about the changes of a file, by the names of the changes."""
    found: dict[str, Decided] = {}
    for entry in entries:
        change = entry.detail.get("change")
        if entry.detail.get("receipt") == str(receipt_id) and isinstance(change, str):
            found[change] = Decided(
                change=change,
                is_taken=entry.action is Action.SENTENCE_EDITED,
                sentence_id=str(entry.detail.get("sentence", "")),
                by=entry.actor_name,
                at=entry.at,
                reason=entry.reason,
            )
    return found


def anchor_of(change: Change, file: Came, decided: Mapping[str, Decided]) -> str:
    """Give the sentence that something added or moved follows, as the draft has it by now."""
    after, by_key = change.after, file.by_key
    moved = {other.tag: other for other in file.changes if other.what is What.MOVED}
    while after in by_key:
        # What it follows was itself added outside: there if it was taken, else what that follows.
        done = decided.get(after)
        if done and done.is_taken:
            return done.sentence_id
        after = by_key[after].after
    other = moved.get(after)
    done = decided.get(other.key) if other else None
    return done.sentence_id if done and done.is_taken else file.ids.get(after, after)


# ---- How each change stands --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standings:
    """How the changes of a file stand to the draft.

    Attributes:
        decided: What was decided, by the names of the changes.
        findings: What the checks say of the draft.
    """

    one: One
    working: Working
    file: Came
    decided: Mapping[str, Decided]
    findings: Sequence[Finding] = ()

    def lines(self) -> tuple[ChangeLine, ...]:
        """Give every change with its state."""
        shown = {sentence.id: sentence for sentence in self.working.draft.sentences()}
        plain_ = {sentence.id: sentence for sentence in self.working.drafted.sentences()}
        return tuple(self._line(change, shown, plain_) for change in self.file.changes)

    def comments(self) -> tuple[CommentLine, ...]:
        """Give the comments, each with the words it is about."""
        return tuple(
            CommentLine(each, each.about or plain(" ".join(map(self._words, each.tags))))
            for each in self.file.comments
        )

    def _words(self, tag: str) -> str:
        return self.file.words.get(tag, "")

    def _line(
        self, change: Change, shown: Mapping[str, Sentence], drafted: Mapping[str, Sentence]
    ) -> ChangeLine:
        name = self.file.ids.get(change.tag, change.tag)
        held = shown.get(name)
        stands = plain(held.text) if held else ""
        done = self.decided.get(change.key)
        anchor = anchor_of(change, self.file, self.decided) if change.after else ""
        why = self._why_not(change, held or drafted.get(name), {*shown, *drafted}, anchor)
        bears = done.sentence_id if done else ""
        return ChangeLine(
            change=change,
            state=_state(change, done, stands, why, is_there=held is not None),
            runs=_runs(change),
            sentence_id=name,
            stands=stands,
            follows=plain(shown[anchor].text) if anchor in shown else "",
            why_not=why,
            decided=done,
            findings=tuple(f for f in self.findings if bears and f.sentence == bears),
        )

    def _why_not(self, change: Change, held: Sentence | None, there: set[str], anchor: str) -> str:
        if change.what is What.AROUND:
            return OF_TEMPLATE
        if self.one.is_out:
            return RELEASED
        if change.what is not What.ADDED and held is None:
            return GONE
        if GAP_BEGINS in change.now:
            return STILL_MISSING
        stays = self._stays(held) if held and change.what is What.MOVED else ""
        needs_place = change.what in (What.ADDED, What.MOVED)
        return stays or (NO_PLACE if needs_place and anchor not in there else "")

    def _stays(self, held: Sentence) -> str:
        """Say why a sentence keeps its place; nothing where it can be moved by hand."""
        headline = self.working.drafted.headline
        if headline and headline.id == held.id:
            return TITLE_STAYS
        return CITED if held.cite else ""


def _runs(change: Change) -> tuple[tuple[Run, str], ...]:
    if len(change.was) + len(change.now) <= LONGEST_MARKED:
        return tuple(words(change.was, change.now))
    both = ((Run.DELETED, change.was), (Run.INSERTED, change.now))
    return tuple((run, text) for run, text in both if text)


def _state(
    change: Change, done: Decided | None, stands: str, why_not: str, *, is_there: bool
) -> State:
    if done:
        return State.TAKEN if done.is_taken else State.REFUSED
    if change.what is What.CHANGED and stands == change.now:
        return State.ALREADY
    if change.what is What.REMOVED and not is_there:
        return State.ALREADY
    return State.CLOSED if why_not else State.OPEN
