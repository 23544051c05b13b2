r"""brat standoff: a text (`.txt`), its annotations (`.ann`), and the `annotation.conf` by which brat shows them.

| brat | newsmark |
|---|---|
| `T` text-bound annotation | an entity, quote or claim (labels as in `layers`), a CUE, a SPEAKER |
| fragments `start end;start end` | spans in Unicode code points; over several lines, one for each |
| `R` relation `Said` | from a quote to its speaker |
| `R` relation `Cued` | from a quote to its cue |
| `A` attribute `Verdict`, `Kind` | of a claim, of a quote |
| `#` AnnotatorNotes | the note on a claim, on one line |
| `T` with the label NOTE | words that carry a note of their own |

Written as a ZIP archive, or as files into a folder, which is a brat collection then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import get_args

from annotations.export.archive import zipped
from annotations.export.layers import CLAIM, LABELS, QUOTE
from annotations.models import AnnotatedArticle, Quote, QuoteKind, Span, Verdict

_CUE, _SPEAKER, _NOTE = "CUE", "SPEAKER", "NOTE"
CONFIGURATION_NAME = "annotation.conf"


def brat_files(annotated: AnnotatedArticle) -> Mapping[str, bytes]:
    """Return the files of one article by name."""
    name = annotated.article.id
    lines = "".join(f"{line}\n" for line in _lines(annotated))
    return {
        f"{name}.txt": annotated.article.text.encode(),
        f"{name}.ann": lines.encode(),
        CONFIGURATION_NAME: _configuration().encode(),
    }


def to_brat(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as a ZIP archive of its brat files."""
    return b"".join(stream_brat([annotated]))


def stream_brat(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield one ZIP archive with the brat files of all articles."""
    yield zipped(item for annotated in articles for item in brat_files(annotated).items())


class _Numbered:
    """Writes the lines of one file, each under the next name of its kind."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers = {kind: count(1) for kind in "TRA#"}

    def mark(self, label: str, spans: Sequence[Span]) -> tuple[str, str]:
        """Return the name of a text-bound annotation, and its line."""
        name = self._name("T")
        return name, _text_bound(name, label, self._text, spans)

    def relation(self, kind: str, of: str, to: str) -> str:
        return f"{self._name('R')}\t{kind} Arg1:{of} Arg2:{to}"

    def attribute(self, kind: str, of: str, value: str) -> str:
        return f"{self._name('A')}\t{kind} {of} {value}"

    def note(self, of: str, words: str) -> str:
        return f"{self._name('#')}\tAnnotatorNotes {of}\t{' '.join(words.split())}"

    def _name(self, kind: str) -> str:
        return f"{kind}{next(self._numbers[kind])}"


def _lines(annotated: AnnotatedArticle) -> Iterator[str]:
    numbered = _Numbered(annotated.article.text)
    for entity in annotated.entities:
        yield numbered.mark(entity.label, [Span(entity.start, entity.end, entity.text)])[1]
    for quote in annotated.quotes:
        yield from _quote_lines(quote, numbered)
    for claim in annotated.claims:
        if claim.spans:
            yield from _said_lines(CLAIM, claim.spans, claim.verdict, claim.note, numbered)
    for own in annotated.notes:
        if own.spans:
            yield from _said_lines(_NOTE, own.spans, None, own.note, numbered)


def _quote_lines(quote: Quote, numbered: _Numbered) -> Iterator[str]:
    name, line = numbered.mark(QUOTE, quote.spans)
    yield from (line, numbered.attribute("Kind", name, quote.kind))
    speaker = quote.speaker
    if speaker and speaker.start is not None and speaker.end is not None and speaker.text is not None:
        other, line = numbered.mark(_SPEAKER, [Span(speaker.start, speaker.end, speaker.text)])
        yield from (line, numbered.relation("Said", name, other))
    if quote.cue:
        other, line = numbered.mark(_CUE, [quote.cue])
        yield from (line, numbered.relation("Cued", name, other))


def _said_lines(
    label: str, spans: Sequence[Span], verdict: Verdict | None, note: str, numbered: _Numbered
) -> Iterator[str]:
    """Yield the lines for words of which the reader says something."""
    name, line = numbered.mark(label, spans)
    yield line
    if verdict:
        yield numbered.attribute("Verdict", name, verdict)
    if note:
        yield numbered.note(name, note)


def _text_bound(name: str, label: str, text: str, spans: Sequence[Span]) -> str:
    fragments = [fragment for span in spans for fragment in _on_lines(text, span.start, span.end)]
    places = ";".join(f"{start} {end}" for start, end in fragments)
    return f"{name}\t{label} {places}\t{' '.join(text[start:end] for start, end in fragments)}"


def _on_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch that stand on one line each: brat knows no annotation over a line feed."""
    for line in text[start:end].split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _configuration() -> str:
    entities = "\n".join((*LABELS, _SPEAKER, _CUE, _NOTE))
    overlap = "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    relations = f"Said\tArg1:{QUOTE}, Arg2:{_SPEAKER}\nCued\tArg1:{QUOTE}, Arg2:{_CUE}\n{overlap}"
    values = {"Verdict": (CLAIM, get_args(Verdict)), "Kind": (QUOTE, get_args(QuoteKind))}
    attributes = "\n".join(f"{name}\tArg:{arg}, Value:{'|'.join(each)}" for name, (arg, each) in values.items())
    return f"[entities]\n{entities}\n\n[relations]\n{relations}\n\n[events]\n\n[attributes]\n{attributes}\n"
