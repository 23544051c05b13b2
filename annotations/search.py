"""The one matcher: for finding, and for highlighting what was found."""

import re

from annotations.text import clean_line

_ALIKE = ("'‘’‚‛ʼ", '"“”„‟')
"""Quote marks that match each other, straight and curly."""


def find(text: str, query: str) -> list[tuple[int, int]]:
    """Return the (start, end) of every match of the words in `query`, in order, none overlapping.

    Case counts only if the query has an upper-case letter. A run of white space matches any whole run, line ends
    included. The query is cleaned as the text was; a blank one matches nothing. Time grows with
    `len(text) * len(query)` at worst, with `len(text)` in prose.
    """
    words = [_pattern(word) for word in clean_line(query).split()]
    if not words:
        return []
    leading = r"(?<!\s)\s++" if query[0].isspace() else ""
    trailing = r"\s++" if query[-1].isspace() else ""
    case = re.NOFLAG if any(character.isupper() for character in query) else re.IGNORECASE
    pattern = re.compile(leading + r"\s++".join(words) + trailing, case)
    return [match.span() for match in pattern.finditer(text)]


def _pattern(word: str) -> str:
    return "".join(_character(character) for character in word)


def _character(character: str) -> str:
    return next((f"[{marks}]" for marks in _ALIKE if character in marks), re.escape(character))
