"""Where the reader jumped from, to go back there and forth again. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from tui.track import Target

_MOST = 100


class Whereabouts(NamedTuple):
    """Where the reader was."""

    top: int
    """Offset of the first text on screen."""
    above: int
    """Rows on screen above that."""
    current: Target | None


@dataclass(frozen=True)
class Jumps:
    """The places jumped from, the oldest first; `at` is the one the reader went back to, their number if none."""

    places: tuple[Whereabouts, ...] = ()
    at: int = 0

    def jumped(self, origin: Whereabouts) -> "Jumps":
        """Remember where a jump began; what could be gone forth to is forgotten."""
        before = self.places[: self.at]
        places = (*before, origin)[-_MOST:] if before[-1:] != (origin,) else before
        return Jumps(places, len(places))

    def back(self, here: Whereabouts) -> "Jumps | None":
        """Return the list one place back, None at its beginning; from the latest place one can come forth again."""
        places, at = self.places[: self.at], self.at
        if places and places[-1] == here:
            places, at = places[:-1], at - 1
        if not places:
            return None
        return Jumps((*places, here, *self.places[self.at + 1 :]), at - 1)

    def forth(self) -> "Jumps | None":
        """Return the list one place on, None at its end."""
        return Jumps(self.places, self.at + 1) if self.at + 1 < len(self.places) else None

    @property
    def place(self) -> Whereabouts:
        """The place that the reader went back or forth to."""
        return self.places[self.at]
