"""What others say about words of an article, from formats that know neither our text nor our records. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from annotations.anchors import anchor
from annotations.models import Anchor, Article, ClaimContent, NoteContent, Origin, Record, Span, Timestamp
from annotations.records import changed, current_state
from annotations.text import canonical
from annotations.words import level

_OCCURRENCES = 1000
"""Places of the same words that are looked at."""
_LEAST_CONTEXT = 8
"""Characters by which the text around one place must agree more than that around another."""


class Part(NamedTuple):
    """One stretch of the words that a remark is about, with where it was said to be, in code points."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Remark:
    """A claim with what is thought of it, or a note."""

    record_id: str
    """Of the record it becomes, the same however often it is imported."""
    target: str
    origin: Origin
    parts: tuple[Part, ...]
    content: ClaimContent | NoteContent
    claimant: str | None = None
    author: str | None = None
    created: Timestamp | None = None
    modified: Timestamp | None = None


@dataclass(frozen=True)
class Remarks:
    """The remarks of a file on one article."""

    names: tuple[str, ...]
    """Ids and addresses by which the article may be known."""
    remarks: tuple[Remark, ...]
    article: Article | None = None
    """The article itself, where the file holds its text."""
    left_out: int = 0
    """Annotations by others that say nothing about words: page notes, replies, bare highlights."""


def records_of(text: str, remarks: Sequence[Remark], known: Mapping[str, Record], at: Timestamp) -> tuple[Record, ...]:
    """Return the records of remarks on a text: new ones, or those known by the same id.

    A remark that a known record once said, or says, changes nothing; anything else is its next revision.
    Words that cannot be found are kept without a place: the reader sees them as lost, or as changed.
    """
    return tuple(_record(text, remark, known.get(remark.record_id), at) for remark in remarks)


def _record(text: str, remark: Remark, known: Record | None, at: Timestamp) -> Record:
    if known is not None:
        said = [state.content for state in (*known.past, current_state(known))]
        return known if remark.content in said else changed(known, content=remark.content, deleted=False, at=at)
    spans, around = _placed(text, remark.parts)
    modified = remark.modified or remark.created or at
    return Record(
        id=remark.record_id,
        target=remark.target,
        origin=remark.origin,
        spans=spans,
        anchor=around,
        content=remark.content,
        claimant=remark.claimant,
        author=remark.author,
        created=remark.created or modified,
        modified=modified,
    )


def _placed(text: str, parts: Sequence[Part]) -> tuple[tuple[Span, ...], Anchor]:
    spans = tuple(filter(None, (locate(text, part) for part in parts)))
    in_order = all(before.end <= after.start for before, after in pairwise(spans))
    if len(spans) == len(parts) and in_order:
        return spans, anchor(text, spans)
    exact = " ".join(_squeezed(part.exact).strip() for part in parts)
    around = Anchor(exact=exact, prefix=_squeezed(parts[0].prefix), suffix=_squeezed(parts[-1].suffix))
    start = parts[0].place[0] if parts[0].place else 0
    return (Span(start, start + len(exact), exact),), around


def locate(text: str, part: Part) -> Span | None:
    """Return where the words are: at their place, or else where they occur once or where the text around agrees best.

    Spaces, line feeds and the style of quotation marks do not matter. None where they are nowhere, or at several
    places of which none is told by its surroundings.
    """
    if part.place and text[slice(*part.place)] == part.exact:
        return Span(*part.place, part.exact)
    words = level(part.exact).split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    if not words:
        return None
    found = [match.span() for match in islice(pattern.finditer(level(text)), _OCCURRENCES)]
    ranked = sorted(((_agreement(text, place, part), place) for place in found), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] < ranked[1][0] + _LEAST_CONTEXT):
        return None
    start, end = ranked[0][1]
    return Span(start, end, text[start:end])


def _agreement(text: str, place: tuple[int, int], part: Part) -> int:
    """Return how many characters around a place are those around the words, spaces aside."""
    start, end = place
    before = _bare(text[max(0, start - 2 * len(part.prefix)) : start])[::-1]
    after = _bare(text[end : end + 2 * len(part.suffix)])
    return _common(before, _bare(part.prefix)[::-1]) + _common(after, _bare(part.suffix))


def _common(one: str, other: str) -> int:
    pairs: Iterator[tuple[str, str]] = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _bare(words: str) -> str:
    return "".join(level(words).split())


def _squeezed(words: str) -> str:
    """Return words as a canonical text may have them, with single spaces; those at the ends stay."""
    before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    inner = " ".join(canonical(words).split())
    return f"{before}{inner}{after}" if inner else ""
