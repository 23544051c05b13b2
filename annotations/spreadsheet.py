"""Claims in the cells of a spreadsheet: the columns, and how text gets into a cell and out of it unharmed."""

import re
from collections.abc import Sequence

from annotations.models import Span

COLUMNS = (
    "article",
    "title",
    "source",
    "claim",
    "verdict",
    "note",
    "tags",
    "evidence",
    "same_as",
    "speaker",
    "words",
    "spans",
    "prefix",
    "suffix",
    "origin",
    "check_worthiness",
    "reasons",
    "record",
    "created",
    "modified",
)
"""Of a file of claims, in their order."""

LIST_SEPARATOR = "; "
INTERRUPTION = " … "
_SPECIAL = re.compile(r"\\(?=[\\;]|$)|;")
_ESCAPED = re.compile(r"\\([\\;])")
_TAG = re.compile(r"(?:\\[\\;]|[^;])+")
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_SPANS = re.compile(r"\d{1,9}:\d{1,9}(?: \d{1,9}:\d{1,9}){0,99}")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what was in a cell before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def tags_cell(tags: Sequence[str]) -> str:
    """Return tags in one cell; a semicolon within one has a backslash before it."""
    return LIST_SEPARATOR.join(_SPECIAL.sub(lambda special: f"\\{special[0]}", tag) for tag in tags)


def read_tags(cell: str) -> tuple[str, ...]:
    """Return the tags that `tags_cell` wrote, or that somebody typed with semicolons between them."""
    tags = (_ESCAPED.sub(r"\1", tag).strip() for tag in _TAG.findall(cell))
    return tuple(filter(None, tags))


def words_cell(spans: Sequence[Span]) -> str:
    """Return the words of a claim; dots stand where others interrupt them."""
    return INTERRUPTION.join(span.text for span in spans)


def spans_cell(spans: Sequence[Span]) -> str:
    """Return where the spans are, in code points: `10:40 62:90`."""
    return " ".join(f"{span.start}:{span.end}" for span in spans)


def read_spans(cell: str) -> tuple[tuple[int, int], ...]:
    """Return the starts and ends that `spans_cell` wrote; none for anything else."""
    if not _SPANS.fullmatch(cell):
        return ()
    pairs = (pair.split(":") for pair in cell.split())
    return tuple((int(start), int(end)) for start, end in pairs)
