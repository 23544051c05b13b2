"""The storage class under TinyDB, by itself and beside TinyDB's own."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage

from annotations.storage import files
from annotations.storage.atomic import AtomicStorage
from annotations.storage.tables import DamagedFileError, Tables

Opener = Callable[[Path], TinyDB]


def opened_by_ours(path: Path) -> TinyDB:
    return TinyDB(path, storage=AtomicStorage)


def opened_by_tinydb(path: Path) -> TinyDB:
    return TinyDB(path, storage=JSONStorage, encoding="utf-8")


@pytest.fixture(params=[opened_by_ours, opened_by_tinydb])
def opener(request: pytest.FixtureRequest) -> Opener:
    chosen: Opener = request.param
    return chosen


def test_tinydb_works_on_it_as_on_its_own(tmp_path: Path, opener: Opener) -> None:
    with opener(tmp_path / "db.json") as database:
        table = database.table("words")
        number = table.insert({"word": "naïve", "tags": ["a"]})
        table.insert_multiple([{"word": "“so”"}, {"word": "😀"}])
        table.update({"seen": True}, doc_ids=[number])
        table.remove(where("word") == "“so”")
        found = table.get(doc_id=number)

    assert found == {"word": "naïve", "tags": ["a"], "seen": True}
    with opener(tmp_path / "db.json") as again:
        assert [document["word"] for document in again.table("words")] == ["naïve", "😀"]
        again.drop_tables()
    with opener(tmp_path / "db.json") as last:
        assert last.tables() == set()


@pytest.mark.parametrize(("writer", "reader"), [(opened_by_ours, opened_by_tinydb), (opened_by_tinydb, opened_by_ours)])
def test_each_reads_what_the_other_wrote(tmp_path: Path, writer: Opener, reader: Opener) -> None:
    with writer(tmp_path / "db.json") as database:
        database.table("words").insert({"word": "naïve", "none": None, "number": 1.5})
    with reader(tmp_path / "db.json") as database:
        assert database.table("words").all() == [{"word": "naïve", "none": None, "number": 1.5}]


def test_a_transaction_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[Path] = []
    replace = Path.replace

    def recorded_replace(source: Path, target: Path) -> Path:
        replaced.append(target)
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", recorded_replace)
    storage = AtomicStorage(tmp_path / "db.json")
    with storage.transaction():
        database = TinyDB(storage=lambda: storage)
        database.table("one").insert({"a": 1})
        database.table("two").insert({"b": 2})
        assert database.table("one").all() == [{"a": 1}], "a transaction sees its own changes"
        assert replaced == []

    assert replaced == [tmp_path / "db.json"]
    assert json.loads((tmp_path / "db.json").read_bytes()) == {"one": {"1": {"a": 1}}, "two": {"1": {"b": 2}}}


def test_a_transaction_that_fails_changes_nothing_even_in_documents_changed_in_place(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    database = TinyDB(storage=lambda: storage)
    database.table("one").insert({"a": 1})
    before = (tmp_path / "db.json").read_bytes()

    def fail() -> None:
        with storage.transaction():
            database.table("one").update({"a": 2})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert (tmp_path / "db.json").read_bytes() == before
    assert database.table("one").all() == [{"a": 1}]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_file_and_memory_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    database = TinyDB(storage=lambda: storage)
    database.table("one").insert({"a": 1})
    before = (tmp_path / "db.json").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, refuse)
        with pytest.raises(OSError, match="No space"):
            database.table("one").update({"a": 2})

    assert (tmp_path / "db.json").read_bytes() == before
    assert database.table("one").all() == [{"a": 1}]
    assert [name.name for name in tmp_path.iterdir() if name.suffix == ".tmp"] == []
    database.table("one").update({"a": 3})
    assert database.table("one").all() == [{"a": 3}]


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = files._sync, Path.replace

    def recorded_sync(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        sync(descriptor)

    def recorded_replace(source: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(source, target)

    monkeypatch.setattr(files, "_sync", recorded_sync)
    monkeypatch.setattr(Path, "replace", recorded_replace)
    files.write_file(tmp_path / "a.json", [[b"{}"]])

    assert steps == ["sync file", "replace", "sync folder"]


def test_only_tables_that_are_used_are_decoded() -> None:
    tables = Tables.from_json(b'{"one":{"1":{}},"two":"no table"}')

    assert "two" in tables
    assert "three" not in tables
    assert (tables["one"], list(tables), len(tables)) == ({"1": {}}, ["one", "two"], 2)
    assert tables.to_json() == b'{"one":{"1":{}},"two":"no table"}'
    with pytest.raises(DamagedFileError, match="two"):
        tables["two"]


def test_only_tables_that_changed_are_encoded_again() -> None:
    tables = Tables.from_json(b'{"one":{"1":{"a" : 1}},"two":{"1":{"b" : 2}}}')
    assert tables["two"] == {"1": {"b": 2}}

    tables["one"] = {"1": {"a": 3}}

    assert tables.to_json() == b'{"one":{"1":{"a":3}},"two":{"1":{"b" : 2}}}'


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
        st.dictionaries(st.integers(1, 9).map(str), st.dictionaries(st.sampled_from("ab"), st.text('é😀"\\\n'))),
        max_size=3,
    )
)
def test_tables_come_back_from_json(data: dict[str, dict[str, dict[str, Any]]]) -> None:
    written = Tables(decoded=data).to_json()

    assert json.loads(written) == data
    assert dict(Tables.from_json(written)) == data


@given(st.data())
def test_damage_is_noticed_or_leaves_json_that_everyone_reads_alike(data: st.DataObject) -> None:
    whole = '{"meta":{"1":{"generation":3}},"a":{"1":{"s":"é’ \\n","n":[1.5e3,null,true]}}}'.encode()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(whole)))]

    try:
        decoded = dict(Tables.from_json(bytes(damaged)))
    except DamagedFileError:
        return
    assert decoded == json.loads(damaged)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'{"a":{}', b'{"a":{}}x', b"\xff{}", b'{"a":' + b"[" * 100_000])
def test_what_is_no_database_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFileError):
        Tables.from_json(data)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a file"):
        AtomicStorage(tmp_path).refresh()


def test_another_file_with_the_same_inode_size_and_time_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(b'{"meta":{"1":{"generation":1}}}')
    storage = AtomicStorage(path)
    storage.refresh()
    status = path.stat()

    path.write_bytes(b'{"meta":{"1":{"generation":2}}}')
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    storage.refresh()

    assert storage.tables["meta"]["1"]["generation"] == 2


def test_a_file_is_read_again_only_if_it_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(b'{"one":{}}')
    reads: list[bytes] = []
    from_json = Tables.from_json

    def recorded(data: bytes) -> Tables:
        reads.append(data)
        return from_json(data)

    monkeypatch.setattr(Tables, "from_json", recorded)
    storage = AtomicStorage(path)
    storage.refresh()
    storage.refresh()
    assert len(reads) == 1

    storage.commit(Tables(decoded={"two": {}}))
    storage.refresh()
    assert len(reads) == 1, "what it wrote itself it knows"

    path.write_bytes(b'{"three":{}}')
    storage.refresh()
    assert reads[1:] == [b'{"three":{}}']
