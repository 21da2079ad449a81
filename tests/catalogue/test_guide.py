"""The guide's own example: what it tells a lawyer to write is accepted, letter for letter."""

import re
import shutil
from pathlib import Path

from builders import ROOT
from disclosure.catalogue.load import check_catalogue

GUIDE = ROOT / "forms" / "README.md"
FILES = ("regime.toml", "asks.toml", "12.toml", "cases.toml")
BLOCK = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def the_example() -> dict[str, str]:
    """Give the files of the example, each the first block after its name."""
    text = GUIDE.read_text(encoding="utf-8")
    chapter = text.partition("\n## 13. ")[2].partition("\n## 14. ")[0]
    found = {}
    for name in FILES:
        # The table of ids names a file too; what follows its bar is no block.
        after = re.split(rf"(?<!\| )`regimes/uk.depots/{name}`", chapter, maxsplit=1)[1]
        block = BLOCK.search(after)
        assert block is not None
        found[name] = block[1]
    return found


def test_the_example_of_the_guide_is_clean_and_its_cases_pass(tmp_path: Path) -> None:
    root = tmp_path / "library"
    for name in ("forms", "templates"):
        shutil.copytree(ROOT / name, root / name)
    folder = root / "forms" / "regimes" / "uk.depots"
    folder.mkdir()
    for name, text in the_example().items():
        (folder / name).write_text(text, encoding="utf-8")
    before, after = check_catalogue(ROOT), check_catalogue(root)
    assert [str(problem) for problem in after.problems] == []
    assert (after.obligations, after.cases) == (before.obligations + 1, before.cases + 3)
