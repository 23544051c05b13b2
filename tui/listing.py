"""The articles read so far, as a table or as JSON."""

from collections.abc import Sequence

from msgspec import Struct, json

from annotations.cleaning import clean_line
from annotations.export.json import without_controls
from annotations.models import ArticleEntry, Offset, Timestamp
from annotations.storage.index import Counts
from annotations.storage.store import Store
from tui.glyphs import Glyphs


class ListedArticle(Struct, frozen=True, kw_only=True):
    """One article of the list."""

    id: str
    title: str
    source: str | None
    length: Offset
    """Code points."""
    position: Offset
    """Where the reader was."""
    read: int
    """Percent that was on screen."""
    verified: int
    disputed: int
    added: Timestamp
    opened: Timestamp


def listed_articles(store: Store) -> tuple[ListedArticle, ...]:
    """Return the articles of a store, the one opened last first."""
    return tuple(_listed(article.entry, article.counts) for article in store.library())


def to_table(articles: Sequence[ListedArticle], glyphs: Glyphs) -> str:
    """Return a line per article: id, claims verified and disputed, share read, title."""
    return "".join(
        f"{clean_line(article.id)}  {glyphs.verdicts['verified']}{article.verified:<3} {glyphs.verdicts['disputed']}"
        f"{article.disputed:<3} {article.read:>3}%  {clean_line(article.title)}\n"
        for article in articles
    )


def to_json(articles: Sequence[ListedArticle]) -> bytes:
    """Return the list as one indented JSON array."""
    return json.format(without_controls(json.encode(articles)), indent=2) + b"\n"


def _listed(entry: ArticleEntry, counts: Counts) -> ListedArticle:
    return ListedArticle(
        id=entry.id,
        title=entry.called,
        source=entry.source,
        length=entry.length,
        position=entry.position,
        read=entry.percent_read,
        verified=counts.verified,
        disputed=counts.disputed,
        added=entry.added,
        opened=entry.opened,
    )
