"""What a page says of itself: JSON-LD first, then meta tags, then what trafilatura makes of the rest."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml import html
from trafilatura.metadata import extract_metadata

from annotations.addresses import is_web
from annotations.cleaning import clean_line
from annotations.sources.assembly import Description
from annotations.sources.dates import iso_date
from annotations.sources.headline import likeness, main_headings, window_title
from annotations.sources.logs import silence

_ARTICLE_TYPES = re.compile(r"Article$|^(?:Report|BlogPosting|LiveBlogPosting)$")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|cmpid|ns_\w+|at_\w+|ref_src|smid)$")
_DATES = MappingProxyType({"extensive_search": False, "original_date": True})
"""Have a date found where pages mark it, not where one may be meant."""
_LONGEST_LIST = 100
_DEEPEST = 6
_WRAPPER = re.compile(r"(?:\W*<!\[CDATA\[)?[^\[{]*")
"""What stands before the data in a script: some sites wrap them in comments."""
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, kw_only=True)
class Metadata(Description):
    """What a page declares."""

    body: str | None = None
    """The article's words, which some pages give a second time for machines."""
    is_free: bool = True
    """False where the page says that one has to pay."""


def metadata_of(tree: html.HtmlElement, url: str | None) -> Metadata:
    """Return what a page declares of itself; `url` is where it was fetched from."""
    meta = _meta_tags(tree)
    described = _described_here(tree, meta)
    title = _words(described.get("headline")) or meta.get("og:title") or meta.get("twitter:title")
    silence("trafilatura")
    guessed = extract_metadata(tree, url, dict(_DATES))
    return Metadata(
        title=title or _words(described.get("name")),
        byline=_names(described.get("author")) or _author(meta) or _words(guessed.author),
        publisher=_names(described.get("publisher")) or meta.get("og:site_name") or _words(guessed.sitename),
        published=_first_date(
            described.get("datePublished"), meta.get("article:published_time"), meta.get("datepublished"), guessed.date
        ),
        language=_words(described.get("inLanguage")) or tree.get("lang") or meta.get("og:locale"),
        url=_canonical(tree, meta, url),
        body=_body(described.get("articleBody")),
        is_free=not _is_false(described.get("isAccessibleForFree")),
    )


def clean_url(url: str) -> str:
    """Return an address without what is no part of the page's identity: fragment, tracking, default port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = "" if parts.port in {None, 80 if parts.scheme == "http" else 443} else f":{parts.port}"
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), f"{shown}{port}", parts.path or "/", query, ""))


def _described_here(tree: html.HtmlElement, meta: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the article that JSON-LD describes under the page's own headline: some describe those beside it too."""
    shown = [*main_headings(tree), window_title(tree), meta.get("og:title", "")]

    def likeness_here(article: Mapping[str, Any]) -> float:
        named = _words(article.get("headline")) or ""
        return max(likeness(named, text) for text in shown)

    return max(_articles(tree), key=likeness_here, default={})


def _articles(tree: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _described(_parsed(_WRAPPER.sub("", script.text, count=1)), _DEEPEST)


def _parsed(text: str) -> object:
    """Return the data that a text begins with; None where it begins with none."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _described(content: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the articles in JSON-LD: at its top, in lists, graphs, and as what a page is about."""
    if isinstance(content, list) and depth:
        for each in content[:_LONGEST_LIST]:
            yield from _described(each, depth - 1)
    elif isinstance(content, dict) and depth:
        types = content.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
            yield content
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _described(content.get(key), depth - 1)


def _meta_tags(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if content := _words(tag.get("content")):
            found.setdefault(name, content)
    return found


def _author(meta: Mapping[str, str]) -> str | None:
    """Return the author that a meta tag names; many give a profile's address there."""
    named = (meta.get(key) for key in ("author", "article:author", "parsely-author", "byl"))
    return next((name.removeprefix("By ") for name in named if name and "://" not in name), None)


def _names(value: object, depth: int = _DEEPEST) -> str | None:
    """Return the names of persons or organisations, joined."""
    if not depth:
        return None
    if isinstance(value, list):
        names = [_names(each, depth - 1) for each in value[:_LONGEST_LIST]]
        return ", ".join(dict.fromkeys(name for name in names if name)) or None
    if isinstance(value, dict):
        return _names(value.get("name"), depth - 1)
    words = _words(value)
    if words and words.startswith("{"):
        return _names(_parsed(words), depth - 1)
    return None if words is None or "://" in words else words


def _words(value: object, depth: int = _DEEPEST) -> str | None:
    if isinstance(value, list) and depth:
        return next((words for each in value[:_LONGEST_LIST] if (words := _words(each, depth - 1))), None)
    return clean_line(unescape(value)) or None if isinstance(value, str) else None


def _is_false(value: object) -> bool:
    return isinstance(value, bool | str) and str(value).lower() == "false"


def _body(value: object) -> str | None:
    """Return the words of an article as data: some put mark-up there, escaped or not."""
    return _TAG.sub(" ", unescape(value)) if isinstance(value, str) and value.strip() else None


def _first_date(*values: object) -> str | None:
    return next((date for value in values if (words := _words(value)) and (date := iso_date(words))), None)


def _canonical(tree: html.HtmlElement, meta: Mapping[str, str], url: str | None) -> str | None:
    """Return the page's canonical address: the one it names, if that is a page of the same site, else its own."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for named in (*links, meta.get("og:url")):
        if named and (address := _web_page(named, url)):
            return address
    return clean_url(url) if url else None


def _web_page(named: str, url: str | None) -> str | None:
    try:
        address = clean_url(urljoin(url or "", named.strip()))
        parts, own = urlsplit(address), urlsplit(url or address)
    except ValueError:
        return None
    is_page = is_web(address) and (parts.path != "/" or own.path in {"", "/"})
    return address if is_page and _site(parts.hostname) == _site(own.hostname) else None


def _site(host: str | None) -> list[str]:
    """Return what two addresses of one site have in common."""
    return (host or "").split(".")[-2:]
