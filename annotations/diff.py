"""What is different between two versions of a text, word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

_PART = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_CELLS = 100_000_000
"""Pairs of words compared exactly, at one bit each; larger texts are first divided at the rare words of both."""
_RUNS = (16, 4, 1)
"""Words of the runs by which long texts are divided, from the most to the least telling."""


class Segment(NamedTuple):
    """A stretch of the old text and what it is in the new one, in code points; equal words have equal lengths."""

    kind: Literal["equal", "deleted", "inserted"]
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Run(NamedTuple):
    old: int
    new: int
    length: int


def diff(old: str, new: str) -> tuple[Segment, ...]:
    """Return the segments that tile both texts in order: equal, deleted (empty in the new) or inserted (in the old).

    A replaced stretch is deleted, then inserted. What both texts begin and end with aside, stretches of up to some
    5,000 words are compared for the least difference; longer ones are divided at runs of words that each text has
    once, in the manner of patience diff, and what stays undivided is replaced as a whole. So time and memory never
    grow with the square of the length.
    """
    parts, new_parts = _PART.findall(old), _PART.findall(new)
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(part, len(numbers)) for part in side] for side in (parts, new_parts))
    starts, new_starts = ([*accumulate(map(len, side), initial=0)] for side in (parts, new_parts))
    runs = [run for run in _joined(_align(one, other)) if not _is_gap(run, parts, new_parts)]
    return tuple(_segments([*runs, _Run(len(one), len(other), 0)], starts, new_starts))


def _segments(runs: Iterable[_Run], starts: Sequence[int], new_starts: Sequence[int]) -> Iterator[Segment]:
    old = new = 0
    for run in runs:
        old_start, new_start = starts[run.old], new_starts[run.new]
        if old < old_start:
            yield Segment("deleted", old, old_start, new, new)
        if new < new_start:
            yield Segment("inserted", old_start, old_start, new, new_start)
        old, new = starts[run.old + run.length], new_starts[run.new + run.length]
        if run.length:
            yield Segment("equal", old_start, old, new_start, new)


def _is_gap(run: _Run, parts: Sequence[str], new_parts: Sequence[str]) -> bool:
    """Tell whether a run is nothing but the space between two differences."""
    if run.length > 1 or not parts[run.old].isspace():
        return False
    at_start = run.old == run.new == 0
    return not at_start and (run.old + 1, run.new + 1) != (len(parts), len(new_parts))


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    last: _Run | None = None
    for run in runs:
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            last = last._replace(length=last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _align(
    one: Sequence[int], other: Sequence[int], start: int = 0, new_start: int = 0, depth: int = 0
) -> Iterator[_Run]:
    """Yield the runs that both have, in order; `start` and `new_start` are the numbers of their first words."""
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    old_end, new_end = len(one) - tail, len(other) - tail
    if head:
        yield _Run(start, new_start, head)
    if head < old_end and head < new_end:
        for run in _compare(one[head:old_end], other[head:new_end], depth):
            yield _Run(run.old + start + head, run.new + new_start + head, run.length)
    if tail:
        yield _Run(start + old_end, new_start + new_end, tail)


def _compare(one: Sequence[int], other: Sequence[int], depth: int) -> Iterator[_Run]:
    if len(one) * len(other) <= _CELLS:
        blocks = Indel.opcodes(one, other).as_matching_blocks()
        yield from (_Run(block.a, block.b, block.size) for block in blocks if block.size)
    elif depth < len(_RUNS):
        fixed = list(_joined(_Run(*pair, 1) for pair in _fixed(one, other, _RUNS[depth])))
        edges = [_Run(0, 0, 0), *fixed, _Run(len(one), len(other), 0)]
        for before, after in pairwise(edges):
            old, new = before.old + before.length, before.new + before.length
            yield from _align(one[old : after.old], other[new : after.new], old, new, depth + 1)
            if after.length:
                yield after


def _fixed(one: Sequence[int], other: Sequence[int], length: int) -> list[tuple[int, int]]:
    """Return the longest rising series of places where runs that each text has once begin."""
    new_places = _once(other, length)
    pairs = [(old, new_places[run]) for run, old in _once(one, length).items() if run in new_places]
    return _rising(pairs)


def _once(numbers: Sequence[int], length: int) -> dict[tuple[int, ...], int]:
    """Return the runs of a length that occur once, by where they begin, in order."""
    runs = list(zip(*(numbers[step:] for step in range(length)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest part of the pairs, which rise in the first, that rises in the second too: patience sorting."""
    tops: list[int] = []
    on_top: list[int] = []
    below: list[int] = []
    for number, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        below.append(on_top[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [new]
        on_top[pile : pile + 1] = [number]
    number = on_top[-1] if on_top else -1
    chosen: list[tuple[int, int]] = []
    while number >= 0:
        chosen.append(pairs[number])
        number = below[number]
    return chosen[::-1]


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    if one == other:
        return len(one)
    return next(number for number, pair in enumerate(zip_longest(one, other)) if pair[0] != pair[1])
