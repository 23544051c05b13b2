"""Documents of TinyDB's tables as our records: read strictly, written whole."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import to_builtins
from tinydb.table import Document
from tinydb.table import Table as DatabaseTable

from annotations.models import ArticleEntry, Record
from annotations.storage.schema import decode
from annotations.storage.tables import Tables

_Stored = TypeVar("_Stored", ArticleEntry, Record)


def decoded(tables: Tables, name: str, number: str, kind: type[_Stored], path: Path) -> _Stored:
    """Return a document of the store at `path`; raises `StoreError` where it is not what it should be."""
    return decode(tables[name][number], kind, place=f"{path}, table {name}, document {number}")


def decoded_table(tables: Tables, name: str, kind: type[_Stored], path: Path) -> dict[int, _Stored]:
    """Return a table's documents by their TinyDB id, none where there is no such table; raises as `decoded`."""
    return {int(number): decoded(tables, name, number, kind, path) for number in tables.get(name, {})}


def put(table: DatabaseTable, numbers: Mapping[str, int], new: Iterable[_Stored]) -> None:
    """Write documents in the place of those with the same id; TinyDB's `update` would keep fields that are gone.

    `numbers` are the TinyDB ids of those that are there, by the documents' own ids.
    """
    documents = {document.id: to_builtins(document) for document in new}
    replaced = [Document(documents.pop(key), numbers[key]) for key in list(documents) if key in numbers]
    if replaced:
        table.remove(doc_ids=[document.doc_id for document in replaced])
        table.insert_multiple(replaced)
    if documents:
        table.insert_multiple(documents.values())
