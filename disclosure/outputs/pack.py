"""A pack of drafts as files, with a manifest that ties every sentence to its facts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, iso
from disclosure.law.confidence import Confidence
from disclosure.law.deadlines import ClockState
from disclosure.outputs import notice_files
from disclosure.outputs.assessment import Assessment
from disclosure.outputs.assessment_text import STATE_WORDS, VOLUNTARY, outcome_words
from disclosure.outputs.contract import VERSION
from disclosure.outputs.contracts import (
    DraftFileOut,
    DraftOut,
    FileOut,
    FindingOut,
    ManifestOut,
    NoticeOut,
    RestOut,
    SentenceOut,
)
from disclosure.outputs.files import MANIFEST, File
from disclosure.outputs.html import Cover, CoverRow, HTMLWriter
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.text import as_text
from disclosure.words.findings import Severity
from disclosure.words.prose import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosure.law.conditions import Condition
    from disclosure.law.duties import Duty
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.findings import Finding

MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
}
FORMATS = tuple(MEDIA_TYPES)
ON_REQUEST = tuple(format_.id for format_ in notice_files.FORMATS if format_.id != "text")
"""Formats that a pack holds only where they are named, each for the layouts it suits."""


class PackWriter:
    """Makes the files of a pack."""

    def __init__(self, html: HTMLWriter) -> None:
        """Take what writes HTML."""
        self._html = html

    def files(
        self,
        assessment: Assessment,
        drafts: Sequence[Draft],
        findings: Sequence[Finding],
        *,
        formats: Sequence[str],
        audiences: Mapping[str, str],
        printed: Mapping[str, bytes] = MappingProxyType({}),
    ) -> list[File]:
        """Give every file of the pack, the manifest last.

        Args:
            assessment: The duties of the case.
            drafts: The drafts.
            findings: What was found about the drafts and the case.
            formats: Which are wanted: txt, html, json, and any of those on request.
            audiences: The audiences' titles, by id.
            printed: The PDFs, by notice; any that belongs to none is the whole pack's.
        """
        duties = {duty.obligation.id: duty for duty in assessment.duties}
        files: list[File] = []
        notices: list[NoticeOut] = []
        for draft in drafts:
            beside = [f for f in findings if f.notice == draft.notice]
            made = list(self._draft_files(draft, beside, assessment, formats))
            if draft.notice in printed:
                made.append(_pdf(draft.notice, printed[draft.notice]))
            files += made
            notices.append(_notice(draft, duties.get(draft.obligation), made, beside))
        own = [finding for finding in findings if not finding.notice]
        covers: list[File] = []
        if "html" in formats:
            cover = _cover(assessment, drafts, findings, duties, audiences)
            covers.append(_file("index.html", "html", self._html.cover(cover)))
        of_notices = {draft.notice for draft in drafts}
        covers += [_pdf(name, made) for name, made in printed.items() if name not in of_notices]
        manifest = _manifest(assessment, notices, own, covers)
        return [*covers, *files, _file(MANIFEST, "json", manifest.model_dump_json(indent=2) + "\n")]

    def _draft_files(
        self,
        draft: Draft,
        findings: Sequence[Finding],
        assessment: Assessment,
        formats: Sequence[str],
    ) -> Iterator[File]:
        if "txt" in formats:
            yield _file(f"{draft.notice}.txt", "txt", as_text(draft))
        if "html" in formats:
            at = in_words(assessment.at, assessment.case.zone)
            context = f"{assessment.case.title}. Drafted from what was known at {at}."
            html = self._html.notice(draft, findings, context=context)
            yield _file(f"{draft.notice}.html", "html", html)
        if "json" in formats:
            content = _draft_file(draft, findings, assessment).model_dump_json(indent=2) + "\n"
            yield _file(f"{draft.notice}.json", "json", content)
        yield from _on_request(draft, assessment, formats)


def _file(path: str, kind: str, content: str) -> File:
    return File(path, MEDIA_TYPES[kind], content.encode())


def _on_request(draft: Draft, assessment: Assessment, formats: Sequence[str]) -> Iterator[File]:
    """Give the files that are asked for by name, as far as they suit the layout."""
    case = assessment.case
    outgoing = Outgoing(draft, case.organisation, None, assessment.at, case.zone)
    for each in notice_files.formats_for(draft.layout):
        if each.id in ON_REQUEST and each.id in formats:
            name = ".".join(dict.fromkeys((draft.notice, each.id, each.ending)))
            yield File(name, each.media_type, each.make(outgoing))


def _pdf(name: str, content: bytes) -> File:
    return File(f"{name}.pdf", MEDIA_TYPES["pdf"], content)


def _draft(draft: Draft, findings: Sequence[Finding]) -> DraftOut:
    return DraftOut(
        id=draft.notice,
        title=draft.title,
        obligation=draft.obligation,
        stage=draft.stage,
        audience=draft.audience,
        language=draft.language,
        digest=draft.digest,
        wording=draft.wording,
        own=draft.own,
        words=_words(draft),
        sentences=[_sentence(sentence) for sentence in draft.sentences()],
        withheld=list(draft.withheld),
        findings=[_finding(f) for f in findings],
    )


def _draft_file(draft: Draft, findings: Sequence[Finding], assessment: Assessment) -> DraftFileOut:
    return DraftFileOut(
        **dict(_draft(draft, findings)),
        version=VERSION,
        case=assessment.case.id,
        at=iso(assessment.at, assessment.case.zone),
    )


def _notice(
    draft: Draft, duty: Duty | None, files: Iterable[File], findings: Sequence[Finding]
) -> NoticeOut:
    return NoticeOut(
        **dict(_draft(draft, findings)),
        outcome=duty.outcome if duty else "",
        files=[FileOut(path=f.path, media_type=f.media_type, sha256=f.sha256) for f in files],
    )


def _sentence(sentence: Sentence) -> SentenceOut:
    return SentenceOut(
        id=sentence.id,
        text=sentence.text,
        kind=sentence.kind,
        form=sentence.form,
        cite=sentence.cite,
        moves=list(sentence.moves),
        rests_on=[
            RestOut(fact=r.fact, version=r.version, standing=r.standing) for r in sentence.rests_on
        ],
    )


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        rule=finding.rule,
        severity=finding.severity,
        sentence=finding.sentence,
        message=finding.message,
    )


def _words(draft: Draft) -> int:
    return sum(count_words(sentence.text) for sentence in draft.said())


def _manifest(
    assessment: Assessment,
    notices: list[NoticeOut],
    findings: Sequence[Finding],
    covers: Sequence[File],
) -> ManifestOut:
    rows = list(_marks(assessment.duties))
    return ManifestOut(
        version=VERSION,
        case=assessment.case.id,
        title=assessment.case.title,
        at=iso(assessment.at, assessment.case.zone),
        law_as_of=assessment.law_as_of.isoformat(),
        law_note=assessment.law_note,
        rows=len(rows),
        rows_not_verified=_not_verified(rows),
        files=[FileOut(path=f.path, media_type=f.media_type, sha256=f.sha256) for f in covers],
        notices=notices,
        findings=[_finding(f) for f in findings],
    )


def _marks(duties: Iterable[Duty]) -> Iterator[Confidence]:
    """Give the confidence mark of every row the duties rest on."""
    for duty in duties:
        rule = duty.obligation
        conditions: tuple[Condition, ...] = (*rule.applies_when, *rule.unless)
        for condition in conditions:
            rows = getattr(condition, "rows", (condition,))
            yield from (row.confidence for row in rows)
        yield from (limit.confidence for stage in rule.stages for limit in stage.limits)


def _not_verified(marks: Iterable[Confidence]) -> int:
    return sum(mark is not Confidence.VERIFIED for mark in marks)


def _cover(
    assessment: Assessment,
    drafts: Sequence[Draft],
    findings: Sequence[Finding],
    duties: Mapping[str, Duty],
    audiences: Mapping[str, str],
) -> Cover:
    zone, marks = assessment.case.zone, list(_marks(assessment.duties))
    support = (
        f"{_not_verified(marks)} of the {len(marks)} rows of law behind this pack were not read in "
        "the source they cite; none has been reviewed by a lawyer unless its duty says so."
    )
    law = f"Law as of {assessment.law_as_of.isoformat()}. {assessment.law_note}".strip()
    rows = [_cover_row(d, findings, duties, audiences, assessment) for d in drafts]
    return Cover(
        assessment.case.title,
        assessment.case.organisation.name,
        in_words(assessment.at, zone),
        law,
        support,
        tuple(rows),
        tuple(f for f in findings if not f.notice),
    )


def _cover_row(
    draft: Draft,
    findings: Sequence[Finding],
    duties: Mapping[str, Duty],
    audiences: Mapping[str, str],
    assessment: Assessment,
) -> CoverRow:
    duty = duties.get(draft.obligation)
    stops = [f for f in findings if f.notice == draft.notice and f.severity is Severity.STOP]
    return CoverRow(
        title=draft.title,
        file=f"{draft.notice}.html",
        audience=audiences.get(draft.audience, draft.audience),
        duty=_duty_words(duty),
        due=_due(duty, draft, assessment),
        words=_words(draft),
        gaps=len(list(draft.gaps())),
        stops=len(stops),
    )


def _duty_words(duty: Duty | None) -> str:
    """Say how the duty behind a draft stands, or that there is none."""
    if duty is None:
        return "No duty: our own text"
    return "Voluntary" if duty.obligation.kind == VOLUNTARY else outcome_words(duty)


def _due(duty: Duty | None, draft: Draft, assessment: Assessment) -> str:
    """Give the deadline of the stage a draft belongs to, in words."""
    if duty is None or not duty.stages:
        return ""
    stage = next((s for s in duty.stages if s.id == draft.stage), duty.stages[0])
    if stage.state in (ClockState.MET, ClockState.MET_LATE):
        return STATE_WORDS[stage.state]
    if stage.due_at is None:
        return stage.promptness or "no fixed time"
    due = in_words(stage.due_at, assessment.case.zone)
    marks = {ClockState.EARLIEST_POSSIBLE: "earliest possible: ", ClockState.OVERDUE: "OVERDUE: "}
    return f"{marks.get(stage.state, '')}{due}"
