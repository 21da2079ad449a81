"""Registers as files for a spreadsheet: XLSX and CSV.

What people typed must never run. In XLSX every word is written as a string and carries the
quote prefix, so that it stays one when somebody edits the cell. CSV has no types: there a word
that a spreadsheet might take for a formula gets an apostrophe before it, at the start of a cell
and after whatever a spreadsheet set to another separator takes for one. Whoever reads the file
with a program takes one apostrophe away where it stands before such a word.
"""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import xlsxwriter

from disclosure.facts.instants import iso, utc
from disclosure.outputs.registers import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from disclosure.outputs.registers import Cell, Column, Register

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
ALIKE = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What begins a formula, and the full-width and small forms that some programs read as the same."""
HIDDEN = r"[\s'\"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
"""Blanks, characters nobody sees, and marks of quotation."""
RISKY = re.compile(rf"(^|[;\t\r\n])(?={HIDDEN}*[{ALIKE}])|^(?=[\t\r\n])")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
CUT = " [cut: the CSV file has all of it]"
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
}
SHOWN = "dd mmm yyyy hh:mm:ss"


# ---- CSV ---------------------------------------------------------------------------------


def csv_file(register: Register) -> bytes:
    """Write a register as CSV: UTF-8 with its mark, every cell in quotes, instants as ISO 8601."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(register.headings())
    for row in register.rows:
        cells = zip(row, register.columns, strict=True)
        writer.writerow([_csv_cell(cell, column, register) for cell, column in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def _csv_cell(cell: Cell, column: Column, register: Register) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return iso(cell, register.zone) if column.kind is Kind.LOCAL else _universal(cell)
    return harmless(cell) if isinstance(cell, str) else str(cell)


def _universal(cell: datetime) -> str:
    return utc(cell).isoformat(timespec="seconds")


def harmless(text: str) -> str:
    """Give text that no spreadsheet takes for a formula, whichever separator it expects."""
    return RISKY.sub(r"\1'", text)


# ---- XLSX --------------------------------------------------------------------------------


def xlsx_file(registers: Sequence[Register], *, made_at: datetime, about: Sequence[str]) -> bytes:
    """Write registers as one workbook, a sheet for each, and a last one that says what it is.

    Args:
        registers: The registers.
        made_at: The instant of the last thing recorded, aware; the only date the file carries.
        about: What the last sheet says, a line for each.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        book.set_properties({"title": about[0], "created": utc(made_at).replace(tzinfo=None)})
        for register in registers:
            _Sheet(book, register).write()
        _about(book, registers, about)
    return out.getvalue()


class _Sheet:
    """One register on one sheet."""

    def __init__(self, book: Workbook, register: Register) -> None:
        self._register = register
        self._sheet = book.add_worksheet(register.title)
        base = {"valign": "top", "text_wrap": True}
        self._heading = book.add_format({**base, "bold": True, "bottom": 1})
        self._formats: dict[Kind, Format] = {
            Kind.TEXT: book.add_format({**base, "quote_prefix": True}),
            Kind.NUMBER: book.add_format({**base, "align": "left"}),
            Kind.LOCAL: book.add_format({**base, "num_format": SHOWN, "align": "left"}),
            Kind.UTC: book.add_format({**base, "num_format": SHOWN, "align": "left"}),
        }

    def write(self) -> None:
        """Write heading and rows; the heading stays in sight and every column has a filter."""
        sheet, register = self._sheet, self._register
        for place, (heading, column) in enumerate(
            zip(register.headings(), register.columns, strict=True)
        ):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, heading, self._heading)
        for number, row in enumerate(register.rows, start=1):
            for place, (cell, column) in enumerate(zip(row, register.columns, strict=True)):
                self._cell(number, place, cell, column)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(register.rows), len(register.columns) - 1)
        _for_paper(sheet, register.title)

    def _cell(self, row: int, place: int, cell: Cell, column: Column) -> None:
        look = self._formats[column.kind]
        if isinstance(cell, datetime):
            zone = self._register.zone if column.kind is Kind.LOCAL else UTC
            # A spreadsheet knows no zones: the heading names the one in which the clock is read.
            clock = cell.astimezone(zone).replace(tzinfo=None, microsecond=0)
            self._sheet.write_datetime(row, place, clock, look)
        elif isinstance(cell, int):
            self._sheet.write_number(row, place, cell, look)
        elif cell:
            self._sheet.write_string(row, place, word(cell), look)
        else:
            self._sheet.write_blank(row, place, None, look)


def word(text: str) -> str:
    """Give text as a cell of a workbook holds it: as it is, as far as the format allows.

    The library writes what looks like its own marks for rich text straight into the file; a
    blank before them makes them text. What XML cannot hold is replaced, what is too long is cut.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    if text.startswith("<r>"):
        text = f" {text}"
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _for_paper(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title}&RPage &P of &N")


def _about(book: Workbook, registers: Sequence[Register], about: Sequence[str]) -> None:
    sheet = book.add_worksheet("About")
    look = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
    sheet.set_column(0, 0, 100)
    told = [*about, *(f"{each.title}: {each.about}" for each in registers)]
    for row, line in enumerate(told):
        sheet.write_string(row, 0, word(line), look)
