"""The marks of an article as labelled spans: what training formats have in common.

An entity mention has its OntoNotes label. A quote has the label QUOTE, a claim CLAIM, whatever its verdict; each of
their spans is one labelled span. Orphans have no spans and are left out. Spans may overlap, also with the same label.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from annotations.models import AnnotatedArticle, EntityLabel, Span

QUOTE: Literal["QUOTE"] = "QUOTE"
CLAIM: Literal["CLAIM"] = "CLAIM"
LABELS: tuple[str, ...] = (*get_args(EntityLabel), QUOTE, CLAIM)
"""Every label that a span may have."""


class Labelled(NamedTuple):
    """A span of the text with its label, and the id of the mark that it belongs to."""

    start: int
    end: int
    label: str
    id: str
    text: str


def labelled(annotated: AnnotatedArticle) -> list[Labelled]:
    """Return the spans of all entities, quotes and claims in text order, the longer of two that begin together first.

    Offsets are Unicode code points.
    """
    return sorted(_labelled(annotated), key=lambda span: (span.start, -span.end, span.label, span.id))


def _labelled(annotated: AnnotatedArticle) -> Iterator[Labelled]:
    for entity in annotated.entities:
        yield Labelled(entity.start, entity.end, entity.label, entity.id, entity.text)
    for quote in annotated.quotes:
        yield from (_of_span(span, QUOTE, quote.id) for span in quote.spans)
    for claim in annotated.claims:
        yield from (_of_span(span, CLAIM, claim.id) for span in claim.spans)


def _of_span(span: Span, label: str, own_id: str) -> Labelled:
    return Labelled(span.start, span.end, label, own_id, span.text)
