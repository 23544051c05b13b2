"""Claims: the checkable statements of an article, each with its claimant and how much it is worth checking."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotations.analysis.parsed import Paragraph
from annotations.analysis.units import Unit, units
from annotations.analysis.worth import Facts, facts, stems, worth
from annotations.familiar import Assertion
from annotations.models import Article, Claim, Claimant, Entity, Quote, Span
from annotations.occurrences import Numbering
from annotations.text import detection_id

LEAST_WORTH = 0.2
"""Statements worth less are not listed: small talk, opinions in other words, the speaker's own experience."""
LEAST_WORDS = 3
LEAD = 2
"""How many paragraphs are the lead."""
LONG_LINE = 60
"""Characters from which a block counts as one of them."""
WISHES = frozenset(
    {"hope", "wish", "let", "please", "thank", "thanks", "congratulations", "welcome", "sorry", "imagine"}
)
OUGHT = frozenset({"should", "ought"})
FEELING = frozenset(
    {"think", "believe", "feel", "guess", "love", "hate", "want", "hope", "wish", "know", "like", "mean", "promise"}
)
PERSONAL = FEELING | {"am", "'m", "’m", "will", "'ll", "’ll", "shall"}
"""What follows "I" or "we" where a speaker tells of thoughts, feelings and intentions."""


def claims(
    article: Article,
    paragraphs: Sequence[Paragraph],
    entities: Sequence[Entity],
    quotes: Sequence[Quote],
    numbering: Numbering | None = None,
) -> tuple[Claim, ...]:
    """List what an article asserts that can be checked, in text order: its own statements and those it attributes.

    A headline repeats what the text asserts: a claim with its words has the reason "headline". A claim in the words of
    an earlier one is the `same_as` that. What nobody is quoted with is the publication's claim.
    `numbering` is that of the article's text, where it is known already.
    """
    numbering = numbering or Numbering(article.text)
    found: dict[str, Claim] = {}
    first_with: dict[str, str] = {}
    for unit, seen in statements(article, paragraphs, entities, quotes):
        score, reasons = worth(seen)
        if score < LEAST_WORTH:
            continue
        spans = tuple(_spans(unit))
        words = " ".join(span.text for span in spans)
        own_id = detection_id("c", words, numbering.of(spans[0].text, spans[0].start))
        original = first_with.setdefault(Assertion(words, None).words, own_id)
        found[own_id] = Claim(
            id=own_id,
            spans=spans,
            quote=unit.quote.id if unit.quote is not None else None,
            claimant=_claimant(unit, article.publisher),
            check_worthiness=score,
            reasons=reasons,
            same_as=(original,) if original != own_id else (),
        )
    return tuple(sorted(found.values(), key=lambda claim: (claim.spans[0].start, claim.spans[0].end)))


def statements(
    article: Article, paragraphs: Sequence[Paragraph], entities: Sequence[Entity], quotes: Sequence[Quote]
) -> Iterator[tuple[Unit, Facts]]:
    """Yield the units that state a fact, each with what its check-worthiness is told from."""
    ordered = sorted(quotes, key=lambda quote: quote.spans[0].start)
    by_start = sorted(entities, key=lambda entity: entity.start)
    starts = [entity.start for entity in by_start]
    headings = {block.start for block in article.blocks if block.kind == "heading"}
    headline = stems(_headline(article).lower().split())
    texts = [paragraph for paragraph in paragraphs if paragraph.start not in headings]
    for unit in units(texts, ordered, _lead_end(article)):
        if is_checkable(unit):
            yield unit, facts(unit, list(_inside(unit, by_start, starts)), headline)


def _lead_end(article: Article) -> int:
    """Return where the lead ends: the first paragraphs after the title, a byline or label not counted."""
    texts = [block.end for block in article.blocks if block.kind != "heading" and block.end - block.start >= LONG_LINE]
    return texts[min(LEAD, len(texts)) - 1] if texts else 0


def _headline(article: Article) -> str:
    """Return the title, unless it is only the beginning of the text."""
    is_heading = bool(article.blocks) and article.blocks[0].kind == "heading"
    return article.title if is_heading or not article.text.startswith(article.title) else ""


def _inside(unit: Unit, entities: Sequence[Entity], starts: Sequence[int]) -> Iterator[Entity]:
    for start, end in unit.offsets():
        between = entities[bisect_left(starts, start) : bisect_left(starts, end)]
        yield from (entity for entity in between if entity.end <= end)


def is_checkable(unit: Unit) -> bool:
    """Tell a statement of fact from a question, wish, order, promise, thanks, opinion or fragment.

    Who wishes or believes something with a figure in it asserts the figure.
    """
    tokens = unit.tokens
    words = [token.lower_ for token in tokens if not token.is_punct]
    if len(words) < LEAST_WORDS or _asks(unit):
        return False
    if any(token.tag_ == "CD" for token in tokens):
        return True
    if not any(token.tag_.startswith(("VB", "MD")) for token in tokens):
        return unit.quote is not None and unit.quote.rule == "noun-phrase"
    is_order = tokens[0].tag_ in {"VB", "MD"} and unit.quote is not None
    return not (is_order or words[0] in WISHES or OUGHT & set(words) or _is_personal(words))


def _asks(unit: Unit) -> bool:
    last = unit.spans[-1][1]
    ending = unit.paragraph.tokens[max(last - 2, 0) : last + 1]
    return any(token.text == "?" for token in ending) or unit.tokens[0].lower_ in {"whether", "how", "why"}


def _is_personal(words: Iterable[str]) -> bool:
    """Tell whether a sentence is about what its speaker thinks, feels, wishes or promises."""
    return any(first in {"i", "we"} and second in PERSONAL for first, second in pairwise(words))


def _spans(unit: Unit) -> Iterator[Span]:
    paragraph = unit.paragraph
    for start, end in unit.offsets():
        yield Span(start, end, paragraph.text[start - paragraph.start : end - paragraph.start])


def _claimant(unit: Unit, publisher: str | None) -> Claimant | None:
    if unit.quote is None:
        return Claimant(name=publisher) if publisher else None
    speaker = unit.quote.speaker
    return Claimant(name=speaker.name, entity=speaker.entity) if speaker is not None else None
