"""What the reader sees: detections and the reader's records brought together in text order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from annotations.anchors import Resolved, resolve
from annotations.models import Anchor, Claim, ClaimContent, Note, NoteContent, Record, Span
from annotations.records import history, own_target, stamp


@dataclass(frozen=True)
class Place:
    """Where a record's words are in the text shown, and what that was found from."""

    anchor: Anchor
    spans: tuple[Span, ...]
    found: Resolved


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


def place(text: str, records: Iterable[Record], known: Mapping[str, Place]) -> dict[str, Place]:
    """Find the words of records in a text, except where that is known for the same words; by record id."""
    places: dict[str, Place] = {}
    for record in records:
        before = known.get(record.id)
        if before is None or (before.anchor, before.spans) != (record.anchor, record.spans):
            before = Place(record.anchor, record.spans, resolve(text, record.anchor, record.spans))
        places[record.id] = before
    return places


def arrange(detections: Iterable[Claim], records: Iterable[Record], places: Mapping[str, Place]) -> Arrangement:
    """Bring detected claims and records together.

    A record belongs to the detection at the place of its words. Its target's id is not enough: where words occur
    twice, an insertion before them gives the id to another occurrence. The reader's own claim hides an untouched
    detection of the same words; a touched one that is no longer detected stands for itself.
    """
    marks: list[_Mark] = []
    notes: list[Note] = []
    for record in sorted(records, key=lambda record: (record.created, record.id)):
        if record.deleted:
            continue
        found = places[record.id].found
        if isinstance(record.content, ClaimContent):
            marks.append(_Mark(record, record.content, found))
        else:
            notes.append(_note(record, record.content, found))
    claims = _claims(detections, marks)
    return Arrangement(
        claims=tuple(sorted((claim for claim in claims if claim.spans), key=_claim_position)),
        notes=tuple(sorted((note for note in notes if note.spans), key=_note_position)),
        orphans=tuple(claim for claim in claims if not claim.spans),
        orphan_notes=tuple(note for note in notes if not note.spans),
    )


@dataclass(frozen=True)
class _Mark:
    """A record of a claim with its content and its place."""

    record: Record
    content: ClaimContent
    found: Resolved

    @property
    def is_own(self) -> bool:
        return self.record.origin == "reader"


def _claims(detections: Iterable[Claim], marks: Iterable[_Mark]) -> list[Claim]:
    """Return the detections, with the marks on them, then the marks that stand for themselves."""
    groups: dict[tuple[int, int], list[_Mark]] = {}
    lost: list[_Mark] = []
    for mark in marks:
        if _is_lost(mark.found):
            lost.append(mark)
        else:
            groups.setdefault(_extent(mark.found.spans), []).append(mark)
    claims = list(_detected(detections, groups))
    ids = {claim.id for claim in claims}
    for mark in (*(mark for group in groups.values() for mark in group), *lost):
        record = mark.record
        own_id = record.target if record.target not in ids else own_target(record.id)
        while own_id in ids:
            own_id = own_target(own_id)
        ids.add(own_id)
        claims.append(_marked(Claim(id=own_id, spans=_spans(mark.found), origin=record.origin), mark))
    return claims


def _detected(detections: Iterable[Claim], groups: Mapping[tuple[int, int], list[_Mark]]) -> Iterator[Claim]:
    """Yield the detections to show, each with the mark on it, which is taken out of its group."""
    for detection in detections:
        group = groups.get(_extent(detection.spans), [])
        touching = sorted(
            (mark for mark in group if not mark.is_own), key=lambda mark: mark.record.target != detection.id
        )
        if touching:
            group.remove(touching[0])
            yield _marked(detection, touching[0])
        elif not group:
            yield detection


def _marked(claim: Claim, mark: _Mark) -> Claim:
    return replace(
        claim,
        verdict=mark.content.verdict,
        note=mark.content.note,
        tags=mark.content.tags,
        evidence=mark.content.evidence,
        history=history(mark.record),
        record=stamp(mark.record),
        anchor=replace(mark.record.anchor, status=mark.found.status),
    )


def _note(record: Record, content: NoteContent, found: Resolved) -> Note:
    return Note(
        spans=_spans(found),
        note=content.note,
        record=stamp(record),
        anchor=replace(record.anchor, status=found.status),
    )


def _spans(found: Resolved) -> tuple[Span, ...]:
    return () if _is_lost(found) else found.spans


def _is_lost(found: Resolved) -> bool:
    return found.status in {"changed", "orphan"}


def _extent(spans: tuple[Span, ...]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _claim_position(claim: Claim) -> tuple[tuple[int, int], str]:
    return _extent(claim.spans), claim.id


def _note_position(note: Note) -> tuple[tuple[int, int], str]:
    return _extent(note.spans), note.record.id
