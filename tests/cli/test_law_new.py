"""The command that writes a regime to start from, and what the check says of a folder of one's own.

The page "Twenty minutes" of the guide is followed to the letter: its commands work, and it is
short.
"""

import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import ROOT
from disclosure.cli import main as commands

GUIDE = (ROOT / "forms" / "README.md").read_text(encoding="utf-8")
PAGE = GUIDE.partition("\n## Twenty minutes\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```\n(.*?)\n```", PAGE, re.DOTALL)
LONGEST_PAGE = 900

Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line in an empty folder; gives its code and what it said."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, local: str = "") -> tuple[object, str, str]:
        monkeypatch.setenv("DISCLOSURE_LOCAL_CATALOGUE", local)
        with pytest.raises(SystemExit) as left:
            commands.main.main(list(arguments))
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return command


def test_the_commands_of_the_page_do_what_it_says(run: Run, tmp_path: Path) -> None:
    begin, check = BLOCKS
    code, out, _ = run(*shlex.split(begin)[1:])
    assert code == 0
    written = sorted(path.name for path in (tmp_path / "our-law/regimes/uk.harbours").iterdir())
    assert written == ["9.toml", "asks.toml", "cases.toml", "regime.toml"]
    assert all(f"our-law/regimes/uk.harbours/{name}" in out for name in written)
    setting, *command = shlex.split(check)
    assert f"{setting} ./disclose law check" in out
    code, out, err = run(*command[1:], local=setting.partition("=")[2])
    assert (code, err) == (0, "")
    assert ": clean.\n" in out
    assert out.endswith("Of these, your own folder adds 1 obligation and 3 worked cases.\n")


def test_the_check_says_whose_words_a_folder_replaces(run: Run) -> None:
    _, out, _ = run("law", "check", local=str(ROOT / "tests" / "cases" / "own-catalogue"))
    assert out.endswith("It replaces words of 2 texts for Harcourt & Vale plc.\n")


def test_the_page_is_short() -> None:
    assert len(PAGE.split()) <= LONGEST_PAGE


def test_a_second_time_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    run("law", "new", "our-law", "contract.port")
    rule = tmp_path / "our-law/regimes/contract.port/_.toml"
    before = rule.read_bytes()
    code, _, err = run("law", "new", "our-law", "contract.port")
    assert (code, "is there already; nothing was written" in err) == (2, True)
    assert rule.read_bytes() == before


def test_a_regime_of_the_library_is_not_begun_again(run: Run, tmp_path: Path) -> None:
    code, _, err = run("law", "new", "our-law", "uk.gdpr.99")
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "The library has the regime 'uk.gdpr' already; nothing was written." in err


def test_a_folder_that_could_not_be_read_is_not_called_clean(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = run("law", "check", local="empty")
    assert (code, "clean" in out) == (3, False)
    assert "There is no folder 'regimes' in it" in err


def test_the_support_shown_is_that_of_the_weakest_mark(run: Run) -> None:
    # The duty was read in its source, one of its limits is from knowledge only.
    rule = tomllib.loads((ROOT / "forms/regimes/uk.charity/_.toml").read_text(encoding="utf-8"))
    assert rule["confidence"] == "verified"
    limits = [limit for stage in rule["stages"] for limit in stage["limits"]]
    assert "knowledge" in {limit["confidence"] for limit in limits}
    _, out, _ = run("law", "show", "uk.charity")
    assert "Support: from knowledge, not read in a source;" in " ".join(out.split())
    _, out, _ = run("law", "list")
    told = out.partition("\nuk.charity ")[2].partition("\nuk.")[0]
    assert "in-force, knowledge," in told or "obligation, knowledge," in told
    # Also where the weakest row is one of a group.
    assert ", knowledge, " in out.partition("\nuk.pecr.5a ")[2].partition("\nuk.")[0]
