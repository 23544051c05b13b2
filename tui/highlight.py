"""What is marked where: layers of overlapping marks, and a row cut at their edges into styled pieces. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from types import MappingProxyType
from typing import NamedTuple

from annotations.models import Claim, Entity, EntityLabel, Note, Quote, Span
from tui.track import Layer, Leading, Mark, Place, Target, Track, place_of

__all__ = [
    "ANNOTATIONS",
    "ENTITY_FAMILIES",
    "LAYERS_BY_NAME",
    "Layer",
    "Leading",
    "Mark",
    "Marks",
    "Piece",
    "Target",
    "changed_marks",
    "claim_marks",
    "entity_kind",
    "entity_marks",
    "note_marks",
    "pieces",
    "quote_marks",
    "style_names",
]

LAYERS_BY_NAME: Mapping[str, Layer] = MappingProxyType(
    {"entities": Layer.ENTITY, "quotes": Layer.QUOTE, "claims": Layer.CLAIM, "notes": Layer.NOTE}
)
"""The layers that the reader shows and hides, as settings call them."""
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


class Piece(NamedTuple):
    """A stretch of a row drawn in one style: the style names in order of strength, weakest first."""

    start: int
    end: int
    styles: tuple[str, ...]


class Marks:
    """Marks of any layers, found by where they lie. Immutable."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        layers: defaultdict[Layer, list[Mark]] = defaultdict(list)
        for mark in marks:
            layers[mark.layer].append(mark)
        self._tracks = {layer: Track(layer, group) for layer, group in layers.items()}

    @classmethod
    def of_tracks(cls, tracks: Iterable[Track]) -> "Marks":
        """Bring layers together."""
        made = cls()
        made._tracks = {track.layer: track for track in tracks}
        return made

    def __bool__(self) -> bool:
        return any(self._tracks.values())

    @property
    def all(self) -> tuple[Mark, ...]:
        """Every mark in text order: slow where there are many."""
        return tuple(sorted(mark for track in self._tracks.values() for mark in track))

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks that overlap the range, in text order."""
        return sorted(mark for track in self._tracks.values() for mark in track.within(start, end))

    def differing(self, other: "Marks") -> Callable[[int, int], bool]:
        """Return what tells whether other marks overlap a range in `other` than in these."""
        layers = self._tracks.keys() | other._tracks.keys()
        pairs = ((self._track(layer), other._track(layer)) for layer in layers)
        apart = [(mine, theirs) for mine, theirs in pairs if mine is not theirs and (mine or theirs)]
        return lambda start, end: any(
            list(one.within(start, end)) != list(two.within(start, end)) for one, two in apart
        )

    def of(self, target: Target | None) -> tuple[Mark, ...]:
        """Return the marks of one annotation, in text order."""
        return self._track(target.layer).of(target.id) if target else ()

    def leading(self, layer: Layer, kind: str | None = None) -> Leading:
        """Return the first mark of each annotation of a layer, or of each of one kind, in text order."""
        return self._track(layer).leading(kind)

    def step(self, layers: Iterable[Layer], origin: Mark | int, direction: int, kind: str | None = None) -> Mark | None:
        """Return the next leading mark of the layers after (or before) a mark or an offset; None at the end.

        From an offset, a mark that begins right there is a step forward. With `kind`, others are passed over.
        """
        place: Place = (origin,) if isinstance(origin, int) else place_of(origin)
        steps = (self.leading(layer, kind).step(place, direction) for layer in layers)
        return (min if direction > 0 else max)((mark for mark in steps if mark), key=place_of, default=None)

    def nearest(self, layer: Layer, start: int, end: int) -> Mark | None:
        """Return the leading mark of a layer whose annotation is in the range, or else begins nearest to it."""
        inside = next(self._track(layer).within(start, end), None)
        if inside:
            return self.of(inside.target)[0]
        after, before = self.step((layer,), start, 1), self.step((layer,), start, -1)
        if after is None or before is None:
            return after or before
        return before if start - before.end <= after.start - end else after

    def _track(self, layer: Layer) -> Track:
        track = self._tracks.get(layer)
        return Track(layer) if track is None else track


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


@cache
def style_names(layer: Layer, kind: str) -> tuple[str, ...]:
    """Return the names of a mark's styles: that of its layer, then that of its kind."""
    name = layer.name.lower()
    return (name, f"{name}-{kind}") if kind else (name,)


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
        names = (style_names(mark.layer, mark.kind) for first, last, mark in spans if first <= left < last)
        cut.append(Piece(left, right, tuple(chain.from_iterable(names))))
    return cut


def _snapped(edge: int, boundaries: Sequence[int] | None, end: int | None = None) -> int:
    if boundaries is None or edge == end:
        return edge
    return boundaries[max(bisect_right(boundaries, edge) - 1, 0)]
