"""What the commands do that know the reader's work: the core's operations on the store."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from annotations.clock import utc_now
from annotations.editing import Review
from annotations.models import Analysis, Article, Claim, Record, Verdict
from annotations.review import find_claim, open_review, set_note
from annotations.review import tag as tag_claim
from annotations.sources import ReadOptions, read_source
from annotations.storage.store import Store
from annotations.text import clean_line
from tui import console, listing
from tui.analysing import Analyst
from tui.glyphs import glyphs_for
from tui.printing import printed


def tag(
    reference: str,
    claim_reference: str,
    verdict: Verdict | None,
    *,
    note: str | None,
    store_path: Path,
    analyst: Analyst,
    options: ReadOptions,
) -> bool:
    """Give a claim a verdict and perhaps a note, keep both, and say so in one line."""
    with opened(store_path) as store:
        article = find_article(store, reference, options)
        review, claim = _claim(article, store.records(article.id), claim_reference, analyst)
        outcome = tag_claim(review, claim.id, verdict, utc_now())
        changed = {record.id: record for record in outcome.records}
        if note is not None:
            outcome = set_note(outcome.review, claim.id, note, utc_now())
            changed |= {record.id: record for record in outcome.records}
        saved = store.save(article.id, changed.values())
    words = clean_line(" ".join(span.text for span in claim.spans) or (claim.anchor.exact if claim.anchor else ""))
    console.write_text(f"{verdict or 'clear'}  {claim.id}  {words}\n")
    if saved.conflicts:
        console.inform("This claim was changed elsewhere at the same time.", "Its history holds both changes.")
    return True


def list_articles(store_path: Path, *, as_json: bool) -> bool:
    """Print the articles read so far."""
    with opened(store_path) as store:
        articles = listing.listed_articles(store)
    if as_json:
        console.write(listing.to_json(articles))
    elif articles:
        console.write_text(listing.to_table(articles, glyphs_for(sys.stdout.encoding)))
    else:
        console.inform("No article has been read yet.", "newsmark demo shows an example.")
    return True


def print_article(article: Article, store_path: Path, analyst: Analyst) -> bool:
    """Print a marked article as plain text, with the verdicts and notes of a reader who knows it."""
    with opened(store_path) as store:
        entry = store.find_article(article.source or article.id)
        known = replace(article, id=entry.id) if entry else article
        result = analyst.annotate(known, store.records(known.id))
    text = printed(result, width=console.text_width(), glyphs=glyphs_for(sys.stdout.encoding))
    console.write_text(text)
    return True


def find_article(store: Store, reference: str, options: ReadOptions) -> Article:
    """Return the article that a source or an id names, as the store knows it from then on.

    A source is read as it is now; an id, or a file that is gone, gives the version read last.
    """
    if reference != "-" and not Path(reference).exists() and (entry := store.find_article(reference)):
        return store.snapshot(entry.id, entry.version)
    return store.open_article(read_source(reference, options=options), utc_now())


@contextmanager
def opened(store_path: Path) -> Iterator[Store]:
    """Give the store at a path to a task, and pass on afterwards what it has to say."""
    store = Store(store_path)
    try:
        yield store
    finally:
        for notice in store.notices:
            console.inform(notice)


def _claim(article: Article, records: Sequence[Record], reference: str, analyst: Analyst) -> tuple[Review, Claim]:
    """Find a claim; one that the reader touched before is found by its id without an analysis."""
    review = open_review(article, Analysis(), tuple(records))
    if claim := review.claims_by_id.get(reference):
        return review, claim
    review = open_review(article, analyst.analyse(article), tuple(records))
    return review, find_claim(review, reference)
