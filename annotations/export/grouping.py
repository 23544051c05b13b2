"""The claims of a report by what the reader thinks of them, in words for people."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from annotations.models import AnnotatedArticle, Claim, Quote, Stance, Verdict
from annotations.spreadsheet import words_cell

HEADINGS: Mapping[Verdict | None, str] = MappingProxyType(
    {"disputed": "Disputed", "verified": "Verified", None: "Without a verdict"}
)
"""What a group of claims is called, in the order of a report."""
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
"""An address that may become a link."""
STANCES: Mapping[Stance, str] = MappingProxyType({"refutes": "against", "supports": "for", "context": "context"})
"""What a source says of a claim, in a word."""


def grouped(annotated: AnnotatedArticle) -> Iterator[tuple[str, list[Claim]]]:
    """Yield each group that has claims with its heading."""
    for verdict, heading in HEADINGS.items():
        claims = [claim for claim in annotated.claims if claim.verdict == verdict]
        if claims:
            yield heading, claims


def shown_words(claim: Claim) -> str:
    """Return the words of a claim, an orphan's too."""
    return words_cell(claim.spans) or (claim.anchor.exact if claim.anchor else "")


def quotes_of(annotated: AnnotatedArticle) -> Mapping[str, Quote]:
    """Return the quotes by id."""
    return {quote.id: quote for quote in annotated.quotes}


def facts_of(annotated: AnnotatedArticle) -> list[tuple[str, str]]:
    """Return what is known of an article beside its title: pairs of what and the words for it.

    Of a file only the name is told: its folders are the reader's own affair.
    """
    article = annotated.article
    is_web = bool(article.source and WEB_ADDRESS.fullmatch(article.source))
    known = {
        "By": article.byline,
        "Publisher": article.publisher,
        "Published": article.published,
        "Retrieved": article.retrieved,
        "Source": article.source if is_web or article.source is None else PurePath(article.source).name,
    }
    return [(name, value) for name, value in known.items() if value]
