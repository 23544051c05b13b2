"""The library's index: articles with their counts in a small file, derived from the store and never trusted over it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import MsgspecError, Raw, Struct, json

from annotations.models import ArticleEntry, Timestamp, Verdict
from annotations.storage.atomic import Identity
from annotations.storage.files import write_file
from annotations.storage.schema import ARTICLES
from annotations.storage.tables import Tables
from annotations.text import is_article_id

_NO_ARTICLES = Raw(b"{}")
_DAY, _MINUTE = len("2026-01-05"), len("2026-01-05T10:15")


class Counts(Struct, frozen=True, array_like=True):
    """What the reader did with an article, in numbers."""

    verified: int = 0
    disputed: int = 0
    notes: int = 0
    """Claims and stretches of text with a note."""
    records: int = 0
    """All that are not deleted."""
    judged: Mapping[str, int] = {}
    """How many of the verdicts were given in a minute (UTC, to 16 characters), of the last two days that have any."""


class Index(Struct, frozen=True):
    """The table of articles, and counts by article id, of one version of the store file."""

    store: Identity | None
    articles: Raw = _NO_ARTICLES
    counts: Mapping[str, Counts] = {}
    format: Literal[2] = 2

    def entries(self) -> list[ArticleEntry]:
        """Decode the entries of the articles; raises msgspec's `ValidationError`."""
        return list(json.decode(self.articles, type=dict[str, ArticleEntry]).values())


class _Content(Struct, frozen=True):
    verdict: Verdict | None = None
    note: str = ""
    is_removed: bool = False


class _State(Struct, frozen=True):
    modified: Timestamp
    content: _Content
    deleted: bool = False


class _Counted(_State, frozen=True):
    past: tuple[_State, ...] = ()


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
    kept = [record for record in records if not record.deleted]
    said = [record for record in kept if not record.content.is_removed]
    verdicts = [record.content.verdict for record in said]
    return Counts(
        verified=verdicts.count("verified"),
        disputed=verdicts.count("disputed"),
        notes=sum(bool(record.content.note) for record in said),
        records=len(kept),
        judged=_judged(_judged_at(record) for record in said if record.content.verdict),
    )


def _judged_at(record: _Counted) -> Timestamp:
    """Return when a record was given the verdict that it has."""
    since = record.modified
    for state in reversed(record.past):
        if state.deleted or state.content.verdict != record.content.verdict:
            break
        since = state.modified
    return since


def _judged(times: Iterable[Timestamp]) -> Mapping[str, int]:
    minutes = Counter(time[:_MINUTE] for time in times)
    days = sorted({minute[:_DAY] for minute in minutes})[-2:]
    return {minute: number for minute, number in sorted(minutes.items()) if minute[:_DAY] in days}
