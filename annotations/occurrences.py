"""Where the same words occur in a text, which occurrence one is, and how much of what is around them they share."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from operator import eq
from typing import NamedTuple

LONGEST_CONTEXT = 512
"""Code points looked at to tell two occurrences apart."""
_SEPARATOR = 4
"""Code points that two blocks may have between them to stand back to back."""
_WORD = re.compile(r"\w+")


class Shared(NamedTuple):
    """What an occurrence has in common with others, in code points on each side of it."""

    before: int
    after: int
    facing_before: int
    """To the start of one before it that stands back to back with it, as in "Yes. Yes."; 0 where none does."""
    facing_after: int


class Occurrences:
    """Occurrences of the same words, sorted by what is around them: neighbours there share the most.

    Takes n log n time for n occurrences, and then next to none for each.
    """

    def __init__(self, text: str, words: str, starts: Iterable[int]) -> None:
        self._text = text
        self._length = len(words)
        self._starts = sorted(starts)
        self._by_left = sorted(self._starts, key=self._left)
        self._by_right = sorted(self._starts, key=self._right)
        self._left_ranks = {start: rank for rank, start in enumerate(self._by_left)}
        self._right_ranks = {start: rank for rank, start in enumerate(self._by_right)}
        self._ranks = {start: rank for rank, start in enumerate(self._starts)}

    def __len__(self) -> int:
        return len(self._starts)

    def shared(self, start: int) -> Shared:
        """Return what the occurrence at `start` shares with the others."""
        before = self._most(self._by_left, self._left_ranks[start], self._left)
        after = self._most(self._by_right, self._right_ranks[start], self._right)
        facing_before = facing_after = 0
        for place in self._within(start, before + self._length + after + _SEPARATOR):
            common_before = common_start(self._left(start), self._left(place))
            common_after = common_start(self._right(start), self._right(place))
            if abs(place - start) <= common_before + self._length + common_after + _SEPARATOR:
                facing_before, facing_after = max(facing_before, start - place), max(facing_after, place - start)
        return Shared(before, after, facing_before, facing_after)

    def _left(self, start: int) -> str:
        """Return what is before an occurrence, read backwards."""
        return self._text[max(0, start - LONGEST_CONTEXT) : start][::-1]

    def _right(self, start: int) -> str:
        end = start + self._length
        return self._text[end : end + LONGEST_CONTEXT]

    def _most(self, ordered: Sequence[int], rank: int, side: Callable[[int], str]) -> int:
        neighbours = (*ordered[max(0, rank - 1) : rank], *ordered[rank + 1 : rank + 2])
        own = side(ordered[rank])
        return max((common_start(own, side(place)) for place in neighbours), default=0)

    def _within(self, start: int, reach: int) -> Iterator[int]:
        """Yield the other occurrences that begin so near."""
        rank = self._ranks[start]
        for way in (range(rank - 1, -1, -1), range(rank + 1, len(self._starts))):
            yield from takewhile(lambda place: abs(place - start) <= reach, map(self._starts.__getitem__, way))


class Numbering:
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
            yield from all_starts(self._text, exact)
            return
        rarest, offset = min(words, key=lambda word: len(word[0]))
        for position in rarest:
            start = position - offset
            if start >= 0 and self._text.startswith(exact, start) and self._is_whole(start, start + len(exact)):
                yield start

    def _partial_starts(self, exact: str) -> "array[int]":
        if exact not in self._partial:
            starts = (start for start in all_starts(self._text, exact) if not self._is_whole(start, start + len(exact)))
            self._partial[exact] = array("Q", starts)
        return self._partial[exact]

    def _is_whole(self, start: int, end: int) -> bool:
        return not (self._cuts_word(start) or self._cuts_word(end))

    def _cuts_word(self, position: int) -> bool:
        within = 0 < position < len(self._text)
        return within and _WORD.fullmatch(self._text, position - 1, position + 1) is not None


def all_starts(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Yield where words begin at or after an offset, overlapping ones too."""
    start = text.find(words, start)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def nearest_starts(text: str, words: str, near: int, *, on_each_side: int) -> Iterator[int]:
    """Yield where words begin nearest to `near`, those from it on first.

    Backwards is forwards in the mirrored text: `str.rfind` takes quadratic time on repetitive text, `str.find` linear.
    """
    near = min(max(near, 0), len(text))
    yield from islice(all_starts(text, words, near), on_each_side)
    mirrored = text[: max(0, near + len(words) - 1)][::-1]
    for start in islice(all_starts(mirrored, words[::-1]), on_each_side):
        yield len(mirrored) - start - len(words)


def common_start(one: str, other: str) -> int:
    """Return how many code points two texts have in common at their start."""
    return sum(takewhile(bool, map(eq, one, other)))
