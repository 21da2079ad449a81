"""Drafts and the pack's cover as single HTML files: no script, no outside resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from disclosure.outputs.text import MARK
from disclosure.words.drafts import (
    Answered,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    open_questions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from disclosure.words.drafts import Draft, Part
    from disclosure.words.findings import Finding

PART_NAMES: dict[type, str] = {
    HeadingPart: "heading",
    Paragraph: "paragraph",
    ItemList: "list",
    Line: "line",
    Answered: "question",
}


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A notice on the pack's cover."""

    title: str
    file: str
    audience: str
    duty: str
    due: str
    words: int
    gaps: int
    stops: int


@dataclass(frozen=True, slots=True)
class Cover:
    """What the pack's first page says."""

    title: str
    organisation: str
    at: str
    law: str
    support: str
    notices: tuple[CoverRow, ...]
    findings: tuple[Finding, ...]


class HTMLWriter:
    """Writes HTML from the templates in `templates/html/`."""

    def __init__(self, templates: Path) -> None:
        """Take the folder that holds `html/`."""
        self._environment = Environment(
            loader=FileSystemLoader(templates / "html"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.tests["part"] = _is_part

    def notice(self, draft: Draft, findings: Sequence[Finding], *, context: str) -> str:
        """Write a draft, with what each sentence rests on below it.

        Args:
            draft: The draft.
            findings: What was found about it.
            context: The case and the instant, for the page's foot.
        """
        sentences = tuple(draft.sentences())
        return self._environment.get_template("notice.html.j2").render(
            draft=draft,
            findings=findings,
            context=context,
            mark=MARK,
            sentences=sentences,
            draft_ids={sentence.id for sentence in sentences},
            open_questions=open_questions(draft) if draft.layout == "form" else (),
        )

    def cover(self, cover: Cover) -> str:
        """Write the pack's first page."""
        return self._environment.get_template("cover.html.j2").render(cover=cover, mark=MARK)


def _is_part(part: Part, name: str) -> bool:
    return PART_NAMES[type(part)] == name
