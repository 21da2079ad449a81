"""Reads a PDF as a screen reader does: in the order of its tags, and the artefacts apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

ARTEFACT = -1
HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)
Key = tuple[int, int]
"""A page, by its place, and the number of a marked piece on it."""


@dataclass
class Read:
    """What a file says.

    Attributes:
        tagged: What is read aloud, piece by piece: the tag it stands under, and the words.
        artefacts: What only eyes see, page by page.
    """

    tagged: list[tuple[str, str]] = field(default_factory=list)
    artefacts: list[str] = field(default_factory=list)

    def said(self, *without: str) -> str:
        """Give what is read aloud, without white space."""
        return squeezed("".join(words for tag, words in self.tagged if tag not in without))


def squeezed(text: str) -> str:
    """Give text without white space: where lines break is no part of what is said."""
    return re.sub(r"\s+", "", text)


def read(content: bytes) -> Read:
    """Read a file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        places = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        pieces: dict[Key, str] = {}
        made = Read()
        for number, page in enumerate(pdf.pages):
            by_mark: dict[int, str] = {}
            _run(page.obj, page.obj.Resources, by_mark, [])
            made.artefacts.append(by_mark.pop(ARTEFACT, ""))
            pieces |= {(number, mark): words for mark, words in by_mark.items()}
        for tag, key in _leaves(pdf.Root.StructTreeRoot, "", -1, places):
            made.tagged.append((tag, pieces.pop(key, "")))
        left = [words for words in pieces.values() if words.strip()]
        assert not left, f"text that no tag reaches: {left}"
        return made


def _leaves(
    node: pikepdf.Object, tag: str, page: int, places: dict[tuple[int, int], int]
) -> Iterator[tuple[str, Key]]:
    if isinstance(node, int):
        yield tag, (page, int(node))
        return
    if "/Pg" in node:
        page = places[node.Pg.objgen]
    if "/MCID" in node:
        yield tag, (page, int(node.MCID))
        return
    own = str(node.get("/S", "/Span"))
    kind = tag if own == "/Span" else own.lstrip("/")
    held = node.get("/K", pikepdf.Array())
    for one in held if isinstance(held, pikepdf.Array) else [held]:
        yield from _leaves(one, kind, page, places)


def _run(
    stream: pikepdf.Object,
    resources: pikepdf.Object,
    by_mark: dict[int, str],
    marks: list[int | None],
) -> None:
    """Follow a content stream, and the pictures it draws, and keep text under its mark."""
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name in ("BMC", "BDC"):
            marks.append(_mark(operands))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = _letters(resources.Font[operands[0]])
        elif name in ("Tj", "TJ"):
            inner = next((m for m in reversed(marks) if m is not None), None)
            mark = ARTEFACT if ARTEFACT in marks else inner
            assert mark is not None, "text that is neither tagged nor an artefact"
            by_mark[mark] = by_mark.get(mark, "") + _decoded(operands[0], font)
        elif name == "Do" and resources.XObject[operands[0]].get("/Subtype") == "/Form":
            form = resources.XObject[operands[0]]
            _run(form, form.get("/Resources", resources), by_mark, marks)


def _mark(operands: list[pikepdf.Object]) -> int | None:
    if str(operands[0]) == "/Artifact":
        return ARTEFACT
    table = operands[1] if len(operands) > 1 else None
    return int(table.MCID) if isinstance(table, pikepdf.Dictionary) and "/MCID" in table else None


def _decoded(shown: pikepdf.Object, font: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    codes = (int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2))
    return "".join(font[code] for code in codes)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table: dict[int, str] = {}
    for kind, body in SECTION.findall(font.ToUnicode.read_bytes()):
        found = [bytes.fromhex(code.decode()) for code in HEX.findall(body)]
        if kind == b"bfchar":
            for code, text in zip(found[::2], found[1::2], strict=True):
                table[int.from_bytes(code)] = text.decode("utf-16-be")
        else:
            # WeasyPrint names each glyph by itself; a table of ranges is not one of its fonts.
            message = f"{body!r} is no table that WeasyPrint writes."
            raise ValueError(message)
    return table


def fonts_in(content: bytes) -> set[str]:
    """Give the names of every font that is used, without the mark of a subset."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        kinds = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o.BaseFont) for o in kinds if o.get("/Type") == "/Font"]
        held = [o for o in kinds if o.get("/Type") == "/FontDescriptor"]
        assert all("/FontFile2" in o or "/FontFile3" in o for o in held)
        return {re.sub(r"^/?(?:[A-Z]{6}\+)?", "", name).rstrip(",") for name in names}
