"""The analysis of one article: paragraph by paragraph first, then the article as a whole."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.analysis.claims import claims
from annotations.analysis.entities import entities
from annotations.analysis.parsed import Paragraph
from annotations.analysis.pipeline import Pipeline
from annotations.analysis.quotes import quotes
from annotations.models import Analysis, Article, Entity
from annotations.text import Occurrences

BATCH_PARAGRAPHS = 6
BATCH_CHARACTERS = 12_000
"""A batch is parsed at once: few paragraphs show results early, few characters bound the memory (~20 kB each)."""
PIECE_CHARACTERS = 8_000
"""A longer paragraph is parsed in pieces, cut between sentences, else between words."""

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]* (?=[\"'“‘(\[]?[A-Z0-9])")


class Piece(NamedTuple):
    """A stretch of text to parse on its own, and where it starts in the article."""

    text: str
    start: int


def analyse(
    article: Article,
    pipeline: Pipeline,
    *,
    first: int = 0,
    progress: Callable[[tuple[Entity, ...]], None] | None = None,
) -> Analysis:
    """Find entities, quotes and claims.

    Parsing starts with the paragraphs around the offset `first`, goes on to the end and then from the beginning.
    `progress` gets the entities of each batch of paragraphs as they are known then: the article as a whole may correct
    them. Neither changes the result. What `progress` raises ends the analysis.
    """
    occurrences = Occurrences(article.text)
    paragraphs: list[Paragraph] = []
    for batch in _from(_batches(_pieces(article.text)), first):
        parsed = _parse(batch, pipeline)
        paragraphs += parsed
        if progress is not None:
            progress(entities(article.text, parsed, occurrences)[0])
    paragraphs.sort(key=lambda paragraph: paragraph.start)
    mentions, index = entities(article.text, paragraphs, occurrences)
    found = quotes(article.text, paragraphs, mentions, index)
    return Analysis(
        pipeline=pipeline.name,
        entities=mentions,
        entity_index=index,
        quotes=found,
        claims=claims(article.text, paragraphs, mentions, found),
    )


def _parse(batch: Sequence[Piece], pipeline: Pipeline) -> list[Paragraph]:
    docs = list(pipeline.nlp.pipe([piece.text for piece in batch], batch_size=len(batch)))
    for doc in docs:
        doc.tensor = doc.tensor[:0].copy()  # 400 bytes a token that no rule reads
    return [Paragraph(piece.start, doc) for piece, doc in zip(batch, docs, strict=True)]


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the paragraphs that have a letter or digit, long ones in pieces."""
    for line in re.finditer(r"[^\n]+", text):
        for piece in _cut(line[0], line.start()):
            if any(character.isalnum() for character in piece.text):
                yield piece


def _cut(paragraph: str, start: int) -> Iterator[Piece]:
    position = 0
    while len(paragraph) - position > PIECE_CHARACTERS:
        limit = position + PIECE_CHARACTERS
        ends = [match.end() for match in _SENTENCE_END.finditer(paragraph, position, limit)]
        space = paragraph.rfind(" ", position + 1, limit) + 1
        cut = ends[-1] if ends else space or limit
        yield Piece(paragraph[position:cut], start + position)
        position = cut
    yield Piece(paragraph[position:], start + position)


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the batches in text order: their composition does not depend on where the analysis starts."""
    batch: list[Piece] = []
    for piece in pieces:
        size = sum(len(other.text) for other in batch) + len(piece.text)
        if batch and (len(batch) == BATCH_PARAGRAPHS or size > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _from(batches: Iterable[list[Piece]], first: int) -> list[list[Piece]]:
    ordered = list(batches)
    begin = max((number for number, batch in enumerate(ordered) if batch[0].start <= first), default=0)
    return ordered[begin:] + ordered[:begin]
