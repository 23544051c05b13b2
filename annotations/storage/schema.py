"""The schema of the store file: its tables, and the check that a file is one this program may change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert

from annotations.errors import StoreError
from annotations.models import Timestamp
from annotations.storage.tables import DamagedFileError, Tables

SCHEMA = 1
"""The schema before any migration."""
ARTICLES = "articles"
META = "meta"
PURGED = "purged"
REPAIR_HINT = "Nothing was changed. `newsmark doctor --repair` sets aside what cannot be read."
META_DOCUMENT = 1
"""TinyDB id of the one document of the table `meta`."""

_Stored = TypeVar("_Stored", bound=Struct)


class Meta(Struct, frozen=True):
    """What the store says about itself."""

    schema: int
    generation: int
    """Counts the writes, so that a reader of the file knows whether anything has changed."""


class PurgedArticle(Struct, frozen=True, forbid_unknown_fields=True):
    """What is left of an article that was purged: enough that no old copy of its records comes back."""

    id: str
    at: Timestamp


def check(tables: Tables, path: Path, newest: int = SCHEMA) -> Meta:
    """Return what the store says about itself; refuse one that this program, of schema `newest`, does not know.

    Raises:
        StoreError: the file is not a store, or of a newer schema.
    """
    if not tables:
        return Meta(schema=newest, generation=0)
    if META not in tables:
        raise not_a_store(path)
    document = tables[META].get(str(META_DOCUMENT), {})
    schema = document.get("schema")
    if isinstance(schema, int) and schema > newest:
        raise StoreError(
            f"{path} was written by a newer newsmark (schema {schema}, this one knows {newest}).",
            "Nothing was changed. Update newsmark, or name another file with --store.",
        )
    return decode(document, Meta, place=f"{path}, table {META}")


def generation(tables: Tables) -> int:
    """Return the number of the write that made these tables; 0 where they do not say."""
    try:
        return convert(tables[META][str(META_DOCUMENT)], Meta).generation
    except (KeyError, DamagedFileError, ValidationError):
        return 0


def not_a_store(path: Path) -> StoreError:
    """Return the refusal of a file that is something else."""
    return StoreError(f"{path} is not a newsmark store.", "Nothing was changed. Name another file with --store.")


def decode(document: Mapping[str, Any], kind: type[_Stored], *, place: str) -> _Stored:
    """Read a stored document strictly.

    Raises:
        StoreError: it is not what it should be; the message names the place.
    """
    try:
        return convert(document, kind)
    except ValidationError as error:
        raise StoreError(
            f"{place} cannot be read: {error}.",
            REPAIR_HINT,
        ) from error
