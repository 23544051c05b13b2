"""What a site asks of programs in its robots.txt (RFC 9309)."""

from urllib.parse import urlsplit, urlunsplit

from protego import Protego

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read."""


def robots_url(url: str) -> str:
    """Return where the site of an address says what it asks of programs."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def is_allowed(url: str, agent: str, status: int, content: bytes) -> bool:
    """Tell whether a site lets a program fetch an address, from how it answered for its robots.txt.

    One that has none (4xx) allows everything, one that fails (5xx) nothing.
    """
    if status >= 400:
        return status < 500
    return bool(Protego.parse(content.decode("utf-8", "replace")).can_fetch(url, agent))
