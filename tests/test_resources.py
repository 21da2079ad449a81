"""The data folders are found in the wheel or in the checkout, wherever the program is started."""

from pathlib import Path

import pytest

from disclosure import resources
from disclosure.resources import FOLDERS, ResourcesMissingError, resource_root

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that lies somewhere else, without data."""
    folder = tmp_path / "disclosure"
    folder.mkdir()
    monkeypatch.setattr(resources, "__file__", str(folder / "resources.py"))
    return folder


def fill(folder, names=FOLDERS):
    for name in names:
        (folder / name).mkdir(parents=True)


def test_the_checkout_is_used():
    assert resource_root() == ROOT


def test_the_working_directory_does_not_matter(tmp_path, monkeypatch):
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert resource_root() == ROOT


def test_the_copy_in_the_wheel_comes_first(package):
    fill(package / "_bundle")
    fill(package.parent)
    assert resource_root() == package / "_bundle"


def test_half_a_copy_is_none(package):
    fill(package / "_bundle", FOLDERS[:1])
    fill(package.parent)
    assert resource_root() == package.parent


def test_when_both_are_missing_both_places_are_named(package):
    with pytest.raises(ResourcesMissingError) as missing:
        resource_root()
    message = str(missing.value)
    assert str(package / "_bundle") in message
    assert f"{package.parent}." in message
    for folder in FOLDERS:
        assert folder in message
    assert message.endswith("Reinstall.")
