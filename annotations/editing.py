"""What an operation does to a review: the records that it writes, and what is needed to undo it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from types import MappingProxyType

from msgspec import structs

from annotations.anchors import anchor
from annotations.arrangement import Arrangement, arrange
from annotations.changes import Change, State, Step, creation, state_of
from annotations.cleaning import clean_line
from annotations.corrections import UNCORRECTED, Corrected, corrected, is_correction
from annotations.errors import ReviewError
from annotations.models import (
    Analysis,
    Anchor,
    Article,
    Claim,
    ClaimContent,
    Content,
    Entity,
    EntityCluster,
    EntityContent,
    Hidden,
    Note,
    Offset,
    Origin,
    Quote,
    QuoteContent,
    Record,
    Span,
    Timestamp,
)
from annotations.overview import groups
from annotations.placing import Place, place
from annotations.records import changed, record_id


@dataclass(frozen=True)
class Review:
    """An article with what was detected in it and what the reader made of it."""

    article: Article
    analysis: Analysis
    """What was detected, as it was detected."""
    records: Mapping[str, Record]
    """The reader's records by id, tombstones too."""
    undo: tuple[Step, ...] = ()
    """What can be undone, the last step last."""
    redo: tuple[Step, ...] = ()
    """What can be done again, the next step last."""
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    """Where the records' words are in the text, by record id."""
    corrected: Corrected = field(default=UNCORRECTED, repr=False)
    """What was detected, with the reader's corrections."""

    @cached_property
    def arrangement(self) -> Arrangement:
        """The claims and notes shown, brought together once per state."""
        return arrange(self.corrected.claims, self.records.values(), self.places)

    @property
    def shown(self) -> Analysis:
        """What was detected, with the reader's corrections; its claims are without verdicts."""
        return self.corrected.analysis

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The mentions of entities in text order."""
        return self.shown.entities

    @property
    def entity_index(self) -> tuple[EntityCluster, ...]:
        """The entities, the one mentioned first first."""
        return self.shown.entity_index

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes in text order."""
        return self.shown.quotes

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
    def hidden(self) -> tuple[Hidden, ...]:
        """What the reader did that nothing shows: removals, and corrections of words that are gone."""
        return (*self.corrected.hidden, *self.arrangement.hidden)

    @cached_property
    def lost(self) -> tuple[Hidden, ...]:
        """The removals and corrections whose words were changed or are gone, without spans."""
        return tuple(mark for mark in self.hidden if mark.anchor.status in {"changed", "orphan"})

    @property
    def claims_by_id(self) -> Mapping[str, Claim]:
        """The claims and orphans by id."""
        return self.arrangement.by_id

    @property
    def noted(self) -> frozenset[str]:
        """Ids of the claims that have a note."""
        return frozenset(claim.id for claim in self.arrangement.touched if claim.note)

    @property
    def checked(self) -> int:
        """How many of the claims have a verdict."""
        return sum(claim.verdict is not None for claim in self.arrangement.touched)

    @cached_property
    def same(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that assert the same, by the id of each that has others."""
        return groups(self.arrangement.linking, self.claims_by_id)

    @cached_property
    def quotes_by_id(self) -> Mapping[str, Quote]:
        """The quotes by id."""
        return {quote.id: quote for quote in self.quotes}

    @cached_property
    def detected_quotes(self) -> Mapping[str, Quote]:
        """The quotes as they were detected, by id."""
        return {quote.id: quote for quote in self.analysis.quotes}

    @cached_property
    def entities_by_id(self) -> Mapping[str, Entity]:
        """The mentions of entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def clusters(self) -> Mapping[str, EntityCluster]:
        """The entities by the id that their mentions name."""
        return {cluster.id: cluster for cluster in self.entity_index}


@dataclass(frozen=True)
class Outcome:
    """What an operation led to: the new state, the records to write, and the mark it was about (a note's record)."""

    review: Review
    records: tuple[Record, ...] = ()
    target: str | None = None


def with_analysis(review: Review, analysis: Analysis) -> Review:
    """Return the review with what was detected."""
    found = corrected(review.article.text, analysis, review.records.values(), review.places)
    return replace(review, analysis=analysis, corrected=found)


def with_all(review: Review, records: Mapping[str, Record]) -> Review:
    """Return the review with these records; corrections are brought in anew only where they have changed."""
    text = review.article.text
    places = place(text, records.values(), review.places)
    is_changed = any(
        is_correction(record) for name, record in records.items() if review.records.get(name) is not record
    )
    found = corrected(text, review.analysis, records.values(), places) if is_changed else review.corrected
    return replace(review, records=MappingProxyType(dict(records)), places=places, corrected=found)


def written(review: Review, records: Iterable[Record], *, target: str | None = None) -> Outcome:
    """Put new records, or next revisions of known ones, into a review as one step that can be undone.

    `target` is the mark that the step is about; by default that of the first record.
    """
    new = tuple(records)
    if not new:
        return Outcome(review, target=target)
    changes = tuple(
        Change(record.id, state_of(known), state_of(record)) if known else creation(record)
        for record in new
        for known in [review.records.get(record.id)]
    )
    after = replace(_with(review, new), undo=(*review.undo, changes), redo=())
    return Outcome(after, new, target or shown_id(after, new[0]))


def rewritten(review: Review, states: Iterable[tuple[str, State]], at: Timestamp) -> Outcome:
    """Make records say something, as far as they do not yet; undo and redo stay as they are."""
    ids_and_states = tuple(states)
    revisions = (revised(review.records[name], state, at) for name, state in ids_and_states)
    new = tuple(record for record in revisions if record)
    after = _with(review, new) if new else review
    about = new[0] if new else next((review.records[name] for name, _ in ids_and_states), None)
    return Outcome(after, new, shown_id(after, about) if about else None)


def revised(record: Record, state: State, at: Timestamp) -> Record | None:
    """Return the next revision of a record that says something new; None where it is nothing new."""
    if state_of(record) == state:
        return None
    return changed(record, content=state.content, deleted=state.deleted, at=at, spans=state.spans, anchor=state.anchor)


def touched(
    review: Review,
    detection_id: str,
    spans: tuple[Span, ...],
    content: Content,
    at: Timestamp,
    *,
    origin: Origin,
    claimant: str | None = None,
    anchored: Anchor | None = None,
) -> Record:
    """Return the record of a detection that the reader touches: a new one, or the one it had before an undo.

    `anchored` is the anchor of the spans where it is known already.
    """
    own_id = _free_id(review, detection_id)
    record = made(
        review.article,
        spans,
        content,
        at,
        own_id,
        target=detection_id,
        origin=origin,
        claimant=claimant,
        anchored=anchored,
    )
    buried = review.records.get(own_id)
    if buried is None:
        return record
    known = structs.replace(buried, target=detection_id, origin=origin, claimant=claimant)
    return changed(known, content=content, deleted=False, at=at, spans=spans, anchor=record.anchor)


def made(
    article: Article,
    spans: tuple[Span, ...],
    content: Content,
    at: Timestamp,
    own_id: str,
    *,
    target: str,
    origin: Origin = "reader",
    claimant: str | None = None,
    anchored: Anchor | None = None,
) -> Record:
    """Return a new record, anchored to the words of its spans."""
    return Record(
        id=own_id,
        target=target,
        origin=origin,
        spans=spans,
        anchor=anchored or anchor(article.text, spans),
        content=content,
        claimant=claimant,
        created=at,
        modified=at,
    )


def shown_id(review: Review, record: Record) -> str:
    """Return the id that what a record says is shown under; its own where that has lost its words."""
    marks: Iterable[Claim | Quote | Entity] = ()
    if isinstance(record.content, ClaimContent):
        marks = (*review.arrangement.touched, *review.orphans)
    elif isinstance(record.content, QuoteContent):
        marks = review.quotes
    elif isinstance(record.content, EntityContent):
        marks = review.entities
    shown = (mark.id for mark in marks if mark.record and mark.record.id == record.id)
    is_lost = any(mark.record.id == record.id for mark in review.lost)
    return next(shown, record.id if is_lost else record.target)


def selected(article: Article, start: Offset, end: Offset) -> Span:
    """Return the words selected, without the space around them; raises `ReviewError` where there are none."""
    words = article.text[max(start, 0) : end]
    start = max(start, 0) + len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise ReviewError("There are no words selected.", "Select some text of the article first.")
    return Span(start, start + len(words), words)


def unknown(target: str) -> ReviewError:
    """Return the refusal of an operation on a mark that is not there."""
    return ReviewError(f"There is no mark {clean_line(target)}.", "It may have been deleted meanwhile.")


def _with(review: Review, records: Iterable[Record]) -> Review:
    return with_all(review, {**review.records, **{record.id: record for record in records}})


def _free_id(review: Review, detection_id: str) -> str:
    """Return the id for a detection's record.

    Where an edit of the text gave the detection's id to another occurrence of its words, the first id is in use.
    """
    names = (detection_id if number == 0 else f"{detection_id} {number}" for number in count())
    ids = (record_id(review.article.id, name) for name in names)
    return next(own_id for own_id in ids if own_id not in review.records or review.records[own_id].deleted)
