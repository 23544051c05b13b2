"""Where articles come from: a source, as the reader names it, to an article or to a list of articles."""

import re
import sys
from pathlib import Path
from typing import BinaryIO

from annotations.addresses import is_web
from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.feed import Feed
from annotations.sources.file import load_file, load_stream
from annotations.sources.language import foreign_language
from annotations.sources.material import Material, kind_of
from annotations.sources.plain import read_text
from annotations.sources.reading import FetchError, ReadingCancelled, ReadOptions

__all__ = [
    "CLIPBOARD",
    "Feed",
    "FetchError",
    "ReadOptions",
    "ReadingCancelled",
    "open_source",
    "read_source",
]

CLIPBOARD = "clipboard"
"""The word that names what was copied last; a file of that name is `./clipboard`."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_STANDARD_INPUT = "standard input"
_DEFAULTS = ReadOptions()


def read_source(source: str, *, stdin: BinaryIO | None = None, options: ReadOptions = _DEFAULTS) -> Article:
    """Return the article in a file, at a web address, on standard input (`-`) or on the clipboard.

    Text, Markdown, HTML, EPUB and PDF are told apart by what is in them, then by name or declared type. `stdin` takes
    the place of the process's standard input.

    Raises:
        SourceError: the source is missing, unreadable, empty, too big, not allowed, or holds no article.
    """
    opened = open_source(source, stdin=stdin, options=options)
    if isinstance(opened, Feed):
        hint = f"newsmark {source} lists its {len(opened.items)} items; name one of them."
        raise SourceError(f"{source}: a list of articles, not an article.", hint)
    return opened


def open_source(source: str, *, stdin: BinaryIO | None = None, options: ReadOptions = _DEFAULTS) -> Article | Feed:
    """Return what a source holds: an article, or a list of articles to pick from; raises as `read_source`."""
    loaded = _loaded(source, stdin, options)
    opened = _opened(loaded, options)
    language = foreign_language(opened.language) if isinstance(opened, Article) else None
    if language and options.tell_language:
        options.notice(f"{loaded.name}: the text is in {language}.", "Only English texts are marked.")
    return opened


def _loaded(source: str, stdin: BinaryIO | None, options: ReadOptions) -> Material:
    if source == "-":
        if stdin is None and sys.stdin is None:
            raise SourceError(f"{_STANDARD_INPUT} is closed.", "Pipe a text into newsmark, or name a file.")
        return load_stream(stdin or sys.stdin.buffer, name=_STANDARD_INPUT)
    if source == CLIPBOARD:
        from annotations.sources.clipboard import load_clipboard

        copied = load_clipboard()
        address = copied.data.strip().decode(errors="replace")
        return _loaded(address, None, options) if is_web(address) else copied
    if _SCHEME.match(source):
        from annotations.sources.web import fetch

        return fetch(source, options)
    return load_file(Path(source))


def _opened(material: Material, options: ReadOptions) -> Article | Feed:
    match options.kind or kind_of(material):
        case "html" | "archive":
            from annotations.sources.page import read_page

            return read_page(material, options)
        case "markdown":
            from annotations.sources.markdown import read_markdown

            return read_markdown(material)
        case "feed":
            from annotations.sources.feeds import parse_feed

            return parse_feed(material)
        case "pdf":
            from annotations.sources.pdf import read_pdf

            return read_pdf(material, options)
        case "epub":
            from annotations.sources.epub import read_epub

            return read_epub(material, options)
        case "text":
            return read_text(material)
