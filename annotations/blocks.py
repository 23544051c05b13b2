"""The structure of plain text, told from its lines: hard-wrapped paragraphs and blocks.

In a canonical text a line is a whole paragraph, heading or list item; only a text that was wrapped at a fixed column
has lines that belong together. The rules here are ours, made for news articles.
"""

import re
from collections.abc import Sequence

from annotations.models import Block, BlockKind

_WIDEST_WRAP = 100
_NARROWEST_WRAP = 36
"""Columns between which the longest line of a hard-wrapped text lies."""
_LONGEST_TITLE = 160
_LONGEST_HEADING = 80

_LIST_ITEM = re.compile(r"(?:[-*+•‣◦▪·]|\d{1,3}[.)]|[A-Za-z]\)) ")
_LONG_WORD = re.compile(r"\w{4,}")
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«"
_FULL_STOPS = (".", "…")
_FINALS = (*_FULL_STOPS, "!", "?", ":", ";", ",")


def join_wrapped(text: str) -> str:
    """Return the text with the lines of hard-wrapped paragraphs joined: LF becomes a space, the length stays.

    A text is hard-wrapped if no line of several words is wide, most lines end within a sentence, four in five of these
    because the next word did not fit, and most of the lines after them begin in lower case. Lists, quotes and lines
    that were broken early (headings, verse, addresses) stay. Nothing is joined unless a wide line comes of it, and a
    text with a wide line is not hard-wrapped: so joining twice is joining once.
    """
    lines = text.split("\n")
    width = max((len(line) for line in lines if " " in line), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return text
    wraps = _wraps(lines, width)
    joined = "".join((" " if number in wraps else "\n") + line for number, line in enumerate(lines))[1:]
    return joined if max(map(len, joined.split("\n"))) > _WIDEST_WRAP else text


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a canonical plain text in order: each line that is not blank is one, markers included."""
    starts: list[int] = []
    lines: list[str] = []
    start = 0
    for line in text.split("\n"):
        if line:
            starts.append(start)
            lines.append(line)
        start += len(line) + 1
    return tuple(Block(_kind(lines, index), start, start + len(lines[index])) for index, start in enumerate(starts))


def _wraps(lines: Sequence[str], width: int) -> frozenset[int]:
    """Return the numbers of the lines that continue the line before, none if the text is not hard-wrapped."""
    breaks = [number for number in range(1, len(lines)) if _may_continue(lines[number - 1], lines[number])]
    wraps = frozenset(number for number in breaks if _was_full(lines[number - 1], lines[number], width))
    inner = [number for number in breaks if not _ends(lines[number - 1], _FINALS)]
    full = sum(number in wraps for number in inner)
    capitals = sum(lines[number][0].isupper() for number in inner)
    within_sentences = bool(inner) and 2 * len(inner) >= len(breaks) and 2 * capitals <= len(inner)
    return wraps if within_sentences and full >= 0.8 * len(inner) else frozenset()


def _may_continue(before: str, line: str) -> bool:
    if not (before and line) or _is_marked(line) or before.startswith(">"):
        return False
    return _has_words(before) and _has_words(line)


def _was_full(before: str, line: str, width: int) -> bool:
    """Tell whether the next word would not have fitted; programs that even out lines break up to a tenth earlier."""
    return len(before) + 1 + len(line.split(" ", 1)[0]) > width - width // 10


def _kind(lines: Sequence[str], index: int) -> BlockKind:
    line = lines[index]
    if line.startswith(">"):
        return "block_quote"
    if _LIST_ITEM.match(line):
        return "list_item"
    heading = _is_title(lines) if index == 0 else _is_heading(lines, index)
    return "heading" if heading else "paragraph"


def _is_title(lines: Sequence[str]) -> bool:
    """Tell whether the first line is the headline: a sentence with a full stop is one if the lead says it again."""
    first = lines[0]
    if len(first) > _LONGEST_TITLE or not _has_words(first) or not any(len(line) > len(first) for line in lines[1:]):
        return False
    return not _ends(first, _FULL_STOPS) or _says_again(lines[1], first)


def _says_again(lead: str, headline: str) -> bool:
    told = {word.casefold() for word in _LONG_WORD.findall(headline)}
    again = {word.casefold() for word in _LONG_WORD.findall(lead[: 4 * _LONGEST_TITLE])}
    return len(told & again) >= 0.5 * max(len(told), 1)


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """Tell whether a later line is a heading: a label between two lines that are not, shorter than the one after it."""
    if index + 1 == len(lines) or not _is_label(lines[index]):
        return False
    before, line, after = lines[index - 1 : index + 2]
    return len(line) < len(after) and not _is_label(before) and not _is_label(after)


def _is_label(line: str) -> bool:
    if len(line) > _LONGEST_HEADING or _is_marked(line) or line[0].islower() or not _has_words(line):
        return False
    return not _ends(line, _FINALS) or (line.endswith("?") and not line.startswith(tuple(_OPENERS)))


def _is_marked(line: str) -> bool:
    return line.startswith(">") or _LIST_ITEM.match(line) is not None


def _has_words(line: str) -> bool:
    return any(character.isalnum() for character in line)


def _ends(line: str, finals: tuple[str, ...]) -> bool:
    return line.rstrip(_CLOSERS).endswith(finals)
