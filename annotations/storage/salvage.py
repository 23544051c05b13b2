"""What can still be read in a damaged store file."""

import re
from json import JSONDecoder
from typing import Any

from msgspec import json

_TABLE = re.compile(r'"(a-[0-9a-f]{16}|articles|meta|purged)"\s*:\s*\{')
_DOCUMENT = re.compile(r'\s*,?\s*"(\d+)"\s*:\s*(?=\{)')

Salvaged = dict[str, dict[str, dict[str, Any]]]
"""Documents by table and TinyDB id."""


def salvage(data: bytes) -> Salvaged:
    """Return the documents of our tables that are whole in damaged data, such as a file cut off or written over.

    A string that holds what looks like a table is never taken for one: its quotes are escaped. After damage, only what
    follows the name of a table is read, because it would not be known which table it is in.
    """
    text = data.decode("utf-8", "surrogateescape")
    decoder = JSONDecoder(object_pairs_hook=_object)
    tables: Salvaged = {}
    position = 0
    while table := _TABLE.search(text, position):
        position = table.end()
        documents = tables.setdefault(table[1], {})
        while number := _DOCUMENT.match(text, position):
            try:
                document, position = decoder.raw_decode(text, number.end())
            except (ValueError, RecursionError):
                position = number.end()
                break
            if not _is_whole(document):
                break
            documents[number[1]] = document
    return {name: documents for name, documents in tables.items() if documents}


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; a name given twice tells that the end of one document was joined to the beginning of another."""
    made = dict(members)
    if len(made) < len(members):
        raise ValueError("a name is given twice")
    return made


def _is_whole(document: dict[str, Any]) -> bool:
    """Tell whether all of it is text: bytes that are none were decoded to what cannot be encoded."""
    try:
        json.encode(document)
    except (UnicodeEncodeError, RecursionError):
        return False
    return True
