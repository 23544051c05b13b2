"""A verdict given from the command line: what the keys do, for scripts."""

from collections.abc import Sequence
from pathlib import Path

from annotations.cleaning import clean_line
from annotations.clock import utc_now
from annotations.editing import Review
from annotations.models import Analysis, Article, Claim, Record, Verdict
from annotations.review import find_claim, open_review, set_note
from annotations.review import tag as tag_claim
from annotations.sources import ReadOptions
from tui import console
from tui.analysing import Analyst
from tui.tasks import find_article, opened


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
    console.write_text(f"{_told(verdict, claim.verdict)}  {claim.id}  {words}\n")
    if saved.conflicts:
        console.inform("This claim was changed elsewhere at the same time.", "Its history holds both changes.")
    return True


def _told(verdict: Verdict | None, before: Verdict | None) -> str:
    """Say what verdict a claim has now, and which other one was taken from it."""
    return f"{verdict or 'clear'} (was {before})" if before not in (None, verdict) else verdict or "clear"


def _claim(article: Article, records: Sequence[Record], reference: str, analyst: Analyst) -> tuple[Review, Claim]:
    """Find a claim; one that the reader touched before is found by its id without an analysis."""
    review = open_review(article, Analysis(), tuple(records))
    if claim := review.claims_by_id.get(reference):
        return review, claim
    review = open_review(article, analyst.analyse(article), tuple(records))
    return review, find_claim(review, reference)
