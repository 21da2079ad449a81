"""Reads the notice language: a file of tags and wordings becomes a list of blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from disclosure.words.blocks import Ask, Block, Fixed, Heading, Question, Records, Say, When
from disclosure.words.expressions import Wording, WordingSyntaxError, compile_wording
from disclosure.words.pieces import BLOCKS, OPENINGS, Cutter, Fault, Piece, without_comments
from disclosure.words.terms import Options, TagError, Tokens, conditions, names, options, read_when

if TYPE_CHECKING:
    from disclosure.words.blocks import Term

FORMS = ("sentence", "title", "line", "signature", "salutation", "closing")
OPTIONS = ("id", "moves", "cite", "as", "gap", "rank", "instead")
WRONG_ENDS = tuple(f"end{name}" for name in BLOCKS if name != "question")
"""Ends that can only be meant for the block at hand: no other one is open around it."""
OUTSIDE = (
    "stands outside a block.",
    "Put it into {% say … %} with its facts, or into {% fixed … %}: somebody must stand for it.",
)
BEFORE_WHEN = (
    "stands in front of the first 'when'.",
    "Say how well the fact must be known: write {% when confirmed %} before the sentence.",
)
ADD_WHEN = "Add {% when confirmed %} and a sentence."
ONE_EACH = "Give each its own: what people change or approve later is kept under that name."
BLANK_LINE = re.compile(r"\n[ \t]*\n")


class _Common(TypedDict):
    """What every block with options is given."""

    id: str
    line: int
    moves: tuple[str, ...]
    cite: str
    form: str
    file: str
    gap: str
    rank: int
    instead: str


@dataclass(slots=True)
class Parser:
    """Reads one notice.

    Attributes:
        shared: The shared pieces, by name.
        faults: What is wrong; reading goes on after a fault so that all are found.
        included: The names of the shared pieces it took in.
    """

    shared: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    included: set[str] = field(default_factory=set)
    _pieces: list[Piece] = field(default_factory=list)
    _at: int = 0
    _blank: bool = False
    _used: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)

    def parse(self, source: str, file: str, first_line: int = 1) -> tuple[Block, ...]:
        """Read the body of a notice.

        Args:
            source: The text below the front matter.
            file: Its name, for faults.
            first_line: The line its first character stands on.
        """
        cutter = Cutter(self.shared, self.faults, self.included)
        self._pieces, self._at = cutter.cut(source, file, first_line), 0
        blocks: list[Block] = []
        while self._at < len(self._pieces):
            blocks += self._blocks(until=())
            if self._at < len(self._pieces):
                piece = self._pieces[self._at]
                self._fault(piece, *_astray(piece.tag))
                self._at += 1
        return tuple(blocks)

    # ---- Blocks --------------------------------------------------------------------------

    def _blocks(self, until: tuple[str, ...]) -> list[Block]:
        readers: Mapping[str, Callable[[Piece], Block]] = {
            "heading": self._heading,
            "say": self._say,
            "each": self._records,
            "together": self._records,
            "fixed": self._fixed,
            "question": self._question,
            "gap": self._gap,
        }
        blocks: list[Block] = []
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            if not piece.tag:
                self._between(piece)
                self._at += 1
                continue
            if piece.is_unknown:
                self._at += 1
                self._skip("end")
                continue
            if piece.tag in until or piece.tag not in readers:
                break
            self._at += 1
            starts, self._blank = self._blank, False
            try:
                block = readers[piece.tag](piece)
            except TagError as error:
                self._fault(piece, str(error))
                self._skip(f"end{piece.tag}")
                continue
            blocks.append(replace(block, starts_paragraph=starts))
        return blocks

    def _between(self, piece: Piece, where: tuple[str, str] = OUTSIDE) -> None:
        """Take blank lines as a new paragraph, and refuse prose that belongs to no fact."""
        if piece.text.strip():
            offset = len(piece.text) - len(piece.text.lstrip())
            line = piece.line + without_comments(piece.text[:offset]).count("\n")
            said = piece.text.strip().splitlines()[0][:40]
            wrong, allowed = where
            self.faults.append(Fault(piece.file, line, f"'{said}' {wrong}", allowed))
        if BLANK_LINE.search(piece.text):
            self._blank = True

    def _heading(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        text = tokens.take("string", "The heading")
        options(tokens, ())
        return Heading(self._id("heading", text), piece.line, file=piece.file, text=text)

    def _say(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        facts = names(tokens)
        given = options(tokens, OPTIONS, ("optional", "quiet"))
        whens = self._whens(piece, entry=False)
        return Say(
            **self._common(piece, given, facts[0]),
            facts=facts,
            whens=whens,
            optional="optional" in given.flags,
            quiet="quiet" in given.flags,
        )

    def _records(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        record = tokens.take("name", "A record")
        where: tuple[Term, ...] = ()
        if tokens.taken("name", "where"):
            where = conditions(tokens, entry=True)
        given = options(tokens, OPTIONS, ("optional", "quiet"))
        intro = self._intro()
        whens = self._whens(piece, entry=True)
        return Records(
            **self._common(piece, given, record),
            record=record,
            where=where,
            whens=whens,
            intro=intro,
            together=piece.tag == "together",
            optional="optional" in given.flags,
            quiet="quiet" in given.flags,
        )

    def _gap(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        text = tokens.take("string", "What is missing")
        given, terms = self._options_and_when(tokens, ("id", "cite"), "gap")
        if not terms:
            message = "'when' and a condition are missing."
            raise TagError(message)
        given.given["gap"] = text
        return Ask(**self._common(piece, given, "gap"), terms=terms)

    def _options_and_when(
        self, tokens: Tokens, allowed: tuple[str, ...], tag: str
    ) -> tuple[Options, tuple[Term, ...]]:
        """Take options and one `when`, in any order."""
        given = Options()
        terms: tuple[Term, ...] = ()
        while not tokens.done:
            if tokens.taken("name", "when"):
                terms = conditions(tokens)
                continue
            name = tokens.take("name", "An option")
            if name not in allowed or not tokens.taken("sign", "="):
                every = ", ".join((*allowed, "when"))
                message = f"'{name}' is no option of {tag}. Allowed: {every}."
                raise TagError(message)
            given.given[name] = tokens.take("string", f"The text of {name}")
        return given, terms

    def _fixed(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        allowed = tuple(name for name in OPTIONS if name != "gap")
        given, terms = self._options_and_when(tokens, allowed, "fixed")
        if self._pieces[self._at : self._at + 1] and self._pieces[self._at].tag == "when":
            message = "A fixed sentence has one wording. Write its 'when' into the tag 'fixed'."
            raise TagError(message)
        wording = self._text()
        if wording is not None and not wording.source:
            self._fault(piece, "The block has no wording.", "Write a sentence.")
        self._close("endfixed", piece)
        return Fixed(**self._common(piece, given, "fixed"), wording=wording, terms=terms)

    def _question(self, piece: Piece) -> Block:
        tokens = Tokens.of(piece.text)
        text = tokens.take("string", "The question")
        given = options(tokens, ("ref", "cite"), ("required",))
        blocks = self._blocks(until=("endquestion",))
        self._close("endquestion", piece)
        self._only_answers(blocks)
        ref = given.given.get("ref", "")
        return Question(
            self._id("", f"question {ref or text}"),
            piece.line,
            cite=given.given.get("cite", ""),
            file=piece.file,
            text=text,
            ref=ref,
            required="required" in given.flags,
            blocks=tuple(blocks),
        )

    def _only_answers(self, blocks: list[Block]) -> None:
        """Refuse in a question what no answer is made of: it would be lost."""
        for block in blocks:
            if isinstance(block, (Heading, Question)) or block.form == "title":
                wrong = "A heading, a title or a question stands inside a question."
                self.faults.append(Fault(block.file, block.line, wrong, "Move it out."))

    # ---- Inside a block --------------------------------------------------------------------

    def _intro(self) -> Wording | None:
        self._skip_blank()
        if self._at < len(self._pieces) and self._pieces[self._at].tag == "intro":
            self._at += 1
            return self._text()
        return None

    def _whens(self, opened: Piece, *, entry: bool) -> tuple[When, ...]:
        whens: list[When] = []
        self._skip_blank(BEFORE_WHEN)
        first = self._at
        while self._at < len(self._pieces) and self._pieces[self._at].tag == "when":
            piece = self._pieces[self._at]
            self._at += 1
            when = self._when(piece, entry=entry)
            if when is not None:
                whens.append(when)
        if self._at == first:
            self._fault(opened, "The block has no wording.", ADD_WHEN)
        self._close(f"end{opened.tag}", opened)
        return tuple(whens)

    def _when(self, piece: Piece, *, entry: bool) -> When | None:
        try:
            terms, moves = read_when(piece.text, entry=entry)
        except TagError as error:
            self._fault(piece, str(error))
            self._text()
            return None
        wording = self._text()
        if wording is None:
            return None
        return When(terms, wording, piece.line, moves, piece.file)

    def _text(self) -> Wording | None:
        """Take the wording that stands here; None when it cannot be read."""
        if self._at < len(self._pieces) and not self._pieces[self._at].tag:
            piece = self._pieces[self._at]
            self._at += 1
            try:
                return compile_wording(without_comments(piece.text), piece.line)
            except WordingSyntaxError as error:
                self.faults.append(Fault(piece.file, error.line, str(error)))
                return None
        return compile_wording("", 1)

    def _close(self, end: str, opened: Piece) -> None:
        self._skip_blank()
        if self._at < len(self._pieces) and self._pieces[self._at].tag == end:
            self._at += 1
            return
        if self._at < len(self._pieces) and self._pieces[self._at].tag in WRONG_ENDS:
            piece = self._pieces[self._at]
            self._at += 1
            wrong = f"'{piece.tag}' cannot close the '{opened.tag}' of line {opened.line}."
            self._fault(piece, wrong, f"Write {{% {end} %}}.")
            return
        how = f"Write {{% {end} %}} behind the last sentence of what begins here."
        self._fault(opened, f"'{end}' is missing.", how)

    def _skip_blank(self, where: tuple[str, str] = OUTSIDE) -> None:
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            if piece.tag:
                return
            self._between(piece, where)
            self._blank = False
            self._at += 1

    def _skip(self, end: str) -> None:
        """Go on after a tag that could not be read, behind the block's own end."""
        for at in range(self._at, len(self._pieces)):
            if self._pieces[at].tag.startswith(end):
                self._at = at + 1
                return

    def _common(self, piece: Piece, given: Options, lead: str) -> _Common:
        form = given.given.get("as", "sentence")
        if form not in FORMS:
            self._fault(piece, f'as="{form}" is unknown.', f"Allowed: {', '.join(FORMS)}.")
        wanted = given.given.get("id", "")
        if wanted and wanted in self._given:
            self._fault(piece, f"The id '{wanted}' stands twice in this text.", ONE_EACH)
        self._given.add(wanted)
        return {
            "id": self._id(wanted, lead),
            "line": piece.line,
            "moves": given.moves() or (),
            "cite": given.given.get("cite", ""),
            "form": form,
            "file": piece.file,
            "gap": given.given.get("gap", ""),
            "rank": self._rank(piece, given.given.get("rank", "")),
            "instead": given.given.get("instead", ""),
        }

    def _rank(self, piece: Piece, typed: str) -> int:
        if typed and not (typed.isascii() and typed.isdecimal()):
            self._fault(piece, f'rank="{typed}" is no number.', 'Write rank="3".')
            return 0
        return int(typed or 0)

    def _id(self, wanted: str, lead: str) -> str:
        """Give a block an id of its own within the notice."""
        base = wanted or re.sub(r"[^a-z0-9]+", "-", lead.lower()).strip("-") or "block"
        name, n = base, 1
        while name in self._used:
            n += 1
            name = f"{base}-{n}"
        self._used.add(name)
        return name

    def _fault(self, piece: Piece, wrong: str, allowed: str = "") -> None:
        self.faults.append(Fault(piece.file, piece.line, wrong, allowed))


def _astray(tag: str) -> tuple[str, str]:
    if tag in OPENINGS:
        how = "It belongs behind {% say … %}, {% each … %} or {% together … %}."
        return f"'{tag}' stands outside a block.", how
    begin = tag.removeprefix("end")
    return f"'{tag}' closes nothing here.", f"Take it out, or begin the block: {{% {begin} … %}}."
