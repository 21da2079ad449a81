"""The documents of the example cases, and records made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from builders import a_case_file, the_catalogue
from disclosure.outputs.papers import BoardPage, Paper, Printable
from disclosure.services.assessments import Assessments
from disclosure.services.pack_papers import PackPapers
from disclosure.services.packs import Packs
from disclosure.words.drafts import (
    FIXED,
    Answered,
    Draft,
    ItemList,
    Line,
    Paragraph,
    Part,
    Sentence,
)

CASES = ("coop-2025", "ms-2025", "tesco-2021")
FILLED = "This was filled in."
HEAD = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"


@cache
def papers_of(case: str, notices: tuple[str, ...] = ("all",)) -> dict[str, Printable]:
    """Give the documents of a case, as a pack has them: of all notices, or of those in turn."""
    catalogue = the_catalogue()
    packs = Packs(catalogue, Assessments(catalogue))
    pack = packs.draft(a_case_file(case), notices=notices)
    return PackPapers(catalogue, packs).papers(pack)


def a_paper(notice: str = "voluntary.letter.staff", case: str = "coop-2025") -> Paper:
    """Give the document of one notice, as a draft."""
    paper = papers_of(case)[notice]
    assert isinstance(paper, Paper)
    return paper


def a_record(paper: Paper, marks: tuple[str, ...] = ()) -> Paper:
    """Give a document as it goes out: nothing missing, frozen, and anchored in a trail."""
    origin = replace(
        paper.provenance,
        version=3,
        trail_seq=214,
        trail_head=HEAD,
        dated_at=paper.provenance.known_at + timedelta(hours=1),
    )
    return replace(paper, draft=filled(paper.draft), marks=marks, provenance=origin)


def filled(draft: Draft) -> Draft:
    """Give a draft with every gap filled."""
    headline = _said(draft.headline) if draft.headline else None
    return replace(draft, headline=headline, parts=tuple(_part(part) for part in draft.parts))


def _part(part: Part) -> Part:
    if isinstance(part, Answered):
        inner = tuple(_part(one) for one in part.parts)
        return replace(part, parts=inner)  # type: ignore[arg-type]  # a question holds no question
    if isinstance(part, Paragraph):
        return Paragraph(tuple(map(_said, part.sentences)))
    if isinstance(part, ItemList):
        intro = _said(part.intro) if part.intro else None
        return ItemList(intro, tuple(map(_said, part.items)))
    return Line(_said(part.sentence)) if isinstance(part, Line) else part


def _said(sentence: Sentence) -> Sentence:
    return sentence if sentence.is_said else replace(sentence, kind=FIXED, text=FILLED)


DRAFTED = "ms-2025"
"""The case whose notices are all printed, whether its pack holds them or not."""


def every_paper() -> dict[str, Printable]:
    """Give what a pack of each case holds, as drafts and records; of one case every notice."""
    made: dict[str, Printable] = {}
    for case in CASES:
        packed = papers_of(case, ())
        for name, paper in (papers_of(case) if case == DRAFTED else packed).items():
            if name in packed:
                made[f"{case}.{name}.draft"] = paper
            if isinstance(paper, BoardPage):
                made[f"{case}.{name}.record"] = replace(paper, marks=())
            else:
                made[f"{case}.{name}.record"] = a_record(paper)
    return made
