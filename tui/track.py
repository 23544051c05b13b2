"""The marks of one layer in columns: small, found by place or by annotation, cheap to change in a few places. Pure."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, compress
from typing import NamedTuple, overload


class Layer(IntEnum):
    """What a mark belongs to, from the weakest to the strongest on screen."""

    QUOTE = 0
    ENTITY = 1
    NOTE = 2
    CLAIM = 3
    CHANGED = 4
    MATCH = 5
    CURRENT = 6
    SELECTION = 7


class Target(NamedTuple):
    """An annotation that can be the current one."""

    layer: Layer
    id: str


class Mark(NamedTuple):
    """A stretch of text in one layer; an annotation with two spans has two marks."""

    start: int
    end: int
    layer: Layer
    kind: str = ""
    """Names the style within the layer: a label, a kind of quote, a verdict."""
    id: str = ""
    leads: bool = True
    """Whether this is the annotation's first span."""

    @property
    def target(self) -> Target:
        """The annotation that the mark belongs to."""
        return Target(self.layer, self.id)


Place = tuple[int, int, Layer, str] | tuple[int]
"""What marks are ordered by: start, end, layer, id; or an offset, which comes before the marks that begin there."""


def place_of(mark: Mark) -> Place:
    """Return what a mark is ordered by."""
    return mark.start, mark.end, mark.layer, mark.id


class Track(Sequence[Mark]):
    """The marks of a layer in text order. Immutable; a `Mark` is made when it is asked for."""

    def __init__(self, layer: Layer, marks: Iterable[Mark] = ()) -> None:
        ordered = sorted((mark for mark in marks if mark.start < mark.end), key=place_of)
        self.layer = layer
        self._starts = array("I", [mark.start for mark in ordered])
        self._ends = array("I", [mark.end for mark in ordered])
        self._kinds = [mark.kind for mark in ordered]
        self._ids = [mark.id for mark in ordered]
        self._leads = bytearray(mark.leads for mark in ordered)
        self._by_kind: dict[str | None, Leading] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | Sequence[Mark]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return Mark(
            self._starts[index],
            self._ends[index],
            self.layer,
            self._kinds[index],
            self._ids[index],
            bool(self._leads[index]),
        )

    def within(self, start: int, end: int) -> Iterator[Mark]:
        """Yield the marks that overlap the range, in text order."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._furthest, start, hi=last)
        return (self[index] for index in range(first, last) if self._ends[index] > start)

    def of(self, annotation: str) -> tuple[Mark, ...]:
        """Return the marks of one annotation, in text order."""
        return tuple(self[index] for index in self._indices_of(annotation))

    def leading(self, kind: str | None = None) -> "Leading":
        """Return the first mark of each annotation, or of each of one kind."""
        if kind not in self._by_kind:
            indices = range(len(self)) if all(self._leads) else list(compress(range(len(self)), self._leads))
            if kind is not None:
                is_of_kind = list(map(kind.__eq__, self._kinds))
                indices = list(compress(indices, compress(is_of_kind, self._leads)))
            self._by_kind[kind] = Leading(self, indices)
        return self._by_kind[kind]

    def changed(self, removed: Iterable[str], added: Iterable[Mark]) -> "Track":
        """Return the marks without those of some annotations, and with others; quick where these are few."""
        gone = sorted(index for each in removed for index in self._indices_of(each))
        come = sorted((mark for mark in added if mark.start < mark.end), key=place_of)
        if [self[index]._replace(kind="") for index in gone] == [mark._replace(kind="") for mark in come]:
            return self._of_other_kinds(zip(gone, come, strict=True))
        other = Track(self.layer)
        other._starts, other._ends = self._starts[:], self._ends[:]
        other._kinds, other._ids, other._leads = self._kinds[:], self._ids[:], self._leads[:]
        for index in reversed(gone):
            for column in other._columns:
                del column[index]
        for mark in come:
            other._insert(mark)
        return other

    def _of_other_kinds(self, marks: Iterable[tuple[int, Mark]]) -> "Track":
        """Return the same marks, those at some indices of another kind: where they are is not worked out again."""
        other = copy(self)
        other._kinds, other._by_kind = self._kinds[:], {}
        for index, mark in marks:
            other._kinds[index] = mark.kind
        return other

    @property
    def _columns(self) -> "tuple[array[int], array[int], list[str], list[str], bytearray]":
        return self._starts, self._ends, self._kinds, self._ids, self._leads

    def _insert(self, mark: Mark) -> None:
        index = bisect_left(range(len(self)), place_of(mark), key=self.place)
        self._starts.insert(index, mark.start)
        self._ends.insert(index, mark.end)
        self._kinds.insert(index, mark.kind)
        self._ids.insert(index, mark.id)
        self._leads.insert(index, mark.leads)

    def place(self, index: int) -> Place:
        """Return what the mark at an index is ordered by."""
        return self._starts[index], self._ends[index], self.layer, self._ids[index]

    def first_of(self, annotation: str) -> int | None:
        """Return the index of an annotation's first mark."""
        return self._firsts.get(annotation)

    def _indices_of(self, annotation: str) -> Sequence[int]:
        return self._shared.get(annotation) or [index for index in (self._firsts.get(annotation),) if index is not None]

    @cached_property
    def _furthest(self) -> "array[int]":
        """For each mark the furthest end up to it."""
        return array("I", accumulate(self._ends, max))

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        """Where each annotation's first mark is."""
        return dict(zip(reversed(self._ids), range(len(self) - 1, -1, -1), strict=True))

    @cached_property
    def _shared(self) -> Mapping[str, Sequence[int]]:
        """Where the marks are of annotations that have several."""
        if len(self._firsts) == len(self):
            return {}
        found: dict[str, list[int]] = {}
        for index, annotation in enumerate(self._ids):
            if self._firsts[annotation] != index:
                found.setdefault(annotation, [self._firsts[annotation]]).append(index)
        return found


class Leading(Sequence[Mark]):
    """The marks of a track that lead their annotations, in text order."""

    def __init__(self, track: Track, indices: Sequence[int]) -> None:
        self._track = track
        self.indices = indices

    def __len__(self) -> int:
        return len(self.indices)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | Sequence[Mark]:
        if isinstance(index, slice):
            return [self._track[each] for each in self.indices[index]]
        return self._track[self.indices[index]]

    def position(self, annotation: str) -> int | None:
        """Return which of these marks, from 0, leads an annotation; None where none does."""
        first = self._track.first_of(annotation)
        if first is None:
            return None
        position = bisect_left(self.indices, self._leader(first))
        return position if position < len(self) and self[position].id == annotation else None

    def _leader(self, first: int) -> int:
        leaders = (index for index in self._track._indices_of(self._track[first].id) if self._track[index].leads)
        return next(leaders, first)

    def step(self, origin: Place, direction: int) -> Mark | None:
        """Return the mark next after (or before) a place; None at the end."""
        if direction > 0:
            index = bisect_right(self.indices, origin, key=self._track.place)
        else:
            index = bisect_left(self.indices, origin, key=self._track.place) - 1
        return self[index] if 0 <= index < len(self) else None
