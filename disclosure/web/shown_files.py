"""The page of papers and files as rows: each says what it is and which files there are of it.

Another format is another `Download` in a row; the template knows none of them by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from disclosure.services.registers import CSV, EVERY, XLSX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from disclosure.services.registers import FilesPage, NoticeFiles, TextLine


@dataclass(frozen=True, slots=True)
class Download:
    """A file one can have.

    Attributes:
        of: What it is a file of, for those who do not see the row it stands in.
    """

    title: str
    href: str
    of: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """Something with the files there are of it.

    Attributes:
        state: In a word or two how a text stands; nothing of what has no state.
        kind: The shape and colour of its tag.
        note: What else to know before one takes it.
        marks: What is no longer so of it, in a few words each.
    """

    title: str
    downloads: tuple[Download, ...]
    state: str = ""
    kind: str = "quiet"
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRows:
    """A notice: the texts that count now, and those before them."""

    title: str
    rows: tuple[FileRow, ...]
    earlier: tuple[FileRow, ...]


REGISTERS = (
    (
        "facts",
        "Facts",
        "Every version, with how well it was known, its source and who recorded it.",
    ),
    ("duties", "Duties", "Outcome, reasons, clocks and due times, citation, and how sure we are."),
    ("submissions", "Submissions", "To whom, how, when, the reference, the receipt’s SHA-256."),
    ("approvals", "Approvals", "Who asked, approved, refused and why, withdrew, released."),
)
ALL = "All four"
SHEETS = "One workbook with a sheet for each."


def shown_notices(page: FilesPage, incident_id: UUID) -> list[NoticeRows]:
    """Give the notices with the files of each of their texts."""
    return [_notice(each, incident_id) for each in page.notices]


def _notice(each: NoticeFiles, incident_id: UUID) -> NoticeRows:
    counts = set(_counting(each))
    rows = [(line, _text(line, each, incident_id)) for line in each.texts]
    return NoticeRows(
        each.title,
        tuple(row for line, row in rows if line.ref in counts),
        tuple(row for line, row in rows if line.ref not in counts),
    )


def _counting(each: NoticeFiles) -> Iterator[str]:
    """Name the texts to be seen at once: the newest, the newest frozen, what was released."""
    frozen = [line for line in each.texts if line.version is not None]
    yield from (line.ref for line in (*each.texts[:1], *frozen[:1]))
    yield from (line.ref for line in frozen if line.is_released)


def _text(line: TextLine, each: NoticeFiles, incident_id: UUID) -> FileRow:
    title = "The draft as it stands"
    if line.version is not None:
        again = f"Text {line.series}, version" if each.is_repeated else "Version"
        title = f"{again} {line.version}"
    downloads = tuple(
        Download(
            format_.title,
            url_for(
                "registers.notice",
                incident_id=incident_id,
                name=each.id,
                ref=line.ref,
                format_id=format_.id,
            ),
            f"{each.title}, {title[:1].lower()}{title[1:]}",
        )
        for format_ in line.formats
    )
    if line.is_released:
        kind = "quiet" if line.marks else "done"
        return FileRow(title, downloads, "Released", kind, marks=line.marks)
    note = f"{line.became}." if line.became else ""
    return FileRow(title, downloads, "Marked DRAFT", "quiet", note)


def marked(page: FilesPage) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give what is no longer so of the texts that went out, by notice and version."""
    return {
        (each.id, line.ref): line.marks
        for each in page.notices
        for line in each.texts
        if line.marks
    }


def register_lines(incident_id: UUID) -> list[FileRow]:
    """Give the registers with the formats of each."""
    rows = [
        FileRow(
            title,
            (
                _register(incident_id, name, XLSX, f"register of {title.lower()}"),
                _register(incident_id, name, CSV, f"register of {title.lower()}"),
            ),
            note=note,
        )
        for name, title, note in REGISTERS
    ]
    every = _register(incident_id, EVERY, XLSX, "all four registers")
    return [*rows, FileRow(ALL, (every,), note=SHEETS)]


def _register(incident_id: UUID, name: str, format_id: str, of: str) -> Download:
    href = url_for(
        "registers.register", incident_id=incident_id, register=name, format_id=format_id
    )
    return Download(format_id.upper(), href, of)
