"""The annotated news corpora as spaCy documents, one per paragraph."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

HELD_OUT_SHARE = 0.05


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_held_out(identifier: str) -> bool:
    """Tell whether a training row only chooses the checkpoint; decided by its id, so that it never changes."""
    digest = hashlib.sha256(identifier.encode()).digest()
    return digest[0] / 256 < HELD_OUT_SHARE


def paragraph_docs(nlp: Language, row: dict[str, Any]) -> Iterator[Doc]:
    """Yield the paragraphs of one annotated article with their entities.

    An entity that no token boundary fits is widened to the tokens that it touches.
    """
    offset = 0
    for paragraph in row["text"].split("\n"):
        end = offset + len(paragraph)
        if paragraph.strip():
            doc = nlp.make_doc(paragraph)
            spans = (
                doc.char_span(
                    entity["start"] - offset, entity["end"] - offset, label=entity["label"], alignment_mode="expand"
                )
                for entity in row["entities"]
                if offset <= entity["start"] and entity["end"] <= end
            )
            doc.set_ents(filter_spans([span for span in spans if span is not None]))
            yield doc
        offset = end + 1
