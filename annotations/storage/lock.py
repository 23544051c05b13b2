"""The lock between processes that share a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from annotations.errors import StoreError
from annotations.storage.files import make_private_folder

_POLL_SECONDS = 0.005


def lock_of(store: Path) -> Path:
    """Return the lock file of a store."""
    return store.with_name(f"{store.name}.lock")


@contextmanager
def locked(path: Path, *, timeout: float) -> Iterator[None]:
    """Hold the lock file `path`, which the system frees when a process dies; wait for it `timeout` seconds at most.

    Of several processes that write without a pause none takes the lock twice while another waits: who waits holds a
    second lock, the turn, that everyone must have had to get the first.

    Raises:
        StoreError: another process holds it for longer.
        OSError: the lock file cannot be made.
    """
    make_private_folder(path.parent)
    deadline = monotonic() + timeout
    lock, turn = (FileLock(name, mode=0o600) for name in (path, path.with_name(f"{path.name}-turn")))
    try:
        turn.acquire(timeout=timeout, poll_interval=_POLL_SECONDS)
        try:
            lock.acquire(timeout=max(deadline - monotonic(), 0), poll_interval=_POLL_SECONDS)
        finally:
            turn.release()
    except Timeout as error:
        raise StoreError(
            f"Another newsmark process has held the lock {path} for over {timeout:g} seconds.",
            "End the process that hangs; the lock is freed with it.",
        ) from error
    try:
        yield
    finally:
        lock.release()
