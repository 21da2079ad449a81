"""What the library wants looked at again: each reason on its day, and the list by risk."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from laws import add_newer_version, rewrite, write_regime

from builders import ROOT, the_catalogue
from disclosure.catalogue.law import Law
from disclosure.catalogue.load import load_catalogue
from disclosure.catalogue.recheck import load_recheck
from disclosure.catalogue.review import points
from disclosure.law.library import HEADINGS, Point, Why

ON = date(2026, 11, 22)
RECHECK = tomllib.loads((ROOT / "forms" / "recheck.toml").read_text(encoding="utf-8"))["entries"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_regime(tmp_path)


def law_of(folder: Path) -> Law:
    return load_catalogue(ROOT, folder.parents[1]).law


def of(law: Law, why: Why, about: str, on: date = ON) -> list[Point]:
    return [p for p in points(law, on) if (p.why, p.about) == (why, about)]


def said(law: Law, why: Why, about: str, on: date = ON) -> list[str]:
    return [point.said for point in of(law, why, about, on)]


# ---- Regimes ------------------------------------------------------------------------------------


def test_a_review_is_overdue_on_its_day_and_not_before(folder: Path) -> None:
    law = law_of(folder)
    assert said(law, Why.OVERDUE, "uk.wires", date(2027, 4, 30)) == []
    assert said(law, Why.OVERDUE, "uk.wires", date(2027, 5, 1)) == [
        "Its review was due by 1 May 2027; checked on 1 November 2026."
    ]


def test_what_no_lawyer_has_reviewed_is_named_until_one_has(folder: Path) -> None:
    assert said(law_of(folder), Why.NOT_REVIEWED, "uk.wires") == [
        "No lawyer has reviewed it; checked on 1 November 2026."
    ]
    rewrite(folder / "regime.toml", ('reviewed_by = ""', 'reviewed_by = "A. Lawyer"'))
    assert said(law_of(folder), Why.NOT_REVIEWED, "uk.wires") == []


# ---- Law in motion ------------------------------------------------------------------------------

MOTION = [
    (('status = "in-force"', 'status = "in-force"'), []),
    (
        ("{ from = 2011-05-26 }", "{ from = 2027-03-18 }"),
        ["{}: not yet in force, begins on 18 March 2027."],
    ),
    (("{ from = 2011-05-26 }", "{ from = 2011-05-26, until = 2027-03-17 }"),
     ["{}: ends on 17 March 2027."]),
    (("{ from = 2011-05-26 }", "{ from = 2011-05-26, until = 2026-03-17 }"),
     ["{}: ended on 17 March 2026, and nothing follows it."]),
]  # fmt: skip
TITLE = "Report a fault of the wires to the Information Commission"


@pytest.mark.parametrize(("change", "lines"), MOTION)
def test_law_that_begins_or_ends_is_in_motion(
    folder: Path, change: tuple[str, str], lines: list[str]
) -> None:
    rewrite(folder / "5.toml", change)
    expected = [line.format(TITLE) for line in lines]
    assert said(law_of(folder), Why.IN_MOTION, "uk.wires.5") == expected


def test_law_that_is_made_says_so_with_its_first_day(folder: Path) -> None:
    made = ('status = "in-force"', 'status = "made"')
    rewrite(folder / "5.toml", made, ("{ from = 2011-05-26 }", "{ from = 2027-03-18 }"))
    found = of(law_of(folder), Why.IN_MOTION, "uk.wires.5")
    assert [(p.said, p.day) for p in found] == [
        (f"{TITLE}: made, not yet in force, begins on 18 March 2027.", date(2027, 3, 18))
    ]
    assert said(law_of(folder), Why.IN_MOTION, "uk.wires.5", date(2027, 3, 18)) == []


@pytest.mark.parametrize(("status", "word"), [("bill", "a bill"), ("proposed", "a proposal")])
def test_a_bill_is_in_motion_however_old_it_is(folder: Path, status: str, word: str) -> None:
    watch = ('kind = "obligation"', 'kind = "watch"')
    rewrite(folder / "5.toml", watch, ('status = "in-force"', f'status = "{status}"'))
    assert said(law_of(folder), Why.IN_MOTION, "uk.wires.5") == [
        f"{TITLE}: {word} of 26 May 2011; no duty yet."
    ]


def test_what_a_newer_version_follows_is_history(folder: Path) -> None:
    add_newer_version(folder)
    assert said(law_of(folder), Why.IN_MOTION, "uk.wires.5") == []
    # On the last day of the old version both are in motion.
    assert len(said(law_of(folder), Why.IN_MOTION, "uk.wires.5", date(2025, 8, 19))) == 2


# ---- Marks --------------------------------------------------------------------------------------


def test_rows_that_decide_are_counted_by_their_weak_marks(folder: Path) -> None:
    assert said(law_of(folder), Why.MARKS, "uk.wires.5") == []
    row = 'cite = "Wires Act 2011, s 5(1)"\nconfidence = "verified"\n\n[[stages]]'
    limit = 'cite = "Wires Act 2011, s 5(3)"\n  confidence = "verified"'
    rewrite(
        folder / "5.toml",
        (row, row.replace("verified", "knowledge")),
        (limit, limit.replace("verified", "uncertain")),
    )
    law = law_of(folder)
    assert said(law, Why.MARKS, "uk.wires.5") == []
    assert said(law, Why.UNCERTAIN, "uk.wires.5") == [
        (
            "Of 3 rows and limits: 1 uncertain, 1 from knowledge. Uncertain: Full account (Wires "
            "Act 2011, s 5(3))."
        )
    ]


def test_rows_from_knowledge_alone_are_less_urgent(folder: Path) -> None:
    limit = 'cite = "Wires Act 2011, s 5(3)"\n  confidence = "verified"'
    rewrite(folder / "5.toml", (limit, limit.replace("verified", "knowledge")))
    law = law_of(folder)
    assert said(law, Why.UNCERTAIN, "uk.wires.5") == []
    assert said(law, Why.MARKS, "uk.wires.5") == ["Of 3 rows and limits: 1 from knowledge."]


def test_contents_decide_nothing(folder: Path) -> None:
    content = 'cite = "Wires Act 2011, s 5(2)"\nconfidence = "verified"'
    rewrite(folder / "5.toml", (content, content.replace("verified", "uncertain")))
    assert said(law_of(folder), Why.UNCERTAIN, "uk.wires.5") == []


def test_the_marks_of_law_that_has_ended_are_of_no_interest(folder: Path) -> None:
    limit = 'cite = "Wires Act 2011, s 5(3)"\n  confidence = "verified"'
    ended = ("{ from = 2011-05-26 }", "{ from = 2011-05-26, until = 2026-03-17 }")
    rewrite(folder / "5.toml", ended, (limit, limit.replace("verified", "uncertain")))
    assert said(law_of(folder), Why.UNCERTAIN, "uk.wires.5") == []


# ---- Names, calendars, hours --------------------------------------------------------------------


def test_a_name_whose_day_rests_on_the_press_is_named() -> None:
    found = of(the_catalogue().law, Why.NAME, "information-commission")
    assert [(p.said, p.day) for p in found] == [
        (
            (
                "Called “Information Commission (formerly the ICO)” from 30 September 2026 on: the "
                "day is from a secondary source."
            ),
            date(2026, 9, 30),
        )
    ]


def test_a_name_whose_day_was_read_is_not() -> None:
    # Report Fraud took over on 4 December 2025, as its announcement says.
    assert of(the_catalogue().law, Why.NAME, "report-fraud") == []


def test_a_calendar_is_named_six_months_before_it_ends() -> None:
    law = the_catalogue().law
    ends = law.calendars["scotland"].valid_through
    assert ends == date(2030, 12, 31)
    assert said(law, Why.CALENDAR_ENDS, "scotland", date(2030, 6, 30)) == []
    line = said(law, Why.CALENDAR_ENDS, "scotland", date(2030, 7, 1))[0]
    assert line.startswith("Scotland: ends on 31 December 2030. Add the bank holidays of the years")
    assert "forms/calendars/scotland.toml" in line


def test_computed_years_are_named_as_long_as_there_are_any() -> None:
    law = the_catalogue().law
    line = said(law, Why.COMPUTED, "scotland")[0]
    assert "published up to 31 December 2028, computed from there to 31 December 2030" in line
    held = law.calendars["scotland"]
    whole = {**law.calendars, "scotland": replace(held, published_through=held.valid_through)}
    assert said(replace(law, calendars=whole), Why.COMPUTED, "scotland") == []


def test_hours_that_nobody_has_confirmed_are_named() -> None:
    lines = said(the_catalogue().law, Why.HOURS, "rns")
    assert lines[0] == (
        "Regulatory News Service (RNS): its hours are from knowledge; checked on 22 November 2026."
    )
    assert len(lines) == 3


def test_the_most_urgent_stands_first(folder: Path) -> None:
    found = [p.why for p in points(law_of(folder), date(2031, 1, 1))]
    order = list(Why)
    assert found == sorted(found, key=order.index)
    assert found[0] is Why.CALENDAR_ENDS
    assert set(found) >= {Why.CALENDAR_ENDS, Why.OVERDUE, Why.NOT_REVIEWED}
    assert set(HEADINGS) == set(Why)


# ---- The list to look up ------------------------------------------------------------------------


def test_the_list_stands_in_the_order_of_its_risk() -> None:
    """Typed in by hand from the review of the sources, the largest risk first."""
    assert [entry["id"] for entry in RECHECK] == [
        "cyber-bill",
        "information-commission",
        "live-forms",
        "operational-incidents",
        "payment-incidents",
        "headlines-and-rns-hours",
        "ofcom-thresholds",
        "ransomware-law",
        "nis-thresholds",
        "market-abuse-2026",
        "suspension-contacts",
        "other-timings",
    ]
    assert [r.rank for r in the_catalogue().law.recheck] == list(range(1, 13))


@pytest.mark.parametrize("entry", RECHECK, ids=[entry["id"] for entry in RECHECK])
def test_every_entry_says_what_why_and_where(entry: dict) -> None:
    assert entry["what"].endswith("?")
    for key in ("why", "where"):
        assert len(entry[key]) > 20, key
    assert entry["concerns"]
    assert entry["listed_on"] >= date(2026, 11, 21)


def test_every_entry_names_rules_that_there_are() -> None:
    law = the_catalogue().law
    known = {rule.id for rule in law.obligations} | {entry.id for entry in law.not_duties}
    named = {name for entry in RECHECK for name in entry["concerns"]}
    assert named - known == set()


def test_a_list_that_is_wrong_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recheck.toml"
    path.write_text("schema = 1\nentries = []\n", encoding="utf-8")
    problems: list = []
    assert load_recheck(path, problems) == ()
    assert [str(p.file) for p in problems] == ["forms/recheck.toml"]
