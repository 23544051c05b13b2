"""Waiting for what cannot be interrupted, such as a resolver or a server that says nothing."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

_GLANCE = 0.05
"""Seconds between two looks at whether to stop."""

T = TypeVar("T")


def awaited(action: Callable[[], T], seconds: float, is_cancelled: Callable[[], bool]) -> T | None:
    """Return what an action gives, or raise what it raises; None where it was left behind, cancelled.

    It has a thread of its own, which dies with the process.

    Raises:
        TimeoutError: it took more than so many seconds.
    """
    results: list[T] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def act() -> None:
        try:
            results.append(action())
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()

    threading.Thread(target=act, name="newsmark-fetch", daemon=True).start()
    deadline = monotonic() + seconds
    while not done.wait(_GLANCE):
        if is_cancelled():
            return None
        if monotonic() > deadline:
            raise TimeoutError
    if errors:
        raise errors[0]
    return results[0]
