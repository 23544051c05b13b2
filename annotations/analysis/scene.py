"""One paragraph as the quote rules see it: its tokens, sentences and quotation marks; and what a rule finds in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from annotations.analysis.marks import Marked
from annotations.analysis.parsed import Paragraph
from annotations.models import Attribution, QuoteKind

Spans = tuple[tuple[int, int], ...]
"""Half-open token ranges of one paragraph."""
TRIM = frozenset(",;:—–-.…") | {"...", "--", "and", "but"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """An outermost stretch in quotation marks: half-open token range, marks included."""

    first: int
    last: int
    closed: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A parsed paragraph with its sentences (token ranges) and what stands in quotation marks."""

    doc: Doc
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]
    quoted: tuple[Quoted, ...]
    quoted_at: tuple[int, ...]
    """For each token the number of the quoted stretch that holds it, or -1."""

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the token range of the sentence that holds a token."""
        return self.sentences[self.sentence_of[index]]

    def within(self, index: int) -> Quoted | None:
        """Return the quoted stretch that holds a token."""
        number = self.quoted_at[index]
        return self.quoted[number] if number >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one rule found in a paragraph; ranges are half-open token indices of that paragraph."""

    spans: tuple[tuple[int, int], ...]
    rule: str
    kind: QuoteKind
    attribution: Attribution = "speech"
    cue: tuple[int, int] | None = None
    source: Token | None = None
    """Head of the noun phrase that names the speaker."""
    carried: bool = False
    """The speaker is that of the statement before."""
    continues: bool = False


def scene(paragraph: Paragraph, marks: Collection[Marked]) -> Scene:
    """Lay out a paragraph with the outermost marks that lie in it."""
    tokens = paragraph.tokens
    sentence_of = [0] * len(tokens)
    for number, (first, last) in enumerate(paragraph.sentences):
        sentence_of[first:last] = [number] * (last - first)
    token_at = {token.idx: at for at, token in enumerate(tokens)} if marks else {}
    token_end = {token.idx + len(token): at + 1 for at, token in enumerate(tokens)} if marks else {}
    quoted: list[Quoted] = []
    quoted_at = [-1] * len(tokens)
    for mark in marks:
        begin, end = token_at.get(mark.start - paragraph.start), token_end.get(mark.end - paragraph.start)
        if begin is None or end is None:
            continue
        quoted_at[begin:end] = [len(quoted)] * (end - begin)
        quoted.append(Quoted(begin, end, mark.closed, mark.continues))
    return Scene(paragraph.doc, tokens, paragraph.sentences, tuple(sentence_of), tuple(quoted), tuple(quoted_at))


def trimmed(view: Scene, first: int, last: int) -> tuple[int, int]:
    """Cut punctuation and stray conjunctions from both ends, keep quotation marks whole."""
    doc = view.doc
    while first < last and doc[first].text in TRIM - {"and", "but"}:
        first += 1
    while last > first and (
        doc[last - 1].lower_ in TRIM or doc[last - 1].text in {"!", "?"} or _stray_close(view, first, last)
    ):
        last -= 1
    return first, last


def _stray_close(view: Scene, first: int, last: int) -> bool:
    token = view.doc[last - 1]
    if token.text in {")", "]"}:
        return not any(view.doc[at].text in {"(", "["} for at in range(first, last - 1))
    within = view.within(last - 1)
    return within is not None and within.last == last and within.first < first and within.closed


def after_pause(view: Scene, index: int) -> bool:
    """Tell whether a comma or dash stands before a token, or a comma inside the closing mark before it."""
    doc = view.doc
    if index < 2:
        return False
    within = view.within(index - 1)
    before = doc[index - 2] if within is not None and within.last == index else doc[index - 1]
    return before.text in {",", "—", "–", "--"}


def kind_of(view: Scene, spans: Iterable[tuple[int, int]]) -> QuoteKind:
    """Tell whether spans are wholly, partly or not at all in quotation marks."""
    inside = [
        view.quoted_at[at] >= 0 for first, last in spans for at in range(first, last) if view.doc[at].text not in TRIM
    ]
    if inside and all(inside):
        return "direct"
    return "mixed" if any(inside) else "indirect"
