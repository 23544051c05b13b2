"""The tables of a database in memory: decoded when used, encoded when changed."""

from collections.abc import Iterator, Mapping, MutableMapping
from itertools import chain, islice
from typing import Any

from msgspec import DecodeError, Raw, json

from annotations.storage.files import Piece

Table = Mapping[str, Mapping[str, Any]]
"""Documents by their TinyDB id, which is a number as text."""

_BATCH = 64
"""Tables handed to the system at a time: other threads wait no longer than collecting them takes."""


class DamagedFileError(Exception):
    """A file, or a table in it, that cannot be read as what it should be."""


class Tables(MutableMapping[str, Table]):
    """The tables of a database: each decoded when first read, and encoded again only when replaced.

    A copy is cheap: it shares the decoded tables with its original.
    """

    def __init__(self, encoded: Mapping[str, Raw] | None = None, decoded: Mapping[str, Table] | None = None) -> None:
        self._decoded = dict(decoded or {})
        self._encoded: dict[str, Raw | None] = {**dict.fromkeys(self._decoded), **(encoded or {})}

    def __getitem__(self, name: str) -> Table:
        if name not in self._decoded:
            encoded = self._encoded[name] or Raw()
            try:
                self._decoded[name] = json.decode(encoded, type=dict[str, dict[str, Any]])
            except (DecodeError, RecursionError) as error:
                raise DamagedFileError(f"table {name}: {error}") from error
        return self._decoded[name]

    def __setitem__(self, name: str, table: Table) -> None:
        self._decoded[name] = table
        self._encoded[name] = None

    def __delitem__(self, name: str) -> None:
        del self._encoded[name]
        self._decoded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __contains__(self, name: object) -> bool:
        return name in self._encoded

    def __len__(self) -> int:
        return len(self._encoded)

    def copy(self) -> "Tables":
        """Return tables that can be changed without changing these."""
        copied = Tables()
        copied._decoded, copied._encoded = dict(self._decoded), dict(self._encoded)
        return copied

    def replaced(self) -> tuple[str, ...]:
        """Return the names of the tables that were replaced since they were last encoded."""
        return tuple(name for name, encoded in self._encoded.items() if encoded is None)

    def encoded(self, name: str) -> Raw:
        """Return a table as JSON: the same object as long as the table has not been replaced."""
        encoded = self._encoded[name]
        if encoded is None:
            encoded = self._encoded[name] = Raw(json.encode(self._decoded[name]))
        return encoded

    def pieces(self) -> Iterator[Piece]:
        """Yield the whole database, as TinyDB's own JSON storage reads it, in pieces; only changed tables cost more."""
        before = b"{"
        names = iter(self._encoded)
        while batch := tuple(islice(names, _BATCH)):
            piece: list[bytes | Raw] = []
            for name in batch:
                piece += (before + json.encode(name) + b":", self.encoded(name))
                before = b","
            yield piece
        yield [b"}" if self._encoded else b"{}"]

    def to_json(self) -> bytes:
        """Return the whole database as TinyDB's own JSON storage reads it."""
        return b"".join(chain.from_iterable(self.pieces()))

    def as_encoded(self) -> "Tables":
        """Return the tables as they were last read or written, whatever became of their decoded documents."""
        return Tables(encoded={name: encoded for name, encoded in self._encoded.items() if encoded is not None})

    @classmethod
    def from_json(cls, data: bytes) -> "Tables":
        """Read a whole database; raises `DamagedFileError`."""
        try:
            str(data, "utf-8")  # the decoder does not look into text that it skips
            return cls(encoded=json.decode(data, type=dict[str, Raw]))
        except (DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DamagedFileError(str(error)) from error
