"""Reading addresses from within the reader: what was read before, what has changed since, what is on its way."""

from threading import Event
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from annotations.models import Article
from annotations.sources import FetchError, ReadingCancelled, ReadOptions
from annotations.text import text_version
from tests.toll import make_article
from tui.fetching import fetched_so_far

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

ADDRESS = "https://harbour.example/toll"
READ = "2026-01-02T08:00:00.000Z"


def fetched(text: str) -> Article:
    return replace(make_article(text), source=ADDRESS, retrieved=READ, version=text_version(text))


async def ask_for(reader: "Reader", address: str) -> None:
    await reader.press("o")
    await reader.write(address)
    await reader.press("enter")


def bottom_line(reader: "Reader") -> str:
    return str(reader.app.screen.query_one("#line", Static).content)


@pytest.fixture
def offline(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, *_: object) -> Article:
        raise FetchError(f"{source}: this machine is offline.", "Check the network.")

    monkeypatch.setattr(world, "read_source", refuse)


@pytest.mark.usefixtures("offline")
async def test_what_cannot_be_fetched_is_shown_as_it_was_read_before_and_said(
    running: "Running", world: "World"
) -> None:
    world.store.open_article(fetched("The toll rises by 2 euros, the mayor said."), READ)
    async with running(library=True) as reader:
        await ask_for(reader, ADDRESS)
        assert reader.screen.review.article.text == "The toll rises by 2 euros, the mayor said."
        assert f"{ADDRESS}: this machine is offline. This is what was read on 2026-01-02." in reader.notices


@pytest.mark.usefixtures("offline")
async def test_what_was_never_read_and_cannot_be_fetched_is_an_error(running: "Running") -> None:
    async with running(library=True) as reader:
        await ask_for(reader, ADDRESS)
        assert reader.notices == [f"{ADDRESS}: this machine is offline. Check the network."]


async def test_a_text_that_has_changed_since_is_said_in_one_line(running: "Running", world: "World") -> None:
    world.store.open_article(fetched("The toll rises by 2 euros, the mayor said."), READ)
    world.sources[ADDRESS] = fetched("The toll rises by 3 new euros, the mayor said.")
    async with running(library=True) as reader:
        await ask_for(reader, ADDRESS)
        assert "The text has changed since 2026-01-05: 2 words new, 1 word gone." in reader.notices
        await reader.press("escape")
        reader.app.clear_notifications()
        await ask_for(reader, ADDRESS)
        assert not any("changed" in notice for notice in reader.notices)


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [(0, 480_000, "0 of 480 kB"), (310_900, None, "310 kB"), (2_500_000, 10_000_000, "2.5 of 10.0 MB")],
)
def test_sizes_are_said_in_what_fits_them(count: int, total: int | None, words: str) -> None:
    assert fetched_so_far(count, total) == words


async def test_progress_is_shown_and_escape_stops(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    is_stopped = Event()

    def trickle(source: str, _: object, options: ReadOptions) -> Article:
        assert options.cancel is not None
        options.progress(2_500_000, 10_000_000)
        options.cancel.wait(10)
        is_stopped.set()
        raise ReadingCancelled(f"{source}: stopped.")

    monkeypatch.setattr(world, "read_source", trickle)
    async with running(library=True) as reader:
        await reader.pilot.press("o")
        await reader.pilot.press(*ADDRESS, "enter")
        await reader.wait_until(lambda: f"reading {ADDRESS}: 2.5 of 10.0 MB (esc stops)" == bottom_line(reader))
        await reader.press("escape")
        assert is_stopped.is_set()
        assert "esc stops" not in bottom_line(reader)
        assert reader.notices == []
