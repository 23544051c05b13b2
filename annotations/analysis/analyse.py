"""The analysis of one article: batch by batch of its paragraphs first, then section by section as a whole."""

import zlib
from collections.abc import Callable, Iterator, Sequence

from msgspec import msgpack

from annotations.analysis.claims import claims
from annotations.analysis.entities import entities
from annotations.analysis.joining import joined
from annotations.analysis.parsed import Paragraph, fold_relations
from annotations.analysis.pieces import Batch, sections
from annotations.analysis.pipeline import Pipeline
from annotations.analysis.quotes import quotes
from annotations.models import Analysis, Article, Entity
from annotations.occurrences import Numbering

PARSED_SHARE = 4
"""spaCy's parser and entity recogniser take a fourth of a batch at once: a batch as large as four is one for them."""
Progress = Callable[[tuple[Entity, ...]], None]


def analyse(article: Article, pipeline: Pipeline, *, first: int = 0, progress: Progress | None = None) -> Analysis:
    """Find entities, quotes and claims.

    Parsing starts with the paragraphs around the offset `first`, goes on to the end and then from the beginning.
    `progress` gets the entities of each batch of paragraphs as they are known then: the article as a whole may correct
    them. Neither changes the result. What `progress` raises ends the analysis.
    """
    return joined(analysed_sections(article, pipeline, first=first, progress=progress), pipeline.name)


def analysed_sections(
    article: Article, pipeline: Pipeline, *, first: int = 0, progress: Progress | None = None
) -> Iterator[Analysis]:
    """Yield the analyses of the article's sections in text order, when all are done.

    Each section counts its entities for itself. Until then they are kept packed: a million words of plain results
    would take 200 MB. A text that is not English has none: the rules and the pipelines are made for English.
    """
    if not (article.language or "en").lower().startswith("en"):
        return
    parts = sections(article.text)
    numbering = Numbering(article.text)
    packed: dict[int, bytes] = {}
    begin = max((number for number, part in enumerate(parts) if part[0][0].start <= first), default=0)
    for number in [*range(begin, len(parts)), *range(begin)]:
        paragraphs = _parsed(_from(parts[number], first), article, pipeline, numbering, progress)
        packed[number] = zlib.compress(msgpack.encode(_analysed(article, paragraphs, pipeline, numbering)), 1)
    for number in range(len(parts)):
        yield msgpack.decode(zlib.decompress(packed.pop(number)), type=Analysis)


def _parsed(
    batches: Sequence[Batch],
    article: Article,
    pipeline: Pipeline,
    numbering: Numbering,
    progress: Progress | None,
) -> list[Paragraph]:
    """Parse batches in the order given; return their paragraphs in text order."""
    paragraphs: list[Paragraph] = []
    for batch in batches:
        parsed = _parse(batch, pipeline)
        paragraphs += parsed
        if progress is not None:
            progress(entities(article.text, parsed, numbering)[0])
    return sorted(paragraphs, key=lambda paragraph: paragraph.start)


def _parse(batch: Batch, pipeline: Pipeline) -> list[Paragraph]:
    at_once = PARSED_SHARE * len(batch)
    docs = list(pipeline.nlp.pipe([piece.text for piece in batch], batch_size=at_once))
    for doc in docs:
        doc.tensor = doc.tensor[:0].copy()  # 400 bytes a token that no rule reads
        fold_relations(doc)
    return [Paragraph(piece.start, doc) for piece, doc in zip(batch, docs, strict=True)]


def _analysed(article: Article, paragraphs: Sequence[Paragraph], pipeline: Pipeline, numbering: Numbering) -> Analysis:
    mentions, index = entities(article.text, paragraphs, numbering)
    found = quotes(article.text, paragraphs, mentions, index, numbering)
    return Analysis(
        pipeline=pipeline.name,
        entities=mentions,
        entity_index=index,
        quotes=found,
        claims=claims(article, paragraphs, mentions, found, numbering),
    )


def _from(batches: Sequence[Batch], first: int) -> list[Batch]:
    begin = max((number for number, batch in enumerate(batches) if batch[0].start <= first), default=0)
    return [*batches[begin:], *batches[:begin]]
