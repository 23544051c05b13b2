"""spaCy DocBin: the articles as training data for spaCy, with English tokens and no pipeline.

| spaCy | newsmark |
|---|---|
| `Doc.text` | the article's text |
| `Doc.ents` | the entity mentions; of two that overlap the longer, of equals the first |
| `Doc.spans["quotes"]` | each span of each quote: label its kind (DIRECT, INDIRECT, MIXED), id the quote's |
| `Doc.spans["claims"]` | each span of each claim: label its verdict (VERIFIED, DISPUTED) or OPEN, id the claim's |
| `Doc.user_data` | `article` (id), `source`, `title` |

spaCy counts tokens: a span that begins or ends within a token is widened to it. Read it with
`DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotations.models import AnnotatedArticle, Claim, Entity, Quote

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


def to_docbin(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as a DocBin of one document."""
    return b"".join(stream_docbin([annotated]))


def stream_docbin(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield one DocBin with a document for each article; they are all in memory."""
    import spacy
    from spacy.tokens import DocBin

    blank = spacy.blank("en")
    yield DocBin(docs=[_doc(annotated, blank) for annotated in articles], store_user_data=True).to_bytes()


def _doc(annotated: AnnotatedArticle, blank: "Language") -> "Doc":
    from spacy.util import filter_spans

    article = annotated.article
    doc = blank.make_doc(article.text)
    doc.ents = filter_spans(_spans(doc, annotated.entities))
    doc.spans["quotes"] = list(_spans(doc, annotated.quotes))
    doc.spans["claims"] = list(_spans(doc, annotated.claims))
    doc.user_data = {"article": article.id, "source": article.source, "title": article.title}
    return doc


def _spans(doc: "Doc", marks: Iterable[Entity | Quote | Claim]) -> "Iterator[Span]":
    for mark in marks:
        for part in [mark] if isinstance(mark, Entity) else mark.spans:
            span = doc.char_span(part.start, part.end, label=_label(mark), span_id=mark.id, alignment_mode="expand")
            if span is not None:
                yield span


def _label(mark: Entity | Quote | Claim) -> str:
    match mark:
        case Entity():
            return mark.label
        case Quote():
            return mark.kind.upper()
        case Claim():
            return (mark.verdict or "open").upper()
