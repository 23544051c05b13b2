"""Exports in the hands of programs that others wrote to read them.

Those that are too large for every run come with `pip install '.[conformance]'`; without them their tests are skipped.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
import spacy
from spacy.training import Example

from annotations.export.brat import brat_files
from annotations.export.claimreview import Publisher
from annotations.export.doccano import to_doccano
from annotations.export.html import to_html
from annotations.export.labelstudio import to_label_studio
from annotations.export.layers import LABELS
from annotations.export.prodigy import to_prodigy
from annotations.export.registry import format_named
from annotations.models import AnnotatedArticle
from tests.exported import corrected, exported

LABELLING = f"""<View>
  <Labels name="label" toName="text">{"".join(f"<Label value={quoteattr(label)}/>" for label in LABELS)}</Labels>
  <Text name="text" value="$text"/>
</View>"""
"""The project that the mapping of Label Studio asks for."""


@pytest.fixture
def annotated() -> AnnotatedArticle:
    """Return an article with emoji, Arabic and overlapping marks of every kind, judged, corrected and hidden."""
    return exported(corrected())


def marked(annotated: AnnotatedArticle) -> list[tuple[str, str]]:
    """Return the label and the words of every span, sorted."""
    spans = [
        *((entity.label, entity.text) for entity in annotated.entities),
        *(("QUOTE", span.text) for quote in annotated.quotes for span in quote.spans),
        *(("CLAIM", span.text) for claim in annotated.claims for span in claim.spans),
    ]
    assert {"QUOTE", "CLAIM", "PRODUCT"} <= {label for label, _ in spans}
    return sorted(spans)


def spacy_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """Return the label and the words of spans as spaCy takes them over for training."""
    example = Example.from_dict(spacy.blank("en").make_doc(text), {"spans": {"all": list(spans)}})
    return sorted((span.label_, span.text) for span in example.reference.spans["all"])


def test_spacy_reads_the_spans_of_prodigy(annotated: AnnotatedArticle) -> None:
    task = json.loads(to_prodigy(annotated))
    spans = [(span["start"], span["end"], span["label"]) for span in task["spans"]]
    assert spacy_spans(task["text"], spans) == marked(annotated)


def test_spacy_reads_the_labels_of_doccano(annotated: AnnotatedArticle) -> None:
    document = json.loads(to_doccano(annotated))
    assert spacy_spans(document["text"], map(tuple, document["label"])) == marked(annotated)


@pytest.mark.filterwarnings("default")
def test_recon_reads_tasks_of_prodigy(annotated: AnnotatedArticle, tmp_path: Path) -> None:
    loaders = pytest.importorskip("recon.loaders")
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(to_prodigy(annotated))
    (task,) = loaders.read_jsonl(path)
    assert sorted((span.label, span.text) for span in task.spans) == marked(annotated)
    assert task.meta == {
        "article": annotated.article.id,
        "source": annotated.article.source,
        "title": annotated.article.title,
    }


@pytest.mark.filterwarnings("default")
def test_bioc_reads_brat_standoff(annotated: AnnotatedArticle) -> None:
    brat = pytest.importorskip("bioc.brat")
    files = brat_files(annotated)
    document = brat.loads(*(files[f"{annotated.article.id}.{end}"].decode() for end in ("txt", "ann")))
    found = [(mark.type, document.text[slice(*place)]) for mark in document.entities for place in mark.locations]
    assert sorted(each for each in found if each[0] in LABELS) == marked(annotated)
    assert [text for label, text in found if label == "NOTE"] == ["The ferry carried"]
    names = {mark.id: mark.text for mark in document.entities}
    assert {mark.text for mark in document.entities} == {
        " ".join(document.text[slice(*place)] for place in mark.locations) for mark in document.entities
    }
    said = [{role: names[mark] for role, mark in each.arguments.items()} for each in document.relations]
    assert {"Arg1": "“The ferry carried 412 cars,” “and 3 buses 👩🏽\u200d🚒.”", "Arg2": "Tom Hale"} in said
    assert {(each.type, *each.attributes) for each in document.attributes} >= {
        ("Verdict", "disputed"),
        ("Kind", "direct"),
    }
    assert [each.text for each in document.notes] == ["=SUM(A1) counts 398. Not 412.", "Which <ferry>?"]
    assert {each.refid for each in (*document.attributes, *document.notes)} <= set(names)


@pytest.mark.filterwarnings("default")
def test_label_studio_accepts_its_tasks(annotated: AnnotatedArticle) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface(LABELLING)
    interface.validate()
    (task,) = json.loads(to_label_studio(annotated))
    assert interface.validate_task({"data": task["data"]})
    (annotation,) = task["annotations"]
    assert interface.validate_annotation(annotation)
    assert not interface.validate_annotation({"result": [with_label(annotation["result"][0], "NOBODY")]})
    values = [region["value"] for region in annotation["result"]]
    text = task["data"]["text"]
    assert sorted((value["labels"][0], text[value["start"] : value["end"]]) for value in values) == marked(annotated)


def with_label(region: dict[str, Any], label: str) -> dict[str, Any]:
    return {**region, "value": {**region["value"], "labels": [label]}}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", ["claimreview", "w3c"])
def test_schema_org_knows_every_term_of_its_that_is_used(annotated: AnnotatedArticle, name: str) -> None:
    vocabulary = pytest.importorskip("rdflib.namespace").SDO
    data = json.loads(format_named(name, Publisher("Desk", "https://desk.example")).write(annotated))
    is_review = name == "claimreview"
    terms = {term for term in named(data) if not term.startswith("@")}
    used = terms if is_review else {term.removeprefix("schema:") for term in terms if term.startswith("schema:")}
    assert used >= ({"ClaimReview", "reviewRating"} if is_review else {"NewsArticle", "articleBody"})
    assert {term for term in used if term not in vocabulary} == set()


def named(value: Any) -> set[str]:
    """Return the properties and the types that decoded JSON-LD names."""
    if isinstance(value, list):
        return {name for each in value for name in named(each)}
    if not isinstance(value, dict):
        return set()
    types = {value[key] for key in ("@type", "type") if isinstance(value.get(key), str)}
    return {*value, *types}.union(*(named(each) for each in value.values()))


@pytest.mark.filterwarnings("default")
def test_a_strict_reader_of_html_finds_no_fault(annotated: AnnotatedArticle) -> None:
    html5lib = pytest.importorskip("html5lib")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(to_html(annotated).decode())
    assert page.find("head/title").text == annotated.article.title
    words = {kind: ["".join(each.itertext()) for each in page.iter(kind)] for kind in ("h1", "strong", "q")}
    assert words["h1"] == [annotated.article.title]
    assert "paid $3 & left" in words["strong"]
    assert words["q"] == ["It says 398."]
    assert [each.get("dir") for each in page.iter("p") if each.get("dir") in {"ltr", "rtl"}] == ["ltr", "rtl", "ltr"]
