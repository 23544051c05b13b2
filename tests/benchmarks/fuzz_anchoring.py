"""Fuzz anchors in edited and in unrelated texts: spans in the text, never other words; `fuzzing` says how to run it.

python tests/benchmarks/fuzz_anchoring.py SECONDS
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.anchors import Resolved, anchor, resolve
from annotations.models import Anchor, Span
from annotations.text import canonical
from annotations.words import level
from tests.benchmarks.fuzzing import Choices, fuzz, within_time

PIECES = (
    *("The mayor ", "said ", "taxes ", "fell ", "by 3 ", "48 ", "percent. ", "“Yes,” ", '"Yes," ', "she ", "Yes. "),
    *("the bridge opened in 1931. ", "Nobody had asked. ", "not ", "\n\n", "a ", "b", "4", "48.5 ", "é", "👨\u200d👩 "),
    *("’", "'", ".", ",", "–", "\u200c", "x" * 40 + " ", "The river rose two metres over night in Elmford. "),
)
LONG = 40_000


def check_resolved(text: str, made: Anchor, spans: tuple[Span, ...]) -> None:
    """Resolve an anchor, and check what comes of it."""
    found = within_time(lambda: resolve(text, made, spans), "resolve")
    where = (ascii(text[:2000]), made, spans, found)
    if found.status == "orphan":
        assert found.spans == spans, where
        return
    assert found.spans, where
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans), where
    assert all(span.text == text[span.start : span.end] for span in found.spans), where
    edges = [edge for span in found.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges), where
    if found.status in {"exact", "moved"}:
        check_words(found, spans, where)


def check_words(found: Resolved, spans: tuple[Span, ...], where: object) -> None:
    """Check that a verdict stays on its words; exact ones on their place too."""
    assert [level(span.text) for span in found.spans] == [level(span.text) for span in spans], where
    if found.status == "exact":
        assert found.spans == spans, where


def edited(choices: Choices, text: str) -> str:
    """Return the text with pieces put in, taken out or repeated."""
    for _ in range(choices.number(6)):
        start = choices.number(len(text) + 1)
        end = start + choices.number(60)
        insertion = (choices.text(PIECES, 4), "", text[start:end] * 2, text[:start])[choices.number(4)]
        text = text[:start] + insertion + text[end:]
    return text


def span_of(choices: Choices, text: str, after: int = 0) -> Span:
    """Return a stretch of the text, one code point at least."""
    start = min(after + choices.number(len(text)), len(text) - 1)
    end = min(start + 1 + choices.number(80), len(text))
    return Span(start, end, text[start:end])


def check(data: bytes) -> None:
    """Anchor a stretch of a text and find it in an edited one, a long one and one that has nothing to do with it."""
    choices = Choices(data)
    way = choices.number(16)
    text = canonical(choices.text(PIECES, 60))
    if not text:
        return
    first = span_of(choices, text)
    spans: tuple[Span, ...] = (first,)
    gap = text.find(" ", first.end)
    if choices.number(4) == 0 and 0 <= gap < len(text) - 1:
        spans = (first, span_of(choices, text, gap + 1))
    made = anchor(text, spans)
    check_resolved(text, made, spans)
    if way == 15:
        unit = choices.text(PIECES, 6) or "ab"
        check_resolved(canonical(unit * (LONG // len(unit))), made, spans)
    elif way == 14:
        check_resolved(text, Anchor(exact=first.text, prefix=choices.text(PIECES, 3), suffix=""), (first,))
    check_resolved(canonical(edited(choices, text)), made, spans)
    assert resolve("", made, spans).status == "orphan"


if __name__ == "__main__":
    fuzz(check, [bytes((7 * step + way) % 256 for step in range(300)) for way in range(16)])
