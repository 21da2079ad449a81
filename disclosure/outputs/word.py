"""A text as a Word file that can be edited and read back: each sentence carries its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words
from disclosure.outputs.papers import SHORT, letterhead_of, marked
from disclosure.outputs.word_blocks import NOW, Origin, blocks_of, made_of, origin_part
from disclosure.outputs.word_package import Described, escaped, packed
from disclosure.outputs.word_styles import GAP

if TYPE_CHECKING:
    from disclosure.outputs.outgoing import Outgoing
    from disclosure.outputs.word_blocks import Block, Piece

HIDDEN = '<w15:appearance w15:val="hidden"/>'


def docx(outgoing: Outgoing) -> bytes:
    """Give a text as a Word file; the same text gives the same bytes."""
    described = describe(outgoing)
    blocks = blocks_of(outgoing.text)
    draft = outgoing.draft
    origin = Origin(
        notice=draft.notice,
        ref=ref_of(outgoing),
        digest=draft.digest,
        edges=edges_of(described),
        pieces=made_of(blocks),
    )
    return packed(_Body().written(blocks), described, origin_part(origin), tracks=True)


def describe(outgoing: Outgoing) -> Described:
    """Give what a file says of itself: who speaks, which text it is, whether it may go out."""
    head = letterhead_of(outgoing.organisation, outgoing.draft.layout)
    return Described(
        title=marked(f"{outgoing.draft.title}, {head.name}", outgoing.marks),
        organisation=head.name,
        about=f"{_which(outgoing)}. Digest {outgoing.draft.digest}.",
        language=outgoing.draft.language,
        dated_at=outgoing.dated_at,
        head=(
            *outgoing.warnings,
            f"{outgoing.draft.title}. {_which(outgoing)}. Digest {outgoing.draft.digest[:SHORT]}.",
        ),
        address=head.lines,
    )


def edges_of(described: Described) -> str:
    """Give what stands at the head of the pages, to be compared with what comes back."""
    return " ".join((described.organisation, *described.head, *described.address))


def ref_of(outgoing: Outgoing) -> str:
    """Name the version of a text: `1.2`, or `now`."""
    return NOW if outgoing.version is None else f"{outgoing.series}.{outgoing.version}"


def _which(outgoing: Outgoing) -> str:
    at = in_words(outgoing.dated_at, outgoing.zone)
    if outgoing.version is None:
        return f"The draft as it stood at {at}"
    again = f"Text {outgoing.series}, version" if outgoing.series > 1 else "Version"
    return f"{again} {outgoing.version}, {at}"


class _Body:
    """Writes paragraphs, and numbers what Word wants numbered."""

    def __init__(self) -> None:
        self._last = 0

    def written(self, blocks: tuple[Block, ...]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        between = run(" ")
        return paragraph(block.style, between.join(map(self._piece, block.pieces)))

    def _piece(self, piece: Piece) -> str:
        self._last += 1
        style = GAP if piece.is_gap else ""
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{escaped(piece.tag)}"/><w:id w:val="{self._last}"/>'
            f"{HIDDEN}</w:sdtPr><w:sdtContent>{run(piece.text, style)}</w:sdtContent></w:sdt>"
        )


def paragraph(style: str, content: str, mark: str = "") -> str:
    """Give a paragraph; its mark says whether the paragraph itself was put in or taken out."""
    ends = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{ends}</w:pPr>{content}</w:p>'


def run(text: str, style: str = "", tag: str = "t") -> str:
    """Give a run of letters; `delText` for those taken out."""
    looks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{looks}<w:{tag} xml:space="preserve">{escaped(text)}</w:{tag}></w:r>'
