"""Text being marked from the keyboard. Pure."""

from dataclasses import dataclass, replace

from tui.motions import Unit, moved, trimmed


@dataclass(frozen=True)
class Selection:
    """A stretch of text between an end that stands and one that moves; both are offsets between characters."""

    anchor: int
    caret: int

    @property
    def span(self) -> tuple[int, int]:
        """The stretch as half-open offsets."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def words(self, text: str) -> tuple[int, int]:
        """Return the stretch without white space at its ends."""
        return trimmed(text, *self.span)

    def extended(self, text: str, unit: Unit, direction: int, count: int = 1) -> "Selection":
        """Return the selection after moving the caret."""
        caret = self.caret
        for _ in range(count):
            caret = moved(text, caret, unit, direction)
        return replace(self, caret=caret)

    def moved_to(self, caret: int) -> "Selection":
        """Return the selection with the caret at an offset."""
        return replace(self, caret=caret)

    def swapped(self) -> "Selection":
        """Return the selection with the other end moving."""
        return Selection(self.caret, self.anchor)

    def begun(self) -> "Selection":
        """Return an empty selection at the caret."""
        return Selection(self.caret, self.caret)
