"""Looking up sources: shown before they are opened, or copied."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList, Static

from annotations.evidence import add_evidence
from annotations.models import Article, Evidence
from annotations.review import open_review
from tests.toll import CLAIMS
from tui.screens.chooser import ChooserScreen
from tui.screens.link import LinkScreen

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

MINUTES = Evidence(url="https://port.example/minutes", title="Minutes", stance="refutes")
TABLE = Evidence(url="https://port.example/table", passage="12 percent")
ARTICLE = "https://news.example/toll"


@pytest.fixture
def web(article_of: Callable[..., Article]) -> Article:
    """An article that came from the web."""
    return replace(article_of(), source=ARTICLE)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened."""
    addresses: list[str] = []
    monkeypatch.setattr("tui.screens.link.open_link", lambda address, *_: addresses.append(address))
    return addresses


def with_sources(world: "World", article: Article, *sources: Evidence) -> None:
    """Let the first claim rest on sources."""
    review = open_review(article, world.client.detected, ())
    for second, source in enumerate(sources):
        review = add_evidence(review, CLAIMS[0].id, source, f"2026-01-05T09:00:0{second}Z").review
    world.store.change(article.id, review.records.values())


def address_shown(reader: "Reader") -> str:
    assert isinstance(reader.app.screen, LinkScreen)
    return str(reader.app.screen.query_one(Static).render())


async def test_the_only_source_of_a_claim_is_shown_before_it_is_opened(
    running: "Running", world: "World", web: Article, opened: list[str]
) -> None:
    with_sources(world, web, MINUTES)
    async with running(web) as reader:
        await reader.press("n", "o")
        assert MINUTES.url in address_shown(reader)
        assert opened == []
        await reader.press("enter")
        assert opened == [MINUTES.url]
        await reader.press("y")
        assert reader.app.clipboard == MINUTES.url
        assert MINUTES.url in reader.notices[-1]


async def test_one_of_several_sources_is_chosen(
    running: "Running", world: "World", web: Article, opened: list[str]
) -> None:
    with_sources(world, web, MINUTES, TABLE, Evidence(url="", passage="by word of mouth"))
    async with running(web) as reader:
        await reader.press("n", "o")
        assert isinstance(reader.app.screen, ChooserScreen)
        offered = [str(option.prompt) for option in reader.app.screen.query_one(OptionList).options]
        assert [words.splitlines()[0] for words in offered] == ["refutes: Minutes", f"context: {TABLE.url}"]
        await reader.press("j", "enter")
        assert TABLE.url in address_shown(reader)
        await reader.press("escape", "y", "escape")
        assert reader.app.clipboard == ""
        await reader.press("y", "j", "enter")
        assert reader.app.clipboard == TABLE.url
        assert opened == []


async def test_a_mark_without_sources_leads_to_the_article(running: "Running", web: Article, opened: list[str]) -> None:
    async with running(web) as reader:
        await reader.press("o")
        assert ARTICLE in address_shown(reader)
        await reader.press("escape", "n", "n", "o", "enter")
        assert opened == [ARTICLE]
        await reader.press("e", "y")
        assert reader.app.clipboard == ARTICLE


async def test_only_web_addresses_are_opened(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "o")
        assert reader.screen.is_current
        assert reader.notices[-1] == "/news/toll.txt is not a web address; y copies it."
        await reader.press("y")
        assert reader.app.clipboard == "/news/toll.txt"


async def test_an_article_without_a_source_has_nothing_to_open(running: "Running", web: Article) -> None:
    async with running(replace(web, source=None)) as reader:
        await reader.press("o", "y")
        assert set(reader.notices) == {"Neither this claim nor the article has an address."}
        assert reader.app.clipboard == ""
