"""One table of commands: what it says is bound, shown and runs."""

import pytest

from tui.commands import SECTIONS, Command, bindings, commands, key_list
from tui.keymaps import make_keymap
from tui.screens.chooser import ChooserScreen
from tui.screens.feed import FeedScreen
from tui.screens.info import InfoScreen, help_screen
from tui.screens.library import LibraryScreen
from tui.screens.link import LinkScreen
from tui.screens.note import NoteScreen
from tui.screens.reader import ReaderScreen
from tui.screens.source import SourceScreen
from tui.screens.sources import SourcesScreen
from tui.widgets.mode_bar import Prompt
from tui.widgets.side_panel import SidePanel

ALL = [command for section in SECTIONS for command in section.commands]


def test_ids_are_unique() -> None:
    assert len({command.id for command in ALL}) == len(ALL)


def test_no_key_has_two_meanings_in_one_place() -> None:
    contexts = {each.context for each in SECTIONS}
    for context in contexts:
        keys = [key for command in commands(context) for key in command.keys.split(",")]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("context", "owner"),
    [
        ("reader", ReaderScreen),
        ("marking", ReaderScreen),
        ("layers", ReaderScreen),
        ("panel", SidePanel),
        ("library", LibraryScreen),
        ("feed", FeedScreen),
        ("link", LinkScreen),
        ("note", NoteScreen),
        ("source", SourceScreen),
        ("chooser", ChooserScreen),
        ("chooser", SourcesScreen),
        ("sources", SourcesScreen),
        ("page", InfoScreen),
        ("prompt", Prompt),
    ],
)
def test_every_command_has_its_action(context: str, owner: type) -> None:
    for command in commands(context):  # type: ignore[arg-type]
        if not command.action.startswith(("app.", "screen.")):
            assert hasattr(owner, f"action_{command.action.partition('(')[0]}"), command.id


def test_the_key_list_and_help_name_every_command() -> None:
    listed, helped = key_list(), help_screen(make_keymap("default", {}))._content.plain
    for command in ALL:
        assert command.help in listed
        assert command.help in helped
        for key in command.shown_keys:
            assert f"`{key}`" in listed


def test_bindings_carry_ids_for_the_settings() -> None:
    assert {binding.id for binding in bindings("reader")} == {command.id for command in commands("reader")}  # type: ignore[union-attr]


def test_keys_are_shown_as_on_the_keyboard() -> None:
    assert Command("x", "escape,pagedown,ctrl+down,G", "a", "b", "c").shown_keys == ("esc", "pgdn", "ctrl+↓", "G")
