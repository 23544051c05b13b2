"""JSON Lines: one annotated article on each line, in the public contract (see `json`).

Written and read article by article, so that a file of any length needs the memory of one article. Offsets are Unicode
code points. Everything that the contract holds comes back at import.
"""

from annotations.export.json import to_json
from annotations.models import AnnotatedArticle


def to_json_line(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one line of UTF-8 JSON with its line feed."""
    return to_json(annotated, compact=True)
