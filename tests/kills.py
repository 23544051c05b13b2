"""Kills processes while they write a store, and looks at what is left.

`python -m tests.kills FOLDER STORAGE moments NUMBER` kills at random moments, `python -m tests.kills FOLDER STORAGE
steps STRIDE` before every line of `annotations.storage` that a save runs through, or every STRIDE-th. Both print how
many kills there were and a line for each that did harm. STORAGE is `tinydb`, `ours` for records saved, `received` for
several articles merged in one write. The writers are forked from this process, which has everything
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
from typing import Any, NamedTuple

from tinydb import TinyDB

from annotations.models import ClaimContent
from annotations.records import changed
from annotations.storage.intake import Arrival
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import ARTICLE_ID, at, make_record

FEW_RECORDS = 3
"""Records, or articles, in the store whose writer is killed at a step: each of them makes more steps alike."""

STEPPED = 3
"""The revision whose save is the one that is cut short at every line."""

_LONGEST_NOTE = 3000
_LONGEST_WAIT = 0.04
"""Seconds between the first acknowledged write and the kill."""
_STORAGE_CODE = f"{os.sep}annotations{os.sep}storage{os.sep}"

Save = Callable[[int], None]
"""Saves a revision."""


class Subject(NamedTuple):
    """What is killed: how a store is made in which revision 1 is saved, saves, and is looked at."""

    prepare: Callable[[Path, int], None]
    save: Callable[[Path], Save]
    harm: Callable[[Path, int, int], str]
    """Returns what is wrong where so many records are there and a revision was said to be saved; or nothing."""
    records: int = 100
    """In the store whose writer is killed at a moment."""


def prepare_ours(path: Path, records: int) -> None:
    Store(path).save(ARTICLE_ID, [make_record(number) for number in range(1, records + 1)])


def ours(path: Path) -> Save:
    store = Store(path)

    def save(revision: int) -> None:
        record = next(record for record in store.records(ARTICLE_ID) if record.target == "c-1")
        store.save(ARTICLE_ID, [changed(record, content=_content(revision), deleted=False, at=at(1))])

    return save


def harm_to_ours(path: Path, records: int, said: int) -> str:
    if complaint := harm_to_tinydbs(path, records, said):
        return complaint
    store = Store(path)
    found = len(store.save(ARTICLE_ID, [make_record(records + 1)]).records)
    left = [name for name in path.parent.iterdir() if name.suffix == ".tmp"]
    is_sound = found == records + 1 and not store.notices and not left
    return "" if is_sound else f"not sound: {found} records, {store.notices}, {left}"


def prepare_tinydbs(path: Path, records: int) -> None:
    path.parent.mkdir(parents=True)
    with TinyDB(path, encoding="utf-8") as database:
        database.table(ARTICLE_ID).insert_multiple({"revision": 1, "note": "x" * 300} for _ in range(records))


def tinydbs(path: Path) -> Save:
    table = TinyDB(path, encoding="utf-8").table(ARTICLE_ID)

    def save(revision: int) -> None:
        table.update({"revision": revision, "note": _content(revision).note}, doc_ids=[1])

    return save


def harm_to_tinydbs(path: Path, records: int, said: int) -> str:
    try:
        with TinyDB(path, encoding="utf-8") as database:
            documents = database.table(ARTICLE_ID).all()
    except ValueError as error:
        return f"unreadable: {error}"
    newest = max((document["revision"] for document in documents), default=0)
    is_kept = len(documents) == records and newest in {said, said + 1}
    return "" if is_kept else f"lost: {len(documents)} documents, revision {newest}, said {said}"


def prepare_received(path: Path, records: int) -> None:
    Store(path).receive(_arrivals(1, records))


def received(path: Path) -> Save:
    store = Store(path)

    def save(revision: int) -> None:
        store.receive(_arrivals(revision, FEW_RECORDS))

    return save


def harm_to_received(path: Path, records: int, said: int) -> str:
    """Look for a revision that is there by half: each has a new record of every article, and an article of its own."""
    store = Store(path)
    articles = store.articles()
    found = sorted(len(store.records(article.id)) for article in articles)
    lacking = [article.id for article in articles if not store.snapshot(article.id, article.version).text]
    wholes = [[*[1] * revision, *[revision] * records] for revision in (said, said + 1)]
    is_sound = found in wholes and not (lacking or store.notices)
    return "" if is_sound else f"not sound: {found} records, {store.notices}, {lacking}, said {said}"


def _arrivals(revision: int, count: int) -> Iterator[Arrival]:
    record = make_record(revision)
    for name in (f"revision {revision}", *map(str, range(count))):
        yield Arrival(lambda _: [record], make_article(f"This is {name}."))


STORAGES = {
    "ours": Subject(prepare_ours, ours, harm_to_ours),
    "received": Subject(prepare_received, received, harm_to_received, FEW_RECORDS),
    "tinydb": Subject(prepare_tinydbs, tinydbs, harm_to_tinydbs),
}


def main(folder: str, storage: str, kind: str, number: str) -> None:
    """Kill, look, and tell."""
    path, subject = Path(folder) / "annotations.json", STORAGES[storage]
    kills = at_moments(path, subject, int(number)) if kind == "moments" else at_steps(path, subject, int(number))
    harms = list(kills)
    sys.stdout.writelines(f"{line}\n" for line in (f"{len(harms)} kills", *filter(None, harms)))


def at_moments(path: Path, subject: Subject, number: int) -> Iterator[str]:
    """Kill so many writers, each at a random moment; yield the harm done by each, nothing where there was none."""
    moments = random.Random(20260101)
    for _ in range(number):
        prepare(path, subject, subject.records)
        said = _run(subject.save(path), wait=moments.uniform(0, _LONGEST_WAIT))
        yield subject.harm(path, subject.records, said)


def at_steps(path: Path, subject: Subject, stride: int) -> Iterator[str]:
    """Kill a writer before each `stride`-th line that one of its saves runs through, until one is no longer reached."""
    for line in count(1, stride):
        prepare(path, subject, FEW_RECORDS)
        said = _run(_until(subject.save(path), line), wait=None)
        yield subject.harm(path, FEW_RECORDS, said)
        if said == STEPPED:
            return


def prepare(path: Path, subject: Subject, records: int) -> None:
    """Make a store anew in which revision 1 is saved."""
    shutil.rmtree(path.parent, ignore_errors=True)
    subject.prepare(path, records)


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
