import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import SourceError
from annotations.sources import Feed, open_source
from annotations.text import canonical
from tests.sources.test_books import FILES, epub, pdf

TAGS = (
    *("html", "head", "title", "body", "article", "main", "div", "p", "span", "b", "a", "ul", "li", "ol", "h1", "h2"),
    *("blockquote", "table", "tr", "td", "br", "script", "form", "q", "pre"),
)
MARKUP = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#0;", "&#27;", "&#xD800;", "&bogus;", "<", ">", "\0"]
    ),
    st.sampled_from(
        ['<p class="caption related">', '<script type="application/ld+json">', '{"@type":"Article","author":[', "<x:y>"]
    ),
    st.sampled_from(
        ['<meta property="og:title" content="', '<link rel=canonical href="http://[">', '<meta charset="utf-16">']
    ),
    st.text(max_size=20),
    st.just("The council met on Monday and voted for the new bridge, the mayor said. "),
)
NAMES = st.sampled_from(
    [
        *("@type", "@graph", "mainEntity", "headline", "name", "author", "publisher", "articleBody", "datePublished"),
        *("inLanguage", "isAccessibleForFree", "url", "external_url", "id", "title", "summary", "content_html"),
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["Article", '{"name":"x"}', "http://[", "<p>", "9999-99-99"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
)


def check(data: bytes) -> None:
    """Read anything: an article whose text is canonical and whose blocks hold it, a feed, or a refusal."""
    with suppress(SourceError):
        opened = open_source("-", stdin=io.BytesIO(data))
        if isinstance(opened, Feed):
            assert all(item.url.startswith("http") for item in opened.items)
            return
        assert canonical(opened.text) == opened.text
        assert opened.title
        spans = [(block.start, block.end) for block in opened.blocks]
        assert spans == sorted(spans)
        assert all(opened.text[start:end].strip() for start, end in spans)
        covered = "".join(opened.text[start:end] for start, end in spans)
        assert "".join(covered.split()) == "".join(opened.text.split())


@given(st.lists(MARKUP, max_size=60).map("".join))
def test_any_markup(markup: str) -> None:
    check(f"<!doctype html>{markup}".encode("utf-8", "replace"))


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_data_within_a_page(described: dict[str, object]) -> None:
    data = json.dumps({"@type": "NewsArticle", **described})
    check(f'<!doctype html><script type="application/ld+json">{data}</script><p>The council met.'.encode())


@given(st.lists(VALUES, max_size=6))
def test_any_json_feed(entries: list[object]) -> None:
    check(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries}).encode())


@given(
    st.binary(max_size=200), st.sampled_from([b"<!doctype html>", b"<rss>", b"<opml>", b"%PDF-1.4\n", b"PK\x03\x04"])
)
def test_any_bytes(data: bytes, start: bytes) -> None:
    check(start + data)


@settings(max_examples=40)
@given(st.sampled_from([epub(), epub({**FILES, "OPS/book.opf": "<package/>"}), pdf([["Some words."] * 3])]), st.data())
def test_damaged_books(book: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(book) - 1))
    check(book[:at] + data.draw(st.binary(max_size=8)) + book[at + data.draw(st.integers(0, 40)) :])


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.rss", "a.txt"])
def test_nothing_at_all_is_refused(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("empty") / name
    path.touch()
    with pytest.raises(SourceError):
        open_source(str(path))
