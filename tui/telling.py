"""Words for what records say and for what has become of them. Pure; everything is cleaned."""

from collections.abc import Iterator

from annotations.editing import Review
from annotations.models import (
    ClaimContent,
    Content,
    EntityContent,
    NoteContent,
    QuoteContent,
    Record,
)
from annotations.records import Conflict
from annotations.text import clean_line

_CONFLICT_WORDS = 60
_SHORT_NOTE = 40


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
    words = _cut(" … ".join(clean_line(span.text) for span in record.spans), _CONFLICT_WORDS)
    now, then = ("removed" if state.deleted else said(state.content) for state in (record, other))
    return f"“{words}” was changed here and elsewhere at once: now {now}, the other {then}. Both are in the details."


def said(content: Content) -> str:
    """Say what a record says."""
    match content:
        case ClaimContent():
            parts: list[str] = [content.verdict or "open"]
            parts += [f"note “{_short(content.note)}”"] if content.note else []
            parts += [counted(len(content.evidence), "source")] if content.evidence else []
            return ", ".join(parts)
        case NoteContent():
            return f"“{_short(content.note)}”"
        case QuoteContent():
            return _speaker(content)
        case EntityContent():
            return "no entity" if content.is_removed else f"{content.label} {clean_line(content.name)}"


def counted(number: int, what: str) -> str:
    """Return a number of things: "1 source", "2 sources"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _changes(old: Record | None, new: Record) -> Iterator[str]:
    """Yield what a record says that it did not say before."""
    was_there = old is not None and not old.deleted
    if new.deleted:
        if was_there:
            yield "removed"
        return
    if old is not None and not was_there:
        yield "brought back"
    parts = list(_said_anew(old.content if old and was_there else None, new.content))
    yield from parts
    if old is not None and old.anchor != new.anchor:
        yield "now on these words"
    if old is None and not parts:
        yield "new"


def _said_anew(old: Content | None, new: Content) -> Iterator[str]:
    match new:
        case ClaimContent():
            yield from _claim_anew(old if isinstance(old, ClaimContent) else ClaimContent(), new)
        case NoteContent():
            if new.note != (old.note if isinstance(old, NoteContent) else ""):
                yield "note" if new.note else "note removed"
        case QuoteContent():
            if new != (old or QuoteContent()):
                yield f"quote: {_speaker(new)}"
        case EntityContent():
            if new != old:
                yield "no entity" if new.is_removed else f"{new.label} {clean_line(new.name)}"


def _claim_anew(old: ClaimContent, new: ClaimContent) -> Iterator[str]:
    if old.verdict != new.verdict:
        yield f"{old.verdict or 'open'} → {new.verdict or 'open'}"
    if old.note != new.note:
        yield "note" if new.note else "note removed"
    if old.evidence != new.evidence:
        yield counted(len(new.evidence), "source") if new.evidence else "no sources"
    if old.same_as != new.same_as:
        yield f"same as {counted(len(new.same_as), 'other')}" if new.same_as else "joined to none"


def _speaker(content: QuoteContent) -> str:
    if content.is_removed:
        return "no quote"
    if content.speaker is None:
        return "speaker as detected"
    return clean_line(content.speaker.name) if content.speaker.name else "nobody"


def _short(note: str) -> str:
    return _cut(clean_line(note), _SHORT_NOTE)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
