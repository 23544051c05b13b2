"""The reasons why a claim is worth checking, in words: the identifiers of the contract and how they read."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "number": "names a figure",
        "count": "counts something",
        "large-number": "names a large number",
        "money": "names a sum of money",
        "percent": "names a percentage",
        "quantity": "names a measurement",
        "date": "names a date",
        "dated-event": "tells of a dated event",
        "superlative": "says that nothing exceeds it",
        "comparison": "compares",
        "change": "says that something rose or fell",
        "record": "says that it is the first or only one",
        "cause": "says what caused it",
        "accusation": "accuses someone",
        "harm": "tells of harm done",
        "law": "concerns law or policy",
        "economy": "concerns money and work",
        "names": "names who is involved",
        "place": "names a place",
        "attributed": "rests on a source's word",
        "quoted": "is a source's own words",
        "headline": "is what the headline says",
        "lead": "stands in the lead",
        "denial": "denies something",
    }
)
"""Every reason that a claim may carry, with its words; no reason is what only tells how it is written."""


def in_words(reason: str) -> str:
    """Return a reason as a reader sees it: its words, or the identifier of a reason that another version knew."""
    return WORDS.get(reason, reason.replace("-", " "))
