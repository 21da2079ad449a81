"""What people install is what is in the repository, and it works away from the checkout."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

BUNDLE = "disclosure/_bundle/"

BUILD = """
import sys
from hatchling import build
print(getattr(build, sys.argv[1])(sys.argv[2]))
"""


def build(kind: str, *, source: Path, into: Path) -> Path:
    """Build straight with the backend: no network, and no environment of its own."""
    command = [sys.executable, "-c", BUILD, kind, str(into)]
    done = subprocess.run(command, cwd=source, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return into / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the sdist, as for a release."""
    work = tmp_path_factory.mktemp("release")
    sdist = build("build_sdist", source=root, into=work)
    with tarfile.open(sdist) as archive:
        # The first Pythons 3.11 have no filter; later ones warn when none is chosen.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(work)  # noqa: S202  # packed by ourselves a moment ago
    unpacked = work / sdist.name.removesuffix(".tar.gz")
    return build("build_wheel", source=unpacked, into=work)


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.slow
def test_the_wheel_holds_the_tracked_data_and_nothing_else(
    wheel: Path, tracked: list[Path]
) -> None:
    names = names_in(wheel)
    bundled = {name.removeprefix(BUNDLE) for name in names if name.startswith(BUNDLE)}
    assert bundled == {
        path.as_posix() for path in tracked if path.parts[0] in {"forms", "migrations", "templates"}
    }


@pytest.mark.slow
def test_the_wheel_takes_one_name_of_the_import_path(wheel: Path) -> None:
    tops = {PurePosixPath(name).parts[0] for name in names_in(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"disclosure"}


@pytest.mark.slow
def test_the_wheel_holds_every_module(wheel: Path, tracked: list[Path]) -> None:
    names = names_in(wheel)
    inside = {name for name in names if name.startswith("disclosure/") and BUNDLE not in name}
    assert inside == {path.as_posix() for path in tracked if path.parts[0] == "disclosure"}


@pytest.mark.slow
def test_an_unpacked_wheel_lists_the_law(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # noqa: S202  # packed by ourselves a moment ago
    done = subprocess.run(
        [sys.executable, "-P", "-m", "disclosure", "law", "list"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "gdpr" in done.stdout
