"""Units that may be claims: the smallest stretches that stand alone as statements."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from annotations.analysis.clauses import MARKS, clauses, stripped
from annotations.analysis.parsed import Paragraph
from annotations.analysis.syntax import NOUN_CLAUSES, TERMINALS, is_finite
from annotations.models import Quote

LINE_WORDS = 6
"""Words of a line without full stop from which it may be a statement (a tweet, a list item), no label or caption."""
NARRATED = frozenset({"infinitive", "judgement", "passive-subject"})
"""Rules whose content is no statement by itself: the sentence that reports it is the unit."""
PHRASE_WORDS = 5
"""Tokens up to which the same holds of a noun phrase that is a content."""
CONTINUING = NOUN_CLAUSES | {"conj", "advcl", "parataxis"}
"""What a reporting verb is in a sentence that tells something else before: "X left and said …", "X, who said …"."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Unit:
    """A candidate claim: half-open token ranges of one paragraph and the quote whose content it is."""

    paragraph: Paragraph
    spans: tuple[Range, ...]
    quote: Quote | None
    lead: bool
    """It stands in one of the first paragraphs of the article."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The unit's tokens."""
        return tuple(token for first, last in self.spans for token in self.paragraph.tokens[first:last])

    def offsets(self) -> list[Range]:
        """Return where its spans start and end in the article."""
        return [self.paragraph.offsets(self.paragraph.doc[first:last]) for first, last in self.spans]


def units(paragraphs: Sequence[Paragraph], quotes: Sequence[Quote], lead_end: int) -> Iterator[Unit]:
    """Yield the units paragraph by paragraph: contents of quotes first, then the article's own clauses.

    `paragraphs` and `quotes` are in text order; `lead_end` is the offset at which the lead of the article ends.
    """
    starts = [quote.spans[0].start for quote in quotes]
    for paragraph in paragraphs:
        inside = quotes[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        for spans, quote in _of_paragraph(paragraph, inside):
            yield Unit(paragraph, spans, quote, paragraph.start < lead_end)


def is_text(tokens: Sequence[Token]) -> bool:
    """Tell text from a label or caption: it has a full stop, or is a line with a finite verb or a figure in it."""
    if any(token.text in TERMINALS for token in tokens):
        return True
    words = sum(not token.is_punct for token in tokens)
    return words >= LINE_WORDS and any(is_finite(token) or token.tag_ == "CD" for token in tokens)


def _of_paragraph(paragraph: Paragraph, quotes: Sequence[Quote]) -> Iterator[tuple[tuple[Range, ...], Quote | None]]:
    tokens = paragraph.tokens
    taken: set[int] = set()
    cues: set[int] = set()
    for quote in quotes:
        contents = [_tokens(paragraph, span.start, span.end) for span in quote.spans]
        if not _is_statement(quote, contents):
            continue
        taken.update(at for first, last in contents for at in range(first, last))
        if quote.cue is not None:
            cues.update(range(*_tokens(paragraph, quote.cue.start, quote.cue.end)))
        yield from ((spans, quote) for spans in _of_quote(tokens, contents))
    if is_text(tokens):
        for sentence in paragraph.sentences:
            yield from (((span,), None) for span in _of_sentence(tokens, sentence, taken | cues, cues))


def _is_statement(quote: Quote, contents: Sequence[Range]) -> bool:
    if quote.attribution == "thought" or quote.rule in NARRATED:
        return False
    return quote.rule != "noun-phrase" or sum(last - first for first, last in contents) > PHRASE_WORDS


def _tokens(paragraph: Paragraph, start: int, end: int) -> Range:
    part = paragraph.doc.char_span(start - paragraph.start, end - paragraph.start, alignment_mode="expand")
    return (part.start, part.end) if part is not None else (0, 0)


def _of_quote(tokens: Sequence[Token], contents: list[Range]) -> Iterator[tuple[Range, ...]]:
    """Yield the statements in a quote: itself with its marks if it is one, else its pieces without marks."""
    pieces = [piece for first, last in contents for piece in clauses(tokens, first, last)]
    is_one = len(pieces) == len(contents) > 1 and not _ends_sentence(tokens, contents[0])
    if is_one or len(pieces) == 1:
        yield tuple(contents)
        return
    for first, last in pieces:
        yield (stripped(tokens, first, last, marks=True),)


def _ends_sentence(tokens: Sequence[Token], content: Range) -> bool:
    """Tell whether the first part of an interrupted quote is a whole sentence: the second then starts anew."""
    first, last = stripped(tokens, *content, marks=True)
    following = tokens[content[1] : content[1] + 30]
    stop = next((token.i for token in following if token.text in TERMINALS | MARKS), content[1])
    return first < last and stop < len(tokens) and tokens[stop].text in TERMINALS


def _of_sentence(tokens: Sequence[Token], sentence: Range, taken: set[int], cues: set[int]) -> Iterator[Range]:
    """Yield the article's own clauses of a sentence: of one that a quote takes a part of, what is told before it."""
    for start, clause_end in clauses(tokens, *sentence):
        end = clause_end if taken.isdisjoint(range(start, clause_end)) else _before_cue(tokens, start, clause_end, cues)
        if start < end and taken.isdisjoint(range(start, end)):
            yield stripped(tokens, start, end, marks=False)


def _before_cue(tokens: Sequence[Token], start: int, end: int, cues: set[int]) -> int:
    """Return where the clause ends that is told before something is reported; its start where there is none."""
    cue = next((tokens[at] for at in range(start, end) if at in cues), None)
    if cue is None or cue.dep_ not in CONTINUING or not start <= cue.head.i < cue.i:
        return start
    return max(cue.left_edge.i, start)
