"""Texts on their way out, everything with a default."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from drafted import all_drafted

from builders import a_case_file, a_draft, a_sentence, an_organisation
from disclosure.facts.case import Organisation
from disclosure.facts.instants import LONDON
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.papers import DRAFT
from disclosure.words.drafts import Draft, Sentence

SUMMER = datetime(2025, 4, 22, 13, 5, tzinfo=UTC)
"""14:05 in London."""
RELEASED: tuple[str, ...] = ()
HOSTILE = """<script>alert("x")</script><img src=x onerror='y'> & "quoted" &amp; it's"""


def headed(draft: Draft, headline: Sentence | str) -> Draft:
    """Give a draft with a headline."""
    words = a_sentence(headline, name="headline") if isinstance(headline, str) else headline
    return replace(draft, headline=words)


def outgoing(
    draft: Draft | None = None,
    *,
    marks: tuple[str, ...] = (DRAFT,),
    version: int | None = 1,
    series: int = 1,
    at: datetime = SUMMER,
    organisation: Organisation | None = None,
) -> Outgoing:
    """Give a text on its way out; as it comes, a frozen version that is not released."""
    return Outgoing(
        draft=draft or a_draft(a_sentence()),
        organisation=organisation or an_organisation(),
        version=version,
        dated_at=at,
        zone=LONDON,
        series=series,
        marks=marks,
    )


def every_outgoing(*, marks: tuple[str, ...] = (DRAFT,)) -> list[Outgoing]:
    """Give every notice of every example case."""
    return [
        outgoing(d.draft, marks=marks, organisation=a_case_file(d.case).organisation)
        for d in all_drafted()
    ]
