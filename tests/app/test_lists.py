"""The list beside the text, its keys, and the palette."""

from typing import TYPE_CHECKING

from textual.command import CommandList
from textual.widgets._footer import FooterKey

from tui.commands import commands

if TYPE_CHECKING:
    from tests.app.conftest import Running


async def test_the_list_is_gone_to_before_it_is_closed(running: "Running") -> None:
    async with running() as reader:
        await reader.press("p", "escape")
        assert reader.screen.view.has_focus
        await reader.press("p")
        assert reader.screen.panel.has_focus
        await reader.press("p")
        assert not reader.screen.panel.display
        assert reader.screen.view.has_focus


async def test_the_footer_shows_the_keys_of_a_list(running: "Running") -> None:
    async with running() as reader:
        await reader.press("p")
        shown = [key.description for key in reader.app.screen.query(FooterKey)]
        assert shown == ["Verified", "Disputed", "Note", "Lists", "Next", "Order", "Filter", "Help"]
        await reader.press("escape")
        shown = [key.description for key in reader.app.screen.query(FooterKey)]
        assert shown == ["Next", "Search", "Verified", "Disputed", "Note", "Mark", "Lists", "Help"]


async def test_the_palette_offers_what_newsmark_can_do_and_nothing_else(running: "Running") -> None:
    async with running() as reader:
        await reader.press("ctrl+p")
        offered = reader.app.screen.query_one(CommandList).options
        assert len(offered) == len(list(commands("reader", "everywhere")))


async def test_the_mentions_of_one_entity_are_gone_through(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("p", "tab", "home", "f")
        assert reader.screen.panel.border_subtitle == "e: next mention, f: all"
        await reader.press("f")
        assert reader.screen.panel.border_subtitle == "f: mark only this one"
