"""What was being typed when a program ended: kept as if the editor had been closed, and nothing of it ever dropped."""

from msgspec import Struct

from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.evidence import add_evidence, change_evidence, salvaged
from annotations.models import Evidence, Offset, Span, Timestamp
from annotations.review import add_note, set_note


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Text in an editor, and what it is about."""

    article: str
    target: str | None = None
    """The claim, or by its record's id the note, that it belongs to; None where it is to become a note."""
    place: Span
    """The words that it is about."""
    note: str = ""
    source: Evidence | None = None
    replaced: Evidence | None = None
    """The source that is being changed."""


def is_known(review: Review, draft: Draft) -> bool:
    """Tell whether what a draft belongs to is in the review; claims may come with the analysis."""
    return draft.target is None or draft.target in review.claims_by_id or draft.target in review.records


def recovered(review: Review, draft: Draft, at: Timestamp, new_id: str) -> Outcome | None:
    """Keep a draft; None where it says nothing, or nothing that is not kept already.

    Where what it belongs to is gone, it becomes a note, called `new_id`, on its words, or else on the beginning.
    """
    source = salvaged(draft.source) if draft.source else None
    if not (draft.note.strip() or source):
        return None
    try:
        outcome = _kept(review, draft, source, at)
    except ReviewError:
        note = draft.note or "\n".join(filter(None, (source.title, source.url, source.passage) if source else ()))
        start, end = _place(review.article.text, draft.place)
        return add_note(review, start, end, note, at, new_id)
    return outcome if outcome.records else None


def _kept(review: Review, draft: Draft, source: Evidence | None, at: Timestamp) -> Outcome:
    if draft.target is None:
        raise ReviewError("It belongs to nothing yet.")
    if source is None:
        return set_note(review, draft.target, draft.note, at)
    if draft.replaced:
        return change_evidence(review, draft.target, draft.replaced, source, at)
    claim = review.claims_by_id.get(draft.target)
    if claim and source in claim.evidence:
        return Outcome(review)
    return add_evidence(review, draft.target, source, at)


def _place(text: str, place: Span) -> tuple[Offset, Offset]:
    """Return where words are now; where they are gone, the first line."""
    if text[place.start : place.end] == place.text:
        return place.start, place.end
    start = text.find(place.text) if place.text else -1
    return (start, start + len(place.text)) if start >= 0 else (0, len(text.partition("\n")[0]))
