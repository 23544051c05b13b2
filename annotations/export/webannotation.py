"""W3C Web Annotation (JSON-LD): an AnnotationCollection with everything on its first page.

| Web Annotation | newsmark |
|---|---|
| collection `schema:about` | the article: address, headline, text, blocks; the collection can be read alone |
| annotation `id` | `urn:uuid:` and the record's id; without a record `urn:newsmark:`, the article's and the mark's id |
| `motivation` | `assessing` a claim with a verdict, `commenting` a note, `identifying` an entity, else `highlighting` |
| | `editing` what is no claim, no quote, or mentions no entity |
| `target[]` | one for each span, of the article's address (else `urn:newsmark:` and its id) |
| TextQuoteSelector | the words with the text around them |
| TextPositionSelector | offsets in Unicode code points, as the recommendation demands; none where the words are gone |
| bodies, `newsmark:past` | what the reader says, now and before: see `webstates`; a quote's kind is `classifying` |
| `creator`, `created`, `modified` | of the record |
| `newsmark:mark` | the id of a claim, quote or mention of an entity |
| other `newsmark:…` | what the vocabulary has no term for, under the names of the contract |

What the reader made comes back at import, with its past states. The path of a file stays behind: the collection is
for others. Detections are made again from the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from annotations.addresses import is_web
from annotations.anchors import anchors
from annotations.export.json import array_of, given, to_linked
from annotations.export.webstates import Json, held, revised, stated, textual
from annotations.models import (
    NAMESPACE,
    Anchor,
    AnnotatedArticle,
    Article,
    Block,
    Claim,
    ClaimContent,
    Content,
    Entity,
    EntityContent,
    Hidden,
    Note,
    NoteContent,
    Origin,
    Quote,
    RecordStamp,
    Span,
)
from annotations.records import said_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_Mark = Claim | Note | Quote | Entity | Hidden
_Said = tuple[str, Json]
"""The motivation of an annotation, and its bodies and terms."""


def to_web_annotation(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one annotation collection."""
    return to_linked(_collection(annotated))


def stream_web_annotation(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield an array with a collection for each article."""
    return array_of(map(to_web_annotation, articles))


def _collection(annotated: AnnotatedArticle) -> Json:
    article = annotated.article
    own_id = f"{NAMESPACE}{article.id}"
    items = list(_items(annotated))
    page = {"id": f"{own_id}:page", "type": "AnnotationPage", "partOf": own_id, "startIndex": 0, "items": items}
    return {
        "@context": [CONTEXT, {"newsmark": NAMESPACE}],
        "id": own_id,
        "type": "AnnotationCollection",
        "label": article.title,
        "generator": {"type": "Software", "name": f"newsmark {annotated.generator.version}"},
        "total": len(items),
        "schema:about": _about(article),
        "first": page,
    }


def _about(article: Article) -> Json:
    named = {
        "schema:headline": article.title,
        "schema:author": article.byline,
        "schema:publisher": article.publisher,
        "schema:datePublished": article.published,
        "schema:inLanguage": article.language,
        "newsmark:retrieved": article.retrieved,
        "schema:articleBody": article.text,
        "newsmark:blocks": list(map(_block, article.blocks)) or None,
    }
    return {"id": _address(article), "type": "schema:NewsArticle", **given(named)}


def _block(block: Block) -> Json:
    return {"newsmark:kind": block.kind, "newsmark:start": block.start, "newsmark:end": block.end}


def _items(annotated: AnnotatedArticle) -> Iterator[Json]:
    article = annotated.article
    names = {cluster.id: cluster.name for cluster in annotated.entity_index}
    said: list[tuple[_Mark, _Said]] = [
        *((claim, _claim(claim)) for claim in annotated.claims),
        *((note, _note(note)) for note in annotated.notes),
        *((quote, _quote(quote)) for quote in annotated.quotes),
        *((entity, _entity(entity, names.get(entity.entity, entity.text))) for entity in annotated.entities),
        *((hidden, _hidden(hidden)) for hidden in annotated.hidden),
    ]
    around = _around(article.text, (mark for mark, _ in said))
    for mark, (motivation, terms) in said:
        told = _targets(article, mark, around) | _held(mark, around)
        yield _annotation(article, motivation, mark, terms | told)


def _around(text: str, marks: Iterable[_Mark]) -> dict[Span, Anchor]:
    """Return the anchor of each span, all found in one go: a search for each takes long in a book."""
    spans = list(dict.fromkeys(span for mark in marks for span in _spans(mark)))
    return dict(zip(spans, anchors(text, ([span] for span in spans)), strict=True))


def _spans(mark: _Mark) -> Sequence[Span]:
    return (Span(mark.start, mark.end, mark.text),) if isinstance(mark, Entity) else mark.spans


def _claim(claim: Claim) -> _Said:
    own = {
        "newsmark:claimant": claim.claimant.name if claim.claimant else None,
        "newsmark:check_worthiness": claim.check_worthiness,
    }
    terms = stated(said_of(claim)) | _kind("claim", claim.id, claim.origin) | given(own)
    motivation = "assessing" if claim.verdict else "highlighting"
    return motivation, terms


def _note(note: Note) -> _Said:
    return "commenting", stated(NoteContent(note=note.note)) | {"newsmark:kind": "note"}


def _quote(quote: Quote) -> _Said:
    own = {
        "newsmark:speaker": quote.speaker.name if quote.speaker else None,
        "newsmark:attribution": quote.attribution,
    }
    said = _correction(quote.record) | {"body": [textual("classifying", quote.kind)]}
    return "highlighting", said | _kind("quote", quote.id, quote.origin) | given(own)


def _entity(entity: Entity, name: str) -> _Said:
    said = _correction(entity.record) or stated(EntityContent(label=entity.label, name=name))
    return "identifying", said | _kind("entity", entity.id, entity.origin)


def _hidden(hidden: Hidden) -> _Said:
    """Return what is said of words that nothing shows."""
    content = hidden.record.content
    is_removal = content is not None and content.is_removed
    kind: Literal["claim", "quote", "entity"] = "quote"
    if isinstance(content, ClaimContent | EntityContent):
        kind = "claim" if isinstance(content, ClaimContent) else "entity"
    motivation = "editing" if is_removal else "identifying" if kind == "entity" else "highlighting"
    own = {"newsmark:claimant": hidden.record.claimant}
    terms = _correction(hidden.record) | _kind(kind, hidden.id, hidden.origin) | given(own)
    return motivation, terms


def _correction(record: RecordStamp | None) -> Json:
    content: Content | None = record.content if record else None
    return stated(content) if content else {}


def _kind(kind: Literal["claim", "quote", "entity"], mark_id: str, origin: Origin) -> Json:
    return {"newsmark:kind": kind, "newsmark:mark": mark_id, "newsmark:origin": origin}


def _annotation(article: Article, motivation: str, mark: _Mark, terms: Json) -> Json:
    about = {"id": _name(article, mark), "type": "Annotation", "motivation": motivation}
    record = mark.record
    if record is None:
        return about | terms
    creator = {"type": "Person", "name": record.author} if record.author else None
    age = given({"creator": creator, "created": record.created, "modified": record.modified})
    return about | age | terms | revised(record)


def _name(article: Article, mark: _Mark) -> str:
    if isinstance(mark, Note):
        return f"urn:uuid:{mark.record.id}"
    return f"urn:uuid:{mark.record.id}" if mark.record else f"{NAMESPACE}{article.id}:{mark.id}"


def _targets(article: Article, mark: _Mark, around: Mapping[Span, Anchor]) -> Json:
    spans = _spans(mark)
    if not spans and mark.anchor:
        return {"target": [_target(article, [_quoted(mark.anchor)])]}
    return {"target": [_target(article, [_quoted(around[span]), _place(span)]) for span in spans]}


def _held(mark: _Mark, around: Mapping[Span, Anchor]) -> Json:
    """Return the terms for the words of a record as they stood when it was made, unless its one target tells them."""
    if mark.record is None or mark.anchor is None:
        return {}
    spans, own = _spans(mark), replace(mark.anchor, status="exact")
    is_told = len(spans) == 1 and not mark.record.spans and around[spans[0]] == own
    return {} if is_told else held(mark.record.spans or spans, own)


def _target(article: Article, selectors: list[Json]) -> Json:
    return {"type": "SpecificResource", "source": _address(article), "selector": selectors}


def _quoted(around: Anchor) -> Json:
    return {"type": "TextQuoteSelector", "exact": around.exact, "prefix": around.prefix, "suffix": around.suffix}


def _place(span: Span) -> Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _address(article: Article) -> str:
    return article.source if article.source and is_web(article.source) else f"{NAMESPACE}{article.id}"
