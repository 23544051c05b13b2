"""Waiting for an app to come to rest by what is left to do, where Textual's own Pilot goes by the processor's clock."""

import asyncio
from collections.abc import Iterator

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

_ROUNDS = 12
"""Turns of the event loop without work after which there is none left: a message takes some from widget to widget."""


async def at_rest(app: App[None]) -> None:
    """Return when no widget has a message left and everything that was to be painted is."""
    quiet = 0
    while quiet < _ROUNDS:
        await asyncio.sleep(0)
        quiet = 0 if _has_painted(app) or any(map(_is_busy, _pumps(app))) else quiet + 1


def _pumps(app: App[None]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack if app._screen_stacks else ():
        yield from screen.walk_children(with_self=True)


def _is_busy(pump: MessagePump) -> bool:
    return bool(pump.message_queue_size or pump._next_callbacks)


def _has_painted(app: App[None]) -> bool:
    """Paint what waits for the next frame, in the terminal's new size if it has one; tell whether something did."""
    if app._resize_event:
        app._check_resize()
        return True
    due = [screen for screen in (app.screen_stack if app._screen_stacks else ()) if _is_due(screen)]
    for screen in due:
        screen._on_timer_update()
    return bool(due)


def _is_due(screen: Screen[object]) -> bool:
    """Tell whether a screen has something to paint, or to do after that; one under a dialog is painted with it."""
    is_to_paint = screen._dirty_widgets or screen._layout_required or screen._scroll_required
    return bool(screen.is_current and (screen._callbacks or (is_to_paint and screen is screen.app.screen)))
