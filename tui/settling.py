"""The command `newsmark settings`: what is settled, the file that settles it, and what there is to settle."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import msgspec
from msgspec import Struct, inspect

from annotations.export.files import write_file
from tui import console
from tui.commands import SECTIONS
from tui.keymaps import make_keymap
from tui.settings import DEFAULTS, Settings, Value
from tui.settings_file import SettingsError, parse_settings, read_settings
from tui.toml import to_toml, with_value

_WIDTH = 100


def show(path: Path) -> bool:
    """Print where the settings file is and, as TOML, all that is settled by it or without it."""
    settings = read_settings(path)
    there = "" if path.exists() else " (not there; newsmark settings --init writes it)"
    console.write_lines([f"# {path}{there}", *_settled(settings)])
    return True


def show_keys(path: Path) -> bool:
    """Print the keys of all actions by their ids, as the section [keys] takes them."""
    settings = read_settings(path)
    console.write_lines(["[keys]", *_key_lines(settings, mark="")])
    return True


def write_default(path: Path) -> bool:
    """Write a settings file in which everything is explained and nothing is changed.

    Raises:
        SettingsError: There is a file already, or the folder cannot be made.
        ExportError: It cannot be written.
    """
    if path.exists():
        raise SettingsError(f"{path} exists already.", "Edit it, or move it away first.")
    _write(path, default_text())
    console.write_lines([f"Written: {path}"])
    return True


def default_text() -> str:
    """Return a settings file in which everything is explained and commented out."""
    tables, values = [], []
    for field in msgspec.structs.fields(Settings):
        if isinstance(field.default, Struct):
            tables += ["", *_comment(field), f"[{field.encode_name}]"]
            tables += [line for inner in msgspec.structs.fields(type(field.default)) for line in _offered(inner)]
        elif field.name == "keys":
            tables += ["", *_comment(field), "[keys]", *_key_lines(DEFAULTS, mark="# ")]
        else:
            values += ["", *_offered(field)]
    heading = "# Settings of newsmark. Lines that begin with # only show what holds anyway."
    return "\n".join((heading, *values, *tables, ""))


def keep(path: Path, name: str, value: Value) -> None:
    """Settle one thing in the settings file for good; the rest of it stays as it is.

    Raises:
        SettingsError: The file cannot be read or written, or has not become what was meant.
        ExportError: It cannot be written.
    """
    try:
        text = path.read_text("utf-8-sig") if path.exists() else default_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read {path}: {error}.", "Check the file.") from error
    changed = with_value(text, name, value)
    parse_settings(changed, path)
    _write(path, changed)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"Cannot make {path.parent}: {error.strerror}.", "Check its permissions.") from error
    write_file(path, text.encode())


def _settled(settings: Settings) -> Iterator[str]:
    table: dict[str, Any] = msgspec.to_builtins(settings)
    inner = {name: table.pop(name) for name, value in tuple(table.items()) if isinstance(value, dict)}
    for name, value in table.items():
        yield from _line(name, value)
    for name, values in inner.items():
        if any(value is not None for value in values.values()):
            yield from ("", f"[{name}]")
            for key, value in values.items():
                yield from _line(key, value)


def _line(name: str, value: Any) -> Iterator[str]:
    if value is not None:
        yield f"{name} = {to_toml(tuple(value) if isinstance(value, list) else value)}"


def _offered(field: msgspec.structs.FieldInfo) -> Iterator[str]:
    yield from _comment(field)
    example = field.default if field.default is not None else _described(field)["examples"][0]
    yield f"# {field.encode_name} = {to_toml(example)}"


def _comment(field: msgspec.structs.FieldInfo) -> list[str]:
    choices = _choices(inspect.type_info(field.type))
    one_of = f" One of {', '.join(choices)}." if choices else ""
    return [f"# {line}" for line in wrap(_described(field)["description"] + one_of, _WIDTH)]


def _described(field: msgspec.structs.FieldInfo) -> dict[str, Any]:
    described = inspect.type_info(field.type)
    return (described.extra_json_schema or {}) if isinstance(described, inspect.Metadata) else {}


def _choices(described: inspect.Type) -> tuple[str, ...]:
    plain = described.type if isinstance(described, inspect.Metadata) else described
    return tuple(map(str, plain.values)) if isinstance(plain, inspect.LiteralType) else ()


def _key_lines(settings: Settings, mark: str) -> Iterator[str]:
    keymap = make_keymap(settings.keymap, settings.keys)
    for section in SECTIONS:
        yield f"# {section.title}"
        for command in section.commands:
            yield f"{mark}{command.id} = {to_toml(keymap.shown(command))}  # {command.help}"
