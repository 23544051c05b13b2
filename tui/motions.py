"""Where a caret goes in a text: by character, word, sentence and paragraph. Pure; offsets are code points."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from tui.widgets.cells import graphemes

Unit = Literal["character", "word", "sentence", "paragraph"]

_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[’'\-.]\w+)*")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)[.!?…]+[\"”’»)\]]*(?=\s+[^\sa-z]|\s*$)")
_SPACES = re.compile(r"\s*")
_LONGEST_CHARACTER, _LONGEST_WORD, _LONGEST_SENTENCE = 100, 200, 5000
"""Code points within which a character, a word and a sentence begin and end: a line may be as long as a book."""


def moved(text: str, offset: int, unit: Unit, direction: int) -> int:
    """Return where a caret at the offset stands after one step.

    Forwards a word, sentence or paragraph ends where its last character does; backwards the caret stops at its start.
    """
    return _MOTIONS[unit](text, offset, direction)


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """Return the bounds of the line of text around the offset."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the bounds of the sentence around the offset."""
    start, end = _near(text, offset, _LONGEST_SENTENCE)
    for first, last in _sentences(text, start, end):
        if offset < last:
            return first, last
    return start, end


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Return the bounds of the word around the offset, or of the one character there that belongs to no word."""
    start, end = _near(text, offset, _LONGEST_WORD)
    words = (word.span() for word in _WORD.finditer(text, start, end) if word.end() > offset)
    first, last = next(words, (end, end))
    if first <= offset:
        return first, last
    units = (unit for unit in graphemes(text, start, end) if unit.end > offset)
    return next(((unit.start, unit.end) for unit in units), (end, end))


def _near(text: str, offset: int, reach: int) -> tuple[int, int]:
    """Return the bounds of the line of text around the offset, or of what is within reach of that in a long line."""
    start = text.rfind("\n", max(offset - reach, 0), offset) + 1 or max(offset - reach, 0)
    end = text.find("\n", offset, offset + reach)
    return start, min(offset + reach, len(text)) if end < 0 else end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the white space at its ends; empty where there is nothing else."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, first + len(words.strip())


def _by_character(text: str, offset: int, direction: int) -> int:
    start, end = _near(text, offset, _LONGEST_CHARACTER)
    units = list(graphemes(text, start, end))
    if direction > 0:
        return next((unit.end for unit in units if unit.end > offset), min(end + 1, len(text)))
    return next((unit.start for unit in reversed(units) if unit.start < offset), max(start - 1, 0))


def _by_word(text: str, offset: int, direction: int) -> int:
    if direction > 0:
        word = _WORD.search(text, offset)
        return word.end() if word else len(text)
    return _last_start(text, offset, lambda start, end: (word.start() for word in _WORD.finditer(text, start, end)))


def _by_sentence(text: str, offset: int, direction: int) -> int:
    if direction > 0:
        begin = _past_spaces(text, offset)
        return sentence_at(text, begin)[1] if begin < len(text) else len(text)
    return _last_start(text, offset, lambda start, end: (first for first, _ in _sentences(text, start, end)))


def _by_paragraph(text: str, offset: int, direction: int) -> int:
    if direction > 0:
        return paragraph_at(text, _past_spaces(text, offset))[1]
    start, end = paragraph_at(text, offset)
    while start > 0 and (start == end or start >= offset):
        start, end = paragraph_at(text, start - 1)
    return start


def _last_start(text: str, offset: int, starts: Callable[[int, int], Iterator[int]]) -> int:
    """Return the last start before the offset, looking at one stretch of a line after the other, backwards."""
    start, end = _near(text, offset, _LONGEST_SENTENCE)
    while True:
        before = [each for each in starts(start, end) if each < offset]
        if before:
            return before[-1]
        if start == 0:
            return 0
        start, end = _near(text, start - 1, _LONGEST_SENTENCE)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = _past_spaces(text, start)
    for stop in _SENTENCE_END.finditer(text[start:end]):
        yield first, start + stop.end()
        first = _past_spaces(text, start + stop.end())
    if first < end:
        yield first, end


def _past_spaces(text: str, offset: int) -> int:
    spaces = _SPACES.match(text, offset)
    return spaces.end() if spaces else offset


_MOTIONS: Mapping[Unit, Callable[[str, int, int], int]] = MappingProxyType(
    {"character": _by_character, "word": _by_word, "sentence": _by_sentence, "paragraph": _by_paragraph}
)
