"""Markdown report (CommonMark): what the reader found out about an article, for people.

The title and where the article is from; then the claims by verdict, disputed ones first: the words as a block quote,
who asserts them, in which quote, the note, the sources beside the claim. Claims without a verdict come last, as a
list. The notes on other words and the quotes by speaker follow. Nothing that the article, its page or the reader
wrote becomes mark-up: it is escaped, and only addresses of the web become links.
"""

import re
from collections.abc import Iterable, Iterator

from annotations.addresses import is_link
from annotations.export.grouping import HEADINGS, facts_of, grouped, quotes_of, shown_words
from annotations.models import AnnotatedArticle, Claim, Evidence, Note, Quote
from annotations.spreadsheet import words_cell

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<!\w)-(?=\s|$)|-(?=-)|=(?==)")
_START = re.compile(r"(?:[-+=:]|\d+(?=[.)]))")


def to_markdown(annotated: AnnotatedArticle) -> bytes:
    """Write a report on one article."""
    return "\n\n".join(_parts(annotated)).encode() + b"\n"


def stream_markdown(articles: Iterable[AnnotatedArticle]) -> Iterator[bytes]:
    """Yield the reports on all articles, one after the other."""
    separator = b""
    for annotated in articles:
        yield separator + to_markdown(annotated)
        separator = b"\n"


def escaped(words: str) -> str:
    """Return words on one line as Markdown that shows them as they are."""
    line = " ".join(words.split())
    start = _START.match(line)
    if not start:
        return _SPECIAL.sub(_backslashed, line)
    if start[0].isdigit():
        return f"{start[0]}\\{_SPECIAL.sub(_backslashed, line[start.end() :])}"
    return f"\\{start[0]}{_SPECIAL.sub(_backslashed, line[1:])}"


def _backslashed(special: re.Match[str]) -> str:
    return f"\\{special[0]}"


def _parts(annotated: AnnotatedArticle) -> Iterator[str]:
    yield f"# {escaped(annotated.article.title)}"
    if facts := facts_of(annotated):
        yield "\n".join(f"- {name}: {_linked(value)}" for name, value in facts)
    yield _counts(annotated)
    quotes = quotes_of(annotated)
    for heading, claims in grouped(annotated):
        yield f"## {heading}"
        if heading == HEADINGS[None]:
            yield "\n".join(f"- {escaped(shown_words(claim))}{_who(claim)}" for claim in claims)
        else:
            yield from ("\n\n".join(_claim(claim, quotes.get(claim.quote or ""))) for claim in claims)
    if annotated.notes:
        yield "## Notes"
        yield from (_note(note) for note in annotated.notes)
    if annotated.quotes:
        yield "## Quotes"
        yield "\n".join(f"- {_quoted(quote)}" for quote in annotated.quotes)


def _counts(annotated: AnnotatedArticle) -> str:
    counts = [f"{len(claims)} {heading.lower()}" for heading, claims in grouped(annotated)]
    return f"Claims: {', '.join(counts)}." if counts else "No claims."


def _claim(claim: Claim, quote: Quote | None) -> Iterator[str]:
    yield f"> {escaped(shown_words(claim))}"
    if claim.claimant:
        yield f"Asserted by {escaped(claim.claimant.name)}."
    if quote and quote.spans and words_cell(quote.spans) != shown_words(claim):
        yield f"In the quote: {escaped(words_cell(quote.spans))}"
    if claim.anchor and claim.anchor.status != "exact" and not claim.spans:
        yield "These words are no longer in the text."
    if claim.note:
        yield f"Note: {_paragraphs(claim.note)}"
    if claim.tags:
        yield f"Tags: {', '.join(map(escaped, claim.tags))}"
    if claim.evidence:
        yield "Sources:"
        yield "\n".join(map(_source, claim.evidence))


def _note(note: Note) -> str:
    words = words_cell(note.spans) or (note.anchor.exact if note.anchor else "")
    return f"> {escaped(words)}\n\n{_paragraphs(note.note)}"


def _quoted(quote: Quote) -> str:
    speaker = f"{escaped(quote.speaker.name)}: " if quote.speaker else ""
    return f"{speaker}{escaped(words_cell(quote.spans))} ({quote.kind})"


def _who(claim: Claim) -> str:
    return f" ({escaped(claim.claimant.name)})" if claim.claimant else ""


def _source(evidence: Evidence) -> str:
    """Return the item of a source, its passage as a block quote with the lines that it has."""
    named = [escaped(evidence.title)] if evidence.title else []
    address = [_linked(evidence.url)] if evidence.url else []
    accessed = [f"accessed {escaped(evidence.accessed)}"] if evidence.accessed else []
    head = f"- {': '.join(filter(None, (evidence.stance, ', '.join((*named, *address, *accessed)))))}"
    lines = [escaped(line) for line in evidence.passage.splitlines() if line.strip()]
    return f"{head}\n\n  > " + "\\\n  > ".join(lines) if lines else head


def _paragraphs(note: str) -> str:
    return "\n\n".join(escaped(line) for line in note.splitlines() if line.strip())


def _linked(value: str) -> str:
    return f"<{value}>" if is_link(value) else escaped(value)
