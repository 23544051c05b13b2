import pytest

from annotations.sources import ReadOptions, read_source
from annotations.sources.markup import parsed
from annotations.sources.pagination import next_page
from tests.pages import semantic
from tests.sources.conftest import Site
from tests.stories import stories

HERE = "https://courier.example/2025/bridge"


def following(link: str, url: str | None = HERE) -> str | None:
    tree = parsed(f"<html><head>{link}</head><body><p>Words</p></body></html>")
    assert tree is not None
    return next_page(tree, url)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("?page=2", f"{HERE}?page=2"),
        ("/2025/bridge/2/", f"{HERE}/2/"),
        ("/2025/bridge-2.html", f"{HERE}-2.html"),
        (f"{HERE}/page/3", f"{HERE}/page/3"),
        ("bridge_p2", f"{HERE}_p2"),
    ],
)
def test_the_next_page_of_an_article_is_told(href: str, address: str) -> None:
    assert following(f'<link rel="next" href="{href}">') == address
    assert following(f'<a rel="nofollow NEXT" href="{href}">2</a>') == address


@pytest.mark.parametrize(
    "href",
    [
        "/2025/storm",
        "/2025/bridge-reopens",
        "/2025/bridge/2019/closed",
        "?reply=2",
        "https://other.example/2025/bridge/2",
    ],
)
def test_the_next_article_is_no_next_page(href: str) -> None:
    assert following(f'<link rel="next" href="{href}">') is None


def test_without_an_address_or_with_a_broken_one_there_is_none() -> None:
    assert following('<link rel="next" href="?page=2">', None) is None
    assert following('<link rel="next" href="http://[">') is None
    assert following('<link rel="prev" href="?page=2">') is None


def test_the_reader_is_told_where_an_article_goes_on(site: Site) -> None:
    notices: list[str] = []
    options = ReadOptions(allow_private=True, notice=lambda message, hint: notices.append(f"{message} {hint}"))
    url = site.serve("/bridge", semantic(stories()[0]).replace("</head>", '<link rel="next" href="/bridge/2"></head>'))
    read_source(url, options=options)
    assert notices == [f"{url}: the article goes on on another page. newsmark {url}/2 reads it."]
