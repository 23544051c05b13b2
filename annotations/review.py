"""The reader's work on one article: immutable state, pure operations that yield the records to write, undo and redo."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from types import MappingProxyType

from msgspec import structs

from annotations.anchors import anchor
from annotations.arrangement import Arrangement, Place, arrange, place
from annotations.changes import Change, State, creation, past_changes, state_of
from annotations.errors import ReviewError
from annotations.models import (
    Analysis,
    AnnotatedArticle,
    Article,
    Claim,
    ClaimContent,
    Content,
    Generator,
    Note,
    NoteContent,
    Offset,
    Origin,
    Record,
    Span,
    Timestamp,
    Verdict,
)
from annotations.records import changed, merge_all, own_target, record_id
from annotations.text import clean_line, clean_lines

_QUOTE_MARKS = str.maketrans("‘’“”", "''\"\"")
_SHOWN_CANDIDATES = 3
_CANDIDATE_LENGTH = 60


@dataclass(frozen=True)
class Review:
    """An article with what was detected in it and what the reader made of it."""

    article: Article
    analysis: Analysis
    records: Mapping[str, Record]
    """The reader's records by id, tombstones too."""
    undo: tuple[Change, ...] = ()
    """What can be undone, the last change last."""
    redo: tuple[Change, ...] = ()
    """What can be done again, the next change last."""
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    """Where the records' words are in the text, by record id."""

    @cached_property
    def arrangement(self) -> Arrangement:
        """Everything shown, brought together once per state."""
        return arrange(self.analysis.claims, self.records.values(), self.places)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in text order: detected ones with the reader's content, and the reader's own."""
        return self.arrangement.claims

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes in text order."""
        return self.arrangement.notes

    @property
    def orphans(self) -> tuple[Claim, ...]:
        """The reader's claims whose words were changed or are gone: without spans, their words are in the anchor."""
        return self.arrangement.orphans

    @property
    def orphan_notes(self) -> tuple[Note, ...]:
        """The notes whose words were changed or are gone, without spans."""
        return self.arrangement.orphan_notes

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        """The claims and orphans by id."""
        return {claim.id: claim for claim in (*self.claims, *self.orphans)}


@dataclass(frozen=True)
class Outcome:
    """What an operation led to: the new state, the records to write, and the claim (or note's record) it was about."""

    review: Review
    records: tuple[Record, ...] = ()
    target: str | None = None


def open_review(article: Article, analysis: Analysis, records: Iterable[Record]) -> Review:
    """Begin work on an article with the records that the store has of it; what they tell of can be undone."""
    by_id = {record.id: record for record in records}
    places = place(article.text, by_id.values(), {})
    return Review(article, analysis, MappingProxyType(by_id), undo=past_changes(by_id.values()), places=places)


def with_analysis(review: Review, analysis: Analysis) -> Review:
    """Return the review with what was detected."""
    return replace(review, analysis=analysis)


def with_records(review: Review, records: Iterable[Record]) -> Review:
    """Return the review with records that another process changed, or that a save has merged."""
    merged, _ = merge_all(review.records, records)
    return _with(review, merged) if merged != review.records else review


def tag(review: Review, claim_id: str, verdict: Verdict | None, at: Timestamp) -> Outcome:
    """Give a claim a verdict, or none; raises `ReviewError` where there is no such claim."""
    return _edit_claim(review, claim_id, lambda content: structs.replace(content, verdict=verdict), at)


def set_note(review: Review, target: str, note: str, at: Timestamp) -> Outcome:
    """Write the note of a claim, or of a note by its record's id; raises `ReviewError` where there is neither."""
    cleaned = clean_lines(note)
    own = review.records.get(target)
    if own is not None and isinstance(own.content, NoteContent) and not own.deleted:
        return _apply(review, own, replace(state_of(own), content=NoteContent(note=cleaned)), at)
    return _edit_claim(review, target, lambda content: structs.replace(content, note=cleaned), at)


def add_claim(review: Review, start: Offset, end: Offset, at: Timestamp, new_id: str) -> Outcome:
    """Make the words from `start` to `end` a claim, whose record is called `new_id`, a random UUID.

    Raises:
        ReviewError: there are no words, or they are a claim already.
    """
    span = _selected(review.article, start, end)
    if any((claim.spans[0].start, claim.spans[-1].end) == (span.start, span.end) for claim in review.claims):
        raise ReviewError("These words are a claim already.", "Give it a verdict or a note.")
    record = _record(review.article, (span,), ClaimContent(), at, new_id, target=own_target(new_id))
    return _created(review, record)


def add_note(  # noqa: PLR0917 - the same order as in `add_claim`
    review: Review, start: Offset, end: Offset, note: str, at: Timestamp, new_id: str
) -> Outcome:
    """Put a note on the words from `start` to `end`; its record is called `new_id`, a random UUID.

    Raises:
        ReviewError: there are no words.
    """
    span = _selected(review.article, start, end)
    content = NoteContent(note=clean_lines(note))
    return _created(review, _record(review.article, (span,), content, at, new_id, target=new_id))


def delete(review: Review, target: str, at: Timestamp) -> Outcome:
    """Delete a claim that the reader made or that lost its words, or a note by its record's id.

    Raises:
        ReviewError: there is no such mark, or it was detected and its words are there.
    """
    claim = review.claims_by_id.get(target)
    record = review.records.get(claim.record.id if claim and claim.record else target)
    if claim and claim.spans and (record is None or record.origin != "reader"):
        raise ReviewError("A detected claim cannot be deleted.", "Clear its verdict or its note instead.")
    if record is None or record.deleted:
        raise _unknown(target)
    return _apply(review, record, replace(state_of(record), deleted=True), at)


def confirm(review: Review, target: str, at: Timestamp) -> Outcome:
    """Let a changed claim, or a note by its record's id, hold on to the words proposed in place of its own.

    Raises:
        ReviewError: there is no such mark, or none of its words have changed.
    """
    claim = review.claims_by_id.get(target)
    record = review.records.get(claim.record.id if claim and claim.record else target)
    if record is None or record.deleted:
        raise _unknown(target)
    found = review.places[record.id].found
    if found.status != "changed":
        raise ReviewError("There are no changed words to confirm.", "Only a mark whose words were changed asks for it.")
    after = replace(state_of(record), spans=found.spans, anchor=anchor(review.article.text, found.spans))
    return _apply(review, record, after, at)


def undo(review: Review, at: Timestamp) -> Outcome:
    """Take the last change back, as a new revision, whatever else has happened to its record.

    Raises:
        ReviewError: there is nothing to undo.
    """
    if not review.undo:
        raise ReviewError("There is nothing to undo.")
    change = review.undo[-1]
    outcome = _rewrite(review, review.records[change.record_id], change.before, at)
    return replace(outcome, review=replace(outcome.review, undo=review.undo[:-1], redo=(*review.redo, change)))


def redo(review: Review, at: Timestamp) -> Outcome:
    """Make the change that was undone last once more, as a new revision.

    Raises:
        ReviewError: there is nothing to redo.
    """
    if not review.redo:
        raise ReviewError("There is nothing to redo.")
    change = review.redo[-1]
    outcome = _rewrite(review, review.records[change.record_id], change.after, at)
    return replace(outcome, review=replace(outcome.review, undo=(*review.undo, change), redo=review.redo[:-1]))


def annotated(review: Review, generator: Generator) -> AnnotatedArticle:
    """Return the article as the public contract has it; orphans come last, without spans."""
    return AnnotatedArticle(
        generator=generator,
        article=review.article,
        entities=review.analysis.entities,
        entity_index=review.analysis.entity_index,
        quotes=review.analysis.quotes,
        claims=(*review.claims, *review.orphans),
        notes=(*review.notes, *review.orphan_notes),
    )


def find_claim(review: Review, reference: str) -> Claim:
    """Return the claim with this id, beginning of an id, or words, whatever their case, spacing and quote marks.

    Raises:
        ReviewError: no claim or several match; the hint names some.
    """
    claims = review.claims_by_id
    if reference in claims:
        return claims[reference]
    words = _folded(reference)
    of_id = [claim for claim in claims.values() if reference.startswith("c-") and claim.id.startswith(reference)]
    of_words = [claim for claim in claims.values() if words and words in _folded(_words(claim))]
    found = of_id or [claim for claim in of_words if _folded(_words(claim)) == words] or of_words
    if len(found) == 1:
        return found[0]
    asked = clean_line(reference)
    if not found:
        raise ReviewError(f"No claim matches “{asked}”.", "Give the id of a claim, or words that only one contains.")
    candidates = "; ".join(f"{claim.id} “{_words(claim)[:_CANDIDATE_LENGTH]}”" for claim in found[:_SHOWN_CANDIDATES])
    raise ReviewError(f"{len(found)} claims match “{asked}”.", f"Give an id or more words. Some of them: {candidates}")


def _edit_claim(review: Review, claim_id: str, edit: Callable[[ClaimContent], ClaimContent], at: Timestamp) -> Outcome:
    claim = review.claims_by_id.get(claim_id)
    if claim is None:
        raise _unknown(claim_id)
    record = review.records[claim.record.id] if claim.record else None
    if record is not None and isinstance(record.content, ClaimContent):
        return _apply(review, record, replace(state_of(record), content=edit(record.content)), at)
    content = edit(ClaimContent())
    return _touched(review, claim, content, at) if content != ClaimContent() else Outcome(review, target=claim_id)


def _touched(review: Review, claim: Claim, content: ClaimContent, at: Timestamp) -> Outcome:
    """Give a detection its record: a new one, or the one it had before an undo."""
    own_id = _free_id(review, claim.id)
    record = _record(review.article, claim.spans, content, at, own_id, target=claim.id, origin=claim.origin)
    buried = review.records.get(own_id)
    if buried is None:
        return _created(review, record)
    moved = structs.replace(buried, target=claim.id, spans=record.spans, anchor=record.anchor)
    revived = changed(moved, content=content, deleted=False, at=at)
    return _done(review, revived, Change(own_id, state_of(buried), state_of(revived)))


def _free_id(review: Review, detection_id: str) -> str:
    """Return the id for a detection's record.

    Where an edit of the text gave the detection's id to another occurrence of its words, the first id is in use.
    """
    names = (detection_id if number == 0 else f"{detection_id} {number}" for number in count())
    ids = (record_id(review.article.id, name) for name in names)
    return next(own_id for own_id in ids if own_id not in review.records or review.records[own_id].deleted)


def _record(
    article: Article,
    spans: tuple[Span, ...],
    content: Content,
    at: Timestamp,
    own_id: str,
    *,
    target: str,
    origin: Origin = "reader",
) -> Record:
    return Record(
        id=own_id,
        target=target,
        origin=origin,
        spans=spans,
        anchor=anchor(article.text, spans),
        content=content,
        created=at,
        modified=at,
    )


def _created(review: Review, record: Record) -> Outcome:
    return _done(review, record, creation(record))


def _apply(review: Review, record: Record, after: State, at: Timestamp) -> Outcome:
    before = state_of(record)
    outcome = _rewrite(review, record, after, at)
    return _with_change(outcome, Change(record.id, before, after)) if before != after else outcome


def _rewrite(review: Review, record: Record, state: State, at: Timestamp) -> Outcome:
    """Make a record say something, if it does not yet; undo and redo stay as they are."""
    if state_of(record) == state:
        return Outcome(review, target=_shown_id(review, record))
    placed = structs.replace(record, spans=state.spans, anchor=state.anchor)
    return _written(review, changed(placed, content=state.content, deleted=state.deleted, at=at))


def _done(review: Review, record: Record, change: Change) -> Outcome:
    return _with_change(_written(review, record), change)


def _written(review: Review, record: Record) -> Outcome:
    after = _with(review, {**review.records, record.id: record})
    return Outcome(after, (record,), _shown_id(after, record))


def _with_change(outcome: Outcome, change: Change) -> Outcome:
    return replace(outcome, review=replace(outcome.review, undo=(*outcome.review.undo, change), redo=()))


def _with(review: Review, records: Mapping[str, Record]) -> Review:
    places = place(review.article.text, records.values(), review.places)
    return replace(review, records=MappingProxyType(dict(records)), places=places)


def _shown_id(review: Review, record: Record) -> str:
    shown = (claim.id for claim in review.claims_by_id.values() if claim.record and claim.record.id == record.id)
    return next(shown, record.target)


def _selected(article: Article, start: Offset, end: Offset) -> Span:
    """Return the words selected, without the space around them."""
    words = article.text[max(start, 0) : end]
    start = max(start, 0) + len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise ReviewError("There are no words selected.", "Select some text of the article first.")
    return Span(start, start + len(words), words)


def _words(claim: Claim) -> str:
    if claim.spans or claim.anchor is None:
        return " ".join(span.text for span in claim.spans)
    return claim.anchor.exact


def _folded(words: str) -> str:
    return " ".join(words.translate(_QUOTE_MARKS).casefold().split())


def _unknown(target: str) -> ReviewError:
    return ReviewError(f"There is no mark {clean_line(target)}.", "It may have been deleted meanwhile.")
