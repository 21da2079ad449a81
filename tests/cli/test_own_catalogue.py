"""A policy and a contract in a folder of one's own: duties, deadlines and texts, no Python."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.cli import main as commands

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "cases" / "own-catalogue"
CASE = """schema = 1
id = "depot-fire-drill"
title = "Tills down on Easter Saturday"
description = "A retailer with a cyber policy and a merchant agreement of its own."
law_as_of = 2026-11-21
at = 2025-04-19T14:00:00+01:00
time_zone = "Europe/London"

[defaults]
recorded_at = 2025-04-19T13:00:00+01:00
recorded_by = "security lead"
true_at = 2025-04-19T12:30:00+01:00
source = "incident call"

[organisation]
name = "Harcourt & Vale plc"
[organisation.profile]
"cyber_policy.in_force" = "yes"
"cyber_policy.number" = "CP 1042"
"acquirer.merchant" = "yes"

[[entities]]
id = "group"
legal_name = "Harcourt & Vale plc"
roles = ["policyholder", "controller"]

[[facts]]
key = "incident.description"
value = "a cyber incident"
standing = "confirmed"

[[facts]]
key = "incident.detected_at"
value = 2025-04-19T09:00:00+01:00
standing = "confirmed"

[[facts]]
key = "cyber_policy.counsel"
value = "Ashdown & Pike LLP"
standing = "confirmed"

[[facts]]
key = "acquirer.cards_at_risk"
value = "yes"
standing = "confirmed"

[[facts]]
key = "acquirer.cards_known_at"
value = 2025-04-19T11:00:00+01:00
standing = "confirmed"
"""

Run = Callable[..., str]


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line with the folder beside the library."""
    monkeypatch.setenv("DISCLOSURE_LOCAL_CATALOGUE", str(OWN))

    def command(*arguments: str) -> str:
        with pytest.raises(SystemExit) as left:
            commands.main.main(list(arguments))
        said = capsys.readouterr()
        assert (left.value.code, said.err) == (0, "")
        return said.out

    return command


def test_its_duties_stand_beside_the_law_with_their_deadlines(run: Run, case: str) -> None:
    duties = {d["obligation"]: d for d in json.loads(run("assess", case, "--json"))["duties"]}
    # 24 hours from nine on Saturday. Three working days from Saturday: Tuesday to Thursday, since
    # 21 April 2025 was Easter Monday.
    policy, acquirer = duties["contract.cyber-policy"], duties["contract.acquirer"]
    assert (policy["outcome"], acquirer["outcome"]) == ("presumed", "applies")
    assert [s["due_at"] for s in policy["stages"]] == ["2025-04-20T09:00:00+01:00", None]
    assert [s["due_at"] for s in acquirer["stages"]] == [None, "2025-04-24T23:59:59+01:00"]


def test_its_texts_are_drafted_from_the_same_facts(run: Run, case: str, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    run("pack", case, "--out", str(out), "--format", "txt")
    (policy,) = out.glob("*contract.cyber-policy*.txt")
    (acquirer,) = out.glob("*contract.acquirer*.txt")
    text = " ".join(policy.read_text(encoding="utf-8").split())
    assert "Policy number: CP 1042." in text
    assert "We are dealing with a cyber incident." in text
    assert "From the policy's panel we ask to appoint Ashdown & Pike LLP." in text
    text = " ".join(acquirer.read_text(encoding="utf-8").split())
    assert "Card data may have been seen or taken." in text
    assert "We first suspected it at 11:00 on Saturday 19 April 2025 (London time)." in text


def test_the_organisation_it_names_gets_its_own_words(run: Run, case: str, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    run("pack", case, "--out", str(out), "--format", "txt", "--notice", "voluntary.letter.staff")
    (letter,) = out.glob("*.txt")
    text = " ".join(letter.read_text(encoding="utf-8").split())
    assert "Thank you, each of you." in text
