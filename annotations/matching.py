"""Which detection a reader's record is about, now that the detector may see its bounds otherwise. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from annotations.models import Span

ALIKE = 0.5
"""Share of the characters of two stretches, taken together, that both hold if they may be one annotation."""


class Stretch(NamedTuple):
    """From where to where an annotation goes, and under which id."""

    start: int
    end: int
    id: str


def stretch(spans: Sequence[Span], own_id: str) -> Stretch:
    """Return the stretch of an annotation: from its first span's start to its last span's end."""
    return Stretch(spans[0].start, spans[-1].end, own_id)


class Field:
    """Stretches found by where they lie."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self._order = sorted(range(len(self.stretches)), key=self.stretches.__getitem__)
        self._starts = [self.stretches[number].start for number in self._order]
        self._furthest = list(accumulate((self.stretches[number].end for number in self._order), max))

    def near(self, start: int, end: int) -> Sequence[int]:
        """Return the numbers of the stretches that overlap a range, perhaps with some that do not."""
        return self._order[bisect_right(self._furthest, start) : bisect_left(self._starts, end)]


def matched(
    marks: Sequence[Stretch], detections: Field, least: float = ALIKE, *, without: Container[int] = ()
) -> Mapping[int, int]:
    """Return the number of the detection that each mark is about, by the mark's number; no detection twice.

    The same stretch counts most, then the same id where both overlap, then the larger share of characters that both
    hold: more than `least` of those that either holds. Where words occur twice an id may have gone to another
    occurrence, so that without an overlap it says nothing. The detections `without` are left alone.
    """
    pairs = []
    for mark_number, mark in enumerate(marks):
        for number in detections.near(mark.start, mark.end):
            rank = None if number in without else _rank(mark, detections.stretches[number], least)
            if rank is not None:
                pairs.append((rank, -mark_number, -number))
    return dict(_one_to_one(sorted(pairs, reverse=True)))


def _rank(mark: Stretch, detection: Stretch, least: float) -> tuple[bool, bool, float] | None:
    both = min(mark.end, detection.end) - max(mark.start, detection.start)
    if both <= 0:
        return None
    share = both / (max(mark.end, detection.end) - min(mark.start, detection.start))
    is_same = mark.id == detection.id
    return (share == 1, is_same, share) if is_same or share > least else None


def _one_to_one(pairs: Sequence[tuple[tuple[bool, bool, float], int, int]]) -> Iterator[tuple[int, int]]:
    used_marks: set[int] = set()
    used_detections: set[int] = set()
    for _, mark, detection in pairs:
        if mark not in used_marks and detection not in used_detections:
            used_marks.add(mark)
            used_detections.add(detection)
            yield -mark, -detection
