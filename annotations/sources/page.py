"""Web pages as articles, fetched or saved."""

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.archive import page_in
from annotations.sources.assembly import Document, Piece, article_of
from annotations.sources.boilerplate import without_boilerplate
from annotations.sources.extraction import main_pieces
from annotations.sources.headline import headline_of
from annotations.sources.markup import decode_markup, parsed
from annotations.sources.material import MAX_PAGE_BYTES, Material, kind_of
from annotations.sources.metadata import metadata_of
from annotations.sources.obstacles import Obstacle, Signs
from annotations.sources.reading import ReadOptions


def read_page(material: Material, options: ReadOptions) -> Article:
    """Return the article of a page: headline, then the blocks of its main text.

    Raises:
        SourceError: the page is too big, no text, or holds no article but a login, a question for consent, a bot check.
    """
    if len(material.data) > MAX_PAGE_BYTES:
        raise material.refused(f"a page of more than {MAX_PAGE_BYTES >> 20} MB.", "Save its text and open that.")
    document, obstacle = document_of(page_in(material) if kind_of(material) == "archive" else material)
    if obstacle and obstacle.is_fatal:
        raise material.refused(obstacle.message, obstacle.hint)
    if obstacle:
        options.notice(f"{material.name}: {obstacle.message}", obstacle.hint)
    return article_of(material, document)


def document_of(material: Material) -> tuple[Document, Obstacle | None]:
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
    pieces = without_boilerplate(main_pieces(tree, metadata.body), metadata.byline, headline)
    document = Document(
        pieces=(Piece("heading", headline), *pieces) if headline else pieces,
        title=headline,
        byline=metadata.byline,
        publisher=metadata.publisher,
        published=metadata.published,
        language=metadata.language,
        url=metadata.url,
    )
    return document, signs.obstacle(" ".join(piece.text for piece in pieces), metadata)
