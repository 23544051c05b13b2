"""The wrapping model: where each stretch of the text stands in rows and columns. Drawing is elsewhere.

Paragraphs wrap greedily at spaces; a word longer than the line is broken between graphemes; Chinese and Japanese text
breaks between its characters. A paragraph is wrapped when it is first asked for; until then its rows are estimated, so
the numbers of the rows after it may change: `settle` wraps what is about to be seen and says where it is then.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.models import Block, BlockKind
from tui.widgets.cells import Grapheme, graphemes, is_narrow, width_of
from tui.widgets.heights import Heights
from tui.widgets.paragraphs import Paragraph, paragraphs_of

MINIMUM_WIDTH = 12
"""Cells; below this a line is too short to wrap sensibly."""

EAGER = 50_000
"""Code points up to which a text is wrapped whole at once: that takes no longer than a key may."""
_SAMPLE = 64
"""Code points of a paragraph by which its width is estimated."""
_NO_LINE_START = frozenset("、。，．：；！？」』）】〉》〕｝・ー々")
_BREAKING_WIDE = (
    range(0x2E80, 0xA000),
    range(0xAC00, 0xD7A4),
    range(0xF900, 0xFB00),
    range(0xFE30, 0xFE50),
    range(0xFF00, 0xFFF0),
    range(0x20000, 0x40000),
)
"""Code points beside which a line may break, without a space."""
_INDENT: dict[BlockKind, int] = {"heading": 0, "paragraph": 0, "list_item": 4, "block_quote": 4}


class Row(NamedTuple):
    """One row of the laid-out text: offsets of what is drawn there (spaces at a wrap are left out)."""

    start: int
    end: int
    indent: int
    """Cells before the text."""
    paragraph: int
    """Index into `Layout.paragraphs`; for a blank row that of the paragraph below it, -1 at the very end."""
    opens: bool
    """Whether the paragraph begins here."""

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn here."""
        return self.start == self.end


class Layout:
    """A text wrapped to a width in cells. Rows are counted from 0; the first and the last one are blank."""

    def __init__(self, text: str, blocks: Sequence[Block], width: int, *, eager: int = EAGER) -> None:
        self.text = text
        self._wrap_all(paragraphs_of(text, blocks), width, eager)

    def _wrap_all(self, paragraphs: tuple[Paragraph, ...], width: int, eager: int) -> None:
        self.width = max(width, MINIMUM_WIDTH)
        self.paragraphs = paragraphs
        self._starts = array("Q", [paragraph.start for paragraph in paragraphs])
        self._rows: dict[int, array[int]] = {}
        self._heights = Heights(map(self._estimate, paragraphs))
        if len(self.text) <= eager:
            for index in range(len(paragraphs)):
                self._measure(index)

    def at_width(self, width: int) -> "Layout":
        """Return the same text wrapped to another width."""
        other = Layout.__new__(Layout)
        other.text = self.text
        other._wrap_all(self.paragraphs, width, EAGER)
        return other

    def settle(self, y: int, rows: int) -> int:
        """Wrap what is near the rows from `y` on; return the number that the row `y` has then.

        From there, what is up to `rows` above and below the rows shown can be reached without another surprise.
        """
        if not self.paragraphs:
            return y
        index = self._heights.find(y)
        inside = y - self._heights.before(index)
        self._measure(index)
        inside = min(inside, self._heights[index] - 1) if y < self.height - 1 else inside
        self._measure_from(index - 1, rows, -1)
        self._measure_from(index + 1, 2 * rows, 1)
        return min(self._heights.before(index) + inside, self.height - 1)

    def _measure_from(self, index: int, rows: int, direction: int) -> None:
        while rows > 0 and 0 <= index < len(self.paragraphs):
            self._measure(index)
            rows -= self._heights[index]
            index += direction

    def _estimate(self, paragraph: Paragraph) -> int:
        start, end, kind, marker, lead, _ = paragraph
        sample = min(end, start + _SAMPLE)
        cells = (end - start) * width_of(self.text, start, sample) // (sample - start)
        return lead + max(-(-(cells - marker) // (self.width - _INDENT[kind])), 1)

    def _measure(self, index: int) -> "array[int]":
        """Return where the rows of a paragraph start and end, in turn, and correct its height."""
        rows = self._rows.get(index)
        if rows is None:
            paragraph = self.paragraphs[index]
            rows = array("Q", [offset for bounds in self._wrapped(paragraph) for offset in bounds])
            self._rows[index] = rows
            self._heights[index] = paragraph.lead + len(rows) // 2
        return rows

    def _wrapped(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        start, end = paragraph.start, paragraph.end
        room = self.width - _INDENT[paragraph.kind]
        wrap = _wrap_narrow if is_narrow(self.text, start, end) else _wrap_wide
        return wrap(self.text, start, end, room, room + paragraph.marker)

    @property
    def height(self) -> int:
        """Rows in all, as far as known."""
        return self._heights.total + 1

    def row(self, y: int) -> Row:
        """Return a row by its number; raises IndexError beyond the last."""
        if not 0 <= y < self.height:
            raise IndexError(y)
        if y == self._heights.total:
            end = len(self.text) + 1
            return Row(end, end, 0, -1, opens=False)
        index = self._heights.find(y)
        return self._row_in(index, y - self._heights.before(index))

    def rows(self, y: int, count: int) -> Iterator[Row]:
        """Yield so many rows, from one on, as far as there are; quicker than asking for each."""
        last = min(y + count, self.height) - 1
        index = self._heights.find(y)
        first = self._heights.before(index)
        while y <= min(last, self._heights.total - 1):
            if y - first >= self._heights[index]:
                first += self._heights[index]
                index += 1
            yield self._row_in(index, y - first)
            y += 1
        if y <= last:
            yield self.row(y)

    def _row_in(self, index: int, number: int) -> Row:
        rows, paragraph = self._measure(index), self.paragraphs[index]
        number = min(number - paragraph.lead, len(rows) // 2 - 1)
        if number < 0:
            return Row(paragraph.start, paragraph.start, 0, index, opens=False)
        opens = number == 0 and paragraph.opens
        indent = _INDENT[paragraph.kind] - (paragraph.marker if opens else 0)
        return Row(rows[2 * number], rows[2 * number + 1], max(indent, 0), index, opens)

    def row_of(self, offset: int) -> int:
        """Return the row that draws the offset (the row before, for a space or line feed left out at a wrap)."""
        if not self.paragraphs:
            return 0
        index = max(bisect_right(self._starts, offset) - 1, 0)
        starts = self._measure(index)[::2]
        number = max(bisect_right(starts, offset) - 1, 0)
        return self._heights.before(index) + self.paragraphs[index].lead + number

    def opening(self, y: int, direction: int) -> int:
        """Return the first row of the next paragraph after a row, or (backwards) of the one before; at an end, `y`."""
        if not self.paragraphs:
            return y
        index = self._heights.find(y)
        if (self._first_row(index) - y) * direction <= 0 or not self.paragraphs[index].opens:
            index += direction
            while 0 <= index < len(self.paragraphs) and not self.paragraphs[index].opens:
                index += direction
        if not 0 <= index < len(self.paragraphs):
            return self.height - 1 if direction > 0 else 0
        self._measure(index)
        return self._first_row(index)

    def _first_row(self, index: int) -> int:
        return self._heights.before(index) + self.paragraphs[index].lead

    def position_of(self, offset: int) -> tuple[int, int]:
        """Return row and column (in cells, indent included) of the grapheme at the offset."""
        y = self.row_of(offset)
        row = self.row(y)
        column = row.indent
        for unit in self.units(row):
            if unit.end > offset:
                break
            column += unit.width
        return y, column

    def offset_at(self, y: int, column: int) -> int:
        """Return the start of the grapheme that covers the column, or the row's end where the column lies beyond it."""
        return self.unit_at(y, column)[0]

    def unit_at(self, y: int, column: int) -> tuple[int, int]:
        """Return the bounds of the grapheme that covers the column, or twice the row's end where it lies beyond it."""
        row = self.row(min(max(y, 0), self.height - 1))
        left = row.indent
        for unit in self.units(row):
            left += unit.width
            if column < left:
                return unit.start, unit.end
        end = min(row.end, len(self.text))
        return end, end

    def units(self, row: Row) -> Iterator[Grapheme]:
        """Yield the graphemes drawn in a row."""
        return graphemes(self.text, row.start, row.end)


def _wrap_narrow(text: str, start: int, end: int, width: int, first_width: int) -> Iterator[tuple[int, int]]:
    room = first_width
    while end - start > room:
        space = text.rfind(" ", start + 1, start + room + 1)
        stop = space if space > 0 else start + room
        yield start, stop
        start = stop + 1 if space > 0 else stop
        room = width
    if start < end:
        yield start, end


def _wrap_wide(text: str, start: int, end: int, width: int, first_width: int) -> Iterator[tuple[int, int]]:
    units = tuple(graphemes(text, start, end))
    index, room = 0, first_width
    while index < len(units):
        stop, resume = _fitting(text, units, index, room)
        yield units[index].start, units[stop - 1].end
        index, room = resume, width


def _fitting(text: str, units: Sequence[Grapheme], first: int, room: int) -> tuple[int, int]:
    """Return where the line that begins at `first` ends and where the next one begins, as indices of units."""
    stop = resume = column = 0
    for index in range(first, len(units)):
        unit = units[index]
        space = text[unit.start : unit.end] == " "
        if index > first and space:
            stop, resume = (stop if resume == index else index), index + 1
        elif index > first and resume != index and _breaks_before(text, unit.start):
            stop = resume = index
        column += unit.width
        if column > room and not (space and resume == index + 1):
            return (stop, resume) if stop else (index, index)
    return (stop, resume) if column > room else (len(units), len(units))


def _breaks_before(text: str, offset: int) -> bool:
    character = text[offset]
    if character in _NO_LINE_START:
        return False
    return _is_breaking(character) or _is_breaking(text[offset - 1])


def _is_breaking(character: str) -> bool:
    code = ord(character)
    return any(code in codes for codes in _BREAKING_WIDE)
