"""The ten cases that texts are read on: on their day, and once all that came later is recorded.

The later view is seen after every text of the day has gone out, so that it holds the follow-ups and
the corrections too.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from drafted import as_released

from builders import CASES, ROOT, the_catalogue
from disclosure.casefile.load import load_case
from disclosure.facts.case import Case, Release
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.drafts import Draft

FILES, LATER = ROOT / "tests" / "cases" / "files", ROOT / "tests" / "cases" / "later"
TEN = tuple(sorted(path.stem for path in LATER.glob("*.toml")))
ON_THE_DAY, LATER_ON = "on the day", "later"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A text of a case, and when the case was looked at."""

    case: str
    seen: str
    draft: Draft

    def __str__(self) -> str:
        """Name it in a complaint."""
        return f"{self.case}, {self.seen}, {self.draft.notice}"


@cache
def offered(name: str) -> tuple[Seen, ...]:
    """Draft every text that what is recorded calls for, on the day and later."""
    day, later = _load(name, later=False), _load(name, later=True)
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    out = tuple(_given_out(draft, day) for draft in packs.draft_only(day))
    end = max(version.recorded_at for version in later.facts)
    after = replace(later, releases=out, at=max(end, day.at) + HOUR)
    return tuple(
        Seen(name, seen, draft)
        for seen, case in ((ON_THE_DAY, day), (LATER_ON, after))
        for draft in _offered(packs, case)
    )


def _offered(packs: Packs, case: Case) -> tuple[Draft, ...]:
    assessment = packs.assessments.assess(case)
    known, every = case.known_at(case.at), the_catalogue().notices
    wanted = packs.called_for(known, assessment.duties, assessment.law_as_of, every)
    notices = [notice for notice in every if notice.id in wanted]
    return packs.draft_known(known, assessment.duties, assessment.law_as_of, notices)


def _load(name: str, *, later: bool) -> Case:
    """Give a case, with what turned out later typed behind it where that is asked for."""
    first = next(p for p in (FILES / f"{name}.toml", CASES / f"{name}.toml") if p.exists())
    typed = [first, LATER / f"{name}.toml"] if later else [first]
    catalogue = the_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        both = Path(folder) / f"{name}.toml"
        both.write_text("\n".join(path.read_text("utf-8") for path in typed), "utf-8")
        return load_case(
            both, catalogue.vocabulary, stages=catalogue.stages, audiences=catalogue.audiences
        )


def _given_out(draft: Draft, case: Case) -> Release:
    return Release(
        f"{draft.notice}#1", draft.audience, case.at, draft.notice, sentences=as_released(draft)
    )
