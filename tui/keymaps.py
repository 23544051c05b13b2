"""Which keys do what: the presets, the reader's own choice over them, and what is wrong with that choice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple, Protocol, cast

from tui.commands import SECTIONS, Command, Context
from tui.keys import is_typed, key_name, received, shown_key
from tui.settings import Preset

_WRITING: frozenset[Context] = frozenset({"note", "source", "prompt"})
"""Where a key that writes a character writes it."""
_VI = {
    "move.line-down": "j,down,ctrl+e",
    "move.line-up": "k,up,ctrl+y",
    "move.page-down": "ctrl+f,space,pagedown",
    "move.page-up": "ctrl+b,pageup",
    "jump.back": "ctrl+o,<",
    "mark.next": "w,tab",
    "mark.previous": "b,shift+tab",
    "mark.start": "V,m",
    "page.page-down": "ctrl+f,space,pagedown",
    "page.page-up": "ctrl+b,b,pageup",
}
_EMACS = {
    "move.line-down": "ctrl+n,j,down",
    "move.line-up": "ctrl+p,k,up",
    "move.page-down": "ctrl+v,space,pagedown",
    "move.page-up": "alt+v,b,pageup",
    "move.paragraph-next": "alt+n,},ctrl+down",
    "move.paragraph-back": "alt+p,{,ctrl+up",
    "move.to": "alt+g,:",
    "search.open": "ctrl+s,/",
    "mark.start": "ctrl+space,m",
    "edit.undo": "ctrl+underscore,u",
    "escape": "ctrl+g,escape",
    "marking.right": "ctrl+f,l,right",
    "marking.left": "ctrl+b,h,left",
    "marking.word": "alt+f,w",
    "marking.word-back": "alt+b,b",
    "marking.sentence": "alt+e,),s",
    "marking.sentence-back": "alt+a,(,S",
    "marking.line-down": "ctrl+n,j,down",
    "marking.line-up": "ctrl+p,k,up",
    "marking.swap": "ctrl+x,o",
    "marking.copy": "alt+w,y",
    "source.copy": "alt+w,y",
    "marking.leave": "ctrl+g,escape",
    "layers.leave": "ctrl+g,escape,z,enter",
    "panel.down": "ctrl+n,j",
    "panel.up": "ctrl+p,k",
    "library.down": "ctrl+n,j",
    "library.up": "ctrl+p,k",
    "chooser.down": "ctrl+n,j",
    "chooser.up": "ctrl+p,k",
    "chooser.leave": "ctrl+g,escape,q",
    "prompt.cancel": "ctrl+g,escape",
    "note.done": "ctrl+g,escape,ctrl+s",
    "source.done": "ctrl+g,escape,ctrl+s",
    "page.down": "ctrl+n,j,down",
    "page.up": "ctrl+p,k,up",
    "page.page-down": "ctrl+v,space,pagedown",
    "page.page-up": "alt+v,b,pageup",
    "page.close": "ctrl+g,escape,q,enter,?",
    "palette": "alt+x",
}
PRESETS: Mapping[Preset, Mapping[str, str]] = MappingProxyType(
    {"default": MappingProxyType({}), "vi": MappingProxyType(_VI), "emacs": MappingProxyType(_EMACS)}
)
"""By their name in settings: the keys of the commands that have others than in the table."""


class Trouble(NamedTuple):
    """Something that a choice of keys cannot be."""

    id: str
    """Of the command whose keys are wrong; the name of one that does not exist."""
    message: str
    hint: str


@dataclass(frozen=True)
class Keymap:
    """The keys of commands where they are others than in the table, by id, as Textual names them."""

    changed: Mapping[str, tuple[str, ...]]

    def keys(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command."""
        return self.changed.get(command.id) or tuple(command.keys.split(","))

    def shown(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command as a reader knows them."""
        return tuple(shown_key(key) for key in self.keys(command))

    def key(self, name: str) -> str:
        """Return the first key of a command, by its id, as a reader knows it."""
        return self.shown(_PLACES[name][1])[0]

    def for_textual(self) -> dict[str, str]:
        """Return what `App.set_keymap` takes."""
        return {
            name: ",".join(arriving for key in keys for arriving in received(key))
            for name, keys in self.changed.items()
        }


class _HasKeymap(Protocol):
    keymap: Keymap


def keymap_of(app: object) -> Keymap:
    """Return the keys that are in use in the app."""
    return cast(_HasKeymap, app).keymap


def make_keymap(preset: Preset, own: Mapping[str, Sequence[str]]) -> Keymap:
    """Return a preset with the reader's own keys over it; neither has trouble."""
    chosen = {name: tuple(keys.split(",")) for name, keys in PRESETS[preset].items()}
    return Keymap(MappingProxyType(chosen | {name: tuple(map(key_name, keys)) for name, keys in own.items()}))


def find_trouble(preset: Preset, own: Mapping[str, Sequence[str]]) -> Iterator[Trouble]:
    """Yield what is wrong with the reader's own keys over a preset: names first, then keys that do two things."""
    troubles = [trouble for name, keys in own.items() for trouble in _wrong(name, keys)]
    yield from troubles or _conflicts(make_keymap(preset, own), own)


def _wrong(name: str, keys: Sequence[str]) -> Iterator[Trouble]:
    place = _PLACES.get(name)
    if place is None:
        near = get_close_matches(name, _PLACES, 1)
        hint = f"Did you mean {near[0]}?" if near else "newsmark settings --keys lists the actions."
        yield Trouble(name, f"there is no action {name}", hint)
        return
    if not keys:
        yield Trouble(name, f"{name} has no key", "Give it another one, or leave the line out.")
    for key in keys:
        try:
            is_character = is_typed(key_name(key))
        except ValueError as error:
            yield Trouble(
                name, f"the key {key} {error}", "Letters, f1 to f24, ctrl+letter and alt+letter work everywhere."
            )
            continue
        context, command = place
        if is_character and (context in _WRITING or command.over_dialogs):
            yield Trouble(name, f"{key} writes a character where {name} is meant", "Choose a key with ctrl or alt.")
        elif key.isdecimal() and context == "reader":
            yield Trouble(name, f"the key {key} is a digit, which counts", "Choose another one.")


def _conflicts(keymap: Keymap, own: Mapping[str, Sequence[str]]) -> Iterator[Trouble]:
    """Yield the keys that do two things in one place, other than those that the table lets hide another on purpose."""
    claimed: defaultdict[str, list[str]] = defaultdict(list)
    for name, (_, command) in _PLACES.items():
        for key in keymap.keys(command):
            for arriving in received(key):
                claimed[arriving].append(name)
    for key, names in claimed.items():
        for first, second in combinations(names, 2):
            if _meet(first, second) and not _share_by_default(first, second):
                own_name, other = (first, second) if first in own else (second, first)
                message = f"the key {shown_key(key)} does two things: {own_name} and {other}"
                yield Trouble(own_name, message, f"Give {other} another key too, or choose another one here.")


def _meet(first: str, second: str) -> bool:
    contexts = {_PLACES[first][0], _PLACES[second][0]}
    return len(contexts) == 1 or "everywhere" in contexts


def _share_by_default(first: str, second: str) -> bool:
    return not set(_PLACES[first][1].keys.split(",")).isdisjoint(_PLACES[second][1].keys.split(","))


_PLACES: Mapping[str, tuple[Context, Command]] = MappingProxyType(
    {command.id: (section.context, command) for section in SECTIONS for command in section.commands}
)
