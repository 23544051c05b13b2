"""The entries of articles: which one an article opened belongs to, and what becomes of it."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from annotations.models import Article, ArticleEntry, Place, Timestamp


def known(documents: Mapping[str, Mapping[str, Any]], article: Article) -> str | None:
    """Return the number of the stored entry that an article belongs to: of its source, or else of its first text."""
    of_source = (key for key, entry in documents.items() if article.source and entry.get("source") == article.source)
    of_text = (key for key, entry in documents.items() if entry.get("id") == article.id)
    return next(of_source, None) or next(of_text, None)


def added(article: Article, at: Timestamp) -> ArticleEntry:
    """Return the entry of a new article."""
    return ArticleEntry(
        id=article.id,
        source=article.source,
        title=article.title,
        version=article.version,
        versions=(article.version,),
        length=len(article.text),
        added=at,
        opened=at,
    )


def opened(entry: ArticleEntry, article: Article, at: Timestamp) -> ArticleEntry:
    """Return the entry of an article opened again; where the same text has a new source, the file has moved there."""
    is_moved = article.source is not None and article.version == entry.version
    return replace(
        entry,
        source=article.source if is_moved or entry.source is None else entry.source,
        title=article.title,
        version=article.version,
        versions=tuple(dict.fromkeys((*entry.versions, article.version))),
        length=len(article.text),
        position=min(entry.position, len(article.text)),
        reached=min(entry.reached, len(article.text)),
        claims=entry.claims if article.version == entry.version else None,
        opened=at,
        removed=None,
    )


def moved(entry: ArticleEntry, place: Place) -> ArticleEntry:
    """Return the entry of an article in which the reader is elsewhere; how far that was once stays known."""
    return replace(
        entry,
        position=place.position,
        reached=max(entry.reached, place.reached),
        claims=entry.claims if place.claims is None else place.claims,
    )
