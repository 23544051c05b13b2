"""Sizes of the terminal that come while the screens are busy."""

import asyncio
from typing import TYPE_CHECKING

from textual.events import Resize
from textual.geometry import Size

if TYPE_CHECKING:
    from tests.app.conftest import Running

SIZES = (Size(100, 30), Size(60, 20), Size(90, 28))


async def test_a_busy_screen_takes_the_last_of_several_sizes_and_rests(running: "Running") -> None:
    async with running() as reader:
        screen, may_go_on, taken = reader.screen, asyncio.Event(), list[Size]()

        def do_something_else() -> None:
            """Stand between two sizes, which would be one if they followed each other."""

        def laid_out(_: object) -> None:
            taken.append(screen.size)
            screen.call_later(do_something_else)

        screen.screen_layout_refresh_signal.subscribe(screen, laid_out)
        screen.call_later(may_go_on.wait)
        await asyncio.sleep(0)
        for size in SIZES:
            reader.app.post_message(Resize(size, size))
            await asyncio.sleep(0.02)  # longer than Textual waits for another size
            screen.call_later(do_something_else)
        may_go_on.set()
        await reader.wait_until(lambda: screen.size == SIZES[-1])
        await reader.settle()
        assert taken.count(SIZES[1]) == 0
        assert screen.view.size.width == SIZES[-1].width
