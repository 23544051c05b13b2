"""RSS, Atom and OPML as lists of articles."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from annotations.sources.assembly import composed
from annotations.sources.dates import iso_date
from annotations.sources.feed import Feed, FeedItem
from annotations.sources.markup import parsed
from annotations.sources.material import Material
from annotations.sources.rendering import pieces_of
from annotations.text import clean_line

_MOST_ITEMS = 5000
_LONGEST_SUMMARY = 300
_ENTRIES = frozenset({"item", "entry", "outline"})
_DATES = ("pubDate", "published", "date", "updated")
_SUMMARIES = ("description", "summary", "encoded", "content")


def parse_feed(material: Material) -> Feed:
    """Return the list that RSS (any version), Atom or OPML holds; entries without a web address are left out.

    Raises:
        SourceError: the bytes are no such list.
    """
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


def _item(element: etree._Element, material: Material) -> FeedItem | None:
    address = _address(element)
    url = urljoin(material.url or "", address) if address else ""
    if not url.lower().startswith(("http://", "https://")):
        return None
    title = element.get("title") or element.get("text") or _text(element, "title")
    return FeedItem(
        title=_rendered(title) or clean_line(url),
        url=clean_line(url),
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
    return etree.QName(element).localname


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
    except ValueError:
        return iso_date(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
