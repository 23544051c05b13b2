"""The life of a record: its identity, its changes, its history, and how two copies of it become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal
from uuid import UUID, uuid5

from msgspec import json
from msgspec.structs import replace

from annotations.models import (
    Anchor,
    Claim,
    ClaimContent,
    Content,
    EntityContent,
    HistoryEntry,
    NoteContent,
    PastState,
    QuoteContent,
    Record,
    RecordStamp,
    Span,
    Timestamp,
)

PAST_LIMIT = 50
"""How many earlier states a record keeps."""

_NAMESPACE = UUID("d3438d93-6c62-452c-97f8-9c95d708ade2")

_Key = tuple[int, str, bytes]
"""What tells states apart and sorts them: revision, time and content."""


@dataclass(frozen=True)
class Conflict:
    """Two changes of one record, made without knowledge of each other: `record` won, `other` is in its past."""

    record: Record
    other: PastState


@dataclass(frozen=True)
class Merged:
    """One record out of two copies of it, and their conflict if they had one."""

    record: Record
    conflict: Conflict | None = None


def record_id(article_id: str, detection_id: str) -> str:
    """Return the id of the record of a touched detection: the same on every machine."""
    return str(uuid5(_NAMESPACE, f"{article_id} {detection_id}"))


def own_target(own_id: str, prefix: Literal["n", "q", "c"] = "c") -> str:
    """Return the id of a reader's own claim (c), quote (q) or entity mention (n) by the id of its record."""
    return f"{prefix}-{blake2b(own_id.encode(), digest_size=8).hexdigest()}"


def changed(
    record: Record,
    *,
    content: Content,
    deleted: bool,
    at: Timestamp,
    spans: tuple[Span, ...] | None = None,
    anchor: Anchor | None = None,
) -> Record:
    """Return the record's next revision, of these words if others; what it says now becomes its last past state."""
    following = replace(
        record,
        content=content,
        deleted=deleted,
        spans=record.spans if spans is None else spans,
        anchor=record.anchor if anchor is None else anchor,
        revision=record.revision + 1,
        modified=at,
    )
    return replace(following, past=_beside(following, whole_states(record)[-PAST_LIMIT:]))


def current_state(record: Record) -> PastState:
    """Return what the record says now."""
    return PastState(revision=record.revision, modified=record.modified, deleted=record.deleted, content=record.content)


def whole_states(record: Record) -> tuple[PastState, ...]:
    """Return all that the record said, oldest first and what it says now last, each with its words."""
    states = (*record.past, current_state(record))
    return tuple(
        replace(state, spans=record.spans, anchor=record.anchor) if state.anchor is None else state for state in states
    )


def stamp(record: Record, shown: tuple[Span, ...]) -> RecordStamp:
    """Return the record's identity and age as the contract prints them beside the spans shown."""
    return RecordStamp(
        id=record.id,
        revision=record.revision,
        author=record.author,
        created=record.created,
        modified=record.modified,
        past=record.past,
        content=_stamped(record.content),
        target=record.target,
        spans=() if record.spans == shown else record.spans,
        claimant=record.claimant,
    )


def said_of(claim: Claim) -> ClaimContent:
    """Return what the reader says of a claim that is shown."""
    return ClaimContent(
        verdict=claim.verdict, note=claim.note, tags=claim.tags, evidence=claim.evidence, same_as=claim.same_as
    )


def _stamped(content: Content) -> ClaimContent | QuoteContent | EntityContent | None:
    if isinstance(content, ClaimContent):
        return content if content.is_removed else None
    return None if isinstance(content, NoteContent) else content


def history(record: Record) -> tuple[HistoryEntry, ...]:
    """Return the changes of a claim's verdict, oldest first; None stands for a cleared one."""
    entries: list[HistoryEntry] = []
    before = None
    for state in (*record.past, current_state(record)):
        verdict = state.content.verdict if isinstance(state.content, ClaimContent) and not state.deleted else None
        if verdict != before:
            entries.append(HistoryEntry(at=state.modified, verdict=verdict))
        before = verdict
    return tuple(entries)


def merge(mine: Record, theirs: Record) -> Merged:
    """Unite two copies of one record, the same whichever comes first and however often.

    A record is the set of the states it went through. Merging unites the sets; the highest revision is the current
    state, among equals the one modified last, and the last `PAST_LIMIT` others are its past. So machines that have
    seen the same changes in any order hold the same record. Revisions need no new number for that. Words that stand
    elsewhere on another machine, whose text is another version, make no other state.

    It is a conflict where the two say different things and neither has seen the other's.
    """
    if mine == theirs:
        return Merged(mine)
    winner, loser = (mine, theirs) if _record_rank(mine) >= _record_rank(theirs) else (theirs, mine)
    (*seen, _), (*_, other) = whole_states(winner), whole_states(loser)
    *past, now = _united((*whole_states(winner), *whole_states(loser)))
    placed = replace(winner, spans=now.spans, anchor=now.anchor or winner.anchor)
    created = min(mine.created, theirs.created, key=_instant)
    record = replace(placed, past=_beside(placed, past[-PAST_LIMIT:]), created=created)
    is_conflict = (other.content, other.deleted) != (now.content, now.deleted) and not _has_seen(seen, other)
    return Merged(record, Conflict(record, *_beside(record, [other])) if is_conflict else None)


def merge_all(mine: Mapping[str, Record], theirs: Iterable[Record]) -> tuple[dict[str, Record], tuple[Conflict, ...]]:
    """Merge records into others by id; return all of them by id, and the conflicts."""
    records, conflicts = dict(mine), []
    for record in theirs:
        known = records.get(record.id)
        merged = Merged(record) if known is None else merge(known, record)
        records[record.id] = merged.record
        if merged.conflict:
            conflicts.append(merged.conflict)
    return records, tuple(conflicts)


def _beside(record: Record, states: Iterable[PastState]) -> tuple[PastState, ...]:
    """Return states as they stand in a record: without words where those are the record's."""
    return tuple(
        replace(state, spans=(), anchor=None) if (state.spans, state.anchor) == (record.spans, record.anchor) else state
        for state in states
    )


def _united(states: Iterable[PastState]) -> list[PastState]:
    """Return states in their order, each once, with the same of the places told on every machine."""
    in_order = sorted(states, key=lambda state: (_key(state), json.encode((state.spans, state.anchor))))
    return list({_key(state): state for state in in_order}.values())


def _has_seen(past: Sequence[PastState], state: PastState) -> bool:
    """Tell whether a record went through a state, or may have: a full past has forgotten its oldest ones."""
    is_forgotten = len(past) == PAST_LIMIT and _key(state) < _key(past[0])
    return is_forgotten or _key(state) in map(_key, past)


def _record_rank(record: Record) -> tuple[_Key, bytes]:
    about = (record.target, record.origin, record.author, record.claimant)
    return _key(current_state(record)), json.encode(about)


def _key(state: PastState) -> _Key:
    return state.revision, _instant(state.modified), json.encode((state.deleted, state.content))


def _instant(moment: Timestamp) -> str:
    """Return text that sorts by time for timestamps of any precision: their final Z would not."""
    return moment.removesuffix("Z")
