"""Draws a timeline as one SVG picture that stands inside a page.

No script, no style, nothing from outside: shapes with attributes, text in the page's own font.
What a state is, its shape and its words say; colour only repeats it. Everything a person typed
is escaped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from disclosure.facts.instants import clock
from disclosure.law.deadlines import ClockState
from disclosure.outputs.deadline_words import moment, place, state_words
from disclosure.outputs.timeline import Lane, Timeline
from disclosure.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from disclosure.outputs.timeline import Bar, Mark

    _Draw = Callable[["_Sheet"], None]

WIDTH, EDGE = 960, 14
HEADER, LANE_TOP, BAR_ROW, MARK_ROW = 78, 26, 46, 24
CHANGE_Y, NOW_Y = 62, 74
CROWDED = 120
"""From so many hours on only every second mark of the clock is named."""
DOT_ROOM = 22
"""Facts closer together than this, in units of the picture, share one dot."""

INK, QUIET, RULE, NIGHT, PAPER = "#1b2430", "#556070", "#c9d0d8", "#e9edf2", "#ffffff"
PALE = "#8490a0"
BLUE, RED, GREEN = "#1f4e79", "#9b1c1c", "#1d6b40"
COLOURS = {
    ClockState.RUNNING: BLUE,
    ClockState.EARLIEST_POSSIBLE: BLUE,
    ClockState.OVERDUE: RED,
    ClockState.MET_LATE: RED,
    ClockState.MET: GREEN,
}
HALO = {"paint-order": "stroke", "stroke": PAPER, "stroke-width": 3, "stroke-linejoin": "round"}
LETTER = 0.56
"""The width of a letter in parts of its height, on the wide side for Source Sans 3."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture; a template that escapes takes it as it is."""

    svg: str

    def __html__(self) -> str:
        """Give the markup, in which everything is escaped already."""
        return self.svg


@dataclass(slots=True)
class _Sheet:
    """The picture while it is drawn."""

    line: Timeline
    parts: list[str] = field(default_factory=list)
    y: float = HEADER

    def x(self, at: datetime) -> float:
        """Give the place of an instant, held inside the picture."""
        whole = self.line.ends_at - self.line.starts_at
        share = min(max((at - self.line.starts_at) / whole, 0.0), 1.0)
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def add(self, name: str, **attributes: object) -> None:
        """Add a shape."""
        given = " ".join(
            f'{key.rstrip("_").replace("_", "-")}="{_safe(value)}"'
            for key, value in attributes.items()
        )
        self.parts.append(f"<{name} {given}/>")

    def text(self, x: float, y: float, words: str, **attributes: object) -> None:
        """Add text; drawn on a pale edge so that lines behind it do not cut it."""
        given: dict[str, object] = {"font-size": 13, "fill": INK, **HALO} | {
            key.replace("_", "-"): value for key, value in attributes.items()
        }
        listed = " ".join(f'{key}="{_safe(value)}"' for key, value in given.items())
        self.parts.append(
            f'<text x="{round(x, 1)}" y="{round(y, 1)}" {listed}>{_safe(words)}</text>'
        )


def draw(line: Timeline, *, name: str = "timeline") -> Drawing:
    """Draw a timeline.

    Args:
        line: The timeline.
        name: What the ids of its title and description begin with, once on a page.
    """
    sheet = _Sheet(line)
    for title, lines in _lanes():
        _heading(sheet, title)
        lines(sheet)
        sheet.y += 8
    height = round(sheet.y + 34)
    behind = _Sheet(line)
    _background(behind, height - 30)
    _legend(behind, height - 10)
    title, described = f"{name}-title", f"{name}-desc"
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" aria-labelledby="{_safe(title)} {_safe(described)}" '
        'font-family="inherit">'
        f'<title id="{_safe(title)}">{_safe(_title(line))}</title>'
        f'<desc id="{_safe(described)}">{_safe(_description(line))}</desc>'
        f"{''.join(behind.parts)}{''.join(sheet.parts)}</svg>"
    )


def _safe(value: object) -> str:
    return escape(printable(str(value)), quote=True)


def _title(line: Timeline) -> str:
    return f"The first {line.hours} hours, from {moment(line.starts_at, line.zone)}"


def _description(line: Timeline) -> str:
    parts = [f"{len(line.bars)} clocks"] if line.bars else []
    parts += [
        f"{lane.value.lower()}: {len(line.marks_of(lane))}"
        for lane in Lane
        if lane is not Lane.CLOCKS and line.marks_of(lane)
    ]
    listed = ", ".join(parts) or "nothing recorded yet"
    return f"On it: {listed}. The table below the picture says the same."


# ---- What lies behind ----------------------------------------------------------------------


def _background(sheet: _Sheet, bottom: float) -> None:
    line = sheet.line
    for night in line.nights:
        left, right = sheet.x(night.starts_at), sheet.x(night.ends_at)
        sheet.add(
            "rect", x=left, y=40, width=round(right - left, 1), height=bottom - 40, fill=NIGHT
        )
    for shown in line.days:
        left, right = sheet.x(shown.starts_at), sheet.x(shown.ends_at)
        sheet.add("line", x1=left, y1=4, x2=left, y2=bottom, stroke=QUIET)
        name = _fitting((shown.name, shown.name.rpartition(" ")[0]), right - left, 14)
        sheet.text(left + 4, 17, name, font_size=14, font_weight=600)
        note = _fitting((shown.note, shown.note.partition(",")[0]), right - left, 12)
        sheet.text(left + 4, 34, note, font_size=12, fill=INK)
    for tick in line.ticks:
        at = sheet.x(tick)
        sheet.add("line", x1=at, y1=54, x2=at, y2=bottom, stroke=RULE)
        local = tick.astimezone(line.zone)
        if line.hours > CROWDED and local.hour % 12:
            continue
        words = clock(local)
        sheet.text(at, 50, words, font_size=11, fill=QUIET, text_anchor=_anchor(at))
    for change in line.changes:
        at = sheet.x(change.at)
        sheet.add("line", x1=at, y1=54, x2=at, y2=bottom, stroke=INK, stroke_dasharray="1 3")
        sheet.text(at, CHANGE_Y, change.words, font_size=11, text_anchor=_anchor(at))
    if line.shows_now:
        at = sheet.x(line.now)
        sheet.add(
            "line", x1=at, y1=NOW_Y + 4, x2=at, y2=bottom, stroke=INK, stroke_width=2,
            stroke_dasharray="5 4",
        )  # fmt: skip
        words = f"Now, {clock(line.now.astimezone(line.zone))}"
        sheet.text(at, NOW_Y, words, font_size=12, font_weight=600, text_anchor=_anchor(at, 40))


def _anchor(at: float, room: float = EDGE * 2) -> str:
    if at < room:
        return "start"
    return "end" if at > WIDTH - room else "middle"


def _legend(sheet: _Sheet, y: float) -> None:
    line = sheet.line
    words = f"Times in {place(line.zone)}. Shaded: night, 20:00 to 06:00."
    if line.shows_now:
        words += f" Dashed line: now, {moment(line.now, line.zone)}."
    if any(bar.may_apply for bar in line.bars):
        words += " Thin and dotted: runs if the duty applies."
    sheet.text(EDGE, y, words, font_size=12, fill=QUIET)


# ---- Lanes ---------------------------------------------------------------------------------


def _lanes() -> Iterator[tuple[str, _Draw]]:
    yield Lane.CLOCKS.value, _bars
    for lane in (Lane.FACTS, Lane.JUDGEMENTS, Lane.STATEMENTS, Lane.SUBMISSIONS):
        yield lane.value, _marks(lane)


def _heading(sheet: _Sheet, title: str) -> None:
    sheet.add("line", x1=EDGE, y1=sheet.y + 4, x2=WIDTH - EDGE, y2=sheet.y + 4, stroke=RULE)
    sheet.text(EDGE, sheet.y + 20, title, font_size=13, font_weight=600, fill=QUIET)
    sheet.y += LANE_TOP


def _bars(sheet: _Sheet) -> None:
    for bar in sheet.line.bars:
        _bar(sheet, bar)
        sheet.y += BAR_ROW
    if not sheet.line.bars:
        _nothing(sheet, "No clock runs in these hours.")


def _nothing(sheet: _Sheet, words: str) -> None:
    sheet.text(EDGE, sheet.y + 14, words, fill=QUIET)
    sheet.y += MARK_ROW


def _bar(sheet: _Sheet, bar: Bar) -> None:
    line, y = sheet.line, sheet.y + 28
    colour = PALE if bar.may_apply else COLOURS.get(bar.state, QUIET)
    ends_at = bar.due_at or bar.closed_at or line.ends_at
    left, right = sheet.x(bar.starts_at), sheet.x(ends_at)
    dashed = {"stroke_dasharray": "6 4"} if bar.due_at is None else {}
    if bar.may_apply:
        dashed = {"stroke_dasharray": "2 5"}
    if not bar.is_possible:
        sheet.add(
            "line", x1=left, y1=y, x2=right, y2=y, stroke=colour,
            stroke_width=2 if bar.may_apply else 4, **dashed,
        )  # fmt: skip
    if bar.has_start:
        sheet.add("line", x1=left, y1=y - 6, x2=left, y2=y + 6, stroke=colour, stroke_width=2)
    if bar.due_at is not None:
        _due_marker(sheet, bar, right, y, colour)
    if bar.closed_at is not None and line.starts_at <= bar.closed_at <= line.ends_at:
        _tick_mark(sheet, sheet.x(bar.closed_at), y, colour)
    words = _bar_words(bar, line)
    _label(sheet, right if bar.is_possible else left, sheet.y + 15, words)


def _due_marker(sheet: _Sheet, bar: Bar, x: float, y: float, colour: str) -> None:
    """Draw the due instant: a square in time, a triangle when late, an arrow when beyond."""
    due_at = bar.due_at
    if due_at is not None and due_at > sheet.line.ends_at:
        points = f"{x - 8},{y - 7} {x + 4},{y} {x - 8},{y + 7}"
        sheet.add("polygon", points=points, fill=colour)
    elif bar.state in (ClockState.OVERDUE, ClockState.MET_LATE):
        points = f"{x},{y - 9} {x + 9},{y + 7} {x - 9},{y + 7}"
        sheet.add("polygon", points=points, fill=colour)
    else:
        fill = PAPER if bar.may_apply or bar.is_possible else colour
        sheet.add(
            "rect", x=x - 6, y=y - 6, width=12, height=12, fill=fill, stroke=colour, stroke_width=2
        )


def _tick_mark(sheet: _Sheet, x: float, y: float, colour: str) -> None:
    sheet.add("circle", cx=x, cy=y, r=8, fill=PAPER, stroke=colour, stroke_width=2)
    points = f"{x - 4},{y} {x - 1},{y + 3} {x + 4},{y - 3}"
    sheet.add("polyline", points=points, fill="none", stroke=colour, stroke_width=2)


def _bar_words(bar: Bar, line: Timeline) -> tuple[str, str]:
    """Give what is said of a clock: its state and time first, its name after."""
    state = state_words(bar.state, may_apply=bar.may_apply)
    if bar.due_at is None:
        timing = bar.promptness or "no limit in hours"
    else:
        local = bar.due_at.astimezone(line.zone)
        due = "due at the earliest" if bar.is_possible else "due"
        timing = f"{due} {local:%a} {local.day} {local:%b} {clock(local)}"
    doubt = ", may apply" if bar.may_apply and "if it applies" not in state else ""
    return f"{state}: {timing}{doubt}", bar.title


def _label(sheet: _Sheet, x: float, y: float, words: tuple[str, str]) -> None:
    """Write a clock's words from where it starts, or further left where they would not fit."""
    said = f"{words[0]} · {words[1]}"
    room = WIDTH - 2 * EDGE
    said = _cut(said, room, 13)
    at = max(EDGE, min(x, WIDTH - EDGE - _width(said, 13)))
    sheet.text(at, y, said)


# ---- Marks ---------------------------------------------------------------------------------


def _marks(lane: Lane) -> _Draw:
    def drawn(sheet: _Sheet) -> None:
        marks = sheet.line.marks_of(lane)
        if not marks:
            later = sheet.line.later.get(lane, 0)
            words = "None recorded in these hours" if lane is Lane.FACTS else "None in these hours"
            _nothing(sheet, f"{words}; recorded later: {later}." if later else f"{words}.")
        elif lane is Lane.FACTS:
            _dots(sheet, marks)
        else:
            _labelled(sheet, marks, lane)

    return drawn


def _dots(sheet: _Sheet, marks: Sequence[Mark]) -> None:
    """Draw facts as dots with their number; dots that would touch become one."""
    groups: list[tuple[float, int]] = []
    for mark in marks:
        at = sheet.x(mark.at)
        if groups and at - groups[-1][0] < DOT_ROOM:
            groups[-1] = (groups[-1][0], groups[-1][1] + len(mark.names))
        else:
            groups.append((at, len(mark.names)))
    for at, count in groups:
        sheet.add("circle", cx=at, cy=sheet.y + 12, r=10, fill=PAPER, stroke=BLUE, stroke_width=2)
        sheet.text(
            at, sheet.y + 16, str(count), font_size=11, font_weight=600, text_anchor="middle"
        )
    sheet.y += MARK_ROW + 4


def _labelled(sheet: _Sheet, marks: Sequence[Mark], lane: Lane) -> None:
    """Draw marks with their words, each in the first row where it does not run into another.

    Words that fit on neither side of their mark stand in a row of their own beneath it.
    """
    ends: list[float] = []
    for mark in marks:
        at = sheet.x(mark.at)
        local = mark.at.astimezone(sheet.line.zone)
        words = _cut(f"{clock(local)} {mark.label}", WIDTH - 2 * EDGE, 13)
        width = _width(words, 13) + 20
        side = _side(at, width)
        begins = at - width if side == "left" else at - 8
        row = next((n for n, end in enumerate(ends) if side and begins > end), len(ends))
        if side:
            ends[row : row + 1] = [(at + 8 if side == "left" else at + width) + 10]
        else:
            ends += [WIDTH, WIDTH]
        y = sheet.y + row * MARK_ROW + 12
        _shape(sheet, lane, at, y)
        if side == "left":
            sheet.text(at - 12, y + 4, words, text_anchor="end")
        elif side == "right":
            sheet.text(at + 12, y + 4, words)
        else:
            start = max(EDGE, min(at - 8, WIDTH - EDGE - width + 20))
            sheet.text(start, y + 4 + MARK_ROW, words)
    sheet.y += len(ends) * MARK_ROW + 4


def _side(at: float, width: float) -> str:
    """Say on which side of a mark its words fit, or nothing."""
    if at + width <= WIDTH - EDGE:
        return "right"
    return "left" if at - width >= EDGE else ""


def _shape(sheet: _Sheet, lane: Lane, x: float, y: float) -> None:
    """Draw a diamond for a judgement, a square for a statement, a ticked circle for a filing."""
    if lane is Lane.JUDGEMENTS:
        points = f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"
        sheet.add("polygon", points=points, fill=BLUE)
    elif lane is Lane.STATEMENTS:
        sheet.add("rect", x=x - 6, y=y - 6, width=12, height=12, fill=BLUE)
    else:
        _tick_mark(sheet, x, y, GREEN)


# ---- Measuring -----------------------------------------------------------------------------


def _width(words: str, size: int) -> float:
    return len(words) * size * LETTER


def _cut(words: str, room: float, size: int) -> str:
    most = int(room / (size * LETTER))
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _fitting(choices: Sequence[str], room: float, size: int) -> str:
    """Give the first wording that fits, or nothing; the table says it in full."""
    return next((words for words in choices if _width(words, size) + 6 <= room), "")
