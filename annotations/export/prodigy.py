"""Prodigy JSONL: one task on each line, for its span recipes (`spans.manual`, `spans.correct`).

| Prodigy | newsmark |
|---|---|
| `text` | the article's text |
| `spans[].start`, `.end` | offsets in Unicode code points, as Python counts |
| `spans[].label` | see `layers` |
| `spans[].id` | the mark's id; spans of one quote or claim share it |
| `meta` | article id, source, title |

Overlapping spans stay as they are. There are no `tokens`: Prodigy adds those of the pipeline that it works with.
"""

from annotations.export.json import to_line
from annotations.export.layers import Labelled, labelled
from annotations.models import AnnotatedArticle


def to_prodigy(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one Prodigy task on one line."""
    article = annotated.article
    meta = {"article": article.id, "source": article.source, "title": article.title}
    return to_line({"text": article.text, "spans": [_span(span) for span in labelled(annotated)], "meta": meta})


def _span(span: Labelled) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "label": span.label, "id": span.id}
