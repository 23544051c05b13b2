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
from annotations.models import AnnotatedArticle, QuoteKind, Span, Verdict

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


def _lines(annotated: AnnotatedArticle) -> Iterator[str]:
    numbers: dict[str, Iterator[int]] = {kind: count(1) for kind in "TRA#"}
    text = annotated.article.text

    def mark(label: str, spans: Sequence[Span]) -> tuple[str, str]:
        name = f"T{next(numbers['T'])}"
        return name, _text_bound(name, label, text, spans)

    def relation(kind: str, of: str, to: str) -> str:
        return f"R{next(numbers['R'])}\t{kind} Arg1:{of} Arg2:{to}"

    def attribute(kind: str, of: str, value: str) -> str:
        return f"A{next(numbers['A'])}\t{kind} {of} {value}"

    def note(of: str, words: str) -> str:
        return f"#{next(numbers['#'])}\tAnnotatorNotes {of}\t{' '.join(words.split())}"

    for entity in annotated.entities:
        yield mark(entity.label, [Span(entity.start, entity.end, entity.text)])[1]
    for quote in annotated.quotes:
        name, line = mark(QUOTE, quote.spans)
        yield from (line, attribute("Kind", name, quote.kind))
        speaker = quote.speaker
        if speaker and speaker.start is not None and speaker.end is not None and speaker.text is not None:
            other, line = mark(_SPEAKER, [Span(speaker.start, speaker.end, speaker.text)])
            yield from (line, relation("Said", name, other))
        if quote.cue:
            other, line = mark(_CUE, [quote.cue])
            yield from (line, relation("Cued", name, other))
    for claim in annotated.claims:
        if claim.spans:
            name, line = mark(CLAIM, claim.spans)
            yield line
            if claim.verdict:
                yield attribute("Verdict", name, claim.verdict)
            if claim.note:
                yield note(name, claim.note)
    for own in annotated.notes:
        if own.spans:
            name, line = mark(_NOTE, own.spans)
            yield line
            if own.note:
                yield note(name, own.note)


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
