"""Mentions of entities with the reader's corrections, and the entities that they make. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from annotations.matching import Field, matched, stretch
from annotations.models import Claimant, Entity, EntityCluster, EntityContent, EntityLabel, Span, Speaker
from annotations.placing import Placed
from annotations.records import own_target

Mark = Placed[EntityContent]


class _Key(NamedTuple):
    """What tells an entity from the others: its name, whatever the case, and its label."""

    name: str
    label: EntityLabel


@dataclass(frozen=True)
class CorrectedEntities:
    """The mentions, the entities, and what became of those that were detected."""

    mentions: tuple[Entity, ...]
    index: tuple[EntityCluster, ...]
    became: Mapping[str, EntityCluster | None]
    """The entity now, by the id of the one detected; None where no mention of it is left."""

    def speaker(self, speaker: Speaker | None) -> Speaker | None:
        """Return a speaker under the name and id of the entity that it is now."""
        if speaker is None or speaker.entity is None:
            return speaker
        cluster = self.became.get(speaker.entity)
        return replace(speaker, entity=cluster.id, name=cluster.name) if cluster else replace(speaker, entity=None)

    def claimant(self, claimant: Claimant | None) -> Claimant | None:
        """Return a claimant under the name and id of the entity that it is now."""
        if claimant is None or claimant.entity is None:
            return claimant
        cluster = self.became.get(claimant.entity)
        return Claimant(name=cluster.name, entity=cluster.id) if cluster else replace(claimant, entity=None)


def correct_entities(
    detections: Sequence[Entity], index: Sequence[EntityCluster], marks: Sequence[Mark]
) -> CorrectedEntities:
    """Put the reader's mentions in the place of what was detected there.

    A mention that the reader made or changed leaves none that overlaps it. Mentions of one name and label are one
    entity; entities are numbered by their first mention, under the name that was detected where there is one, else
    under the reader's.
    """
    if not marks:
        return CorrectedEntities(tuple(detections), tuple(index), {cluster.id: cluster for cluster in index})
    removed = _matched([mark for mark in marks if mark.content.is_removed and mark.spans], detections)
    kept = _without_overlaps(mark for mark in marks if not mark.content.is_removed and mark.spans)
    covered = {number: mark for mark in kept for number in _overlapped(mark.spans[0], detections)}
    names = {cluster.id: cluster for cluster in index}
    ids = {entity.id for number, entity in enumerate(detections) if number not in covered}
    mentions: list[tuple[Entity, _Key]] = []
    for number, entity in enumerate(detections):
        if number not in covered and number not in removed:
            cluster = names.get(entity.entity)
            mentions.append((entity, _Key((cluster.name if cluster else entity.text).casefold(), entity.label)))
    mentions += ((_mention(mark, ids), _key(mark.content)) for mark in kept)
    mentions.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].id))
    told = {_key(mark.content): mark.content.name for mark in kept}
    detected = {_Key(cluster.name.casefold(), cluster.label): cluster.name for cluster in index}
    clusters = _clusters(mentions, told | detected)
    return CorrectedEntities(
        tuple(replace(entity, entity=clusters[key].id) for entity, key in mentions),
        tuple(clusters.values()),
        dict(_became(detections, names, covered, clusters)),
    )


def _key(content: EntityContent) -> _Key:
    return _Key(content.name.casefold(), content.label)


def _matched(marks: Sequence[Mark], detections: Sequence[Entity]) -> set[int]:
    if not marks:
        return set()
    stretches = [stretch(mark.spans, mark.record.target) for mark in marks]
    return set(matched(stretches, Field(stretch((_span(entity),), entity.id) for entity in detections)).values())


def _span(entity: Entity) -> Span:
    return Span(entity.start, entity.end, entity.text)


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks without those that overlap an earlier one, as when two readers mark the same words."""
    kept: list[Mark] = []
    edges: list[int] = []
    for mark in marks:
        span = mark.spans[0]
        place = bisect_right(edges, span.start)
        if place % 2 == 0 and bisect_left(edges, span.end) == place:
            edges[place:place] = (span.start, span.end)
            kept.append(mark)
    return kept


def _overlapped(span: Span, detections: Sequence[Entity]) -> range:
    """Return the numbers of the detections, which do not overlap each other, that a span overlaps."""
    first = bisect_right(detections, span.start, key=lambda entity: entity.end)
    return range(first, bisect_left(detections, span.end, lo=first, key=lambda entity: entity.start))


def _mention(mark: Mark, ids: set[str]) -> Entity:
    own_id = mark.record.target if mark.record.target not in ids else own_target(mark.record.id, "n")
    ids.add(own_id)
    span = mark.spans[0]
    return Entity(
        id=own_id,
        start=span.start,
        end=span.end,
        text=span.text,
        label=mark.content.label,
        entity="",
        origin=mark.record.origin,
        record=mark.stamp,
        anchor=mark.anchor,
    )


def _clusters(mentions: Iterable[tuple[Entity, _Key]], names: Mapping[_Key, str]) -> dict[_Key, EntityCluster]:
    """Return the entities by what tells them apart, in the order of their first mentions."""
    counted: dict[_Key, int] = {}
    for _, key in mentions:
        counted[key] = counted.get(key, 0) + 1
    spelt = {key: entity.text for entity, key in mentions}
    return {
        key: EntityCluster(id=f"e{number}", name=names.get(key, spelt[key]), label=key.label, mentions=count)
        for number, (key, count) in enumerate(counted.items(), start=1)
    }


def _became(
    detections: Sequence[Entity],
    names: Mapping[str, EntityCluster],
    covered: Mapping[int, Mark],
    clusters: Mapping[_Key, EntityCluster],
) -> Iterator[tuple[str, EntityCluster | None]]:
    """Yield the entity that each detected one is now: the same, or else the one that its first mention belongs to."""
    for cluster in names.values():
        yield cluster.id, clusters.get(_Key(cluster.name.casefold(), cluster.label))
    for number in sorted(covered, reverse=True):
        former, content = names.get(detections[number].entity), covered[number].content
        if former and _Key(former.name.casefold(), former.label) not in clusters:
            yield former.id, clusters.get(_Key(content.name.casefold(), content.label))
