"""The names of keys: in settings, in Textual and on the keyboard; and which of them a terminal can send."""

import string
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

KeyOf = Callable[[str], str]
"""Names the key of a command, by the command's id, as a reader knows it."""

_SHOWN = MappingProxyType(
    {
        "escape": "esc",
        "pagedown": "pgdn",
        "pageup": "pgup",
        "delete": "del",
        "down": "↓",
        "up": "↑",
        "left": "←",
        "right": "→",
        "comma": ",",
        "underscore": "_",
        "backslash": "\\",
        "circumflex_accent": "^",
        "right_square_bracket": "]",
    }
)
"""How a reader knows the keys that Textual calls otherwise."""
_WRITTEN = MappingProxyType(
    {shown: name for name, shown in _SHOWN.items()} | {"return": "enter", " ": "space", "@": "space"}
)
_SINGLE = frozenset(" ,↓↑←→")
"""Keys of one character that have a longer name where no modifier is held."""

_EDITING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete")
_FUNCTION = tuple(f"f{number}" for number in range(1, 25))
_NAMED = frozenset({*_EDITING, *_FUNCTION, "escape", "enter", "tab", "space", "backspace", "insert", "comma"})
_PUNCTUATION = ("space", "underscore", "backslash", "circumflex_accent", "right_square_bracket")
_COMBINED = frozenset(
    {
        "shift+tab",
        *(f"ctrl+{key}" for key in (*string.ascii_lowercase, *_EDITING, *_FUNCTION, *_PUNCTUATION)),
        *(f"alt+{letter}" for letter in string.ascii_lowercase),
        *(f"{modifiers}+{key}" for modifiers in ("shift", "ctrl+shift") for key in _EDITING),
    }
)
_MISTAKEN = MappingProxyType(
    {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "esc", "ctrl+/": "ctrl+_"}
)
"""Keys that reach a program as others. Source: the control codes of ECMA-48."""
_ALSO_SENT: Mapping[str, str] = MappingProxyType(
    {"alt+f": "ctrl+right", "alt+b": "ctrl+left", "ctrl+space": "ctrl+@"}  # what Textual makes of ESC f, ESC b and NUL
)


def key_name(written: str) -> str:
    """Return Textual's name of a key, written so or as it is shown: `escape` and `esc`, `ctrl+d`, `?`, `G`.

    Raises:
        ValueError: There is no such key, or not every terminal can send it; says which.
    """
    if len(written) == 1 and written.isprintable():
        return _WRITTEN.get(written, written) if written in _SINGLE else written
    modifiers, plus, key = written.rpartition("+")
    if len(key) != 1 or "ctrl" in modifiers.lower():
        key = key.lower()
    return _sendable("+".join(sorted(modifiers.lower().split("+"))) + plus + _WRITTEN.get(key, key))


def _sendable(name: str) -> str:
    if name in _MISTAKEN:
        raise ValueError(f"reaches a program as {_MISTAKEN[name]}; write that")
    if name in _NAMED or name in _COMBINED:
        return name
    if "+" in name:
        raise ValueError("is a combination that not every terminal can send")
    near = get_close_matches(name, _NAMED, 1)
    raise ValueError("is not a key" + (f"; did you mean {near[0]}?" if near else ""))


def shown_key(name: str) -> str:
    """Return a key as it is on the keyboard, from Textual's name."""
    if len(name) == 1:
        return name
    return "+".join(_SHOWN.get(part, part) for part in name.split("+"))


def received(name: str) -> tuple[str, ...]:
    """Return the names under which a key may arrive: terminals differ."""
    return (name, _ALSO_SENT[name]) if name in _ALSO_SENT else (name,)


def is_typed(name: str) -> bool:
    """Tell whether a key writes a character where one can write."""
    return len(name) == 1 or name in {"space", "comma", "enter", "tab", "backspace", "delete"}
