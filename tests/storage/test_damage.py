"""Files that are damaged, of another schema, or no store: kept, and explained."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.storage.store import Store
from tests.stored import ARTICLE_ID, make_record, noted

FIRST, SECOND = make_record(1), make_record(2)


@pytest.fixture
def written(store: Store, path: Path) -> bytes:
    """A store of two writes: the backup holds the first."""
    store.save(ARTICLE_ID, [FIRST])
    store.save(ARTICLE_ID, [SECOND])
    return path.read_bytes()


def damage(content: bytes, kind: str) -> bytes:
    return {
        "empty": b"",
        "cut": content[: len(content) // 2],
        "blank": bytes(len(content)),
        "garbage": b"\x00\xff garbage",
        "trailing": content + b"}",
        "other": b"[1, 2]",
    }[kind]


@pytest.mark.parametrize("kind", ["empty", "cut", "blank", "garbage", "trailing", "other"])
def test_a_damaged_store_is_kept_and_the_backup_opened(path: Path, written: bytes, kind: str) -> None:
    damaged = damage(written, kind)
    path.write_bytes(damaged)
    store = Store(path)

    assert store.records(ARTICLE_ID) == (FIRST,)

    aside = path.with_name("annotations.json.damaged-1")
    assert aside.read_bytes() == damaged
    (notice,) = store.notices
    assert str(aside) in notice
    assert "last good copy" in notice
    store.save(ARTICLE_ID, [SECOND])
    assert Store(path).records(ARTICLE_ID) == (FIRST, SECOND)
    assert Store(path).notices == ()


def test_a_running_program_puts_back_what_it_knows(store: Store, path: Path, written: bytes) -> None:
    path.write_bytes(b"")

    saved = store.save(ARTICLE_ID, [make_record(3)])

    assert len(written) > 0
    assert saved.records == (FIRST, SECOND, make_record(3))
    assert Store(path).records(ARTICLE_ID) == saved.records


def test_a_second_damage_overwrites_nothing(path: Path, written: bytes) -> None:
    for number in (1, 2):
        path.write_bytes(written[:number])
        Store(path).articles()

    assert path.with_name("annotations.json.damaged-1").read_bytes() == written[:1]
    assert path.with_name("annotations.json.damaged-2").read_bytes() == written[:2]


def test_a_missing_store_comes_back_from_its_backup(path: Path, written: bytes) -> None:
    path.unlink()
    store = Store(path)

    assert store.records(ARTICLE_ID) == (FIRST,)
    assert "missing" in store.notices[0]
    assert path.read_bytes() != written


def test_a_store_that_vanishes_with_its_folder_is_written_again(store: Store, path: Path, written: bytes) -> None:
    for left in path.parent.iterdir():
        left.unlink()
    path.parent.rmdir()

    assert store.save(ARTICLE_ID, [make_record(3)]).records == (FIRST, SECOND, make_record(3))
    assert len(path.read_bytes()) > len(written)


def test_an_empty_file_becomes_an_empty_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = Store(path)

    assert store.articles() == ()
    assert "empty store" in store.notices[0]
    store.save(ARTICLE_ID, [FIRST])
    assert Store(path).records(ARTICLE_ID) == (FIRST,)


def test_where_the_backup_is_damaged_too_both_are_kept(path: Path, written: bytes) -> None:
    path.write_bytes(written[:50])
    backup = path.with_name("annotations.json.bak")
    backup.write_bytes(b"{")
    store = Store(path)

    assert store.articles() == ()
    assert path.with_name("annotations.json.damaged-1").read_bytes() == written[:50]
    assert path.with_name("annotations.json.bak.damaged-1").read_bytes() == b"{"
    assert "empty store" in store.notices[0]


@pytest.mark.parametrize("content", [b"Dear editor,\n", b'{"name": "some-package"}', b"[]", b'{"meta2": {}}'])
def test_a_file_that_never_was_a_store_is_refused_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(path)

    for _ in range(2):
        with pytest.raises(StoreError, match="is not a newsmark store"):
            store.articles()
        with pytest.raises(StoreError, match="is not a newsmark store"):
            store.save(ARTICLE_ID, [FIRST])
    assert path.read_bytes() == content
    assert {found.name for found in path.parent.iterdir()} <= {
        path.name,
        "annotations.json.lock",
        "annotations.json.lock-turn",
    }


def test_a_newer_store_is_refused_untouched(path: Path, written: bytes) -> None:
    newer = json.loads(written)
    newer["meta"] = {"1": {"schema": 4, "generation": 9, "more": "x"}}
    path.write_text(json.dumps(newer))
    before = path.read_bytes()
    store = Store(path)

    with pytest.raises(StoreError, match=r"newer newsmark \(schema 4") as caught:
        store.records(ARTICLE_ID)
    assert "Update" in caught.value.hint
    with pytest.raises(StoreError, match="newer"):
        store.save(ARTICLE_ID, [noted(FIRST, "x")])
    assert path.read_bytes() == before


@pytest.mark.parametrize("meta", [{}, {"1": {}}, {"1": {"schema": "1", "generation": 1}}, {"1": {"schema": 1}}])
def test_a_store_that_says_nothing_of_itself_is_refused_untouched(path: Path, written: bytes, meta: object) -> None:
    path.write_text(json.dumps({**json.loads(written), "meta": meta}))
    before = path.read_bytes()

    with pytest.raises(StoreError, match="table meta"):
        Store(path).save(ARTICLE_ID, [FIRST])
    assert path.read_bytes() == before


def test_a_table_that_is_none_is_named(path: Path, written: bytes) -> None:
    path.write_text(json.dumps({**json.loads(written), ARTICLE_ID: [1]}))

    with pytest.raises(StoreError, match=f"table {ARTICLE_ID}"):
        Store(path).records(ARTICLE_ID)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "thing")
    store = Store(tmp_path / "thing")

    for attempt in (store.articles, lambda: store.save(ARTICLE_ID, [FIRST])):
        with pytest.raises(StoreError, match="not a file"):
            attempt()
    assert not (tmp_path / "thing").is_file()


def test_a_file_in_place_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    for attempt in (
        Store(tmp_path / "data" / "annotations.json").articles,
        lambda: Store(tmp_path / "data" / "annotations.json").save(ARTICLE_ID, [FIRST]),
    ):
        with pytest.raises(StoreError, match=r"annotations\.json cannot be"):
            attempt()
