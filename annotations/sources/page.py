"""Web pages as articles, fetched or saved."""

import re
from dataclasses import replace
from typing import NamedTuple

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.archive import page_in
from annotations.sources.assembly import Piece, article_of
from annotations.sources.boilerplate import without_boilerplate
from annotations.sources.extraction import main_pieces
from annotations.sources.headline import headline_of
from annotations.sources.markup import decode_markup, parsed
from annotations.sources.material import MAX_PAGE_BYTES, Material, kind_of
from annotations.sources.metadata import Metadata, metadata_of
from annotations.sources.obstacles import Obstacle, Signs
from annotations.sources.pagination import next_page
from annotations.sources.reading import ReadOptions

_EMBEDDED = re.compile(rb"data:[\w/+.-]+;base64,[\w+/=]+")
"""Pictures and fonts that some programs save within a page."""


class Page(NamedTuple):
    """What was found on a page."""

    pieces: tuple[Piece, ...]
    metadata: Metadata
    obstacle: Obstacle | None
    next: str | None
    """Where an article of several pages goes on."""


def read_page(material: Material, options: ReadOptions) -> Article:
    """Return the article of a page: headline, then the blocks of its main text.

    Raises:
        SourceError: the page is too big, no text, or holds no article but a login, a question for consent, a bot check.
    """
    material = replace(material, data=_EMBEDDED.sub(b"", material.data))
    if len(material.data) > MAX_PAGE_BYTES:
        raise material.refused(f"a page of more than {MAX_PAGE_BYTES >> 20} MB.", "Save its text and open that.")
    page = page_of(page_in(material) if kind_of(material) == "archive" else material)
    if page.obstacle and page.obstacle.is_fatal:
        raise material.refused(page.obstacle.message, page.obstacle.hint)
    if page.obstacle:
        options.notice(f"{material.name}: {page.obstacle.message}", page.obstacle.hint)
    if page.next:
        options.notice(f"{material.name}: the article goes on on another page.", f"newsmark {page.next} reads it.")
    return article_of(material, page.pieces, page.metadata)


def page_of(material: Material) -> Page:
    """Return what a page says, and what is in the way of reading it.

    Raises:
        SourceError: the page is no text, or empty.
    """
    try:
        tree = parsed(decode_markup(material.data, material.charset))
    except SourceError as error:
        raise material.refused(error.message, error.hint) from None
    if tree is None:
        raise material.refused("nothing to read.", "The page is empty.")
    metadata = metadata_of(tree, material.url)
    headline = headline_of(tree, metadata.title)
    signs = Signs.of(tree)
    following = next_page(tree, metadata.url)
    pieces = without_boilerplate(main_pieces(tree, metadata.body), metadata.byline, headline)
    return Page(
        (Piece("heading", headline), *pieces) if headline else pieces,
        replace(metadata, title=headline),
        signs.obstacle(" ".join(piece.text for piece in pieces), metadata),
        following,
    )
