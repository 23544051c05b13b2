"""Faults with real processes: several writers, kills, full disks, a hanging owner of the lock."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from annotations.errors import StoreError
from annotations.models import ClaimContent, Record
from annotations.records import current_state
from annotations.storage import files
from annotations.storage.store import Store
from tests.stored import ARTICLE_ID, make_record, noted, running

WRITERS = 8
TAGS = 5
KILLS = 40
STRIDE = 3

TAGGER = """
import sys
from pathlib import Path
import msgspec
from annotations.models import Record
from annotations.storage.store import Store

own, shared = msgspec.json.decode(sys.argv[2], type=tuple[tuple[Record, ...], Record])
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for record in own:
    store.save("a-0123456789abcdef", [record])
store.save("a-0123456789abcdef", [shared])
"""

LIMITED = """
import resource, sys
from pathlib import Path
import msgspec
from annotations.errors import StoreError
from annotations.models import Record
from annotations.storage.store import Store

path = Path(sys.argv[1])
small, big = msgspec.json.decode(sys.argv[2], type=tuple[Record, Record])
store = Store(path)
store.save("a-0123456789abcdef", [small])
before = path.read_bytes()
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
try:
    store.save("a-0123456789abcdef", [big])
except StoreError as error:
    print(error.message, error.hint)
assert path.read_bytes() == before
assert store.records("a-0123456789abcdef") == (small,)
assert not [left for left in path.parent.iterdir() if left.suffix == ".tmp"]
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
store.save("a-0123456789abcdef", [big])
assert Store(path).records("a-0123456789abcdef") == (small, big)
"""


FULL = """
import sys
from pathlib import Path
import msgspec
from annotations.errors import StoreError
from annotations.models import Record
from annotations.storage.store import Store

path = Path(sys.argv[1])
small, big = msgspec.json.decode(sys.argv[2], type=tuple[Record, Record])
store = Store(path)
store.save("a-0123456789abcdef", [small])
before = path.read_bytes()
filler = path.with_name("filler")
filler.write_bytes(bytes(32_000))
try:
    store.save("a-0123456789abcdef", [big])
except StoreError as error:
    print(error.message, error.hint)
assert path.read_bytes() == before
assert store.records("a-0123456789abcdef") == Store(path).records("a-0123456789abcdef") == (small,)
filler.unlink()
store.save("a-0123456789abcdef", [big])
assert Store(path).records("a-0123456789abcdef") == (small, big)
"""

FORBIDDEN = """
import os, sys
from pathlib import Path
import msgspec
from annotations.errors import StoreError
from annotations.models import Record
from annotations.storage.store import Store

path = Path(sys.argv[1])
first, second = msgspec.json.decode(sys.argv[2], type=tuple[Record, Record])
modes = msgspec.json.decode(sys.argv[3])
if os.getuid() == 0:
    os.chown(path.parent, 65534, 65534)
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
store = Store(path)
store.save("a-0123456789abcdef", [first])
before = path.read_bytes()
places = {path.parent if name == "folder" else path.with_name(name): mode for name, mode in modes.items()}
usual = {place: place.stat().st_mode & 0o777 for place in places}
for place, mode in places.items():
    place.chmod(mode)
for known in (store, Store(path)):
    try:
        known.save("a-0123456789abcdef", [second])
    except StoreError as error:
        print(error.message, error.hint)
    else:
        sys.exit("saved")
for place, mode in usual.items():
    place.chmod(mode)
assert path.read_bytes() == before
assert store.records("a-0123456789abcdef") == (first,)
assert store.save("a-0123456789abcdef", [second]).records == (first, second)
assert Store(path).records("a-0123456789abcdef") == (first, second)
"""


def encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()


def test_eight_programs_at_once_lose_nothing(path: Path) -> None:
    shared = [noted(make_record(0), f"from {number}", number) for number in range(WRITERS)]
    numbers = itertools.count(1)
    own = [[make_record(next(numbers)) for _ in range(TAGS)] for _ in range(WRITERS)]
    with ExitStack() as stack:
        work = [encoded(mine) for mine in zip(own, shared, strict=True)]
        programs = [stack.enter_context(running(TAGGER, str(path), mine)) for mine in work]
        assert [next(iter(program.stdout or ())) for program in programs] == ["ready\n"] * WRITERS
        for program in programs:
            print("go", file=program.stdin, flush=True)
        assert [program.communicate(timeout=60)[1] for program in programs] == [""] * WRITERS

    stored = {record.id: record for record in Store(path).records(ARTICLE_ID)}
    everyone = stored.pop(make_record(0).id)
    assert stored == {record.id: record for records in own for record in records}
    assert everyone.content == shared[-1].content
    assert {*everyone.past, current_state(everyone)} >= {current_state(record) for record in shared}
    assert Store(path).generation() == WRITERS * (TAGS + 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forked")
@pytest.mark.parametrize(
    ("storage", "kind", "number", "least"),
    [
        ("ours", "moments", KILLS, KILLS),
        ("ours", "steps", STRIDE, 20),
        ("received", "moments", KILLS, KILLS),
        ("received", "steps", 5 * STRIDE, 20),
    ],
)
def test_a_kill_loses_nothing_that_was_said_to_be_saved(
    path: Path, storage: str, kind: str, number: int, least: int
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(path.parent), storage, kind, str(number)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
        check=True,
    )

    kills, *harms = result.stdout.splitlines()
    assert harms == []
    assert int(kills.split()[0]) >= least


def test_a_full_disk_is_explained_and_nothing_is_lost(path: Path) -> None:
    pytest.importorskip("resource")
    with running(LIMITED, str(path), encoded((make_record(), noted(make_record(2), "x" * 5000)))) as program:
        output, errors = program.communicate(timeout=60)

    assert (program.returncode, errors) == (0, "")
    assert "cannot be written: File too large. Free some space" in output


def test_a_small_disk_that_is_full_is_explained_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    script = 'mount -t tmpfs -o size=64k tmpfs "$1" && exec "$2" -c "$3" "$1/annotations.json" "$4"'
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    records = encoded((make_record(), noted(make_record(2), "x" * 40_000)))
    command = ["unshare", "--mount", "sh", "-c", script, "sh", str(folder), sys.executable, FULL, records]

    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert (result.returncode, result.stderr) == (0, "")
    assert "cannot be written: No space left on device. Free some space" in result.stdout


@pytest.mark.parametrize("mode", [{"folder": 0o500}, {"annotations.json": 0o000}, {"annotations.json.lock": 0o400}])
def test_a_missing_permission_is_explained_and_nothing_is_lost(mode: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as outside:
        Path(outside).chmod(0o755)
        folder = Path(outside) / "folder"
        folder.mkdir()
        arguments = [str(folder / "annotations.json"), encoded((make_record(), make_record(2))), encoded(mode)]
        with running(FORBIDDEN, *arguments) as program:
            output, errors = program.communicate(timeout=60)

    assert (program.returncode, errors) == (0, "")
    assert "Permission denied. Make the file and its folder writable for you" in output


def test_a_clock_set_back_changes_nothing_but_the_dates(path: Path) -> None:
    days = ["2026-01-05", "2026-01-06", "2026-01-02", "1970-01-01"]
    for number, day in enumerate(days, 1):
        store = Store(path, now=f"{day}T10:00:00.000Z".format)
        assert len(store.save(ARTICLE_ID, [make_record(number)]).records) == number
        os.utime(path, (0, 0))

    assert len(Store(path).records(ARTICLE_ID)) == len(days)
    assert store.notices == Store(path).notices == ()


@pytest.mark.parametrize(
    ("number", "hint"), [(28, "Free some space"), (30, "writable"), (13, "writable"), (5, "--store")]
)
def test_what_the_system_refuses_is_explained_and_works_again_later(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    store.save(ARTICLE_ID, [make_record()])
    before = path.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        with pytest.raises(StoreError, match="cannot be written: refused") as caught:
            store.save(ARTICLE_ID, [noted(make_record(), "x"), make_record(2)])
    assert hint in caught.value.hint

    assert path.read_bytes() == before
    assert store.records(ARTICLE_ID) == (make_record(),)
    assert store.save(ARTICLE_ID, [make_record(2)]).records == (make_record(), make_record(2))


def test_a_write_that_failed_after_it_was_done_is_read_again(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(ARTICLE_ID, [make_record()])

    def refuse(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files, "sync_folder", refuse)
        with pytest.raises(StoreError, match="Input/output error"):
            store.save(ARTICLE_ID, [make_record(2)])

    assert store.records(ARTICLE_ID) == Store(path).records(ARTICLE_ID) == (make_record(), make_record(2))


def test_a_lock_that_is_not_freed_is_named(path: Path) -> None:
    store = Store(path, lock_timeout=0.05)
    store.save(ARTICLE_ID, [make_record()])
    lock = path.with_name("annotations.json.lock")

    with FileLock(lock, thread_local=False):
        errors: list[StoreError] = []
        waiting = threading.Thread(target=lambda: errors.append(_refusal(store)))
        waiting.start()
        waiting.join()
        assert store.records(ARTICLE_ID) == (make_record(),), "reading needs no lock"

    assert str(lock) in errors[0].message
    store.save(ARTICLE_ID, [make_record(2)])


def _refusal(store: Store) -> StoreError:
    with pytest.raises(StoreError) as caught:
        store.save(ARTICLE_ID, [make_record(2)])
    return caught.value


def test_what_killed_programs_left_is_removed_and_nothing_else(store: Store, path: Path) -> None:
    path.parent.mkdir()
    keep = [path.with_name(name) for name in (".annotations.jsonx.tmp", "annotations.json.tmp", ".other.json.1.tmp")]
    gone = path.with_name(".annotations.json.k1ll3d.tmp")
    for left in (*keep, gone):
        left.touch()

    store.save(ARTICLE_ID, [make_record()])

    assert not gone.exists()
    assert all(left.exists() for left in keep)


def test_threads_share_a_store(store: Store, path: Path) -> None:
    records = [make_record(number) for number in range(1, 25)]

    def save(mine: list[Record]) -> None:
        for record in mine:
            store.save(ARTICLE_ID, [record])
            store.articles()

    threads = [threading.Thread(target=save, args=(records[number::4],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {record.id for record in Store(path).records(ARTICLE_ID)} == {record.id for record in records}


def test_the_backup_is_the_file_before_the_last_write(store: Store, path: Path) -> None:
    store.save(ARTICLE_ID, [make_record()])
    before = path.read_bytes()
    store.save(ARTICLE_ID, [noted(make_record(), "x")])

    assert path.with_name("annotations.json.bak").read_bytes() == before
    assert json.loads(path.read_bytes())[ARTICLE_ID]["1"]["content"] == {
        "kind": "claim",
        "verdict": "verified",
        "note": "x",
        "tags": [],
        "evidence": [],
        "same_as": [],
        "is_removed": False,
    }
    assert store.records(ARTICLE_ID)[0].content == ClaimContent(verdict="verified", note="x")


def test_the_backup_is_a_copy_where_there_are_no_links(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    store.save(ARTICLE_ID, [make_record()])
    before = path.read_bytes()
    store.save(ARTICLE_ID, [make_record(2)])

    assert path.with_name("annotations.json.bak").read_bytes() == before
