"""Which files a notice can be had as, and those a pack holds on request."""

import hashlib
import json
from typing import get_args

import pytest
from going_out import every_outgoing

from builders import ROOT, a_case_file, the_catalogue
from disclosure.catalogue.notices import FrontMatter
from disclosure.outputs.files import File
from disclosure.outputs.html import HTMLWriter
from disclosure.outputs.notice_files import FORMATS, formats_for
from disclosure.outputs.pack import ON_REQUEST, PackWriter
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs

LAYOUTS = get_args(FrontMatter.model_fields["layout"].annotation)


@pytest.mark.parametrize(
    ("layout", "ids"),
    [
        ("announcement", ["news", "fragment", "docx"]),
        ("statement", ["news", "fragment", "docx"]),
        ("form", ["text", "docx"]),
        ("letter", ["text", "eml", "fragment", "docx", "merge"]),
        ("email", ["text", "eml", "fragment", "docx"]),
        ("banner", ["text", "fragment", "docx"]),
        ("post", ["text", "fragment", "docx"]),
    ],
)
def test_each_layout_has_the_formats_that_suit_it(layout: str, ids: list[str]) -> None:
    assert [format_.id for format_ in formats_for(layout)] == ids


def test_every_layout_there_is_has_a_text_and_no_format_names_another() -> None:
    assert {layout for format_ in FORMATS for layout in format_.layouts} == {*LAYOUTS}
    for layout in LAYOUTS:
        assert {"news", "text"} & {format_.id for format_ in formats_for(layout)}


def test_every_format_of_every_example_says_draft_until_it_is_released() -> None:
    for each in every_outgoing():
        for format_ in formats_for(each.draft.layout):
            assert b"DRAFT" in format_.make(each)
    for each in every_outgoing(marks=()):
        for format_ in formats_for(each.draft.layout):
            made = format_.make(each)
            assert b"DRAFT" not in made
            assert b"[Still missing:" not in made


# ---- The pack --------------------------------------------------------------------------------


def pack(*formats: str) -> list[File]:
    catalogue = the_catalogue()
    packs = Packs(catalogue, Assessments(catalogue))
    drafted = packs.draft(a_case_file("ms-2025-aware"), notices=["all"])
    return PackWriter(HTMLWriter(ROOT / "templates")).files(
        drafted.assessment, drafted.drafts, drafted.findings, formats=formats, audiences={}
    )


def test_a_pack_holds_them_where_they_are_named_each_for_the_layouts_it_suits() -> None:
    assert ON_REQUEST == ("news", "eml", "fragment", "docx", "merge")
    files = {file.path: file for file in pack(*ON_REQUEST)}
    assert "uk.mar.17-1.announce.market.news.txt" in files
    assert "voluntary.letter.staff.eml" in files
    assert "voluntary.banner.public.fragment.html" in files
    assert "uk.gdpr.33.initial.authority.docx" in files
    others = [path for path in files if path.startswith("uk.gdpr.33.")]
    assert all(path.endswith(".docx") for path in others)
    listed = {
        each["path"]: (each["sha256"], each["media_type"])
        for notice in json.loads(files["manifest.json"].content)["notices"]
        for each in notice["files"]
    }
    del files["manifest.json"]
    assert listed == {
        path: (hashlib.sha256(file.content).hexdigest(), file.media_type)
        for path, file in files.items()
    }
    assert files["voluntary.letter.staff.eml"].media_type == "message/rfc822"


def test_a_pack_without_them_is_as_it_was() -> None:
    endings = {file.path.rpartition(".")[2] for file in pack("txt", "json")}
    assert endings == {"txt", "json"}
    assert not [file for file in pack("txt") if ".news." in file.path]
