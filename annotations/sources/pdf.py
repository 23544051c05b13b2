"""PDF as articles: the text layer, its lines joined to paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from statistics import quantiles

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from annotations.models import Article
from annotations.sources.assembly import Description, Piece, article_of
from annotations.sources.logs import silence
from annotations.sources.material import Material
from annotations.sources.reading import ReadingCancelled, ReadOptions

_MOST_PAGES = 2000
_SHORT = 0.8
"""A line shorter than this share of the usual did not run into the next for want of room."""
_ENDS = (".", "!", "?", ":", "”", '"', "’", "…")
_EDGE = 2
"""Lines at the top and the bottom of a page that may be a running title or a page number."""
_FEWEST_PAGES = 3
_NUMBER = re.compile(r"\d+")
_BROKEN = re.compile(r"(?<=[a-z])[-\xad\u2010]$")


def read_pdf(material: Material, options: ReadOptions) -> Article:
    """Return the text of a PDF; page numbers and running titles are left out.

    Raises:
        ReadingCancelled: the reader asked to stop.
        SourceError: the file is damaged, encrypted, has too many pages, or no text layer.
    """
    silence("pypdf")
    try:
        reader = PdfReader(BytesIO(material.data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if is_locked else list(_pages(reader, material, options))
        described = None if is_locked else reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise material.refused("a PDF that is damaged or encrypted.", "Convert it to text first.") from None
    if is_locked:
        raise material.refused("a PDF that a password protects.", "Save it without a password.")
    pieces = tuple(_pieces(_without_running_lines(pages)))
    if not pieces:
        raise material.refused("a PDF without text, perhaps a scan.", "Have its text recognised first (OCR).")
    title, author = (described.title, described.author) if described else (None, None)
    return article_of(material, pieces, Description(title=title, byline=author))


def _pages(reader: PdfReader, material: Material, options: ReadOptions) -> Iterator[list[str]]:
    """Yield the lines of each page."""
    count = len(reader.pages)
    if count > _MOST_PAGES:
        raise material.refused(f"a PDF of more than {_MOST_PAGES} pages.", "Split it into parts.")
    for number, page in enumerate(reader.pages):
        if options.is_cancelled():
            raise ReadingCancelled(f"{material.name}: stopped.", "Open it again to start over.")
        options.progress(len(material.data) * number // count, len(material.data))
        yield [line.strip() for line in page.extract_text().splitlines()]


def _without_running_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of all pages but those at the edges that several pages have, whatever number is in them."""
    edges = Counter(_NUMBER.sub("0", line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    needed = max(_FEWEST_PAGES, len(pages) // 2)
    lines = []
    for page in pages:
        for number, line in enumerate(page):
            is_edge = number < _EDGE or number >= len(page) - _EDGE
            if not (is_edge and edges[_NUMBER.sub("0", line)] >= needed):
                lines.append(line)
    return lines


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield paragraphs and headings: a line goes on in the next unless it is blank, or short where a sentence ends."""
    lengths = [len(line) for line in lines if line]
    usual = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0
    paragraph = ""
    for line in [*lines, ""]:
        if paragraph and (not line or _is_heading(paragraph, line, usual)):
            yield Piece("paragraph" if paragraph.endswith(_ENDS) or len(paragraph) > usual else "heading", paragraph)
            paragraph = ""
        broken = _BROKEN.search(paragraph) if line[:1].islower() else None
        paragraph = f"{paragraph[: broken.start()]}{line}" if broken else f"{paragraph} {line}".strip()
        if line and len(line) < _SHORT * usual and line.endswith(_ENDS):
            yield Piece("paragraph", paragraph)
            paragraph = ""


def _is_heading(line: str, after: str, usual: float) -> bool:
    """Tell whether what stands so far is a heading: short, without a full stop, and what comes begins anew."""
    return len(line) < _SHORT * usual and not line.endswith((*_ENDS, ",")) and after[:1].isupper()
