"""What was being typed when a program ended: kept as if the editor had been closed, and nothing of it ever dropped."""

from msgspec import Struct
from msgspec.structs import replace

from annotations.cleaning import clean_lines
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.evidence import add_evidence, change_evidence, salvaged
from annotations.models import Claim, Evidence, Note, Offset, Span, Timestamp
from annotations.review import add_note, set_note

_MEANWHILE = "(written meanwhile in another newsmark:)"


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Text in an editor, and what it is about."""

    article: str
    target: str | None = None
    """The claim, or by its record's id the note, that it belongs to; None where it is to become a note."""
    place: Span
    """The words that it is about."""
    note: str = ""
    before: str | None = None
    """The note that was there when writing it began; None where that is not known."""
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
    if not (draft.note.strip() or (draft.source and salvaged(draft.source))):
        return None
    outcome = kept(review, draft, at, new_id)
    return outcome if outcome.records else None


def kept(review: Review, draft: Draft, at: Timestamp, new_id: str) -> Outcome:
    """Keep what was typed beside what another program has written in its place meanwhile; an empty note removes one.

    Where what it belongs to is gone, it becomes a note as in `recovered`.
    """
    source = salvaged(draft.source) if draft.source else None
    note = draft.note or "\n".join(filter(None, (source.title, source.url, source.passage) if source else ()))
    try:
        return _kept(review, replace(draft, note=note), source, at)
    except ReviewError:
        if not note.strip():
            return Outcome(review)
        start, end = _place(review.article.text, draft.place)
        return add_note(review, start, end, note, at, new_id)


def present(review: Review, target: str) -> Claim | Note | None:
    """Return the claim of this id, or the note by its record's; None where there is neither."""
    notes = (note for note in (*review.notes, *review.orphan_notes) if note.record.id == target)
    return review.claims_by_id.get(target) or next(notes, None)


def united(before: str, mine: str, theirs: str) -> str:
    """Return a note that was written here while another program made something else of the one that was there.

    All are cleaned. What is new in the other text stands below the own one, unless it is there already.
    """
    if theirs in {before, mine, ""} or mine.startswith(f"{theirs}\n"):
        return mine
    if mine in {before, ""} or theirs.startswith(f"{mine}\n"):
        return theirs
    new = theirs.removeprefix(f"{before}\n").strip("\n") if before else theirs
    return f"{mine}\n\n{_MEANWHILE}\n{new}"


def _kept(review: Review, draft: Draft, source: Evidence | None, at: Timestamp) -> Outcome:
    if draft.target is None:
        raise ReviewError("It belongs to nothing yet.")
    if source is None or isinstance(present(review, draft.target), Note):
        return set_note(review, draft.target, _note(review, draft.target, draft), at)
    if draft.replaced:
        return change_evidence(review, draft.target, draft.replaced, source, at)
    claim = review.claims_by_id.get(draft.target)
    if claim and source in claim.evidence:
        return Outcome(review)
    return add_evidence(review, draft.target, source, at)


def _note(review: Review, target: str, draft: Draft) -> str:
    known = present(review, target)
    if known is None or draft.before is None:
        return draft.note
    return united(draft.before, clean_lines(draft.note), known.note)


def _place(text: str, place: Span) -> tuple[Offset, Offset]:
    """Return where words are now; where they are gone, the first line."""
    if text[place.start : place.end] == place.text:
        return place.start, place.end
    start = text.find(place.text) if place.text else -1
    return (start, start + len(place.text)) if start >= 0 else (0, len(text.partition("\n")[0]))
