"""How a source is read: what is allowed for it, who hears of it, and who can stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Literal

from annotations.clock import utc_now
from annotations.errors import SourceError

ReadAs = Literal["text", "markdown", "html"]
"""What a source can be taken for, whatever it seems to be."""


class FetchError(SourceError):
    """What an address holds could not be had this time; a version read before is not the worse for it."""


class ReadingCancelled(SourceError):
    """The reader asked to stop; nothing is wrong with the source."""


def _ignore(*_: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """What whoever reads a source can decide. The callbacks are called in the thread that reads."""

    allow_private: bool = False
    """Fetch from addresses that the internet does not reach: this machine and the local network."""
    kind: ReadAs | None = None
    """What the source is; None where its bytes, name and declared type tell."""
    progress: Callable[[int, int | None], object] = _ignore
    """Is told the bytes fetched so far, and how many there will be where the server says so."""
    notice: Callable[[str, str], object] = _ignore
    """Is told what the reader should know of an article that could be read, and what to do about it."""
    tell_language: bool = True
    """Give notice of a text that is not English; not needed where the text is shown with its language."""
    cancel: Event | None = None
    """Ends the reading soon after it is set: with ReadingCancelled."""
    now: Callable[[], str] = utc_now
    """Gives the time at which something was fetched."""

    def is_cancelled(self) -> bool:
        """Tell whether the reader asked to stop."""
        return self.cancel is not None and self.cancel.is_set()
