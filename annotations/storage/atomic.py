"""A TinyDB storage that is never half-written: all tables are written together, by atomic replace."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from tinydb import Storage

from annotations.clock import utc_now
from annotations.models import Timestamp
from annotations.storage.backups import Backups
from annotations.storage.files import write_file
from annotations.storage.tables import DamagedFileError, Table, Tables

_HEAD = 128
"""Bytes of a file of ours that hold its generation, which is in the first table."""


class Identity(NamedTuple):
    """What tells one version of the file from every other.

    The inode alone does not, nor with the time: inodes come back, even within a tick of the file system's clock. The
    file's beginning holds the generation.
    """

    inode: int
    size: int
    modified: int
    """Nanoseconds."""
    head: bytes


class AtomicStorage(Storage):
    """One file, in memory as it is on disk: a write that fails changes neither.

    Its methods raise `OSError` where the file cannot be read or written, `DamagedFileError` where it is no database.
    They expect the caller's lock around them where other processes or threads use the same file.
    """

    def __init__(self, path: Path | str, now: Callable[[], Timestamp] = utc_now) -> None:
        self.path = Path(path)
        self.backups = Backups(self.path, now)
        self._tables = Tables()
        self._staged: Tables | None = None
        self._seen: Identity | None = None

    @property
    def seen(self) -> Identity | None:
        """Which file was last read or written; None where there was none."""
        return self._seen

    @property
    def tables(self) -> Tables:
        """The database as last read or written, or as changed so far in a transaction."""
        return self._tables if self._staged is None else self._staged

    @property
    def is_changed(self) -> bool:
        """Whether the transaction has something to write."""
        return self._staged is not None and self._staged is not self._tables

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables for TinyDB, which changes what it is given."""
        if self._staged is None:
            self.refresh()
        return cast("dict[str, dict[str, Any]]", self.tables.copy())

    def write(self, data: Mapping[str, Table]) -> None:
        """Write the tables; in a transaction, at its end."""
        tables = data if isinstance(data, Tables) else Tables(decoded=data)
        if self._staged is None:
            self.commit(tables)
        else:
            self._staged = tables

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Collect TinyDB's writes and write the file once, or not at all if anything fails."""
        self._staged = self._tables
        try:
            yield
            tables, is_changed = self._staged, self.is_changed
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._staged = None
        if is_changed:
            self.commit(tables)

    def refresh(self) -> None:
        """Read the file if it is another than the one known; if it vanished, memory stays as it is."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise OSError("it is not a file")
            with self.path.open("rb") as file:
                seen = _identity(file)
                if seen == self._seen:
                    return
                data = file.read()
        except FileNotFoundError:
            if not self._tables and self.backups.all():
                raise DamagedFileError("it is missing") from None
            self._seen = None
            return
        self._tables = Tables.from_json(data)
        self._seen = seen

    def on_disk(self) -> Identity | None:
        """Return which file is on the disk now, without reading it; None where there is none."""
        with suppress(FileNotFoundError):
            if stat.S_ISREG(self.path.stat().st_mode):
                with self.path.open("rb") as file:
                    return _identity(file)
        return None

    def commit(self, tables: Tables, *, keep_backup: bool = True) -> None:
        """Write a whole database in one step; the file before it becomes the backup."""
        try:
            write_file(self.path, tables.pieces(), keep_as=self.backups.due() if keep_backup else ())
        except BaseException:
            self._roll_back()
            raise
        self._tables = tables
        with self.path.open("rb") as file:
            self._seen = _identity(file)
        if keep_backup:
            self.backups.rotate()

    def _roll_back(self) -> None:
        """Forget the decoded documents, which TinyDB's `update` changes in place."""
        self._tables = self._tables.as_encoded()


def _identity(file: BinaryIO) -> Identity:
    """Identify an open file; leaves it at its start."""
    status = os.fstat(file.fileno())
    head = file.read(_HEAD)
    file.seek(0)
    return Identity(status.st_ino, status.st_size, status.st_mtime_ns, head)
