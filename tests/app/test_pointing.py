"""The mouse hits the right character, whatever its width, and marks text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.geometry import Offset

from annotations.models import Article
from tui.widgets.drawing import GUTTER

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
ACUTE = "e\N{COMBINING ACUTE ACCENT}"
LINE = f"日本 {FAMILY} caf{ACUTE} fran. Ada Moss said 漢字 twice. Then it rained."


def cell_of(reader: "Reader", words: str, right: int = 0) -> Offset:
    """Return where on the view some words begin, or a cell to the right of that."""
    view = reader.screen.view
    y, column = view.model.position_of(reader.screen.review.article.text.index(words))
    return Offset(GUTTER + column + right, y - view.scroll_offset.y)


async def send(reader: "Reader", kind: type[MouseEvent], cell: Offset) -> None:
    """Have the view get an event of the left button."""
    view = reader.screen.view
    view.post_message(kind(view, *cell, 0, 0, 1, shift=False, meta=False, ctrl=False))
    await reader.settle()


@pytest.mark.parametrize(
    ("words", "right", "expected"),
    [
        ("本", 0, "本"),
        ("本", 1, "本"),
        (FAMILY, 0, FAMILY),
        (FAMILY, 1, FAMILY),
        (ACUTE, 0, f"caf{ACUTE}"),
        (f"{ACUTE} ", 1, " "),
        ("fran", 2, "fran"),
        ("字", 1, "漢字"),
    ],
)
async def test_a_double_click_takes_the_word_under_the_pointer(
    running: "Running", article_of: Callable[..., Article], words: str, right: int, expected: str
) -> None:
    async with running(article_of(f"Title\n{LINE}")) as reader:
        await reader.pilot.click(reader.screen.view, cell_of(reader, words, right), times=2)
        await reader.settle()
        assert reader.selected in {expected, "日本"}
        assert (reader.selected == "日本") == (words == "本")


async def test_a_triple_click_takes_the_sentence_and_enter_makes_it_a_claim(
    running: "Running", article_of: Callable[..., Article]
) -> None:
    async with running(article_of(f"Title\n{LINE}")) as reader:
        await reader.pilot.click(reader.screen.view, cell_of(reader, "字", 1), times=3)
        await reader.settle()
        assert reader.selected == "Ada Moss said 漢字 twice."
        await reader.press("enter")
        assert reader.current == "Ada Moss said 漢字 twice."


async def test_dragging_marks_whole_characters_in_both_directions(
    running: "Running", article_of: Callable[..., Article]
) -> None:
    async with running(article_of(f"Title\n{LINE}")) as reader:
        await send(reader, MouseDown, cell_of(reader, "本", 1))
        await send(reader, MouseMove, cell_of(reader, "caf"))
        assert reader.selected == f"本 {FAMILY} c"
        await send(reader, MouseMove, cell_of(reader, "日"))
        assert reader.selected == "日本"
        await send(reader, MouseUp, cell_of(reader, "日"))
        await send(reader, MouseMove, cell_of(reader, "fran"))
        assert reader.selected == "日本"
        await reader.press("escape")
        assert reader.selected == ""


async def test_dragging_beyond_the_edge_scrolls(running: "Running") -> None:
    async with running() as reader:
        view = reader.screen.view
        await send(reader, MouseDown, Offset(GUTTER, 1))
        for _ in range(3):
            await send(reader, MouseMove, Offset(GUTTER + 9, view.size.height))
        assert view.scroll_offset.y >= 3
        assert reader.selected.startswith("Harbour toll")


async def test_a_press_that_does_not_move_marks_nothing(running: "Running") -> None:
    async with running() as reader:
        await reader.pilot.click(reader.screen.view, Offset(GUTTER + 3, 3))
        await reader.settle()
        assert reader.screen.selection is None
