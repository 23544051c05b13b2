"""How much of one text another holds: by its runs of words, which blocks cut elsewhere share and chance does not."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_LENGTH = 4


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case."""
    return _WORD.findall(text.lower())


def key_of(text: str) -> str:
    """Return the letters and digits of a text, without case: what is left when spaces and marks differ."""
    return "".join(words_of(text))


def shingles_of(texts: Iterable[str]) -> set[int]:
    """Return the digests of all runs of four words within one of the texts; of shorter texts, of all their words."""
    found: set[int] = set()
    for text in texts:
        words = words_of(text)
        found.update(hash(tuple(words[start : start + _LENGTH])) for start in range(max(len(words) - _LENGTH + 1, 1)))
    return found


def held_share(wanted: set[int], held: set[int]) -> float:
    """Return which share of the runs wanted are held; none of nothing."""
    return len(wanted & held) / len(wanted) if wanted else 0.0
