"""Fuzz the import of annotated articles: refused, or consistent and fit for everything after it.

`fuzzing` says how to run it: python tests/benchmarks/fuzz_import.py SECONDS
"""

import json
import re
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from jsonschema import Draft202012Validator

from annotations.blocks import blocks_of
from annotations.errors import ExchangeError
from annotations.exchange import Exchanged, read_annotated
from annotations.export.json import to_json
from annotations.models import Analysis, Generator
from annotations.records import merge_all
from annotations.review import add_claim, add_note, annotated, open_review, set_note, tag
from annotations.text import article_id, canonical, text_version
from tests.benchmarks.fuzzing import Choices, fuzz, within_time
from tests.builders import make_article

TEXT = "The mayor said “taxes fell by 3 percent.” Nobody had asked her.\n\nYes. Yes. The bridge opened in 1931."
GENERATOR = Generator(version="0", pipeline=None, analysis="1")
HOSTILE: tuple[Any, ...] = (
    *(None, True, 0, 1, -1, 3, 40, 10**9, 2**63, 10**30, 0.5, 1e308, float("nan"), float("inf"), [], {}, ""),
    *("\x1b]52;c;aGk=\x07", "\x9b31m", "\ud800", "\udfff", "\x00", "a\nb", "\u202egnp", "[@click=app.quit]x[/]"),
    *("../../x", "c-0000000000000000", "a-0000000000000000", "00000000-0000-4000-8000-000000000001"),
    *("2026-01-01T00:00:00Z\n", "٢٠٢٦-01-01T00:00:00Z", "9999-99-99T99:99:99.9Z", "Yes.", "claim", "note", "orphan"),
    *("exact", "verified", "detected", "reader", TEXT, "e\u0301", "x" * 5000),
)
CONTROLS = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")


@cache
def exported() -> bytes:
    """Return the file of a reader who has tagged, noted and claimed."""
    ids = [f"00000000-0000-4000-8000-{number:012x}" for number in range(3)]
    review = open_review(make_article(TEXT), Analysis(), ())
    review = add_claim(review, 15, 41, "2026-03-01T10:00:00.000Z", ids[0]).review
    claim = review.claims[0]
    review = tag(review, claim.id, "verified", "2026-03-01T10:01:00.000Z").review
    review = tag(review, claim.id, "disputed", "2026-03-01T10:02:00.000Z").review
    review = set_note(review, claim.id, "By 2.\nSays the budget.", "2026-03-01T10:03:00.000Z").review
    review = add_claim(review, 65, 69, "2026-03-01T10:04:00.000Z", ids[1]).review
    review = add_note(review, 42, 48, "Who?", "2026-03-01T10:05:00.000Z", ids[2]).review
    return to_json(annotated(review, GENERATOR), compact=True)


@cache
def validator() -> Draft202012Validator:
    """Return the judge of the shipped schema."""
    shipped = resources.files("annotations.export").joinpath("annotated-article.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(shipped))


def mutate(choices: Choices, node: Any) -> Any:
    """Return the value with one place in it changed."""
    if isinstance(node, dict) and node and choices.number(16):
        key = choices.one(sorted(node))
        return {**node, key: mutate(choices, node[key])}
    if isinstance(node, list) and node and choices.number(16):
        index, way = choices.number(len(node)), choices.number(6)
        if way == 0:
            return [*node, node[index]]
        if way == 1:
            return node[:index] + node[index + 1 :]
        return [*node[:index], mutate(choices, node[index]), *node[index + 1 :]]
    if isinstance(node, str) and choices.number(3) == 0:
        at = choices.number(len(node) + 1)
        return node[:at] + str(choices.one(HOSTILE)) + node[at + choices.number(4) :]
    if isinstance(node, int) and choices.number(2):
        return node + choices.number(256) - 128
    return choices.one(HOSTILE)


def mended(document: Any) -> Any:
    """Return the document with a text that is canonical again and fits its version, so that the rest is looked at."""
    article = document.get("article") if isinstance(document, dict) else None
    if isinstance(article, dict) and isinstance(article.get("text"), str):
        text = canonical(article["text"])
        blocks = [{"kind": block.kind, "start": block.start, "end": block.end} for block in blocks_of(text)]
        known = {"id": article_id(text), "version": text_version(text), "text": text, "blocks": blocks}
        return {**document, "article": {**article, **known}}
    return document


def check_exchanged(exchanged: Exchanged) -> None:
    """Open what was imported as a reader would, and export it again."""
    review = within_time(lambda: open_review(exchanged.article, Analysis(), exchanged.records), "open_review")
    written = to_json(annotated(review, GENERATOR))
    assert CONTROLS.search(written) is None, written
    validator().validate(json.loads(written))
    ids = [claim.id for claim in (*review.claims, *review.orphans)]
    assert len(set(ids)) == len(ids), ids
    for claim in review.claims:
        assert claim.anchor, claim
        assert [span.text for span in claim.spans] == [
            review.article.text[span.start : span.end] for span in claim.spans
        ], claim
    (again,) = read_annotated(written, "again")
    merged, conflicts = merge_all(review.records, again.records)
    assert not conflicts, conflicts
    assert merged.keys() == review.records.keys()


def read_or_refused(file: bytes) -> tuple[tuple[Exchanged, ...], str]:
    """Return what a file holds, or why it is refused; anything else that is raised is a finding."""
    try:
        return within_time(lambda: read_annotated(file, "fuzzed"), "read_annotated"), ""
    except ExchangeError as error:
        return (), error.message


def check(data: bytes) -> None:
    """Import a mutilated export, or any bytes at all."""
    choices = Choices(data)
    way = choices.number(8)
    if way == 0:
        file = choices.rest()
    else:
        document = json.loads(exported())
        for _ in range(1 + choices.number(4)):
            document = mutate(choices, document)
        file = json.dumps(mended(document) if way > 2 else document, ensure_ascii=way % 2 == 0).encode(
            errors="surrogatepass"
        )
    found, refusal = read_or_refused(file)
    assert refusal.isprintable(), ascii(refusal)
    for exchanged in found:
        check_exchanged(exchanged)


if __name__ == "__main__":
    fuzz(
        check, [bytes([0]) + exported(), *(bytes((5 * step + way) % 256 for step in range(60)) for way in range(1, 8))]
    )
