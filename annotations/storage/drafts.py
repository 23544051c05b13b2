"""The files of drafts: one for each open editor, written while it is typed in, left behind only by a killed program."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

from filelock import FileLock, Timeout
from msgspec import MsgspecError, json

from annotations.drafts import Draft
from annotations.storage.files import make_private_folder, write_file

_SUFFIX, _LOCK = ".draft", ".lock"


class Drafts:
    """The drafts of one running program, in a folder beside the store.

    A lock that the system frees with the program tells drafts that are still being typed from those left behind.
    Calls may come from any thread. They raise nothing: a draft is a second chance, never a reason to stop typing.
    """

    def __init__(self, store: Path) -> None:
        self._folder = store.with_name(f"{store.stem}.drafts")
        self._session = uuid4().hex
        self._mutex = Lock()
        self._lock: FileLock | None = None
        self._closed: set[str] = set()

    def put(self, key: str, draft: Draft) -> None:
        """Keep a draft (0600) in the place of the one with this key; ignored once that was dropped."""
        with self._mutex, suppress(OSError, Timeout):
            if key not in self._closed:
                self._claim()
                write_file(self._path(key), [[json.encode(draft)]])

    def drop(self, keys: Iterable[str]) -> None:
        """Remove drafts for good."""
        with self._mutex:
            for key in keys:
                self._closed.add(key)
                with suppress(OSError):
                    self._path(key).unlink(missing_ok=True)

    def left(self, article_id: str) -> Mapping[str, Draft]:
        """Return, by new keys, what programs that ended have left of an article; it belongs to this one from now on."""
        found: dict[str, Draft] = {}
        with self._mutex, suppress(OSError, Timeout):
            for session in sorted(self._sessions() - {self._session}):
                with suppress(Timeout):
                    lock = FileLock(self._folder / f"{session}{_LOCK}", timeout=0, mode=0o600)
                    with lock:
                        found |= self._taken(session, article_id)
                        if session not in self._sessions():
                            Path(lock.lock_file).unlink(missing_ok=True)
        return found

    def close(self, *, is_saved: bool) -> None:
        """End; where everything is saved in the store, no draft is needed any more."""
        with self._mutex, suppress(OSError):
            if self._lock is None:
                return
            if is_saved:
                for path in self._folder.glob(f"{self._session}.*{_SUFFIX}"):
                    path.unlink(missing_ok=True)
            if self._session not in self._sessions():
                Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()
            self._lock = None

    def _claim(self) -> None:
        if self._lock is None:
            make_private_folder(self._folder)
            lock = FileLock(self._folder / f"{self._session}{_LOCK}", timeout=0, mode=0o600)
            lock.acquire()
            self._lock = lock

    def _taken(self, session: str, article_id: str) -> dict[str, Draft]:
        """Take over what another program left of an article; what cannot be read stays where it is."""
        taken: dict[str, Draft] = {}
        for path in sorted(self._folder.glob(f"{session}.*{_SUFFIX}")):
            with suppress(MsgspecError):
                draft = json.decode(path.read_bytes(), type=Draft)
                if draft.article == article_id:
                    key = uuid4().hex
                    self._claim()
                    path.replace(self._path(key))
                    taken[key] = draft
        return taken

    def _sessions(self) -> set[str]:
        if not self._folder.is_dir():
            return set()
        return {path.name.partition(".")[0] for path in self._folder.glob(f"*{_SUFFIX}")}

    def _path(self, key: str) -> Path:
        return self._folder / f"{self._session}.{key}{_SUFFIX}"
