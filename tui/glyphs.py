"""The signs in the gutter: what a reader can tell apart without colour."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from annotations.models import Verdict


class Glyphs(NamedTuple):
    """One sign of one cell for each thing that the gutter and the panels show."""

    verdicts: Mapping[Verdict | None, str]
    note: str
    changed: str
    """Stands where the words of a mark may be now."""
    more: str
    """Stands for further signs that have no room."""
    current: str
    """The bar beside the rows of the current mark."""
    quoted: str
    """The bar before a block quote."""
    bullet: str
    bar: tuple[str, str]
    """What is done and what is left of a progress bar."""


UNICODE = Glyphs(
    verdicts=MappingProxyType({None: "○", "verified": "✓", "disputed": "✗"}),
    note="✎",
    changed="?",
    more="…",
    current="▌",
    quoted="│",
    bullet="•",
    bar=("━", "─"),
)
ASCII = Glyphs(
    verdicts=MappingProxyType({None: "o", "verified": "+", "disputed": "x"}),
    note="*",
    changed="?",
    more=">",
    current="|",
    quoted="|",
    bullet="-",
    bar=("=", "-"),
)


def glyphs_for(encoding: str, terminal: str = "") -> Glyphs:
    """Return the signs that a terminal of this encoding can show; the fonts of the Linux console lack most of them."""
    if terminal == "linux":
        return ASCII
    try:
        "○✓✗✎▌│•…━─".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
