"""Reading: moving through the text and from mark to mark."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.events import MouseScrollDown
from textual.geometry import Offset

from annotations.models import Analysis, Article
from tests.toll import make_article
from tui.highlight import Layer

if TYPE_CHECKING:
    from tests.app.conftest import Running, World


async def test_the_text_is_there_before_the_marks_and_does_not_move_when_they_come(
    running: "Running", world: "World"
) -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        before = [line[5:] for line in reader.lines]
        assert "Harbour toll to rise" in before[1]
        assert "analysing…" in reader.status
        await reader.pilot.press("j", "j", "k", "k")
        world.client.may_answer.set()
        await reader.settle()
        assert [line[5:] for line in reader.lines] == before
        assert "○" in reader.lines[3][:5]
        assert "5 claims" in reader.status


async def test_each_claim_of_a_line_has_its_own_sign_in_the_gutter(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("3", "n", "v", "n", "d", "N", "N")
        signs = next(line.split()[0] for line in reader.lines if "Jon Marek" in line)
        assert signs == "✓✗"


async def test_next_and_previous_claim(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n")
        assert reader.current == "the toll will rise by 12 percent in May"
        assert "claim 1 of 5" in reader.status
        await reader.press("2", "n")
        assert reader.current == "forty boats had already left"
        await reader.press("N")
        assert reader.current == "Ships pay less here than in any other port"
        await reader.press("4", "n")
        last = reader.screen.marks_of(reader.screen.current)[0]
        assert reader.current == "the toll had last been raised in 1998"
        assert reader.screen.view.shows(last.start, last.end)
        await reader.press("n")
        assert reader.current == "the toll had last been raised in 1998"
        assert "No claim after this." in reader.notices


async def test_entities_quotes_and_any_marks(running: "Running") -> None:
    async with running() as reader:
        await reader.press("e")
        assert reader.current == "Ada Brenner"
        assert "person: Ada Brenner, 2 mentions" in reader.status
        await reader.press("t")
        assert reader.current == "“Ships pay less here than in any other port,”"
        await reader.press("T", "g", "t")
        assert "quote, direct: Ada Brenner, “said”" in reader.screen.status.description
        await reader.press("tab")
        assert reader.current == "Ships pay less here than in any other port"
        await reader.press("E")
        assert reader.current == "12 percent"


async def test_the_next_open_claim_skips_those_with_a_verdict_and_begins_again(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "a")
        assert reader.current == "Ships pay less here than in any other port"
        await reader.press("3", "n", "d", "a")
        assert reader.current == "Ships pay less here than in any other port"


async def test_scrolling_makes_the_claim_that_is_read_the_current_one(running: "Running") -> None:
    async with running() as reader:
        await reader.press("G")
        assert reader.current == "the toll had last been raised in 1998"
        assert "100%" in reader.status
        await reader.press("g")
        assert reader.current == "the toll will rise by 12 percent in May"


async def test_pages_lines_and_paragraphs(running: "Running") -> None:
    async with running() as reader:
        view = reader.screen.view
        height = view.size.height
        await reader.press("space")
        assert view.scroll_offset.y == height - 2
        await reader.press("b")
        assert view.scroll_offset.y == 0
        await reader.press("ctrl+d")
        assert view.scroll_offset.y == height // 2
        await reader.press("ctrl+u", "5", "j")
        assert view.scroll_offset.y == 5
        await reader.press("2", "k")
        assert view.scroll_offset.y == 3
        await reader.press("g", "}", "}")
        assert "“Ships pay less" in reader.lines[1]
        await reader.press("{")
        assert "Mayor Ada Brenner" in reader.lines[1]


async def test_going_to_a_line_or_a_percentage(running: "Running") -> None:
    async with running() as reader:
        view = reader.screen.view
        await reader.press("colon")
        await reader.write("50%")
        await reader.press("enter")
        assert abs(view.scroll_offset.y - view.model.height // 2) <= view.size.height
        await reader.press("colon", "1", "0", "enter")
        assert view.scroll_offset.y == 9
        await reader.press("colon", "x", "enter")
        assert "Type the number of a line" in reader.notices[-1]
        assert view.has_focus


async def test_search_highlights_hops_and_ends(running: "Running") -> None:
    async with running() as reader:
        await reader.press("slash")
        await reader.write("council")
        assert "match 1 of 2" in reader.status or reader.current == "council"
        await reader.press("enter")
        assert reader.current == "council"
        await reader.press("n")
        assert "match 2 of 2" in reader.status
        await reader.press("N")
        assert "match 1 of 2" in reader.status
        await reader.press("J")
        assert reader.screen.current
        assert reader.screen.current.layer is Layer.CLAIM
        await reader.press("escape", "n")
        assert "claim" in reader.status


async def test_a_search_without_result_says_so(running: "Running") -> None:
    async with running() as reader:
        await reader.press("slash", "q", "q", "q", "enter")
        assert reader.notices == ["Not found."]
        await reader.press("slash", "a", "escape")
        assert not reader.screen.matches
        assert reader.screen.view.has_focus


async def test_layers_can_be_hidden_and_shown(running: "Running") -> None:
    async with running() as reader:
        await reader.press("z", "c", "q")
        assert "○" not in "".join(line[:4] for line in reader.lines)
        assert not reader.screen.marks.leading(Layer.QUOTE)
        await reader.press("escape", "v")
        assert reader.current == "the toll will rise by 12 percent in May"
        assert set(reader.verdicts.values()) == {None}


async def test_the_width_can_be_changed(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        view = reader.screen.view
        usual = view.model.width
        await reader.press("minus")
        assert view.model.width == usual - 4
        await reader.press("2", "plus", "equals_sign")
        assert view.model.width == usual


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12), (200, 60)])
async def test_resizing_keeps_the_place(running: "Running", size: tuple[int, int]) -> None:
    async with running() as reader:
        await reader.press("space", "space")
        view = reader.screen.view
        top = view.top
        for width, height in (size, (60, 20), (80, 24)):
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
        assert view.top == top
        assert view.model.row(view.scroll_offset.y).start <= top


async def test_a_click_makes_the_narrowest_mark_the_current_one(running: "Running") -> None:
    async with running() as reader:
        view = reader.screen.view
        start = reader.screen.review.article.text.index("12 percent")
        y, column = view.model.position_of(start)
        await reader.pilot.click(view, Offset(5 + column + 1, y - view.scroll_offset.y))
        await reader.settle()
        assert reader.current == "12 percent"


async def test_the_wheel_scrolls(running: "Running") -> None:
    async with running() as reader:
        view = reader.screen.view
        turn = MouseScrollDown(view, 10, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)
        view.post_message(turn)
        await reader.settle()
        assert view.scroll_offset.y > 0


async def test_wide_text_stays_in_its_columns(running: "Running", article_of: Callable[..., Article]) -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    text = f"Title\n日本語の記事 {family} e\N{COMBINING ACUTE ACCENT} " + "漢字かな " * 40
    async with running(article_of(text)) as reader:
        view = reader.screen.view
        for strip in view.render_lines(view.outer_size.region):
            assert strip.cell_length == view.outer_size.width


async def test_results_for_another_version_of_the_text_are_dropped(running: "Running") -> None:
    async with running() as reader:
        found = reader.screen.review.analysis
        reader.screen.post_message(reader.screen.Detected("sha256:old", Analysis(pipeline="stale 1"), done=True))
        await reader.settle()
        assert reader.screen.review.analysis is found


async def test_entities_are_shown_as_they_are_found(running: "Running", world: "World") -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        while world.client.progress is None:
            await asyncio.sleep(0)
        world.client.progress(world.client.detected.entities[:1])
        await reader.pilot.pause()
        assert [mark.layer for mark in reader.screen.marks.all] == [Layer.ENTITY]
        world.client.may_answer.set()


async def test_help_lists_every_key_and_the_palette_runs_commands(running: "Running") -> None:
    async with running() as reader:
        await reader.press("question_mark")
        assert type(reader.app.screen).__name__ == "InfoScreen"
        await reader.press("escape", "n", "enter")
        assert type(reader.app.screen).__name__ == "InfoScreen"
        await reader.press("escape", "ctrl+p")
        await reader.write("next open claim")
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.current == "Ships pay less here than in any other port"


async def test_what_is_on_the_terminal_is_what_is_to_be_seen_wherever_the_reader_goes(running: "Running") -> None:
    async with running() as reader:
        for key in (
            "n",
            "n",
            "e",
            "E",
            "t",
            "3",
            "j",
            "n",
            "G",
            "N",
            "g",
            "J",
            "p",
            "j",
            "escape",
            "p",
            "+",
            "g",
            "tab",
        ):
            await reader.press(key)
            assert reader.painted == reader.lines, key


async def test_a_pattern_between_slashes_is_searched_for(running: "Running") -> None:
    async with running() as reader:
        await reader.press("slash")
        await reader.write("/jon|council of \\w+/")
        await reader.press("enter")
        assert reader.current == "council of Lindholm"
        assert "match 1 of 2" in reader.status
        await reader.press("n")
        assert reader.current == "Jon"


async def test_what_is_no_pattern_is_told_in_one_line(running: "Running") -> None:
    async with running() as reader:
        await reader.press("slash")
        await reader.write("/(jon/")
        await reader.press("enter")
        (told,) = reader.notices
        assert told.startswith("This is not a valid regular expression: ")
        assert "\n" not in told
        assert not reader.screen.is_searching


async def test_more_matches_than_are_looked_for_are_counted_as_so_many_and_more(
    running: "Running", article_of: Callable[..., Article]
) -> None:
    async with running(article_of("Toll\n" + "aa " * 60_000)) as reader:
        await reader.press("slash", "a", "enter")
        assert "match 1 of 100000+" in reader.status


async def test_a_text_in_another_language_is_read_without_marks_and_that_is_said(
    running: "Running", world: "World"
) -> None:
    async with running(replace(make_article(), language="de")) as reader:
        assert reader.notices == ["The text is in German. Only English texts are marked."]
        assert "German: not marked" in reader.status
        assert not reader.screen.review.entities
        assert world.client.progress is None
