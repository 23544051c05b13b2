"""Folding: one form for the spellings of a name that differ in accents, case, hyphens and dots only."""

import re
import unicodedata

from annotations.analysis.gazetteer import straight

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e", "-": " ", "–": " "}
)
"""What has no decomposition in Unicode, and hyphens."""
_POSSESSIVE = re.compile(r"'s$|(?<=s)'$")


def folded(name: str) -> str:
    """Return a name in lower case with plain Latin letters, without possessive; hyphens are spaces."""
    plain = _POSSESSIVE.sub("", straight(name)).casefold()
    if plain.isascii():
        return plain.replace("-", " ")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


def shortened_by_one(word: str) -> frozenset[str]:
    """Return a word and all that is left of it without one letter: two words that differ in one share some of it."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
