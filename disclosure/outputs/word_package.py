"""A Word file as a package of parts: the same parts give the same bytes, on every machine.

The parts are stored and not compressed: what a compressor makes of them differs between versions
of it, and a text of two pages is small anyway.
"""

from __future__ import annotations

import html
import io
import uuid
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disclosure.outputs.fragment import NOT_TEXT
from disclosure.outputs.word_styles import FONTS, NUMBERING, W, styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ORIGIN = "urn:disclosure:text:1"
"""The namespace of the part that says which text a file was made from."""
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15"'
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP knows; what counts is the date in the document's properties."""
READABLE, UNIX = 0o100644, 3

PARTS = (
    # name, type of its content, what the document calls it
    ("styles", f"{WORD}.styles+xml", "styles"),
    ("numbering", f"{WORD}.numbering+xml", "numbering"),
    ("settings", f"{WORD}.settings+xml", "settings"),
    ("fontTable", f"{WORD}.fontTable+xml", "fontTable"),
    ("header1", f"{WORD}.header+xml", "header"),
    ("header2", f"{WORD}.header+xml", "header"),
    ("footer1", f"{WORD}.footer+xml", "footer"),
)
RELATED = {name: f"rId{n}" for n, (name, _, _) in enumerate(PARTS, start=1)}


@dataclass(frozen=True, slots=True)
class Described:
    """What a file says of itself.

    Attributes:
        organisation: Who speaks.
        about: Which text it is, in a sentence.
        dated_at: The only date in it, aware.
        head: The lines at the top of every page.
        address: The lines of the letterhead, on the first page only.
    """

    title: str
    organisation: str
    about: str
    language: str
    dated_at: datetime
    head: tuple[str, ...]
    address: tuple[str, ...] = ()


def escaped(text: str) -> str:
    """Give text as XML has it; a character that XML does not know becomes a sign for it."""
    return html.escape(NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text))


def stamp(at: datetime) -> str:
    """Give an instant as Word writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def packed(body: str, described: Described, origin: str, *, tracks: bool) -> bytes:
    """Give a Word file.

    Args:
        body: The paragraphs, as XML.
        described: What the file says of itself.
        origin: Which text it was made from, as XML.
        tracks: Whether Word records what is changed in it from now on.
    """
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(_ROOT),
        "docProps/core.xml": _core(described),
        "docProps/app.xml": _APP,
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(_OF_DOCUMENT),
        "word/styles.xml": XML + styles(described.language),
        "word/numbering.xml": XML + NUMBERING,
        "word/settings.xml": _settings(described.language, tracks=tracks),
        "word/fontTable.xml": XML + FONTS,
        "word/header1.xml": _edge("hdr", _head(described)),
        "word/header2.xml": _edge("hdr", _head(described) + _address(described)),
        "word/footer1.xml": _edge("ftr", _FOOT),
        "customXml/item1.xml": XML + origin,
        "customXml/itemProps1.xml": _item(origin),
        "customXml/_rels/item1.xml.rels": _relations(_OF_ITEM),
    }
    return _zipped(parts)


def _zipped(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DATE)
            entry.create_system, entry.external_attr = UNIX, READABLE << 16
            archive.writestr(entry, text.encode())
    return out.getvalue()


# ---- What holds the parts together -------------------------------------------------------------

_ROOT = (
    ("rId1", f"{R}/officeDocument", "word/document.xml"),
    ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
)
_OF_DOCUMENT = (
    *((RELATED[name], f"{R}/{kind}", f"{name}.xml") for name, _, kind in PARTS),
    (f"rId{len(PARTS) + 1}", f"{R}/customXml", "../customXml/item1.xml"),
)
_OF_ITEM = (("rId1", f"{R}/customXmlProps", "itemProps1.xml"),)


def _relations(relations: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _types() -> str:
    named = {
        "/word/document.xml": f"{WORD}.document.main+xml",
        **{f"/word/{name}.xml": kind for name, kind, _ in PARTS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{OFFICE}.extended-properties+xml",
        "/customXml/itemProps1.xml": f"{OFFICE}.customXmlProperties+xml",
    }
    rows = "".join(f'<Override PartName="{n}" ContentType="{kind}"/>' for n, kind in named.items())
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


# ---- What the file says of itself --------------------------------------------------------------

_APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Disclosure</Application></Properties>'
)


def _core(described: Described) -> str:
    at = stamp(described.dated_at)
    who = escaped(described.organisation)
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(described.title)}</dc:title><dc:creator>{who}</dc:creator>"
        f"<dc:description>{escaped(described.about)}</dc:description>"
        f"<cp:lastModifiedBy>{who}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
        f"<dc:language>{escaped(described.language)}</dc:language></cp:coreProperties>"
    )


def _item(origin: str) -> str:
    # The name of a part must be its own; the same part always gets the same.
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, origin)).upper()
    return (
        f'{XML}<ds:datastoreItem ds:itemID="{{{name}}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{ORIGIN}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _settings(language: str, *, tracks: bool) -> str:
    tracking = "<w:trackRevisions/>" if tracks else ""
    return (
        f'{XML}<w:settings {SPACES}><w:zoom w:percent="100"/>{tracking}'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{escaped(language)}"/></w:settings>'
    )


# ---- The pages ---------------------------------------------------------------------------------


def _document(body: str) -> str:
    edges = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{RELATED[name]}"/>'
        for kind, page, name in (
            ("header", "default", "header1"),
            ("header", "first", "header2"),
            ("footer", "default", "footer1"),
            ("footer", "first", "footer1"),
        )
    )
    return (
        f"{XML}<w:document {SPACES}><w:body>{body}<w:sectPr>{edges}"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" '
        'w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _edge(name: str, content: str) -> str:
    return f"{XML}<w:{name} {SPACES}>{content}</w:{name}>"


def _lines(lines: Iterable[str], style: str) -> str:
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for line in lines
    )


def _head(described: Described) -> str:
    return _lines((described.organisation, *described.head), "Header")


def _address(described: Described) -> str:
    return _lines(described.address, "Address")


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_FOOT = (
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>{_field("NUMPAGES")}</w:p>'
)
