"""The life of a record: its identity, its changes, its history, and how two copies of it become one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal
from uuid import UUID, uuid5

from msgspec import json
from msgspec.structs import replace

from annotations.models import (
    ClaimContent,
    Content,
    EntityContent,
    HistoryEntry,
    PastState,
    QuoteContent,
    Record,
    RecordStamp,
    Timestamp,
)

PAST_LIMIT = 50
"""How many earlier states a record keeps."""

_NAMESPACE = UUID("d3438d93-6c62-452c-97f8-9c95d708ade2")

_Rank = tuple[int, str, bytes]


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


def changed(record: Record, *, content: Content, deleted: bool, at: Timestamp) -> Record:
    """Return the record's next revision; what it says now becomes the last of its past states."""
    return replace(
        record,
        content=content,
        deleted=deleted,
        revision=record.revision + 1,
        modified=at,
        past=(*record.past, current_state(record))[-PAST_LIMIT:],
    )


def current_state(record: Record) -> PastState:
    """Return what the record says now."""
    return PastState(revision=record.revision, modified=record.modified, deleted=record.deleted, content=record.content)


def stamp(record: Record) -> RecordStamp:
    """Return the record's identity and age as the contract prints them."""
    return RecordStamp(
        id=record.id,
        revision=record.revision,
        author=record.author,
        created=record.created,
        modified=record.modified,
        past=record.past,
        content=record.content if isinstance(record.content, QuoteContent | EntityContent) else None,
    )


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
    seen the same changes in any order hold the same record. Revisions need no new number for that.

    It is a conflict where the two say different things and neither has seen the other's.
    """
    if mine == theirs:
        return Merged(mine)
    winner, loser = (mine, theirs) if _record_rank(mine) >= _record_rank(theirs) else (theirs, mine)
    now, other = current_state(winner), current_state(loser)
    states = {*mine.past, *theirs.past, other} - {now}
    past = tuple(sorted(states, key=_state_rank))[-PAST_LIMIT:]
    record = replace(winner, past=past, created=min(mine.created, theirs.created, key=_instant))
    is_conflict = (other.content, other.deleted) != (now.content, now.deleted) and not _has_seen(winner, other)
    return Merged(record, Conflict(record, other) if is_conflict else None)


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


def _has_seen(record: Record, state: PastState) -> bool:
    """Tell whether the record went through a state, or may have: a full past has forgotten its oldest ones."""
    is_forgotten = len(record.past) == PAST_LIMIT and _state_rank(state) < _state_rank(record.past[0])
    return is_forgotten or state in record.past


def _record_rank(record: Record) -> tuple[_Rank, bytes]:
    place = (record.target, record.origin, record.spans, record.anchor, record.author, record.claimant)
    return _state_rank(current_state(record)), json.encode(place)


def _state_rank(state: PastState) -> _Rank:
    return state.revision, _instant(state.modified), json.encode((state.deleted, state.content))


def _instant(moment: Timestamp) -> str:
    """Return text that sorts by time for timestamps of any precision: their final Z would not."""
    return moment.removesuffix("Z")
