"""A text divided into what is wrapped on its own. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotations.models import Block, BlockKind

LONGEST = 2000
"""Code points; a longer paragraph is wrapped in parts, so that none of them takes long."""

_MARKER = re.compile(r"(?:[-*•–·]|\d{1,3}[.)]|[a-z][.)]) ")
_WORD = re.compile(r"\S")
_WINDOW = 200
"""Code points at the end of a part among which a place to cut is looked for."""
_JOINER = "\N{ZERO WIDTH JOINER}"


class Paragraph(NamedTuple):
    """A stretch of text that is wrapped on its own; without line feeds."""

    start: int
    end: int
    kind: BlockKind
    marker: int
    """Code points of the list marker that the text itself carries."""
    lead: int
    """Blank rows before it."""
    opens: bool = True
    """Whether it begins here, rather than being a later part of a long one."""


def paragraphs_of(text: str, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Divide the whole text into paragraphs: blocks cut at line feeds, and whatever no block covers.

    The items of a list stand together; before a heading there is more room than between paragraphs.
    """
    found: list[Paragraph] = []
    for start, end, kind in _stretches(text, blocks):
        marker = _MARKER.match(text, start, end) if kind == "list_item" else None
        lead = _lead(found[-1].kind if found else None, kind)
        first, *others = _parts(text, start, end)
        found.append(Paragraph(*first, kind, marker.end() - start if marker else 0, lead))
        found.extend(Paragraph(*part, kind, 0, 0, opens=False) for part in others)
    return tuple(found)


def _lead(before: BlockKind | None, kind: BlockKind) -> int:
    if before == kind == "list_item":
        return 0
    return 2 if kind == "heading" and before not in {None, "heading"} else 1


def _stretches(text: str, blocks: Iterable[Block]) -> Iterator[tuple[int, int, BlockKind]]:
    position = 0
    for block in sorted(blocks, key=lambda each: (each.start, each.end)):
        start, end = max(block.start, position), min(block.end, len(text))
        if start < end:
            yield from _lines(text, position, start, "paragraph")
            yield from _lines(text, start, end, block.kind)
            position = end
    yield from _lines(text, position, len(text), "paragraph")


def _lines(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[int, int, BlockKind]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if _WORD.search(text, start, stop):
            yield start, stop, kind
        start = stop + 1


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph at spaces, else before a letter that no joiner ties to what precedes it."""
    while end - start > LONGEST:
        limit = start + LONGEST
        space = text.rfind(" ", limit - _WINDOW, limit)
        letters = (at for at in range(limit, limit - _WINDOW, -1) if text[at].isalnum() and text[at - 1] != _JOINER)
        stop = space if space > 0 else next(letters, limit)
        if not _WORD.search(text, stop, end):
            break
        yield start, stop
        start = stop + 1 if space > 0 else stop
    yield start, end
