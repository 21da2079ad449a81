"""The reference programs stay as they were, or every ratio measured before means nothing."""

import hashlib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FROZEN = (HERE / "frozen.txt").read_text().splitlines()


@pytest.mark.parametrize("line", FROZEN)
def test_a_reference_program_is_as_it_was_frozen(line):
    digest, name = line.split()
    assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == digest
