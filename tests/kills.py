"""Kills processes while they write a store, and looks at what is left.

`python -m tests.kills FOLDER STORAGE moments NUMBER` kills at random moments, `python -m tests.kills FOLDER ours steps
STRIDE` before every line of `annotations.storage` that a save runs through, or every STRIDE-th. Both print how many
kills there were and a line for each that did harm. The writers are forked from this process, which has everything
imported and no other thread.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from tinydb import TinyDB

from annotations.models import ClaimContent
from annotations.records import changed
from annotations.storage.store import Store
from tests.stored import ARTICLE_ID, at, make_record

RECORDS = 100
"""Records in the store whose writer is killed at a moment."""

FEW_RECORDS = 3
"""Records in the store whose writer is killed at a step: each of them makes more steps alike."""

STEPPED = 3
"""The revision whose save is the one that is cut short at every line."""

_LONGEST_NOTE = 3000
_LONGEST_WAIT = 0.04
"""Seconds between the first acknowledged write and the kill."""
_STORAGE_CODE = f"{os.sep}annotations{os.sep}storage{os.sep}"

Save = Callable[[int], None]


def ours(path: Path) -> Save:
    """Return how our store saves a revision."""
    store = Store(path)

    def save(revision: int) -> None:
        record = next(record for record in store.records(ARTICLE_ID) if record.target == "c-1")
        store.save(ARTICLE_ID, [changed(record, content=_content(revision), deleted=False, at=at(1))])

    return save


def tinydbs(path: Path) -> Save:
    """Return how TinyDB's default storage saves a revision."""
    table = TinyDB(path, encoding="utf-8").table(ARTICLE_ID)

    def save(revision: int) -> None:
        table.update({"revision": revision, "note": _content(revision).note}, doc_ids=[1])

    return save


STORAGES = {"ours": ours, "tinydb": tinydbs}


def main(folder: str, storage: str, kind: str, number: str) -> None:
    """Kill, look, and tell."""
    path = Path(folder) / "annotations.json"
    kills = at_moments(path, storage, int(number)) if kind == "moments" else at_steps(path, int(number))
    harms = list(kills)
    sys.stdout.writelines(f"{line}\n" for line in (f"{len(harms)} kills", *filter(None, harms)))


def at_moments(path: Path, storage: str, number: int) -> Iterator[str]:
    """Kill so many writers, each at a random moment; yield the harm done by each, nothing where there was none."""
    moments = random.Random(20260101)
    for _ in range(number):
        prepare(path, storage, RECORDS)
        said = _run(STORAGES[storage](path), wait=moments.uniform(0, _LONGEST_WAIT))
        yield harm(path, storage, RECORDS, said)


def at_steps(path: Path, stride: int) -> Iterator[str]:
    """Kill a writer before each `stride`-th line that one of its saves runs through, until one is no longer reached."""
    for line in count(1, stride):
        prepare(path, "ours", FEW_RECORDS)
        said = _run(_until(ours(path), line), wait=None)
        yield harm(path, "ours", FEW_RECORDS, said)
        if said == STEPPED:
            return


def prepare(path: Path, storage: str, records: int) -> None:
    """Make a store in which revision 1 is saved."""
    shutil.rmtree(path.parent, ignore_errors=True)
    if storage == "ours":
        Store(path).save(ARTICLE_ID, [make_record(number) for number in range(1, records + 1)])
    else:
        path.parent.mkdir(parents=True)
        with TinyDB(path, encoding="utf-8") as database:
            database.table(ARTICLE_ID).insert_multiple({"revision": 1, "note": "x" * 300} for _ in range(records))


def harm(path: Path, storage: str, records: int, said: int) -> str:
    """Return what is wrong with a store in which revision `said` was said to be saved; nothing where it is sound."""
    try:
        with TinyDB(path, encoding="utf-8") as database:
            documents = database.table(ARTICLE_ID).all()
    except ValueError as error:
        return f"unreadable: {error}"
    newest = max((document["revision"] for document in documents), default=0)
    if len(documents) != records or newest not in {said, said + 1}:
        return f"lost: {len(documents)} documents, revision {newest}, said {said}"
    if storage == "ours":
        store = Store(path)
        found = len(store.save(ARTICLE_ID, [make_record(records + 1)]).records)
        left = [name for name in path.parent.iterdir() if name.suffix == ".tmp"]
        if found != records + 1 or store.notices or left:
            return f"not sound: {found} records, {store.notices}, {left}"
    return ""


def _run(save: Save, wait: float | None) -> int:
    """Have a forked process save revision after revision; return the last that it said it had saved.

    It is killed `wait` seconds after it said so first; it kills itself where that is None.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        for revision in count(2):
            save(revision)
            os.write(writer, b".")
    os.close(writer)
    said = os.read(reader, 1)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    while more := os.read(reader, 4096):
        said += more
    os.close(reader)
    os.waitpid(child, 0)
    return 1 + len(said)


def _until(save: Save, line: int) -> Save:
    """Return a save that kills its process before this line of the storage, or after a save that does not reach it."""

    def save_until(revision: int) -> None:
        if revision > STEPPED:
            os.kill(os.getpid(), signal.SIGKILL)
        if revision == STEPPED:
            sys.settrace(_killer(line))
        save(revision)

    return save_until


def _killer(line: int) -> Callable[[FrameType, str, Any], Any]:
    lines = count(1)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if _STORAGE_CODE not in frame.f_code.co_filename:
            return None
        if event == "line" and next(lines) == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def _content(revision: int) -> ClaimContent:
    return ClaimContent(note="x" * random.Random(revision).randrange(_LONGEST_NOTE))


if __name__ == "__main__":
    main(*sys.argv[1:])
