"""The examples of the README are what newsmark writes."""

import re
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

from annotations.export.claimreview import Publisher
from annotations.export.registry import format_named, formats
from annotations.models import Analysis, AnnotatedArticle, Claim, Generator
from annotations.review import annotated, open_review, set_note, tag
from tests.builders import make_article, make_span

PUBLISHER = Publisher("Harbour Desk", "https://desk.example")
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def example() -> AnnotatedArticle:
    """Return the article of the examples: one sentence, one disputed claim."""
    article = make_article("The ferry carried 412 cars.", source="https://news.example/ferry", title="Ferry")
    span = make_span(article.text, "The ferry carried 412 cars")
    review = open_review(article, Analysis(claims=(Claim(id="c-1111111111111111", spans=(span,)),)), ())
    review = tag(review, "c-1111111111111111", "disputed", "2026-03-01T10:00:00.000Z").review
    review = set_note(review, "c-1111111111111111", "The log says 398.", "2026-03-01T10:01:00.000Z").review
    return annotated(review, Generator(version="0.1.0", pipeline=None, analysis="1"))


def excerpts() -> dict[str, str]:
    """Return the code under each format's name."""
    section = README.split("\n## Formats\n")[1].split("\n## Files and privacy\n")[0]
    return dict(re.findall(r"^\*\*(\w+)\*\* [^\n]+\n\n```\w*\n(.*?)\n```$", section, re.M | re.S))


@pytest.mark.parametrize("name", [name for name in formats() if name != "docbin"])
def test_the_example_of_a_format_is_part_of_what_it_writes(name: str) -> None:
    chosen = format_named(name, PUBLISHER)
    files = chosen.files(example()).values() if chosen.files else [chosen.write(example())]
    assert any(excerpts()[name] in data.decode().replace("\r\n", "\n") for data in files)


def test_the_example_of_docbin_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles.spacy").write_bytes(format_named("docbin").write(example()))
    known: dict[str, Any] = {"spacy": spacy, "DocBin": DocBin}
    exec(excerpts()["docbin"], known)
    assert known["docs"][0].spans["claims"][0].label_ == "DISPUTED"


def test_every_format_has_an_example() -> None:
    assert list(excerpts()) == list(formats())
