"""W3C Web Annotation (JSON-LD): an AnnotationCollection with everything on its first page.

| Web Annotation | newsmark |
|---|---|
| collection `schema:about` | the article: address, headline and text, so that the collection can be read alone |
| annotation `id` | `urn:uuid:` and the record's id; without a record `urn:newsmark:`, the article's and the mark's id |
| `motivation` | `assessing` a claim with a verdict, `commenting` a note, `identifying` an entity, else `highlighting` |
| `target[]` | one for each span, of the article's address (else `urn:newsmark:` and its id) |
| TextQuoteSelector | the words with the text around them |
| TextPositionSelector | offsets in Unicode code points, as the recommendation demands; none where the words are gone |
| body `assessing` | the verdict of a claim |
| body `commenting` | a note |
| body `tagging` | a tag of a claim |
| body `linking` | a source beside a claim: address, `schema:name`, `schema:abstract` (passage), stance, date |
| body `identifying`, `classifying` | the name and the label of an entity; the kind of a quote |
| `creator`, `created`, `modified` | of the record |
| `newsmark:…` | what the vocabulary has no term for, under the names of the contract |

Claims and notes come back at import, with their latest state; past states stay behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotations.anchors import anchor
from annotations.export.json import array_of, to_indented
from annotations.models import (
    Anchor,
    AnnotatedArticle,
    Article,
    Claim,
    Entity,
    Evidence,
    Note,
    Quote,
    RecordStamp,
    Span,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = "urn:newsmark:"
_Json = dict[str, Any]


def to_web_annotation(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one annotation collection."""
    return to_indented(_collection(annotated))


def stream_web_annotation(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield an array with a collection for each article."""
    return array_of(map(to_web_annotation, articles))


def _collection(annotated: AnnotatedArticle) -> _Json:
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


def _about(article: Article) -> _Json:
    named = {
        "schema:headline": article.title,
        "schema:author": article.byline,
        "schema:publisher": article.publisher,
        "schema:datePublished": article.published,
        "schema:inLanguage": article.language,
        "schema:articleBody": article.text,
    }
    return {"id": _address(article), "type": "schema:NewsArticle", **_given(named)}


def _items(annotated: AnnotatedArticle) -> Iterator[_Json]:
    article = annotated.article
    names = {cluster.id: cluster.name for cluster in annotated.entity_index}
    for claim in annotated.claims:
        yield _claim(article, claim)
    for note in annotated.notes:
        yield _note(article, note)
    for quote in annotated.quotes:
        yield _quote(article, quote)
    for entity in annotated.entities:
        yield _entity(article, entity, names.get(entity.entity, entity.text))


def _claim(article: Article, claim: Claim) -> _Json:
    bodies = [
        *([_textual("assessing", claim.verdict)] if claim.verdict else ()),
        *([_textual("commenting", claim.note)] if claim.note else ()),
        *(_textual("tagging", tag) for tag in claim.tags),
        *map(_linking, claim.evidence),
    ]
    own = {
        "newsmark:kind": "claim",
        "newsmark:claim": claim.id,
        "newsmark:origin": claim.origin,
        "newsmark:claimant": claim.claimant.name if claim.claimant else None,
        "newsmark:check_worthiness": claim.check_worthiness,
        "newsmark:same_as": list(claim.same_as) or None,
    }
    motivation = "assessing" if claim.verdict else "highlighting"
    about = _annotation(article, motivation, bodies, claim.record, claim.id)
    return about | _given(own) | {"target": _targets(article, claim.spans, claim.anchor)}


def _note(article: Article, note: Note) -> _Json:
    about = _annotation(article, "commenting", [_textual("commenting", note.note)], note.record, note.record.id)
    return about | {"newsmark:kind": "note", "target": _targets(article, note.spans, note.anchor)}


def _quote(article: Article, quote: Quote) -> _Json:
    own = {
        "newsmark:kind": "quote",
        "newsmark:speaker": quote.speaker.name if quote.speaker else None,
        "newsmark:attribution": quote.attribution,
    }
    about = _annotation(article, "highlighting", [_textual("classifying", quote.kind)], quote.record, quote.id)
    return about | _given(own) | {"target": _targets(article, quote.spans, quote.anchor)}


def _entity(article: Article, entity: Entity, name: str) -> _Json:
    bodies = [_textual("identifying", name), _textual("classifying", entity.label)]
    spans = [Span(entity.start, entity.end, entity.text)]
    about = _annotation(article, "identifying", bodies, entity.record, entity.id)
    return about | {"newsmark:kind": "entity", "target": _targets(article, spans, entity.anchor)}


def _annotation(
    article: Article, motivation: str, bodies: Sequence[_Json], record: RecordStamp | None, mark_id: str
) -> _Json:
    own_id = f"urn:uuid:{record.id}" if record else f"{NAMESPACE}{article.id}:{mark_id}"
    about: _Json = {"id": own_id, "type": "Annotation", "motivation": motivation}
    if record:
        creator = {"type": "Person", "name": record.author} if record.author else None
        about |= _given({"creator": creator, "created": record.created, "modified": record.modified})
    return about | ({"body": list(bodies)} if bodies else {})


def _textual(purpose: str, value: str) -> _Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _linking(evidence: Evidence) -> _Json:
    source = {"id": evidence.url, "schema:name": evidence.title, "schema:abstract": evidence.passage}
    own = {"newsmark:stance": evidence.stance, "newsmark:accessed": evidence.accessed}
    return {"type": "SpecificResource", "purpose": "linking", "source": _given(source), **_given(own)}


def _targets(article: Article, spans: Sequence[Span], whole: Anchor | None) -> list[_Json]:
    if not spans and whole:
        return [_target(article, [_quoted(whole)])]
    around = [anchor(article.text, [span]) for span in spans]
    return [_target(article, [_quoted(each), _place(span)]) for span, each in zip(spans, around, strict=True)]


def _target(article: Article, selectors: list[_Json]) -> _Json:
    return {"type": "SpecificResource", "source": _address(article), "selector": selectors}


def _quoted(around: Anchor) -> _Json:
    return {"type": "TextQuoteSelector", "exact": around.exact, "prefix": around.prefix, "suffix": around.suffix}


def _place(span: Span) -> _Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _address(article: Article) -> str:
    is_web = article.source is not None and article.source.lower().startswith(("http://", "https://"))
    return article.source if is_web and article.source else f"{NAMESPACE}{article.id}"


def _given(values: Mapping[str, Any]) -> _Json:
    return {name: value for name, value in values.items() if value is not None and value != ""}
