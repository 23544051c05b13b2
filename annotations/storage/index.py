"""The library's index: articles with their counts in a small file, derived from the store and never trusted over it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import MsgspecError, Raw, Struct, json

from annotations.models import ArticleEntry, Verdict
from annotations.storage.atomic import Identity
from annotations.storage.files import write_file
from annotations.storage.schema import ARTICLES, is_article_id
from annotations.storage.tables import Tables

_NO_ARTICLES = Raw(b"{}")


class Counts(Struct, frozen=True, array_like=True):
    """What the reader did with an article, in numbers."""

    verified: int = 0
    disputed: int = 0
    notes: int = 0
    """Claims and stretches of text with a note."""
    records: int = 0
    """All that are not deleted."""


class Index(Struct, frozen=True):
    """The table of articles, and counts by article id, of one version of the store file."""

    store: Identity | None
    articles: Raw = _NO_ARTICLES
    counts: Mapping[str, Counts] = {}
    format: Literal[1] = 1

    def entries(self) -> list[ArticleEntry]:
        """Decode the entries of the articles; raises msgspec's `ValidationError`."""
        return list(json.decode(self.articles, type=dict[str, ArticleEntry]).values())


class _Content(Struct, frozen=True):
    verdict: Verdict | None = None
    note: str = ""


class _Counted(Struct, frozen=True):
    content: _Content
    deleted: bool = False


def path_of(store: Path) -> Path:
    """Return where the index of a store lies."""
    return store.with_name(f"{store.stem}.index.json")


def built(tables: Tables, store: Identity | None) -> Index:
    """Count everything anew."""
    counts = {name: _counts(tables.encoded(name)) for name in tables if is_article_id(name)}
    return Index(store, _articles(tables), counts)


def updated(index: Index, tables: Tables, replaced: Iterable[str], store: Identity | None) -> Index:
    """Return the index of tables that differ from those of `index` by the replaced ones, counting only these."""
    counts = {**index.counts, **{name: _counts(tables.encoded(name)) for name in replaced if is_article_id(name)}}
    for name in set(counts).difference(tables):
        del counts[name]
    return Index(store, _articles(tables), counts)


def read(path: Path, store: Identity | None) -> Index | None:
    """Return the index in a file; None unless it is one of this version of the store."""
    with suppress(OSError, MsgspecError, UnicodeDecodeError):
        index = json.decode(path.read_bytes(), type=Index)
        if index.store == store:
            return index
    return None


def write(path: Path, index: Index) -> None:
    """Keep the index; where that fails it is made again when it is needed."""
    with suppress(OSError):
        write_file(path, [[json.encode(index)]], is_durable=False)


def _articles(tables: Tables) -> Raw:
    return tables.encoded(ARTICLES) if ARTICLES in tables else _NO_ARTICLES


def _counts(table: Raw) -> Counts:
    """Count the records of a table; none where they cannot be read."""
    try:
        records = json.decode(table, type=dict[str, _Counted]).values()
    except MsgspecError:
        return Counts()
    contents = [record.content for record in records if not record.deleted]
    verdicts = [content.verdict for content in contents]
    return Counts(
        verified=verdicts.count("verified"),
        disputed=verdicts.count("disputed"),
        notes=sum(bool(content.note) for content in contents),
        records=len(contents),
    )
