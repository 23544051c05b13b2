"""Where words that others quote stand in an article, found without knowledge of its offsets."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from annotations.models import Span
from annotations.occurrences import LONGEST_CONTEXT, all_starts, common_start
from annotations.words import level

_OCCURRENCES = 1000
"""Places of the same words that are looked at."""
_LEAST_CONTEXT = 8
"""Characters by which the text around one place must agree more than that around another."""
_SPACE = re.compile(r"\s+")
_WIDE_SPACE = re.compile(r"\s{2,}")


class Part(NamedTuple):
    """One stretch of the words that a remark is about, with where it was said to be, in code points."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    place: tuple[int, int] | None = None


class Places:
    """Finds words in a text: made once for all of them, because they are looked for in the text made comparable."""

    def __init__(self, text: str) -> None:
        self.text = text

    def locate(self, part: Part) -> Span | None:
        """Return where words are: at their place, or else where they occur once or the text around agrees best.

        Spaces, line feeds and the style of quotation marks do not matter. None where they are nowhere, or at several
        places of which none is told by its surroundings. Takes linear time.
        """
        if part.place and self.text[slice(*part.place)] == part.exact:
            return Span(*part.place, part.exact)
        found = list(islice(self._found(_single_spaced(part.exact).strip()), _OCCURRENCES))
        if len(found) > 1:
            prefix, suffix = part.prefix[-LONGEST_CONTEXT:], part.suffix[:LONGEST_CONTEXT]
            ranked = sorted(((self._agreement(place, prefix, suffix), place) for place in found), reverse=True)
            is_told = ranked[0][0] >= ranked[1][0] + _LEAST_CONTEXT
            found = [place for _, place in ranked[:1] if is_told]
        return next((Span(start, end, self.text[start:end]) for start, end in found), None)

    def _found(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where words stand, both with single spaces."""
        for start in all_starts(self._squeezed, words) if words else ():
            yield self._offset(start), self._offset(start + len(words) - 1) + 1

    def _agreement(self, place: tuple[int, int], prefix: str, suffix: str) -> int:
        """Return how many characters around a place are those around the words, spaces aside."""
        start, end = place
        before = _bare(self.text[max(0, start - 2 * len(prefix)) : start])[::-1]
        after = _bare(self.text[end : end + 2 * len(suffix)])
        return common_start(before, _bare(prefix)[::-1]) + common_start(after, _bare(suffix))

    def _offset(self, squeezed: int) -> int:
        """Return the offset in the text of a character that is no space."""
        ends, removed = self._removed
        return squeezed + removed[bisect_left(ends, squeezed)]

    @cached_property
    def _squeezed(self) -> str:
        return _single_spaced(self.text)

    @cached_property
    def _removed(self) -> tuple[list[int], list[int]]:
        """The offsets, among single spaces, of what were several, and how many are gone before each and at the end."""
        wide = [match.span() for match in _WIDE_SPACE.finditer(self.text)]
        removed = list(accumulate((end - start - 1 for start, end in wide), initial=0))
        return [start - gone for (start, _), gone in zip(wide, removed, strict=False)], removed


def _single_spaced(text: str) -> str:
    return _SPACE.sub(" ", level(text))


def _bare(words: str) -> str:
    return "".join(level(words).split())
