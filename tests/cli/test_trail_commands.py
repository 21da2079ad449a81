"""The commands about the trail: take a copy, verify it, remove what must not be kept."""

import json

import pytest
from click.testing import CliRunner
from recorded import DESCRIPTION, SECRET, Recorded, a_version, with_a_life

from disclosure.cli.main import main

REASON = "It names somebody."


@pytest.fixture
def recorded(setting, database, monkeypatch) -> Recorded:
    monkeypatch.setenv("DISCLOSURE_DATABASE_URL", database)
    return with_a_life(setting)


def ran(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    return result.exit_code, result.output


def test_a_copy_is_taken_verified_and_told_from_an_altered_one(recorded, tmp_path):
    out, owner = tmp_path / "copy.zip", recorded.owner.email
    code, said = ran("export", recorded.incident, "--out", out, "--as", owner)
    assert code == 0, said
    assert out.stat().st_mode & 0o777 == 0o600
    head = next(line for line in said.splitlines() if len(line) == 64)
    assert f"disclosure verify {out} --head {head}" in said
    code, said = ran("verify", out, "--head", head.upper())
    assert code == 0, said
    assert "The digest you gave is that of the last entry: nothing is missing." in said
    assert "No digest was given" in ran("verify", out)[1]
    code, said = ran("verify", out, "--head", "0" * 64)
    assert code == 1
    assert "This copy does not hold." in said
    count = json.loads(ran("verify", out, "--json")[1])["entries"]
    assert f"The first broken entry is {count + 1}." in said
    assert ran("export", recorded.incident, "--out", out, "--as", owner)[0] == 2


def test_who_may_not_take_a_copy_is_refused(recorded, tmp_path):
    out = tmp_path / "copy.zip"
    code, said = ran("export", recorded.incident, "--out", out, "--as", "ada.field@example.org")
    assert (code, out.exists()) == (5, False)
    assert "Only an owner or an approver" in said
    code, said = ran("export", recorded.incident, "--out", out, "--as", "nobody@example.org")
    assert (code, out.exists()) == (4, False)


def test_what_is_no_copy_is_refused_in_a_sentence(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all", encoding="utf-8")
    code, said = ran("verify", letter)
    assert code == 2
    assert "letter.txt: This is no ZIP file that can be read" in said
    assert ran("verify", tmp_path / "not-there.zip")[0] == 2
    code, said = ran("verify", letter, "--head", "abc")
    assert code == 2
    assert "A digest has 64 characters" in said


def test_redaction_shows_what_goes_and_waits_for_yes(recorded):
    [added] = recorded.table.setting.entries("receipt-added")
    asked = ("redact", recorded.incident, "receipt", added.subject, "--reason", REASON)
    code, said = ran(*asked, "--as", recorded.owner.email)
    assert code == 0, said
    assert "This would go, and nothing brings it back:" in said
    assert recorded.table.setting.entries("redacted") == []
    code, said = ran(*asked, "--as", recorded.owner.email, "--yes")
    assert code == 0, said
    assert "Start every server and worker again" in said
    [entry] = recorded.table.setting.entries("redacted")
    assert (entry.reason, entry.actor_name) == (REASON, "Olive Owner")
    assert ran(*asked, "--as", recorded.owner.email, "--yes")[0] == 4
    fact = ("redact", recorded.incident, "fact", "incident.description@1", "--reason", REASON)
    code, said = ran(*fact, "--as", recorded.owner.email, "--yes")
    assert code == 6
    assert "Record the right value first" in said


def test_redaction_says_what_it_leaves(recorded):
    a_version(recorded, DESCRIPTION, SECRET)
    a_version(recorded, DESCRIPTION, "a cyber incident")
    asked = ("redact", recorded.incident, "fact", f"{DESCRIPTION}@2", "--reason", REASON)
    code, said = ran(*asked, "--as", recorded.owner.email)
    assert code == 0, said
    assert (
        "What it leaves, and what is still to be done:\n- the edit by hand voluntary.letter" in said
    )
