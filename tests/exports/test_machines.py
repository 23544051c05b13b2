import csv
import json
import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
import spacy
from hypothesis import given
from msgspec.structs import replace
from pyld import jsonld  # type: ignore[import-untyped]  # it ships no types
from spacy.tokens import DocBin

from annotations.editing import Review
from annotations.errors import ExportError
from annotations.export.brat import brat_files, to_brat
from annotations.export.claimreview import Publisher, stream_claim_review, to_claim_review
from annotations.export.csv import stream_csv, to_csv
from annotations.export.docbin import to_docbin
from annotations.export.doccano import to_doccano
from annotations.export.jsonl import to_json_line
from annotations.export.labelstudio import to_label_studio
from annotations.export.layers import LABELS
from annotations.export.prodigy import to_prodigy
from annotations.export.registry import format_named, formats
from annotations.export.selection import Selection, checked, selected
from annotations.export.webannotation import to_web_annotation
from annotations.models import Analysis, AnnotatedArticle, Claim, Span
from annotations.occurrences import all_starts
from annotations.review import open_review
from tests.builders import make_article
from tests.exported import JUDGED, OPEN, TEXT, exported, reviewed, reviews

OA, AS, SCHEMA = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://schema.org/"
IRI = {"@type": "@id"}
VOCABULARY = {"@type": "@vocab"}
ANNO: dict[str, Any] = {
    "schema": SCHEMA,
    **{"id": "@id", "type": "@type", "AnnotationCollection": f"{AS}OrderedCollection"},
    **{"AnnotationPage": f"{AS}OrderedCollectionPage", "Software": f"{AS}Application"},
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: f"{OA}{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    **{name: f"{OA}{name}" for name in ("assessing", "commenting", "tagging", "linking", "identifying", "classifying")},
    **{"highlighting": f"{OA}highlighting", "Person": "http://xmlns.com/foaf/0.1/Person"},
    **{"label": "http://www.w3.org/2000/01/rdf-schema#label", "name": "http://xmlns.com/foaf/0.1/name"},
    **{"generator": {"@id": f"{AS}generator", **IRI}, "total": f"{AS}totalItems", "startIndex": f"{AS}startIndex"},
    **{"first": {"@id": f"{AS}first", **IRI}, "partOf": {"@id": f"{AS}partOf", **IRI}},
    **{"items": {"@id": f"{AS}items", "@container": "@list"}, "body": {"@id": f"{OA}hasBody", **IRI}},
    **{"target": {"@id": f"{OA}hasTarget", **IRI}, "source": {"@id": f"{OA}hasSource", **IRI}},
    **{"selector": {"@id": f"{OA}hasSelector", **IRI}, "motivation": {"@id": f"{OA}motivatedBy", **VOCABULARY}},
    **{"purpose": {"@id": f"{OA}hasPurpose", **VOCABULARY}, "exact": f"{OA}exact", "prefix": f"{OA}prefix"},
    **{"suffix": f"{OA}suffix", "start": f"{OA}start", "end": f"{OA}end", "value": f"{OA}value"},
    **{"format": "http://purl.org/dc/elements/1.1/format", "created": "http://purl.org/dc/terms/created"},
    **{"modified": "http://purl.org/dc/terms/modified", "creator": "http://purl.org/dc/terms/creator"},
}
"""The terms of the Web Annotation vocabulary that we use, as its recommendation defines them."""
PUBLISHER = Publisher("Harbour Desk", "https://desk.example/checks")


def expanded(data: bytes, context: dict[str, Any]) -> Any:
    """Return JSON-LD as a processor that is not ours expands it, with this context in the place of remote ones."""

    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}

    return jsonld.expand(json.loads(data), {"documentLoader": load})


def nodes(value: Any, kind: str) -> list[dict[str, Any]]:
    """Return the nodes of a type in expanded JSON-LD, in its order."""
    if isinstance(value, list):
        return [node for each in value for node in nodes(each, kind)]
    if not isinstance(value, dict):
        return []
    found = [value] if kind in value.get("@type", ()) else []
    return found + [node for each in value.values() for node in nodes(each, kind)]


def value_of(node: dict[str, Any], term: str) -> Any:
    (only,) = node[term]
    return only.get("@value", only.get("@id"))


@given(reviews())
def test_web_annotations_expand_and_their_selectors_select(review: Review) -> None:
    graph = expanded(to_web_annotation(exported(review)), ANNO)
    annotations = nodes(graph, f"{OA}Annotation")
    assert len(annotations) == len(review.claims) + len(review.notes)
    for annotation in annotations:
        assert annotation[f"{OA}motivatedBy"][0]["@id"].startswith(OA)
        for target in annotation[f"{OA}hasTarget"]:
            assert value_of(target, f"{OA}hasSource") == review.article.source
            (place,), (quote,) = nodes(target, f"{OA}TextPositionSelector"), nodes(target, f"{OA}TextQuoteSelector")
            start, end = value_of(place, f"{OA}start"), value_of(place, f"{OA}end")
            around = [value_of(quote, f"{OA}{part}") for part in ("prefix", "exact", "suffix")]
            assert review.article.text[start:end] == around[1]
            assert "".join(around) in review.article.text


def test_no_term_of_a_web_annotation_is_lost_in_expansion() -> None:
    written = to_web_annotation(exported())
    graph = expanded(written, ANNO)
    keys = set(re.findall(rb'"([\w:]+)":', written)) - {b"newsmark"}
    (collection,) = nodes(graph, f"{AS}OrderedCollection")
    assert value_of(collection, f"{AS}totalItems") == len(nodes(graph, f"{OA}Annotation")) == 8
    flat = json.dumps(graph)
    for key in (key.decode() for key in keys):
        expected = ANNO.get(key.split(":")[0], "urn:newsmark:")
        iri = expected["@id"] if isinstance(expected, dict) else expected
        assert (iri if ":" not in key else key.replace("newsmark:", "urn:newsmark:").replace("schema:", SCHEMA)) in flat
    assert nodes(graph, f"{SCHEMA}NewsArticle")[0][f"{SCHEMA}articleBody"] == [{"@value": TEXT}]


REQUIRED: dict[str, tuple[str, ...]] = {
    "ClaimReview": ("claimReviewed", "reviewRating", "url", "author", "itemReviewed", "datePublished"),
    "Rating": ("ratingValue", "bestRating", "worstRating", "alternateName"),
    "Claim": ("appearance",),
    "NewsArticle": ("headline", "url"),
    "Organization": ("name",),
}
"""Properties that schema.org defines for these types and readers of ClaimReview need."""


def test_claim_reviews_have_what_schema_org_asks_for() -> None:
    graph = expanded(to_claim_review(exported(), PUBLISHER), {"@vocab": SCHEMA})
    for kind, properties in REQUIRED.items():
        found = nodes(graph, f"{SCHEMA}{kind}")
        assert found, kind
        assert all(f"{SCHEMA}{name}" in node for node in found for name in properties), kind
    (review,) = nodes(graph, f"{SCHEMA}ClaimReview")
    (rating,) = nodes(graph, f"{SCHEMA}Rating")
    assert value_of(review, f"{SCHEMA}url") == f"{PUBLISHER.url}#{JUDGED}"
    assert value_of(review, f"{SCHEMA}datePublished") == "2026-03-01"
    names = ("worstRating", "ratingValue", "bestRating")
    worst, value, best = (value_of(rating, f"{SCHEMA}{name}") for name in names)
    assert worst == value < best
    assert value_of(rating, f"{SCHEMA}alternateName") == "Disputed"
    (claim,) = nodes(graph, f"{SCHEMA}Claim")
    assert value_of(claim[f"{SCHEMA}author"][0], f"{SCHEMA}name") == "Ada Moss"


@pytest.mark.parametrize(
    "publisher", [None, Publisher(" ", "https://x.example"), Publisher("X", ""), Publisher("X", "x")]
)
def test_a_publisher_is_never_invented(publisher: Publisher | None) -> None:
    with pytest.raises(ExportError) as caught:
        to_claim_review(exported(), publisher)
    assert caught.value.hint
    with pytest.raises(ExportError):
        list(stream_claim_review([], publisher))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(), newline=""), strict=True))


@given(reviews())
def test_no_cell_is_a_formula_and_every_row_is_whole(review: Review) -> None:
    written = to_csv(exported(review))
    found = rows(written)
    assert len(found) == len(review.claims)
    assert all(not cell.lstrip().startswith(tuple("=+-@\t\r＝＋－＠")) for row in found for cell in row.values())
    assert all(None not in row and None not in row.values() for row in found)
    assert written.endswith(b"\r\n")


def test_several_articles_share_one_header() -> None:
    table = rows(b"".join(stream_csv([exported(), exported()])))
    assert [row["claim"] for row in table] == [claim.id for claim in exported().claims] * 2


@given(reviews())
def test_spans_of_training_formats_hold_the_words_of_the_marks(review: Review) -> None:
    annotated = exported(review)
    expected = {(span.start, span.end) for claim in annotated.claims for span in claim.spans}
    task, document = json.loads(to_prodigy(annotated)), json.loads(to_doccano(annotated))
    (studio,) = json.loads(to_label_studio(annotated))
    assert task["text"] == document["text"] == studio["data"]["text"] == review.article.text
    assert {(span["start"], span["end"]) for span in task["spans"]} == expected
    assert {(start, end) for start, end, _ in document["label"]} == expected
    regions = [region["value"] for region in studio["annotations"][0]["result"]]
    assert {(region["start"], region["end"]) for region in regions} == expected
    assert all(region["text"] == review.article.text[region["start"] : region["end"]] for region in regions)
    assert len({region["id"] for region in studio["annotations"][0]["result"]}) == len(regions)


def test_training_formats_name_every_layer() -> None:
    labels = {span["label"] for span in json.loads(to_prodigy(exported()))["spans"]}
    assert labels == {"CARDINAL", "PERSON", "QUOTE", "CLAIM"}
    assert labels <= set(LABELS)
    (task,) = json.loads(to_label_studio(exported()))
    assert [region["meta"]["text"][0] for region in task["annotations"][0]["result"] if "meta" in region] == [
        "disputed"
    ]


BRAT = re.compile(r"(T\d+)\t([\w-]+) (\d+ \d+(?:;\d+ \d+)*)\t([^\n]*)|[RA]\d+\t\w+ .*|#\d+\tAnnotatorNotes T\d+\t.*")


@given(reviews())
def test_brat_fragments_stand_on_one_line_and_hold_their_words(review: Review) -> None:
    files = brat_files(exported(review))
    text, lines = (files[f"{review.article.id}.{end}"].decode() for end in ("txt", "ann"))
    assert text == review.article.text
    for line in lines.split("\n")[:-1]:
        match = BRAT.fullmatch(line)
        assert match, line
        if match[3]:
            fragments = [text[slice(*map(int, each.split()))] for each in match[3].split(";")]
            assert " ".join(fragments) == match[4]
            assert "\n" not in "".join(fragments)


def test_brat_declares_every_type_and_names_only_what_is_there() -> None:
    files = brat_files(exported())
    lines = files[f"{exported().article.id}.ann"].decode().splitlines()
    configuration = files["annotation.conf"].decode()
    types = {line.split("\t")[1].split()[0] for line in lines}
    assert all(re.search(rf"^{kind}\b", configuration, re.M) for kind in types - {"AnnotatorNotes"})
    names = {line.split("\t")[0] for line in lines}
    assert len(names) == len(lines)
    referred = {name for line in lines if line[0] in "RA#" for name in re.findall(r"\bT\d+", line.split("\t")[1])}
    assert referred <= names
    archive = zipfile.ZipFile(BytesIO(to_brat(exported())))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == dict(files)


def test_a_docbin_holds_the_same_spans() -> None:
    annotated = exported()
    (doc,) = DocBin().from_bytes(to_docbin(annotated)).get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("412", "CARDINAL"),
        ("Ada Moss", "PERSON"),
        ("Tom Hale", "PERSON"),
    ]
    (quote,) = annotated.quotes
    assert [(span.start_char, span.end_char, span.label_, span.id_) for span in doc.spans["quotes"]] == [
        (span.start, span.end, "DIRECT", quote.id) for span in quote.spans
    ]
    labels = {claim.id: (claim.verdict or "open").upper() for claim in annotated.claims}
    spans = [(span.start, span.end, claim.id) for claim in annotated.claims for span in claim.spans]
    found = list(doc.spans["claims"])
    assert [(span.start_char, span.end_char, span.id_) for span in found] == spans
    assert all(span.label_ == labels[span.id_] for span in found)


@pytest.mark.parametrize("name", formats())
def test_every_format_writes_the_same_bytes_again_and_no_control_character(name: str) -> None:
    chosen = format_named(name, PUBLISHER)
    data = chosen.write(exported())
    assert chosen.write(exported()) == data
    if chosen.stream:
        several = b"".join(chosen.stream(iter([exported(), replaced()])))
        assert b"".join(chosen.stream(iter([exported(), replaced()]))) == several
        assert several != data
    if name not in {"brat", "docbin"}:
        assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", data.decode().replace("\r\n", "\n"))


def replaced() -> AnnotatedArticle:
    annotated = exported(reviewed("Another note."))
    return replace(annotated, article=replace(annotated.article, id="a-ffffffffffffffff"))


def test_lines_are_streamed_article_by_article() -> None:
    stream = format_named("jsonl").stream
    assert stream
    taken: list[int] = []

    def articles() -> Any:
        for number in range(3):
            taken.append(number)
            yield exported()

    pieces = stream(articles())
    assert next(iter(pieces)) == to_json_line(exported())
    assert taken == [0]


@pytest.mark.parametrize(
    ("selection", "claims", "quotes", "notes"),
    [
        (Selection(verdict="disputed"), [JUDGED], 1, 0),
        (Selection(verdict="verified"), None, 0, 0),
        (Selection(verdict="open", speaker="moss"), None, 0, 0),
        (Selection(speaker="MOSS"), [JUDGED], 1, 0),
        (Selection(since="2026-03-01", verdict="disputed"), [JUDGED], 1, 0),
        (Selection(since="2026-03-02"), None, 0, 0),
    ],
)
def test_a_selection_leaves_what_was_asked_for(
    selection: Selection, claims: list[str] | None, quotes: int, notes: int
) -> None:
    left = selected(exported(), selection)
    assert (left and [claim.id for claim in left.claims]) == claims
    if left:
        assert (len(left.quotes), len(left.notes)) == (quotes, notes)


def test_open_claims_and_all_work_of_a_day_can_be_selected() -> None:
    left = selected(exported(), Selection(verdict="open"))
    assert left
    assert OPEN in {claim.id for claim in left.claims}
    assert all(claim.verdict is None for claim in left.claims)
    day = selected(exported(), Selection(since="2026-03-01"))
    assert day
    assert len(day.notes) == 1
    with pytest.raises(ExportError, match="not a date"):
        checked(Selection(since="yesterday"))


@pytest.mark.parametrize("write", [to_csv, to_web_annotation])
def test_the_same_words_are_looked_for_once_however_often_they_are_marked(
    write: Callable[[AnnotatedArticle], bytes],
) -> None:
    lines = [f"On day {number} the ferry was late, and nobody knew." for number in range(60_000)]
    article = make_article("\n".join(lines))
    starts = list(all_starts(article.text, "the ferry was late"))[::20]
    spans = [Span(start, start + 18, "the ferry was late") for start in starts]
    claims = tuple(Claim(id=f"c-{span.start:016x}", spans=(span,)) for span in spans)
    review = open_review(article, Analysis(claims=claims), ())
    marked = exported(review)
    begin = time.process_time()
    write(marked)
    assert time.process_time() - begin < 1.5
