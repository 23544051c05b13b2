"""The marks of a review, kept from one state to the next: only what changed is made anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, count
from operator import is_not
from types import MappingProxyType
from typing import Any

from annotations.editing import Review
from annotations.models import Entity
from tui.highlight import Marks, changed_marks, claim_marks, entity_marks, note_marks, quote_marks
from tui.lost import Lost
from tui.track import Layer, Mark, Track

_FEW = 200
"""Annotations; where more have changed, their layer is made anew."""


def _lost_marks(lost: Iterable[Lost]) -> Iterable[Mark]:
    return (mark for each in lost for mark in changed_marks(each.id, each.proposed))


_MAKERS: Mapping[Layer, Callable[[Iterable[Any]], Iterable[Mark]]] = MappingProxyType(
    {
        Layer.QUOTE: quote_marks,
        Layer.ENTITY: entity_marks,
        Layer.NOTE: note_marks,
        Layer.CLAIM: claim_marks,
        Layer.CHANGED: _lost_marks,
    }
)


class Markup:
    """Remembers which annotations its marks were made of."""

    def __init__(self) -> None:
        self._sources: dict[Layer, Sequence[Any]] = {}
        self._tracks: dict[Layer, Track] = {}

    def marks(
        self, review: Review, layers: Iterable[Layer], lost: Sequence[Lost] = (), *, entity: str | None = None
    ) -> Marks:
        """Return the marks of the layers shown, of one entity only if it is named, and of what lost its words."""
        annotations: Mapping[Layer, Sequence[Any]] = {
            Layer.QUOTE: review.quotes,
            Layer.ENTITY: _mentions(review, entity) if entity else review.entities,
            Layer.NOTE: review.notes,
            Layer.CLAIM: review.claims,
            Layer.CHANGED: lost,
        }
        return Marks.of_tracks(self._track(layer, annotations[layer]) for layer in {*layers, Layer.CHANGED})

    def _track(self, layer: Layer, source: Sequence[Any]) -> Track:
        known = self._sources.get(layer, ())
        if source is not known or layer not in self._tracks:
            self._tracks[layer] = _updated(self._tracks.get(layer) or Track(layer), known, source)
            self._sources[layer] = source
        return self._tracks[layer]


def _mentions(review: Review, entity: str) -> Sequence[Entity]:
    return tuple(mention for mention in review.entities if mention.entity == entity)


def _updated(track: Track, known: Sequence[Any], source: Sequence[Any]) -> Track:
    """Return the marks of a layer after its annotations have changed, most of which are the same objects as before."""
    make = _MAKERS[track.layer]
    gone, come = _differing(known, source)
    if len(gone) + len(come) > _FEW:
        return Track(track.layer, make(source))
    return track.changed({mark.id for mark in make(gone)}, make(come))


def _differing(known: Sequence[Any], source: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return what only one of two sequences has, as objects; what both have costs next to nothing."""
    if len(known) == len(source):
        apart = list(compress(count(), map(is_not, known, source)))
        return [known[index] for index in apart], [source[index] for index in apart]
    shorter = min(len(known), len(source))
    first = next(compress(count(), map(is_not, known, source)), shorter)
    last = next(compress(count(), map(is_not, reversed(known), reversed(source))), shorter)
    last = min(last, shorter - first)
    before, after = known[first : len(known) - last], source[first : len(source) - last]
    ids_before, ids_after = set(map(id, before)), set(map(id, after))
    gone = [each for each in before if id(each) not in ids_after]
    return gone, [each for each in after if id(each) not in ids_before]
