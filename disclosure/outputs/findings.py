"""Findings as JSON and as text for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from disclosure.facts.instants import iso
from disclosure.outputs.contracts import VERSION, CaseFindingOut, FindingsOut
from disclosure.words.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from disclosure.outputs.assessment import Assessment
    from disclosure.words.findings import Finding

WIDTH = 88
SEVERITY_WORDS = {
    Severity.STOP: "Stop: must not go out like this",
    Severity.WARNING: "Warning: somebody should decide",
    Severity.NOTE: "Note",
}


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
    """Give the findings for a terminal, the gravest first.

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
                lines += [*_lines(finding, titles), ""]
    return "\n".join(lines).rstrip() + "\n"


def _lines(finding: Finding, titles: Mapping[str, str]) -> list[str]:
    where = titles.get(finding.notice, finding.notice) or "The case"
    sentence = f", {finding.sentence}" if finding.sentence else ""
    return [
        *textwrap.wrap(finding.message, WIDTH, initial_indent="- ", subsequent_indent="  "),
        f"  [{where}{sentence}; {finding.rule}]",
    ]
