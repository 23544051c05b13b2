"""The reader's corrections of quotes and entities: pure operations on a review, each one step that can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec import structs

from annotations.anchors import anchor, anchors
from annotations.candidates import candidates
from annotations.changes import state_of
from annotations.cleaning import clean_line
from annotations.editing import Outcome, Review, made, revised, selected, touched, unknown, written
from annotations.errors import ReviewError
from annotations.models import (
    Anchor,
    Attributed,
    Entity,
    EntityContent,
    EntityLabel,
    Offset,
    Quote,
    QuoteContent,
    Record,
    Span,
    Speaker,
    Timestamp,
)
from annotations.records import own_target


def set_speaker(review: Review, quote_id: str, speaker: Speaker | None, at: Timestamp) -> Outcome:
    """Say who is quoted, None for nobody; the paragraphs that a quote goes on over have one speaker.

    Raises:
        ReviewError: there is no such quote.
    """
    said = Attributed(name=None) if speaker is None else Attributed(name=speaker.name, mention=speaker.text)
    quotes = _chain(review, _quote(review, quote_id))
    records = (_corrected_quote(review, quote, at, speaker=said) for quote in quotes)
    return written(review, [record for record in records if record], target=quote_id)


def set_bounds(review: Review, quote_id: str, start: Offset, end: Offset, at: Timestamp) -> Outcome:
    """Let a quote go from `start` to `end`; a cue that interrupts it still does where it lies between them.

    Raises:
        ReviewError: there is no such quote, or no word between the offsets.
    """
    quote = _quote(review, quote_id)
    spans = _bounded(review.article.text, quote.spans, selected(review.article, start, end))
    record = _corrected_quote(review, quote, at, spans=spans)
    return written(review, [record] if record else (), target=quote_id)


def add_quote(review: Review, start: Offset, end: Offset, at: Timestamp, new_id: str) -> Outcome:
    """Make the words from `start` to `end` a quote, whose record is called `new_id`, a random UUID.

    Raises:
        ReviewError: there are no words, or they are a quote already.
    """
    span = selected(review.article, start, end)
    if any(_extent(quote.spans) == (span.start, span.end) for quote in review.quotes):
        raise ReviewError("These words are already a quote.", "Correct its speaker instead.")
    target = own_target(new_id, "q")
    return written(review, [made(review.article, (span,), QuoteContent(), at, new_id, target=target)])


def set_label(review: Review, entity_id: str, label: EntityLabel, at: Timestamp) -> Outcome:
    """Say what an entity is, at all its mentions, by the id of one of them.

    Raises:
        ReviewError: there is no such mention.
    """
    entity = _entity(review, entity_id)
    return _entities(review, entity, _name(review, entity), label, at)


def merge_entities(review: Review, entity_id: str, into: str, at: Timestamp) -> Outcome:
    """Let all mentions of an entity mention another one, whose cluster is called `into`; by the id of one of them.

    Raises:
        ReviewError: there is no such mention or no such other entity.
    """
    entity, other = _entity(review, entity_id), review.clusters.get(into)
    if other is None or into == entity.entity:
        raise ReviewError("There is no other entity to merge this one with.")
    return _entities(review, entity, other.name, other.label, at)


def add_entity(  # noqa: PLR0917 - the same order as in `add_claim`
    review: Review, start: Offset, end: Offset, label: EntityLabel, at: Timestamp, new_id: str
) -> Outcome:
    """Make the words from `start` to `end` a mention of the entity of that name and label; likewise with `new_id`.

    What overlaps them is a mention no longer.

    Raises:
        ReviewError: there are no words, or they are such a mention already.
    """
    span = selected(review.article, start, end)
    content = EntityContent(label=label, name=clean_line(span.text))
    there = next((entity for entity in review.entities if (entity.start, entity.end) == (span.start, span.end)), None)
    if there is not None and there.label == label:
        raise ReviewError("These words are already marked as this entity.")
    if there is not None:
        return written(review, _said_of(review, [there], structs.replace(content, name=_name(review, there)), at))
    own = [record for record in (_buried_entity(review, entity, at) for entity in _overlapping(review, span)) if record]
    target = own_target(new_id, "n")
    return written(review, [made(review.article, (span,), content, at, new_id, target=target), *own])


def remove(review: Review, target: str, at: Timestamp, *, everywhere: bool = False) -> Outcome:
    """Say that a quote or a mention of an entity, or everywhere all of that entity, is none.

    What the reader marked is deleted; what was detected stays hidden.

    Raises:
        ReviewError: there is no such quote or mention.
    """
    quote = review.quotes_by_id.get(target)
    if quote is not None:
        return written(review, _present([_removed_quote(review, quote, at)]), target=target)
    entity = _entity(review, target)
    mentions = _mentions(review, entity) if everywhere else [entity]
    own = [mention for mention in mentions if mention.origin == "reader"]
    detected = [mention for mention in mentions if mention.origin != "reader"]
    no_entity = EntityContent(label=entity.label, name=_name(review, entity), is_removed=True)
    buried = _present(_buried_entity(review, mention, at) for mention in own)
    return written(review, [*buried, *_said_of(review, detected, no_entity, at)], target=target)


def possible_speakers(review: Review, quote: Quote) -> tuple[Speaker | None, ...]:
    """Return who may have said a quote, each name once, in an order that a correction does not change.

    It is that of `candidates` for the quote as it was detected; one that the reader found was detected as nobody's.
    """
    found = review.detected_quotes.get(quote.id)
    as_detected = structs.replace(quote, speaker=found.speaker if found else None)
    offered = candidates(review.shown, as_detected)
    return tuple({each and each.name.casefold(): each for each in reversed(offered)}.values())[::-1]


def _quote(review: Review, quote_id: str) -> Quote:
    if quote_id not in review.quotes_by_id:
        raise unknown(quote_id)
    return review.quotes_by_id[quote_id]


def _chain(review: Review, quote: Quote) -> list[Quote]:
    """Return a quote, the first, with those that it continues and that continue it."""
    before = {other.id: other.continues for other in review.quotes if other.continues}
    after = {continued: name for name, continued in before.items()}
    chain = {quote.id: quote}
    for links in (before, after):
        name = links.get(quote.id)
        while name is not None and name not in chain and name in review.quotes_by_id:
            chain[name] = review.quotes_by_id[name]
            name = links.get(name)
    return list(chain.values())


def _corrected_quote(
    review: Review,
    quote: Quote,
    at: Timestamp,
    *,
    speaker: Attributed | None = None,
    spans: tuple[Span, ...] | None = None,
) -> Record | None:
    """Return the record of a quote with another speaker or other bounds; None where it has them already."""
    if quote.record is None:
        content = QuoteContent(speaker=speaker)
        return touched(review, quote.id, spans or quote.spans, content, at, origin="corrected")
    record = review.records[quote.record.id]
    state = state_of(record)
    if speaker is not None and isinstance(record.content, QuoteContent):
        state = replace(state, content=structs.replace(record.content, speaker=speaker))
    if spans is not None:
        state = replace(state, spans=spans, anchor=anchor(review.article.text, spans))
    return revised(record, state, at)


def _removed_quote(review: Review, quote: Quote, at: Timestamp) -> Record | None:
    record = review.records[quote.record.id] if quote.record else None
    if record is None:
        return touched(review, quote.id, quote.spans, QuoteContent(is_removed=True), at, origin="corrected")
    if record.origin == "reader" or not isinstance(record.content, QuoteContent):
        return revised(record, replace(state_of(record), deleted=True), at)
    return revised(record, replace(state_of(record), content=structs.replace(record.content, is_removed=True)), at)


def _bounded(text: str, spans: Sequence[Span], outer: Span) -> tuple[Span, ...]:
    """Return the spans from the outer one's start to its end, with the gaps that are left between them."""
    start, end = outer.start, outer.end
    edges = [(span.start, span.end) for span in spans if span.start < end and span.end > start] or [(start, end)]
    edges[0], edges[-1] = (start, edges[0][1]), (edges[-1][0] if len(edges) > 1 else start, end)
    return tuple(Span(first, last, text[first:last]) for first, last in edges)


def _entity(review: Review, entity_id: str) -> Entity:
    if entity_id not in review.entities_by_id:
        raise unknown(entity_id)
    return review.entities_by_id[entity_id]


def _mentions(review: Review, entity: Entity) -> list[Entity]:
    """Return all mentions of an entity, the given one first."""
    others = (other for other in review.entities if other.entity == entity.entity and other.id != entity.id)
    return [entity, *others]


def _name(review: Review, entity: Entity) -> str:
    cluster = review.clusters.get(entity.entity)
    return cluster.name if cluster else entity.text


def _entities(review: Review, entity: Entity, name: str, label: EntityLabel, at: Timestamp) -> Outcome:
    """Let all mentions of an entity be of this name and label."""
    content = EntityContent(label=label, name=name)
    return written(review, _said_of(review, _mentions(review, entity), content, at), target=entity.id)


def _said_of(review: Review, mentions: Sequence[Entity], content: EntityContent, at: Timestamp) -> list[Record]:
    """Return the records of mentions of which this is said now; none of those that were detected so."""
    anchored = anchors(review.article.text, [(_span(mention),) for mention in mentions])
    return _present(
        _said_of_mention(review, mention, content, at, own_anchor)
        for mention, own_anchor in zip(mentions, anchored, strict=True)
    )


def _said_of_mention(
    review: Review, entity: Entity, content: EntityContent, at: Timestamp, anchored: Anchor
) -> Record | None:
    if entity.record is not None:
        record = review.records[entity.record.id]
        return revised(record, replace(state_of(record), content=content), at)
    if not content.is_removed and (entity.label, _name(review, entity)) == (content.label, content.name):
        return None
    return touched(review, entity.id, (_span(entity),), content, at, origin="corrected", anchored=anchored)


def _buried_entity(review: Review, entity: Entity, at: Timestamp) -> Record | None:
    """Return the deletion of a mention's record; none of an untouched detection, which gives way by itself."""
    if entity.record is None:
        return None
    record = review.records[entity.record.id]
    return revised(record, replace(state_of(record), deleted=True), at)


def _overlapping(review: Review, span: Span) -> list[Entity]:
    return [entity for entity in review.entities if entity.start < span.end and entity.end > span.start]


def _span(entity: Entity) -> Span:
    return Span(entity.start, entity.end, entity.text)


def _extent(spans: Sequence[Span]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _present(records: Iterable[Record | None]) -> list[Record]:
    return [record for record in records if record is not None]
