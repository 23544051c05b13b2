"""Sizes of the terminal, which may come faster than screens are laid out."""

from textual.app import App
from textual.events import Event, Resize
from textual.timer import Timer

_AGAIN = 1 / 60
"""Seconds until it is seen whether the screens are ready for another size."""


class SizedApp(App[None]):
    """Lets the screens know the newest size when they have taken the last one, and none of those between.

    A screen of Textual's tells itself of each size that it takes; with two of them waiting it would go from one to the
    other for ever.
    """

    _newest: Resize | None = None
    _looking: Timer | None = None

    async def on_event(self, event: Event) -> None:
        """Hold back a size; let everything else through."""
        if isinstance(event, Resize):
            self._newest = event
            if self._looking is None:
                await self._take_newest()
        else:
            await super().on_event(event)

    async def _take_newest(self) -> None:
        self._looking = None
        if any(screen.message_queue_size for screen in self.screen_stack):
            self._looking = self.set_timer(_AGAIN, self._take_newest)
        elif self._newest is not None:
            event, self._newest = self._newest, None
            await super().on_event(event)
