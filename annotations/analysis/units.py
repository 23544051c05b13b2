"""Units that may be claims: the smallest stretches that stand alone as statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from annotations.analysis.parsed import Paragraph
from annotations.analysis.syntax import SUBJECTS, TERMINALS, is_finite, sentences
from annotations.models import Quote

MARKS = frozenset("“”„«»‹›‘’‚\"'")
EDGES = frozenset(",;:—–-.…") | {"...", "--"}
CONJUNCTIONS = frozenset({"and", "but", "or", "while", "yet", "so"})
LEAD = 2
"""How many paragraphs count as the lead."""
NARRATED = frozenset({"infinitive", "judgement"})
"""Rules whose content is no statement by itself: the sentence that reports it is the unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A candidate claim: half-open token ranges of one paragraph and the quote whose content it is."""

    paragraph: Paragraph
    spans: tuple[tuple[int, int], ...]
    quote: Quote | None
    lead: bool
    """It stands in one of the first paragraphs that are text."""

    def tokens(self) -> list[Token]:
        """Return the unit's tokens."""
        return [token for first, last in self.spans for token in self.paragraph.doc[first:last]]


def units(paragraphs: Sequence[Paragraph], quotes: Sequence[Quote]) -> Iterator[Unit]:
    """Yield the units paragraph by paragraph: contents of quotes first, then the article's own clauses."""
    number = texts = 0
    for paragraph in paragraphs:
        inside = []
        while number < len(quotes) and quotes[number].spans[0].start < paragraph.end:
            inside.append(quotes[number])
            number += 1
        texts += is_text(paragraph)
        yield from _of_paragraph(paragraph, inside, texts <= LEAD)


def is_text(paragraph: Paragraph) -> bool:
    """Tell running text from a heading or caption: it has a full stop."""
    return any(token.text in TERMINALS for token in paragraph.doc)


def _of_paragraph(paragraph: Paragraph, quotes: Sequence[Quote], lead: bool) -> Iterator[Unit]:
    doc = paragraph.doc
    taken: set[int] = set()
    for quote in quotes:
        ranges = _ranges(paragraph, quote)
        if quote.rule in NARRATED or quote.attribution == "thought":
            continue
        taken.update(at for first, last in ranges for at in range(first, last))
        if quote.cue is not None:
            cue = doc.char_span(
                quote.cue.start - paragraph.start, quote.cue.end - paragraph.start, alignment_mode="expand"
            )
            taken.update(range(cue.start, cue.end) if cue is not None else ())
        yield from (Unit(paragraph, spans, quote, lead) for spans in _of_quote(doc, ranges))
    if is_text(paragraph):
        for first, last in sentences(doc):
            yield from (Unit(paragraph, (span,), None, lead) for span in _of_sentence(doc, first, last, taken))


def _ranges(paragraph: Paragraph, quote: Quote) -> list[tuple[int, int]]:
    ranges = []
    for span in quote.spans:
        part = paragraph.doc.char_span(
            span.start - paragraph.start, span.end - paragraph.start, alignment_mode="expand"
        )
        if part is not None:
            ranges.append((part.start, part.end))
    return ranges


def _of_quote(doc: Doc, ranges: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the statements in a quote: itself with its marks if it is one, else its pieces without marks."""
    pieces = [piece for first, last in ranges for piece in _pieces(doc, first, last)]
    if len(pieces) == 1 or (len(ranges) > 1 and len(pieces) == len(ranges) and not _ends_sentence(doc, ranges[0])):
        yield tuple(ranges)
        return
    for first, last in pieces:
        yield (_bare(doc, first, last),)


def _ends_sentence(doc: Doc, span: tuple[int, int]) -> bool:
    """Tell whether the first part of an interrupted quote is a whole sentence: the second then starts anew."""
    first, last = _bare(doc, *span)
    following = doc[span[1] : span[1] + 30]
    stop = next((token.i for token in following if token.text in TERMINALS | MARKS), span[1])
    return first < last and stop < len(doc) and doc[stop].text in TERMINALS


def _of_sentence(doc: Doc, first: int, last: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the article's own clauses of a sentence: those that no quote takes a part of."""
    for start, end in _pieces(doc, first, last):
        if not any(at in taken for at in range(start, end)):
            yield _stopless(doc, start, end)


def _pieces(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Split a range into sentences and these into independent clauses, each with subject and finite verb."""
    start = first
    for at in range(first + 1, last):
        if _splits(doc, at, start, last):
            if at > start:
                yield start, at
            start = at
    if start < last:
        yield start, last


def _splits(doc: Doc, at: int, start: int, last: int) -> bool:
    token = doc[at]
    before = doc[at - 1]
    if before.text in TERMINALS or (before.text in MARKS and at - 2 >= start and doc[at - 2].text in TERMINALS):
        return token.text not in MARKS and token.text not in TERMINALS and bool(before.whitespace_)
    if before.text == ";":
        return True
    if token.lower_ not in {"and", "but", "or"} or not _stands_alone(doc, start, at):
        return False
    verb = next((t for t in doc[at + 1 : last] if is_finite(t) or t.text in {";"} or t.text in TERMINALS), None)
    if verb is None or not is_finite(verb):
        return False
    subject = next((t for t in doc[at + 1 : verb.i] if t.dep_ in SUBJECTS and t.tag_ not in {"WP", "WDT"}), None)
    joined = token.head.dep_ in {"conj", "ROOT", "parataxis", "ccomp", "advcl"} and (
        token.head.tag_.startswith(("VB", "MD")) or any(c.dep_ == "cop" for c in token.head.children)
    )
    relative = any(t.tag_ in {"WP", "WDT", "WRB"} for t in doc[at + 1 : verb.i])
    return subject is not None and joined and not relative


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    subordinate = doc[start].lower_ in {"if", "because", "when", "while", "although", "after", "as", "since", "whether"}
    return (
        not subordinate
        and any(is_finite(t) for t in doc[start:end])
        and any(t.dep_ in SUBJECTS for t in doc[start:end])
    )


def _stopless(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Cut the final full stop and a leading conjunction."""
    while last > first and (
        doc[last - 1].text in EDGES
        or (doc[last - 1].text in MARKS and not any(t.text in MARKS for t in doc[first : last - 1]))
    ):
        last -= 1
    while first < last and (
        doc[first].text in EDGES or (doc[first].lower_ in CONJUNCTIONS - {"while", "so"} and first > 0)
    ):
        first += 1
    return first, last


def _bare(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Cut marks, final stops and leading conjunctions: a piece of a quote is shown without its marks."""
    while last > first and doc[last - 1].text in EDGES | MARKS:
        last -= 1
    while first < last and (doc[first].text in EDGES | MARKS or doc[first].lower_ in {"and", "but"}):
        first += 1
    if first < last and doc[first].lower_ == "that" and doc[first].dep_ == "mark":
        first += 1
    return first, last
