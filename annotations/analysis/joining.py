"""The analyses of an article's sections as one: their entities under common names and numbers."""

from collections.abc import Iterable

from msgspec.structs import replace

from annotations.models import Analysis, Claim, Entity, EntityCluster, Quote


class Joiner:
    """Renumbers the entities of one section after another, given in text order.

    Entities of two sections are one if they have the same label and name.
    """

    def __init__(self) -> None:
        self._clusters: dict[tuple[str, str], EntityCluster] = {}

    def add(self, section: Analysis) -> Analysis:
        """Return the section with the article's entity ids and without an index of its own."""
        ids = {cluster.id: self._count(cluster) for cluster in section.entity_index}
        return Analysis(
            pipeline=section.pipeline,
            entities=tuple(_numbered(entity, ids) for entity in section.entities),
            quotes=tuple(_quote(quote, ids) for quote in section.quotes),
            claims=tuple(_claim(claim, ids) for claim in section.claims),
        )

    @property
    def index(self) -> tuple[EntityCluster, ...]:
        """All entities of the sections so far, in the order of their first mentions."""
        return tuple(self._clusters.values())

    def _count(self, cluster: EntityCluster) -> str:
        key = (cluster.label, cluster.name)
        known = self._clusters.get(key)
        number = known.id if known else f"e{len(self._clusters) + 1}"
        mentions = cluster.mentions + (known.mentions if known else 0)
        self._clusters[key] = replace(cluster, id=number, mentions=mentions)
        return number


def joined(sections: Iterable[Analysis], pipeline: str) -> Analysis:
    """Return one analysis of the sections of an article, given in text order."""
    joiner = Joiner()
    renumbered = [joiner.add(section) for section in sections]
    return Analysis(
        pipeline=pipeline,
        entities=tuple(entity for part in renumbered for entity in part.entities),
        entity_index=joiner.index,
        quotes=tuple(quote for part in renumbered for quote in part.quotes),
        claims=tuple(claim for part in renumbered for claim in part.claims),
    )


def _numbered(entity: Entity, ids: dict[str, str]) -> Entity:
    return replace(entity, entity=ids[entity.entity])


def _quote(quote: Quote, ids: dict[str, str]) -> Quote:
    if quote.speaker is None or quote.speaker.entity is None:
        return quote
    return replace(quote, speaker=replace(quote.speaker, entity=ids[quote.speaker.entity]))


def _claim(claim: Claim, ids: dict[str, str]) -> Claim:
    if claim.claimant is None or claim.claimant.entity is None:
        return claim
    return replace(claim, claimant=replace(claim.claimant, entity=ids[claim.claimant.entity]))
