"""The commands on the law library itself: what it holds, what is due, what changed in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from laws import add_newer_version, rewrite, write_regime

from disclosure.cli import main as commands
from disclosure.outputs import contracts


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: object
    out: str
    err: str

    @property
    def flat(self) -> str:
        """What it printed, as if the terminal had no edge."""
        return " ".join(self.out.split())


Run = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_regime(tmp_path / "law")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    """Run a command line on the shipped law with a small regime beside it."""
    monkeypatch.setenv("DISCLOSURE_LOCAL_CATALOGUE", str(folder.parents[1]))

    def command(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as left:
            commands.main.main(["law", *arguments])
        said = capsys.readouterr()
        return Done(left.value.code, said.out, said.err)

    return command


def checked(done: Done, schema: str) -> dict:
    """Give the JSON a command printed, once it has been held against its schema."""
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    jsonschema.Draft202012Validator(contracts.schema(schema)).validate(made)
    return made


def too_wide(text: str, width: int = 88) -> list[str]:
    """Lines that pass the width and could have been broken: an address cannot."""
    return [line for line in text.splitlines() if len(line) > width and " " in line.strip()]


# ---- The list -----------------------------------------------------------------------------------


def listed(run: Run, name: str = "uk.wires.5") -> list[dict]:
    made = checked(run("list", "--json"), "law-list")
    return [rule for rule in made["obligations"] if rule["id"] == name]


def test_a_rule_is_listed_with_all_that_a_lawyer_asks_of_it(run: Run) -> None:
    (rule,) = listed(run)
    assert (rule["cite"], rule["regime"], rule["status"]) == (
        "Wires Act 2011, s 5(1)", "uk.wires", "in-force",
    )  # fmt: skip
    assert (rule["checked_on"], rule["review_by"], rule["reviewed_by"]) == (
        "2026-11-01", "2027-05-01", "",
    )  # fmt: skip
    (row,) = rule["conditions"]
    assert row == {
        "kind": "applies-when",
        "asks": "Is personal data involved?",
        "subject": "fact",
        "key": "personal_data.involved",
        "test": "in",
        "accepts": ["yes"],
        "at_least": None,
        "needs": 1,
        "while_open": "",
        "meanwhile": "",
        "cite": "Wires Act 2011, s 5(1)",
        "confidence": "verified",
        "checked_on": "2026-11-01",
        "parts": [],
    }
    assert rule["stages"] == ["initial", "full"]
    assert [(x["stage"], x["amount"], x["counting"], x["calendar"]) for x in rule["limits"]] == [
        ("initial", 24, "exact-hours", ""),
        ("full", 3, "business-days", "scotland"),
    ]
    assert [c["title"] for c in rule["contents"]] == ["What is wrong with the wires"]
    assert (rule["cases"], rule["outcomes"]) == (2, {"applies": 1, "does-not-apply": 1})
    assert rule["cites"] == [
        "Wires Act 2011, s 5(1)", "Wires Act 2011, s 5(3)", "Wires Act 2011, s 5(2)",
    ]  # fmt: skip


def test_every_row_of_every_rule_has_citation_mark_and_date(run: Run) -> None:
    made = checked(run("list", "--json"), "law-list")
    assert len(made["obligations"]) >= 15
    for rule in made["obligations"]:
        rows = [*rule["conditions"], *rule["limits"], *rule["contents"]]
        rows += [part for row in rule["conditions"] for part in row["parts"]]
        assert rule["conditions"], rule["id"]
        assert rule["limits"], rule["id"]
        for row in rows:
            assert row["cite"], rule["id"]
            assert row["confidence"] in ("verified", "secondary", "knowledge", "uncertain")
            assert row["checked_on"] == rule["checked_on"]


def test_versions_are_listed_with_the_cases_of_their_days(run: Run, folder: Path) -> None:
    add_newer_version(folder)
    older, newer = listed(run)
    assert older["versions"] == newer["versions"]
    assert [(v["in_force"], v["cases"]) for v in older["versions"]] == [
        ({"start": "2011-05-26", "until": "2025-08-19"}, 2),
        ({"start": "2025-08-20", "until": None}, 0),
    ]
    assert older["limits"][0]["amount"] == 24
    assert newer["limits"][0]["amount"] == 72


def test_what_is_watched_and_what_is_no_duty_are_listed_apart(run: Run, folder: Path) -> None:
    bill = ('kind = "obligation"', 'kind = "watch"'), ('status = "in-force"', 'status = "bill"')
    rewrite(folder / "5.toml", *bill)
    made = checked(run("list", "--json"), "law-list")
    assert "uk.wires.5" in made["watch"]
    staff = next(e for e in made["not_duties"] if e["id"] == "uk.staff")
    assert staff["because"]
    assert staff["cite"]
    said = run("list")
    assert "No duty, because:" in said.out
    assert "uk.staff" in said.out
    assert too_wide(said.out) == []


# ---- Another look -------------------------------------------------------------------------------


def test_the_review_prints_every_reason_and_the_list_by_risk(run: Run, folder: Path) -> None:
    rewrite(folder / "5.toml", ("{ from = 2011-05-26 }", "{ from = 2027-03-18 }"))
    made = checked(run("review", "--on", "2027-03-01", "--json"), "law-review")
    whys = {point["why"] for point in made["points"]}
    assert whys >= {"law-in-motion", "authority-name", "weak-marks", "hours", "not-reviewed"}
    assert {"uk.wires.5"} <= {p["about"] for p in made["points"] if p["day"] == "2027-03-18"}
    assert [entry["rank"] for entry in made["recheck"]] == list(range(1, 13))
    said = run("review", "--on", "2027-03-01")
    for words in (
        "Look these up before anybody relies on them, the greatest risk first:",
        "1. Has the Cyber Security and Resilience Bill received Royal Assent",
        "Law in motion:",
        "begins on 18 March 2027.",
        "Not reviewed by a lawyer:",
    ):
        assert words in said.flat
    assert too_wide(said.out) == []


# ---- Hours --------------------------------------------------------------------------------------


def test_hours_are_said_of_an_instant(run: Run) -> None:
    at = "2026-12-24T19:00:00+00:00"
    made = checked(run("hours", "--at", at, "--json"), "law-hours")
    seen = {service["id"]: service for service in made["services"]}
    assert (seen["rns"]["door"], seen["rns"]["opens_at"]) == ("closed", "2026-12-29T07:00:00+00:00")
    assert seen["lse"]["opens_at"] == "2026-12-29T07:50:00+00:00"
    assert seen["rns"]["cite"] == "DTR 1.3.6G and 1.3.7G"
    said = run("hours", "--at", at)
    assert "It opens Tue 29 December 2026, 07:00 GMT" in said.flat
    assert too_wide(said.out) == []


def test_hours_are_those_of_now_where_no_instant_is_named(run: Run) -> None:
    assert checked(run("hours", "--json"), "law-hours")["services"]


def test_hours_of_a_year_nobody_knows_are_refused(run: Run) -> None:
    done = run("hours", "--at", "2040-01-02T10:00:00+00:00")
    assert done.code == 2
    assert "covers 2019-01-01 to 2030-12-31; 2040-01-02 lies outside it." in done.err


# ---- Changes ------------------------------------------------------------------------------------


def test_a_snapshot_tells_what_changed_since(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    taken = run("snapshot", "--out", str(file))
    assert taken.code == 0
    assert taken.out.startswith("library.json: the library of ")
    same = run("changes", str(file))
    assert same.out.endswith(": 0 changes.\n")
    add_newer_version(folder)
    made = checked(run("changes", str(file), "--json"), "law-changes")
    assert [(c["kind"], c["id"], c["begins"]) for c in made["changes"]] == [
        ("changed", "uk.wires.5", "2011-05-26"),
        ("new-version", "uk.wires.5", "2025-08-20"),
    ]
    assert made["before"]["digest"] != made["after"]["digest"]
    said = run("changes", str(file))
    assert ": 2 changes." in said.flat
    assert "New version of rule uk.wires.5, from 20 August 2025" in said.flat
    assert "72 hours from the moment named in the judgement “Since when has" in said.flat
    assert "was compromised?”; before: 24 hours." in said.flat
    assert too_wide(said.out) == []


def test_a_change_of_words_says_that_it_is_one(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    run("snapshot", "--out", str(file))
    rewrite(folder / "5.toml", ('reviewed_by = ""', 'reviewed_by = "A. Lawyer"'))
    assert "(words only)" in run("changes", str(file)).flat


def test_a_snapshot_that_cannot_be_written_or_read_is_said(run: Run, tmp_path: Path) -> None:
    done = run("snapshot", "--out", str(tmp_path / "nowhere" / "x.json"))
    assert (done.code, "cannot be written" in done.err) == (2, True)
    done = run("changes", str(tmp_path / "missing.json"))
    assert (done.code, "There is no such file." in done.err) == (2, True)
