"""The main screens as they are drawn, at two sizes, dark and light.

Each picture is a text file of its own beside this one. To make them anew after a wanted change, and to review what
`git diff` says of it: NEWSMARK_REMAKE=1 pytest tests/snapshots
"""

import dataclasses
import os
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from textual.widgets import Input, TextArea

from annotations.models import Place
from tests.app.conftest import Reader, World
from tests.picture import picture
from tests.standins import FakeCounts
from tests.toll import make_article
from tui.app import NewsmarkApp
from tui.theme_names import ThemeName

HERE = Path(__file__).parent
SIZES = ((80, 24), (120, 36))
THEMES: tuple[ThemeName, ...] = ("dark", "light")
SHELF = (
    ("a-1", "Harbour toll to rise", FakeCounts(verified=1, disputed=1), Place(500, 900, 5)),
    ("a-2", "Trams for Lindholm, and what they will cost the city in the years to come", FakeCounts(), Place(0)),
    ("a-3", "橋を渡る Über die Brücke", FakeCounts(notes=2), Place(0, 1400, 3)),
)


class Scene(NamedTuple):
    """What is typed until there is something to see."""

    keys: tuple[str, ...]
    in_library: bool = False


SCENES = {
    "reader": Scene(("n", "v", "n", "d", "n", "c", "a", "escape", "m", "w")),
    "panel": Scene(("n", "v", "p")),
    "search": Scene(("/", *"port", "enter")),
    "note": Scene(("n", "c", *"how", "space", *"much")),
    "source": Scene(("n", "l", *"port", "tab", *"Figures")),
    "details": Scene(("n", "d", "enter")),
    "chooser": Scene(("x",)),
    "help": Scene(("question_mark",)),
    "settings": Scene(("f2",)),
    "library": Scene(("j",), in_library=True),
}


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing of the machine be in the pictures: its colours, its time."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def shelved() -> World:
    """Return a world with articles in its library."""
    world = World()
    for article_id, title, counts, place in SHELF:
        world.store.articles_by_id[article_id] = replace(make_article(title=title), id=article_id)
        world.store.counts[article_id] = counts
        world.store.places[article_id] = place
    return world


async def pictures(scene: Scene, theme: ThemeName) -> dict[tuple[int, int], str]:
    """Return the pictures of a scene in a theme: begun at the first size, then at the others."""
    world = shelved() if scene.in_library else World()
    services = dataclasses.replace(world.services(), theme=theme)
    app = NewsmarkApp(services, None if scene.in_library else make_article())
    app.animation_level = "none"
    taken = {}
    async with app.run_test(size=SIZES[0]) as pilot:
        reader = Reader(pilot, world)
        await reader.wait_until(lambda: len(app.screen_stack) > 1)
        await reader.settle()
        await pilot.press(*scene.keys)
        for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
            field.cursor_blink = False
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await reader.settle()
            taken[size] = picture(app)
    return taken


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_is_drawn_as_before(name: str, theme: ThemeName) -> None:
    for size, taken in (await pictures(SCENES[name], theme)).items():
        file = file_of(name, size)
        if os.environ.get("NEWSMARK_REMAKE") and theme == THEMES[0]:
            file.write_text(taken, encoding="utf-8")
        assert taken == file.read_text(encoding="utf-8"), file.name


def test_every_picture_is_of_a_scene() -> None:
    assert set(HERE.glob("*.txt")) == {file_of(name, size) for name, size in product(SCENES, SIZES)}


def file_of(name: str, size: tuple[int, int]) -> Path:
    """Return the file that holds the picture of a scene."""
    return HERE / f"{name}-{size[0]}x{size[1]}.txt"
