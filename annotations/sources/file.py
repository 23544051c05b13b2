"""Files and streams: their bytes, bounded."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from annotations.cleaning import clean_line
from annotations.errors import SourceError
from annotations.sources import material
from annotations.sources.material import Material


def load_file(path: Path) -> Material:
    """Return what a file holds; a pipe, such as a shell's process substitution, has no lasting source.

    Raises:
        SourceError: the file is missing, not readable, a folder or device, or too big.
    """
    absolute = Path(os.path.normpath(path.absolute()))
    name = clean_line(str(path))
    try:
        mode = absolute.stat().st_mode
        _refuse_kind(mode, name)
        with absolute.open("rb") as stream:
            data = _bounded(stream, name)
    except FileNotFoundError:
        raise SourceError(f"{name}: there is no such file.", "Check the path.") from None
    except PermissionError:
        raise SourceError(f"{name}: no permission to read this file.", "Change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{name}: cannot be read ({clean_line(reason)}).", "Check the path.") from None
    source = clean_line(str(absolute)) if stat.S_ISREG(mode) else None
    return Material(data=data, name=name, title=absolute.stem, source=source, suffix=absolute.suffix)


def load_stream(stream: BinaryIO, *, name: str) -> Material:
    """Return what a stream holds to its end; `name` says in messages what it is.

    Raises:
        SourceError: the stream cannot be read, or holds too much.
    """
    try:
        data = _bounded(stream, name)
    except OSError as error:
        raise SourceError(
            f"{name}: cannot be read ({error.strerror or error}).", "Pipe a text into newsmark."
        ) from None
    return Material(data=data, name=name, title=name.capitalize())


def _refuse_kind(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise SourceError(f"{name}: this is a folder.", "Name a file in it.")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise SourceError(f"{name}: this is a device, not a file.", "Name a file, or - for standard input.")


def _bounded(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(material.MAX_BYTES + 1)
    if len(data) > material.MAX_BYTES:
        raise SourceError(f"{name}: more than {material.MAX_BYTES >> 20} MB.", "Split it into parts.")
    return data
