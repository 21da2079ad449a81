"""An assessment of the past comes out the same, byte for byte, when the law has moved on."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from laws import NEWER_FROM, OLDER_UNTIL, add_newer_version, rewrite, write_regime

from builders import CASES, ROOT, a_judgement, the_catalogue
from disclosure.catalogue.load import Catalogue, check_catalogue, load_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import LONDON
from disclosure.outputs.assessment import as_json
from disclosure.outputs.assessment_text import as_text
from disclosure.services.assessments import Assessments
from disclosure.services.cases import Cases

OLD, NEW = date.fromisoformat(OLDER_UNTIL), date.fromisoformat(NEWER_FROM)
AWARE = CASES / "ms-2025-aware.toml"


def opened(catalogue: Catalogue) -> Case:
    return Cases(catalogue).open(AWARE)


def replayed(local: Path, day: date) -> tuple[bytes, str]:
    """Assess an incident of April 2025 under the law of a day, with the library as it stands."""
    catalogue = load_catalogue(ROOT, local)
    assessments = Assessments(catalogue)
    made = assessments.assess(opened(catalogue), law_as_of=day)
    text = as_text(made, assessments.names(day))
    return as_json(made).model_dump_json(indent=2).encode(), text


@pytest.fixture
def local(tmp_path: Path) -> Path:
    write_regime(tmp_path)
    return tmp_path


@pytest.fixture
def folder(local: Path) -> Path:
    return local / "regimes" / "uk.wires"


def stage(output: bytes, name: str = "initial") -> dict:
    duties = json.loads(output)["duties"]
    duty = next(d for d in duties if d["obligation"] == "uk.wires.5")
    return next(s for s in duty["stages"] if s["id"] == name)


def test_the_regime_of_these_tests_is_sound(local: Path, folder: Path) -> None:
    assert [str(p) for p in check_catalogue(ROOT, local).problems if "wires" in p.file] == []
    add_newer_version(folder)
    assert [str(p) for p in check_catalogue(ROOT, local).problems if "wires" in p.file] == []


@pytest.mark.parametrize("day", [date(2025, 4, 22), OLD])
def test_a_newer_version_changes_nothing_of_the_past(local: Path, folder: Path, day: date) -> None:
    before = replayed(local, day)
    add_newer_version(folder)
    after = replayed(local, day)
    assert after[0] == before[0]
    assert after[1] == before[1]
    assert stage(after[0])["promptness"] == "within 24 hours"


def test_the_day_the_newer_version_begins_has_its_law(local: Path, folder: Path) -> None:
    # Aware at 15:20 on Tue 22 April 2025 in the example; 24 and 72 hours on.
    add_newer_version(folder)
    old, new = replayed(local, OLD)[0], replayed(local, NEW)[0]
    assert stage(old)["promptness"] == "within 24 hours"
    assert stage(new)["promptness"] == "within 72 hours"
    starts = datetime.fromisoformat(stage(old)["starts_at"])
    for output, hours in ((old, 24), (new, 72)):
        due = datetime.fromisoformat(stage(output)["due_at"])
        assert (due - starts).total_seconds() == hours * 3600


def test_the_layout_of_a_file_is_no_part_of_what_it_says(local: Path, folder: Path) -> None:
    before = replayed(local, OLD)
    rewrite(folder / "5.toml", ("schema = 1\n", "# A remark of the editor.\n\nschema = 1\n"))
    assert replayed(local, OLD) == before


def test_a_correction_of_ours_shows_in_the_digest(local: Path, folder: Path) -> None:
    before = json.loads(replayed(local, OLD)[0])
    rewrite(folder / "5.toml", ("s 5(1)", "s 5(1A)"))
    after = json.loads(replayed(local, OLD)[0])
    was, now = (
        next(d["rule_digest"] for d in made["duties"] if d["obligation"] == "uk.wires.5")
        for made in (before, after)
    )
    assert was != now
    assert [d for d in before["duties"] if d["obligation"] != "uk.wires.5"] == [
        d for d in after["duties"] if d["obligation"] != "uk.wires.5"
    ]


# ---- Names and calendars ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name", "short"),
    [
        (date(2026, 9, 29), "Information Commissioner (ICO)", "ICO"),
        (date(2026, 9, 30), "Information Commission (formerly the ICO)", "Information Commission"),
    ],
)
def test_an_authority_bears_the_name_of_the_day(
    local: Path, day: date, name: str, short: str
) -> None:
    output, text = replayed(local, day)
    assert f"to: {name}" in " ".join(text.split())
    duty = next(d for d in json.loads(output)["duties"] if d["obligation"] == "uk.wires.5")
    assert duty["title"] == f"Report a fault of the wires to the {short}"


def due(local: Path, day: date) -> str:
    """Count three working days in Scotland from Fri 12 June 2026, under the law of a day."""
    catalogue = load_catalogue(ROOT, local)
    at = datetime(2026, 6, 12, 9, 0, tzinfo=LONDON)
    judged = a_judgement("aware_personal_data", "aware", instant=at, made_at=at)
    asked = replace(opened(catalogue), at=at, judgements=(judged,), facts=())
    made = as_json(Assessments(catalogue).assess(asked, law_as_of=day))
    return stage(made.model_dump_json().encode(), "full")["due_at"][:10]


def test_a_holiday_appointed_later_is_unknown_to_the_law_of_the_day(local: Path) -> None:
    # 15 June 2026 was appointed on 4 February 2026: Mon, Tue, Wed before, Tue, Wed, Thu after.
    assert due(local, date(2026, 2, 3)) == "2026-06-17"
    assert due(local, date(2026, 2, 4)) == "2026-06-18"


def test_nothing_that_was_law_is_named_by_a_later_title(local: Path, folder: Path) -> None:
    add_newer_version(folder)
    newer = folder / f"5@{NEWER_FROM}.toml"
    rewrite(newer, ('title = "Report a fault', 'title = "Tell of a fault'))
    asked = Assessments(load_catalogue(ROOT, local))
    name = "submitted:uk.wires.5/initial"
    assert asked.names(OLD).questions[name].startswith("Report a fault of the wires to the ICO")
    assert asked.names(NEW).questions[name].startswith("Tell of a fault of the wires to the ICO")


def test_every_rule_has_a_digest_of_its_own() -> None:
    digests = [rule.digest for rule in the_catalogue().law.obligations]
    assert len(set(digests)) == len(digests)
    assert all(len(digest) == 64 for digest in digests)
