"""Mistakes in `hours.toml` and `recheck.toml` are told at their place, with what to do."""

from pathlib import Path

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.hours import load_hours
from disclosure.catalogue.recheck import dangling
from disclosure.problems import Problem

HOURS = (ROOT / "forms" / "hours.toml").read_text(encoding="utf-8")

MISTAKES = {
    "a calendar that does not exist": (
        'calendar = "england-wales"', 'calendar = "wales"',
        ("hours[0].calendar", "There is no calendar 'wales'."),
    ),
    "a part of the day that ends before it begins": (
        "until = 18:30:00", "until = 06:30:00",
        ("hours[0].phases[0].until", "The part of the day ends at 06:30, before it begins."),
    ),
    "a gap between two parts": (
        "from = 16:30:00", "from = 16:31:00",
        ("hours[1].phases[2].from",
         "The part of the day does not begin where the one before it ends."),
    ),
    "a feast that is no day": (
        'before = "12-25"', 'before = "13-25"',
        ("hours[0].short_days[0].before", "'13-25' is no day of the year."),
    ),
    "an id that stands twice": ('id = "lse"', 'id = "rns"', ("hours", "'rns' stands twice.")),
    "a mark that is none": (
        'confidence = "uncertain"', 'confidence = "sure"',
        ("hours[0].short_days[0].confidence", "'sure' is not one of the options."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_hours_is_told(
    tmp_path: Path, old: str, new: str, told: tuple[str, str]
) -> None:
    assert old in HOURS
    path = tmp_path / "hours.toml"
    path.write_text(HOURS.replace(old, new, 1), encoding="utf-8")
    problems: list[Problem] = []
    load_hours(path, the_catalogue().law.calendars, problems)
    assert [(p.file, p.path, p.wrong) for p in problems] == [("forms/hours.toml", *told)]
    assert problems[0].allowed


def test_an_entry_that_concerns_nothing_there_is_is_told() -> None:
    law = the_catalogue().law
    known = {rule.id for rule in law.obligations if rule.id != "uk.psr.99"}
    known |= {entry.id for entry in law.not_duties}
    assert [str(problem) for problem in dangling(law.recheck, known)] == [
        (
            "forms/recheck.toml: entries[4].concerns[0]: There is no rule 'uk.psr.99'. "
            "Mend it or take it out."
        )
    ]
