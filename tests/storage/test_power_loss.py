"""Loss of power at any moment: what was said to be saved is there, and the file can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from annotations.models import Record
from annotations.storage.store import Store
from tests.power import Disk, Files, Operation, Recorder
from tests.stored import ARTICLE_ID, make_record

RECORDS = tuple(make_record(number) for number in range(1, 4))


@pytest.fixture
def recorder(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """What three saves asked of the system; after each "saved" is said."""
    store.save(ARTICLE_ID, [make_record(0)])
    recorder = Recorder(path.parent)
    with recorder.recording(monkeypatch):
        for record in RECORDS:
            store.save(ARTICLE_ID, [record])
            recorder.say("saved")
    return recorder


def before(path: Path) -> Files:
    other = Store(path)
    other.save(ARTICLE_ID, [make_record(0)])
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_a_save_is_on_the_disk_before_it_is_said(recorder: Recorder, path: Path) -> None:
    said = [place for place, step in enumerate(recorder.operations) if step.kind == "say"]
    first = recorder.operations[: said[0]]
    kinds = [step.kind for step in first]
    (replaced,) = (place for place, step in enumerate(first) if step.other == path.name and step.kind == "replace")

    assert len(said) == len(RECORDS)
    temporary = first[replaced].name
    assert temporary.endswith(".tmp")
    assert [step.kind for step in first if step.name == temporary] == ["create", "write", "write", "sync", "replace"]
    assert "sync folder" in kinds[replaced:]
    assert not [step for step in recorder.operations if step.kind == "write" and step.name == path.name]


def test_every_state_after_a_loss_of_power_has_what_was_saved(recorder: Recorder, tmp_path: Path) -> None:
    start = before(tmp_path / "copy" / "annotations.json")
    disk, saved, seen = Disk(start), 0, 0
    folder = tmp_path / "found"
    for step in (Operation("say"), *recorder.operations):
        disk.do(step)
        saved += step == Operation("say", "saved")
        for state in distinct(disk.after_power_loss()):
            seen += 1
            assert_saved(state, folder, (make_record(0), *RECORDS[:saved]), may_have=RECORDS[: saved + 1])

    assert seen > 100
    assert saved == len(RECORDS)


def distinct(states: Iterator[Files]) -> list[Files]:
    return list({frozenset(state.items()): state for state in states}.values())


def assert_saved(state: Files, folder: Path, must_have: tuple[Record, ...], *, may_have: tuple[Record, ...]) -> None:
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        left.unlink()
    for name, data in state.items():
        (folder / name).write_bytes(data)
    path = folder / "annotations.json"
    with TinyDB(path, encoding="utf-8") as database:
        assert len(database.table(ARTICLE_ID)) in {len(must_have), len(must_have) + 1}
    store = Store(path)
    assert store.library() == ()
    assert store.records(ARTICLE_ID) in (must_have, (make_record(0), *may_have))
    assert store.notices == ()


def test_the_disk_knows_a_write_that_was_not_synced() -> None:
    disk = Disk({"a": b"old"})
    steps = (Operation("create", "t"), Operation("write", "t", data=b"new!"), Operation("replace", "t", "a"))
    for step in steps:
        disk.do(step)
    found = distinct(disk.after_power_loss())

    assert {state["a"] for state in found} == {b"old", b"", b"ne", b"\0\0\0\0", b"new!"}
    disk.do(Operation("sync", "a"))
    assert {state["a"] for state in disk.after_power_loss()} == {b"old", b"new!"}
    disk.do(Operation("sync folder", "."))
    assert distinct(disk.after_power_loss()) == [{"a": b"new!"}]


@pytest.mark.parametrize("skipped", ["sync", "sync folder"])
def test_the_states_would_show_a_missing_sync(recorder: Recorder, tmp_path: Path, skipped: str) -> None:
    disk = Disk(before(tmp_path / "copy" / "annotations.json"))
    for step in recorder.operations:
        if step.kind != skipped:
            disk.do(step)
    records = (make_record(0), *RECORDS)

    def check() -> None:
        for state in distinct(disk.after_power_loss()):
            assert_saved(state, tmp_path / "found", records, may_have=RECORDS)

    with pytest.raises((AssertionError, ValueError)):
        check()
