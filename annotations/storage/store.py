"""The store: articles read and the reader's records, in one TinyDB file that several processes share."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import MsgspecError, Raw, json
from msgspec.structs import replace
from tinydb import TinyDB

from annotations.cleaning import clean_line
from annotations.clock import utc_now
from annotations.errors import NewsmarkError, StoreError
from annotations.familiar import Earlier, earlier_claims
from annotations.models import Article, ArticleEntry, Place, Record, Timestamp
from annotations.records import Conflict, merge_all
from annotations.storage.database import Database, explained
from annotations.storage.directory import Directory
from annotations.storage.documents import decoded, decoded_table, put
from annotations.storage.entries import added, known, moved, opened
from annotations.storage.files import damaged_copies
from annotations.storage.index import Counts
from annotations.storage.intake import Arrival, Intake, Received
from annotations.storage.migrations import MIGRATIONS, Migration
from annotations.storage.purge import Purged, forget, number_of, remove_from_copies
from annotations.storage.schema import ARTICLES, PURGED, REPAIR_HINT, generation
from annotations.storage.snapshots import Snapshots
from annotations.storage.tables import Tables
from annotations.text import is_article_id


@dataclass(frozen=True)
class Saved:
    """What the store holds of an article after a save, and the changes of others that the saved ones met."""

    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class LibraryEntry:
    """An article of the library with what the reader did with it, in numbers."""

    entry: ArticleEntry
    counts: Counts


class Store:
    """Articles and records in the file `path`; nothing is read or made before the first call.

    Calls may come from any thread and wait for each other, and for other processes up to `lock_timeout` seconds.
    Reading needs no lock: the file is always replaced as a whole.

    Every method raises `StoreError` where the file cannot be read or written, is of a newer schema or is no store.
    What a method has written is on the disk when it returns.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock_timeout: float = 10.0,
        now: Callable[[], Timestamp] = utc_now,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> None:
        self.path = Path(os.path.realpath(path))
        self._now = now
        self._database = Database(self.path, lock_timeout=lock_timeout, now=now, migrations=migrations)
        self._snapshots = Snapshots.beside(self.path)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader must be told: damage that was found, and what was done about it."""
        return self._database.notices

    def generation(self) -> int:
        """Return the number of the last write: as long as it is the same, so is everything in the store."""
        with self._database.reading() as tables:
            return generation(tables)

    def library(self, *, with_removed: bool = False) -> tuple[LibraryEntry, ...]:
        """Return the articles read with their counts, the one opened last first; the records are not read for it.

        Those that the reader removed are left out unless asked for.
        """
        index = self._database.index()
        try:
            found = index.entries()
        except MsgspecError:
            with self._database.reading() as tables:
                found = list(decoded_table(tables, ARTICLES, ArticleEntry, self.path).values())
        if wrong := next((entry.id for entry in found if not is_article_id(entry.id)), None):
            raise StoreError(f"{self.path}, table {ARTICLES}: {clean_line(wrong)} is not an article id.", REPAIR_HINT)
        listed = (entry for entry in reversed(found) if with_removed or entry.removed is None)
        first = {entry.id: entry for entry in listed}.values()
        entries = sorted(first, key=lambda entry: (entry.opened, entry.id), reverse=True)
        return tuple(LibraryEntry(entry, index.counts.get(entry.id, Counts())) for entry in entries)

    def articles(self) -> tuple[ArticleEntry, ...]:
        """Return the articles read and not removed, the one opened last first."""
        return tuple(article.entry for article in self.library())

    def find_article(self, source: str) -> ArticleEntry | None:
        """Return the article with this source (URL, or path from the working folder), id, or beginning of its id.

        One that was removed is found too.

        Raises:
            StoreError: several ids begin so.
        """
        return Directory(article.entry for article in reversed(self.library(with_removed=True))).named(source)

    def records(self, article_id: str) -> tuple[Record, ...]:
        """Return an article's records, tombstones too, the oldest first."""
        with self._database.reading() as tables:
            return _in_order(decoded_table(tables, article_id, Record, self.path).values())

    def earlier_claims(self, article_id: str) -> tuple[Earlier, ...]:
        """Return what the reader made of claims in the library's other articles; what cannot be read is left out."""
        with self._database.reading() as tables:
            entries = {document.get("id"): document for document in tables.get(ARTICLES, {}).values()}
            titles = {key: entry.get("name") or entry.get("title") for key, entry in entries.items()}
            removed = {key for key, entry in entries.items() if entry.get("removed")}
            return tuple(
                earlier
                for name in sorted(tables)
                if is_article_id(name) and name != article_id and name not in removed
                for earlier in earlier_claims(clean_line(str(titles.get(name, name))), _readable(tables.encoded(name)))
            )

    def save(self, article_id: str, records: Iterable[Record], *, place: Place | None = None) -> Saved:
        """Merge records into those of an article, and keep where the reader was; return what is stored now.

        Raises:
            StoreError: the article was purged meanwhile, perhaps by another program; opening it allows it again.
        """
        if not is_article_id(article_id):
            raise StoreError(f"{article_id} is not an article id.")
        with self._database.writing() as (database, tables):
            _refuse_purged(tables, article_id)
            stored = decoded_table(tables, article_id, Record, self.path)
            before = {record.id: record for record in stored.values()}
            merged, conflicts = merge_all(before, records)
            numbers = {record.id: number for number, record in stored.items()}
            put(database.table(article_id), numbers, [new for new in merged.values() if new != before.get(new.id)])
            if place is not None:
                self._change(database, tables, article_id, lambda entry: moved(entry, place))
        return Saved(_in_order(merged.values()), conflicts)

    def receive(self, arrivals: Iterable[Arrival]) -> tuple[Received | NewsmarkError, ...]:
        """Merge articles and records from elsewhere in one write; return what came of each, in order.

        One that cannot be merged changes nothing and keeps no other from the disk; what is wrong with it is returned.
        Other processes wait meanwhile: of very many, give some at a time.
        """
        with self._database.writing() as (database, tables):
            intake = Intake(tables, self.path, self._snapshots, self._now())
            received = tuple(map(intake.take, arrivals))
            intake.write(database)
        return received

    def rename(self, article_id: str, name: str | None) -> None:
        """Give an article another title than its own; None takes that back."""
        with self._database.writing() as (database, tables):
            self._change(database, tables, article_id, lambda entry: replace(entry, name=name))

    def set_removed(self, article_id: str, removed: Timestamp | None) -> None:
        """Take an article out of the library, with everything of it kept, or with None bring it back."""
        with self._database.writing() as (database, tables):
            self._change(database, tables, article_id, lambda entry: replace(entry, removed=removed))

    def open_article(self, article: Article, at: Timestamp) -> Article:
        """Keep an article and this version of its text; return it under the identity that the store knows it by.

        It is the same article as before if it comes from the same source, whatever its text, or else if it was first
        seen with this text; one without a source, if it was ever seen with it.
        """
        with self._database.writing() as (database, tables):
            articles = tables.get(ARTICLES, {})
            own_id = known(articles.values(), article)
            number = number_of(articles, own_id) if own_id else None
            entry = opened(self._entry(tables, number), article, at) if number else added(article, at)
            article = replace(article, id=entry.id)
            self._snapshots.keep(article)
            put(database.table(ARTICLES), {entry.id: int(number)} if number else {}, [entry])
        return replace(article, title=entry.called)

    def snapshot(self, article_id: str, version: str) -> Article:
        """Return an article as it was in one of its versions."""
        with explained(self.path, "read"):
            return self._snapshots.load(article_id, version)

    def purge(self, article_id: str) -> Purged:
        """Remove an article, its records and its snapshots for good, from the backups too; return what was removed.

        A note of the purge stays, so that another program that still shows the article does not bring it back.

        Raises:
            StoreError: the store knows no such article.
        """
        with self._database.writing() as (database, tables):
            number = number_of(tables.get(ARTICLES, {}), article_id)
            records = len(tables.get(article_id, {})) if is_article_id(article_id) else 0
            if not (number or records or number_of(tables.get(PURGED, {}), article_id)):
                raise StoreError(f"The store has no article {article_id}.", "`newsmark list` names those it has.")
            versions = self._entry(tables, number).versions if number else ()
            forget(database, tables, article_id, self._now())
        with self._database.tidying() as tables:
            is_back = number_of(tables.get(ARTICLES, {}), article_id) is not None
            snapshots = 0 if is_back else self._snapshots.remove(article_id)
            copies = remove_from_copies(self._database.copies, article_id)
        return Purged(article_id, versions, records, snapshots, copies, damaged_copies(self.path))

    def _change(
        self, database: TinyDB, tables: Tables, article_id: str, change: Callable[[ArticleEntry], ArticleEntry]
    ) -> None:
        number = number_of(tables.get(ARTICLES, {}), article_id)
        if number and (entry := self._entry(tables, number)) != (changed := change(entry)):
            put(database.table(ARTICLES), {entry.id: int(number)}, [changed])

    def _entry(self, tables: Tables, number: str) -> ArticleEntry:
        return decoded(tables, ARTICLES, number, ArticleEntry, self.path)


def _readable(table: Raw) -> Iterable[Record]:
    try:
        return json.decode(table, type=dict[str, Record]).values()
    except MsgspecError:
        return ()


def _refuse_purged(tables: Tables, article_id: str) -> None:
    is_purged = number_of(tables.get(PURGED, {}), article_id) is not None
    if is_purged and number_of(tables.get(ARTICLES, {}), article_id) is None:
        raise StoreError(
            f"The article {article_id} was purged meanwhile: nothing was saved to it.",
            "Open it again from its source to go on with it.",
        )


def _in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda record: (record.created, record.id)))
