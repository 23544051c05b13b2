"""Annotated articles from other people and machines: what of a file in the public contract can be merged."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from msgspec import DecodeError, json
from msgspec.structs import replace

from annotations.cleaning import clean_line, clean_lines, is_clean
from annotations.errors import ExchangeError
from annotations.evidence import cleaned
from annotations.models import (
    FORMAT,
    Anchor,
    AnnotatedArticle,
    Article,
    Attributed,
    Block,
    ClaimContent,
    Content,
    EntityContent,
    NoteContent,
    Origin,
    PastState,
    QuoteContent,
    Record,
    RecordStamp,
    Span,
)
from annotations.records import PAST_LIMIT, said_of
from annotations.text import canonical, is_article_id, text_version
from annotations.words import level

MARK_ID = re.compile(r"[cqn]-[0-9a-f]{16}")
CLAIM_ID = re.compile(r"c-[0-9a-f]{16}")
RECORD_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REVISION_LIMIT = 1_000_000_000
"""The last revision that a file can tell of."""
AHEAD_LIMIT = 1_000_000
"""How many revisions a record from elsewhere may be ahead of the one known: changes that nobody makes by hand.

So far below `REVISION_LIMIT` that no file can bring a record where the reader's next change could not be exported.
"""


@dataclass(frozen=True)
class Exchanged:
    """An article of a file and the records that its annotations carry."""

    article: Article
    records: tuple[Record, ...]


class _Mark(NamedTuple):
    """An annotation that carries a record, of whatever kind."""

    id: str
    """Of what the record was made for: a claim, quote or mention of an entity; of a note, its record's."""
    spans: tuple[Span, ...]
    origin: Origin
    content: Content | None
    stamp: RecordStamp
    anchor: Anchor | None
    claimant: str | None = None


def read_annotated(data: bytes, name: str) -> tuple[Exchanged, ...]:
    """Read a file of annotated articles: one object, an array of them, or one on each line.

    `name` is what messages call the file. Everything is checked before anything is returned.

    Raises:
        ExchangeError: the file is not in the contract or contradicts itself.
    """
    return tuple(_exchanged(annotated, name) for annotated in _decoded(data, name))


def accepted(records: Iterable[Record], known: Mapping[str, Record]) -> Iterator[Record]:
    """Yield records of a file that may be merged with those known, by id.

    Raises:
        ExchangeError: one is so many revisions ahead that none of them can have been a change.
    """
    for record in records:
        before = known[record.id].revision if record.id in known else 0
        if record.revision > before + AHEAD_LIMIT:
            reason = f"says of {record.id} that it was changed {record.revision:,} times."
            raise ExchangeError(reason, "The file was damaged or changed; export it again.")
        yield record


def _decoded(data: bytes, name: str) -> Iterator[AnnotatedArticle]:
    start = data.lstrip()[:1]
    try:
        if start == b"[":
            yield from json.decode(data, type=tuple[AnnotatedArticle, ...])
        else:
            yield from _decoded_objects(data)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = clean_line(str(error))
        raise ExchangeError(
            f"{name}: not in the format {FORMAT} 1 ({reason}).", "Import what newsmark export --format json wrote."
        ) from error


def _decoded_objects(data: bytes) -> Iterator[AnnotatedArticle]:
    """Decode one object that may span lines, else one on each line."""
    try:
        yield json.decode(data, type=AnnotatedArticle)
    except DecodeError:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        yield from [json.decode(line, type=AnnotatedArticle) for line in lines]


def _exchanged(annotated: AnnotatedArticle, name: str) -> Exchanged:
    article = annotated.article
    marks = list(_marks(annotated))
    complaint = (
        _article_complaint(article)
        or next(filter(None, (_complaint(article, mark) for mark in marks)), None)
        or _repetition(marks)
    )
    if complaint:
        raise ExchangeError(f"{name}: {article.id!r} {complaint}.", "The file was damaged or changed; export it again.")
    return Exchanged(_cleaned_article(article), tuple(_record(mark) for mark in marks))


def _marks(annotated: AnnotatedArticle) -> Iterator[_Mark]:
    """Yield the annotations that carry a record."""
    for claim in annotated.claims:
        if claim.record:
            known = claim.claimant.name if claim.claimant else None
            who = claim.record.claimant if claim.record.target else known
            named = claim.record.target or claim.id
            yield _Mark(named, claim.spans, claim.origin, said_of(claim), claim.record, claim.anchor, who)
    for note in annotated.notes:
        words = NoteContent(note=note.note)
        yield _Mark(note.record.id, note.spans, "reader", words, note.record, note.anchor)
    for quote in annotated.quotes:
        if stamp := quote.record:
            yield _Mark(stamp.target or quote.id, quote.spans, quote.origin, stamp.content, stamp, quote.anchor)
    for entity in annotated.entities:
        if stamp := entity.record:
            spans = (Span(entity.start, entity.end, entity.text),)
            yield _Mark(stamp.target or entity.id, spans, entity.origin, stamp.content, stamp, entity.anchor)
    for mark in annotated.hidden:
        stamp = mark.record
        yield _Mark(mark.id, mark.spans, mark.origin, stamp.content, stamp, mark.anchor, stamp.claimant)


def _article_complaint(article: Article) -> str | None:
    """Return what is wrong with an article, whose text is the authority for every offset in the file."""
    if not is_article_id(article.id):
        return "is no article id"
    if not article.text or canonical(article.text) != article.text:
        return "has a text that is not canonical"
    if text_version(article.text) != article.version:
        return "has another text than its version names"
    if any(block.end > len(article.text) for block in article.blocks) or not are_in_order(article.blocks):
        return "has a block outside its text or its order"
    return None


def _repetition(marks: Sequence[_Mark]) -> str | None:
    """Return what is wrong with marks together: each record is there once.

    Several may be made for what has one id: where the text changes, the id goes to another occurrence of the words.
    """
    return "has an annotation twice" if len({mark.stamp.id for mark in marks}) < len(marks) else None


def _complaint(article: Article, mark: _Mark) -> str | None:
    return _record_complaint(mark) or _words_complaint(article, mark)


def _record_complaint(mark: _Mark) -> str | None:
    record, kind = mark.stamp, _kind(mark)
    if kind is None:
        return "has an annotation with an impossible id"
    if not RECORD_ID.fullmatch(record.id) or record.revision > REVISION_LIMIT:
        return "has a record with an impossible id or revision"
    if not isinstance(mark.content, kind):
        return "has a record without what it says"
    if any(state.revision > record.revision or not is_possible(state, kind) for state in record.past):
        return "has a record with an impossible past"
    return None


def is_possible(state: PastState, kind: type[Content]) -> bool:
    """Tell whether a mark can have said this, and of such words."""
    if not isinstance(state.content, kind) or bool(state.spans) != bool(state.anchor):
        return False
    is_anchored = state.anchor is None or (bool(state.anchor.exact) and _is_clean(state.anchor))
    return is_anchored and are_in_order(state.spans) and all(is_clean(span.text) for span in state.spans)


def _kind(mark: _Mark) -> type[Content] | None:
    """Return what a mark can say, by its id; None for an id that no mark has."""
    if mark.id == mark.stamp.id:
        return NoteContent
    kinds: dict[str, type[Content]] = {"c": ClaimContent, "q": QuoteContent, "n": EntityContent}
    return kinds[mark.id[0]] if MARK_ID.fullmatch(mark.id) else None


def _words_complaint(article: Article, mark: _Mark) -> str | None:
    text, spans, anchor = article.text, mark.spans, mark.anchor
    if anchor is None or not anchor.exact or not _is_clean(anchor):
        return "has a record without the words that it is anchored to"
    if any(text[span.start : span.end] != span.text for span in spans) or not are_in_order(spans):
        return "has an annotation with other words than its text"
    if spans and level(anchor.exact) != level(text[spans[0].start : spans[-1].end]):
        return "has an annotation with other words than its anchor"
    if mark.stamp.spans and not are_of(anchor, mark.stamp.spans):
        return "has a record of other words than its anchor"
    return None


def are_of(anchor: Anchor, spans: Sequence[Span]) -> bool:
    """Tell whether spans are the words of an anchor, as a canonical text can have them."""
    start, end, words = spans[0].start, spans[-1].end, level(anchor.exact)
    is_whole = are_in_order(spans) and end - start == len(words) and _is_clean(anchor)
    parts = ((span.text, words[span.start - start : span.end - start]) for span in spans)
    return is_whole and all(is_clean(part) and level(part) == told for part, told in parts)


def _is_clean(anchor: Anchor) -> bool:
    """Tell whether a canonical text can have these words; they are shown where a text has them no longer."""
    return all(is_clean(part) for part in (anchor.exact, anchor.prefix, anchor.suffix))


def are_in_order(parts: Sequence[Block | Span]) -> bool:
    """Tell whether each part has a length and none begins before the one before it ends."""
    is_first_to_last = all(before.end <= after.start for before, after in pairwise(parts))
    return is_first_to_last and all(part.start < part.end for part in parts)


def _record(mark: _Mark) -> Record:
    """Return the record that a checked annotation was exported from; words without a place stand at the start."""
    stamp, anchor = mark.stamp, mark.anchor
    if mark.content is None or anchor is None:
        raise ValueError("only marks that passed the check become records")
    return Record(
        id=stamp.id,
        target=mark.id,
        origin=mark.origin,
        spans=stamp.spans or mark.spans or (Span(0, len(anchor.exact), anchor.exact),),
        anchor=replace(anchor, status="exact"),
        content=_clean(mark.content),
        claimant=_clean_name(mark.claimant),
        revision=stamp.revision,
        author=_clean_name(stamp.author),
        created=stamp.created,
        modified=stamp.modified,
        past=tuple(replace(state, content=_clean(state.content)) for state in stamp.past[-PAST_LIMIT:]),
    )


def _clean(content: Content) -> Content:
    """Return what a reader wrote without anything that a terminal would obey."""
    match content:
        case NoteContent():
            return NoteContent(note=clean_lines(content.note))
        case EntityContent():
            return replace(content, name=clean_line(content.name))
        case QuoteContent():
            return replace(content, speaker=_clean_speaker(content.speaker))
        case ClaimContent():
            return replace(
                content,
                note=clean_lines(content.note),
                tags=tuple(map(clean_line, content.tags)),
                evidence=tuple(map(cleaned, content.evidence)),
                same_as=tuple(filter(CLAIM_ID.fullmatch, content.same_as)),
            )


def _clean_speaker(speaker: Attributed | None) -> Attributed | None:
    if speaker is None:
        return None
    return Attributed(name=_clean_name(speaker.name), mention=_clean_name(speaker.mention))


def _cleaned_article(article: Article) -> Article:
    return replace(
        article,
        source=_clean_name(article.source),
        title=clean_line(article.title),
        byline=_clean_name(article.byline),
        publisher=_clean_name(article.publisher),
        published=_clean_name(article.published),
        language=_clean_name(article.language),
    )


def _clean_name(name: str | None) -> str | None:
    return None if name is None else clean_line(name)
