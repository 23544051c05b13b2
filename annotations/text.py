"""Canonical text: the authority for every offset, and the identities that are made from it."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b, sha256
from typing import Literal

from annotations.blocks import blocks_of, join_wrapped
from annotations.encoding import decode

__all__ = [
    "Occurrences",
    "article_id",
    "blocks_of",
    "canonical",
    "clean_line",
    "clean_lines",
    "decode",
    "detection_id",
    "is_clean",
    "text_version",
]

_NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BIDI_CONTROLS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_REMOVED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL
    r"\xad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, BOM
    rf"{_BIDI_CONTROLS}\ud800-\udfff]+"
)
_SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(r" {2,}")
_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w+")

_LONG_RUN = 64
"""Combining marks in a row beyond which they are sorted before NFC sees them."""


def canonical(text: str) -> str:
    """Return the text that every offset of an article refers to.

    One kind of line end; no controls, bidirectional controls or invisible characters except ZWJ and ZWNJ; NFC; single
    spaces, stripped lines, at most one blank line in a row; hard-wrapped paragraphs joined. Idempotent, in linear time.
    """
    spaced = _single_spaces(_clean_characters(text)).replace(" \n", "\n").replace("\n ", "\n")
    return join_wrapped(_BLANK_LINES.sub("\n\n", spaced).strip(" \n"))


def clean_line(text: str) -> str:
    """Return a title, name, path or URL safe for the screen: cleaned like the text of an article, on one line."""
    return _single_spaces(_clean_characters(text).replace("\n", " ")).strip(" ")


def clean_lines(text: str) -> str:
    """Return a note or passage safe for the screen: each line cleaned, the whole stripped."""
    return "\n".join(clean_line(line) for line in text.splitlines()).strip()


def is_clean(part: str) -> bool:
    """Tell whether a canonical text can have this within it: none of its characters would be removed or replaced."""
    return _clean_characters(part) == part


def text_version(text: str) -> str:
    """Return the version of an article with this canonical text: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def article_id(text: str) -> str:
    """Return the identity of an article first seen with this canonical text: `a-` and 16 hexadecimal digits."""
    return f"a-{_digest(text)}"


def detection_id(prefix: Literal["n", "q", "c"], exact: str, occurrence: int) -> str:
    """Return the id of an entity mention (n), a quote (q) or a claim (c): its words and which occurrence it is.

    `occurrence` is what `Occurrences.of` counts, so the id survives changes elsewhere in the text.
    """
    return f"{prefix}-{_digest(f'{occurrence} {exact}')}"


class Occurrences:
    """Tells which occurrence of its words a stretch of the text is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: dict[str, array[int]] = {}
        self._whole: dict[str, array[int]] = {}
        self._partial: dict[str, array[int]] = {}
        for match in _WORD.finditer(text):
            self._words.setdefault(match[0], array("Q")).append(match.start())

    def of(self, exact: str, start: int) -> int:
        """Return how many times `exact` occurs before `start`, one of its own occurrences: 0 for the first.

        Counted are the starts of occurrences, overlapping ones too, that cut no word ("he" is not in "the"). An
        occurrence that itself cuts a word is counted after all that do not. So two stretches with the same words never
        have the same number. A text is indexed once by word, because a scan of it per form takes minutes in a book.
        """
        whole = self._whole_starts(exact)
        if self._is_whole(start, start + len(exact)):
            return bisect_left(whole, start)
        return len(whole) + bisect_left(self._partial_starts(exact), start)

    def _whole_starts(self, exact: str) -> "array[int]":
        if exact not in self._whole:
            self._whole[exact] = array("Q", self._find_whole(exact))
        return self._whole[exact]

    def _find_whole(self, exact: str) -> Iterator[int]:
        words = [(self._words.get(match[0], ()), match.start()) for match in _WORD.finditer(exact)]
        if not words:
            yield from self._find_all(exact)
            return
        rarest, offset = min(words, key=lambda word: len(word[0]))
        for position in rarest:
            start = position - offset
            if start >= 0 and self._text.startswith(exact, start) and self._is_whole(start, start + len(exact)):
                yield start

    def _partial_starts(self, exact: str) -> "array[int]":
        if exact not in self._partial:
            starts = (start for start in self._find_all(exact) if not self._is_whole(start, start + len(exact)))
            self._partial[exact] = array("Q", starts)
        return self._partial[exact]

    def _find_all(self, exact: str) -> Iterator[int]:
        start = self._text.find(exact)
        while start >= 0:
            yield start
            start = self._text.find(exact, start + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        return not (self._cuts_word(start) or self._cuts_word(end))

    def _cuts_word(self, position: int) -> bool:
        within = 0 < position < len(self._text)
        return within and _WORD.fullmatch(self._text, position - 1, position + 1) is not None


def _clean_characters(text: str) -> str:
    return _SPACE.sub(" ", _compose(_REMOVED.sub("", _NEWLINE.sub("\n", text))))


def _single_spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _compose(text: str) -> str:
    """Return the NFC form in linear time.

    Python sorts combining marks by insertion, quadratic in a hostile run of them; sorted runs cost nothing. A run this
    long holds at least one of the positions looked at.
    """
    if text.isascii():
        return text
    parts: list[str] = []
    done = 0
    for position in range(0, len(text), _LONG_RUN):
        if position < done or not _is_combining(text[position]):
            continue
        start, end = position, position + 1
        while start > done and _is_combining(text[start - 1]):
            start -= 1
        while end < len(text) and _is_combining(text[end]):
            end += 1
        parts += text[done:start], _sorted_marks(text[start:end])
        done = end
    return unicodedata.normalize("NFC", "".join([*parts, text[done:]]))


def _is_combining(character: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) > 0


def _sorted_marks(run: str) -> str:
    decomposed = "".join(unicodedata.normalize("NFD", mark) for mark in run)
    return "".join(sorted(decomposed, key=unicodedata.combining))
