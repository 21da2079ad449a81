"""When deadlines are reminded of."""

from datetime import timedelta

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.reminders import ReminderRule, load_reminders

HOUR = timedelta(hours=1)
STEP = "[[before]]\nup_to_hours = 24\nhours_before = 4\n"


@pytest.mark.parametrize(
    ("length", "ahead"),
    [
        (None, 12),
        (1, 4),
        (24, 4),
        (24.1, 12),
        (72, 12),
    ],
)
def test_the_shipped_rule(length, ahead):
    rule = load_reminders(ROOT / "forms", [])
    assert rule.before(None if length is None else length * HOUR) == ahead * HOUR
    assert rule.at_due


def test_the_catalogue_has_it():
    assert the_catalogue().reminders.before(72 * HOUR) == 12 * HOUR


def loaded(tmp_path, text: str):
    (tmp_path / "reminders.toml").write_text(text)
    problems = []
    return load_reminders(tmp_path, problems), problems


def test_several_steps_are_read_from_the_top(tmp_path):
    rule, problems = loaded(
        tmp_path,
        "schema = 1\nat_due = false\n"
        "[[before]]\nup_to_hours = 4\nhours_before = 1\n"
        "[[before]]\nup_to_hours = 24\nhours_before = 6\n"
        "[[before]]\nhours_before = 24\n",
    )
    assert problems == []
    assert [rule.before(h * HOUR) / HOUR for h in (4, 5, 24, 25)] == [1, 6, 6, 24]
    assert not rule.at_due


@pytest.mark.parametrize(
    ("rows", "place", "wrong"),
    [
        ("", "before", "The key 'before' is missing."),
        (STEP, "before[0].up_to_hours", "last row"),
        (
            "[[before]]\nhours_before = 4\n[[before]]\nhours_before = 12\n",
            "before[0]",
            "Only the last row",
        ),
        (
            "[[before]]\nup_to_hours = 4\nhours_before = 4\n[[before]]\nhours_before = 12\n",
            "before[0].hours_before",
            "has started",
        ),
        (
            f"{STEP}{STEP}[[before]]\nhours_before = 12\n",
            "before[1]",
            "never reached",
        ),
        ("[[before]]\nhours_before = 0\n", "before[0].hours_before", "does not belong here"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, rows, place, wrong):
    rule, problems = loaded(tmp_path, f"schema = 1\n{rows}")
    assert [(p.file, p.path) for p in problems] == [("forms/reminders.toml", place)]
    assert wrong in problems[0].wrong
    assert isinstance(rule, ReminderRule)
