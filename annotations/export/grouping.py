"""The claims of a report by what the reader thinks of them, in words for people."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from annotations.addresses import is_web
from annotations.models import AnnotatedArticle, Claim, Quote, Verdict
from annotations.spreadsheet import words_cell

HEADINGS: Mapping[Verdict | None, str] = MappingProxyType(
    {"disputed": "Disputed", "verified": "Verified", None: "Without a verdict"}
)
"""What a group of claims is called, in the order of a report."""


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
    source = article.source or ""
    known = {
        "By": article.byline,
        "Publisher": article.publisher,
        "Published": article.published,
        "Retrieved": article.retrieved,
        "Source": source if is_web(source) else PurePath(source).name,
    }
    return [(name, value) for name, value in known.items() if value]
