"""Settings in the reader: what they change at the start, and what can be chosen while it runs."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import pytest
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets._footer import FooterKey

from tui.highlight import Layer
from tui.screens.info import InfoScreen
from tui.settings import Settings
from tui.theme import THEMES

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

Settled = Callable[[Settings], AbstractAsyncContextManager["Reader"]]


@pytest.fixture
def settled(running: "Running", world: "World") -> Settled:
    """Run the reader with settings."""

    def run(settings: Settings) -> AbstractAsyncContextManager["Reader"]:
        world.settings = settings
        return running()

    return run


def footer(reader: "Reader") -> list[tuple[str, str]]:
    return [(key.key_display, key.description) for key in reader.app.screen.query(FooterKey)]


async def test_the_reader_begins_as_settled(settled: Settled) -> None:
    settings = Settings(text_width=50, layers=("claims",), auto_advance=True, reduced_motion=True)
    async with settled(settings) as reader:
        assert reader.screen.view.column_width == 50
        assert reader.screen.shown_layers == {Layer.CLAIM, Layer.CHANGED}
        assert reader.app.animation_level == "none"
        await reader.press("plus", "plus", "equals_sign")
        assert reader.screen.view.column_width == 50
        await reader.press("n", "v")
        assert "claim 2 of 5" in reader.status


async def test_own_keys_work_and_are_shown_everywhere(settled: Settled) -> None:
    keys = {"claim.verify": ("f5", "+"), "width.wider": ("f6",), "next": ("f9", "f7")}
    async with settled(Settings(keys=keys)) as reader:
        shown = footer(reader)
        assert shown[0] == ("f9", "Next")
        assert ("f5", "Verified") in shown
        assert [name for _, name in shown].index("Verified") < [name for _, name in shown].index("Disputed")
        await reader.press("f9", "v")
        assert set(reader.verdicts.values()) == {None}
        await reader.press("plus")
        assert "verified" in reader.verdicts.values()
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, InfoScreen)
        assert "f5 +" in reader.app.screen._content.plain


async def test_presets_bring_their_keys(settled: Settled) -> None:
    async with settled(Settings(keymap="emacs")) as reader:
        before = reader.screen.view.top
        await reader.press("ctrl+v")
        assert reader.screen.view.top > before
        await reader.press("alt+x")
        assert reader.app.screen is not reader.screen


async def choose(reader: "Reader", setting: str, value: str) -> None:
    """Open the settings and choose by the words on screen."""
    await reader.press("f2")
    for words in (setting, value):
        chooser = reader.app.screen.query_one(OptionList)
        place = next(index for index, option in enumerate(chooser.options) if words in str(option.prompt))
        steps = (place - (chooser.highlighted or 0)) % len(chooser.options)
        await reader.press(*["down"] * steps, "enter")


async def test_a_theme_is_chosen_at_once_and_for_good(settled: Settled, world: "World") -> None:
    async with settled(Settings(theme="dark")) as reader:
        assert reader.app.theme == THEMES["dark"].name
        await choose(reader, "theme", "○ high-contrast-light")
        assert reader.app.theme == THEMES["high-contrast-light"].name
        await choose(reader, "theme", "○ terminal")
        assert reader.app.native_ansi_color
        await choose(reader, "theme", "○ light")
        assert not reader.app.native_ansi_color
    assert world.kept_settings == [("theme", "high-contrast-light"), ("theme", "terminal"), ("theme", "light")]


async def test_the_cursor_begins_on_what_is_settled(settled: Settled) -> None:
    async with settled(Settings(theme="light")) as reader:
        await reader.press("f2", "enter")
        chooser = reader.app.screen.query_one(OptionList)
        assert chooser.highlighted_option
        assert chooser.highlighted_option.prompt == Content("● light")


async def test_keys_are_chosen_unless_they_clash_with_own_ones(settled: Settled, world: "World") -> None:
    async with settled(Settings(keys={"claim.verify": ("ctrl+v",)})) as reader:
        await choose(reader, "keymap", "emacs")
        assert any("claim.verify and move.page-down" in notice for notice in reader.notices)
        await choose(reader, "keymap", "vi")
        await reader.press("ctrl+f")
        assert reader.screen.view.top > 0
    assert world.kept_settings == [("keymap", "vi")]
