"""How many terminal cells text takes, counted by grapheme: a ZWJ sequence or a flag is one unit."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rich.cells import split_graphemes

_ONE_CELL = "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_TWO_CELLS = "\u3001-\u3003\u3008-\u3011\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_FIRST_OF_TWO_CELLS = "\u3001"
_NOT_ONE_CELL = re.compile(f"[^{_ONE_CELL}]")
_REGIONAL = range(0x1F1E6, 0x1F200)


class Grapheme(NamedTuple):
    """A user-perceived character: half-open offsets and its width in cells (0, 1 or 2)."""

    start: int
    end: int
    width: int


def is_narrow(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether every code point of the range surely is one grapheme of one cell."""
    return _NOT_ONE_CELL.search(text, start, len(text) if end is None else end) is None


def graphemes(text: str, start: int = 0, end: int | None = None) -> Iterator[Grapheme]:
    """Yield the graphemes of the range in order; they cover it without gaps.

    Widths are rich's, so that they agree with what Textual computes; two regional indicators make one flag.
    """
    stop = len(text) if end is None else end
    if is_narrow(text, start, stop):
        for index in range(start, stop):
            yield Grapheme(index, index + 1, 1)
        return
    if _not_by_itself().search(text, start, stop) is None:
        for index in range(start, stop):
            yield Grapheme(index, index + 1, 1 if text[index] < _FIRST_OF_TWO_CELLS else 2)
        return
    flag: Grapheme | None = None
    for first, last, width in split_graphemes(text[start:stop])[0]:
        unit = Grapheme(start + first, start + last, width)
        regional = ord(text[unit.start]) in _REGIONAL
        if flag is not None:
            if regional:
                yield Grapheme(flag.start, unit.end, flag.width + width)
                flag = None
                continue
            yield flag
            flag = None
        if regional:
            flag = unit
        else:
            yield unit
    if flag is not None:
        yield flag


@cache
def _not_by_itself() -> re.Pattern[str]:
    """Return what finds a code point that may join with its neighbours; most texts never need it."""
    return re.compile(f"[^{_ONE_CELL}{_TWO_CELLS}]")


def width_of(text: str, start: int = 0, end: int | None = None) -> int:
    """Return the cells that the range takes."""
    stop = len(text) if end is None else end
    if is_narrow(text, start, stop):
        return max(0, stop - start)
    return sum(unit.width for unit in graphemes(text, start, stop))


def cut(text: str, width: int) -> str:
    """Shorten the text to at most `width` cells, ending in an ellipsis where something was left out."""
    if width_of(text) <= width:
        return text
    room, end = width - 1, 0
    for unit in graphemes(text):
        if unit.width > room:
            break
        room -= unit.width
        end = unit.end
    return text[:end].rstrip() + "…" if width > 0 else ""


def cut_middle(text: str, width: int) -> str:
    """Shorten the text to at most `width` cells, with an ellipsis in its middle where something was left out."""
    if width_of(text) <= width:
        return text
    tail, start = (width - 1) // 2, len(text)
    for unit in reversed(list(graphemes(text))):
        if unit.width > tail:
            break
        tail -= unit.width
        start = unit.start
    end = text[start:].lstrip()
    return cut(f"{text[:start]}…", width - width_of(end)) + end
