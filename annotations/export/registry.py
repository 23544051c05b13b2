"""The formats of export by name: what the command line and the reader offer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from annotations.errors import ExportError
from annotations.export.brat import brat_files, stream_brat, to_brat
from annotations.export.claimreview import Publisher, stream_claim_review, to_claim_review, trouble_with
from annotations.export.csv import stream_csv, to_csv
from annotations.export.docbin import stream_docbin, to_docbin
from annotations.export.doccano import to_doccano
from annotations.export.html import to_html
from annotations.export.json import array_of, to_json
from annotations.export.jsonl import to_json_line
from annotations.export.labelstudio import stream_label_studio, to_label_studio
from annotations.export.markdown import stream_markdown, to_markdown
from annotations.export.prodigy import to_prodigy
from annotations.export.webannotation import stream_web_annotation, to_web_annotation
from annotations.models import AnnotatedArticle

Write = Callable[[AnnotatedArticle], bytes]
Stream = Callable[[Iterable[AnnotatedArticle]], Iterator[bytes]]


class Format(NamedTuple):
    """A way to write annotated articles."""

    summary: str
    """What it is and what it is for, in a line."""
    suffix: str
    """Of a file in this format, with its dot."""
    write: Write
    """One article as a whole file."""
    stream: Stream | None = None
    """Several articles as one file, piece by piece; None where each needs a file of its own."""
    files: Callable[[AnnotatedArticle], Mapping[str, bytes]] | None = None
    """The files of one article in a folder, by name; None where it is the one that `write` makes."""
    is_text: bool = True
    """Whether a terminal can show it."""
    trouble: ExportError | None = None
    """Why nothing can be written in it now."""


def formats(publisher: Publisher | None = None) -> Mapping[str, Format]:
    """Return every format by the name that the command line and the reader use."""
    review = partial(to_claim_review, publisher=publisher)
    reviews = partial(stream_claim_review, publisher=publisher)
    return MappingProxyType(
        {
            "json": Format("annotated article, newsmark's own contract", ".json", to_json, _array),
            "jsonl": Format("the same, one article on each line", ".jsonl", to_json_line, _lines(to_json_line)),
            "w3c": Format(
                "W3C Web Annotation collection (JSON-LD)", ".jsonld", to_web_annotation, stream_web_annotation
            ),
            "claimreview": Format(
                "schema.org ClaimReview (JSON-LD) of the verdicts",
                ".jsonld",
                review,
                reviews,
                trouble=trouble_with(publisher),
            ),
            "markdown": Format("report for people, claims by verdict", ".md", to_markdown, stream_markdown),
            "html": Format("page for people, the marks in the text", ".html", to_html),
            "csv": Format("table of the claims, for spreadsheets", ".csv", to_csv, stream_csv),
            "prodigy": Format("Prodigy tasks with spans (JSON Lines)", ".jsonl", to_prodigy, _lines(to_prodigy)),
            "doccano": Format("doccano sequence labels (JSON Lines)", ".jsonl", to_doccano, _lines(to_doccano)),
            "labelstudio": Format("Label Studio tasks (JSON)", ".json", to_label_studio, stream_label_studio),
            "brat": Format(
                "brat standoff: .txt and .ann, zipped or in a folder",
                ".zip",
                to_brat,
                stream_brat,
                brat_files,
                is_text=False,
            ),
            "docbin": Format(
                "spaCy DocBin: entities, quotes and claims", ".spacy", to_docbin, stream_docbin, is_text=False
            ),
        }
    )


def format_named(name: str, publisher: Publisher | None = None) -> Format:
    """Return the format of that name; raises ExportError for an unknown one."""
    known = formats(publisher)
    if name not in known:
        raise ExportError(f"There is no export format {name!r}.", f"Choose one of: {', '.join(known)}.")
    return known[name]


def _array(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    return array_of(map(to_json, articles))


def _lines(write: Write) -> Stream:
    return partial(map, write)
