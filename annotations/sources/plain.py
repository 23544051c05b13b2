"""Plain text as articles: the file's own words and separators."""

from annotations.blocks import blocks_of
from annotations.cleaning import clean_line
from annotations.encoding import decode
from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.assembly import title_of
from annotations.sources.language import language_of
from annotations.sources.material import Material
from annotations.text import article_id, canonical, text_version


def read_text(material: Material) -> Article:
    """Return the article in a plain text; its headline is its first line.

    Raises:
        SourceError: the bytes are no text, or empty.
    """
    text = canonical(decoded(material))
    if not text:
        raise material.refused("nothing to read.", "The text is empty.")
    return Article(
        id=article_id(material.url or text),
        version=text_version(text),
        source=material.source,
        title=title_of(text, material.title),
        retrieved=material.retrieved,
        language=language_of(text),
        text=text,
        blocks=blocks_of(text),
    )


def read_bytes(data: bytes, *, source: str | None, fallback_title: str) -> Article:
    """Return the article in the bytes of a text file; `fallback_title` is its title if the first line has no words.

    Raises:
        SourceError: the bytes are no text, or empty.
    """
    clean_source = None if source is None else clean_line(source)
    name = clean_source or clean_line(fallback_title)
    return read_text(Material(data=data, name=name, title=fallback_title, source=clean_source))


def decoded(material: Material) -> str:
    """Return the characters of a source that is text of some kind.

    Raises:
        SourceError: the bytes are no text.
    """
    try:
        return decode(material.data, material.charset)
    except SourceError as error:
        raise material.refused(error.message, error.hint) from None
