"""RSS, Atom, OPML and JSON Feed as lists of articles."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from annotations.addresses import is_web
from annotations.cleaning import clean_line
from annotations.sources.assembly import composed
from annotations.sources.dates import iso_date
from annotations.sources.feed import Feed, FeedItem
from annotations.sources.markup import parsed
from annotations.sources.material import Material
from annotations.sources.rendering import pieces_of

_SPACE = b"\xef\xbb\xbf \t\r\n"
_MOST_ITEMS = 5000
_LONGEST_SUMMARY = 300
_ENTRIES = frozenset({"item", "entry", "outline"})
_DATES = ("pubDate", "published", "date", "updated")
_SUMMARIES = ("description", "summary", "encoded", "content")


def parse_feed(material: Material) -> Feed:
    """Return the list that RSS (any version), Atom, OPML or JSON Feed holds; entries without an address are left out.

    Raises:
        SourceError: the bytes are no such list.
    """
    if material.data.lstrip(_SPACE).startswith(b"{") or (material.media_type or "").endswith("json"):
        return _json_feed(material)
    parser = etree.XMLParser(
        encoding=material.charset, recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(material.data.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        root = None
    if root is None:
        raise material.refused("a damaged feed.", "Nothing in it can be read.")
    channel = next(_named(root, "channel", "head"), root)
    items = (item for element in root.iter("{*}*") if _tag(element) in _ENTRIES and (item := _item(element, material)))
    title = _text(channel, "title") or clean_line(material.title)
    return Feed(title=title, items=tuple(islice(items, _MOST_ITEMS)))


def _json_feed(material: Material) -> Feed:
    """Return the list that a JSON Feed holds (jsonfeed.org, version 1.1)."""
    try:
        content = json.loads(material.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        content = None
    entries = content.get("items") if isinstance(content, dict) else None
    if content is None or not isinstance(entries, list):
        raise material.refused("JSON, but no feed.", "newsmark reads text, HTML, PDF, EPUB and feeds.")
    items = (item for entry in entries if isinstance(entry, dict) and (item := _json_item(entry, material)))
    return Feed(title=clean_line(_string(content, "title") or material.title), items=tuple(islice(items, _MOST_ITEMS)))


def _json_item(entry: Mapping[str, object], material: Material) -> FeedItem | None:
    named = _string(entry, "url", "external_url")
    url = _web_address(named, material.url) if named else _web_address(_string(entry, "id"))
    if url is None:
        return None
    summary = _rendered(_string(entry, "summary", "content_text", "content_html"))
    return FeedItem(
        title=_rendered(_string(entry, "title")) or summary or url,
        url=url,
        published=iso_date(_string(entry, "date_published", "date_modified")),
        summary=summary,
    )


def _web_address(named: str, base: str | None = None) -> str | None:
    """Return the address of the web that an entry names, None where it names another or what is none."""
    try:
        url = urljoin(base or "", clean_line(named)).replace(" ", "%20")
    except ValueError:
        return None
    return url if named and is_web(url) else None


def _string(described: Mapping[str, object], *names: str) -> str:
    """Return the first of the fields that says something in words."""
    return next((value for name in names if isinstance(value := described.get(name), str) and value.strip()), "")


def _item(element: etree._Element, material: Material) -> FeedItem | None:
    url = _web_address(_address(element) or "", material.url)
    if url is None:
        return None
    title = element.get("title") or element.get("text") or _text(element, "title")
    return FeedItem(
        title=_rendered(title) or url,
        url=url,
        published=next((date for name in _DATES if (date := _date(_text(element, name)))), None),
        summary=next((words for name in _SUMMARIES if (words := _rendered(_text(element, name)))), ""),
    )


def _address(element: etree._Element) -> str | None:
    """Return where an entry leads to: OPML's attribute, the text of RSS's link, Atom's link to the page itself."""
    if _tag(element) == "outline":
        return element.get("xmlUrl") or element.get("url") or element.get("htmlUrl")
    for link in _named(element, "link"):
        if link.get("rel", "alternate") == "alternate" and (address := link.get("href") or link.text):
            return address.strip()
    guid = next(_named(element, "guid"), None)
    return None if guid is None or guid.get("isPermaLink") == "false" else guid.text


def _named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (child for child in element.iterchildren("{*}*") if _tag(child) in names)


def _tag(element: etree._Element) -> str:
    """Return an element's name without its namespace, or a prefix that stands for none."""
    return re.split(r"[}:]", str(element.tag))[-1]


def _text(element: etree._Element, name: str) -> str:
    found: Iterable[etree._Element] = _named(element, name)
    return next((words for child in found if (words := clean_line("".join(child.itertext())))), "")


def _rendered(markup: str) -> str:
    """Return the words of a title or summary, which may be HTML, on one line of bounded length."""
    tree = parsed(markup) if "<" in markup or "&" in markup else None
    words = clean_line(markup if tree is None else composed(pieces_of(tree))[0])
    return words if len(words) <= _LONGEST_SUMMARY else f"{words[:_LONGEST_SUMMARY].rsplit(' ', 1)[0]}…"


def _date(text: str) -> str | None:
    """Return a date of RSS (RFC 822) or Atom (RFC 3339) in ISO 8601."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return iso_date(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
