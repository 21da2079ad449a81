"""The checkout as the architecture tests see it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def listed_by_git() -> list[Path] | None:
    """Files that git tracks or would track; nothing where git or the repository is missing."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [Path(name) for name in done.stdout.split("\0") if name]


def walked() -> Iterator[Path]:
    """The same by looking, for a copy without its history: what tools leave is passed over."""
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        left_over = {"__pycache__", "build", "dist", "htmlcov", "out", "var"}
        folders[:] = [n for n in folders if n == ".ci" or not (n in left_over or n[0] == ".")]
        for name in names:
            if not name.endswith((".pyc", "~", ".swp")) and not name.startswith(".coverage"):
                yield (here / name).relative_to(ROOT)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file of the repository, relative to its top."""
    files = listed_by_git()
    return sorted(path for path in (files or walked()) if (ROOT / path).is_file())
