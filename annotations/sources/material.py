"""What a source holds before anybody has looked into it, and what can be told of its kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from annotations.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
"""The most that is read of one source."""
MAX_PAGE_BYTES = 10 * 1024 * 1024
"""The most mark-up that is looked at: beyond, a page is no article."""

Kind = Literal["text", "markdown", "html", "feed", "archive", "pdf", "epub"]

_KINDS_BY_SUFFIX: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
        **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "markdown"),
        **dict.fromkeys((".mhtml", ".mht"), "archive"),
        **dict.fromkeys((".rss", ".atom", ".opml", ".rdf"), "feed"),
    }
)
ARTICLE_SUFFIXES = frozenset({".txt", ".text", ".pdf", ".epub", *_KINDS_BY_SUFFIX}) - {".rss", ".atom", ".opml", ".rdf"}
"""How the names of files end that hold one article each."""
KINDS_BY_TYPE: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("text/html", "application/xhtml+xml"), "html"),
        **dict.fromkeys(("text/markdown", "text/x-markdown"), "markdown"),
        **dict.fromkeys(("application/rss+xml", "application/atom+xml", "text/x-opml", "application/rdf+xml"), "feed"),
        **dict.fromkeys(("application/feed+json", "application/json"), "feed"),
        "application/pdf": "pdf",
        "application/epub+zip": "epub",
        "multipart/related": "archive",
    }
)
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_SNIFFED = 1024
_PROLOGUE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_JSON_FEED = re.compile(rb'\{.*"https?://jsonfeed\.org/version/', re.DOTALL)
_FEED = re.compile(rb"(?:<!doctype\s+(?:rss|opml)[^>]*>\s*)?<(?:rss|feed|rdf:RDF|opml)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Material:
    """The bytes of a source with what their carrier says of them."""

    data: bytes
    name: str
    """What it is called in messages; cleaned."""
    title: str
    """The title of an article that names none."""
    source: str | None = None
    """Absolute path or URL."""
    suffix: str = ""
    media_type: str | None = None
    charset: str | None = None
    retrieved: str | None = None
    """When it was fetched; None for what was at hand."""

    @property
    def url(self) -> str | None:
        """The address that it was fetched from."""
        return self.source if self.retrieved else None

    def refused(self, message: str, hint: str) -> SourceError:
        """Return the error that says why this cannot be read."""
        return SourceError(f"{self.name}: {message}", hint)


def kind_of(material: Material) -> Kind:
    """Return what the bytes are: by their own marks first, then by the name of the file and the type declared."""
    if material.data.startswith(_PDF):
        return "pdf"
    if material.data.startswith(_ZIP) and b"mimetypeapplication/epub+zip" in material.data[:_SNIFFED]:
        return "epub"
    start = material.data[: 4 * _SNIFFED]
    start = _PROLOGUE.sub(b"", start, count=1)
    if _FEED.match(start) or _JSON_FEED.match(start.replace(b"\\/", b"/")):
        return "feed"
    if _PAGE.match(start):
        return "html"
    named = _KINDS_BY_SUFFIX.get(material.suffix.lower())
    return named or KINDS_BY_TYPE.get(material.media_type or "", "text")
