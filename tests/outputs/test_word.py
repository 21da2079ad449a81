"""Texts as Word files: real styles and lists, each sentence under its id, the same bytes again."""

import io
import re
import zipfile
from dataclasses import replace

from drafted import all_drafted
from going_out import HOSTILE, RELEASED, every_outgoing, headed, outgoing
from worded import DOCUMENT, parts_of, tree_of

from builders import a_draft, a_sentence, an_organisation
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.word import docx
from disclosure.outputs.word_blocks import LONGEST_TAG, blocks_of, pieces_of
from disclosure.outputs.word_markup import plain, written
from disclosure.outputs.word_reading import opened
from disclosure.words.drafts import GAP, Answered, HeadingPart, ItemList, Line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER = headed(
    a_draft(
        a_sentence("We know.", name="know"),
        a_sentence("the cause", kind=GAP, name="why"),
        parts=[
            HeadingPart("Our services"),
            ItemList(
                a_sentence("Affected:", name="intro"),
                (a_sentence("Tills", name="one"), a_sentence("Email", name="two")),
            ),
            Line(a_sentence("Chief Executive", name="who", form="signature")),
            Line(a_sentence("01234 567890", name="phone", form="line")),
        ],
    ),
    "A cyber incident",
)


def paragraphs(made: bytes) -> list[tuple[str, str]]:
    """Give style and words of every paragraph of the text."""
    body = tree_of(parts_of(made)[DOCUMENT])
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(t.text for t in p.iter(f"{W}t")))
        for p in body.iter(f"{W}p")
    ]


def test_a_text_has_real_headings_and_a_real_list() -> None:
    assert paragraphs(docx(outgoing(LETTER))) == [
        ("Title", "A cyber incident"),
        ("BodyText", "We know. [Still missing: the cause]"),
        ("Heading1", "Our services"),
        ("BodyText", "Affected:"),
        ("ListBullet", "Tills"),
        ("ListBullet", "Email"),
        ("Signature", "Chief Executive"),
        ("Address", "01234 567890"),
    ]


def test_every_style_and_the_list_that_the_text_uses_are_in_the_file() -> None:
    parts = parts_of(docx(outgoing(LETTER)))
    styles = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    for part in (DOCUMENT, "word/header1.xml", "word/header2.xml", "word/footer1.xml"):
        assert set(re.findall(r'w:[pr]Style w:val="([^"]+)"', parts[part])) <= styles
    assert '<w:numId w:val="1"/>' in parts["word/styles.xml"]
    assert '<w:num w:numId="1">' in parts["word/numbering.xml"]
    assert 'w:name="Source Sans 3"><w:altName' in parts["word/fontTable.xml"]
    assert '<w:lang w:val="en-GB"' in parts["word/styles.xml"]


def test_a_question_of_a_form_is_a_heading_beneath_the_heading_before_it() -> None:
    answered = Answered("What?", "A1", "", required=True, parts=(Line(a_sentence("This.")),))
    form = a_draft(layout="form", parts=[answered, HeadingPart("Later"), answered])
    assert [style for style, _ in paragraphs(docx(outgoing(form)))] == [
        "Heading1", "Address", "Heading1", "Heading2", "Address",
    ]  # fmt: skip


def test_each_sentence_stands_under_its_id() -> None:
    body = tree_of(parts_of(docx(outgoing(LETTER)))[DOCUMENT])
    found = {
        control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): "".join(
            t.text for t in control.iter(f"{W}t")
        )
        for control in body.iter(f"{W}sdt")
    }
    assert found["know"] == "We know."
    assert found["why"] == "[Still missing: the cause]"
    assert found["two"] == "Email"
    assert len(found) == 9


def test_no_tag_is_longer_than_word_allows_and_each_is_there_once() -> None:
    for each in all_drafted():
        tags = [piece.tag for piece in pieces_of(blocks_of(each.draft))]
        assert len(tags) == len(set(tags)), each
        assert max(map(len, tags)) <= LONGEST_TAG
    long = a_draft(a_sentence("This.", name="x" * 200), a_sentence("That.", name="x" * 201))
    tags = [piece.tag for piece in pieces_of(blocks_of(long))]
    assert len(set(tags)) == 2
    assert max(map(len, tags)) <= LONGEST_TAG


def test_the_head_says_who_speaks_and_which_text_it_is() -> None:
    organisation = an_organisation({"address": "1 High Street, Leeds"})
    made = outgoing(LETTER, version=2, organisation=organisation)
    parts = parts_of(docx(made))
    words = [
        " ".join(re.findall(r"<w:t[^>]*>([^<]*)", parts[f"word/header{n}.xml"])) for n in (1, 2)
    ]
    assert words[0] == (
        "Harcourt &amp; Vale plc DRAFT. Not released. Not to be given out. Letter. Version 2, "
        f"Tue 22 April 2025, 14:05 BST (13:05 UTC). Digest {LETTER.digest[:16]}."
    )
    assert words[1] == f"{words[0]} 1 High Street, Leeds"
    assert "PAGE" in parts["word/footer1.xml"]
    assert "NUMPAGES" in parts["word/footer1.xml"]


def test_the_properties_are_those_of_the_record() -> None:
    core = parts_of(docx(outgoing(LETTER)))["docProps/core.xml"]
    assert "<dc:title>DRAFT: Letter, Harcourt &amp; Vale plc</dc:title>" in core
    assert core.count("2025-04-22T13:05:00Z") == 2
    assert "<dc:language>en-GB</dc:language>" in core
    assert LETTER.digest in core


def test_the_same_text_gives_the_same_bytes_and_word_tracks_what_is_changed_in_it() -> None:
    made = docx(outgoing(LETTER))
    assert made == docx(outgoing(LETTER))
    assert made != docx(outgoing(LETTER, version=2))
    assert "<w:trackRevisions/>" in parts_of(made)["word/settings.xml"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_a_released_text_says_no_draft_and_has_no_gaps() -> None:
    made = docx(outgoing(LETTER, marks=RELEASED))
    assert b"DRAFT" not in made
    assert b"Still missing" not in made.replace(b'Still missing"', b"")


def test_every_part_points_to_parts_that_are_there() -> None:
    parts = parts_of(docx(outgoing(LETTER)))
    types = parts["[Content_Types].xml"]
    assert all(name[1:] in parts for name in re.findall(r'PartName="([^"]+)"', types))
    targets = re.findall(r'Target="([^"]+)"', parts["word/_rels/document.xml.rels"])
    assert all(t.removeprefix("../") in parts or f"word/{t}" in parts for t in targets)
    named = set(re.findall(r'r:id="([^"]+)"', parts[DOCUMENT]))
    assert named <= set(re.findall(r'Id="([^"]+)"', parts["word/_rels/document.xml.rels"]))


def test_whatever_is_in_a_text_stays_text() -> None:
    odd = f"{HOSTILE} \x00\x07\ufffe ]]> <w:p/>"
    made = docx(outgoing(headed(a_draft(a_sentence(odd, name='a"<&')), odd)))
    for text in parts_of(made).values():
        tree_of(text)
    found = written(opened("x.docx", made))
    assert {bit.tag for bit in found.bits} == {"headline", 'a"<&'}
    assert all(HOSTILE in plain(bit.text) for bit in found.bits)


def every() -> list[Outgoing]:
    return every_outgoing()


def test_every_text_of_every_example_can_be_read_back_word_for_word() -> None:
    for each in every():
        file = opened("x.docx", docx(each))
        blocks = blocks_of(each.text)
        lines: dict[int, str] = {}
        for bit in written(file).bits:
            lines[bit.paragraph] = lines.get(bit.paragraph, "") + bit.text
        expected = [plain(" ".join(piece.text for piece in block.pieces)) for block in blocks]
        assert [plain(line) for line in lines.values()] == [line for line in expected if line]
        assert file.origin is not None
        assert file.origin.notice == each.draft.notice
        assert file.origin.digest == each.draft.digest


def test_a_form_that_says_nothing_yet_is_a_file_too() -> None:
    assert paragraphs(docx(outgoing(replace(LETTER, headline=None, parts=())))) == []
