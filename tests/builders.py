"""Records for tests, made from what matters to them."""

from annotations.blocks import blocks_of
from annotations.models import Article, Span
from annotations.text import article_id, text_version


def make_article(text: str, *, source: str | None = None, title: str = "A title") -> Article:
    """Return an article with this text, which must be canonical."""
    return Article(
        id=article_id(text),
        version=text_version(text),
        source=source,
        title=title,
        text=text,
        blocks=blocks_of(text),
    )


def make_span(text: str, words: str, *, after: int = 0) -> Span:
    """Return the span of the first `words` in the text at or after an offset."""
    start = text.index(words, after)
    return Span(start, start + len(words), words)
