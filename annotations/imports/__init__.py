"""Annotations that come from elsewhere: every format that can be read back, told apart by what is in the file."""

import codecs
from typing import Any

from msgspec import MsgspecError, json

from annotations.errors import ExchangeError
from annotations.exchange import Exchanged, accepted, read_annotated
from annotations.imports.claims_table import is_claims_table, read_claims_table
from annotations.imports.hypothesis_export import is_hypothesis, read_hypothesis
from annotations.imports.remarks import Remark, Remarks, records_of
from annotations.imports.web_annotation import is_web_annotation, read_web_annotation

__all__ = ["READABLE", "SIZE_LIMIT", "Exchanged", "Remark", "Remarks", "accepted", "read_annotations", "records_of"]

READABLE = "annotated JSON or JSON Lines, W3C Web Annotation, Hypothesis, CSV of claims"
"""What can be imported, in words."""
SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes of a file beyond which it is refused."""
_OURS = b'"newsmark.annotated-article"'
"""What every annotated article of newsmark says of its format."""


def read_annotations(data: bytes, name: str) -> tuple[Exchanged | Remarks, ...]:
    """Read a file in any format that can be imported; `name` is what messages call it.

    Everything is checked before anything is returned.

    Raises:
        ExchangeError: the file is too large, is in no such format, or contradicts itself.
    """
    if len(data) > SIZE_LIMIT:
        raise ExchangeError(f"{name}: larger than {SIZE_LIMIT >> 20} MiB.", "Split it into several files.")
    if is_claims_table(data):
        return read_claims_table(data, name)
    encoded = _utf8(data)
    value = _foreign(encoded)
    if is_web_annotation(value):
        return read_web_annotation(value, name)
    if is_hypothesis(value):
        return read_hypothesis(value)
    try:
        return read_annotated(encoded, name)
    except ExchangeError as error:
        if _OURS in encoded:
            raise
        raise ExchangeError(f"{name}: not in a format that can be imported.", f"Those are: {READABLE}.") from error


def _utf8(data: bytes) -> bytes:
    """Return JSON as UTF-8 without a mark at its start; Windows programs write one, or UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _foreign(data: bytes) -> Any:
    """Return decoded JSON that may be another's; None for what is none, or is plainly an annotated article."""
    if _OURS in data[:4096]:
        return None
    try:
        return json.decode(data)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
