"""The library and the index that it is read from."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.models import NoteContent
from annotations.storage import index as indexes
from annotations.storage.index import Counts
from annotations.storage.store import Store
from annotations.storage.tables import Tables
from tests.builders import make_article
from tests.stored import at, make_record, noted


@pytest.fixture
def opened(store: Store) -> str:
    """The id of an article with four records, one of them deleted."""
    article = store.open_article(make_article("Prices rose.", source="/prices.txt"), at(1))
    note = replace(make_record(4, None), content=NoteContent(note="why?"), origin="reader")
    gone = replace(make_record(5), deleted=True)
    store.save(article.id, [make_record(1), noted(make_record(2, "disputed"), "no"), make_record(3), note, gone])
    return article.id


COUNTS = Counts(verified=2, disputed=1, notes=2, records=4, judged={"2026-01-01T00:00": 3})


def test_the_library_counts_verdicts_and_notes(store: Store, path: Path, opened: str) -> None:
    other = store.open_article(make_article("Prices fell."), at(2))

    for reader in (store, Store(path)):
        assert [(each.entry.id, each.counts) for each in reader.library()] == [(other.id, Counts()), (opened, COUNTS)]


def test_the_library_of_another_start_reads_the_index_alone(
    path: Path, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: bytes) -> Tables:
        raise AssertionError("the store was read")

    monkeypatch.setattr(Tables, "from_json", refuse)

    assert [each.counts for each in Store(path).library()] == [COUNTS]
    found = Store(path).find_article("/prices.txt")
    assert found is not None
    assert found.id == opened


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b"\0\0\0\0", b'{"store":null,"articles":{},"counts":{}}', b"\xff"]
)
def test_an_index_that_is_missing_or_damaged_is_made_again(path: Path, opened: str, content: bytes | None) -> None:
    index = indexes.path_of(path)
    good = index.read_bytes()
    index.unlink()
    if content is not None:
        index.write_bytes(content)

    assert [(each.entry.id, each.counts) for each in Store(path).library()] == [(opened, COUNTS)]
    assert index.read_bytes() == good


def test_an_index_of_another_file_is_not_used(store: Store, path: Path, opened: str) -> None:
    index = indexes.path_of(path)
    old = index.read_bytes()
    store.save(opened, [noted(make_record(1, "verified"), "x"), make_record(6)])
    index.write_bytes(old)

    assert Store(path).library()[0].counts == Counts(
        verified=3, disputed=1, notes=3, records=5, judged={"2026-01-01T00:00": 4}
    )


def test_changes_of_two_programs_are_both_counted(store: Store, path: Path, opened: str) -> None:
    other = Store(path)
    for number in range(10, 14):
        (store if number % 2 else other).save(opened, [make_record(number)])
        assert store.library() == other.library() == Store(path).library()

    assert store.library()[0].counts.verified == 6
    assert indexes.read(indexes.path_of(path), None) is None


def test_where_the_index_cannot_be_kept_the_library_is_read_all_the_same(
    path: Path, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes.path_of(path).unlink()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(indexes, "write_file", refuse)
    store = Store(path)
    assert store.library()[0].counts == COUNTS
    store.save(opened, [make_record(7)])
    assert store.library()[0].counts.verified == 3


def test_records_that_cannot_be_read_do_not_hide_the_library(path: Path, opened: str) -> None:
    path.write_bytes(path.read_bytes().replace(b'"verdict":"verified"', b'"verdict":"perhaps"'))

    (listed,) = Store(path).library()

    assert (listed.entry.id, listed.counts) == (opened, Counts())
