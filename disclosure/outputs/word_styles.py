"""How a text looks in Word: styles a person can change, a real list, our font by its name."""

from __future__ import annotations

import html
from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Source Sans 3"
INSTEAD = "Source Sans Pro,Calibri,Arial"
"""What Word takes where our font is not installed, the nearest first."""
TITLE, HEADING, QUESTION, BODY, ITEM, ADDRESS, SALUTATION, SIGNATURE = (
    "Title",
    "Heading1",
    "Heading2",
    "BodyText",
    "ListBullet",
    "Address",
    "Salutation",
    "Signature",
)
"""The styles of paragraphs, by the names Word has for them inside a file."""
GAP = "StillMissing"
"""The style of what cannot be written yet."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs.

    Attributes:
        name: What a person sees.
        place: Its spacing and its place in a list, as XML.
        letters: Its letters, as XML.
    """

    id: str
    name: str
    place: str = ""
    letters: str = ""
    follows: str = BODY
    is_ours: bool = False


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_STYLES = (
    _Style(TITLE, "Title", f"{_KEEP}{_space(0, 240)}", f"{_BOLD}{_size(34)}"),
    _Style(
        HEADING,
        "heading 1",
        f'{_KEEP}{_space(320, 100)}<w:outlineLvl w:val="0"/>',
        f"{_BOLD}{_size(26)}",
    ),
    _Style(
        QUESTION,
        "heading 2",
        f'{_KEEP}{_space(240, 80)}<w:outlineLvl w:val="1"/>',
        f"{_BOLD}{_size(23)}",
    ),
    _Style(BODY, "Body Text", _space(0, 140)),
    _Style(
        ITEM,
        "List Bullet",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        f"{_space(0, 140)}<w:contextualSpacing/>",
        follows=ITEM,
    ),
    _Style(ADDRESS, "Address line", _space(0, 0), follows=ADDRESS, is_ours=True),
    _Style(SALUTATION, "Salutation", _space(120, 140)),
    _Style(SIGNATURE, "Signature", _space(240, 0), follows=SIGNATURE),
    _Style("Header", "header", _space(0, 0), f'<w:color w:val="4B5563"/>{_size(17)}'),
    _Style("Footer", "footer", _space(0, 0), f'<w:color w:val="4B5563"/>{_size(17)}'),
)


def styles(language: str) -> str:
    """Give the styles of a text in a language."""
    tongue = html.escape(language)
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'{_size(22)}<w:lang w:val="{tongue}" w:eastAsia="{tongue}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{''.join(map(_style, _STYLES))}"
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{GAP}">'
        '<w:name w:val="Still missing"/><w:qFormat/>'
        '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/></w:rPr></w:style></w:styles>'
    )


def _style(style: _Style) -> str:
    ours = ' w:customStyle="1"' if style.is_ours else ""
    letters = f"<w:rPr>{style.letters}</w:rPr>" if style.letters else ""
    return (
        f'<w:style w:type="paragraph"{ours} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{style.follows}"/><w:qFormat/>'
        f"<w:pPr>{style.place}</w:pPr>{letters}</w:style>"
    )


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    f'<w:numFmt w:val="bullet"/><w:pStyle w:val="{ITEM}"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

FONTS = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="{INSTEAD}"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
