"""The annotated article as plain text, for where there is no terminal to read it in."""

import textwrap
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from annotations.cleaning import clean_line
from annotations.models import AnnotatedArticle, Claim, Entity, EntityCluster, Quote, Span
from tui.glyphs import UNICODE, Glyphs

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CLAIMS_TITLE = "Claims (check-worthiness, reasons - claimant)"
_GLUE = "\N{NO-BREAK SPACE}"


def printed(annotated: AnnotatedArticle, *, width: int, glyphs: Glyphs = UNICODE) -> str:
    """Return the article with its marks and the lists they refer to, wrapped to `width` columns.

    An entity stands in brackets, with its label where its name comes first; a quote is followed by its number and a
    claim preceded by its glyph and number. Thoughts are left out, as in the reader.
    """
    quotes = [quote for quote in annotated.quotes if quote.attribution == "speech"]
    marks = (*_entity_marks(annotated.entities), *_quote_marks(quotes, glyphs), *_claim_marks(annotated, glyphs))
    text = _inserted(annotated.article.text, sorted(marks))
    parts = (
        "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n")),
        *_section("Quotes", (_quote_lines(number, quote, width) for number, quote in enumerate(quotes, 1))),
        *_section(
            textwrap.fill(CLAIMS_TITLE, width),
            (_claim_lines(number, claim, glyphs, width) for number, claim in _numbered(annotated)),
        ),
        *_section("Names", _name_lines(annotated.entity_index, width)),
    )
    return "\n\n".join(parts).replace(_GLUE, " ") + "\n"


class _Order(IntEnum):
    """What comes first where several marks meet: ends before starts."""

    ENTITY_END = 0
    QUOTE_NUMBER = 1
    CLAIM = 2
    ENTITY_START = 3


class _Mark(NamedTuple):
    offset: int
    order: _Order
    text: str


def _entity_marks(entities: Iterable[Entity]) -> Iterator[_Mark]:
    named: set[str] = set()
    for entity in entities:
        label = "" if entity.entity in named else _GLUE + entity.label
        named.add(entity.entity)
        yield _Mark(entity.start, _Order.ENTITY_START, "[")
        yield _Mark(entity.end, _Order.ENTITY_END, label + "]")


def _quote_marks(quotes: Iterable[Quote], glyphs: Glyphs) -> Iterator[_Mark]:
    for number, quote in enumerate(quotes, 1):
        yield _Mark(quote.spans[-1].end, _Order.QUOTE_NUMBER, _quote_number(number, glyphs))


def _quote_number(number: int, glyphs: Glyphs) -> str:
    return str(number).translate(_SUPERSCRIPTS) if glyphs == UNICODE else f"{{{number}}}"


def _claim_marks(annotated: AnnotatedArticle, glyphs: Glyphs) -> Iterator[_Mark]:
    for number, claim in _numbered(annotated):
        if claim.spans:
            yield _Mark(claim.spans[0].start, _Order.CLAIM, f"{glyphs.verdicts[claim.verdict]}{number}{_GLUE}")


def _numbered(annotated: AnnotatedArticle) -> Iterator[tuple[int, Claim]]:
    return enumerate(annotated.claims, 1)


def _inserted(text: str, marks: Iterable[_Mark]) -> str:
    pieces: list[str] = []
    done = 0
    for mark in marks:
        pieces += (text[done : mark.offset], mark.text)
        done = mark.offset
    return "".join((*pieces, text[done:]))


def _section(title: str, entries: Iterable[str]) -> tuple[str, ...]:
    lines = "\n".join(entries)
    return (f"{title}\n{'-' * max(map(len, title.splitlines()))}\n{lines}",) if lines else ()


def _quote_lines(number: int, quote: Quote, width: int) -> str:
    speaker = clean_line(quote.speaker.name) if quote.speaker else "nobody named"
    return _entry(f"{number}", f"{speaker} ({quote.kind})", _words(quote.spans), width=width)


def _claim_lines(number: int, claim: Claim, glyphs: Glyphs, width: int) -> str:
    claimant = f" - {clean_line(claim.claimant.name)}" if claim.claimant else ""
    head = f"{claim.check_worthiness:.2f} {', '.join(claim.reasons)}".rstrip() + claimant
    note = (f"Note: {clean_line(claim.note)}",) if claim.note else ()
    return _entry(f"{glyphs.verdicts[claim.verdict]}{number}", head, _claim_words(claim), *note, width=width)


def _name_lines(clusters: Iterable[EntityCluster], width: int) -> Iterator[str]:
    for label, group in groupby(sorted(clusters, key=lambda cluster: cluster.label), lambda cluster: cluster.label):
        names = ", ".join(_counted(cluster) for cluster in group)
        yield textwrap.fill(
            names, width, initial_indent=f"  {label:<12}", subsequent_indent=" " * 14, break_on_hyphens=False
        )


def _counted(cluster: EntityCluster) -> str:
    name = cluster.name.replace("\n", " ").replace(" ", _GLUE)
    return f"{name}{_GLUE}({cluster.mentions})" if cluster.mentions > 1 else name


def _claim_words(claim: Claim) -> str:
    return _words(claim.spans) if claim.spans or not claim.anchor else f"{claim.anchor.exact} (no longer in the text)"


def _words(spans: Iterable[Span]) -> str:
    return " ... ".join(span.text for span in spans).replace("\n", " ")


def _entry(key: str, *lines: str, width: int) -> str:
    """Return lines indented by six columns, with the key, of at most four, before the first."""
    indent = " " * 6
    wrapped = (
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for line in lines
    )
    return f"  {key:<4}" + "\n".join(wrapped)[len(indent) :]
