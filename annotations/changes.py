"""What can be undone: the changes that operations made, or that the records' past tells of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from annotations.models import Anchor, Content, Record, Span, Timestamp
from annotations.records import whole_states


@dataclass(frozen=True)
class State:
    """What a record says and of which words: a deleted one is not there for the reader."""

    content: Content
    deleted: bool
    spans: tuple[Span, ...]
    anchor: Anchor


@dataclass(frozen=True)
class Change:
    """What an operation did to a record, as undo and redo need it."""

    record_id: str
    before: State
    after: State


Step = tuple[Change, ...]
"""The changes that one operation made together."""


def state_of(record: Record) -> State:
    """Return what a record says now."""
    return State(record.content, record.deleted, record.spans, record.anchor)


def creation(record: Record) -> Change:
    """Return the change that brought a record into being: before it, it was not there."""
    return _creation(record.id, state_of(record))


def past_steps(records: Iterable[Record]) -> tuple[Step, ...]:
    """Return the steps that led to the records, oldest first, without those that were undone again.

    What happened to several records at the same moment was one step.
    """
    dated = sorted(
        (dated for record in records for dated in _dated_changes(record)),
        key=lambda dated: (dated[0].removesuffix("Z"), dated[1].record_id),
    )
    return tuple(tuple(change for _, change in together) for _, together in groupby(dated, key=lambda dated: dated[0]))


def _dated_changes(record: Record) -> list[tuple[Timestamp, Change]]:
    first, *later = [
        (state.modified, State(state.content, state.deleted, state.spans, state.anchor or record.anchor))
        for state in whole_states(record)
    ]
    is_whole = not record.past or record.past[0].revision == 1
    changes = [(first[0], _creation(record.id, first[1]))] if is_whole else []
    before = first[1]
    for at, after in later:
        if changes and after == changes[-1][1].before:
            changes.pop()
        elif after != before:
            changes.append((at, Change(record.id, before, after)))
        before = after
    return changes


def _creation(record_id: str, state: State) -> Change:
    return Change(record_id, replace(state, deleted=True), state)
