"""What the reader sees: detections and the reader's records brought together in text order."""

from bisect import insort
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from annotations.matching import Field, Stretch, matched, stretch
from annotations.models import Claim, Claimant, ClaimContent, Hidden, Note, NoteContent, Record, Span
from annotations.placing import Place, Placed, hidden, placed
from annotations.records import history, own_target

_OWN_LIKENESS = 0.8
"""Share of characters beyond which a claim of the reader's own stands for an untouched detection."""

_Mark = Placed[ClaimContent]


@dataclass(frozen=True)
class Arrangement:
    """Claims and notes as the contract prints them.

    Orphans have no spans: the text has their words no longer. Where it has others in their place (status changed), they
    are orphans too, because a verdict must not move to words that the reader has not confirmed.
    """

    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]
    orphans: tuple[Claim, ...]
    orphan_notes: tuple[Note, ...]
    touched: tuple[Claim, ...]
    """The claims that have a record, in no order; orphans are not among them."""
    linking: tuple[Claim, ...]
    """The claims that name others that assert the same, in no order."""
    by_id: Mapping[str, Claim]
    """The claims and orphans by id."""
    hidden: tuple[Hidden, ...] = ()
    """What the reader says is no claim."""


class Detections:
    """Detected claims in text order, found by where they are."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = tuple(sorted(claims, key=_claim_position))
        self.linking = tuple(claim for claim in self.claims if claim.same_as)
        self.by_id = {claim.id: claim for claim in self.claims}
        self.field = Field(stretch(claim.spans, claim.id) for claim in self.claims)


def arrange(detections: Detections, records: Iterable[Record], places: Mapping[str, Place]) -> Arrangement:
    """Bring detected claims and records together.

    A record belongs to the detection at the place of its words. Its target's id is not enough: where words occur
    twice, an insertion before them gives the id to another occurrence. A detection whose bounds are other ones by now
    gives the record what is known of it, but the claim shown keeps the words that the reader judged. The reader's own
    claim hides an untouched detection of nearly the same words; a touched one that is no longer detected stands for
    itself. Takes time for what has records; what has none is only copied.
    """
    kept = tuple(records)
    marks = tuple(placed(kept, places, ClaimContent))
    notes = [_note(note) for note in placed(kept, places, NoteContent)]
    return _arranged(
        detections,
        _merged(detections, marks),
        hidden=tuple(hidden(mark) for mark in marks if mark.content.is_removed),
        notes=tuple(sorted((note for note in notes if note.spans), key=_note_position)),
        orphan_notes=tuple(note for note in notes if not note.spans),
    )


class _Merged(NamedTuple):
    """What marks make of detections."""

    marked: Mapping[int, Claim]
    """Detections with what the reader made of them, by their number."""
    hidden: Collection[int]
    """The numbers of the detections that others stand for."""
    alone: Sequence[Claim]
    """The claims that stand for themselves; those that lost their words have no spans."""


def _merged(detections: Detections, marks: Sequence[_Mark]) -> _Merged:
    touching = [mark for mark in marks if mark.spans and not _is_own(mark)]
    own = [mark for mark in marks if mark.spans and _is_own(mark)]
    pairs = matched(_stretches(touching), detections.field)
    marks_of = {detection: touching[mark] for mark, detection in pairs.items()}
    hidden_ones = set(matched(_stretches(own), detections.field, _OWN_LIKENESS, without=marks_of).values())
    marked: dict[int, Claim] = {}
    alone: list[tuple[_Mark, Claim | None]] = []
    for number, mark in marks_of.items():
        detection = detections.claims[number]
        if mark.content.is_removed:
            hidden_ones.add(number)
        elif _extent(mark.spans) == _extent(detection.spans):
            marked[number] = _marked(detection, mark)
        else:
            hidden_ones.add(number)
            alone.append((mark, detection))
    known = {id(mark) for mark in marks_of.values()}
    alone += [(mark, None) for mark in marks if id(mark) not in known and not mark.content.is_removed]
    gone = {detections.claims[number].id for number in hidden_ones}
    return _Merged(marked, hidden_ones, list(_standing_alone(alone, detections.by_id.keys(), gone)))


def _standing_alone(
    marks: Iterable[tuple[_Mark, Claim | None]], detected: Set[str], gone: Container[str]
) -> Iterator[Claim]:
    """Yield claims with the words of their marks, and what a detection with other bounds knows of them."""
    taken: set[str] = set()

    def is_free(name: str) -> bool:
        return name not in taken and (name not in detected or name in gone)

    for mark, detection in marks:
        own_id = mark.record.target if is_free(mark.record.target) else own_target(mark.record.id)
        while not is_free(own_id):
            own_id = own_target(own_id)
        taken.add(own_id)
        claim = Claim(id=own_id, spans=mark.spans, origin=mark.record.origin)
        yield _marked(replace(detection, id=own_id, spans=mark.spans) if detection else claim, mark)


def _arranged(
    detections: Detections,
    merged: _Merged,
    *,
    hidden: tuple[Hidden, ...],
    notes: tuple[Note, ...],
    orphan_notes: tuple[Note, ...],
) -> Arrangement:
    claims, by_id = list(detections.claims), dict(detections.by_id)
    for number, claim in merged.marked.items():
        claims[number] = by_id[claim.id] = claim
    for number in sorted(merged.hidden, reverse=True):
        by_id.pop(claims.pop(number).id, None)
    by_id |= {claim.id: claim for claim in merged.alone}
    placed_alone = [claim for claim in merged.alone if claim.spans]
    for claim in placed_alone:
        insort(claims, claim, key=_claim_position)
    touched = (*merged.marked.values(), *placed_alone)
    untouched = (claim for claim in detections.linking if by_id.get(claim.id) is claim)
    return Arrangement(
        claims=tuple(claims),
        notes=notes,
        orphans=tuple(claim for claim in merged.alone if not claim.spans),
        orphan_notes=orphan_notes,
        touched=touched,
        linking=(*untouched, *(claim for claim in touched if claim.same_as)),
        by_id=by_id,
        hidden=hidden,
    )


def _stretches(marks: Iterable[_Mark]) -> list[Stretch]:
    return [stretch(mark.spans, mark.record.target) for mark in marks]


def _is_own(mark: _Mark) -> bool:
    return mark.record.origin == "reader"


def _marked(claim: Claim, mark: _Mark) -> Claim:
    return replace(
        claim,
        claimant=claim.claimant or _claimant(mark),
        verdict=mark.content.verdict,
        note=mark.content.note,
        tags=mark.content.tags,
        evidence=mark.content.evidence,
        same_as=mark.content.same_as,
        history=history(mark.record),
        record=mark.stamp,
        anchor=mark.anchor,
    )


def _claimant(mark: _Mark) -> Claimant | None:
    return None if mark.record.claimant is None else Claimant(name=mark.record.claimant)


def _note(note: Placed[NoteContent]) -> Note:
    return Note(spans=note.spans, note=note.content.note, record=note.stamp, anchor=note.anchor)


def _extent(spans: tuple[Span, ...]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _claim_position(claim: Claim) -> tuple[tuple[int, int], str]:
    return _extent(claim.spans), claim.id


def _note_position(note: Note) -> tuple[tuple[int, int], str]:
    return _extent(note.spans), note.record.id
