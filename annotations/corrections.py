"""What was detected, with what the reader corrected in it: entities, quotes, and what follows for the claims. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from annotations.arrangement import Detections
from annotations.entity_corrections import correct_entities
from annotations.models import Analysis, Claim, Claimant, Entity, EntityContent, Hidden, Quote, QuoteContent, Record
from annotations.placing import Place, Placed, hidden, placed
from annotations.quote_corrections import correct_quotes


@dataclass(frozen=True)
class Corrected:
    """Entities, quotes and claims as the reader left them, and the corrections that none of them shows."""

    analysis: Analysis
    hidden: tuple[Hidden, ...] = ()

    @cached_property
    def claims(self) -> Detections:
        """The claims, ready to be brought together with the reader's records."""
        return Detections(self.analysis.claims)


UNCORRECTED = Corrected(Analysis())
"""Of an article in which nothing was detected."""


def is_correction(record: Record) -> bool:
    """Tell whether a record corrects what is detected, rather than judging it."""
    return isinstance(record.content, EntityContent | QuoteContent)


def corrected(text: str, analysis: Analysis, records: Iterable[Record], places: Mapping[str, Place]) -> Corrected:
    """Bring the reader's corrections into what was detected in a text.

    Who is quoted follows the entities, and whose claim it is follows the quotes.
    """
    corrections = [record for record in records if is_correction(record) and not record.deleted]
    if not corrections:
        return Corrected(analysis)
    mentions = tuple(placed(corrections, places, EntityContent))
    entities = correct_entities(analysis.entities, analysis.entity_index, mentions)
    named = [replace(quote, speaker=entities.speaker(quote.speaker)) for quote in analysis.quotes]
    marks = tuple(placed(corrections, places, QuoteContent))
    quotes = correct_quotes(text, named, marks, entities.index)
    claims = (replace(claim, claimant=entities.claimant(claim.claimant)) for claim in analysis.claims)
    shown = Analysis(
        pipeline=analysis.pipeline,
        entities=entities.mentions,
        entity_index=entities.index,
        quotes=quotes.quotes,
        claims=tuple(_follow(claim, quotes.touched) for claim in claims),
    )
    marked: tuple[Entity | Quote, ...] = (*shown.entities, *shown.quotes)
    known = {mark.record.id for mark in marked if mark.record}
    unseen: list[Placed[EntityContent] | Placed[QuoteContent]] = [*mentions, *marks]
    return Corrected(shown, tuple(hidden(mark) for mark in unseen if mark.record.id not in known))


def _follow(claim: Claim, quotes: Mapping[str, Quote | None]) -> Claim:
    """Return a claim with the speaker of its quote where the reader corrected that; of no quote if it was none."""
    if claim.quote is None or claim.quote not in quotes:
        return claim
    quote = quotes[claim.quote]
    if quote is None:
        return replace(claim, quote=None, claimant=None)
    speaker = quote.speaker
    claimant = Claimant(name=speaker.name, entity=speaker.entity) if speaker else None
    return replace(claim, quote=quote.id, claimant=claimant)
