"""How stores of older schemas become stores of the newest one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotations.storage.schema import META, META_DOCUMENT, SCHEMA
from annotations.storage.tables import Tables


@dataclass(frozen=True)
class Migration:
    """One step from the schema before to `schema`; applied to tables that it has already changed, it changes nothing.

    `change` replaces whole tables, never documents in place.
    """

    schema: int
    name: str
    change: Callable[[Tables], None]


def _as_it_is(tables: Tables) -> None:
    """Change nothing: what was written before means the same; only older programs cannot read what is written now."""


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "corrections, joined claims, the library", _as_it_is),
    Migration(3, "the words of earlier states, claims that are none", _as_it_is),
)
"""Every step there is, from schema 2 on, one for each schema."""


def newest_schema(migrations: Sequence[Migration]) -> int:
    """Return the schema that the last step leads to."""
    return migrations[-1].schema if migrations else SCHEMA


def migrated(tables: Tables, schema: int, migrations: Sequence[Migration]) -> Tables:
    """Return tables of a schema as tables of the newest one; the same object where they are."""
    steps = [step for step in migrations if step.schema > schema]
    if not steps or not tables:
        return tables
    changed = tables.copy()
    for step in steps:
        step.change(changed)
    meta = dict(changed[META])
    meta[str(META_DOCUMENT)] = {**meta[str(META_DOCUMENT)], "schema": newest_schema(migrations)}
    changed[META] = meta
    return changed
