"""The one matcher: for finding, and for highlighting what was found."""

import re
from collections.abc import Iterator
from itertools import islice

from annotations.cleaning import clean_line
from annotations.errors import SearchError

MOST_MATCHES = 100_000
"""How many matches are returned at most: more is no answer to anybody, and a letter occurs a million times."""
LONGEST_PATTERN = 1000
"""Code points of a regular expression."""
PATIENCE = 0.5
"""Seconds that a regular expression may take; some take longer than anyone lives."""

_ALIKE = ("'‘’‚‛ʼ", '"“”„‟')
"""Quote marks that match each other, straight and curly."""
_ESCAPES = re.compile(r"\\(?:[pPN]\{[^}]*\}|.)", re.DOTALL)
_HINT = "Without the regular expression, the words are searched as they are."


def find(text: str, query: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the matches of the words in `query`, in order, none overlapping.

    Case counts only if the query has an upper-case letter. A run of white space matches any whole run, line ends
    included. The query is cleaned as the text was; a blank one matches nothing. Time grows with
    `len(text) * len(query)` at worst, with `len(text)` in prose.
    """
    pattern = compiled(query)
    return list(islice((match.span() for match in pattern.finditer(text)), MOST_MATCHES)) if pattern else []


def compiled(query: str) -> re.Pattern[str] | None:
    """Return what matches the words as `find` does, to be used on many texts; None for a blank query."""
    words = [_pattern(word) for word in clean_line(query).split()]
    if not words:
        return None
    leading = r"(?<!\s)\s++" if query[0].isspace() else ""
    trailing = r"\s++" if query[-1].isspace() else ""
    case = re.NOFLAG if _has_capitals(query) else re.IGNORECASE
    return re.compile(leading + r"\s++".join(words) + trailing, case)


def find_pattern(text: str, pattern: str, *, patience: float = PATIENCE) -> list[tuple[int, int]]:
    r"""Return the (start, end) of the matches of a regular expression, in order, none overlapping, none empty.

    Case counts only if a letter of the pattern itself, not of an escape such as `\W`, is upper-case; `.` matches no
    line feed, `^` and `$` match at each line.

    Raises:
        SearchError: this is no regular expression, is too long, or takes longer than `patience` seconds here.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise SearchError("The regular expression is too long.", f"It may have at most {LONGEST_PATTERN} characters.")
    return list(islice(_pattern_matches(text, pattern, patience), MOST_MATCHES)) if pattern else []


def _pattern_matches(text: str, pattern: str, patience: float) -> Iterator[tuple[int, int]]:
    import regex  # noqa: PLC0415 - unlike `re` it can be given a time limit; it takes as long to import as a key may

    flags = regex.MULTILINE if _has_capitals(_ESCAPES.sub("", pattern)) else regex.MULTILINE | regex.IGNORECASE
    try:
        compiled = regex.compile(pattern, flags)
        for match in compiled.finditer(text, timeout=patience):
            if match.end() > match.start():
                yield match.span()
    except regex.error as error:
        raise SearchError(f"This is not a valid regular expression: {clean_line(str(error))}.", _HINT) from error
    except TimeoutError as error:
        raise SearchError("The regular expression takes too long.", _HINT) from error


def _has_capitals(query: str) -> bool:
    return any(character.isupper() for character in query)


def _pattern(word: str) -> str:
    return "".join(_character(character) for character in word)


def _character(character: str) -> str:
    return next((f"[{marks}]" for marks in _ALIKE if character in marks), re.escape(character))
