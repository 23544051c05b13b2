"""How an article's text is cut for the language work: sections, pieces of paragraphs, batches of pieces."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SECTION_CHARACTERS = 100_000
"""A longer text is analysed in sections of about this length, cut between paragraphs: what bounds the memory."""
BATCH_PARAGRAPHS = 12
BATCH_CHARACTERS = 12_000
"""A batch is parsed at once: few paragraphs show results early, few characters bound the memory (~20 kB each)."""
PIECE_CHARACTERS = 8_000
"""A longer paragraph is parsed in pieces, cut between sentences, else between words."""

WORD_CHARACTERS = 300
"""A longer word is cut: a tokenizer takes time that grows with the square of a word's length."""

_LONG_WORD = re.compile(rf"\S{{{WORD_CHARACTERS}}}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]* (?=[\"'“‘(\[]?[A-Z0-9])")


class Piece(NamedTuple):
    """A stretch of text to parse on its own, and where it starts in the article."""

    text: str
    start: int


Batch = list[Piece]


def sections(text: str) -> list[list[Batch]]:
    """Return the text's sections as batches of its paragraphs that have a letter or digit, in text order."""
    found: list[list[Batch]] = []
    size = SECTION_CHARACTERS
    for batch in _batches(_pieces(text)):
        if size >= SECTION_CHARACTERS:
            found.append([])
            size = 0
        found[-1].append(batch)
        size += sum(len(piece.text) for piece in batch)
    return found


def _pieces(text: str) -> Iterator[Piece]:
    for line in re.finditer(r"[^\n]+", text):
        cuts = [line.start(), *(match.end() for match in _LONG_WORD.finditer(text, *line.span())), line.end()]
        for start, end in itertools.pairwise(cuts):
            for piece in _cut(text[start:end], start):
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


def _batches(pieces: Iterable[Piece]) -> Iterator[Batch]:
    """Yield the batches in text order: their composition does not depend on where the analysis starts."""
    batch: Batch = []
    for piece in pieces:
        size = sum(len(other.text) for other in batch) + len(piece.text)
        if batch and (len(batch) == BATCH_PARAGRAPHS or size > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch
