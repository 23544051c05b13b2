"""A file of JSON lines, one for each source, that grows with every run."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import MsgspecError, Struct, json

from annotations.cleaning import clean_line
from annotations.errors import ExportError
from annotations.export.files import write_pieces
from annotations.models import FORMAT, Generator
from tui.outputs import HERE_ONLY, Task, is_address, is_older

SUFFIX = ".jsonl"
_BEGINNING = b'{"format":"newsmark.annotated-article"'


class _Origin(Struct, frozen=True):
    source: str | None


class _Line(Struct, frozen=True):
    """What of a line tells whether its article must be analysed again."""

    format: Literal["newsmark.annotated-article"]
    generator: Generator
    article: _Origin


class LinesFile:
    """Adds the lines that a file lacks, at its end.

    A line that another generator wrote, or whose source is newer than the file, is replaced; those of sources that are
    not named stay. Of a line that a killed program left unfinished nothing stays.
    """

    def __init__(self, path: Path, generator: Generator) -> None:
        self._path = path
        self._generator = generator
        self._addresses: dict[str, bool] = {}
        """The addresses of the lines that are there, and whether this generator wrote them."""

    def tasks(self, sources: Iterable[str]) -> tuple[list[Task], int]:
        """Return the sources whose lines are missing or stale, once the stale ones are gone.

        Raises:
            ExportError: the file holds something else, or cannot be read or written; it stays as it was.
        """
        named = list(dict.fromkeys(sources))
        wanted = {name for source in named if (name := _known_as(source))}
        room = Counter(_known_as(source) for source in named if is_older(source, self._path))
        kept: Counter[str | None] = Counter()
        stays: list[bool] = []
        self._addresses = {}
        for line in self._lines():
            source = line.article.source if line else None
            is_ours = line is not None and line.generator == self._generator
            is_good = is_ours and kept[source] < room[source]
            stays.append(is_good or (line is not None and source not in wanted))
            kept[source] += stays[-1]
            if stays[-1] and source and is_address(source):
                self._addresses[source] = is_ours or self._addresses.get(source, False)
        if not (all(stays) and self._is_ended()):
            self._keep(data for data, is_kept in zip(self._data(), stays, strict=True) if is_kept)
        left = list(_left(named, kept))
        return [Task(source) for source in left], len(named) - len(left)

    def write(self, result: bytes) -> None:
        """Add a line, unless the article is there already under the address that led to it; raises `ExportError`.

        A line that another generator wrote of that address goes.
        """
        source = json.decode(result, type=_Line).article.source
        if source and is_address(source):
            is_ours = self._addresses.get(source)
            if is_ours:
                return
            if is_ours is False:
                self._remove(source)
            self._addresses[source] = True
        try:
            self._file.write(result)
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Close the file."""
        if "_file" in vars(self):
            with suppress(OSError):  # what could not be written was told
                self._file.close()
            del self._file

    def _remove(self, source: str) -> None:
        """Remove the lines of a source."""
        self.close()
        stays = [line is not None and line.article.source != source for line in self._lines()]
        self._keep(data for data, is_kept in zip(self._data(), stays, strict=True) if is_kept)

    def _keep(self, lines: Iterable[bytes]) -> None:
        write_pieces(self._path, map(_ended, lines))

    @cached_property
    def _file(self) -> BinaryIO:
        return self._path.open("ab")

    def _data(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            yield from file

    def _lines(self) -> Iterator[_Line | None]:
        """Yield what the lines say, None for an unfinished one."""
        if not self._path.exists():
            return
        number = 0
        try:
            for data in self._data():
                number += 1
                yield _line(data)
        except OSError as error:
            raise self._refused(error) from error
        except (MsgspecError, UnicodeDecodeError, RecursionError) as error:
            hint = f"Nothing was changed. Name another file: it gets lines of {FORMAT}."
            raise ExportError(f"{self._path}, line {number}: not an article that newsmark analysed.", hint) from error

    def _is_ended(self) -> bool:
        """Tell whether the next line would begin a line."""
        if not self._path.exists() or not self._path.stat().st_size:
            return True
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() == b"\n"

    def _refused(self, error: OSError) -> ExportError:
        hint = "What is in it stays; the same command goes on from there."
        return ExportError(f"Cannot write {self._path}: {error.strerror or error}.", hint)


def _line(data: bytes) -> _Line | None:
    """Return what a line says, None where it is only the beginning of one of ours; raises as the decoder does."""
    try:
        return json.decode(data, type=_Line)
    except (MsgspecError, UnicodeDecodeError):
        if data.endswith(b"\n") or not data.startswith(_BEGINNING[: len(data)]):
            raise
        return None


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"


def _known_as(source: str) -> str | None:
    """Return what a line calls a source; None for what holds something else each time."""
    if source in HERE_ONLY:
        return None
    return source if is_address(source) else clean_line(os.path.normpath(Path(source).absolute()))


def _left(named: Iterable[str], there: Counter[str | None]) -> Iterator[str]:
    """Yield the sources that have no line; two whose names differ only in what cannot be shown have one each."""
    unused = Counter(there)
    for source in named:
        name = _known_as(source)
        if name is None or not unused[name]:
            yield source
        else:
            unused[name] -= 1
