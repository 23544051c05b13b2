"""schema.org ClaimReview (JSON-LD): the reader's verdicts in the form in which fact-checks are published.

| ClaimReview | newsmark |
|---|---|
| `claimReviewed` | the words of the claim |
| `reviewRating` | `alternateName` Verified or Disputed; `ratingValue` 2 or 1 on a scale from 1 to 2 |
| `reviewBody` | the reader's note |
| `author` | the publisher that the reader names in the settings: never guessed |
| `url` | the publisher's address with the claim's id as fragment, until the page of the review has its own |
| `datePublished` | the day of the verdict |
| `citation[]` | the sources beside the claim: `url` (of the web, else `identifier`), `name`, `abstract` (passage), |
| | `description` (stance) |
| `itemReviewed` | a Claim |
| its `author` | the claimant, where the article shows that it is a person or an organisation |
| its `datePublished` | that of the article, where it is a date |
| its `appearance` | the article: `headline`, `url` (of the web only), `datePublished`, `publisher` |

Only claims with a verdict are reviews; an article without any gives an empty graph. What is unknown is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.addresses import is_web
from annotations.errors import ExportError
from annotations.export.json import given, to_linked
from annotations.models import AnnotatedArticle, Article, Claim, EntityLabel, Evidence, Verdict
from annotations.spreadsheet import words_cell

CONTEXT = "https://schema.org"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RATINGS: Mapping[Verdict, tuple[int, str]] = MappingProxyType(
    {"disputed": (1, "Disputed"), "verified": (2, "Verified")}
)
_PERSONS: frozenset[EntityLabel] = frozenset({"PERSON"})
_ORGANISATIONS: frozenset[EntityLabel] = frozenset({"ORG", "GPE", "NORP"})
_Json = dict[str, Any]


class Publisher(NamedTuple):
    """Who publishes the reviews, and their address on the web."""

    name: str
    url: str


def to_claim_review(annotated: AnnotatedArticle, publisher: Publisher | None) -> bytes:
    """Write the claims of an annotated article that have a verdict as a graph of ClaimReviews.

    Raises:
        ExportError: nobody is named as publisher, or the address is none of the web.
    """
    return b"".join(stream_claim_review([annotated], publisher))


def stream_claim_review(articles: Iterable[AnnotatedArticle], publisher: Publisher | None) -> Iterator[bytes]:
    """Yield one graph of the reviews of all articles; raises as `to_claim_review`."""
    known = _checked(publisher)
    reviews = [
        _review(annotated, claim, claim.verdict, known)
        for annotated in articles
        for claim in annotated.claims
        if claim.verdict
    ]
    yield to_linked({"@context": CONTEXT, "@graph": reviews})


def trouble_with(publisher: Publisher | None) -> ExportError | None:
    """Return why nothing can be published under this name; None where it can."""
    try:
        _checked(publisher)
    except ExportError as error:
        return error
    return None


def _checked(publisher: Publisher | None) -> Publisher:
    if publisher is None or not publisher.name.strip():
        hint = "Name a [publisher] in the settings file first."
        raise ExportError("A ClaimReview must name its publisher, and none is set.", hint)
    if not is_web(publisher.url):
        raise ExportError("The publisher has no web address.", "Give [publisher] a url in the settings file.")
    return publisher


def _review(annotated: AnnotatedArticle, claim: Claim, verdict: Verdict, publisher: Publisher) -> _Json:
    value, name = _RATINGS[verdict]
    rating = {"@type": "Rating", "ratingValue": value, "worstRating": 1, "bestRating": 2, "alternateName": name}
    words = words_cell(claim.spans) or (claim.anchor.exact if claim.anchor else "")
    return {
        "@type": "ClaimReview",
        "url": f"{publisher.url.partition('#')[0]}#{claim.id}",
        "claimReviewed": " ".join(words.split()),
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.url},
        "reviewRating": rating,
        **given({"datePublished": _judged(claim), "reviewBody": claim.note}),
        **given({"citation": list(map(_citation, claim.evidence)) or None}),
        "itemReviewed": _item(annotated, claim),
    }


def _judged(claim: Claim) -> str | None:
    return claim.history[-1].at[:10] if claim.history else None


def _item(annotated: AnnotatedArticle, claim: Claim) -> _Json:
    article = annotated.article
    known = {"author": _author(annotated, claim), "datePublished": _published(article)}
    return {"@type": "Claim", **given(known), "appearance": _appearance(article)}


def _author(annotated: AnnotatedArticle, claim: Claim) -> _Json | None:
    if claim.claimant is None:
        return None
    label = next((entity.label for entity in annotated.entity_index if entity.id == claim.claimant.entity), None)
    if label is None or label not in _PERSONS | _ORGANISATIONS:
        return None
    return {"@type": "Person" if label in _PERSONS else "Organization", "name": claim.claimant.name}


def _appearance(article: Article) -> _Json:
    url = article.source if article.source and is_web(article.source) else None
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    known = {"url": url, "datePublished": _published(article), "publisher": publisher}
    return {"@type": "NewsArticle", "headline": article.title, **given(known)}


def _citation(evidence: Evidence) -> _Json:
    address = "url" if is_web(evidence.url) else "identifier"
    known = {
        address: evidence.url,
        "name": evidence.title,
        "abstract": evidence.passage,
        "description": evidence.stance,
    }
    return {"@type": "CreativeWork", **given(known)}


def _published(article: Article) -> str | None:
    return article.published[:10] if article.published and _DATE.match(article.published) else None
