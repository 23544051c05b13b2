"""Articles and records from elsewhere, merged many at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from tinydb import TinyDB

from annotations.addresses import is_web
from annotations.errors import NewsmarkError, StoreError
from annotations.models import Article, ArticleEntry, Record, Timestamp
from annotations.records import Conflict, merge_all
from annotations.storage.directory import Directory
from annotations.storage.documents import decoded_table, put
from annotations.storage.entries import added
from annotations.storage.schema import ARTICLES
from annotations.storage.snapshots import Snapshots
from annotations.storage.tables import Tables


@dataclass(frozen=True)
class Kept:
    """An article as the store has it."""

    entry: ArticleEntry
    records: Mapping[str, Record]
    """By their ids."""
    load: Callable[[], Article]
    """Return the text that is shown; raises `StoreError` where it is missing or damaged."""


@dataclass(frozen=True)
class Arrival:
    """An article from elsewhere, and how what is said of it there becomes records of ours."""

    records: Callable[[Kept], Iterable[Record]]
    """May raise `NewsmarkError`."""
    article: Article | None = None
    """None where only its name came."""
    names: tuple[str, ...] = ()
    """Sources and ids by which it is looked for first."""


@dataclass(frozen=True)
class Received:
    """What came of an arrival: records by their ids."""

    entry: ArticleEntry
    known: ArticleEntry | None
    """The entry as it was before; None where the article is new."""
    arrived: Mapping[str, Record]
    before: Mapping[str, Record]
    after: Mapping[str, Record]
    conflicts: tuple[Conflict, ...]


class Intake:
    """Merges arrivals, each of them whole or not at all, into what `tables` hold; then writes all that changed.

    Of an article that the store knows the text stays; one that was removed from the library comes back.
    """

    def __init__(self, tables: Tables, path: Path, snapshots: Snapshots, at: Timestamp) -> None:
        self._tables = tables
        self._path = path
        self._snapshots = snapshots
        self._at = at
        entries = decoded_table(tables, ARTICLES, ArticleEntry, path)
        in_order = sorted(entries.items(), key=lambda entry: (entry[1].opened, entry[1].id))
        self._numbers = {entry.id: number for number, entry in in_order}
        self._directory = Directory(entry for _, entry in in_order)
        self._changed: dict[str, ArticleEntry] = {}
        self._merged: dict[str, Mapping[str, Record]] = {}

    def take(self, arrival: Arrival) -> Received | NewsmarkError:
        """Merge an arrival, or say why that cannot be; raises `OSError` where the text of a new one cannot be kept."""
        try:
            return self._take(arrival)
        except NewsmarkError as error:
            return error

    def write(self, database: TinyDB) -> None:
        """Write what has changed."""
        put(database.table(ARTICLES), self._numbers, self._changed.values())
        for article_id, merged in self._merged.items():
            stored = decoded_table(self._tables, article_id, Record, self._path)
            numbers = {record.id: number for number, record in stored.items()}
            known = {record.id: record for record in stored.values()}
            put(database.table(article_id), numbers, [new for new in merged.values() if new != known.get(new.id)])

    def _take(self, arrival: Arrival) -> Received:
        known = self._known(arrival)
        kept = self._new(arrival) if known is None else self._back(known)
        entry = kept.entry
        arrived = {record.id: record for record in arrival.records(kept)}
        after, conflicts = merge_all(kept.records, arrived.values())
        if known is None:
            self._snapshots.keep(kept.load())
        if entry != known:
            self._directory.add(entry)
            self._changed[entry.id] = entry
        self._merged[entry.id] = after
        return Received(entry, known, arrived, kept.records, after, conflicts)

    def _known(self, arrival: Arrival) -> ArticleEntry | None:
        named = next(filter(None, map(self._directory.named, arrival.names)), None)
        return named or (self._directory.same(_without_path(arrival.article)) if arrival.article else None)

    def _new(self, arrival: Arrival) -> Kept:
        article = arrival.article
        if article is None:
            raise _unknown(arrival.names)
        entry = added(_without_path(article), self._at)
        return Kept(entry, self._records(entry.id), lambda: article)

    def _back(self, known: ArticleEntry) -> Kept:
        entry = known if known.removed is None else replace(known, removed=None, opened=self._at)
        return Kept(entry, self._records(entry.id), lambda: self._text(entry))

    def _records(self, article_id: str) -> Mapping[str, Record]:
        if article_id in self._merged:
            return self._merged[article_id]
        return {record.id: record for record in decoded_table(self._tables, article_id, Record, self._path).values()}

    def _text(self, entry: ArticleEntry) -> Article:
        try:
            return self._snapshots.load(entry.id, entry.version)
        except OSError as error:
            raise StoreError(f"The kept text of {entry.id} cannot be read: {error.strerror or error}.") from error


def _unknown(names: Sequence[str]) -> StoreError:
    if not names:
        hint = (
            "Say where the words stand: an annotation needs the `source` of its article, a row `article` or `source`."
        )
        return StoreError("No article is named.", hint)
    return StoreError(f"{' '.join(names)!r} has not been read here.", "Open it once with newsmark, then import again.")


def _without_path(article: Article) -> Article:
    """Return an article that is not known by the path that it had elsewhere: another one may lie there here."""
    return article if article.source and is_web(article.source) else replace(article, source=None)
