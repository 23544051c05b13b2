"""Keys: their names, the presets, and what is wrong with a choice of them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui.commands import SECTIONS, Command
from tui.keymaps import PRESETS, find_trouble, make_keymap
from tui.keys import is_typed, key_name, received, shown_key
from tui.settings import Preset

ALL = {command.id: command for section in SECTIONS for command in section.commands}
PRESET_NAMES: tuple[Preset, ...] = tuple(PRESETS)


def arriving(sequence: str) -> str:
    """Return the key that Textual reads from what a terminal sends."""
    parser = XTermParser()
    found = [event for data in (sequence, "") for event in parser.feed(data) if isinstance(event, events.Key)]
    return found[-1].key


def messages(preset: Preset, own: dict[str, list[str]]) -> list[str]:
    return [trouble.message for trouble in find_trouble(preset, own)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("j", "j"),
        ("G", "G"),
        ("esc", "escape"),
        ("Escape", "escape"),
        ("pgdn", "pagedown"),
        ("↓", "down"),
        ("ctrl+↓", "ctrl+down"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl+_", "ctrl+underscore"),
        ("shift+ctrl+up", "ctrl+shift+up"),
        (",", "comma"),
        (" ", "space"),
        ("F2", "f2"),
        ("ß", "ß"),
    ],
)
def test_keys_are_written_as_in_help_or_as_textual_calls_them(written: str, name: str) -> None:
    assert key_name(written) == name
    assert key_name(shown_key(name)) == name


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("pagdown", "did you mean pagedown"),
        ("ctrl+i", "as tab"),
        ("ctrl+m", "as enter"),
        ("ctrl+[", "as esc"),
        ("super+j", "not every terminal"),
        ("ctrl+shift+j", "not every terminal"),
        ("alt+J", "not every terminal"),
        ("ctrl+1", "not every terminal"),
        ("", "not a key"),
        ("\x1b", "not a key"),
    ],
)
def test_a_key_that_is_none_or_that_terminals_cannot_send_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        key_name(written)


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_terminals_send_the_keys_that_are_said_to_work_everywhere(letter: str) -> None:
    assert arriving(f"\x1b{letter}") in received(key_name(f"alt+{letter}"))
    if letter not in "him":
        assert arriving(chr(ord(letter) - 96)) in received(key_name(f"ctrl+{letter}"))


@pytest.mark.parametrize(
    ("sequence", "key"),
    [("\x00", "ctrl+space"), ("\x1f", "ctrl+_"), ("\x1c", "ctrl+\\"), ("\x1b[1;5B", "ctrl+down"), ("\x1bOQ", "f2")],
)
def test_control_codes_arrive_under_a_name_that_is_bound(sequence: str, key: str) -> None:
    assert arriving(sequence) in received(key_name(key))


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_is_refused(text: str) -> None:
    try:
        name = key_name(text)
    except ValueError:
        return
    assert key_name(shown_key(name)) == name


@pytest.mark.parametrize("command", ALL.values(), ids=lambda command: command.id)
def test_the_keys_of_the_table_can_be_written_in_settings(command: Command) -> None:
    assert [shown_key(key_name(key)) for key in command.keys.split(",")] == list(command.shown_keys)


@pytest.mark.parametrize("preset", PRESET_NAMES)
def test_a_preset_has_no_trouble(preset: Preset) -> None:
    assert set(PRESETS[preset]) <= set(ALL)
    assert messages(preset, {name: keys.split(",") for name, keys in PRESETS[preset].items()}) == []
    assert messages(preset, {}) == []


def test_the_presets_differ_where_their_users_expect_it() -> None:
    vi, emacs = make_keymap("vi", {}), make_keymap("emacs", {})
    assert vi.shown(ALL["move.page-down"])[0] == "ctrl+f"
    assert emacs.shown(ALL["move.line-down"])[0] == "ctrl+n"
    assert emacs.shown(ALL["palette"]) == ("alt+x",)
    assert make_keymap("default", {}).for_textual() == {}


def test_own_keys_come_before_the_preset() -> None:
    keymap = make_keymap("vi", {"mark.next": ["f5"], "marking.word": ["alt+f"]})
    assert keymap.shown(ALL["mark.next"]) == ("f5",)
    assert keymap.shown(ALL["mark.previous"]) == ("b", "shift+tab")
    assert keymap.for_textual()["marking.word"] == "alt+f,ctrl+right"


def test_a_key_that_does_two_things_is_reported_with_both() -> None:
    (message,) = messages("default", {"claim.verify": ["d"]})
    assert message == "the key d does two things: claim.verify and claim.dispute"
    assert messages("default", {"claim.verify": ["d"], "claim.dispute": ["v"]}) == []
    assert messages("default", {"claim.verify": ["ctrl+p"]}) == [
        "the key ctrl+p does two things: claim.verify and palette"
    ]
    assert messages("default", {"panel.down": ["v"]}) == []


@pytest.mark.parametrize(
    ("name", "keys", "reason"),
    [
        ("claim.verfy", ["x"], "there is no action claim.verfy"),
        ("claim.verify", [], "has no key"),
        ("claim.verify", ["7"], "digit"),
        ("quit", ["q"], "writes a character"),
        ("note.done", ["x"], "writes a character"),
    ],
)
def test_keys_that_could_not_work_are_refused(name: str, keys: list[str], reason: str) -> None:
    (message,) = messages("default", {name: keys})
    assert reason in message


def test_what_writes_a_character_is_no_command_where_one_writes() -> None:
    for section in SECTIONS:
        for command in section.commands:
            if section.context in {"note", "source"} or command.over_dialogs:
                assert not any(is_typed(key) for key in command.keys.split(",")), command.id


def test_no_id_is_the_beginning_of_another() -> None:
    for name in ALL:
        assert not any(other.startswith(f"{name}.") for other in ALL), "TOML takes dots for tables"
