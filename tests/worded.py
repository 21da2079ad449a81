"""Word files as they come back: what a person, or Word itself, would have made of ours."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from xml.etree.ElementTree import Element, fromstring

from noticed import REPORT, Table

from disclosure.outputs.word_changes import Compared, compared
from disclosure.outputs.word_markup import AFTER, BEFORE, Mark, plain, written
from disclosure.outputs.word_reading import opened
from disclosure.services.receipts import Upload

DOCUMENT = "word/document.xml"
JO = 'w:author="Jo Park" w:date="2025-04-23T09:30:00Z"'
"""Whose the tracked changes are, and when they were made, as Word writes it."""


def parts_of(body: bytes) -> dict[str, str]:
    """Give every part of a file, by its name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def tree_of(text: str) -> Element:
    """Give a part as a tree; it is one of ours."""
    return fromstring(text)  # noqa: S314


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts as Word does, which squeezes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def edited(body: bytes, *edits: Callable[[str], str]) -> bytes:
    """Give a file whose document went through some hands."""
    parts = parts_of(body)
    for edit in edits:
        before = parts[DOCUMENT]
        parts[DOCUMENT] = edit(before)
        assert parts[DOCUMENT] != before, "nothing was edited"
    return packed(parts)


# ---- Hands --------------------------------------------------------------------------------------


def letters(text: str, kind: str = "t") -> str:
    """Give a run of letters."""
    return f'<w:r><w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r>'


def inserted(text: str) -> str:
    """Give letters that Jo put in."""
    return f'<w:ins w:id="901" {JO}>{letters(text)}</w:ins>'


def deleted(text: str) -> str:
    """Give letters that Jo took out."""
    return f'<w:del w:id="902" {JO}>{letters(text, "delText")}</w:del>'


def retyped(was: str, now: str) -> Callable[[str], str]:
    """Type other words without a track; `was` may be a part of a sentence."""
    return lambda text: text.replace(escape(was), escape(now), 1)


def tracked(was: str, *runs: str) -> Callable[[str], str]:
    """Put tracked runs in the place of a whole sentence."""
    return lambda text: text.replace(letters(was), "".join(runs), 1)


def paragraph_of(text: str, words: str) -> str:
    """Give the paragraph that holds some words, as the file has it."""
    found = re.findall(r"<w:p>.*?</w:p>", text)
    return next(each for each in found if escape(words) in each)


def moved(words: str, before: str) -> Callable[[str], str]:
    """Move the paragraph with some words before another, as Word tracks it."""

    def move(text: str) -> str:
        held = paragraph_of(text, words)
        target = paragraph_of(text, before)
        away = re.sub(r"(<w:r>.*?</w:r>)", rf'<w:moveFrom w:id="903" {JO}>\1</w:moveFrom>', held)
        here = re.sub(r"(<w:r>.*?</w:r>)", rf'<w:moveTo w:id="904" {JO}>\1</w:moveTo>', held)
        ends = 'w:id="905" w:name="move1"'
        away = f'<w:moveFromRangeStart {ends} {JO}/>{away}<w:moveFromRangeEnd w:id="905"/>'
        here = f'<w:moveToRangeStart {ends} {JO}/>{here}<w:moveToRangeEnd w:id="905"/>'
        return text.replace(held, away, 1).replace(target, here + target, 1)

    return move


def without_tags(text: str) -> str:
    """Take every tag away, as other programs than Word may."""
    control = r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>"
    return re.sub(control, r"\1", text)


# ---- What is read -------------------------------------------------------------------------------


def read(body: bytes) -> Compared:
    """Set a file against the text it says it was made from."""
    file = opened("back.docx", body)
    assert file.origin is not None
    return compared(file.origin.pieces, written(file))


def lines_of(body: bytes, marks: frozenset[Mark]) -> list[str]:
    """Give the paragraphs as they stand under some marks, without those that are empty."""
    found: dict[int, str] = {}
    for bit in written(opened("back.docx", body)).bits:
        if bit.mark in marks:
            found[bit.paragraph] = found.get(bit.paragraph, "") + bit.text
    return [plain(text) for text in found.values() if text.strip()]


def rejected(body: bytes) -> list[str]:
    """Give the paragraphs once every tracked change is rejected."""
    return lines_of(body, BEFORE)


def accepted(body: bytes) -> list[str]:
    """Give the paragraphs once every tracked change is accepted."""
    return lines_of(body, AFTER)


# ---- At a desk ----------------------------------------------------------------------------------


def taken_out(table: Table, name: str = REPORT, ref: str = "now") -> bytes:
    """Give a text of a notice as the Word file its drafter takes."""
    registers = table.setting.desk.registers
    return registers.notice(table.drafter, table.incident, name, ref, format_id="docx").body


def a_sentence_of(table: Table, name: str = REPORT) -> tuple[str, str]:
    """Give the id and the words of a sentence that rests on a fact."""
    page = table.notices.view(table.drafter, table.incident, name)
    return next(
        (each.id, each.text)
        for each in page.draft.said()
        if each.rests_on and each.form == "sentence"
    )


def a_word_file_with_a_change(table: Table, name: str = REPORT) -> dict[str, object]:
    """Bring a file back in which one sentence was changed; gives the ids of both."""
    _, text = a_sentence_of(table, name)
    body = edited(taken_out(table, name), retyped(text, "Somebody wrote this instead."))
    word = table.setting.desk.word
    kept = word.take_in(table.drafter, table.incident, name, Upload("back.docx", body))
    page = word.returned(table.drafter, table.incident, name, kept)
    return {"file_id": kept, "change": page.lines[0].change.key}
