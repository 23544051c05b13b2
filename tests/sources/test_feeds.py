import json
from pathlib import Path

import pytest

from annotations.errors import SourceError
from annotations.sources import Feed, open_source, read_source
from annotations.sources.feeds import parse_feed
from annotations.sources.material import Material

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title>
<item><title>Caf&#233; closes &amp; reopens</title><link>https://courier.example/1</link>
<pubDate>Fri, 14 Mar 2025 08:00:00 +0100</pubDate>
<description><![CDATA[<p>It was <b>closed</b>\x9b.</p>]]></description></item>
<item><title>é</title><guid>/2</guid><dc:date>2025-03-13</dc:date></item>
<item><title>Nowhere</title><guid isPermaLink="false">x-3</guid></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
</channel></rss>""".encode("latin-1")
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<entry><title type="html">One &lt;i&gt;thing&lt;/i&gt;</title><link rel="self" href="/feed"/>
<link rel="alternate" href="a/1"/><updated>2025-03-14T08:00:00Z</updated><summary>Short.</summary></entry></feed>"""
OPML = b"""<opml version="2.0"><head><title>My feeds</title></head><body><outline text="News">
<outline text="Courier" type="rss" xmlUrl="https://courier.example/rss" htmlUrl="https://courier.example/"/></outline>
</body></opml>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old</title></channel><item><title>T</title><link>https://old.example/1</link></item></rdf:RDF>"""


JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [
{"id": "https://courier.example/1", "title": "Caf\xc3\xa9 &amp; quay", "content_html": "<p>It <b>closed</b>.</p>",
 "date_published": "2025-03-14T08:00:00+01:00"},
{"id": 2, "url": "/2", "content_text": "A note without a title."},
{"id": "x-3", "title": "Nowhere"}, {"url": "javascript:alert(1)"}, null]}"""


def parse(data: bytes, source: str | None = None) -> Feed:
    retrieved = "2025-03-15T10:00:00.000Z" if source else None
    return parse_feed(Material(data=data, name="feed", title="feed", source=source, retrieved=retrieved))


def test_rss() -> None:
    feed = parse(RSS, "https://courier.example/rss")
    assert feed.title == "The Courier"
    assert [(item.title, item.url, item.published, item.summary) for item in feed.items] == [
        ("Café closes & reopens", "https://courier.example/1", "2025-03-14T08:00:00+01:00", "It was closed."),
        ("é", "https://courier.example/2", "2025-03-13", ""),
    ]


def test_atom() -> None:
    (item,) = parse(ATOM, "https://notes.example/feed").items
    assert (item.title, item.url, item.summary) == ("One thing", "https://notes.example/a/1", "Short.")
    assert item.published == "2025-03-14T08:00:00+00:00"


@pytest.mark.parametrize(
    ("data", "title", "url"), [(OPML, "My feeds", "https://courier.example/rss"), (RDF, "Old", "https://old.example/1")]
)
def test_opml_and_rdf(data: bytes, title: str, url: str) -> None:
    feed = parse(data)
    assert (feed.title, [item.url for item in feed.items]) == (title, [url])


def test_json_feed(tmp_path: Path) -> None:
    feed = parse(JSON_FEED, "https://courier.example/feed.json")
    assert [(item.title, item.url, item.published, item.summary) for item in feed.items] == [
        ("Café & quay", "https://courier.example/1", "2025-03-14T08:00:00+01:00", "It closed."),
        ("A note without a title.", "https://courier.example/2", None, "A note without a title."),
    ]
    path = tmp_path / "feed.json"
    path.write_bytes(b"\xef\xbb\xbf" + JSON_FEED.replace(b"https://jsonfeed", b"https:\\/\\/jsonfeed"))
    assert open_source(str(path)).title == "The Courier"


@pytest.mark.parametrize("data", [b'{"items": 3, "version": "https://jsonfeed.org/version/1"}', b"{", b"{" * 100_000])
def test_a_json_feed_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="JSON, but no feed"):
        parse(data)


@pytest.mark.parametrize("source", ["https://courier.example/feed", None])
@pytest.mark.parametrize("link", ["http://[bad", "http:///x", "http://a.example:x]/", "mailto:a@b.example"])
def test_an_entry_whose_link_is_no_web_address_is_left_out(link: str, source: str | None) -> None:
    links = [link, "https://courier.example/a b"]
    rss = "".join(f"<item><link>{each}</link></item>" for each in links)
    entries = [{"url": each} for each in links]
    for data in (f"<rss><channel>{rss}</channel></rss>", json.dumps({"items": entries})):
        assert [item.url for item in parse(data.encode(), source).items] == ["https://courier.example/a%20b"]


@pytest.mark.usefixtures("no_network")
def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    declared = f'<!DOCTYPE rss [<!ENTITY a0 "ha"> {bomb} <!ENTITY x SYSTEM "{tmp_path}/secret">]>'
    item = "<item><title>T &a9; &x;</title><link>https://a.example/</link></item>"
    feed = parse(f"{declared}<rss><channel>{item}</channel></rss>".encode())
    assert len(str(feed)) < 1000
    assert "secret" not in str(feed)


def test_a_prefix_without_a_namespace_and_a_date_beyond_all_years_lose_no_entry() -> None:
    date = f"Fri, 14 Mar {'9' * 30} 08:00:00 +0100"
    item = f"<media:x/><dc:date>{date}</dc:date><title>T</title><link>https://a.example/</link>"
    (found,) = parse(f"<rss><channel><item>{item}</item></channel></rss>".encode()).items
    assert (found.title, found.published) == ("T", None)


@pytest.mark.parametrize("data", [b"", b"<?xml version='1.0'?>", b"\xff\xfe\x00"])
def test_damaged_feeds_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="damaged feed"):
        parse(data)


@pytest.mark.parametrize("data", [b"<rss", b"<rss></rss>", b"<feed>" * 10_000, b"<opml><body><outline text='x'/>"])
def test_feeds_without_items_are_empty(data: bytes) -> None:
    assert parse(data).items == ()


def test_a_feed_is_no_article_and_an_article_no_feed(tmp_path: Path) -> None:
    (tmp_path / "feed").write_bytes(OPML)
    (tmp_path / "article").write_text("Words of an article.")
    assert open_source(str(tmp_path / "feed")).title == "My feeds"
    with pytest.raises(SourceError, match="a list of articles"):
        read_source(str(tmp_path / "feed"))
    assert not isinstance(open_source(str(tmp_path / "article")), Feed)
