"""The wrapping model: where each stretch of the text stands in rows and columns. Pure; drawing is elsewhere.

Paragraphs wrap greedily at spaces; a word longer than the line is broken between graphemes; Chinese and Japanese text
breaks between its characters. One blank row precedes each paragraph (none between the items of a list).
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.models import Block, BlockKind
from tui.widgets.cells import Grapheme, graphemes, is_narrow, width_of

MINIMUM_WIDTH = 12
"""Cells; below this a line is too short to wrap sensibly."""

_MARKER = re.compile(r"(?:[-*•–·]|\d{1,3}[.)]|[a-z][.)]) ")
_NO_LINE_START = frozenset("、。，．：；！？」』）】〉》〕｝・ー々")
_BREAKING_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
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


class Paragraph(NamedTuple):
    """A stretch of text that is wrapped on its own; without line feeds."""

    start: int
    end: int
    kind: BlockKind
    marker: int
    """Code points of the list marker that the text itself carries."""


def paragraphs_of(text: str, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Divide the whole text into paragraphs: blocks cut at line feeds, and whatever no block covers."""
    found: list[Paragraph] = []
    position = 0
    for block in sorted(blocks, key=lambda each: (each.start, each.end)):
        start, end = max(block.start, position), min(block.end, len(text))
        if start >= end:
            continue
        found.extend(_lines(text, position, start, "paragraph"))
        found.extend(_lines(text, start, end, block.kind))
        position = end
    found.extend(_lines(text, position, len(text), "paragraph"))
    return tuple(found)


def _lines(text: str, start: int, end: int, kind: BlockKind) -> Iterator[Paragraph]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            marker = _MARKER.match(text, start, stop) if kind == "list_item" else None
            yield Paragraph(start, stop, kind, marker.end() - start if marker else 0)
        start = stop + 1


class Layout:
    """A text wrapped to a width in cells. Rows are counted from 0; the first and the last one are blank."""

    def __init__(self, text: str, blocks: Sequence[Block], width: int) -> None:
        self.text = text
        self.width = max(width, MINIMUM_WIDTH)
        self.paragraphs = paragraphs_of(text, blocks)
        self._starts = array("q")
        self._ends = array("q")
        self._paragraphs = array("q")
        previous: Paragraph | None = None
        for index, paragraph in enumerate(self.paragraphs):
            if previous is None or not previous.kind == paragraph.kind == "list_item":
                self._append(paragraph.start, paragraph.start, index)
            for start, end in self._wrapped(paragraph):
                self._append(start, end, index)
            previous = paragraph
        self._append(len(text) + 1, len(text) + 1, -1)

    def _append(self, start: int, end: int, paragraph: int) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._paragraphs.append(paragraph)

    def _wrapped(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        start, end = paragraph.start, paragraph.end
        room = self.width - _INDENT[paragraph.kind]
        wrap = _wrap_narrow if is_narrow(self.text, start, end) else _wrap_wide
        return wrap(self.text, start, end, room, room + paragraph.marker)

    @property
    def height(self) -> int:
        """Rows in all."""
        return len(self._starts)

    def row(self, y: int) -> Row:
        """Return a row by its number; raises IndexError beyond the last."""
        start, end, index = self._starts[y], self._ends[y], self._paragraphs[y]
        if start == end:
            return Row(start, end, 0, index, opens=False)
        paragraph = self.paragraphs[index]
        opens = start == paragraph.start
        indent = _INDENT[paragraph.kind] - (paragraph.marker if opens else 0)
        return Row(start, end, max(indent, 0), index, opens)

    def row_of(self, offset: int) -> int:
        """Return the row that draws the offset (the row before, for a space or line feed left out at a wrap)."""
        y = bisect_right(self._starts, min(max(offset, 0), len(self.text))) - 1
        return max(y, min(1, self.height - 1))

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
        row = self.row(min(max(y, 0), self.height - 1))
        left = row.indent
        for unit in self.units(row):
            left += unit.width
            if column < left:
                return unit.start
        return min(row.end, len(self.text))

    def units(self, row: Row) -> Iterator[Grapheme]:
        """Yield the graphemes drawn in a row."""
        return graphemes(self.text, row.start, row.end)

    def width_of(self, row: Row) -> int:
        """Return the cells a row takes, indent included."""
        return row.indent + width_of(self.text, row.start, row.end)


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
    return bool(_BREAKING_WIDE.match(character) or _BREAKING_WIDE.match(text[offset - 1]))
