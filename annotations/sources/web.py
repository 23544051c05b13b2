"""Pages and files from the web: fetched once, politely, within limits of time and size."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from time import monotonic
from urllib.parse import unquote, urldefrag, urlsplit

import httpx

from annotations.addresses import is_web
from annotations.cleaning import clean_line
from annotations.errors import SourceError
from annotations.sources import material, robots
from annotations.sources.awaiting import awaited
from annotations.sources.compression import Inflater
from annotations.sources.failures import SAVE_HINT, failure_of, refuse_status
from annotations.sources.material import Material
from annotations.sources.reading import FetchError, ReadingCancelled, ReadOptions
from annotations.sources.transport import GuardedTransport

LONGEST = 60.0
"""Seconds that fetching may take altogether."""
_PATIENCE = httpx.Timeout(15.0, connect=10.0)
_MOST_REDIRECTS = 10
_AGENT = "newsmark"
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en, *;q=0.5",
}
_READABLE = frozenset({"", "application/xml", "application/octet-stream", "binary/octet-stream"})


def fetch(url: str, options: ReadOptions) -> Material:
    """Return what a web address holds.

    Raises:
        ReadingCancelled: the reader asked to stop.
        SourceError: the address is no web address.
        FetchError: it is a private one, the site does not answer, refuses, fails or forbids it to programs, or there is
            too much of it.
    """
    name = clean_line(url)
    if not is_web(url.replace(" ", "%20")):
        raise SourceError(f"{name}: not a web address.", "newsmark fetches http and https only.")
    try:
        fetched = awaited(lambda: _fetched(url, name, options), LONGEST, options.is_cancelled)
    except (SourceError, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        failure = failure_of(error)
        raise FetchError(f"{name}: {failure.message}", failure.hint) from None
    if fetched is None or options.is_cancelled():
        raise ReadingCancelled(f"{name}: stopped.", "Open it again to start over.")
    return fetched


def _fetched(url: str, name: str, options: ReadOptions) -> Material:
    client = httpx.Client(
        transport=GuardedTransport(allow_private=options.allow_private),
        headers={"User-Agent": _user_agent(), **_HEADERS},
        timeout=_PATIENCE,
        follow_redirects=True,
        max_redirects=_MOST_REDIRECTS,
    )
    with client:
        _obey(client, url)
        with client.stream("GET", url) as response:
            refuse_status(response.status_code)
            final = urldefrag(str(response.url)).url
            if urlsplit(final).netloc != urlsplit(url).netloc:
                _obey(client, final)
            media_type, charset = _declared(response)
            limit = material.MAX_PAGE_BYTES if "html" in media_type else material.MAX_BYTES
            data = _content(response, limit, options)
    path = PurePosixPath(unquote(urlsplit(final).path))
    return Material(
        data=data,
        name=name,
        title=path.stem or urlsplit(final).netloc,
        source=clean_line(final),
        suffix=path.suffix,
        media_type=media_type,
        charset=charset,
        retrieved=options.now(),
    )


def _obey(client: httpx.Client, url: str) -> None:
    """Raise SourceError where a site asks programs to stay away from an address."""
    try:
        with client.stream("GET", robots.robots_url(url)) as response:
            status = response.status_code
            rules = _content(response, robots.LARGEST, ReadOptions(), is_cut=True) if status < 400 else b""
    except httpx.TooManyRedirects:
        return
    if not robots.is_allowed(url, _AGENT, status, rules):
        message = "the site fails" if status >= 500 else "the site asks programs not to fetch this page"
        raise SourceError(f"{message} (robots.txt).", SAVE_HINT)


def _declared(response: httpx.Response) -> tuple[str, str | None]:
    """Return the type and the charset that a response declares; raises SourceError for what newsmark cannot read."""
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_readable = media_type in _READABLE | material.KINDS_BY_TYPE.keys() or media_type.endswith("+xml")
    if not (is_readable or media_type.startswith("text/")):
        raise SourceError(
            f"{clean_line(media_type)}, not an article.", "newsmark reads text, HTML, PDF, EPUB and feeds."
        )
    return media_type, response.charset_encoding


def _content(response: httpx.Response, limit: int, options: ReadOptions, *, is_cut: bool = False) -> bytes:
    """Return the body, unpacked: at most `limit` bytes if it `is_cut`, else raise SourceError where it is longer."""
    length = response.headers.get("content-length", "")
    expected = int(length) if length.isdecimal() else None
    inflater = Inflater(response.headers.get("content-encoding", ""))
    data = bytearray()
    deadline = monotonic() + LONGEST
    for piece in response.iter_raw():
        data += inflater.unpacked(piece, limit - len(data))
        if len(data) > limit and is_cut:
            break
        if len(data) > limit:
            raise SourceError(f"more than {limit >> 20} MB.", SAVE_HINT)
        if monotonic() > deadline:
            raise TimeoutError
        if options.is_cancelled():
            break
        options.progress(response.num_bytes_downloaded, expected)
    return bytes(data[:limit])


def _user_agent() -> str:
    try:
        return f"{_AGENT}/{version(_AGENT)} (a reader of single pages)"
    except PackageNotFoundError:
        return _AGENT
