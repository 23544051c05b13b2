"""The sources that a reader puts beside a claim: pure operations on a review. Nothing typed is ever refused away."""

import re
from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.models import ClaimContent, Evidence, Timestamp
from annotations.review import edit_claims
from annotations.text import clean_line, clean_lines

_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def checked(evidence: Evidence) -> Evidence:
    """Return a source as it is kept.

    Raises:
        ReviewError: it names nothing, its address is none of the web, or its date is none; the hint says what to type.
    """
    cleaned = _cleaned(evidence)
    if not (cleaned.url or cleaned.title or cleaned.passage):
        raise ReviewError("The source has neither an address nor a title.", "Type one of them.")
    if cleaned.url and not _URL.fullmatch(cleaned.url):
        raise ReviewError("The address is none of the web.", "It begins with http:// or https://.")
    if cleaned.accessed and not _is_date(cleaned.accessed):
        raise ReviewError("The date of access is no date.", "Type it as 2026-01-31, or leave it empty.")
    return cleaned


def salvaged(evidence: Evidence) -> Evidence | None:
    """Return a source that can be kept, with everything typed in it; None where nothing was typed.

    What cannot stay where it was typed stands before the passage.
    """
    cleaned = _cleaned(evidence)
    is_url = not cleaned.url or _URL.fullmatch(cleaned.url)
    is_date = not cleaned.accessed or _is_date(cleaned.accessed)
    misplaced = ([] if is_url else [cleaned.url]) + ([] if is_date else [cleaned.accessed or ""])
    kept = replace(
        cleaned,
        url=cleaned.url if is_url else "",
        accessed=cleaned.accessed if is_date else None,
        passage="\n".join(filter(None, (*misplaced, cleaned.passage))),
    )
    return kept if kept.url or kept.title or kept.passage else None


def add_evidence(review: Review, claim_id: str, evidence: Evidence, at: Timestamp) -> Outcome:
    """Put a source beside a claim; raises `ReviewError` where there is no such claim or it is no source."""
    source = checked(evidence)
    return _edit(review, claim_id, lambda known: (*known, source), at)


def change_evidence(review: Review, claim_id: str, old: Evidence, new: Evidence, at: Timestamp) -> Outcome:
    """Put a source in the place of another; raises `ReviewError` where there is no such claim or it is no source.

    Where the other one is gone meanwhile, it is added.
    """
    source = checked(new)

    def changed(known: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        if old not in known:
            return (*known, source)
        place = known.index(old)
        return (*known[:place], source, *known[place + 1 :])

    return _edit(review, claim_id, changed, at)


def remove_evidence(review: Review, claim_id: str, evidence: Evidence, at: Timestamp) -> Outcome:
    """Take a source away from a claim; raises `ReviewError` where there is no such claim or source."""
    claim = review.claims_by_id.get(claim_id)
    if claim is not None and evidence not in claim.evidence:
        raise ReviewError("This source is not there any more.")
    return _edit(review, claim_id, lambda known: tuple(other for other in known if other != evidence), at)


def _edit(
    review: Review, claim_id: str, edit: Callable[[tuple[Evidence, ...]], tuple[Evidence, ...]], at: Timestamp
) -> Outcome:
    def edited(content: ClaimContent) -> ClaimContent:
        return replace(content, evidence=edit(content.evidence))

    return edit_claims(review, (claim_id,), edited, at)


def _cleaned(evidence: Evidence) -> Evidence:
    return replace(
        evidence,
        url=clean_line(evidence.url),
        title=clean_line(evidence.title),
        passage=clean_lines(evidence.passage),
        accessed=clean_line(evidence.accessed or "") or None,
    )


def _is_date(words: str) -> bool:
    if not _DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
