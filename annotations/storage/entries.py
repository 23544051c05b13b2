"""The entries of articles: which one an article opened belongs to, and what becomes of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from annotations.models import Article, ArticleEntry, Place, Timestamp
from annotations.storage.directory import Directory


class _Names(Struct, frozen=True):
    """What an entry is recognised by, even where the rest of it cannot be read."""

    id: str
    source: str | None = None
    versions: tuple[str, ...] = ()
    opened: Timestamp = ""


def known(documents: Iterable[Mapping[str, Any]], article: Article) -> str | None:
    """Return the id of the stored entry that an article belongs to, by the rule of `Directory.same`."""
    in_order = sorted(_names(documents), key=lambda names: (names.opened, names.id))
    names = Directory(in_order).same(article)
    return names.id if names else None


def _names(documents: Iterable[Mapping[str, Any]]) -> Iterator[_Names]:
    for document in documents:
        try:
            yield convert(document, _Names)
        except ValidationError:
            continue


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
