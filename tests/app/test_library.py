"""The library: finding, ordering, renaming, removing, opening sources and feeds."""

from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual import events
from textual.widgets import Static

from annotations.errors import StoreError
from annotations.models import Article, ArticleEntry, Place
from annotations.sources import Feed
from annotations.sources.feed import FeedItem
from tests.standins import FakeCounts, FakeListed, FakeWriter
from tests.toll import make_article
from tui.glyphs import ASCII
from tui.rows import ArticleRows, progress_bar, short_origin, verdict_counts
from tui.screens.feed import FeedScreen
from tui.screens.library import LibraryScreen
from tui.screens.link import LinkScreen
from tui.screens.reader import ReaderScreen
from tui.shelf import FILTERS, ORDERS, Day, View, arranged, days_work, open_claims
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

TITLES = {"a-1": "Harbour toll to rise", "a-2": "Trams for Lindholm", "a-3": "Über die Brücke"}


def entry(number: int = 1, **changes: object) -> ArticleEntry:
    at = f"2026-01-0{number}T10:00:00.000Z"
    plain = ArticleEntry(
        id=f"a-{number}", title=f"Title {number}", version="v", versions=("v",), length=200, added=at, opened=at
    )
    return replace(plain, **changes)


def listed(number: int = 1, counts: FakeCounts = FakeCounts(), **changes: object) -> FakeListed:  # noqa: B008 - frozen
    return FakeListed(entry(number, **changes), counts)


DAY = Day("2026-01-02T12:00:00.000Z", UTC)


def ids(articles: tuple[object, ...]) -> list[str]:
    return [article.entry.id for article in articles]  # type: ignore[attr-defined]


def test_orders_put_what_is_asked_for_first_and_can_be_turned_round() -> None:
    shelf = [
        listed(1, title="b", reached=200, claims=5),
        listed(2, title="C", reached=10, claims=9),
        listed(3, title="a", added="2025-01-01T00:00:00.000Z"),
    ]
    expected = {
        "opened": ["a-3", "a-2", "a-1"],
        "added": ["a-2", "a-1", "a-3"],
        "title": ["a-3", "a-1", "a-2"],
        "progress": ["a-1", "a-2", "a-3"],
        "open": ["a-2", "a-1", "a-3"],
    }
    assert {order: ids(arranged(shelf, View(order), DAY)) for order, _ in ORDERS} == expected
    assert ids(arranged(shelf, View("title", is_reversed=True), DAY)) == ["a-2", "a-1", "a-3"]


def test_filters_show_some_articles_only_and_removed_ones_only_when_asked() -> None:
    shelf = [
        listed(1, FakeCounts(verified=2), claims=2, reached=200),
        listed(2, FakeCounts(disputed=1, notes=1), claims=4),
        listed(3, removed="2026-01-03T00:00:00.000Z"),
    ]
    shown = {name: sorted(ids(arranged(shelf, View(shown=name), DAY))) for name, _ in FILTERS}
    assert shown == {
        "all": ["a-1", "a-2"],
        "unfinished": ["a-2"],
        "open": ["a-2"],
        "disputed": ["a-2"],
        "verified": ["a-1"],
        "notes": ["a-2"],
        "today": ["a-2"],
        "removed": ["a-3"],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [("harbour", True), ("Harbour", True), ("toll rise", True), ("rise news", True), ("zebra", False)],
)
def test_all_words_of_a_search_occur_in_title_or_source_with_smart_case(query: str, found: bool) -> None:
    shelf = [listed(1, title="Harbour toll to rise", source="/news/toll.txt")]
    assert bool(arranged(shelf, View(query=query), DAY)) == found


def test_the_day_is_the_readers_not_that_of_utc() -> None:
    shelf = [listed(1, FakeCounts(judged={"2026-01-01T23:30": 3, "2026-01-02T23:30": 4}))]
    east = Day(DAY.now, timezone(timedelta(hours=2)))
    assert days_work(shelf, DAY) == "4 claims tagged"
    assert days_work(shelf, east) == "3 claims tagged"
    assert days_work([listed(2)], DAY) == "1 article read"
    assert days_work([], DAY) == ""


def test_progress_is_whole_only_at_the_end() -> None:
    assert [entry(reached=reached).percent_read for reached in (0, 1, 199, 200)] == [0, 0, 99, 100]
    assert entry(length=0).percent_read == 0
    bar, rest, percent = progress_bar(entry(reached=100), ASCII)
    assert (bar[0], rest[0], percent[0]) == (" ======", "------", "  50%")


def test_open_claims_are_those_without_a_verdict_where_their_number_is_known() -> None:
    assert open_claims(listed(claims=None)) is None
    assert open_claims(listed(1, FakeCounts(verified=2, disputed=1), claims=5)) == 2
    signs = verdict_counts(listed(1, FakeCounts(verified=2, disputed=1), claims=5), ASCII)
    assert [text.strip() for text, _ in signs] == ["+2", "x1", "o2"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://www.example.org/a/b.html", "example.org"),
        ("/home/ada/news/toll.txt", "news/toll.txt"),
        (None, "standard input"),
    ],
)
def test_an_origin_is_shown_in_short(source: str | None, shown: str) -> None:
    assert short_origin(entry(source=source)) == shown


def fill(world: "World") -> None:
    for number, (own_id, title) in enumerate(TITLES.items()):
        article = replace(make_article(title=title), id=own_id, source=f"/news/{number}.txt")
        world.store.articles_by_id[own_id] = article


def shown(reader: "Reader") -> list[str]:
    rows = reader.app.screen.query_one(RowList)
    return list(rows._rows.ids) if rows._rows else []


def drawn(reader: "Reader") -> str:
    rows = reader.app.screen.query_one(RowList)
    return "\n".join(rows.render_line(y).text.rstrip() for y in range(rows.size.height))


def said(reader: "Reader") -> str:
    return str(reader.app.screen.query_one("#line", Static).render())


async def test_a_search_narrows_the_list_as_it_is_typed_and_escape_ends_it(running: "Running", world: "World") -> None:
    fill(world)
    async with running(library=True) as reader:
        await reader.press("slash")
        await reader.write("tram")
        assert shown(reader) == ["a-2"]
        await reader.press("enter", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        await reader.press("q", "escape")
        assert len(shown(reader)) == 3


async def test_an_article_from_elsewhere_is_not_opened_under_the_path_it_had_there(
    running: "Running", world: "World"
) -> None:
    article = replace(make_article(), source=None)
    world.store.articles_by_id[article.id] = article
    world.store.versions[article.version] = replace(article, source="/elsewhere/toll.txt")
    sources: list[str | None] = []

    def identity(opened: Article) -> Article:
        sources.append(opened.source)
        return opened

    world.store.identity = identity
    async with running(library=True) as reader:
        await reader.press("enter")
        assert isinstance(reader.app.screen, ReaderScreen)
    assert sources == [None]


async def test_an_article_is_renamed_and_gets_its_own_title_back(running: "Running", world: "World") -> None:
    fill(world)
    async with running(library=True) as reader:
        await reader.press("R", "ctrl+u")
        await reader.write("mine")
        await reader.press("enter")
        assert "mine" in drawn(reader)
        await reader.press("u")
        assert "mine" not in drawn(reader)
        assert set(world.store.names.values()) == {None}


async def test_a_removed_article_comes_back_by_undo(running: "Running", world: "World") -> None:
    fill(world)
    async with running(library=True) as reader:
        before = shown(reader)
        await reader.press("j", "D")
        assert shown(reader) == [before[0], before[2]]
        await reader.press("u")
        assert shown(reader) == before


async def test_what_was_undone_is_where_the_cursor_is(running: "Running", world: "World") -> None:
    fill(world)
    async with running(library=True) as reader:
        rows = reader.app.screen.query_one(RowList)
        removed = rows.current
        await reader.press("D", "G", "u")
        assert rows.current == removed
        assert "Back in the library: “" in said(reader)
        await reader.press("u")
        assert "nothing to undo" in reader.notices[-1]


async def test_an_undo_that_fails_can_be_tried_again(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world)

    def refuse(*_: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    async with running(library=True) as reader:
        before = shown(reader)
        await reader.press("D")
        with monkeypatch.context() as patch:
            patch.setattr(world.store, "set_removed", refuse)
            await reader.press("u")
            assert "The disk is full." in reader.notices[-1]
            await reader.press("j", "D")
        assert len(shown(reader)) == 2
        await reader.press("u")
        assert shown(reader) == before


async def test_the_list_shows_how_far_the_article_just_left_was_read(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[Callable[[], None]] = []

    def submit(_: FakeWriter, article_id: str, place: Place) -> None:
        late.append(lambda: world.store.places.update({article_id: place}))

    def flush(*_: object) -> bool:
        while late:
            late.pop()()
        return True

    monkeypatch.setattr(FakeWriter, "submit_place", submit)
    monkeypatch.setattr(FakeWriter, "flush", flush)
    fill(world)
    async with running(library=True) as reader:
        await reader.press("enter", "G", "q")
        assert "100%" in drawn(reader)


async def test_an_article_opened_by_its_path_is_where_the_cursor_is_afterwards(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world)
    plain = world.store.articles

    def articles() -> tuple[ArticleEntry, ...]:
        return tuple(sorted(plain(), key=lambda entry: entry.title != "Trams for Lindholm"))

    async with running(library=True) as reader:
        await reader.press("G")
        monkeypatch.setattr(world.store, "articles", articles)
        world.sources["trams.txt"] = world.store.articles_by_id["a-2"]
        await reader.press("o")
        await reader.write("trams.txt")
        await reader.press("enter", "q")
        assert reader.app.screen.query_one(RowList).current == "a-2"


async def test_the_place_and_the_claims_are_kept_for_the_library(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("G", "q")
    place = world.store.places["a-1"]
    assert place.position > 0
    assert place == Place(place.position, len(make_article().text), 5)
    async with running(library=True) as reader:
        assert "100%" in drawn(reader)


async def test_a_path_is_opened_and_a_wrong_one_is_said(running: "Running", world: "World") -> None:
    world.sources["toll.txt"] = make_article()
    async with running(library=True) as reader:
        await reader.press("o")
        await reader.write("none.txt")
        await reader.press("enter")
        assert "no such file" in reader.notices[-1]
        await reader.press("o")
        await reader.write("~nosuch/x")
        await reader.press("enter")
        assert reader.notices[-1].startswith("~nosuch/x: there is no such file")
        await reader.press("o")
        await reader.write("toll.txt")
        await reader.press("enter")
        assert reader.screen.review.article.title == "Harbour toll to rise"


async def test_a_pasted_text_is_read_and_a_pasted_address_asked_about(running: "Running") -> None:
    async with running(library=True) as reader:
        reader.app.post_message(events.Paste("https://example.org/a"))
        await reader.settle()
        assert not isinstance(reader.app.screen, ReaderScreen)
        await reader.press("escape")
        reader.app.post_message(events.Paste("Toll rises\n\nIt will rise in May."))
        await reader.settle()
        assert reader.screen.review.article.title == "Pasted"


async def test_a_feed_is_a_list_to_pick_from_and_to_come_back_to(
    running: "Running", world: "World", article_of: Callable[..., Article]
) -> None:
    address = "https://example.org/toll"
    world.sources["feed.xml"] = Feed(title="Harbour Post", items=(FeedItem(title="Toll", url=address),))
    world.sources[address] = replace(article_of(), source=address)
    async with running(library=True) as reader:
        await reader.press("o")
        await reader.write("feed.xml")
        await reader.press("enter")
        assert isinstance(reader.app.screen, FeedScreen)
        await reader.press("w")
        assert isinstance(reader.app.screen, LinkScreen)
        await reader.press("escape", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        await reader.press("q")
        assert isinstance(reader.app.screen, FeedScreen)
        assert "30%" in drawn(reader)
        await reader.press("q")
        assert isinstance(reader.app.screen, LibraryScreen)


@pytest.fixture
def drawn_places(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The rows that are drawn, by their places."""
    places: set[int] = set()
    plain = ArticleRows.lines

    def counted(rows: ArticleRows, place: int) -> object:
        places.add(place)
        return plain(rows, place)

    monkeypatch.setattr(ArticleRows, "lines", counted)
    return places


async def test_a_thousand_articles_draw_only_what_is_on_screen(running: "Running", drawn_places: set[int]) -> None:
    async with running(library=True) as reader:
        rows = reader.app.screen.query_one(RowList)
        rows.display = True
        rows.show_rows(ArticleRows([listed(1, id=f"a-{number}") for number in range(1000)], ASCII))
        rows.move(1000)
        await reader.press("k")
        assert rows.current == "a-998"
        assert len(drawn_places) < 100


async def test_a_move_draws_two_rows_only(running: "Running", world: "World", drawn_places: set[int]) -> None:
    fill(world)
    async with running(library=True) as reader:
        drawn_places.clear()
        await reader.press("j")
        assert drawn_places == {0, 1}
