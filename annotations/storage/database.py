"""One TinyDB file that several processes share: read without a lock, changed under it, with the library's index."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from msgspec import to_builtins
from tinydb import TinyDB
from tinydb.table import Document

from annotations.errors import StoreError
from annotations.models import Timestamp
from annotations.storage import index as indexes
from annotations.storage.atomic import AtomicStorage, Identity
from annotations.storage.files import keep, sweep
from annotations.storage.index import Index
from annotations.storage.lock import lock_of, locked
from annotations.storage.migrations import Migration, migrated, newest_schema
from annotations.storage.recovery import recover
from annotations.storage.schema import META, META_DOCUMENT, Meta, check
from annotations.storage.tables import DamagedFileError, Tables


class Database:
    """The file `path`, kept in memory as it was last seen; nothing is read or made before the first call.

    Calls may come from any thread and wait for each other, and for other processes up to `lock_timeout` seconds.
    """

    def __init__(
        self, path: Path, *, lock_timeout: float, now: Callable[[], Timestamp], migrations: Sequence[Migration]
    ) -> None:
        self.path = path
        self.notices: tuple[str, ...] = ()
        self._storage = AtomicStorage(path, now)
        self._lock_timeout = lock_timeout
        self._migrations = migrations
        self._newest = newest_schema(migrations)
        self._index_path = indexes.path_of(path)
        self._index: Index | None = None
        self._mutex = RLock()
        self._is_swept = False

    def index(self) -> Index:
        """Return the library's index of the file as it is now; the store itself is read only if there is none."""
        with self._mutex, explained(self.path, "read"):
            store = self._storage.on_disk()
            if store is not None and (index := self._index_of(store)):
                return index
            with self.reading() as tables:
                self._index = indexes.built(tables, self._storage.seen)
            if self._index.store is not None:
                indexes.write(self._index_path, self._index)
            return self._index

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """Give the tables as they are on the disk now; no lock, because the file is always replaced as a whole."""
        with self._mutex, explained(self.path, "read"):
            try:
                self._storage.refresh()
            except DamagedFileError:
                with self.locked():
                    self._load()
            tables = self._storage.tables
            yield migrated(tables, check(tables, self.path, self._newest).schema, self._migrations)

    @contextmanager
    def writing(self) -> Iterator[tuple[TinyDB, Tables]]:
        """Open the database, and its tables for reading, as they are on the disk now; write once what was changed.

        A store of an older schema is migrated with the first write, a copy of it kept.
        """
        with self._mutex, explained(self.path, "written"), self.locked():
            if not self._is_swept:
                self.sweep()
                self._is_swept = True
            self._load()
            before = self._storage.tables
            index = self._index_of(self._storage.seen) if before else Index(None)
            meta = check(before, self.path, self._newest)
            with self._storage.transaction():
                notices = self._migrate(meta) if meta.schema < self._newest else ()
                database = TinyDB(storage=lambda: self._storage)
                if not before:
                    _put_meta(database, meta)
                yield database, self._storage.tables
                replaced = self._storage.tables.replaced()
                if self._storage.is_changed:
                    _put_meta(database, Meta(self._newest, meta.generation + 1))
            self.notices += notices
            if index is not None and self._storage.tables is not before:
                self._index = indexes.updated(index, self._storage.tables, replaced, self._storage.seen)
                indexes.write(self._index_path, self._index)

    @contextmanager
    def tidying(self) -> Iterator[Tables]:
        """Keep other processes from writing while files beside the store are removed; give the tables as they are."""
        with self._mutex, explained(self.path, "written"), self.locked():
            self._load()
            yield self._storage.tables

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from writing."""
        with locked(lock_of(self.path), timeout=self._lock_timeout):
            yield

    @property
    def copies(self) -> list[Path]:
        """The backups there are."""
        return self._storage.backups.all()

    def sweep(self) -> None:
        """Remove what killed writers have left."""
        sweep(self.path)
        sweep(self._index_path)

    def _migrate(self, meta: Meta) -> tuple[str, ...]:
        """Stage the tables of the newest schema and keep the file as it is; return what the reader should know."""
        name = self._storage.backups.before_migration(meta.schema)
        keep(self.path, name)
        self._storage.write(migrated(self._storage.tables, meta.schema, self._migrations))
        steps = ", ".join(step.name for step in self._migrations if step.schema > meta.schema)
        return (
            f"The store {self.path} was brought from schema {meta.schema} to {self._newest} ({steps}). "
            f"As it was before, it is kept as {name}.",
        )

    def _index_of(self, store: Identity | None) -> Index | None:
        """Return the index of this version of the file, in memory or beside it."""
        if self._index is None or self._index.store != store:
            self._index = indexes.read(self._index_path, store)
        return self._index

    def _load(self) -> None:
        """Read the file as it is now, under the lock."""
        try:
            self._storage.refresh()
        except DamagedFileError as damage:
            self.notices += (recover(self._storage, damage),)


@contextmanager
def explained(path: Path, done: str) -> Iterator[None]:
    """Turn what the system says about the store at `path` into what the reader is told; raises `StoreError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"The store {path} cannot be {done}: {reason}.", _hint(error)) from error
    except DamagedFileError as error:
        raise StoreError(f"The store {path} cannot be {done}: {error}.", "Nothing was changed.") from error


def _put_meta(database: TinyDB, meta: Meta) -> None:
    table = database.table(META)
    table.truncate()
    table.insert(Document(to_builtins(meta), META_DOCUMENT))


def _hint(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "Free some space on this disk."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "Make the file and its folder writable for you, or name another file with --store."
    return "Name another file with --store."
