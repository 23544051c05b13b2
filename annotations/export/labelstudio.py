"""Label Studio JSON: an array of tasks, each with what newsmark found as one annotation.

| Label Studio | newsmark |
|---|---|
| `data.text` | the article's text |
| `data.article`, `.source`, `.title` | as the article has them |
| `annotations[0].result[]` | a region for each span, `type` `labels`, `from_name` `label`, `to_name` `text` |
| `value.start`, `.end` | offsets in Unicode code points: Label Studio counts so since 1.6 |
| `value.text`, `.labels` | the words; the label as in `layers` |
| `meta.text` | on the first region of a claim: its verdict and its note |

The project's labelling configuration needs `<Labels name="label" toName="text">` with the labels of `layers` and
`<Text name="text" value="$text"/>`.
"""

from collections.abc import Iterable, Iterator

from annotations.export.json import array_of, to_line
from annotations.export.layers import Labelled, labelled
from annotations.models import AnnotatedArticle


def to_label_studio(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as an array of one Label Studio task."""
    return b"".join(stream_label_studio([annotated]))


def stream_label_studio(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield one array with a task for each article."""
    return array_of(to_line(_task(annotated)) for annotated in articles)


def _task(annotated: AnnotatedArticle) -> dict[str, object]:
    article = annotated.article
    data = {"text": article.text, "article": article.id, "source": article.source, "title": article.title}
    said = {claim.id: [part for part in (claim.verdict, claim.note) if part] for claim in annotated.claims}
    regions = []
    for number, span in enumerate(labelled(annotated), 1):
        meta = said.pop(span.id, [])
        regions.append(_region(number, span) | ({"meta": {"text": meta}} if meta else {}))
    return {"data": data, "annotations": [{"result": regions}]}


def _region(number: int, span: Labelled) -> dict[str, object]:
    value = {"start": span.start, "end": span.end, "text": span.text, "labels": [span.label]}
    named = {"from_name": "label", "to_name": "text", "type": "labels"}
    return {"id": f"{span.id}-{number}", **named, "value": value}
