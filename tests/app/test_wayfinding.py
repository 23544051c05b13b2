"""Finding the way: the current mark while scrolling, searches that lead back, the list of jumps."""

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from tui.commands import commands
from tui.highlight import Layer
from tui.widgets.article_view import ArticleView
from tui.widgets.mode_bar import MarkingBar, Prompt

if TYPE_CHECKING:
    from tests.app.conftest import Running, World

SMALL = (80, 14)


async def test_a_claim_that_was_chosen_stays_the_current_one_while_it_is_seen(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("n", "n")
        chosen = reader.current
        await reader.press("j")
        assert reader.screen.view.scroll_offset.y == 1
        assert reader.current == chosen
        await reader.press("G")
        assert reader.current != chosen


async def test_scrolling_alone_makes_the_mark_that_is_read_the_current_one(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("j")
        first = reader.current
        assert first
        await reader.press("G")
        assert reader.current != first


async def test_scrolling_a_line_does_not_change_what_a_verdict_is_for(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("2", "n", "v", "j", "v")
        assert set(reader.verdicts.values()) == {None}


@pytest.mark.parametrize("last", ["escape", "enter"])
async def test_a_search_that_is_given_up_or_finds_nothing_leads_back(running: "Running", last: str) -> None:
    async with running(size=SMALL) as reader:
        await reader.press("n", "j")
        before = reader.current, reader.screen.view.scroll_offset.y
        await reader.press("slash")
        await reader.write("council")
        assert reader.current == "council"
        await reader.write("zzz")
        await reader.press(last)
        assert (reader.current, reader.screen.view.scroll_offset.y) == before


async def test_a_search_from_the_top_begins_with_the_headline(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("n", "g", "j", "k", "slash")
        await reader.write("toll")
        await reader.press("enter")
        start = reader.screen.marks_of(reader.screen.current)[0].start
        assert start == reader.screen.review.article.text.index("toll")


async def test_jumps_lead_back_and_forth(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("n", "n")
        here = reader.current
        await reader.press("G", "less_than_sign")
        assert reader.current == here
        await reader.press("less_than_sign")
        first = reader.current
        assert first != here
        await reader.press("greater_than_sign")
        assert reader.current == here
        await reader.press("2", "greater_than_sign")
        assert reader.notices[-1] == "There is no place to go forward to."


async def test_a_filter_is_named_in_the_status_line(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "f")
        assert "4 open claims" in reader.status
        await reader.press("n")
        assert "1 of 4 open claims" in reader.status


async def test_the_same_notice_is_not_put_up_twice(running: "Running") -> None:
    async with running() as reader:
        await reader.press("u", "u", "u")
        assert reader.notices == ["There is nothing to undo."]


async def test_nothing_is_counted_before_it_was_looked_for(running: "Running", world: "World") -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        assert "claim" not in reader.status
        world.client.may_answer.set()
        await reader.settle()
        assert "5 claims" in reader.status


async def test_both_ends_of_what_is_marked_are_shown(running: "Running") -> None:
    async with running() as reader:
        await reader.press("g", "m", *["right_curly_bracket"] * 2)
        words = reader.screen.query_one(MarkingBar).words
        assert "…" in words
        assert words.endswith(reader.selected.split()[-1])


@pytest.mark.parametrize(("key", "layer"), [("n", "c"), ("J", "c"), ("a", "c"), ("e", "e"), ("t", "q")])
async def test_going_to_a_mark_shows_its_layer(running: "Running", key: str, layer: str) -> None:
    async with running() as reader:
        await reader.press("z", layer, "escape", key)
        assert reader.current
        assert reader.notices == []


async def test_a_narrow_filter_finds_claims_that_were_hidden(running: "Running") -> None:
    async with running() as reader:
        await reader.press("F", "j", "enter", "z", "c", "escape")
        assert Layer.CLAIM not in reader.screen.shown_layers
        await reader.press("n")
        assert reader.current == "the toll will rise by 12 percent in May"


async def test_filtering_claims_shows_them(running: "Running") -> None:
    async with running() as reader:
        await reader.press("z", "c", "escape", "f")
        assert "5 open claims" in reader.status


async def test_no_command_leaves_a_count_behind(running: "Running") -> None:
    async with running() as reader:
        for command in commands("reader"):
            if command.id == "back":
                continue
            await reader.press("g", "5", command.keys.split(",")[0])
            assert reader.screen.count == "", command.id
            await reader.press(*["escape"] * 4)


@pytest.mark.parametrize("key", ["m", "slash", "colon", "z"])
async def test_a_click_on_the_text_ends_a_mode_or_a_question(running: "Running", key: str) -> None:
    async with running() as reader:
        await reader.press("n", key)
        await reader.pilot.click(ArticleView, offset=(20, 12))
        await reader.settle()
        assert reader.screen.selection is None
        assert not reader.screen.has_class("-asking")
        assert not reader.screen.query_one(MarkingBar).display
        assert not reader.screen.query_one(Prompt).display
        assert reader.screen.view.has_focus


async def test_the_number_of_a_line_may_be_absurd(running: "Running") -> None:
    async with running(size=SMALL) as reader:
        await reader.press("colon")
        reader.screen.query_one(Prompt).query_one(Input).value = "9" * 5000
        await reader.press("enter")
        assert reader.screen.view.percent_read == 100
