"""Write what the README shows of the program: two screenshots and the list of keys.

python screenshots/generate.py
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from annotations.review import find_claim
from tui.app import NewsmarkApp
from tui.commands import key_list
from tui.composition import services
from tui.demo import read_demo
from tui.glyphs import UNICODE
from tui.screens.reader import ReaderScreen

ROOT = Path(__file__).parents[1]
SIZE = (112, 34)
PATIENCE = 120.0
"""Seconds that the analysis may take."""
MOMENT = "2026-01-05T10:00:00.000Z"
CLAIM = "600 people"
NOTE = "The minutes of the meetings list about 250 people."
KEYS = re.compile(r"(<!-- keys[^>]*-->\n).*(<!-- end of keys -->)", re.DOTALL)
WEB_FONTS = re.compile(r"\s*@font-face\s*\{[^}]*\}")


async def analysed(pilot: Pilot[None]) -> ReaderScreen:
    """Return the reader once the store is open and the analysis done."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await pilot.app.workers.wait_for_complete()
            await pilot.pause(0.1)
            screen = pilot.app.screen
            if isinstance(screen, ReaderScreen) and screen.review.claims:
                return screen


async def dispute(pilot: Pilot[None], screen: ReaderScreen) -> None:
    """Go to the claim, dispute it and write the note, from the keyboard."""
    wanted = find_claim(screen.review, CLAIM)
    for _ in screen.review.claims:
        if screen.current and screen.current.id == wanted.id:
            break
        await pilot.press("n")
    await pilot.press("d", "c", *keys_of(NOTE), "escape")
    await analysed(pilot)
    kept = find_claim(screen.review, CLAIM)
    if (kept.verdict, kept.note) != ("disputed", NOTE):
        raise ValueError(f"The claim was not disputed: {kept}")


def keys_of(text: str) -> Iterator[str]:
    """Yield the keys that type a text."""
    names = {" ": "space", ".": "full_stop"}
    return (names.get(character, character) for character in text)


def save(app: NewsmarkApp, name: str) -> None:
    """Write what is on screen, without the web fonts that the image would load."""
    path = ROOT / "screenshots" / name
    path.write_text(WEB_FONTS.sub("", app.export_screenshot(title="newsmark")), encoding="utf-8")
    print(path.relative_to(ROOT))


@contextmanager
def demo_app() -> Iterator[NewsmarkApp]:
    """Give the real program on the example article: a store of its own, all colours, a clock that stands still."""
    with TemporaryDirectory() as folder:
        real = services(Path(folder) / "annotations.json", None)
        yield NewsmarkApp(replace(real, now=lambda: MOMENT, theme="dark", glyphs=UNICODE), read_demo())


async def main() -> None:
    """Write the images, then the keys."""
    with demo_app() as app:
        async with app.run_test(size=SIZE) as pilot:
            screen = await analysed(pilot)
            await pilot.press("n", "p")
            await analysed(pilot)
            save(app, "reader.svg")
            await pilot.press("escape", "p")
            await dispute(pilot, screen)
            await pilot.press("enter")
            await pilot.pause()
            save(app, "disputed.svg")
    readme = ROOT / "README.md"
    text = KEYS.sub(lambda match: f"{match[1]}\n{key_list()}\n\n{match[2]}", readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
