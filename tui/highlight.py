"""What is marked where: layers of overlapping marks, and a row cut at their edges into styled pieces. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from annotations.models import Claim, Entity, EntityLabel, Note, Quote, Span

K = TypeVar("K")


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


ANNOTATIONS = frozenset({Layer.QUOTE, Layer.ENTITY, Layer.NOTE, Layer.CLAIM, Layer.CHANGED})
"""The layers that annotate the article; the others show what the reader is doing."""

ENTITY_FAMILIES: Mapping[str, frozenset[EntityLabel]] = MappingProxyType(
    {
        "person": frozenset({"PERSON"}),
        "group": frozenset({"NORP"}),
        "organisation": frozenset({"ORG"}),
        "place": frozenset({"GPE", "LOC", "FAC"}),
        "time": frozenset({"DATE", "TIME"}),
        "amount": frozenset({"MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"}),
        "work": frozenset({"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}),
    }
)
"""The labels by what they look like on screen; the status line names the label itself."""


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


class Piece(NamedTuple):
    """A stretch of a row drawn in one style: the style names in order of strength, weakest first."""

    start: int
    end: int
    styles: tuple[str, ...]


class Marks:
    """Marks in text order, found by where they lie. Immutable."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all: tuple[Mark, ...] = tuple(sorted(mark for mark in marks if mark.start < mark.end))
        self._starts = [mark.start for mark in self.all]
        self._furthest = list(accumulate((mark.end for mark in self.all), max))

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks that overlap the range, in text order."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._furthest, start, hi=last)
        return [mark for mark in self.all[first:last] if mark.end > start]

    def of(self, target: Target | None) -> tuple[Mark, ...]:
        """Return the marks of one annotation, in text order."""
        return tuple(self._by_target.get(target, ())) if target else ()

    def leading(self, layer: Layer) -> Sequence[Mark]:
        """Return the first mark of each annotation of a layer, in text order."""
        return self._leading.get(layer, ())

    def step(self, layers: Iterable[Layer], origin: Mark | int, direction: int) -> Mark | None:
        """Return the next leading mark of the layers after (or before) a mark or an offset; None at the end.

        From an offset, a mark that begins right there is a step forward.
        """
        key = (origin,) if isinstance(origin, int) else origin
        found: list[Mark] = []
        for marks in map(self.leading, layers):
            index = bisect_right(marks, key) if direction > 0 else bisect_left(marks, key) - 1
            if 0 <= index < len(marks):
                found.append(marks[index])
        return (min if direction > 0 else max)(found, default=None)

    def nearest(self, layer: Layer, start: int, end: int) -> Mark | None:
        """Return the leading mark of a layer whose annotation is in the range, or else begins nearest to it."""
        inside = next((mark for mark in self.within(start, end) if mark.layer == layer), None)
        if inside:
            return self.of(inside.target)[0]
        after, before = self.step((layer,), start, 1), self.step((layer,), start, -1)
        if after is None or before is None:
            return after or before
        return before if start - before.end <= after.start - end else after

    @cached_property
    def _by_target(self) -> Mapping[Target, Sequence[Mark]]:
        return _grouped(self.all, lambda mark: mark.target)

    @cached_property
    def _leading(self) -> Mapping[Layer, Sequence[Mark]]:
        return _grouped((mark for mark in self.all if mark.leads), lambda mark: mark.layer)


def _grouped(marks: Iterable[Mark], key: Callable[[Mark], K]) -> Mapping[K, Sequence[Mark]]:
    groups: defaultdict[K, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[key(mark)].append(mark)
    return groups


def claim_marks(claims: Iterable[Claim]) -> Iterator[Mark]:
    """Yield the marks of claims that still have their text."""
    for claim in claims:
        if claim.anchor is None or claim.anchor.status != "orphan":
            for index, span in enumerate(claim.spans):
                yield Mark(span.start, span.end, Layer.CLAIM, claim.verdict or "open", claim.id, index == 0)


def quote_marks(quotes: Iterable[Quote]) -> Iterator[Mark]:
    """Yield the marks of what was said or written; thoughts stay unmarked."""
    for quote in quotes:
        if quote.attribution == "speech":
            for index, span in enumerate(quote.spans):
                yield Mark(span.start, span.end, Layer.QUOTE, quote.kind, quote.id, index == 0)


def entity_kind(label: EntityLabel) -> str:
    """Return the name of a label's style: labels of one family look alike."""
    return next((family for family, labels in ENTITY_FAMILIES.items() if label in labels), "work")


def entity_marks(entities: Iterable[Entity]) -> Iterator[Mark]:
    """Yield the marks of entity mentions."""
    for entity in entities:
        yield Mark(entity.start, entity.end, Layer.ENTITY, entity_kind(entity.label), entity.id)


def note_marks(notes: Iterable[Note]) -> Iterator[Mark]:
    """Yield the marks of notes that still have their text."""
    for note in notes:
        if note.anchor is None or note.anchor.status != "orphan":
            for index, span in enumerate(note.spans):
                yield Mark(span.start, span.end, Layer.NOTE, "", note.record.id, index == 0)


def changed_marks(mark_id: str, proposed: Iterable[Span]) -> Iterator[Mark]:
    """Yield the marks of the words proposed in place of those that a claim or note has lost."""
    for index, span in enumerate(proposed):
        yield Mark(span.start, span.end, Layer.CHANGED, "", mark_id, index == 0)


def style_names(mark: Mark) -> tuple[str, ...]:
    """Return the names of a mark's styles: that of its layer, then that of its kind."""
    layer = mark.layer.name.lower()
    return (layer, f"{layer}-{mark.kind}") if mark.kind else (layer,)


def pieces(start: int, end: int, marks: Iterable[Mark], boundaries: Sequence[int] | None = None) -> list[Piece]:
    """Cut the range at the edges of marks; the pieces cover it without gaps.

    Args:
        start: Where the row begins.
        end: Where it ends.
        marks: Those that overlap the range; others do no harm.
        boundaries: Where the row may be cut, in order (grapheme starts); an edge between two moves to the one before,
            so that a combining mark or a joined emoji is never torn apart. None where every offset will do.
    """
    spans = [
        (_snapped(max(mark.start, start), boundaries), _snapped(min(mark.end, end), boundaries, end), mark)
        for mark in sorted(marks, key=lambda mark: (mark.layer, mark.start - mark.end))
        if mark.start < end and mark.end > start
    ]
    edges = sorted({start, end, *(edge for first, last, _ in spans for edge in (first, last))})
    cut: list[Piece] = []
    for left, right in pairwise(edges):
        names = (name for first, last, mark in spans if first <= left < last for name in style_names(mark))
        cut.append(Piece(left, right, tuple(names)))
    return cut


def _snapped(edge: int, boundaries: Sequence[int] | None, end: int | None = None) -> int:
    if boundaries is None or edge == end:
        return edge
    return boundaries[max(bisect_right(boundaries, edge) - 1, 0)]
