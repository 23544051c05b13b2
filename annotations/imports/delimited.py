"""Tables as text by RFC 4180, with any delimiter and any line end, and cells as long as the text.

Read here because the standard library refuses long cells unless a limit of the whole process is raised. Otherwise the
reading is the same, except that a quotation mark that is never closed is an error: the rest of the table is in it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n?|\n")


class Row(NamedTuple):
    """The cells of one row."""

    line: int
    """On which it begins, from 1."""
    cells: list[str]


class UnclosedCell(ValueError):
    """A quoted cell has no end."""


def read_rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a table that hold anything.

    Raises:
        UnclosedCell: a quoted cell has no end; the message names its line.
    """
    line, begin, cells = 1, 0, list[str]()
    for cell in _cell(delimiter).finditer(text):
        quoted, rest, end = cell.groups()
        if quoted is None and rest.startswith('"'):
            line += len(_LINE_END.findall(text, begin, cell.start()))
            raise UnclosedCell(f"line {line}: a quotation mark is never closed")
        cells.append((quoted or "").replace('""', '"') + rest)
        if end != delimiter:
            if any(cells):
                yield Row(line, cells)
            line, begin, cells = line + len(_LINE_END.findall(text, begin, cell.end())), cell.end(), []


def _cell(delimiter: str) -> re.Pattern[str]:
    return re.compile(
        rf'(?:"((?:[^"]++|"")*+)")?([^{re.escape(delimiter)}\r\n]*+)({re.escape(delimiter)}|\r\n|\r|\n|\Z)'
    )
