"""The sources that a reader puts beside a claim: pure operations on a review. Nothing typed is ever refused away."""

import re
from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from annotations.addresses import is_web
from annotations.cleaning import clean_line, clean_lines
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.models import ClaimContent, Evidence, Timestamp
from annotations.review import edit_claims

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def cleaned(evidence: Evidence) -> Evidence:
    """Return a source without anything that a terminal would obey."""
    return replace(
        evidence,
        url=clean_line(evidence.url),
        title=clean_line(evidence.title),
        passage=clean_lines(evidence.passage),
        accessed=clean_line(evidence.accessed or "") or None,
    )


def checked(evidence: Evidence) -> Evidence:
    """Return a source as it is kept.

    Raises:
        ReviewError: it names nothing, its address is none of the web, or its date is none; the hint says what to type.
    """
    source = cleaned(evidence)
    if not (source.url or source.title or source.passage):
        raise ReviewError("The source has neither an address nor a title.", "Type one of them.")
    if source.url and not is_web(source.url):
        raise ReviewError("This is not a web address.", "It must begin with http:// or https://.")
    if source.accessed and not _is_date(source.accessed):
        raise ReviewError("The date of access is not a valid date.", "Type it as 2026-01-31, or leave it empty.")
    return source


def salvaged(evidence: Evidence) -> Evidence | None:
    """Return a source that can be kept, with everything typed in it; None where nothing was typed.

    What cannot stay where it was typed stands before the passage.
    """
    source = cleaned(evidence)
    is_url = not source.url or is_web(source.url)
    is_date = not source.accessed or _is_date(source.accessed)
    misplaced = ([] if is_url else [source.url]) + ([] if is_date else [source.accessed or ""])
    kept = replace(
        source,
        url=source.url if is_url else "",
        accessed=source.accessed if is_date else None,
        passage="\n".join(filter(None, (*misplaced, source.passage))),
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
        raise ReviewError("This source is no longer there.")
    return _edit(review, claim_id, lambda known: tuple(other for other in known if other != evidence), at)


def _edit(
    review: Review, claim_id: str, edit: Callable[[tuple[Evidence, ...]], tuple[Evidence, ...]], at: Timestamp
) -> Outcome:
    def edited(content: ClaimContent) -> ClaimContent:
        return replace(content, evidence=edit(content.evidence))

    return edit_claims(review, (claim_id,), edited, at)


def _is_date(words: str) -> bool:
    if not _DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
