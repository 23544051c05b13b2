"""doccano JSONL: one document on each line, for a sequence labelling project that allows overlapping spans.

| doccano | newsmark |
|---|---|
| `text` | the article's text |
| `label` | `[start, end, label]` for each span, in Unicode code points; labels as in `layers` |
| `article`, `source`, `title` | as the article has them; doccano keeps further columns as metadata |

doccano counts code points, as Python does. Spans with the same place and label are one.
"""

from annotations.export.json import to_line
from annotations.export.layers import labelled
from annotations.models import AnnotatedArticle


def to_doccano(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one doccano document on one line."""
    article = annotated.article
    labels = list(dict.fromkeys((span.start, span.end, span.label) for span in labelled(annotated)))
    named = {"article": article.id, "source": article.source, "title": article.title}
    return to_line({"text": article.text, "label": labels, **named})
