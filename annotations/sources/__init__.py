"""Where articles come from: a source, as the reader names it, to an article."""

import re
import sys
from pathlib import Path
from typing import BinaryIO

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.file import read_file, read_stream
from annotations.text import clean_line

__all__ = ["read_source"]

_URL = re.compile(r"https?://", re.IGNORECASE)
_STANDARD_INPUT = "standard input"


def read_source(source: str, *, stdin: BinaryIO | None = None) -> Article:
    """Return the article in a text file, or on standard input if `source` is `-`.

    `stdin` takes the place of the process's standard input.

    Raises:
        SourceError: the source is missing, unreadable, no text, empty or too big, or a web address.
    """
    if source == "-":
        if stdin is None and sys.stdin is None:
            raise SourceError(f"{_STANDARD_INPUT} is closed.", "Pipe a text into newsmark, or name a file.")
        return read_stream(stdin or sys.stdin.buffer, name=_STANDARD_INPUT)
    if _URL.match(source):
        raise SourceError(
            f"{clean_line(source)}: newsmark cannot read web pages yet.",
            "Save the article as a text file and open that.",
        )
    return read_file(Path(source))
