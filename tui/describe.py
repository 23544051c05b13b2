"""Words for what is marked: the status line's sentence and the lines of the details. Pure; everything is cleaned."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from annotations.cleaning import clean_line, clean_lines
from annotations.editing import Review
from annotations.familiar import Earlier
from annotations.models import (
    Claim,
    ClaimContent,
    Entity,
    Evidence,
    Hidden,
    Note,
    NoteContent,
    Quote,
    Span,
)
from annotations.overview import sourcing
from annotations.quote_corrections import READER_RULE
from annotations.reasons import in_words
from annotations.review import same_claims
from tui.highlight import Layer, Target
from tui.keys import KeyOf
from tui.lost import Lost
from tui.plain import label_in_words, rule_in_words
from tui.seen import NOTHING_SEEN, Seen
from tui.telling import correction, counted, history, words_of_spans

if TYPE_CHECKING:
    from annotations.diff import Segment

Annotation = Claim | Quote | Entity | Note | Hidden
Part = tuple[Literal["equal", "deleted", "inserted"], str]
"""Words of a comparison, and what became of them."""
Detail = tuple[str, str | Sequence[Part]]
"""A heading with what stands under it."""

_BY_READER = MappingProxyType({"corrected": "corrected by you", "reader": "marked by you"})


def find(review: Review, target: Target | None) -> Annotation | None:
    """Return the annotation that a target names; None where it is gone, or is a match of a search."""
    if target is None:
        return None
    if target.layer is Layer.CHANGED and target.id not in review.claims_by_id:
        others: list[Note | Hidden] = [*review.orphan_notes, *review.lost]
        return next((mark for mark in others if mark.record.id == target.id), None)
    if target.layer in {Layer.CLAIM, Layer.CHANGED}:
        return review.claims_by_id.get(target.id)
    if target.layer is Layer.QUOTE:
        return review.quotes_by_id.get(target.id)
    if target.layer is Layer.ENTITY:
        return review.entities_by_id.get(target.id)
    return next((note for note in review.notes if note.record.id == target.id), None)


def words_of(annotation: Annotation) -> str:
    """Return the marked words in one line."""
    if isinstance(annotation, Entity):
        return clean_line(annotation.text)
    if not annotation.spans and annotation.anchor:
        return clean_line(annotation.anchor.exact)
    return words_of_spans(annotation.spans)


def extent_of(annotation: Annotation) -> Span:
    """Return the first stretch of text of an annotation."""
    return (
        Span(annotation.start, annotation.end, annotation.text)
        if isinstance(annotation, Entity)
        else annotation.spans[0]
    )


def sentence(review: Review, annotation: Annotation, key: KeyOf, seen: Seen = NOTHING_SEEN) -> str:
    """Say in one line what an annotation is, and what was made of the same claim elsewhere; `key` names keys."""
    if isinstance(annotation, Entity):
        return _entity(review, annotation)
    if isinstance(annotation, Quote):
        return _quote(annotation)
    if annotation.anchor and annotation.anchor.status in {"changed", "orphan"}:
        return _lost(annotation, key)
    if isinstance(annotation, Claim):
        return _claim(review, annotation, seen)
    return f"note: {clean_line(annotation.note)}" if isinstance(annotation, Note) else what_is_lost(annotation)


def details(review: Review, annotation: Annotation, key: KeyOf, seen: Seen = NOTHING_SEEN) -> Iterator[Detail]:
    """Yield headings and values that say everything about an annotation; values may have several lines."""
    yield "Words", words_of(annotation)
    if isinstance(annotation, Claim):
        yield "Verdict", annotation.verdict or "none yet"
        who = clean_line(annotation.claimant.name) if annotation.claimant else "the article itself"
        yield "Claimant", f"{who}, {sourcing(annotation, review.claims_by_id, review.same)}"
        reasons = "".join(f"\n{clean_line(in_words(reason))}" for reason in annotation.reasons)
        yield "Worth checking", f"{annotation.check_worthiness:.2f}{reasons}"
        yield "Origin", annotation.origin
        if same := same_claims(review, annotation.id):
            yield "Asserts the same as", "\n".join(words_of(review.claims_by_id[name]) for name in same)
        if earlier := seen.alike.get(annotation.id):
            yield "Seen before", "\n".join(map(seen_line, earlier))
        yield from _work(annotation)
    elif isinstance(annotation, Note):
        yield from _work(annotation)
    else:
        yield "What", sentence(review, annotation, key)
        if isinstance(annotation, Quote):
            yield "Found by", _found_by(annotation)
        elif isinstance(annotation, Entity):
            yield "Label", f"{annotation.label} ({label_in_words(annotation.label)})"
        yield "Origin", annotation.origin
        yield from _corrections(review, annotation)


def seen_line(earlier: Earlier) -> str:
    """Say what the reader made of a claim elsewhere: "you disputed this on 2026-01-05 in …: the note"."""
    what = f"you {earlier.verdict} this" if earlier.verdict else "you noted this"
    note = f": {clean_line(earlier.note)}" if earlier.note else ""
    return f"{what} on {earlier.at[:10]} in “{clean_line(earlier.article)}”{note}"


def lost_details(review: Review, lost: Lost, key: KeyOf) -> Iterator[Detail]:
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
        confirm, undo = key("changed.confirm"), key("edit.undo")
        hold = f"{confirm} moves the mark to the new words, {undo} takes that back."
        yield "What now", f"{hold} Until then it is not shown in the text."
    else:
        nothing = "Nothing like them is left in the text."
        yield "What now", f"{nothing} {key('mark.delete')} deletes the mark; otherwise it is kept."
    if isinstance(lost.mark, Claim):
        yield "Verdict", lost.mark.verdict or "none yet"
    if isinstance(lost.mark, Hidden):
        yield from _corrections(review, lost.mark)
    else:
        yield from _work(lost.mark)


def what_is_lost(mark: Claim | Note | Hidden) -> str:
    """Say in a few words what lost its own: "disputed claim", "note", "correction of an entity: ORG Lindholm"."""
    if isinstance(mark, Claim):
        return f"{mark.verdict or 'open'} claim"
    content = None if isinstance(mark, Note) else mark.record.content
    return correction(content) if content else "note"


def _entity(review: Review, entity: Entity) -> str:
    cluster, what = review.clusters.get(entity.entity), label_in_words(entity.label)
    if cluster is None:
        return f"{what}: {clean_line(entity.text)}"
    times = f", {cluster.mentions} mentions" if cluster.mentions > 1 else ""
    corrected = "" if entity.origin == "detected" else f", {_BY_READER[entity.origin]}"
    return f"{what}: {clean_line(cluster.name)}{times}{corrected}"


def _quote(quote: Quote) -> str:
    speaker = clean_line(quote.speaker.name) if quote.speaker else "speaker unknown"
    cue = f", “{clean_line(quote.cue.text)}”" if quote.cue else ""
    corrected = "" if quote.origin == "detected" else f", {_BY_READER[quote.origin]}"
    sure = "" if quote.rule == READER_RULE else f", {quote.confidence:.0%} sure"
    return f"quote, {quote.kind}{corrected}: {speaker}{cue}{sure}"


def _lost(mark: Claim | Note | Hidden, key: KeyOf) -> str:
    what = what_is_lost(mark)
    if mark.anchor and mark.anchor.status == "changed":
        compare, confirm = key("details.open"), key("changed.confirm")
        return f"{what}, its words were changed: {compare} compares, {confirm} confirms"
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
    if isinstance(mark, Claim) and mark.evidence:
        yield counted(len(mark.evidence), "Source"), "\n\n".join(map(source_lines, mark.evidence))
    if isinstance(mark, Claim) and mark.history:
        yield "History", "\n".join(f"{_moment(entry.at)}  {entry.verdict or 'cleared'}" for entry in mark.history)
    if notes := list(_earlier_notes(mark)):
        yield "Earlier notes", "\n".join(notes)


def _earlier_notes(mark: Claim | Note) -> Iterator[str]:
    """Yield the notes that the mark had before, each once, the last one first."""
    told = {mark.note, ""}
    for state in reversed(mark.record.past if mark.record else ()):
        content = state.content
        if isinstance(content, ClaimContent | NoteContent) and content.note not in told:
            told.add(content.note)
            yield f"{_moment(state.modified)}  {clean_lines(content.note)}"


def source_lines(source: Evidence) -> str:
    """Return a source in a few lines: what it does for the claim, its title, address and passage."""
    accessed = f" (accessed {clean_line(source.accessed)})" if source.accessed else ""
    head = f"{source.stance}: {clean_line(source.title or source.url)}{accessed}"
    parts = (head, clean_line(source.url) if source.title else "", clean_lines(source.passage))
    return "\n".join(part for part in parts if part)


def _found_by(quote: Quote) -> str:
    words = clean_line(rule_in_words(quote.rule))
    return words if quote.rule == READER_RULE else f"{words}; {quote.confidence:.0%} sure"


def _corrections(review: Review, mark: Quote | Entity | Hidden) -> Iterator[Detail]:
    """Yield what the reader said of a quote or an entity, and when."""
    if mark.record is not None:
        told = history(review, review.records[mark.record.id])
        yield "Corrections", "\n".join(f"{_moment(at)}  {what}" for at, what in told)


def _claim(review: Review, claim: Claim, seen: Seen) -> str:
    who = f": {clean_line(claim.claimant.name)}" if claim.claimant else ""
    own = "your claim" if claim.origin == "reader" else "claim"
    reasons = f", {', '.join(clean_line(in_words(reason)) for reason in claim.reasons)}" if claim.reasons else ""
    score = "" if claim.origin == "reader" else f", {claim.check_worthiness:.2f}{reasons}"
    parts = [
        *(seen_line(earlier) for earlier in seen.alike.get(claim.id, ())[:1]),
        *(f"same as {counted(number, 'other')}" for number in [len(same_claims(review, claim.id))] if number),
        *(counted(number, "source") for number in [len(claim.evidence)] if number),
        *(f"note: {clean_line(note)}" for note in [claim.note] if note),
    ]
    return ", ".join((f"{own}, {claim.verdict or 'open'}{who}", *parts)) + score


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")
