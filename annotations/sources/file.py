"""Text files and streams of text as articles."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from annotations.errors import SourceError
from annotations.models import Article
from annotations.text import article_id, blocks_of, canonical, clean_line, decode, text_version

MAX_BYTES = 64 * 1024 * 1024
"""The most that is read of one source."""

_LONGEST_TITLE = 140
_UNTITLED = "Untitled"


def read_file(path: Path) -> Article:
    """Return the article in a text file; a pipe, such as a shell's process substitution, has no lasting source.

    Raises:
        SourceError: the file is missing, not readable, a folder or device, too big, empty, or no text.
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
    source = str(absolute) if stat.S_ISREG(mode) else None
    return read_bytes(data, source=source, fallback_title=absolute.stem, name=name)


def read_stream(stream: BinaryIO, *, name: str) -> Article:
    """Return the article that a stream holds to its end; `name` says in errors what it is.

    Raises:
        SourceError: the stream cannot be read, is too big, empty, or no text.
    """
    try:
        data = _bounded(stream, name)
    except OSError as error:
        raise SourceError(
            f"{name}: cannot be read ({error.strerror or error}).", "Pipe a text into newsmark."
        ) from None
    return read_bytes(data, source=None, fallback_title=name.capitalize(), name=name)


def read_bytes(data: bytes, *, source: str | None, fallback_title: str, name: str | None = None) -> Article:
    """Return the article in the bytes of a text file.

    `source` and `fallback_title`, the title if the first line has no words, are cleaned; `name` says in errors what was
    read, if not the source.

    Raises:
        SourceError: the bytes are no text, or empty.
    """
    called = clean_line(name or source or fallback_title)
    try:
        text = canonical(decode(data))
    except SourceError as error:
        raise SourceError(f"{called}: {error.message}", error.hint) from None
    if not text:
        raise SourceError(f"{called}: nothing to read.", "The text is empty.")
    return Article(
        id=article_id(text),
        version=text_version(text),
        source=None if source is None else clean_line(source),
        title=_title(text, fallback_title),
        text=text,
        blocks=blocks_of(text),
    )


def _refuse_kind(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise SourceError(f"{name}: this is a folder.", "Name a text file in it.")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise SourceError(f"{name}: this is a device, not a text file.", "Name a text file, or - for standard input.")


def _bounded(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name}: more than {MAX_BYTES >> 20} MB.", "Split the text into parts.")
    return data


def _title(text: str, fallback: str) -> str:
    """Return the first line, cut at a space; plain text has its headline nowhere else."""
    line = text.split("\n", 1)[0]
    if not any(character.isalnum() for character in line):
        return clean_line(fallback) or _UNTITLED
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[: _LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"
