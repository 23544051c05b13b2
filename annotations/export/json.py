"""The annotated article as JSON: the public contract, version 1."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import json

from annotations.models import AnnotatedArticle

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CONTROLS = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]"  # DEL and C1
    rb"|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"  # bidirectional controls, line separators
)
"""In UTF-8, what a terminal may obey beyond the controls that JSON itself escapes."""


def to_json(annotated: AnnotatedArticle, *, compact: bool = False) -> bytes:
    """Write an annotated article as UTF-8 JSON, indented or on one line, with a final line feed.

    The same article gives the same bytes. Control characters beyond ASCII's are escaped too, so that a terminal
    that shows the output obeys none of them.
    """
    encoded = without_controls(json.encode(annotated))
    return (encoded if compact else json.format(encoded, indent=2)) + b"\n"


def without_controls(encoded: bytes) -> bytes:
    """Return the same JSON with every character escaped that a terminal may obey."""
    return _CONTROLS.sub(_escaped, encoded)


def to_line(value: object) -> bytes:
    """Write any JSON value as one line of UTF-8 with its line feed, with the same characters escaped."""
    return without_controls(json.encode(value)) + b"\n"


def to_linked(value: object) -> bytes:
    """Write JSON-LD as indented UTF-8 with a final line feed, with the same characters escaped.

    So is `<`: pages carry JSON-LD in a script element, which nothing in it can end then.
    """
    return json.format(to_line(value).rstrip(b"\n").replace(b"<", b"\\u003c"), indent=2) + b"\n"


def given(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return the terms of JSON-LD that have a value: what is unknown is left out."""
    return {name: value for name, value in terms.items() if value is not None and value != ""}


def array_of(values: Iterable[bytes]) -> Iterator[bytes]:
    """Yield one JSON array of encoded values, piece by piece."""
    yield b"["
    separator = b"\n"
    for value in values:
        yield separator + value.rstrip(b"\n")
        separator = b",\n"
    yield b"\n]\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_json` writes; the package ships it as annotated-article.schema.json.

    Every key is always written, so every key is required; keys that a later version adds are allowed.
    """
    generated = json.schema(AnnotatedArticle)
    definitions = {name: _all_required(definition) for name, definition in sorted(generated["$defs"].items())}
    title = "newsmark annotated article, version 1"
    return {"$schema": DIALECT, "title": title, "$ref": generated["$ref"], "$defs": definitions}


def _all_required(definition: dict[str, Any]) -> dict[str, Any]:
    properties = {
        name: {key: value for key, value in schema.items() if key != "default"}
        for name, schema in definition["properties"].items()
    }
    return {**definition, "properties": properties, "required": list(properties)}


def _escaped(control: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(control[0].decode())
