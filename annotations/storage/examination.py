"""What is wrong with a store and what it should hold instead: only reading, nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert, json

from annotations.models import Article, ArticleEntry, Record, Timestamp
from annotations.storage.backups import Backups
from annotations.storage.entries import added
from annotations.storage.files import damaged_copies
from annotations.storage.migrations import Migration, migrated, newest_schema
from annotations.storage.recovery import read_copy, was_ours
from annotations.storage.salvage import salvage
from annotations.storage.schema import (
    ARTICLES,
    META,
    META_DOCUMENT,
    PURGED,
    SCHEMA,
    PurgedArticle,
    check,
    generation,
    not_a_store,
)
from annotations.storage.snapshots import Snapshots
from annotations.storage.tables import DamagedFileError, Table, Tables
from annotations.storage.union import unite
from annotations.text import is_article_id


@dataclass
class Examination:
    """The findings so far, in plain sentences, and what the store should hold by them."""

    path: Path
    tables: Tables
    """What the file should hold; the very object that was read where nothing is to be written."""
    schema: int = SCHEMA
    """The schema of what was read."""
    damage: str | None = None
    found: list[str] = field(default_factory=list)
    unreadable: dict[str, Any] = field(default_factory=dict)
    """What cannot be read and is to be set aside, by table: documents by their TinyDB id, or the whole table."""
    unfinished: list[str] = field(default_factory=list)
    """Ids of purged articles whose snapshots are still there."""


def examine(path: Path, migrations: Sequence[Migration], at: Timestamp) -> Examination:
    """Look at a store, its copies and its snapshots; entries that are made again are dated `at`.

    Raises:
        StoreError: the file is of a newer schema, or no store.
        OSError: something cannot be read.
    """
    examination = _opened(path, newest_schema(migrations))
    schema = (
        convert(examination.tables[META][str(META_DOCUMENT)], dict[str, Any])["schema"] if examination.tables else 0
    )
    examination.tables = migrated(examination.tables.copy(), schema, migrations)
    _sift(examination)
    _add_from_damaged(examination)
    _check_texts(examination, Snapshots.beside(path), at)
    return examination


def _opened(path: Path, newest: int) -> Examination:
    """Read the file, or else the best of its copies."""
    copies = Backups(path).all()
    if not path.exists() and not copies:
        return Examination(path, Tables())
    try:
        tables = Tables.from_json(path.read_bytes())
        meta = tables.get(META)
    except FileNotFoundError:
        return _of_copy(path, copies, "it is missing")
    except DamagedFileError as error:
        return _of_copy(path, copies, str(error))
    if meta is None and not any(is_article_id(name) for name in tables):
        raise not_a_store(path)
    if not _is_meta(meta):
        return _of_copy(path, copies, "it does not say of which schema it is")
    check(tables, path, newest)
    return Examination(path, tables)


def _of_copy(path: Path, copies: Sequence[Path], damage: str) -> Examination:
    """Begin with the copy written last."""
    good = {copy: tables for copy in copies if (tables := read_copy(copy)) is not None}
    if not good and not was_ours(path) and not salvage(path.read_bytes()):
        raise not_a_store(path)
    best = max(good, key=lambda copy: generation(good[copy]), default=None)
    tables = good[best] if best else Tables(decoded={META: {str(META_DOCUMENT): {"schema": SCHEMA, "generation": 0}}})
    name = f"The best backup is {best}, of write {generation(tables)}." if best else "There is no good backup."
    return Examination(path, tables, damage=damage, found=[f"The store {path} is damaged: {damage}.", name])


def _is_meta(meta: Table | None) -> bool:
    document = (meta or {}).get(str(META_DOCUMENT), {})
    return isinstance(document.get("schema"), int) and isinstance(document.get("generation"), int)


def _sift(examination: Examination) -> None:
    """Take out what cannot be read."""
    kinds: dict[str, type[Struct]] = {ARTICLES: ArticleEntry, PURGED: PurgedArticle}
    for name in list(examination.tables):
        kind = Record if is_article_id(name) else kinds.get(name)
        if kind is None:
            continue
        try:
            table = examination.tables[name]
        except DamagedFileError:
            examination.unreadable[name] = json.decode(examination.tables.encoded(name))
            examination.found.append(f"Table {name} is no table of documents.")
            del examination.tables[name]
            continue
        bad = {number: document for number, document in table.items() if not _is(document, kind)}
        if bad:
            examination.unreadable[name] = bad
            examination.found.append(f"{len(bad)} of {len(table)} documents of table {name} cannot be read.")
            examination.tables[name] = {number: table[number] for number in table if number not in bad}


def _is(document: object, kind: type[Struct]) -> bool:
    try:
        read = convert(document, kind)
    except ValidationError:
        return False
    return not isinstance(read, ArticleEntry) or is_article_id(read.id)


def _add_from_damaged(examination: Examination) -> None:
    """Add what only the damaged file, a damaged copy, or one set aside before, still holds."""
    damaged = list(damaged_copies(examination.path))
    if examination.damage:
        copies = Backups(examination.path).all()
        damaged = [path for path in (examination.path, *copies) if path.exists() and not read_copy(path)] + damaged
    for path in damaged:
        changes = unite(examination.tables, salvage(path.read_bytes()))
        if changes:
            examination.found.append(f"{path} holds {changes} records or articles that are newer or nowhere else.")


def _check_texts(examination: Examination, snapshots: Snapshots, at: Timestamp) -> None:
    """Compare entries, tables of records, and kept texts."""
    tables = examination.tables
    entries = [convert(document, ArticleEntry) for document in tables.get(ARTICLES, {}).values()]
    for entry in entries:
        for version in entry.versions:
            if not snapshots.is_kept(entry.id, version):
                shown = "the text shown last" if version == entry.version else "an earlier text"
                examination.found.append(f"Of article {entry.id} “{entry.title}” {shown} is missing or damaged.")
    known = {entry.id for entry in entries}
    purged = {document["id"] for document in tables.get(PURGED, {}).values()}
    kept = snapshots.article_ids()
    for article_id in kept:
        if article_id in purged - known:
            examination.unfinished.append(article_id)
            examination.found.append(f"Texts of article {article_id}, which was purged, are still there.")
    for article_id in sorted({*kept, *filter(is_article_id, tables)} - known - purged):
        _add_entry(examination, article_id, snapshots.kept(article_id), at)


def _add_entry(examination: Examination, article_id: str, texts: Sequence[Article], at: Timestamp) -> None:
    """Make the entry of an article again from its kept texts."""
    records = len(examination.tables.get(article_id, {}))
    if not texts:
        if records:
            examination.found.append(f"Article {article_id} has {records} records but no entry and no kept text.")
        return
    examination.found.append(f"Article {article_id} “{texts[-1].title}” has a kept text but no entry.")
    entry = convert(added(texts[-1], at), ArticleEntry)
    versions = tuple(text.version for text in texts)
    document = json.decode(json.encode(entry), type=dict[str, Any]) | {"versions": list(versions)}
    table = examination.tables.get(ARTICLES, {})
    examination.tables[ARTICLES] = {**table, str(max(map(int, table), default=0) + 1): document}
