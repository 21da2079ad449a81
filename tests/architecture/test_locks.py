"""The lock files: complete, agreeing with each other, and listed with their licences."""

import re
from pathlib import Path

import pytest

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text(encoding="utf-8")))


def test_tools_are_added_to_what_the_product_runs_on(root: Path) -> None:
    product = pins(root / "requirements.lock")
    assert product
    assert product.items() <= pins(root / "requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements-dev.lock", "requirements-verapdf.lock"])
def test_every_pin_has_a_hash(root: Path, lock: str) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_every_locked_package_is_listed_with_its_licence(root: Path) -> None:
    listed = re.findall(
        r"^\| ([A-Za-z0-9._-]+) \|",
        (root / "THIRD-PARTY-LICENCES.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    normal = {re.sub(r"[-_.]+", "-", name).lower() for name in listed}
    assert set(pins(root / "requirements-dev.lock")) - normal == set()
