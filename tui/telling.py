"""Words for what records say and for what has become of them. Pure; everything is cleaned."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from annotations.changes import State, state_of
from annotations.cleaning import clean_line
from annotations.drafts import Draft, present
from annotations.editing import Review
from annotations.models import (
    Claim,
    ClaimContent,
    Content,
    EntityContent,
    NoteContent,
    QuoteContent,
    Record,
    Span,
    Timestamp,
)
from annotations.records import Conflict, whole_states
from annotations.review import open_review

_CONFLICT_WORDS = 60
_SHORT = 40
_KINDS: Mapping[type[Content], str] = MappingProxyType(
    {ClaimContent: "claim", NoteContent: "note", QuoteContent: "quote", EntityContent: "mention"}
)


def change(before: Review, records: Sequence[Record]) -> str:
    """Say in one line what records say that they did not say before: "label ORG, “Lindholm”, 8 mentions".

    The words are those of the first; the others are counted as far as the same has become of them.
    """
    told = [", ".join(_changes(_known(before, record), record, state_of(record))) for record in records]
    number = told.count(told[0])
    words, what = words_of_spans(records[0].spans), told[0] or "nothing new"
    if number == 1:
        return f"{what}, “{words}”"
    return f"{what}, “{_cut(words, _SHORT)}”, {counted(number, _KINDS[type(records[0].content)])}"


def differs(before: Review, record: Record) -> bool:
    """Tell whether the reader sees a record say something that it did not say before."""
    return next(_changes(_known(before, record), record, state_of(record)), None) is not None


def history(review: Review, record: Record) -> Iterator[tuple[Timestamp, str]]:
    """Yield what became of a mark, and when, beginning with what was detected."""
    detected = _known(open_review(review.article, review.analysis, ()), record)
    old = detected
    for state in whole_states(record):
        new = State(state.content, state.deleted, state.spans, state.anchor or record.anchor)
        if new.deleted:
            yield state.modified, "taken back"
        elif old is None and record.origin == "reader":
            yield state.modified, "marked by you"
        else:
            parts = list(_changes(old, record, new))
            was = f" (was “{words_of_spans(old.spans)}”)" if old and _BOUNDS in parts else ""
            changes = ", ".join(f"{part} changed{was}" if part == _BOUNDS else part for part in parts)
            yield state.modified, changes or "as detected"
        old = detected if new.deleted else new


def meanwhile(review: Review, draft: Draft) -> str:
    """Say what another program has made of what a draft is about since its writing began; empty where nothing."""
    if draft.target is None:
        return ""
    found = present(review, draft.target)
    if found is None:
        return "The mark was deleted in another newsmark meanwhile: what you wrote is kept as a note on its words."
    if draft.source is None:
        is_changed = draft.before is not None and found.note not in {draft.before, draft.note}
        return "The note was changed in another newsmark meanwhile: it now holds both texts." if is_changed else ""
    known = (*found.evidence, draft.source) if isinstance(found, Claim) else (draft.replaced,)
    is_gone = draft.replaced is not None and draft.replaced not in known
    return "The source was changed in another newsmark meanwhile: yours is beside what is there now." if is_gone else ""


def conflict(conflict: Conflict) -> str:
    """Say what two programs said of one mark at the same time."""
    record, other = conflict.record, conflict.other
    words = _cut(words_of_spans(record.spans), _CONFLICT_WORDS)
    now, then = ("removed" if state.deleted else said(state.content) for state in (record, other))
    return f"“{words}” was changed here and elsewhere at once: now {now}, the other {then}. Both are in the details."


def said(content: Content) -> str:
    """Say what a record says."""
    match content:
        case ClaimContent(is_removed=True):
            return "no claim"
        case ClaimContent():
            parts: list[str] = [content.verdict or "open"]
            parts += [f"note “{_short(content.note)}”"] if content.note else []
            parts += [counted(len(content.evidence), "source")] if content.evidence else []
            return ", ".join(parts)
        case NoteContent():
            return f"“{_short(content.note)}”"
        case QuoteContent():
            return "no quote" if content.is_removed else _speaker(content)
        case EntityContent():
            return "no entity" if content.is_removed else f"{content.label} {clean_line(content.name)}"


def correction(content: ClaimContent | QuoteContent | EntityContent) -> str:
    """Say what a correction is about and what it says: "quote: Ada Brenner", "entity: ORG Lindholm"."""
    kind = "entity" if isinstance(content, EntityContent) else _KINDS[type(content)]
    return f"{kind}: {said(content)}"


def counted(number: int, what: str) -> str:
    """Return a number of things: "1 source", "2 sources"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def words_of_spans(spans: Sequence[Span]) -> str:
    """Return the words of spans in one line."""
    return " … ".join(clean_line(span.text) for span in spans)


_BOUNDS = "bounds"


def _known(review: Review, record: Record) -> State | None:
    """Return what a review says of a record's mark: its own record, else what was detected; None for nothing."""
    old = review.records.get(record.id)
    if old is not None and not old.deleted:
        return state_of(old)
    if claim := review.claims_by_id.get(record.target):
        return State(ClaimContent(same_as=claim.same_as), deleted=False, spans=claim.spans, anchor=record.anchor)
    if quote := review.quotes_by_id.get(record.target):
        return State(QuoteContent(), deleted=False, spans=quote.spans, anchor=record.anchor)
    if entity := review.entities_by_id.get(record.target):
        cluster = review.clusters.get(entity.entity)
        content = EntityContent(label=entity.label, name=cluster.name if cluster else entity.text)
        span = Span(entity.start, entity.end, entity.text)
        return State(content, deleted=False, spans=(span,), anchor=record.anchor)
    return None


def _changes(old: State | None, record: Record, new: State) -> Iterator[str]:
    """Yield what a mark's record says that was not said of the mark before."""
    if new.deleted:
        if old is not None:
            yield "deleted"
        return
    is_own, is_quote = record.origin == "reader", isinstance(new.content, QuoteContent)
    if old is None and is_own and not isinstance(new.content, NoteContent):
        yield f"your {_KINDS[type(new.content)]}"
    yield from _said_anew(old.content if old else None, new.content)
    if old is not None and old.spans != new.spans:
        yield _BOUNDS if is_quote else "now on these words"
    elif old is None and new.content == QuoteContent() and not is_own:
        yield _BOUNDS


def _said_anew(old: Content | None, new: Content) -> Iterator[str]:
    match new:
        case ClaimContent():
            yield from _claim_anew(old if isinstance(old, ClaimContent) else ClaimContent(), new)
        case NoteContent():
            yield from _note_anew(old.note if isinstance(old, NoteContent) else "", new.note)
        case QuoteContent():
            yield from _quote_anew(old if isinstance(old, QuoteContent) else QuoteContent(), new)
        case EntityContent():
            yield from _entity_anew(old if isinstance(old, EntityContent) else None, new)


def _claim_anew(old: ClaimContent, new: ClaimContent) -> Iterator[str]:
    if old.is_removed != new.is_removed:
        yield "no claim" if new.is_removed else "a claim again"
    if old.verdict and new.verdict and old.verdict != new.verdict:
        yield f"{old.verdict} → {new.verdict}"
    elif old.verdict != new.verdict:
        yield new.verdict or "verdict cleared"
    yield from _note_anew(old.note, new.note)
    if old.evidence != new.evidence:
        number = len(new.evidence) - len(old.evidence)
        yield "source added" if number > 0 else "source removed" if number < 0 else "source changed"
    if old.same_as != new.same_as:
        yield f"same as {counted(len(new.same_as), 'other')}" if new.same_as else "separated"
    if old.tags != new.tags:
        yield "tags"


def _note_anew(old: str, new: str) -> Iterator[str]:
    if old != new:
        yield "note removed" if not new else "note changed" if old else "note"


def _quote_anew(old: QuoteContent, new: QuoteContent) -> Iterator[str]:
    if old.is_removed != new.is_removed:
        yield "no quote" if new.is_removed else "a quote again"
    if old.speaker != new.speaker:
        yield f"speaker {_speaker(new)}" if new.speaker else _speaker(new)


def _entity_anew(old: EntityContent | None, new: EntityContent) -> Iterator[str]:
    if new.is_removed:
        if old is None or not old.is_removed:
            yield "no entity"
        return
    if old is not None and old.is_removed:
        yield "an entity again"
    if old is not None and old.name != new.name:
        yield f"merged into {clean_line(new.name)}"
    elif old is None or old.label != new.label:
        yield f"label {new.label}"


def _speaker(content: QuoteContent) -> str:
    if content.speaker is None:
        return "speaker as detected"
    return clean_line(content.speaker.name) if content.speaker.name else "nobody"


def _short(note: str) -> str:
    return _cut(clean_line(note), _SHORT)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
