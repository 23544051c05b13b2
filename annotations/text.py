"""Canonical text: the authority for every offset, and the identities that are made from it."""

import re
from hashlib import blake2b, sha256
from typing import Literal

from annotations.blocks import join_wrapped
from annotations.cleaning import clean_characters, single_spaces

_ARTICLE_ID = re.compile(r"a-[0-9a-f]{16}")
_BLANK_LINES = re.compile(r"\n{3,}")


def canonical(text: str) -> str:
    """Return the text that every offset of an article refers to.

    One kind of line end; no controls, bidirectional controls or invisible characters except ZWJ and ZWNJ; NFC; single
    spaces, stripped lines, at most one blank line in a row; hard-wrapped paragraphs joined. Idempotent, in linear time.
    """
    spaced = single_spaces(clean_characters(text)).replace(" \n", "\n").replace("\n ", "\n")
    return join_wrapped(_BLANK_LINES.sub("\n\n", spaced).strip(" \n"))


def text_version(text: str) -> str:
    """Return the version of an article with this canonical text: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def article_id(text: str) -> str:
    """Return the identity of an article first seen with this canonical text: `a-` and 16 hexadecimal digits."""
    return f"a-{_digest(text)}"


def is_article_id(name: str) -> bool:
    """Tell whether a name can be an article's: of a table of records too, and safe as the name of a folder."""
    return _ARTICLE_ID.fullmatch(name) is not None


def detection_id(prefix: Literal["n", "q", "c"], exact: str, occurrence: int) -> str:
    """Return the id of an entity mention (n), a quote (q) or a claim (c): its words and which occurrence it is.

    `occurrence` is what `occurrences.Numbering.of` counts, so the id survives changes elsewhere in the text.
    """
    return f"{prefix}-{_digest(f'{occurrence} {exact}')}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
