"""Prints documents as PDF: the only module that knows WeasyPrint and pikepdf.

One file is archivable (PDF/A-3a) and accessible (PDF/UA-1) at once. Importing this module takes
a second and needs Pango; `press` imports it in processes of its own.
"""

from __future__ import annotations

import io
import logging
import threading
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from disclosure.facts.instants import utc
from disclosure.outputs.paper_html import PaperWriter
from disclosure.outputs.papers import ATTACHMENT, BoardPage, Paper, PaperError, attachment
from disclosure.problems import printable
from disclosure.resources import resource_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from disclosure.outputs.papers import Printable

ASSETS = "asset:"
SHEETS = ("paper.css", "layouts.css", "marks.css")
KINDS = {".ttf": "font/ttf", ".svg": "image/svg+xml"}
AMBIGUOUS = b"\r\nendstream"
Step = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
PAGINATION = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
LOGGER = logging.getLogger("weasyprint")
ONE_AT_A_TIME = threading.Lock()
"""WeasyPrint writes to one log; whose complaint it is, is known while one document is made."""

UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""What says that a file is PDF/UA-1, and what makes that saying allowed in PDF/A-3."""


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Serves our own fonts and pictures, and nothing else whatever asks for it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files, by name."""
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give one of the files.

        Raises:
            FatalURLFetchingError: It is none of them; the document is not made.
        """
        del headers
        name = url.removeprefix(ASSETS)
        if not url.startswith(ASSETS) or name not in self._files:
            raise FatalURLFetchingError(f"{url[:80]} is no part of a document.")
        kind = next((kind for ending, kind in KINDS.items() if name.endswith(ending)), "text/plain")
        return URLFetcherResponse(url, self._files[name], {"Content-Type": kind})


@dataclass(frozen=True, slots=True)
class Shop:
    """What every document of one process shares.

    Attributes:
        fonts: Kept for good: a fresh configuration for each document leaks.
    """

    writer: PaperWriter
    assets: Mapping[str, bytes]
    fonts: FontConfiguration
    sheets: Mapping[str, weasyprint.CSS]
    letters: frozenset[int]


@cache
def _shop() -> Shop:
    templates = resource_root() / "templates"
    folder = templates / "pdf"
    assets = {path.name: path.read_bytes() for path in sorted((folder / "fonts").glob("*.ttf"))}
    fonts, fetcher = FontConfiguration(), Assets(assets)
    sheets = {
        name: weasyprint.CSS(
            string=(folder / name).read_text("utf-8"),
            font_config=fonts,
            url_fetcher=fetcher,
            base_url=ASSETS,
        )
        for name in SHEETS
    }
    return Shop(PaperWriter(templates), assets, fonts, sheets, _letters(folder / "fonts"))


def _letters(fonts: Path) -> frozenset[int]:
    """Give the characters that every one of our fonts can show."""
    held = [set(TTFont(path).getBestCmap()) for path in sorted(fonts.glob("*.ttf"))]
    return frozenset(set.intersection(*held))


def print_now(paper: Printable) -> bytes:
    """Print a document, here and now.

    Raises:
        PaperError: Something in it cannot be shown, is missing, or was refused.
    """
    with ONE_AT_A_TIME, _listening() as said:
        try:
            made = _written(_laid_out(paper), paper)
        except FatalURLFetchingError as error:
            raise PaperError(f"The document could not be laid out: {error}") from error
        if said.complaints:
            raise PaperError(f"The document could not be laid out: {'; '.join(said.complaints)}.")
    return _finished(made)


def _laid_out(paper: Printable) -> weasyprint.Document:
    if isinstance(paper, Paper):
        return _document(paper, _shop().writer.notice(paper))
    return _one_page(paper)


def _one_page(page: BoardPage) -> weasyprint.Document:
    """Lay out a board page with as many rows of its table as fit."""
    writer, most, least = _shop().writer, len(page.rows), 0
    document = _document(page, writer.board(page, rows=most))
    if len(document.pages) == 1:
        return document
    while most - least > 1:
        middle = (most + least) // 2
        document = _document(page, writer.board(page, rows=middle))
        most, least = (most, middle) if len(document.pages) == 1 else (middle, least)
    document = _document(page, writer.board(page, rows=least))
    if len(document.pages) > 1:
        raise PaperError(f"“{page.name}” does not fit on one page: too many clocks run in it.")
    return document


def _document(paper: Printable, html: str) -> weasyprint.Document:
    shop = _shop()
    _check_letters(html, shop.letters)
    assets = dict(shop.assets)
    if paper.marks:
        assets["mark.svg"] = shop.writer.mark(paper.marks).encode()
    if isinstance(paper, BoardPage):
        _check_letters(paper.picture, shop.letters)
        assets["picture.svg"] = paper.picture.encode()
    names = SHEETS if paper.marks else SHEETS[:-1]
    return weasyprint.HTML(string=html, url_fetcher=Assets(assets), base_url=ASSETS).render(
        font_config=shop.fonts, stylesheets=[shop.sheets[name] for name in names]
    )


def _check_letters(text: str, known: frozenset[int]) -> None:
    """Refuse characters that our font cannot show: another font would differ on each machine."""
    missing = sorted({char for char in text if ord(char) not in known and not char.isspace()})
    if missing:
        named = ", ".join(f"“{printable(char)}” (U+{ord(char):04X})" for char in missing[:5])
        raise PaperError(
            f"These characters cannot be printed: {named}. "
            "Write them in Latin, Greek or Cyrillic letters."
        )


def _written(document: weasyprint.Document, paper: Printable) -> bytes:
    # WeasyPrint writes down the hour and calls it universal, whatever zone it is of.
    dated = utc(paper.provenance.dated_at)
    document.metadata.attachments = [
        weasyprint.Attachment(
            string=attachment(paper).decode(),
            name=ATTACHMENT,
            description="Where this document comes from, and what each sentence rests on",
            relationship="Data",
            created=dated,
            modified=dated,
        )
    ]
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to be closed by whoever comes past.
        warnings.simplefilter("ignore", ResourceWarning)
        written = document.write_pdf(pdf_variant="pdf/a-3a")
    if not isinstance(written, bytes):
        raise PaperError("No document came out of the printer.")
    return written


def _finished(made: bytes) -> bytes:
    """Say in a PDF/A-3a that it is PDF/UA-1 too."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        words = pdf.Root.Metadata.read_bytes().decode()
        before, end, after = words.partition("</rdf:RDF>")
        metadata = pikepdf.Stream(pdf, f"{before}{UA}{end}{after}".encode())
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = metadata
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _make_artefacts(pdf)
        return _saved(pdf)


def _make_artefacts(pdf: pikepdf.Pdf) -> None:
    """Mark what stands in the margins as artefacts.

    WeasyPrint marks it as text and then leaves it out of the tree of tags: validators let that
    pass, and a reader that follows the tree and one that follows the page disagree.
    """
    reached = set(_reached(pdf.Root.StructTreeRoot.K, None))
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(pdf.pages):
        held = {mark for where, mark in reached if where == page.obj.objgen}
        lost = set(range(len(parents[2 * number + 1]))) - held
        steps = [_artefact(step, lost) for step in pikepdf.parse_content_stream(page)]
        page.Contents = pikepdf.Stream(pdf, pikepdf.unparse_content_stream(steps))
        for mark in lost:
            parents[2 * number + 1][mark] = pikepdf.Object.parse(b"null")


def _artefact(step: Step, lost: set[int]) -> Step:
    """Give a step of a page, which begins an artefact where it began a lost piece of text."""
    if str(step.operator) != "BDC" or int(step.operands[1].get("/MCID", -1)) not in lost:
        return step
    named = [pikepdf.Name.Artifact, PAGINATION]
    return pikepdf.ContentStreamInstruction(named, pikepdf.Operator("BDC"))


def _reached(
    node: pikepdf.Object | int, page: tuple[int, int] | None
) -> Iterator[tuple[tuple[int, int] | None, int]]:
    """Give every marked piece that the tree of tags leads to: its page, and its number."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _reached(one, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        yield from _reached(node.get("/MCID", node.get("/K", pikepdf.Array())), page)
    else:
        yield page, int(node)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Write a file, in which no compressed stream ends in a carriage return.

    What follows a stream is a line feed, and a reader that measures it by its end takes the two
    for one line break: the stream then seems a byte too short. About one file in twenty has
    such a stream. Compressed once more, that one ends in another byte; those that only saving
    makes are left out if they end so too.
    """
    saved = _bytes(pdf)
    if AMBIGUOUS in saved:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                _end_clearly(thing)
        saved = _bytes(pdf, compress_streams=False)
    if AMBIGUOUS in saved:
        none = pikepdf.ObjectStreamMode.disable
        saved = _bytes(pdf, compress_streams=False, object_stream_mode=none)
    return saved


def _end_clearly(stream: pikepdf.Stream) -> None:
    if stream.get("/Type") == pikepdf.Name.Metadata:
        return  # stays readable, and ends in a line feed of its own
    given = stream.get("/Filter", pikepdf.Array())
    filters = list(given) if isinstance(given, pikepdf.Array) else [given]
    while not filters or stream.read_raw_bytes().endswith(b"\r"):
        filters = [pikepdf.Name.FlateDecode, *filters]
        stream.write(zlib.compress(stream.read_raw_bytes()), filter=pikepdf.Array(filters))


def _bytes(
    pdf: pikepdf.Pdf,
    *,
    compress_streams: bool = True,
    object_stream_mode: pikepdf.ObjectStreamMode = pikepdf.ObjectStreamMode.generate,
) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        compress_streams=compress_streams,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=object_stream_mode,
    )
    return out.getvalue()


# ---- What WeasyPrint complains of -----------------------------------------------------------


class Complaints(logging.Handler):
    """Keeps what WeasyPrint only logs: a picture refused, a style not understood."""

    def __init__(self) -> None:
        """Listen for warnings and worse."""
        super().__init__(logging.WARNING)
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one complaint."""
        self.complaints.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[Complaints]:
    heard = Complaints()
    LOGGER.addHandler(heard)
    try:
        yield heard
    finally:
        LOGGER.removeHandler(heard)
