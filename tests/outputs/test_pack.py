"""A pack on disk: whole or not at all, and every byte of it accounted for."""

import hashlib
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from builders import ROOT, a_case_file, the_catalogue
from disclosure.outputs import contracts
from disclosure.outputs.files import MANIFEST, File, write_folder
from disclosure.outputs.html import HTMLWriter
from disclosure.outputs.pack import PackWriter
from disclosure.problems import InvalidInputError
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Pack, Packs

WRITTEN = ("txt", "html", "json")
"""What the writer writes; PDFs are printed and handed to it."""
NOTICES = ("voluntary.post.public", "uk.gdpr.33.initial.authority")


@cache
def drafted(name: str = "ms-2025", notices: tuple[str, ...] = NOTICES) -> Pack:
    catalogue = the_catalogue()
    return Packs(catalogue, Assessments(catalogue)).draft(a_case_file(name), notices=notices)


def files_of(pack: Pack, *formats: str) -> list[File]:
    return PackWriter(HTMLWriter(ROOT / "templates")).files(
        pack.assessment,
        pack.drafts,
        pack.findings,
        formats=formats or WRITTEN,
        audiences={a.id: a.title for a in the_catalogue().audiences.values()},
    )


def a_file(path: str = "a.txt", content: bytes = b"a") -> File:
    return File(path, "text/plain", content)


def content_of(folder: Path) -> dict[str, bytes]:
    found = {path for path in folder.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def listed_in(manifest: dict) -> dict[str, str]:
    held = [*manifest["files"], *(f for n in manifest["notices"] for f in n["files"])]
    return {file["path"]: file["sha256"] for file in held}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of two notices, written."""
    folder = tmp_path / "pack"
    write_folder(folder, files_of(drafted()))
    return folder


# ---- What is in it -------------------------------------------------------------------------------


def test_every_file_is_listed_with_its_digest_and_no_other(pack: Path) -> None:
    held = content_of(pack)
    del held[MANIFEST]
    assert listed_in(manifest_of(pack)) == {
        name: hashlib.sha256(content).hexdigest() for name, content in held.items()
    }


def test_a_pack_holds_each_notice_in_each_format_a_cover_and_the_manifest(pack: Path) -> None:
    assert sorted(content_of(pack)) == [
        "index.html",
        "manifest.json",
        "uk.gdpr.33.initial.authority.html",
        "uk.gdpr.33.initial.authority.json",
        "uk.gdpr.33.initial.authority.txt",
        "voluntary.post.public.html",
        "voluntary.post.public.json",
        "voluntary.post.public.txt",
    ]


@pytest.mark.parametrize("name", ["coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021"])
def test_the_manifest_and_each_notice_keep_to_their_schemas(name: str) -> None:
    for file in files_of(drafted(name, ("all",)), "json"):
        schema = contracts.schema("manifest" if file.path == MANIFEST else "notice")
        jsonschema.Draft202012Validator(schema).validate(json.loads(file.content))


def test_the_manifest_names_the_case_the_instant_the_law_and_its_support(pack: Path) -> None:
    manifest = manifest_of(pack)
    assert manifest["case"] == "harcourt-vale-2025"
    assert manifest["at"] == "2025-04-22T14:00:00+01:00"
    assert manifest["law_as_of"] == "2026-11-21"
    assert manifest["law_note"]
    assert 0 < manifest["rows_not_verified"] < manifest["rows"]


def test_the_manifest_ties_every_sentence_to_what_it_rests_on(pack: Path) -> None:
    report = next(n for n in manifest_of(pack)["notices"] if n["obligation"] == "uk.gdpr.33")
    assert (report["outcome"], report["stage"]) == ("undetermined", "initial")
    assert (report["audience"], report["language"]) == ("authority", "en-GB")
    said = [s for s in report["sentences"] if s["kind"] == "sentence"]
    assert said
    assert [s for s in said if not s["rests_on"]] == []
    what = next(s for s in said if "We are dealing with a cyber incident" in s["text"])
    assert {"fact": "incident.description", "version": 1, "standing": "confirmed"} in (
        what["rests_on"]
    )


def test_findings_stand_with_their_notice_and_those_of_the_case_apart(pack: Path) -> None:
    manifest, found = manifest_of(pack), drafted().findings
    assert len(manifest["findings"]) == sum(not f.notice for f in found)
    for notice in manifest["notices"]:
        assert len(notice["findings"]) == sum(f.notice == notice["id"] for f in found)


def test_a_notice_without_a_duty_has_no_outcome(pack: Path) -> None:
    post = next(n for n in manifest_of(pack)["notices"] if n["id"] == "voluntary.post.public")
    assert (post["obligation"], post["outcome"]) == ("", "")


@pytest.mark.parametrize("kind", WRITTEN)
def test_one_format_alone(kind: str) -> None:
    paths = {file.path for file in files_of(drafted(), kind)}
    cover = {"index.html"} if kind == "html" else set()
    assert paths == {MANIFEST, *cover, *(f"{notice}.{kind}" for notice in NOTICES)}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    catalogue = the_catalogue()
    for name in ("one", "two"):
        fresh = Packs(catalogue, Assessments(catalogue)).draft(a_case_file("ms-2025"))
        write_folder(tmp_path / name, files_of(fresh))
    assert content_of(tmp_path / "one") == content_of(tmp_path / "two")


def test_pdfs_stand_with_their_notice_and_the_boards_with_the_whole_pack() -> None:
    pack, catalogue = drafted(), the_catalogue()
    printed = {NOTICES[0]: b"%PDF-1", "board.timeline": b"%PDF-2"}
    files = PackWriter(HTMLWriter(ROOT / "templates")).files(
        pack.assessment,
        pack.drafts,
        pack.findings,
        formats=("pdf",),
        audiences={a.id: a.title for a in catalogue.audiences.values()},
        printed=printed,
    )
    assert {file.path for file in files} == {
        "voluntary.post.public.pdf",
        "board.timeline.pdf",
        MANIFEST,
    }
    manifest = json.loads(files[-1].content)
    assert [f["path"] for f in manifest["files"]] == ["board.timeline.pdf"]
    (post,) = next(n["files"] for n in manifest["notices"] if n["id"] == NOTICES[0])
    assert post["media_type"] == "application/pdf"
    assert post["sha256"] == hashlib.sha256(b"%PDF-1").hexdigest()


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("ms-2025", "earliest possible: Tue 22 April 2025, 00:00 BST"),
        ("ms-2025-aware", "OVERDUE: Tue 22 April 2025, 09:10 BST"),
    ],
)
def test_the_cover_says_when_each_notice_is_due(name: str, due: str) -> None:
    files = {file.path: file.content.decode() for file in files_of(drafted(name), "html")}
    assert due in files["index.html"]
    assert (
        "rows of law behind this pack were not read in the source they cite"
        in (files["index.html"])
    )


# ---- All of it, or none --------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    # 'a.txt' is a file, so there can be no 'a.txt/b.txt'.
    with pytest.raises(InvalidInputError, match="The folder cannot be written"):
        write_folder(tmp_path / "pack", [a_file("a.txt"), a_file("a.txt/b.txt")])
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, written = Path.write_bytes, []

    def fills_up(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fills_up)
    with pytest.raises(InvalidInputError, match="No space left on device"):
        write_folder(tmp_path / "pack", files_of(drafted()))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_earlier_pack_as_it_was(pack: Path) -> None:
    before = content_of(pack)
    with pytest.raises(InvalidInputError):
        write_folder(pack, [a_file("a.txt"), a_file("a.txt/b.txt")])
    assert content_of(pack) == before
    assert [path.name for path in pack.parent.iterdir()] == ["pack"]


def test_a_failure_while_changing_places_brings_the_earlier_pack_back(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, target: Path) -> Path:
        raise OSError(5, "Input/output error")

    before = content_of(pack)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(InvalidInputError, match="Input/output error"):
        write_folder(pack, files_of(drafted(), "txt"))
    assert content_of(pack) == before
    assert [path.name for path in pack.parent.iterdir()] == ["pack"]


def test_a_failure_while_setting_the_earlier_pack_aside_leaves_it(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, target: Path) -> Path:
        raise OSError(16, "Device or resource busy")

    before = content_of(pack)
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(InvalidInputError, match="busy"):
        write_folder(pack, files_of(drafted(), "txt"))
    assert content_of(pack) == before
    assert [path.name for path in pack.parent.iterdir()] == ["pack"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b" / "pack", [a_file()])
    assert content_of(tmp_path) == {"a/b/pack/a.txt": b"a"}


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InvalidInputError, match="The folder cannot be written"):
        write_folder(tmp_path / "file" / "pack", [a_file()])


def test_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="File name too long"):
        write_folder(tmp_path / ("n" * 300), [a_file()])
    assert list(tmp_path.iterdir()) == []


def test_links_that_run_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(InvalidInputError, match="The folder cannot be written"):
        write_folder(tmp_path / "one", [a_file()])


# ---- What may be replaced ------------------------------------------------------------------------


def test_an_untouched_pack_is_replaced_whole(pack: Path) -> None:
    write_folder(pack, files_of(drafted(), "txt"))
    assert sorted(content_of(pack)) == [
        "manifest.json",
        "uk.gdpr.33.initial.authority.txt",
        "voluntary.post.public.txt",
    ]
    assert [path.name for path in pack.parent.iterdir()] == ["pack"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    write_folder(tmp_path / "pack", [a_file()])
    assert content_of(tmp_path) == {"pack/a.txt": b"a"}


def test_a_pack_behind_a_link_is_replaced_and_the_link_stays(pack: Path) -> None:
    link = pack.parent / "link"
    link.symlink_to(pack)
    write_folder(link, files_of(drafted(), "txt"))
    assert link.is_symlink()
    assert "voluntary.post.public.html" not in content_of(pack)


def refused(folder: Path) -> str:
    before = content_of(folder) if folder.is_dir() else folder.read_bytes()
    with pytest.raises(InvalidInputError) as refusal:
        write_folder(folder, files_of(drafted()))
    assert (content_of(folder) if folder.is_dir() else folder.read_bytes()) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    (problem,) = refusal.value.problems
    assert problem.allowed == "Name another folder, or move what is in it."
    return problem.wrong


def test_a_pack_with_another_file_in_it_is_refused(pack: Path) -> None:
    (pack / "notes.txt").write_text("mine", encoding="utf-8")
    assert refused(pack) == "It holds 'notes.txt', which is not part of a pack."


def test_a_pack_with_a_file_in_a_folder_of_its_own_is_refused(pack: Path) -> None:
    (pack / "more").mkdir()
    (pack / "more" / "notes.txt").write_text("mine", encoding="utf-8")
    assert refused(pack) == "It holds 'more/notes.txt', which is not part of a pack."


def test_a_pack_with_a_file_changed_by_hand_is_refused(pack: Path) -> None:
    with (pack / "voluntary.post.public.txt").open("a", encoding="utf-8") as file:
        file.write("One word more.\n")
    wrong = "'voluntary.post.public.txt' in it was changed by hand and would be lost."
    assert refused(pack) == wrong


def test_a_pack_with_a_link_in_it_is_refused(pack: Path) -> None:
    (pack / "elsewhere").symlink_to(pack.parent)
    assert refused(pack) == "It holds 'elsewhere', which is not part of a pack."


@pytest.mark.parametrize("content", ["{}", "[]", "no JSON", '{"name": "an app", "files": 1}'])
def test_a_folder_with_somebody_elses_manifest_is_refused(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / MANIFEST).write_text(content, encoding="utf-8")
    assert refused(folder) == "It holds 'manifest.json', which is not part of a pack."


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    assert refused(folder) == "It holds 'letter.txt', which is not part of a pack."


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    path.write_text("mine", encoding="utf-8")
    assert refused(path) == "There is a file of this name."
