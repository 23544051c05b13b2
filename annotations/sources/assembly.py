"""Articles from what was found in a source: the rendered text, its blocks, its identity."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotations.cleaning import clean_line, clean_lines
from annotations.models import Article, Block, BlockKind
from annotations.sources.language import language_of
from annotations.sources.material import Material
from annotations.text import article_id, canonical, text_version

_LONGEST_TITLE = 140
_UNTITLED = "Untitled"
_BLANK_LINES = re.compile(r"\n{2,}")


class Piece(NamedTuple):
    """One block before it has a place in the text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a source says of itself; None where it is silent."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    """The canonical address."""


def article_of(material: Material, pieces: Sequence[Piece], described: Description) -> Article:
    """Return the article that blocks make, joined by two LF.

    Raises:
        SourceError: there is no text in it.
    """
    text, blocks = composed(pieces)
    if not text:
        raise material.refused("nothing to read.", "The text is empty.")
    heading = next((piece.text for piece in pieces if piece.kind == "heading"), text)
    return Article(
        id=article_id(described.url or material.url or text),
        version=text_version(text),
        source=material.source,
        title=clean_line(described.title or "") or title_of(heading, material.title),
        byline=_line(described.byline),
        publisher=_line(described.publisher),
        published=_line(described.published),
        retrieved=material.retrieved,
        language=language_of(text, described.language),
        text=text,
        blocks=blocks,
    )


def composed(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Return the canonical text of pieces, joined by two LF, and their blocks; pieces without words are left out.

    Making the whole canonical changes no offset: each piece is clean, and joined lines keep their length.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        text = clean_lines(_BLANK_LINES.sub("\n", clean_lines(piece.text)))
        if text:
            texts.append(text)
            blocks.append(Block(piece.kind, start, start + len(text)))
            start += len(text) + 2
    return canonical("\n\n".join(texts)), tuple(blocks)


def title_of(text: str, fallback: str) -> str:
    """Return the first line, cut at a space; `fallback` where it has no words."""
    line = clean_line(text.lstrip("\n").split("\n", 1)[0])
    if not any(character.isalnum() for character in line):
        return clean_line(fallback) or _UNTITLED
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[: _LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def _line(text: str | None) -> str | None:
    return clean_line(text or "") or None
