"""Claims: the checkable statements of an article, each with its claimant and how much it is worth checking."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from annotations.analysis.parsed import Paragraph
from annotations.analysis.syntax import is_finite
from annotations.analysis.units import Unit, units
from annotations.analysis.worth import worth
from annotations.models import Claim, Claimant, Entity, Quote, Span
from annotations.text import Occurrences, detection_id

WISHES = frozenset(
    {"hope", "wish", "let", "please", "thank", "thanks", "congratulations", "welcome", "sorry", "imagine"}
)
OUGHT = frozenset({"should", "must", "ought", "shall"})
JUDGING = frozenset(
    {"think", "believe", "feel", "guess", "love", "hate", "want", "hope", "wish", "know", "like", "mean", "promise"}
)


def claims(
    article_text: str, paragraphs: Sequence[Paragraph], entities: Sequence[Entity], quotes: Sequence[Quote]
) -> tuple[Claim, ...]:
    """List what an article asserts that can be checked, in text order: its own statements and those it attributes."""
    ordered = sorted(quotes, key=lambda quote: quote.spans[0].start)
    by_start = sorted(entities, key=lambda entity: entity.start)
    starts = [entity.start for entity in by_start]
    checkable = [unit for unit in units(paragraphs, ordered) if is_checkable(unit)]
    occurrences = Occurrences(article_text)
    found = [_claim(unit, occurrences, entities_of(unit, by_start, starts)) for unit in checkable]
    return tuple(
        sorted(
            {claim.id: claim for claim in found}.values(), key=lambda claim: (claim.spans[0].start, claim.spans[0].end)
        )
    )


def entities_of(unit: Unit, entities: Sequence[Entity], starts: Sequence[int]) -> list[Entity]:
    """Return the entities inside a unit; `entities` in order of their `starts`."""
    found: list[Entity] = []
    for first, last in unit.spans:
        start, end = unit.paragraph.offsets(unit.paragraph.doc[first:last])
        found += (
            entity for entity in entities[bisect_left(starts, start) : bisect_left(starts, end)] if entity.end <= end
        )
    return found


def is_checkable(unit: Unit) -> bool:
    """Tell a statement of fact from a question, wish, order, thanks, opinion or fragment."""
    tokens = unit.tokens()
    words = [token.lower_ for token in tokens if token.is_alpha]
    if len(words) < 3 or _asks(unit) or words[0] in WISHES or OUGHT & set(words):
        return False
    if not any(is_finite(token) for token in tokens):
        return unit.quote is not None and unit.quote.rule == "noun-phrase"
    return not (tokens[0].tag_ == "VB" and unit.quote is not None) and not _personal(words)


def _asks(unit: Unit) -> bool:
    last = unit.spans[-1][1]
    ending = unit.paragraph.doc[max(last - 2, 0) : last + 1]
    return any(token.text == "?" for token in ending) or unit.tokens()[0].lower_ in {"whether", "if", "how", "why"}


def _personal(words: list[str]) -> bool:
    """Tell whether a sentence is about what its speaker thinks, feels or wishes."""
    return any(first in {"i", "we"} and second in JUDGING for first, second in pairwise(words))


def _claim(unit: Unit, occurrences: Occurrences, entities: Sequence[Entity]) -> Claim:
    paragraph = unit.paragraph
    spans = []
    for first, last in unit.spans:
        start, end = paragraph.offsets(paragraph.doc[first:last])
        spans.append(Span(start, end, paragraph.doc.text[start - paragraph.start : end - paragraph.start]))
    speaker = unit.quote.speaker if unit.quote is not None else None
    score, reasons = worth(unit, entities)
    return Claim(
        id=detection_id("c", " ".join(span.text for span in spans), occurrences.of(spans[0].text, spans[0].start)),
        spans=tuple(spans),
        quote=unit.quote.id if unit.quote is not None else None,
        claimant=Claimant(name=speaker.name, entity=speaker.entity) if speaker is not None else None,
        check_worthiness=score,
        reasons=reasons,
    )
