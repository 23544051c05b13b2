"""Stores of older and newer schemas, with migrations made up for the test."""

import json
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.storage import files
from annotations.storage.backups import Backups
from annotations.storage.migrations import MIGRATIONS, Migration, migrated, newest_schema
from annotations.storage.repair import inspect
from annotations.storage.schema import SCHEMA
from annotations.storage.store import Store
from annotations.storage.tables import Tables
from tests.stored import ARTICLE_ID, make_record

NOTE = {"1": {"says": "read me"}}


def add_table(tables: Tables) -> None:
    tables["remarks"] = NOTE


def count_remarks(tables: Tables) -> None:
    tables["remarks"] = {key: {**remark, "length": len(remark["says"])} for key, remark in tables["remarks"].items()}


STEPS = (Migration(2, "remarks", add_table), Migration(3, "length of remarks", count_remarks))
REMARKS = {"1": {"says": "read me", "length": 7}}


@pytest.fixture
def older(path: Path) -> bytes:
    older_program(path).save(ARTICLE_ID, [make_record()])
    return path.read_bytes()


def older_program(path: Path) -> Store:
    return Store(path, migrations=())


def newer_program(path: Path) -> Store:
    return Store(path, migrations=STEPS)


def test_reading_an_older_store_changes_nothing(path: Path, older: bytes) -> None:
    assert newer_program(path).records(ARTICLE_ID) == (make_record(),)
    assert newer_program(path).library() == ()
    assert inspect(path, migrations=STEPS) == inspect(path, migrations=())
    assert path.read_bytes() == older


def test_the_first_write_migrates_and_keeps_the_file_before_it(path: Path, older: bytes) -> None:
    store = newer_program(path)
    store.save(ARTICLE_ID, [make_record(2)])

    content = json.loads(path.read_bytes())
    assert content["meta"] == {"1": {"schema": 3, "generation": 2}}
    assert content["remarks"] == REMARKS
    assert store.records(ARTICLE_ID) == (make_record(1), make_record(2))
    copy = path.with_name("annotations.json.schema-1-1.bak")
    assert copy.read_bytes() == older
    (notice,) = store.notices
    assert "from schema 1 to 3 (remarks, length of remarks)" in notice
    assert str(copy) in notice
    store.save(ARTICLE_ID, [make_record(3)])
    assert len(store.notices) == 1
    assert copy in Backups(path).all()


def test_only_the_steps_that_are_missing_are_taken(path: Path, older: bytes) -> None:
    Store(path, migrations=STEPS[:1]).save(ARTICLE_ID, [make_record(2)])
    newer_program(path).save(ARTICLE_ID, [make_record(3)])

    assert json.loads(path.read_bytes())["remarks"] == REMARKS
    assert json.loads(path.with_name("annotations.json.schema-1-1.bak").read_bytes()) == json.loads(older)
    assert path.with_name("annotations.json.schema-2-1.bak").exists()


@pytest.mark.parametrize("step", ["_write", "_sync", "_keep", "sync_folder"])
def test_a_migration_cut_short_leaves_a_store_that_both_programs_read_or_refuse_whole(
    path: Path, older: bytes, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Cut(BaseException):
        """The end of the program."""

    def cut(*_: object, **__: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(files, step, cut)
        with pytest.raises(Cut):
            newer_program(path).save(ARTICLE_ID, [make_record(2)])

    assert path.read_bytes() == older
    store = newer_program(path)
    assert store.save(ARTICLE_ID, [make_record(2)]).records == (make_record(1), make_record(2))
    assert path.with_name("annotations.json.schema-1-1.bak").read_bytes() == older


def test_migrations_that_fail_again_and_again_leave_one_copy(
    path: Path, older: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = newer_program(path)
    with monkeypatch.context() as patch:
        patch.setattr(files, "_write", refuse)
        for _ in range(3):
            with pytest.raises(StoreError, match="No space"):
                store.save(ARTICLE_ID, [make_record(2)])

    assert store.notices == ()
    assert [copy.name for copy in Backups(path).all()] == ["annotations.json.schema-1-1.bak"]
    assert path.read_bytes() == older


def test_a_migrated_store_is_refused_by_the_older_program(path: Path, older: bytes) -> None:
    newer_program(path).save(ARTICLE_ID, [make_record(2)])
    before = path.read_bytes()

    store = older_program(path)
    for attempt in (lambda: store.records(ARTICLE_ID), lambda: store.save(ARTICLE_ID, [make_record(3)])):
        with pytest.raises(StoreError, match=r"newer newsmark \(schema 3, this one knows 1\)"):
            attempt()
    assert len(older) < len(before) == len(path.read_bytes())


def test_a_new_store_is_of_the_newest_schema(path: Path) -> None:
    newer_program(path).save(ARTICLE_ID, [make_record()])

    assert json.loads(path.read_bytes())["meta"]["1"]["schema"] == 3


def test_a_step_taken_twice_changes_nothing_more() -> None:
    tables = Tables(decoded={"meta": {"1": {"schema": 1, "generation": 1}}})
    once = migrated(tables, 1, STEPS)

    assert dict(migrated(once, 1, STEPS)) == dict(once)
    assert migrated(once, 3, STEPS) is once
    assert "remarks" not in tables


def test_the_steps_there_are_have_their_order() -> None:
    assert [step.schema for step in MIGRATIONS] == list(range(SCHEMA + 1, newest_schema(MIGRATIONS) + 1))
    assert len({step.name for step in MIGRATIONS}) == len(MIGRATIONS)
