"""Where things stand in a TOML text, and changing one of them: what the standard library's reader does not tell."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import json

from tui.settings import Value

KeyPath = tuple[str, ...]


class Statement(NamedTuple):
    """A table's heading, or a key with its value; comments and empty lines before it belong to it."""

    first: int
    """The line in which it begins, from 1; that of what is said, not of the comments before it."""
    last: int
    paths: frozenset[KeyPath]
    """Everything that it defines, tables included."""
    is_heading: bool


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a TOML text with Unix line ends; of a broken one those before the break.

    A statement is what `tomllib` can read by itself and is not empty, so that strings of several lines need no rules.
    """
    heading: KeyPath = ()
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not lines and not _is_said(line):
            continue
        lines.append(line)
        try:
            defined = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError):
            continue
        is_heading = lines[0].lstrip(" \t").startswith("[")
        paths = frozenset(_paths(defined, () if is_heading else heading))
        heading = max(paths, key=len) if is_heading else heading
        yield Statement(number - len(lines) + 1, number, paths, is_heading)
        lines = []


def line_of(text: str, path: KeyPath) -> int:
    """Return the line in which a TOML text with Unix line ends first defines a path; 1 where it does not."""
    return next((each.first for each in statements(text) if path in each.paths), 1)


def broken_line(text: str) -> int:
    """Return the line from which on a text with Unix line ends is no TOML."""
    sound = tuple(statements(text))
    lines = text.split("\n")
    number = bisect_left(sound, True, key=lambda each: not _is_toml("\n".join(lines[: each.last])))
    if number < len(sound):
        return sound[number].first
    end = sound[-1].last if sound else 0
    return next((at for at, line in enumerate(lines[end:], end + 1) if _is_said(line)), end)


def with_value(text: str, name: str, value: Value) -> str:
    """Return a TOML text with Unix line ends in which a key outside of tables has a value; the rest stays as it is."""
    said = f"{name} = {to_toml(value)}"
    lines = text.split("\n")
    own = next((each for each in statements(text) if (name,) in each.paths), None)
    if own:
        lines[own.first - 1 : own.last] = [said]
        return "\n".join(lines)
    end = next((each.first - 1 for each in statements(text) if each.is_heading), len(lines))
    offered = (number for number, line in enumerate(lines[:end]) if line.startswith(f"# {name} = "))
    lines.insert(next(offered, -1) + 1, said)
    return "\n".join(lines)


def to_toml(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(to_toml, value))}]"
    return json.encode(value).decode().replace("\x7f", "\\u007f")


def _is_said(line: str) -> bool:
    return line.strip(" \t")[:1] not in {"", "#"}


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _paths(table: object, before: KeyPath) -> Iterator[KeyPath]:
    if before:
        yield before
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _paths(value, (*before, key))
    elif isinstance(table, list):
        for value in table:
            yield from _paths(value, before)
