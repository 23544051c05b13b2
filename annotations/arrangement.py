"""What the reader sees: detections and the reader's records brought together in text order."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from annotations.matching import Field, Stretch, matched, stretch
from annotations.models import Claim, Claimant, ClaimContent, Note, NoteContent, Record, Span
from annotations.placing import Place, Placed, placed
from annotations.records import history, own_target, stamp

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


class Detections:
    """Detected claims in text order, found by where they are."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = tuple(sorted(claims, key=_claim_position))
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
    claims, orphans = _claims(detections, tuple(placed(kept, places, ClaimContent)))
    notes = [_note(note) for note in placed(kept, places, NoteContent)]
    return Arrangement(
        claims=claims,
        notes=tuple(sorted((note for note in notes if note.spans), key=_note_position)),
        orphans=orphans,
        orphan_notes=tuple(note for note in notes if not note.spans),
    )


def _claims(detections: Detections, marks: Sequence[_Mark]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the detections with the marks on them and the marks that stand for themselves, then the lost ones."""
    touching = [mark for mark in marks if mark.spans and not _is_own(mark)]
    own = [mark for mark in marks if mark.spans and _is_own(mark)]
    pairs = matched(_stretches(touching), detections.field)
    marks_of = {detection: touching[mark] for mark, detection in pairs.items()}
    hidden = set(matched(_stretches(own), detections.field, _OWN_LIKENESS, without=marks_of).values())
    claims = list(detections.claims)
    alone: list[tuple[_Mark, Claim | None]] = []
    for number, mark in marks_of.items():
        detection = claims[number]
        if _extent(mark.spans) == _extent(detection.spans):
            claims[number] = _marked(detection, mark)
        else:
            hidden.add(number)
            alone.append((mark, detection))
    known = {id(mark) for mark in marks_of.values()}
    alone += [(mark, None) for mark in marks if id(mark) not in known]
    if hidden:
        claims = [claim for number, claim in enumerate(claims) if number not in hidden]
    orphans: list[Claim] = []
    for claim in _standing_alone(alone, {claim.id for claim in claims} if alone else set()):
        if claim.spans:
            insort(claims, claim, key=_claim_position)
        else:
            orphans.append(claim)
    return tuple(claims), tuple(orphans)


def _standing_alone(marks: Iterable[tuple[_Mark, Claim | None]], ids: set[str]) -> Iterator[Claim]:
    """Yield claims with the words of their marks, and what a detection with other bounds knows of them."""
    for mark, detection in marks:
        own_id = mark.record.target if mark.record.target not in ids else own_target(mark.record.id)
        while own_id in ids:
            own_id = own_target(own_id)
        ids.add(own_id)
        claim = Claim(id=own_id, spans=mark.spans, origin=mark.record.origin)
        yield _marked(replace(detection, id=own_id, spans=mark.spans) if detection else claim, mark)


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
        record=stamp(mark.record),
        anchor=mark.anchor,
    )


def _claimant(mark: _Mark) -> Claimant | None:
    return None if mark.record.claimant is None else Claimant(name=mark.record.claimant)


def _note(note: Placed[NoteContent]) -> Note:
    return Note(spans=note.spans, note=note.content.note, record=stamp(note.record), anchor=note.anchor)


def _extent(spans: tuple[Span, ...]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _claim_position(claim: Claim) -> tuple[tuple[int, int], str]:
    return _extent(claim.spans), claim.id


def _note_position(note: Note) -> tuple[tuple[int, int], str]:
    return _extent(note.spans), note.record.id
