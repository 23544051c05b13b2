"""Strict reading of a table into a Struct: what is wrong is said with its path, and what would be right."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, inspect, json

from tui.toml import KeyPath

_LONGEST = 40
_Table = TypeVar("_Table", bound=Struct)


class Fault(Exception):
    """Something wrong at a path."""

    def __init__(self, path: KeyPath, message: str, hint: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint


def read_struct(kind: type[_Table], table: Mapping[str, Any], path: KeyPath = ()) -> _Table:
    """Return the Struct that a table describes, whose fields all have defaults.

    Args:
        kind: What to read; its fields are named by their encoded names.
        table: As TOML gives it.
        path: Where the table is, for complaints.

    Raises:
        Fault: The table has a key too many, or a value of another kind or size.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        place = (*path, name)
        if name not in fields:
            raise Fault(place, f"there is no setting {'.'.join(place)}", _did_you_mean(name, tuple(fields)))
        values[fields[name].name] = _read(fields[name], value, place)
    return kind(**values)


def _read(field: msgspec.structs.FieldInfo, value: Any, place: KeyPath) -> object:
    if isinstance(field.default, Struct) and isinstance(value, dict):
        return read_struct(type(field.default), value, place)
    try:
        return msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        described = inspect.type_info(field.type)
        given = json.encode(value).decode()
        shown = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}…"
        hint = _did_you_mean(value, _choices(described)) if isinstance(value, str) else ""
        raise Fault(place, f"{'.'.join(place)} must be {_wanted(described)}, not {shown}", hint) from error


def _did_you_mean(given: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(given, names, 1)
    return f"Did you mean {near[0]}?" if near else ""


def _choices(described: inspect.Type) -> tuple[str, ...]:
    plain = _plain(described)
    return tuple(map(str, plain.values)) if isinstance(plain, inspect.LiteralType) else ()


def _wanted(described: inspect.Type) -> str:
    """Return in words what a value must be."""
    match _plain(described):
        case inspect.LiteralType(values=values):
            return f"one of {', '.join(map(str, values))}"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case inspect.StrType(pattern=pattern):
            return 'a web address, such as "https://example.org"' if "http" in (pattern or "") else "words in quotes"
        case inspect.VarTupleType(item_type=item):
            return f"a list, each {_wanted(item)}"
        case _:
            return "a table"


def _plain(described: inspect.Type) -> inspect.Type:
    """Return a type without what describes it, and without the possibility that it is left out."""
    while isinstance(described, inspect.Metadata | inspect.UnionType):
        described = described.type if isinstance(described, inspect.Metadata) else described.types[0]
    return described
