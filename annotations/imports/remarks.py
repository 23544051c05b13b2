"""What others say about words of an article, from formats that know neither our text nor our records. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.anchors import anchor
from annotations.cleaning import is_clean
from annotations.imports.places import Part, Places
from annotations.models import Anchor, Article, Content, Origin, PastState, Record, Span, Timestamp
from annotations.records import changed, current_state
from annotations.text import canonical


@dataclass(frozen=True)
class Remark:
    """A claim with what is thought of it, a note, or a correction of a quote or an entity."""

    record_id: str
    """Of the record it becomes, the same however often it is imported."""
    target: str
    origin: Origin
    parts: tuple[Part, ...]
    content: Content
    claimant: str | None = None
    author: str | None = None
    created: Timestamp | None = None
    modified: Timestamp | None = None
    revision: int | None = None
    """How often it was changed, where the format tells; None where it tells only what is said now."""
    past: tuple[PastState, ...] = ()
    """What it said before, oldest first."""
    held: tuple[tuple[Span, ...], Anchor] | None = None
    """The words as they stood when they were marked, where the format tells."""


@dataclass(frozen=True)
class Remarks:
    """The remarks of a file on one article."""

    names: tuple[str, ...]
    """Ids and addresses by which the article may be known."""
    remarks: tuple[Remark, ...]
    article: Article | None = None
    """The article itself, where the file holds its text."""
    left_out: int = 0
    """What says nothing about words, as page notes, replies and bare highlights do, or cannot be told from another."""


def records_of(text: str, remarks: Sequence[Remark], known: Mapping[str, Record], at: Timestamp) -> tuple[Record, ...]:
    """Return the records of remarks on a text: new ones, or those known by the same id.

    A remark that a known record once said, or says, changes nothing. What a file says otherwise of a state that is
    known was written into the file, and is the record's next revision, as is all that tells no revision. A state that
    is not known was made elsewhere: the store merges it.
    Words that cannot be found are kept without a place: the reader sees them as lost, or as changed.
    """
    places = Places(text)
    return tuple(_record(places, remark, known.get(remark.record_id), at) for remark in remarks)


def _record(places: Places, remark: Remark, known: Record | None, at: Timestamp) -> Record:
    states = (*known.past, current_state(known)) if known else ()
    is_known = remark.revision is None or (remark.revision, remark.modified) in {
        (state.revision, state.modified) for state in states
    }
    if known is not None and is_known:
        said = [state.content for state in states]
        return known if remark.content in said else changed(known, content=remark.content, deleted=False, at=at)
    return _made(places, remark, at)


def _made(places: Places, remark: Remark, at: Timestamp) -> Record:
    """Return the record that a remark makes; what had lost its words where it was made is not found anew here."""
    spans, around = remark.held or (_lost(remark.parts) if _is_lost(remark) else _placed(places, remark.parts))
    modified = remark.modified or remark.created or at
    return Record(
        id=remark.record_id,
        target=remark.target,
        origin=remark.origin,
        spans=spans,
        anchor=around,
        content=remark.content,
        claimant=remark.claimant,
        revision=remark.revision or 1,
        author=remark.author,
        created=remark.created or modified,
        modified=modified,
        past=remark.past,
    )


def _placed(places: Places, parts: Sequence[Part]) -> tuple[tuple[Span, ...], Anchor]:
    spans = tuple(filter(None, map(places.locate, parts)))
    in_order = all(before.end <= after.start for before, after in pairwise(spans))
    if len(spans) == len(parts) and in_order:
        return spans, anchor(places.text, spans)
    return _lost(
        [Part(_squeezed(exact).strip(), _squeezed(before), _squeezed(after), at) for exact, before, after, at in parts]
    )


def _is_lost(remark: Remark) -> bool:
    """Tell whether words, told as a canonical text has them, were in no place where the remark was made."""
    is_told = all(
        canonical(exact) == exact and is_clean(before) and is_clean(after) for exact, before, after, _ in remark.parts
    )
    return remark.revision is not None and is_told and not any(part.place for part in remark.parts)


def _lost(parts: Sequence[Part]) -> tuple[tuple[Span, ...], Anchor]:
    """Return a stretch and an anchor for words that are in no place that is known."""
    exact = " ".join(part.exact for part in parts)
    start = parts[0].place[0] if parts[0].place else 0
    return (Span(start, start + len(exact), exact),), Anchor(
        exact=exact, prefix=parts[0].prefix, suffix=parts[-1].suffix
    )


def _squeezed(words: str) -> str:
    """Return words as a canonical text may have them, with single spaces; those at the ends stay."""
    before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    inner = " ".join(canonical(words).split())
    return f"{before}{inner}{after}" if inner else ""
