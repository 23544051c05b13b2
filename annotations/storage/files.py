"""Durable changes of files: after each of these functions returned, neither kill -9 nor power loss undoes it."""

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from glob import escape
from pathlib import Path

from msgspec import Raw

if sys.platform == "darwin":
    import fcntl

Piece = Sequence[bytes | Raw]
"""Data that is written with one call, which lets other threads run and copies nothing."""

_TEMPORARY_SUFFIX = ".tmp"


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents, for the user only (0700)."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def write_file(path: Path, pieces: Iterable[Piece], *, keep_as: Iterable[Path] = (), is_durable: bool = True) -> None:
    """Put a file (0600) in the place of another in one step: readers see the old one whole or the new one whole.

    The file replaced stays under the names `keep_as`. What can be made again need not be durable.
    """
    make_private_folder(path.parent)
    descriptor, temporary = tempfile.mkstemp(prefix=_temporary_prefix(path), suffix=_TEMPORARY_SUFFIX, dir=path.parent)
    try:
        try:
            for piece in pieces:
                _write(descriptor, piece)
            if is_durable:
                _sync(descriptor)
        finally:
            os.close(descriptor)
        for name in keep_as:
            if path.exists():
                _keep(path, name)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if is_durable:
        sync_folder(path.parent)


def keep(path: Path, name: Path) -> None:
    """Give a file a second name, under which it stays when something is written in its place."""
    if not name.exists() or not name.samefile(path):
        _keep(path, name)
    sync_folder(path.parent)


def set_aside(path: Path) -> Path:
    """Keep a damaged file under a new name beside it, until something is written in its place; return that name."""
    aside = free_name(path.with_name(f"{path.name}.damaged"))
    keep(path, aside)
    return aside


def damaged_copies(path: Path) -> tuple[Path, ...]:
    """Return the damaged files, it or its copies, that were set aside, in the order of their names."""
    return tuple(sorted(path.parent.glob(f"{escape(path.name)}*.damaged-*")))


def free_name(path: Path, suffix: str = "") -> Path:
    """Return the first name that nothing has yet: the path's with a dash, a number and the suffix."""
    names = (path.with_name(f"{path.name}-{number}{suffix}") for number in range(1, sys.maxsize))
    return next(name for name in names if not name.exists())


def leftovers(path: Path) -> list[Path]:
    """Return what killed writers of a file have left beside it."""
    if not path.parent.is_dir():
        return []
    prefix = _temporary_prefix(path)
    names = path.parent.iterdir()
    return sorted(name for name in names if name.name.startswith(prefix) and name.name.endswith(_TEMPORARY_SUFFIX))


def sweep(path: Path) -> None:
    """Remove what killed writers of a file have left; the caller makes sure that no writer is at work."""
    for left in leftovers(path):
        left.unlink(missing_ok=True)


def remove_folder(folder: Path) -> int:
    """Remove a folder and the files in it, if it is there; return how many those were."""
    if not folder.is_dir():
        return 0
    names = list(folder.iterdir())
    for name in names:
        name.unlink()
    folder.rmdir()
    sync_folder(folder.parent)
    return len(names)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _temporary_prefix(path: Path) -> str:
    return f".{path.name}."


def _write(descriptor: int, piece: Piece) -> None:
    written = os.writev(descriptor, piece)
    if written < sum(map(len, piece)):
        left = memoryview(b"".join(piece))[written:]
        while left:
            left = left[os.write(descriptor, left) :]


def _keep(path: Path, other: Path) -> None:
    """Give a file a second name, replacing what has it; a copy where the file system has no hard links."""
    other.unlink(missing_ok=True)
    try:
        other.hardlink_to(path)
    except OSError:
        write_file(other, [[path.read_bytes()]])


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync(2) leaves the data in the drive's own cache there
    else:
        os.fsync(descriptor)
