"""Stretches of an article that name something, before they become the contract's entities."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotations.models import EntityLabel

NUMERIC: frozenset[EntityLabel] = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""Labels of expressions; all others are names."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A labelled stretch of the article, offsets in its text."""

    start: int
    end: int
    label: EntityLabel

    @property
    def is_name(self) -> bool:
        """Whether it names something, rather than being a date, an amount or a number."""
        return self.label not in NUMERIC


def without_overlaps(*layers: Iterable[Mention]) -> list[Mention]:
    """Return mentions in text order, none overlapping: of two the longer stays, then the earlier layer's."""
    ranked = sorted(
        (mention.start - mention.end, rank, mention) for rank, layer in enumerate(layers) for mention in layer
    )
    taken: set[int] = set()
    kept = []
    for _, _, mention in ranked:
        if mention.start not in taken and mention.end - 1 not in taken:
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept)
