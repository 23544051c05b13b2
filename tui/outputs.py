"""Where the analyses of many sources go, and which of them are there already."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from msgspec import MsgspecError, json

from annotations.export.files import make_folder
from annotations.models import Generator
from annotations.sources import CLIPBOARD
from tui import console

HERE_ONLY = frozenset({"-", CLIPBOARD})
"""Sources that only this process can read, and that hold something else the next time."""
_UNUSUAL = re.compile(r"[^\w.]+")
_READABLE = 40
_HEAD = 4096
"""Bytes of a file that hold its generator, which comes before the article."""
_GENERATOR = re.compile(rb'"generator":\s*(\{[^{}]*\})')


@dataclass(frozen=True)
class Task:
    """A source to analyse, and the file that gets the result; None where it is handed on to be written."""

    source: str
    target: Path | None = None


class Output(Protocol):
    """Takes the results of its tasks, one after another and then no more."""

    def tasks(self, sources: Iterable[str]) -> tuple[list[Task], int]:
        """Return what is left to be done, and how many sources were done before."""

    def write(self, result: bytes) -> None:
        """Take a result that was handed on, whole."""

    def close(self) -> None:
        """Bring what there is to an orderly end, however much that is."""


class Printed:
    """Standard output: results as they are, or as one JSON array that is closed wherever it ends."""

    def __init__(self, *, is_array: bool) -> None:
        self._is_array = is_array
        self._before = b"[\n"

    def tasks(self, sources: Iterable[str]) -> tuple[list[Task], int]:
        """Return a task for every source."""
        return [Task(source) for source in sources], 0

    def write(self, result: bytes) -> None:
        """Print a result."""
        console.write(self._before + result.rstrip(b"\n") if self._is_array else result)
        self._before = b",\n"

    def close(self) -> None:
        """Close the array."""
        if self._is_array:
            console.write(b"[\n]\n" if self._before == b"[\n" else b"\n]\n")


class Folder:
    """A file for each source, written by whoever analyses it.

    One that is there is made again where another generator wrote it, or where its source is newer.
    """

    def __init__(self, path: Path, generator: Generator) -> None:
        """Make the folder; raises `ExportError`."""
        make_folder(path)
        self._path = path
        self._generator = generator

    def tasks(self, sources: Iterable[str]) -> tuple[list[Task], int]:
        """Return the sources whose files are missing or stale; of those that would go to one file, one."""
        targets = {_target(source, self._path): source for source in sources}
        left = [Task(source, target) for target, source in targets.items() if not self._is_done(source, target)]
        return left, len(targets) - len(left)

    def write(self, result: bytes) -> None:
        """Take nothing: what is handed on is empty."""

    def close(self) -> None:
        """Do nothing: every file is whole."""

    def _is_done(self, source: str, target: Path) -> bool:
        return source not in HERE_ONLY and is_older(source, target) and _generator_of(target) == self._generator


def is_address(source: str) -> bool:
    """Tell whether a source is fetched."""
    return "://" in source


def is_older(source: str, result: Path) -> bool:
    """Tell whether a result is there and its source has not changed since; an address is taken to say the same."""
    try:
        written = result.stat().st_mtime_ns
        return is_address(source) or Path(source).stat().st_mtime_ns <= written
    except OSError:
        return False


def _target(source: str, folder: Path) -> Path:
    """Return the file for a source: no other source has it, and it is the same at the next run."""
    place = source if is_address(source) or source in HERE_ONLY else str(Path(source).resolve())
    digest = blake2b(os.fsencode(place), digest_size=8).hexdigest()
    readable = _UNUSUAL.sub("-", Path(source).stem).strip("-.")[:_READABLE]
    return folder / f"{readable or 'article'}-{digest}.json"


def _generator_of(path: Path) -> Generator | None:
    """Return what wrote a file, by its first bytes; None where they do not say."""
    try:
        with path.open("rb") as file:
            found = _GENERATOR.search(file.read(_HEAD))
        return json.decode(found[1], type=Generator) if found else None
    except (OSError, MsgspecError):
        return None
