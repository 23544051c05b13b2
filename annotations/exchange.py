"""Annotated articles from other people and machines: what of a file in the public contract can be merged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from msgspec import DecodeError, json
from msgspec.structs import replace

from annotations.errors import ExchangeError
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
    Evidence,
    NoteContent,
    Origin,
    QuoteContent,
    Record,
    RecordStamp,
    Span,
)
from annotations.records import PAST_LIMIT
from annotations.text import canonical, clean_line, clean_lines, is_clean, text_version
from annotations.words import level

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes of a file beyond which it is refused."""

_ARTICLE_ID = re.compile(r"a-[0-9a-f]{16}")
_MARK_ID = re.compile(r"[cqn]-[0-9a-f]{16}")
_RECORD_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REVISION_LIMIT = 1_000_000_000


@dataclass(frozen=True)
class Exchanged:
    """An article of a file and the records that its annotations carry."""

    article: Article
    records: tuple[Record, ...]


class _Mark(NamedTuple):
    """An annotation that carries a record, of whatever kind."""

    id: str
    """Where there is none of its own, as with notes, that of its record."""
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
        ExchangeError: the file is too large, is not in the contract or contradicts itself.
    """
    if len(data) > SIZE_LIMIT:
        raise ExchangeError(f"{name}: larger than {SIZE_LIMIT >> 20} MiB.", "Split it into several files.")
    return tuple(_exchanged(annotated, name) for annotated in _decoded(data, name))


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
    return Exchanged(_cleaned(article), tuple(_record(mark) for mark in marks))


def _marks(annotated: AnnotatedArticle) -> Iterator[_Mark]:
    """Yield the annotations that carry a record."""
    for claim in annotated.claims:
        if claim.record:
            content = ClaimContent(
                verdict=claim.verdict, note=claim.note, tags=claim.tags, evidence=claim.evidence, same_as=claim.same_as
            )
            who = claim.claimant.name if claim.claimant else None
            yield _Mark(claim.id, claim.spans, claim.origin, content, claim.record, claim.anchor, who)
    for note in annotated.notes:
        words = NoteContent(note=note.note)
        yield _Mark(note.record.id, note.spans, "reader", words, note.record, note.anchor)
    for quote in annotated.quotes:
        if quote.record:
            stamp = quote.record
            yield _Mark(quote.id, quote.spans, quote.origin, stamp.content, stamp, quote.anchor)
    for entity in annotated.entities:
        if entity.record:
            spans, stamp = (Span(entity.start, entity.end, entity.text),), entity.record
            yield _Mark(entity.id, spans, entity.origin, stamp.content, stamp, entity.anchor)
    for mark in annotated.hidden:
        yield _Mark(mark.id, mark.spans, mark.origin, mark.record.content, mark.record, mark.anchor)


def _article_complaint(article: Article) -> str | None:
    """Return what is wrong with an article, whose text is the authority for every offset in the file."""
    if not _ARTICLE_ID.fullmatch(article.id):
        return "is no article id"
    if not article.text or canonical(article.text) != article.text:
        return "has a text that is not canonical"
    if text_version(article.text) != article.version:
        return "has another text than its version names"
    if any(block.end > len(article.text) for block in article.blocks) or not _are_in_order(article.blocks):
        return "has a block outside its text or its order"
    return None


def _repetition(marks: Sequence[_Mark]) -> str | None:
    """Return what is wrong with marks together: each is there once."""
    both = ([mark.id for mark in marks], [mark.stamp.id for mark in marks])
    return "has an annotation twice" if any(len(set(ids)) < len(ids) for ids in both) else None


def _complaint(article: Article, mark: _Mark) -> str | None:
    return _record_complaint(mark) or _words_complaint(article, mark)


def _record_complaint(mark: _Mark) -> str | None:
    record, kind = mark.stamp, _kind(mark)
    if kind is None:
        return "has an annotation with an impossible id"
    if not _RECORD_ID.fullmatch(record.id) or record.revision > _REVISION_LIMIT:
        return "has a record with an impossible id or revision"
    if not isinstance(mark.content, kind):
        return "has a record without what it says"
    if any(state.revision > record.revision or not isinstance(state.content, kind) for state in record.past):
        return "has a record with an impossible past"
    return None


def _kind(mark: _Mark) -> type[Content] | None:
    """Return what a mark can say, by its id; None for an id that no mark has."""
    if mark.id == mark.stamp.id:
        return NoteContent
    kinds: dict[str, type[Content]] = {"c": ClaimContent, "q": QuoteContent, "n": EntityContent}
    return kinds[mark.id[0]] if _MARK_ID.fullmatch(mark.id) else None


def _words_complaint(article: Article, mark: _Mark) -> str | None:
    text, spans, anchor = article.text, mark.spans, mark.anchor
    if anchor is None or not anchor.exact or not _is_clean(anchor):
        return "has a record without the words that it is anchored to"
    if any(text[span.start : span.end] != span.text for span in spans) or not _are_in_order(spans):
        return "has an annotation with other words than its text"
    if spans and level(anchor.exact) != level(text[spans[0].start : spans[-1].end]):
        return "has an annotation with other words than its anchor"
    return None


def _is_clean(anchor: Anchor) -> bool:
    """Tell whether a canonical text can have these words; they are shown where a text has them no longer."""
    return all(is_clean(part) for part in (anchor.exact, anchor.prefix, anchor.suffix))


def _are_in_order(parts: Sequence[Block | Span]) -> bool:
    """Tell whether each part has a length and none begins before the one before it ends."""
    is_first_to_last = all(before.end <= after.start for before, after in pairwise(parts))
    return is_first_to_last and all(part.start < part.end for part in parts)


def _record(mark: _Mark) -> Record:
    """Return the record that a checked annotation was exported from; an orphan's words stand where they can."""
    stamp, anchor = mark.stamp, mark.anchor
    if mark.content is None or anchor is None:
        raise ValueError("only marks that passed the check become records")
    return Record(
        id=stamp.id,
        target=mark.id,
        origin=mark.origin,
        spans=mark.spans or (Span(0, len(anchor.exact), anchor.exact),),
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
                evidence=tuple(map(_clean_evidence, content.evidence)),
                same_as=tuple(filter(_MARK_ID.fullmatch, content.same_as)),
            )


def _clean_speaker(speaker: Attributed | None) -> Attributed | None:
    if speaker is None:
        return None
    return Attributed(name=_clean_name(speaker.name), mention=_clean_name(speaker.mention))


def _clean_evidence(evidence: Evidence) -> Evidence:
    return replace(
        evidence,
        url=clean_line(evidence.url),
        title=clean_line(evidence.title),
        passage=clean_lines(evidence.passage),
        accessed=_clean_name(evidence.accessed),
    )


def _cleaned(article: Article) -> Article:
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
