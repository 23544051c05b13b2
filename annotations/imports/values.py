"""Values of decoded JSON that nobody has checked yet: taken as what they are, or not at all."""

import re
from collections.abc import Mapping
from typing import Any

from annotations.cleaning import clean_line
from annotations.models import Timestamp

_MOMENT = re.compile(r"(\d{4}(?:-\d{2}){2}T\d{2}(?::\d{2}){2}(?:\.\d{1,6})?)\d*(?:Z|\+00:?00)", re.ASCII)
_OFFSET_LIMIT = 1_000_000_000


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return the items of a JSON array; JSON-LD writes one item without an array."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(value: Any) -> str:
    """Return a string; an empty one for anything else."""
    return value if isinstance(value, str) else ""


def line(value: Any) -> str | None:
    """Return a string on one clean line; None where there is none."""
    return clean_line(words(value)) or None


def moment(value: Any) -> Timestamp | None:
    """Return a moment in UTC as the store writes it; None for anything else."""
    found = _MOMENT.fullmatch(words(value))
    return f"{found[1]}Z" if found else None


def place(start: Any, end: Any) -> tuple[int, int] | None:
    """Return a stretch of offsets; None for anything else."""
    if type(start) is int and type(end) is int and 0 <= start < end <= _OFFSET_LIMIT:
        return start, end
    return None
