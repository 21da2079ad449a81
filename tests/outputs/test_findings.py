"""Findings on a terminal: the gravest first, gaps together by notice."""

from disclosure.outputs.findings import as_text
from disclosure.words.findings import Finding, Severity

TITLES = {"a.letter": "Letter", "a.report": "Report"}


def a_gap(notice: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding("gap", severity, notice, "b1", message)


def test_nothing_found_is_said() -> None:
    assert as_text([], TITLES) == "Nothing was found to be wrong.\n"


def test_gaps_have_a_heading_for_each_notice_and_a_line_each_after_the_other_findings() -> None:
    text = as_text(
        [
            a_gap("a.letter", "Contact: nothing is recorded. Readers will look for it here. Do."),
            a_gap("a.report", "When? Nothing is recorded. The form asks for it (Form (2), 1). Do."),
            a_gap("a.letter", "Who signs: nothing is recorded. Readers will look for it here. Do."),
            Finding("stale", Severity.WARNING, "", "", "This was overtaken."),
        ],
        TITLES,
    )
    assert text == (
        "Warning: somebody should decide (4)\n\n"
        "- This was overtaken.\n"
        "  [The case; stale]\n\n"
        "Fill these gaps: record the fact, answer the question in the organisation's profile, or\n"
        "have it judged. If nobody knows yet, record that: “not known yet” is an answer.\n\n"
        "  Letter: 2 gaps\n"
        "  - Contact: nothing is recorded.\n"
        "  - Who signs: nothing is recorded.\n\n"
        "  Report: 1 gap\n"
        "  - When? Nothing is recorded (Form (2), 1).\n"
    )


def test_a_gap_whose_message_is_of_another_form_is_given_whole() -> None:
    text = as_text([a_gap("a.letter", "This is missing altogether.")], TITLES)
    assert "  - This is missing altogether.\n" in text


def test_the_gravest_come_first_with_where_they_stand() -> None:
    text = as_text(
        [
            Finding("long-sentence", Severity.NOTE, "a.letter", "s1", "It is long."),
            Finding("overdue", Severity.STOP, "", "", "It is late."),
        ],
        TITLES,
    )
    assert text == (
        "Stop: must not go out like this (1)\n\n- It is late.\n  [The case; overdue]\n\n"
        "Note (1)\n\n- It is long.\n  [Letter, s1; long-sentence]\n"
    )
