"""The line under the text: what is under the reader's eyes, and how the work stands."""

from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

from textual.reactive import reactive

from tui.widgets.cells import cut, width_of
from tui.widgets.line import Line, Stretch

_GAP = 2


class Reading(NamedTuple):
    """What the reader is at."""

    description: str
    """What is under the cursor; cut where there is no room."""
    place: str
    """Claim i of n, percent read."""
    pending: str
    """A count being typed."""


class StatusLine(Line):
    """Left what the current mark is, right where the reader is and how analysis and saving stand.

    What the reader is at is asked for when the line is drawn; `refresh` says that it has changed.
    """

    progress: reactive[str] = reactive("")
    """The pipeline, or that it is at work."""
    saving: reactive[str] = reactive("")
    """Whether the reader's work is on the disk."""
    alarm: reactive[bool] = reactive(False)
    """Whether saving failed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--description", "status--place", "status--dim", "status--alarm"}

    def __init__(self, reading: Callable[[], Reading]) -> None:
        super().__init__()
        self._reading = reading
        self._said: Reading | None = None

    @property
    def description(self) -> str:
        """What is under the cursor."""
        return self._reading().description

    def catch_up(self) -> None:
        """Draw the line anew if the reader is at something else than it says."""
        if self._reading() != self._said:
            self.refresh()

    def stretches(self, width: int) -> Iterator[Stretch]:
        """Yield the line's parts, as many as there is room for."""
        reading = self._said = self._reading()
        place, saving = (reading.place, "status--place"), (self.saving, "status--dim")
        if self.alarm:
            place, saving = (self.saving, "status--alarm"), place
        parts = [(reading.pending, "status--description"), place, saving, (self.progress, "status--dim")]
        room = max(width * 3 // 5, width - width_of(reading.description))
        while parts and sum(width_of(text) + _GAP for text, _ in parts if text) > room:
            parts.pop()
        right = [(text, name) for text, name in parts if text]
        taken = sum(width_of(text) + _GAP for text, _ in right)
        left = cut(reading.description, max(width - taken, 0))
        yield left, "status--description"
        yield " " * max(width - taken - width_of(left), 0), ""
        for text, name in right:
            yield " " * _GAP, ""
            yield text, name
