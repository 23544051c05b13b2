"""The one way in which anything is removed for good: an article that the reader asks to purge."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msgspec import to_builtins
from tinydb import TinyDB

from annotations.models import Timestamp
from annotations.storage.files import write_file
from annotations.storage.recovery import read_copy
from annotations.storage.schema import ARTICLES, PURGED, PurgedArticle
from annotations.storage.tables import Table, Tables


@dataclass(frozen=True)
class Purged:
    """What a purge removed."""

    article_id: str
    versions: tuple[str, ...]
    """The versions of the text that the store knew: what was derived from them elsewhere may go too."""
    records: int
    snapshots: int
    copies: int
    """Backups that held the article and no longer do."""
    left: tuple[Path, ...]
    """Damaged files, set aside, that may hold some of it still."""


def number_of(table: Table, own_id: str) -> str | None:
    """Return the TinyDB id of the document with this id."""
    return next((number for number, document in table.items() if document.get("id") == own_id), None)


def forget(database: TinyDB, tables: Tables, article_id: str, at: Timestamp) -> None:
    """Remove an article's entry and records, and note that they were purged."""
    number = number_of(tables.get(ARTICLES, {}), article_id)
    if number is not None:
        database.table(ARTICLES).remove(doc_ids=[int(number)])
    if article_id in tables:
        database.drop_table(article_id)
    buried = number_of(tables.get(PURGED, {}), article_id)
    if buried is not None:
        database.table(PURGED).remove(doc_ids=[int(buried)])
    database.table(PURGED).insert(to_builtins(PurgedArticle(article_id, at)))


def remove_from_copies(copies: Iterable[Path], article_id: str) -> int:
    """Remove an article's entry and records from backups; return from how many. Raises `OSError`."""
    return sum(_remove_from_copy(path, article_id) for path in copies)


def _remove_from_copy(path: Path, article_id: str) -> bool:
    tables = read_copy(path)
    if tables is None:
        return False
    articles = tables.get(ARTICLES, {})
    number = number_of(articles, article_id)
    if number is not None:
        tables[ARTICLES] = {key: entry for key, entry in articles.items() if key != number}
    if article_id in tables:
        del tables[article_id]
    elif number is None:
        return False
    write_file(path, tables.pieces())
    return True
