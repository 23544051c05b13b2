import gzip
import socket
import threading
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources import ReadingCancelled, ReadOptions, read_source, web
from annotations.sources import material as bounds
from annotations.text import article_id
from tests.pages import page, semantic
from tests.sources.conftest import Site
from tests.stories import Story, stories

STORY: Story = stories()[0]
PAGE = semantic(STORY)
LOCAL = ReadOptions(allow_private=True, now=lambda: "2025-03-15T10:00:00.000Z")


def read(url: str, options: ReadOptions = LOCAL) -> Article:
    return read_source(url, options=options)


def refusal(url: str, options: ReadOptions = LOCAL) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(url, options)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith(url)
    return caught.value


def test_a_page_is_an_article_with_where_it_comes_from_and_when(site: Site) -> None:
    url = site.serve("/bridge", PAGE)
    article = read(f"{url}#comments")
    assert (article.title, article.byline, article.publisher) == (STORY.headline, STORY.byline, "The Harbour Courier")
    assert (article.source, article.retrieved) == (url, "2025-03-15T10:00:00.000Z")
    assert article.published == "2025-03-14T08:00:00+00:00"
    assert article.id == article_id(url)
    assert STORY.blocks[0][1] in article.text


def test_the_canonical_address_is_the_identity(site: Site) -> None:
    head = f'<link rel="canonical" href="{site.url}/bridge">'
    body = f"<article><h1>{STORY.headline}</h1>{''.join(f'<p>{words}</p>' for _, words in STORY.blocks)}</article>"
    first = read(site.serve("/amp/bridge?utm_source=mail", page(STORY, body, head=head)))
    second = read(site.serve("/bridge", page(STORY, body)))
    assert first.id == second.id
    assert first.source != second.source


def test_another_site_cannot_take_the_identity(site: Site) -> None:
    head = '<link rel="canonical" href="https://elsewhere.example/bridge">'
    url = site.serve("/bridge", page(STORY, f"<article><p>{STORY.main_text}</p></article>", head=head))
    assert read(url).id == article_id(url)


def test_redirects_are_followed_to_where_they_lead(site: Site) -> None:
    target = site.serve("/new", PAGE)
    site.redirect("/old", "/middle", 301)
    site.redirect("/middle", target)
    assert read(f"{site.url}/old").source == target


@pytest.mark.parametrize(
    ("target", "words"),
    [("/loop", "in circles"), ("file:///etc/passwd", "no"), ("ftp://127.0.0.1/a", "no"), ("http://", "no")],
)
def test_redirects_that_lead_nowhere_are_told(site: Site, target: str, words: str) -> None:
    assert words in refusal(site.redirect("/loop", target)).message


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 418, 429, 451, 500, 503])
def test_an_error_of_the_site_is_one_line_with_its_number(site: Site, status: int) -> None:
    assert f"({status})." in refusal(site.fail("/page", status)).message


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\x01 hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>Only a part",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\nno chunk\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "noise", "a part", "no chunks", "long headers"],
)
def test_a_site_that_breaks_off_or_says_nonsense_is_one_line(site: Site, said: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(said)

    site.answers["/page"] = answer
    assert "broke off, or does not answer as web sites do" in refusal(f"{site.url}/page").message


def test_a_page_without_a_type_is_read(site: Site) -> None:
    assert read(site.serve("/page", PAGE, "")).title == STORY.headline


@pytest.mark.parametrize("begins", [True, False])
def test_a_site_that_never_ends_is_left(site: Site, begins: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST", 0.3)
    assert "does not answer in time" in refusal(site.trickle("/page", begins=begins)).message


def test_a_reader_can_stop_it(site: Site) -> None:
    cancel = threading.Event()
    told: list[int] = []

    def progress(count: int, total: int | None) -> None:
        told.append(count)
        assert total is None
        cancel.set()

    url = site.trickle("/page")
    with pytest.raises(ReadingCancelled):
        read(url, ReadOptions(allow_private=True, cancel=cancel, progress=progress))
    assert told


def test_progress_tells_how_much_there_is(site: Site) -> None:
    told: list[tuple[int, int | None]] = []
    url = site.serve("/bridge", PAGE)
    read(url, ReadOptions(allow_private=True, progress=lambda count, total: told.append((count, total))))
    assert told[-1] == (len(PAGE.encode()), len(PAGE.encode()))


@pytest.mark.parametrize("is_zipped", [True, False])
def test_too_much_is_refused_before_it_is_all_there(
    site: Site, is_zipped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MAX_PAGE_BYTES", 1 << 20)
    bomb = b"a" * (64 << 20) if is_zipped else b"a" * (2 << 20)
    url = site.zipped("/bomb", bomb) if is_zipped else site.serve("/bomb", bomb, "text/html")
    assert "more than 1 MB" in refusal(url).message


def test_bombs_within_bombs_are_not_unpacked(site: Site) -> None:
    packed = gzip.compress(gzip.compress(b"a" * (1 << 20)))
    url = site.serve("/bomb", packed, "text/html", Content_Encoding="gzip, gzip")
    assert "compressed in an unknown way" in refusal(url).message


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_compressed_pages_are_read(site: Site, compress: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if compress is gzip.compress else "deflate"
    url = site.serve("/page", compress(PAGE.encode()), Content_Encoding=encoding)
    assert read(url).title == STORY.headline


def test_a_damaged_transfer_is_told(site: Site) -> None:
    url = site.serve("/page", b"no gzip at all", "text/html", Content_Encoding="gzip")
    assert "damaged in the transfer" in refusal(url).message


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "application/zip"])
def test_what_is_no_article_is_refused_by_its_type(site: Site, media_type: str) -> None:
    assert f"{media_type}, not an article" in refusal(site.serve("/thing", b"\x89PNG" * 99, media_type)).message


@pytest.mark.parametrize("content", ['{"items": 3}', "[1]", "no JSON", b"\x89PNG"])
def test_data_for_programs_are_no_article(site: Site, content: str | bytes) -> None:
    assert "JSON, but no feed" in refusal(site.serve("/data", content, "application/json")).message


def test_binary_data_under_a_text_type_are_refused(site: Site) -> None:
    assert "binary data" in refusal(site.serve("/thing", bytes(range(256)) * 50, "text/plain")).message


def test_the_text_decides_what_it_is_where_the_type_is_wrong(site: Site) -> None:
    assert read(site.serve("/bridge", PAGE, "text/plain")).title == STORY.headline
    assert read(site.serve("/note.md", "# Tide\n\nIt *rose*.", "text/markdown")).text == "Tide\n\nIt rose."


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "cp1252"), ("no-such-charset", "utf-8")],
)
def test_a_wrong_charset_is_put_right(site: Site, declared: str, encoding: str) -> None:
    body = (
        "<article><p>The café owner said “we won’t close”, and José agreed with her on Monday, as did the others.</p>"
    )
    html = f"<!doctype html><html><head><title>Café</title></head><body>{body * 3}</article></body></html>"
    article = read(site.serve("/page", html.encode(encoding), f"text/html; charset={declared}"))
    assert "café owner said “we won’t close”, and José" in article.text


def test_a_site_that_asks_programs_to_stay_away_is_obeyed(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private/*\n", "text/plain")
    url = site.serve("/private/page", PAGE)
    assert "asks programs not to fetch" in refusal(url).message
    assert site.asked == ["/robots.txt"]
    assert read(site.serve("/public", PAGE)).title == STORY.headline
    assert all(headers["User-Agent"].startswith("newsmark") for headers in site.headers)


def test_a_site_whose_wishes_cannot_be_known_is_left_alone(site: Site) -> None:
    site.fail("/robots.txt", 503)
    assert "robots.txt" in refusal(site.serve("/page", PAGE)).message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
def test_private_addresses_are_refused(site: Site, host: str) -> None:
    site.serve("/page", PAGE)
    error = refusal(f"http://{host}:{site.port}/page", ReadOptions())
    assert "private address" in error.message
    assert "--allow-private" in error.hint
    assert not site.asked


def test_a_name_that_points_to_this_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        resolved.append(host)
        address = "93.184.215.14" if len(resolved) > 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("annotations.sources.addresses.has_route", lambda: True)
    assert "private address" in refusal(f"http://rebound.example:{site.port}/page", ReadOptions()).message
    assert not site.asked


def test_the_address_that_was_looked_at_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when looked at and private when connected to leads nowhere: it is resolved once."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    url = site.serve("/page", PAGE).replace("127.0.0.1", "news.example")
    resolve = socket.getaddrinfo
    asked: list[str] = []

    def resolve_once(host: str, *rest: Any, **options: Any) -> Any:
        asked.append(host)
        return resolve(next(answers)[0] if host == "news.example" else host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve_once)
    assert read(url).source == url
    assert asked.count("news.example") == len(site.asked) == 2
    assert site.headers[-1]["Host"] == f"news.example:{site.port}"


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.sources.addresses.is_public", lambda address: address == "127.0.0.1")
    url = site.redirect("/page", "http://169.254.169.254/latest/meta-data")
    assert "169.254.169.254 is a private address" in refusal(url, ReadOptions()).message


def test_offline_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.sources.addresses.has_route", lambda: False)
    assert "offline" in refusal("http://news.example/page", ReadOptions()).message


@pytest.mark.usefixtures("site")
def test_a_site_that_is_not_there_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert "cannot be reached" in refusal(f"http://127.0.0.1:{unused.getsockname()[1]}/page").message


def test_the_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["http://news.example/robots.txt"] = lambda handler: handler.send_error(404)
    site.serve("http://news.example/page", PAGE)
    monkeypatch.setenv("http_proxy", site.url)
    assert read("http://news.example/page", ReadOptions()).title == STORY.headline
    assert site.asked == ["http://news.example/robots.txt", "http://news.example/page"]
    assert "private" in refusal("http://127.0.0.1/page", ReadOptions()).message


@pytest.mark.parametrize(
    "url", ["ftp://news.example/a", "gopher://news.example/", "javascript://x", "http://", "http://a b/"]
)
def test_what_is_no_web_address_is_told(url: str) -> None:
    assert refusal(url, ReadOptions())


@pytest.mark.parametrize("url", ["ftp://a.example/", "http://[bad", "https:///path"])
def test_what_is_no_web_address_is_not_fetched(url: str) -> None:
    assert "not a web address" in refusal(url).message
