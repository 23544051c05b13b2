"""HTML page: the article with its marks, the claims by verdict, the notes; one file that needs nothing else.

Entities have a dotted underline and their label, quotes a tint and a line above, claims an underline and a sign (○
open, ✓ verified, ✗ disputed) that leads to what the reader made of them: nothing is told by colour alone, and a
screen reader hears the same. Marks may overlap: each stretch of text between two ends of marks is an element of its
own, with the classes of all marks on it. Text from right to left stays in its order. No script, nothing fetched (a
content security policy says so), printable. Everything from the article, its page and the reader is escaped; only
addresses of the web become links.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Literal
from unicodedata import bidirectional

from annotations.addresses import is_link
from annotations.export.grouping import facts_of, grouped, shown_words
from annotations.export.marking import marked
from annotations.export.page import LEGEND, SIGNS, STYLE
from annotations.models import AnnotatedArticle, Block, BlockKind, Claim, Evidence, Note
from annotations.spreadsheet import words_cell

_STRONG = frozenset({"L", "R", "AL"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TAGS: Mapping[BlockKind, str] = MappingProxyType(
    {"heading": "h3", "paragraph": "p", "list_item": "p", "block_quote": "blockquote"}
)


def to_html(annotated: AnnotatedArticle) -> bytes:
    """Write an annotated article as one HTML page."""
    article = annotated.article
    language = article.language if article.language and _LANGUAGE.fullmatch(article.language) else "en"
    return "\n".join(_page(annotated, language)).encode() + b"\n"


def _page(annotated: AnnotatedArticle, language: str) -> Iterator[str]:
    title = escape(annotated.article.title)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield f'<header>\n<h1 dir="auto">{title}</h1>\n{_facts(annotated)}\n</header>\n<main>'
    yield f'<section aria-labelledby="legend">\n<h2 id="legend">Legend</h2>\n{LEGEND}\n</section>'
    yield '<section aria-labelledby="text" class="text">\n<h2 id="text">Article</h2>'
    yield from _text(annotated)
    yield '</section>\n<section aria-labelledby="claims">\n<h2 id="claims">Claims</h2>'
    yield from _claims(annotated)
    yield "</section>"
    if annotated.notes:
        yield '<section aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n<ul>'
        yield from map(_note, annotated.notes)
        yield "</ul>\n</section>"
    generator = annotated.generator
    yield f"</main>\n<footer><p>Made with {generator.name} {escape(generator.version)}.</p></footer>\n</body>\n</html>"


def _facts(annotated: AnnotatedArticle) -> str:
    facts = "".join(f'<dt>{name}</dt><dd dir="auto">{_linked(value)}</dd>' for name, value in facts_of(annotated))
    return f"<dl>{facts}</dl>" if facts else ""


def _text(annotated: AnnotatedArticle) -> Iterator[str]:
    """Yield the blocks of the text with their marks; words between blocks are paragraphs."""
    place = 0
    between: BlockKind = "paragraph"
    pieces = marked(annotated)
    for block in (
        *annotated.article.blocks,
        Block("paragraph", len(annotated.article.text), len(annotated.article.text)),
    ):
        for kind, start, end in ((between, place, block.start), (block.kind, block.start, block.end)):
            if words := "".join(pieces(start, end)).strip():
                tag = _TAGS[kind]
                css = ' class="item"' if kind == "list_item" else ""
                yield f'<{tag} dir="{_direction(annotated.article.text[start:end])}"{css}>{words}</{tag}>'
        place = max(place, block.end)


def _direction(words: str) -> Literal["ltr", "rtl"]:
    """Return the direction of the first letter that has one, as `dir="auto"` would were there no labels among them."""
    strong = (kind for letter in words if (kind := bidirectional(letter)) in _STRONG)
    return "ltr" if next(strong, "L") == "L" else "rtl"


def _claims(annotated: AnnotatedArticle) -> Iterator[str]:
    groups = list(grouped(annotated))
    if not groups:
        yield "<p>None.</p>"
    for heading, claims in groups:
        yield f"<h3>{SIGNS[claims[0].verdict]} {heading} ({len(claims)})</h3>\n<ul>"
        yield from map(_claim, claims)
        yield "</ul>"


def _claim(claim: Claim) -> str:
    back = f' <a href="#at-{escape(claim.id)}" aria-label="to the claim in the text">↑</a>' if claim.spans else ""
    lost = "" if claim.spans else "<p>These words are no longer in the text.</p>"
    who = f'<p>Asserted by <span dir="auto">{escape(claim.claimant.name)}</span>.</p>' if claim.claimant else ""
    tags = f'<p>Tags: <span dir="auto">{escape(", ".join(claim.tags))}</span></p>' if claim.tags else ""
    sources = "".join(f"<li>{_source(evidence)}</li>" for evidence in claim.evidence)
    words = f'<strong dir="auto">{escape(shown_words(claim))}</strong>'
    own = f"{lost}{who}{_said(claim.note)}{tags}{f'<ul>{sources}</ul>' if sources else ''}"
    return f'<li id="{escape(claim.id)}">{words}{back}{own}</li>'


def _note(note: Note) -> str:
    words = words_cell(note.spans) or (note.anchor.exact if note.anchor else "")
    return f'<li><strong dir="auto">{escape(words)}</strong>{_said(note.note)}</li>'


def _said(note: str) -> str:
    lines = [escape(line) for line in note.splitlines() if line.strip()]
    return "".join(f'<p dir="auto" class="note">{line}</p>' for line in lines)


def _source(evidence: Evidence) -> str:
    parts = [
        *([f'<cite dir="auto">{escape(evidence.title)}</cite>'] if evidence.title else ()),
        *([_linked(evidence.url)] if evidence.url else ()),
        *([f'<q dir="auto">{escape(evidence.passage)}</q>'] if evidence.passage else ()),
        *([f"accessed {escape(evidence.accessed)}"] if evidence.accessed else ()),
    ]
    return f"{evidence.stance}: {', '.join(parts)}"


def _linked(value: str) -> str:
    shown = escape(value)
    return f'<a href="{shown}" rel="noreferrer nofollow">{shown}</a>' if is_link(value) else shown
