r"""CSV of claims by RFC 4180: one row for each claim, for spreadsheets and data frames.

| column | holds |
|---|---|
| `article`, `title`, `source` | id, title and source of the article |
| `claim` | id of the claim |
| `verdict`, `note`, `tags` | the reader's; tags are joined by `; `, within one stands `\;` |
| `evidence` | the sources beside the claim: a JSON array of the contract's objects, empty where there are none |
| `same_as` | ids of the claims that assert the same, joined by a space |
| `speaker` | who asserts it, by name |
| `words` | the words claimed; ` … ` stands where others interrupt them |
| `spans` | `start:end` of each span in Unicode code points, joined by a space; empty for an orphan |
| `prefix`, `suffix` | the text around the words, by which they are found in another version |
| `origin`, `check_worthiness`, `reasons` | as in the contract; reasons are joined by `; ` |
| `record`, `created`, `modified` | the reader's record on the claim: its id, when it was made and changed |

UTF-8 without a mark, comma, CR LF, quoted where needed. A cell that a spreadsheet would take for a formula begins with
an apostrophe; the import takes it away, so that every cell comes back as it was.
"""

from collections.abc import Iterable, Iterator
from csv import writer
from io import StringIO

from annotations.anchors import anchors
from annotations.export.json import to_line
from annotations.models import Anchor, AnnotatedArticle, Article, Claim
from annotations.spreadsheet import COLUMNS, LIST_SEPARATOR, guarded, spans_cell, tags_cell, words_cell


def to_csv(annotated: AnnotatedArticle) -> bytes:
    """Write the claims of an annotated article as CSV with a header."""
    return b"".join(stream_csv([annotated]))


def stream_csv(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield the claims of all articles under one header, article by article."""
    yield _rows([COLUMNS])
    for annotated in articles:
        unrecorded = (claim.spans for claim in annotated.claims if not claim.anchor)
        made = iter(anchors(annotated.article.text, unrecorded))
        yield _rows(_cells(annotated.article, claim, claim.anchor or next(made)) for claim in annotated.claims)


def _rows(rows: Iterable[Iterable[str]]) -> bytes:
    table = StringIO(newline="")
    writer(table).writerows(map(guarded, row) for row in rows)
    return table.getvalue().encode()


def _cells(article: Article, claim: Claim, around: Anchor) -> list[str]:
    record = claim.record
    evidence = to_line(claim.evidence).decode().rstrip() if claim.evidence else ""
    return [
        *(article.id, article.title, article.source or "", claim.id, claim.verdict or "", claim.note),
        *(tags_cell(claim.tags), evidence, " ".join(claim.same_as)),
        *(claim.claimant.name if claim.claimant else "", _words(claim, around), spans_cell(claim.spans)),
        *(around.prefix, around.suffix, claim.origin, str(claim.check_worthiness)),
        *(LIST_SEPARATOR.join(claim.reasons), record.id if record else ""),
        *((record.created, record.modified) if record else ("", "")),
    ]


def _words(claim: Claim, around: Anchor) -> str:
    return words_cell(claim.spans) if claim.spans else around.exact
