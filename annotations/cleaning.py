"""Characters safe for the screen: what an article, a title or a path may show, and nothing that a terminal obeys."""

import re
import unicodedata

_NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BIDI_CONTROLS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_REMOVED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL
    r"\xad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, BOM
    rf"{_BIDI_CONTROLS}\ud800-\udfff]+"
)
_SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(r" {2,}")

_LONG_RUN = 64
"""Combining marks in a row beyond which they are sorted before NFC sees them."""


def clean_characters(text: str) -> str:
    """Return a text safe for the screen: its characters cleaned like those of an article, its spacing as it is."""
    return _SPACE.sub(" ", _compose(_REMOVED.sub("", _NEWLINE.sub("\n", text))))


def clean_line(text: str) -> str:
    """Return a title, name, path or URL safe for the screen: cleaned like the text of an article, on one line."""
    return single_spaces(clean_characters(text).replace("\n", " ")).strip(" ")


def clean_lines(text: str) -> str:
    """Return a note or passage safe for the screen: each line cleaned, the whole stripped."""
    return "\n".join(clean_line(line) for line in text.splitlines()).strip()


def is_clean(part: str) -> bool:
    """Tell whether a canonical text can have this within it: none of its characters would be removed or replaced."""
    return clean_characters(part) == part


def single_spaces(text: str) -> str:
    """Return a text with one space in the place of several."""
    return _SPACES.sub(" ", text)


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
