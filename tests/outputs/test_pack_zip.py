"""A pack as one ZIP: every byte from the case, and nobody else's file lost."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosure.outputs.files import MANIFEST, File
from disclosure.outputs.pack_zip import as_zip, write_zip
from disclosure.problems import InvalidInputError

AT = datetime(2025, 4, 22, 14, 0, 1, tzinfo=UTC)
A = File("a.txt", "text/plain", b"one")
LISTED = (
    b'{"files": [{"path": "a.txt", "sha256": '
    b'"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"}], "notices": []}'
)
"""The digest is that of the three letters "one"."""
FILES = [A, File(MANIFEST, "application/json", LISTED)]


def test_every_file_is_in_it_in_order_under_the_cases_date() -> None:
    with zipfile.ZipFile(io.BytesIO(as_zip(FILES, AT))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.txt", MANIFEST]
        # A ZIP counts seconds in pairs.
        assert {e.date_time for e in archive.infolist()} == {(2025, 4, 22, 14, 0, 0)}
        assert archive.read("a.txt") == b"one"


def test_the_same_files_give_the_same_bytes() -> None:
    assert as_zip(FILES, AT) == as_zip(FILES, AT)


def test_it_is_written_whole_and_replaces_an_untouched_one(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "pack.zip"
    write_zip(path, FILES, AT)
    assert path.read_bytes() == as_zip(FILES, AT)
    write_zip(path, FILES[1:], AT)
    assert path.read_bytes() == as_zip(FILES[1:], AT)
    assert [p.name for p in path.parent.iterdir()] == ["pack.zip"]


@pytest.mark.parametrize(
    "content",
    [
        b"mine",
        as_zip([A], AT),
        as_zip([*FILES, File("more.txt", "text/plain", b"mine")], AT),
        as_zip([File("a.txt", "text/plain", b"two"), FILES[1]], AT),
    ],
    ids=["no ZIP", "no manifest", "one file more", "a file changed"],
)
def test_a_file_that_is_no_untouched_pack_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match="There is another file or folder of this name"):
        write_zip(path, FILES, AT)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["pack.zip"]


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InvalidInputError, match="The file cannot be written"):
        write_zip(tmp_path / "file" / "pack.zip", FILES, AT)
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(InvalidInputError, match="links run in a circle"):
        write_zip(tmp_path / "one", FILES, AT)
