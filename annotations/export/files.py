"""Exported files on disk."""

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from annotations.errors import ExportError

_LONGEST_BEGINNING = 64
"""Bytes of a file's name in that of the temporary one; a name has 255 at most."""


def write_file(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Write a file whole or not at all, in place of one that is there; a device or a pipe is simply written to.

    Raises:
        ExportError: It cannot be written, or is there and must not be overwritten; what was there is untouched.
    """
    write_pieces(path, (data,), overwrite=overwrite)


def write_pieces(path: Path, pieces: Iterable[bytes], *, overwrite: bool = True) -> None:
    """Write a file that comes piece by piece; raises as `write_file` and whatever the pieces raise, writing nothing."""
    try:
        if not overwrite and path.exists():
            raise ExportError(f"{path} exists already.", "Choose another name.")
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(pieces)
        else:
            _replace(Path(os.path.realpath(path)), pieces)  # resolve() raises RuntimeError where links go in a circle
    except OSError as error:
        raise _failure(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder for exported files, with its parents, where there is none; raises ExportError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        hint = "Several articles need a folder, which gets a file for each."
        raise ExportError(f"{path} is not a folder.", hint) from error
    except OSError as error:
        raise _failure(path, error) from error


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    beginning = path.name.encode()[:_LONGEST_BEGINNING].decode(errors="ignore")
    temporary = path.with_name(f".{beginning}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.writelines(pieces)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _failure(path: Path, error: OSError) -> ExportError:
    return ExportError(f"Cannot write {path}: {error.strerror or error}.", "Nothing was written; choose another place.")
