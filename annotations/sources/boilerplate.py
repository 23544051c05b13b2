"""What stands among an article's blocks and is not its text."""

import re
from collections.abc import Iterable, Sequence

from annotations.sources.assembly import Piece
from annotations.sources.furniture import CLOSING, CREDIT, OPENING, UNWANTED

_LONGEST_LINE = 240
"""Characters that a pointer or an invitation has at most."""
_LONGEST_LABEL = 90
"""Characters that a byline, date or closing heading has at most."""
_LONGEST_CAPTION = 300
_HEAD = 8
"""Blocks before the text among which bylines and dates are looked for."""
_TAIL = 0.1
"""The most of a text's words that may be told in sentences behind a heading that ends it."""
_LABEL_WORDS = 5
"""Words of a link or a section's name at most; what ends like a sentence is none."""
_MOSTLY = 0.8
"""The share of a text's words that its labels leave; what has more short lines is a poem, or a list."""
_ENDS = (".", "!", "?", "…", ":", '"', "”", "’")
_CELL_END = " | "
_ECHO = 50
_QUOTED = 20
"""Letters from which a block, or a block quote, that says again what another says is no chance, nor a list's line."""
_WORD = re.compile(r"\w+")


def without_boilerplate(
    pieces: Iterable[Piece], byline: str | None = None, headline: str | None = None
) -> tuple[Piece, ...]:
    """Return the blocks that are the article's own text, without its headline and byline as far as they are known."""
    kept = [piece for piece in _without_closing(tuple(pieces)) if not is_unwanted(piece.text)]
    return tuple(_without_echoes(_without_labels(_without_opening(kept, {_key(byline or ""), _key(headline or "")}))))


def is_unwanted(text: str) -> bool:
    """Tell whether a block is a pointer, an advertisement, an invitation or a caption, by its words."""
    is_line = len(text) <= _LONGEST_LINE and UNWANTED.fullmatch(_line(text)) is not None
    return is_line or (len(text) <= _LONGEST_CAPTION and CREDIT.search(_line(text)) is not None)


def word_count(pieces: Iterable[Piece]) -> int:
    """Return how many words the blocks have."""
    return sum(len(_WORD.findall(piece.text)) for piece in pieces)


def _without_closing(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Cut where a heading says that the article is over and hardly a sentence follows."""
    most = _TAIL * word_count(pieces)
    prose = 0
    end = len(pieces)
    for number in range(len(pieces) - 1, 0, -1):
        if _is_closing(pieces[number]):
            end = number
        elif pieces[number].text.endswith(_ENDS):
            prose += word_count([pieces[number]])
        if prose > most:
            break
    return pieces[:end]


def _is_closing(piece: Piece) -> bool:
    is_label = len(piece.text) <= _LONGEST_LABEL and (piece.kind == "heading" or not piece.text.endswith("."))
    return is_label and CLOSING.fullmatch(_line(piece.text)) is not None


def _without_opening(pieces: Sequence[Piece], known: set[str]) -> list[Piece]:
    return [piece for number, piece in enumerate(pieces) if number >= _HEAD or not _is_opening(piece.text, known)]


def _is_opening(text: str, known: set[str]) -> bool:
    if _key(text) in known or _key(text).removeprefix("by") in known:
        return True
    return len(text) <= _LONGEST_LABEL and OPENING.fullmatch(_line(text)) is not None


def _without_labels(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out the labels of links and sections that stand before the text, and those after it; no rows of tables."""
    first, last = 0, len(pieces)
    while first < last and pieces[first].kind in {"paragraph", "list_item"} and _is_label(pieces[first]):
        first += 1
    while last > first and pieces[last - 1].kind in {"paragraph", "heading"} and _is_label(pieces[last - 1]):
        if _CELL_END in pieces[last - 1].text:
            break
        last -= 1
    kept = pieces[first:last]
    return kept if word_count(kept) >= _MOSTLY * word_count(pieces) else pieces


def _is_label(piece: Piece) -> bool:
    return word_count([piece]) <= _LABEL_WORDS and not piece.text.endswith(_ENDS)


def _without_echoes(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out what is said again: the same blocks once more, and sentences pulled out of a paragraph for show."""
    keys = [_key(piece.text) for piece in pieces]
    paragraphs = "\n".join(key for key, piece in zip(keys, pieces, strict=True) if piece.kind == "paragraph")
    seen: set[str] = set()
    is_echo = False
    kept = []
    for key, piece in zip(keys, pieces, strict=True):
        least = {"block_quote": _QUOTED, "heading": _ECHO}.get(piece.kind)
        is_pulled = least is not None and len(key) >= least and key in paragraphs
        is_echo = key in seen and (len(key) >= _ECHO or is_echo)
        if not (is_pulled or is_echo):
            kept.append(piece)
        seen.add(key)
    return kept


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))
