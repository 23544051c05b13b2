"""The contents of two copies of a store brought together, so that neither loses anything."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, json
from msgspec.structs import replace

from annotations.models import ArticleEntry, Record
from annotations.records import merge_all
from annotations.storage.schema import ARTICLES, PURGED, PurgedArticle
from annotations.storage.tables import Table, Tables
from annotations.text import is_article_id

_Stored = TypeVar("_Stored", bound=Struct)


def unite(tables: Tables, other: Mapping[str, Table]) -> int:
    """Put into `tables` what another copy has beyond them; return how many records and articles came or changed.

    Documents that cannot be read are left out; so is what was purged and is older than its purge, but for all that the
    other copy holds of an article which came back after it. Records are merged as those of two machines are; of an
    article's entry the one opened later stays.
    """
    notes = (*_read(other, PURGED, PurgedArticle), *_read(tables, PURGED, PurgedArticle))
    purged = {note.id: note for note in sorted(notes, key=lambda note: note.at)}
    _replace(tables, PURGED, purged)
    known = {entry.id: entry for entry in _read(tables, ARTICLES, ArticleEntry)}
    merged = dict(known)
    living = [entry for entry in _read(other, ARTICLES, ArticleEntry) if not _is_buried(purged, entry.id, entry.opened)]
    for entry in living:
        merged[entry.id] = _later(known[entry.id], entry) if entry.id in known else entry
    changes = _replace(tables, ARTICLES, merged)
    buried = purged.keys() - {entry.id for entry in living}
    for name in filter(is_article_id, other):
        before = {record.id: record for record in _read(tables, name, Record)}
        at = purged[name].at if name in buried else ""
        records, _ = merge_all(before, (record for record in _read(other, name, Record) if record.modified > at))
        changes += _replace(tables, name, records)
    return changes


def _later(mine: ArticleEntry, theirs: ArticleEntry) -> ArticleEntry:
    later, earlier = (theirs, mine) if theirs.opened > mine.opened else (mine, theirs)
    return replace(
        later,
        versions=tuple(dict.fromkeys((*earlier.versions, *later.versions))),
        name=later.name or earlier.name,
    )


def _is_buried(purged: Mapping[str, PurgedArticle], article_id: str, at: str) -> bool:
    return article_id in purged and at <= purged[article_id].at


def _read(tables: Mapping[str, Table], name: str, kind: type[_Stored]) -> Iterable[_Stored]:
    for document in tables.get(name, {}).values():
        try:
            yield convert(document, kind)
        except ValidationError:
            continue


def _replace(tables: Tables, name: str, stored: Mapping[str, Struct]) -> int:
    """Put documents into a table, in the place of those with their ids; return how many are new or changed."""
    table = dict(tables.get(name, {}))
    numbers = {document.get("id"): number for number, document in table.items()}
    free = max(map(int, table), default=0) + 1
    changes = 0
    for own_id, item in stored.items():
        document = json.decode(json.encode(item), type=dict[str, Any])
        if own_id not in numbers:
            numbers[own_id], free = str(free), free + 1
        if table.get(numbers[own_id]) != document:
            table[numbers[own_id]] = document
            changes += 1
    if changes:
        tables[name] = table
    return changes
