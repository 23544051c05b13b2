"""Addresses of the web: what counts as one, everywhere."""

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_DELIMITERS = frozenset('<>"\\')
"""What no address holds as it is (RFC 3986, appendix C), and what would end a link in mark-up."""


def is_web(address: str) -> bool:
    """Tell whether this is an address of the web: `http` or `https`, a host, and no white space."""
    try:
        return _WEB.fullmatch(address) is not None and bool(urlsplit(address).hostname)
    except ValueError:
        return False


def is_link(address: str) -> bool:
    """Tell whether this is an address of the web that mark-up can carry as a link."""
    return is_web(address) and _DELIMITERS.isdisjoint(address)
