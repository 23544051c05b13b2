"""Words for what is marked: the status line's sentence and the lines of the details. Pure; everything is cleaned."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from annotations.models import Claim, ClaimContent, Entity, Note, PastState, Quote, Record, Span, Verdict
from annotations.records import Conflict
from annotations.review import Review
from annotations.text import clean_line, clean_lines
from tui.highlight import Layer, Target
from tui.lost import Lost
from tui.widgets.cells import cut

if TYPE_CHECKING:
    from annotations.diff import Segment

Annotation = Claim | Quote | Entity | Note
Part = tuple[Literal["equal", "deleted", "inserted"], str]
"""Words of a comparison, and what became of them."""
Detail = tuple[str, str | Sequence[Part]]
"""A heading with what stands under it."""

_CONFLICT_WORDS = 60
_SHORT_NOTE = 40


def find(review: Review, target: Target | None) -> Annotation | None:
    """Return the annotation that a target names; None where it is gone, or is a match of a search."""
    if target is None:
        return None
    if target.layer is Layer.CHANGED and target.id not in review.claims_by_id:
        return next((note for note in review.orphan_notes if note.record.id == target.id), None)
    if target.layer in {Layer.CLAIM, Layer.CHANGED}:
        return review.claims_by_id.get(target.id)
    if target.layer is Layer.QUOTE:
        return next((quote for quote in review.analysis.quotes if quote.id == target.id), None)
    if target.layer is Layer.ENTITY:
        return next((entity for entity in review.analysis.entities if entity.id == target.id), None)
    return next((note for note in review.notes if note.record.id == target.id), None)


def words_of(annotation: Annotation) -> str:
    """Return the marked words in one line."""
    if isinstance(annotation, Entity):
        return clean_line(annotation.text)
    if not annotation.spans and isinstance(annotation, Claim | Note) and annotation.anchor:
        return clean_line(annotation.anchor.exact)
    return " … ".join(clean_line(span.text) for span in annotation.spans)


def extent_of(annotation: Annotation) -> Span:
    """Return the first stretch of text of an annotation."""
    return (
        Span(annotation.start, annotation.end, annotation.text)
        if isinstance(annotation, Entity)
        else annotation.spans[0]
    )


def sentence(review: Review, annotation: Annotation) -> str:
    """Say in one line what an annotation is."""
    if isinstance(annotation, Entity):
        return _entity(review, annotation)
    if isinstance(annotation, Quote):
        return _quote(annotation)
    if annotation.anchor and annotation.anchor.status in {"changed", "orphan"}:
        return _lost(annotation)
    if isinstance(annotation, Claim):
        return _claim(annotation)
    return f"note: {clean_line(annotation.note)}"


def details(review: Review, annotation: Annotation) -> Iterator[Detail]:
    """Yield headings and values that say everything about an annotation; values may have several lines."""
    yield "Words", words_of(annotation)
    if isinstance(annotation, Claim):
        yield "Verdict", annotation.verdict or "none yet"
        yield "Claimant", clean_line(annotation.claimant.name) if annotation.claimant else "the article itself"
        yield "Worth checking", f"{annotation.check_worthiness:.2f}  {', '.join(annotation.reasons)}"
        yield "Origin", annotation.origin
        yield from _work(annotation)
    elif isinstance(annotation, Note):
        yield from _work(annotation)
    else:
        yield "What", sentence(review, annotation)


def lost_details(review: Review, lost: Lost) -> Iterator[Detail]:
    """Yield the old words of a mark that lost them, those proposed in their place, and what is different."""
    old = words_of(lost.mark)
    yield "The words were", old
    if lost.proposed:
        from annotations.diff import diff  # noqa: PLC0415 - its library is loaded only when words have changed

        new = clean_line(review.article.text[lost.proposed[0].start : lost.proposed[-1].end])
        yield "In their place stands", new
        if new == old:
            yield "Compared", "The same words, but nothing around them shows that it is the same place."
        else:
            yield "Compared", [_part(segment.kind, old, new, segment) for segment in diff(old, new)]
        yield (
            "What now",
            "y lets the mark hold on to the new words, u takes that back. Until then it stays off the text.",
        )
    else:
        yield (
            "What now",
            "Nothing like them is in the text any more. D deletes a mark that you made; nothing else does.",
        )
    if isinstance(lost.mark, Claim):
        yield "Verdict", lost.mark.verdict or "none yet"
    yield from _work(lost.mark)


def change(before: Review, record: Record) -> str:
    """Say in one line what a record says that it did not say before."""
    old = before.records.get(record.id)
    words = " … ".join(clean_line(span.text) for span in record.spans)
    return f"{', '.join(_changes(old, record)) or 'nothing new'}, “{words}”"


def differs(before: Review, record: Record) -> bool:
    """Tell whether the reader sees a record say something that it did not say before."""
    old = before.records.get(record.id)
    return next(_changes(old, record), None) is not None


def conflict(conflict: Conflict) -> str:
    """Say what two programs said of one mark at the same time."""
    record, other = conflict.record, conflict.other
    words = cut(" … ".join(clean_line(span.text) for span in record.spans), _CONFLICT_WORDS)
    now, then = (_said(state) for state in (record, other))
    return f"“{words}” was changed here and elsewhere at once: now {now}, the other {then}. Both are in the details."


def _entity(review: Review, entity: Entity) -> str:
    cluster = next((cluster for cluster in review.analysis.entity_index if cluster.id == entity.entity), None)
    if cluster is None:
        return f"{entity.label}: {clean_line(entity.text)}"
    times = f", {cluster.mentions} mentions" if cluster.mentions > 1 else ""
    return f"{entity.label}: {clean_line(cluster.name)}{times}"


def _quote(quote: Quote) -> str:
    speaker = clean_line(quote.speaker.name) if quote.speaker else "speaker unknown"
    cue = f", cue {clean_line(quote.cue.text)}" if quote.cue else ""
    return f"quote, {quote.kind}: {speaker}{cue}, {quote.rule}"


def _lost(mark: Claim | Note) -> str:
    what = f"{mark.verdict or 'open'} claim" if isinstance(mark, Claim) else "note"
    if mark.anchor and mark.anchor.status == "changed":
        return f"{what}, its words were changed: enter compares, y confirms"
    return f"{what}, its words are gone: “{words_of(mark)}”"


def _part(kind: Literal["equal", "deleted", "inserted"], old: str, new: str, segment: "Segment") -> Part:
    if kind == "deleted":
        return kind, f"[-{old[segment.old_start : segment.old_end]}-]"
    words = new[segment.new_start : segment.new_end]
    return kind, words if kind == "equal" else f"{{+{words}+}}"


def _work(mark: Claim | Note) -> Iterator[Detail]:
    """Yield what the reader did with a mark, and when."""
    if mark.note:
        yield "Note", clean_lines(mark.note)
    if isinstance(mark, Claim) and mark.history:
        yield "History", "\n".join(f"{_moment(entry.at)}  {entry.verdict or 'cleared'}" for entry in mark.history)
    if notes := list(_earlier_notes(mark)):
        yield "Earlier notes", "\n".join(notes)


def _earlier_notes(mark: Claim | Note) -> Iterator[str]:
    """Yield the notes that the mark had before, each once, the last one first."""
    told = {mark.note, ""}
    for state in reversed(mark.record.past if mark.record else ()):
        if state.content.note not in told:
            told.add(state.content.note)
            yield f"{_moment(state.modified)}  {clean_lines(state.content.note)}"


def _changes(old: Record | None, new: Record) -> Iterator[str]:
    """Yield what a record says that it did not say before."""
    was_there = old is not None and not old.deleted
    if was_there and new.deleted:
        yield "removed"
        return
    verdict, note = _verdict_and_note(old) if old and was_there else (None, "")
    new_verdict, new_note = _verdict_and_note(new)
    if new.deleted:
        return
    if old is not None and not was_there:
        yield "brought back"
    if verdict != new_verdict:
        yield f"{verdict or 'open'} → {new_verdict or 'open'}"
    if note != new_note:
        yield "note removed" if not new_note else "note"
    if old is not None and old.anchor != new.anchor:
        yield "now on these words"
    if old is None and not new_verdict and not new_note:
        yield "new"


def _verdict_and_note(record: Record) -> tuple[Verdict | None, str]:
    content = record.content
    return (content.verdict, content.note) if isinstance(content, ClaimContent) else (None, content.note)


def _said(state: Record | PastState) -> str:
    content = state.content
    if state.deleted:
        return "removed"
    if isinstance(content, ClaimContent):
        note = f" with the note “{_short(content.note)}”" if content.note else ""
        return f"{content.verdict or 'open'}{note}"
    return f"“{_short(content.note)}”"


def _short(note: str) -> str:
    return cut(clean_line(note), _SHORT_NOTE)


def _claim(claim: Claim) -> str:
    who = f": {clean_line(claim.claimant.name)}" if claim.claimant else ""
    own = "your claim" if claim.origin == "reader" else "claim"
    reasons = f", {', '.join(claim.reasons)}" if claim.reasons else ""
    score = "" if claim.origin == "reader" else f", {claim.check_worthiness:.2f}{reasons}"
    note = f", note: {clean_line(claim.note)}" if claim.note else ""
    return f"{own}, {claim.verdict or 'open'}{who}{score}{note}"


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")
