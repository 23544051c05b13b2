"""Articles that sites cut into several pages."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

_NUMBERED = re.compile(r"(?:[/_-]|/page/|[/_-]p(?:age|g)?-?)?([2-9]|[1-9]\d)")
_PARAMETERS = frozenset({"page", "p", "pg", "pagenum", "page_number", "start_page"})
_SUFFIX = re.compile(r"\.s?html?$|/$", re.IGNORECASE)


def next_page(tree: html.HtmlElement, url: str | None) -> str | None:
    """Return where an article goes on, if a link says so and leads to the same address with another page's number.

    The next article, which many sites link so too, has another address.
    """
    for link in tree.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split() and url:
            try:
                address = urljoin(url, (link.get("href") or "").strip())
                is_next = _is_numbered(address, url)
            except ValueError:
                continue
            if is_next:
                return address
    return None


def _is_numbered(address: str, url: str) -> bool:
    there, here = urlsplit(address), urlsplit(url)
    if there.netloc != here.netloc:
        return False
    path, own = _SUFFIX.sub("", there.path), _SUFFIX.sub("", here.path)
    if path == own:
        return any(name.lower() in _PARAMETERS and value.isdecimal() for name, value in parse_qsl(there.query))
    return len(own) > 1 and path.startswith(own) and _NUMBERED.fullmatch(path[len(own) :]) is not None
