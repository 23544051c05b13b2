"""Quotes with the reader's corrections. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from annotations.matching import Field, matched, stretch
from annotations.models import Attributed, EntityCluster, Quote, QuoteContent, Span, Speaker
from annotations.placing import Placed
from annotations.records import own_target

Mark = Placed[QuoteContent]

READER_RULE = "reader"
"""Stands as the rule of a quote that the reader found."""

_QUOTE_MARKS = frozenset("\"'“”‘’«»„‚‹›")
_NEARBY = 20_000
"""Code points on each side of a quote in which its speaker is looked for."""


@dataclass(frozen=True)
class CorrectedQuotes:
    """The quotes, and what became of those that the reader touched."""

    quotes: tuple[Quote, ...]
    touched: Mapping[str, Quote | None]
    """By the id of the quote detected; None where the reader removed it."""


def correct_quotes(
    text: str, detections: Sequence[Quote], marks: Sequence[Mark], index: Sequence[EntityCluster]
) -> CorrectedQuotes:
    """Put the reader's quotes in the place of what was detected there; one detected no longer stands for itself."""
    placed = [mark for mark in marks if mark.spans]
    stretches = Field(stretch(quote.spans, quote.id) for quote in detections)
    pairs = matched([stretch(mark.spans, mark.record.target) for mark in placed], stretches)
    marks_of = {detection: placed[mark] for mark, detection in pairs.items()}
    ids = {quote.id for quote in detections}
    touched: dict[str, Quote | None] = {}
    quotes: list[Quote] = []
    for number, quote in enumerate(detections):
        mark = marks_of.get(number)
        if mark is None:
            quotes.append(quote)
        else:
            touched[quote.id] = None if mark.content.is_removed else _marked(text, quote, mark, index)
    known = {id(mark) for mark in marks_of.values()}
    alone = [mark for mark in placed if id(mark) not in known and not mark.content.is_removed]
    quotes += filter(None, touched.values())
    quotes += (_marked(text, _found(mark, ids), mark, index) for mark in alone)
    return CorrectedQuotes(tuple(_in_order(quotes)), touched)


def _in_order(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield quotes in text order; none continues one that is gone."""
    ids = {quote.id for quote in quotes}
    for quote in sorted(quotes, key=lambda quote: (quote.spans[0].start, quote.spans[-1].end, quote.id)):
        yield quote if quote.continues is None or quote.continues in ids else replace(quote, continues=None)


def _found(mark: Mark, ids: set[str]) -> Quote:
    """Return the quote that only the reader knows of."""
    own_id = mark.record.target if mark.record.target not in ids else own_target(mark.record.id, "q")
    ids.add(own_id)
    is_direct = mark.spans[0].text[0] in _QUOTE_MARKS
    return Quote(
        id=own_id, kind="direct" if is_direct else "indirect", spans=mark.spans, rule=READER_RULE, confidence=1.0
    )


def _marked(text: str, quote: Quote, mark: Mark, index: Sequence[EntityCluster]) -> Quote:
    said = mark.content.speaker
    return replace(
        quote,
        spans=mark.spans,
        speaker=quote.speaker if said is None else _speaker(text, said, mark.spans, index),
        origin=mark.record.origin,
        record=mark.stamp,
        anchor=mark.anchor,
    )


def _speaker(text: str, said: Attributed, spans: Sequence[Span], index: Sequence[EntityCluster]) -> Speaker | None:
    """Return the speaker whom the reader named, with the nearest mention and the entity of that name."""
    if said.name is None:
        return None
    folded = said.name.casefold()
    entity = next((cluster.id for cluster in index if cluster.name.casefold() == folded), None)
    span = _nearest(text, said.mention, spans) if said.mention else None
    if span is None:
        return Speaker(name=said.name, entity=entity)
    return Speaker(start=span.start, end=span.end, text=span.text, name=said.name, entity=entity)


def _nearest(text: str, words: str, spans: Sequence[Span]) -> Span | None:
    """Return where these whole words stand outside the quote, as near to it as they do."""
    start, end = spans[0].start, spans[-1].end
    before = _last(text, words, max(0, start - _NEARBY), start)
    gaps = [_first(text, words, one.end, two.start) for one, two in pairwise(spans)]
    after = _first(text, words, end, min(len(text), end + _NEARBY))
    places = [place for place in (*gaps, before, after) if place is not None]
    nearest = min(places, key=lambda place: max(start - place - len(words), place - end), default=None)
    return None if nearest is None else Span(nearest, nearest + len(words), words)


def _first(text: str, words: str, start: int, end: int) -> int | None:
    while (place := text.find(words, start, end)) >= 0:
        if _is_whole(text, place, place + len(words)):
            return place
        start = place + 1
    return None


def _last(text: str, words: str, start: int, end: int) -> int | None:
    while (place := text.rfind(words, start, end)) >= 0:
        if _is_whole(text, place, place + len(words)):
            return place
        end = place + len(words) - 1
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
