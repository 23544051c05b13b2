"""A text too long to be wrapped at once behaves as if it were."""

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

import pytest

from annotations.models import Article
from tui.widgets.layout import EAGER

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running


def long_text() -> str:
    """Return paragraphs whose heights are hard to guess: long words, short words, wide characters."""
    random = Random(7)
    words = ("a", "of", "harbour", "misunderstandings" * 2, "日本", "toll", "—", "1998.")
    paragraphs = [" ".join(random.choice(words) for _ in range(random.randint(1, 120))) for _ in range(400)]
    return "\n".join(["A long day", *paragraphs, "The very last words."])


def shown(reader: "Reader") -> list[str]:
    """Return the rows of the view without gutter and scroll bar."""
    return [line[5:] for line in reader.lines]


@pytest.fixture
def article(article_of: Callable[..., Article]) -> Article:
    text = long_text()
    assert len(text) > EAGER
    return article_of(text)


async def test_the_end_is_reached_and_the_top_again(running: "Running", article: Article) -> None:
    async with running(article) as reader:
        view = reader.screen.view
        await reader.press("G")
        assert view.percent_read == 100
        assert "The very last words." in shown(reader)
        assert view.scroll_offset.y == view.max_scroll_y == view.model.height - view.size.height
        await reader.press("g")
        assert view.scroll_offset.y == 0
        assert "A long day" in shown(reader)


@pytest.mark.parametrize("start", ["G", "40%"])
async def test_scrolling_shows_every_row_once_in_both_directions(
    running: "Running", article: Article, start: str
) -> None:
    async with running(article) as reader:
        await reader.press(*([start] if start == "G" else [":", "4", "0", "%", "enter"]))
        seen = shown(reader)
        for _ in range(30):
            await reader.press("k")
            rows = shown(reader)
            assert rows[1:] == seen[:-1]
            seen = rows
        for _ in range(10):
            await reader.press("j")
            rows = shown(reader)
            assert rows[:-1] == seen[1:]
            seen = rows
        for _ in range(3):
            await reader.press("b")
            rows = shown(reader)
            assert rows[-2:] == seen[:2]
            seen = rows


async def test_the_place_outlives_resizing_the_panel_and_arriving_marks(running: "Running", article: Article) -> None:
    async with running(article) as reader:
        view = reader.screen.view
        await reader.press(":", "6", "0", "%", "enter", "k", "k")
        top, rows = view.top, shown(reader)
        for size in ((60, 20), (130, 40), (80, 24)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert view.model.row(view.scroll_offset.y).start <= top
            assert view.shows(top, top + 1)
        assert shown(reader) == rows
        await reader.press("p")
        assert view.shows(top, top + 1)
        await reader.press("escape", "p", "p")
        assert view.shows(top, top + 1)
        reader.screen.show_review()
        await reader.settle()
        assert view.shows(top, top + 1)


async def test_a_match_far_away_is_brought_on_screen(running: "Running", article: Article) -> None:
    async with running(article) as reader:
        await reader.press("/")
        await reader.write("very last")
        await reader.press("enter")
        assert reader.current == "very last"
        assert any("very last" in row for row in shown(reader))
