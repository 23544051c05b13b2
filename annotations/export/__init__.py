"""Formats in which an annotated article leaves newsmark."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from annotations.errors import ExportError
from annotations.export.json import joined, to_json
from annotations.models import AnnotatedArticle


class Format(NamedTuple):
    """A way to write one annotated article."""

    suffix: str
    """Of a file in this format, with its dot."""
    write: Callable[[AnnotatedArticle], bytes]
    """One article as a whole file."""
    join: Callable[[Sequence[bytes]], bytes]
    """Several such files as one output."""


FORMATS: Mapping[str, Format] = MappingProxyType({"json": Format(".json", to_json, joined)})
"""Every format by the name that the command line and the reader use."""


def format_named(name: str) -> Format:
    """Return the format of that name; raises ExportError for an unknown one."""
    if name not in FORMATS:
        raise ExportError(f"There is no export format {name!r}.", f"Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[name]
