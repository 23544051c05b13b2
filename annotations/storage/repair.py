"""Repairing a store: what is found and what is done about it, in plain sentences; nothing is ever thrown away."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import json

from annotations.clock import utc_now
from annotations.models import Timestamp
from annotations.storage import index as indexes
from annotations.storage.atomic import AtomicStorage
from annotations.storage.backups import Backups
from annotations.storage.database import explained
from annotations.storage.examination import Examination, examine
from annotations.storage.files import free_name, keep, leftovers, set_aside, sweep, write_file
from annotations.storage.lock import lock_of, locked
from annotations.storage.migrations import MIGRATIONS, Migration, newest_schema
from annotations.storage.recovery import read_copy
from annotations.storage.schema import ARTICLES, META, META_DOCUMENT, generation
from annotations.storage.snapshots import Snapshots
from annotations.text import is_article_id


@dataclass(frozen=True)
class Report:
    """What was found in a store, and what was done about it: a sentence each."""

    found: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def inspect(path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> Report:
    """Look for what is wrong with a store; changes nothing.

    Raises:
        StoreError: it cannot be read, is of a newer schema, or is no store.
    """
    path = Path(os.path.realpath(path))
    with explained(path, "read"):
        examination = examine(path, migrations, utc_now())
        return Report((*examination.found, *_beside(path)))


def repair(
    path: Path,
    *,
    lock_timeout: float = 10.0,
    now: Callable[[], Timestamp] = utc_now,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> Report:
    """Make a store sound again from its copies, what its damaged file still holds, and its kept texts.

    What is damaged or cannot be read is set aside under a new name first. A sound store stays as it is.

    Raises:
        StoreError: it cannot be read or written, is of a newer schema, or is no store; nothing was changed.
    """
    path = Path(os.path.realpath(path))
    if not path.parent.is_dir():
        return Report()
    with explained(path, "repaired"), locked(lock_of(path), timeout=lock_timeout):
        examination = examine(path, migrations, now())
        found = (*examination.found, *_beside(path))
        return Report(found, tuple(_repaired(examination, newest_schema(migrations), now)) if found else ())


def _repaired(examination: Examination, schema: int, now: Callable[[], Timestamp]) -> Iterator[str]:
    """Do what is to be done, and say each thing."""
    path = examination.path
    if examination.damage and path.exists():
        yield f"The damaged file is kept as {set_aside(path)}."
    if examination.unreadable:
        aside = free_name(path.with_name(f"{path.stem}.unreadable"), path.suffix)
        write_file(aside, [[json.encode(examination.unreadable)]])
        yield f"What cannot be read was moved to {aside}."
    if examination.damage or examination.tables.replaced() or examination.unreadable:
        yield _written(examination, schema, now)
    for article_id in examination.unfinished:
        removed = Snapshots.beside(path).remove(article_id)
        yield f"The purge of article {article_id} was finished: {removed} kept texts were removed."
    left = _leftovers(path)
    if left:
        sweep(path)
        sweep(indexes.path_of(path))
        yield f"{len(left)} temporary files were removed."
    yield _indexed(path)


def _written(examination: Examination, schema: int, now: Callable[[], Timestamp]) -> str:
    """Write the tables under a number that no copy has."""
    storage = AtomicStorage(examination.path, now)
    copies = [tables for copy in Backups(examination.path).all() if (tables := read_copy(copy)) is not None]
    number = max(map(generation, (examination.tables, *copies))) + 1
    if examination.schema < schema and examination.damage is None:
        keep(examination.path, Backups(examination.path).before_migration(examination.schema))
    tables = examination.tables.copy()
    tables[META] = {str(META_DOCUMENT): {"schema": schema, "generation": number}}
    storage.commit(tables, keep_backup=examination.damage is None)
    records = sum(len(tables[name]) for name in tables if is_article_id(name))
    return f"The store was written anew, with {len(tables.get(ARTICLES, {}))} articles and {records} records."


def _indexed(path: Path) -> str:
    storage = AtomicStorage(path)
    storage.refresh()
    if storage.seen:
        indexes.write(indexes.path_of(path), indexes.built(storage.tables, storage.seen))
    return "The library's index was made anew."


def _beside(path: Path) -> Iterator[str]:
    """Yield what is wrong with the files beside the store."""
    left = _leftovers(path)
    if left:
        yield f"{len(left)} temporary files were left by programs that were killed."
    storage = AtomicStorage(path)
    index = indexes.read(indexes.path_of(path), storage.on_disk())
    if index is not None and path.exists():
        tables = read_copy(path)
        if tables is not None and index != indexes.built(tables, index.store):
            yield "The library's index does not agree with the store."


def _leftovers(path: Path) -> list[Path]:
    return [*leftovers(path), *leftovers(indexes.path_of(path))]
