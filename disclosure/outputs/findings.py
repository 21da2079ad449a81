"""Findings as JSON and as text for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.facts.instants import iso
from disclosure.outputs.contract import VERSION
from disclosure.outputs.contracts import CaseFindingOut, FindingsOut
from disclosure.outputs.terminal import number, wrapped
from disclosure.words.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from disclosure.outputs.assessment import Assessment
    from disclosure.words.findings import Finding

GAP = "gap"
SEVERITY_WORDS = {
    Severity.STOP: "Stop: must not go out like this",
    Severity.WARNING: "Warning: somebody should decide",
    Severity.NOTE: "Note",
}
FILL = (
    "Fill these gaps: record the fact, answer the question in the organisation's profile, or have "
    "it judged. If nobody knows yet, record that: “not known yet” is an answer."
)
WHY = re.compile(
    r" (?:The law asks for this|The form asks for it|Readers will look for it here)"
    r"(?: \((?P<cite>.+?)\))?\. .*"
)
"""Where the message of a gap goes on to say why it matters and what to do."""


def as_json(assessment: Assessment, findings: Sequence[Finding]) -> FindingsOut:
    """Give the findings in their published form."""
    return FindingsOut(
        version=VERSION,
        case=assessment.case.id,
        at=iso(assessment.at, assessment.case.zone),
        findings=[
            CaseFindingOut(
                rule=f.rule,
                severity=f.severity,
                notice=f.notice,
                sentence=f.sentence,
                message=f.message,
            )
            for f in findings
        ],
    )


def as_text(findings: Sequence[Finding], titles: Mapping[str, str]) -> str:
    """Give the findings for a terminal, the gravest first; gaps stand together by notice.

    Args:
        findings: The findings.
        titles: The notices' titles, by id.
    """
    if not findings:
        return "Nothing was found to be wrong.\n"
    lines: list[str] = []
    for severity in Severity:
        chosen = [f for f in findings if f.severity is severity]
        if chosen:
            lines += [f"{SEVERITY_WORDS[severity]} ({len(chosen)})", ""]
            for finding in chosen:
                if finding.rule != GAP:
                    lines += [*_lines(finding, titles), ""]
            lines += _gaps([f for f in chosen if f.rule == GAP], titles)
    return "\n".join(lines).rstrip() + "\n"


def _lines(finding: Finding, titles: Mapping[str, str]) -> list[str]:
    where = titles.get(finding.notice, finding.notice) or "The case"
    sentence = f", {finding.sentence}" if finding.sentence else ""
    return [
        *wrapped(f"- {finding.message}"),
        *wrapped(f"[{where}{sentence}; {finding.rule}]", "  "),
    ]


def _gaps(gaps: Sequence[Finding], titles: Mapping[str, str]) -> list[str]:
    """Give the gaps: what to do once, then a heading for each notice and a line for each gap."""
    if not gaps:
        return []
    lines = [*wrapped(FILL, hang=""), ""]
    for notice in dict.fromkeys(gap.notice for gap in gaps):
        held = [gap for gap in gaps if gap.notice == notice]
        lines += wrapped(f"{titles.get(notice, notice)}: {number(len(held), 'gap')}", "  ")
        for gap in held:
            lines += wrapped(f"- {_brief(gap.message)}", "  ")
        lines.append("")
    return lines


def _brief(message: str) -> str:
    """Cut the message of a gap down to what is missing and which provision asks for it."""
    why = WHY.search(message)
    if why is None:
        return message
    missing = message[: why.start()]
    if not why["cite"]:
        return missing
    return f"{missing.removesuffix('.')} ({why['cite']})."
