"""The text of an article in pieces of HTML, cut wherever a mark begins or ends, so that marks may overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from annotations.export.page import NAMES, SIGNS
from annotations.models import AnnotatedArticle, Span


class _Mark(NamedTuple):
    """A stretch of text with the classes it gets, and what stands before and after it."""

    start: int
    end: int
    css: str
    before: str = ""
    after: str = ""


def marked(annotated: AnnotatedArticle) -> Callable[[int, int], Iterator[str]]:
    """Return a function that yields the text from one offset to another as escaped HTML with its marks."""
    text = annotated.article.text
    marks = sorted(_marks(annotated), key=lambda mark: (mark.start, -mark.end))
    cuts = sorted({offset for mark in marks for offset in (mark.start, mark.end)})
    active = _active(marks, cuts)

    def pieces(start: int, end: int) -> Iterator[str]:
        ends = [*cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        for place in ends:
            number = bisect_right(cuts, start) - 1
            yield _piece(text, start, place, active[number] if number >= 0 else ())
            start = place

    return pieces


def _active(marks: list[_Mark], cuts: list[int]) -> list[tuple[_Mark, ...]]:
    """Return the marks on the text after each cut."""
    active: list[tuple[_Mark, ...]] = []
    current: list[_Mark] = []
    coming = iter(marks)
    upcoming = next(coming, None)
    for cut in cuts:
        current = [mark for mark in current if mark.end > cut]
        while upcoming and upcoming.start == cut:
            current.append(upcoming)
            upcoming = next(coming, None)
        active.append(tuple(current))
    return active


def _piece(text: str, start: int, end: int, marks: tuple[_Mark, ...]) -> str:
    words = escape(text[start:end])
    if not marks or not words.strip():
        return words
    before = "".join(mark.before for mark in marks if mark.start == start)
    after = "".join(mark.after for mark in marks if mark.end == end)
    went_on, goes_on = (mark for mark in marks if mark.start < start), (mark for mark in marks if mark.end > end)
    return f"{_styled(before, went_on)}{_styled(words, marks)}{_styled(after, goes_on)}"


def _styled(markup: str, marks: Iterable[_Mark]) -> str:
    """Return mark-up as it looks within marks."""
    css = " ".join(dict.fromkeys(name for mark in marks for name in mark.css.split()))
    return f'<span class="{css}">{markup}</span>' if css and markup else markup


def _marks(annotated: AnnotatedArticle) -> Iterator[_Mark]:
    for entity in annotated.entities:
        label = f'<span class="label" dir="ltr">{entity.label.replace("_", " ")}</span>'
        yield _Mark(entity.start, entity.end, "entity", after=label)
    for quote in annotated.quotes:
        speaker = f" of {escape(quote.speaker.name)}" if quote.speaker else ""
        yield from _of_spans(quote.spans, "quote", _hidden(f"[quote{speaker}: "), _hidden("] "))
    for claim in annotated.claims:
        own_id = escape(claim.id)
        shown = f'<span aria-hidden="true">{SIGNS[claim.verdict]}</span>'
        sign = f'<a class="sign" dir="ltr" id="at-{own_id}" href="#{own_id}">{shown}{_hidden(NAMES[claim.verdict])}</a>'
        yield from _of_spans(claim.spans, f"claim {claim.verdict or 'open'}", sign, "")
    for note in annotated.notes:
        yield from _of_spans(note.spans, "noted", _hidden("[noted: "), _hidden("] "))


def _of_spans(spans: tuple[Span, ...], css: str, before: str, after: str) -> Iterator[_Mark]:
    """Yield the marks of an annotation; what stands before and after it stands there once."""
    for number, span in enumerate(spans):
        is_first, is_last = number == 0, number == len(spans) - 1
        yield _Mark(span.start, span.end, css, before if is_first else "", after if is_last else "")


def _hidden(words: str) -> str:
    return f'<span class="hidden" dir="ltr">{words}</span>'
