"""What the program says names the keys that the reader has, not those of the table."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from re import compile, findall
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Static

from annotations.errors import StoreError
from annotations.models import Analysis, Article
from annotations.review import open_review, tag
from tests.toll import CLAIMS, DETECTED
from tui.commands import SECTIONS
from tui.screens.info import InfoScreen
from tui.settings import Settings
from tui.widgets.mode_bar import LayersBar

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

NAMED = (
    *("move.line-down", "next", "entity.next", "quote.next", "claim.verify", "note.edit", "source.add", "source.open"),
    *("source.copy", "quote.speaker", "mark.correct", "changed.list", "changed.confirm", "mark.delete", "edit.undo"),
    *("details.open", "panel.toggle", "claim.filter-by", "layers.choose", "export", "layers.entities", "layers.notes"),
    *("panel.next", "panel.order", "panel.filter", "library.open", "library.source", "library.filter"),
    *("library.rename", "library.remove", "library.undo", "library.search", "library.escape"),
    *("link.open", "link.copy", "link.leave", "note.done", "note.editor", "source.done", "sources.remove"),
    "source.editor",
    *("chooser.leave", "page.close"),
)
"""Commands whose keys are named somewhere, and those that lead there."""
FREE = [*(f"f{number}" for number in range(3, 25)), *(f"alt+{letter}" for letter in ascii_lowercase)]
KEYS = dict(zip(NAMED, FREE, strict=False))
ROOT = Path(__file__).parents[2]
See = Callable[["Reader"], str]
NOTHING_FOUND = Analysis(pipeline="pretend 1.0")


def top(reader: "Reader") -> Screen[object]:
    return reader.app.screen


def notice(reader: "Reader") -> str:
    return reader.notices[-1]


def frame(reader: "Reader") -> str:
    """What stands in the lower border of the dialog."""
    return " ".join(str(widget.border_subtitle) for widget in top(reader).query("*") if widget.border_subtitle)


def titles(reader: "Reader") -> str:
    return f"{reader.screen.panel.border_title} {reader.screen.panel.border_subtitle}"


def page(reader: "Reader") -> str:
    screen = top(reader)
    assert isinstance(screen, InfoScreen)
    return screen._content.plain


def told(reader: "Reader") -> str:
    return reader.screen.status.description


def rows(reader: "Reader") -> str:
    return " ".join(str(option.prompt) for option in reader.screen.panel.options)


def layers(reader: "Reader") -> str:
    return reader.screen.query_one(LayersBar).words


def complaint(reader: "Reader") -> str:
    return str(top(reader).query_one("#complaint", Static).render())


def bottom(reader: "Reader") -> str:
    return str(top(reader).query_one("#line", Static).render())


def empty(reader: "Reader") -> str:
    return str(top(reader).query_one("#empty", Static).render())


def press(*steps: str) -> tuple[str, ...]:
    """Return keys for commands, by their ids; what is none is a key."""
    return tuple(KEYS.get(step, step) for step in steps)


@pytest.fixture
def judged(world: "World", article_of: Callable[..., Article]) -> Article:
    """A claim was judged, in words that were edited, and another in words that are gone; return the new text."""
    article = article_of()
    review = open_review(article, DETECTED, ())
    for number, claim in enumerate(CLAIMS[:2]):
        review = tag(review, claim.id, "disputed", f"2026-01-05T09:00:0{number}Z").review
    world.store.change(article.id, review.records.values())
    world.client.detected = NOTHING_FOUND
    text = article.text.replace("12 percent in May", "15 percent in June").replace(CLAIMS[1].spans[0].text, "")
    return replace(article, text=text, version="sha256:2")


@pytest.mark.parametrize(
    ("steps", "see", "named"),
    [
        (("?",), frame, ("page.close",)),
        (("?",), page, ("move.line-down", "next")),
        (("next", "source.open"), notice, ("source.copy",)),
        (("next", "quote.speaker"), notice, ("quote.next",)),
        (("quote.next", "quote.speaker"), told, ("quote.speaker",)),
        (("mark.correct",), notice, ("entity.next", "quote.next")),
        (("quote.next", "mark.delete"), notice, ("edit.undo",)),
        (("next", "m", "b", "enter", "mark.delete"), notice, ("edit.undo",)),
        (("changed.confirm",), notice, ("changed.list",)),
        (("panel.toggle",), titles, ("panel.order",)),
        (("panel.toggle", "panel.next"), titles, ("panel.filter",)),
        (("panel.toggle", "panel.next", "panel.next"), titles, ("quote.speaker",)),
        (("panel.toggle", "panel.next", "panel.next", "panel.next"), titles, ("note.edit",)),
        (("panel.toggle", "panel.filter", "panel.filter"), rows, ("panel.filter",)),
        (("layers.choose",), layers, ("layers.entities", "layers.notes")),
        (("next", "note.edit"), frame, ("note.done", "note.editor")),
        (("next", "source.add"), frame, ("source.done", "source.editor")),
        (("next", "source.add", "x", "source.done"), complaint, ("source.done",)),
        (("claim.filter-by",), frame, ("chooser.leave",)),
    ],
)
async def test_in_the_reader(
    steps: tuple[str, ...], see: See, named: tuple[str, ...], running: "Running", world: "World"
) -> None:
    world.settings = Settings(keys={name: (key,) for name, key in KEYS.items()})
    async with running() as reader:
        await reader.press(*press(*steps))
        check(see(reader), named)


@pytest.mark.parametrize(
    ("steps", "see", "named"),
    [
        ((), notice, ("changed.list",)),
        (("changed.list",), told, ("details.open", "changed.confirm")),
        (("changed.list", "escape", "claim.verify"), notice, ("details.open", "changed.confirm")),
        (("changed.list", "escape", "details.open"), page, ("changed.confirm", "edit.undo")),
        (("changed.list", "j", "escape", "claim.verify"), notice, ("details.open",)),
        (("changed.list", "j", "escape", "details.open"), page, ("mark.delete",)),
    ],
)
async def test_of_marks_that_lost_their_words(
    steps: tuple[str, ...], see: See, named: tuple[str, ...], running: "Running", world: "World", judged: Article
) -> None:
    world.settings = Settings(keys={name: (key,) for name, key in KEYS.items()})
    async with running(judged) as reader:
        await reader.press(*press(*steps))
        check(see(reader), named)


@pytest.mark.parametrize(
    ("steps", "see", "named"),
    [
        (("library.rename", "x", "enter"), bottom, ("library.undo",)),
        (("library.remove",), bottom, ("library.undo",)),
        (("library.remove",), empty, ("library.source",)),
        (("library.undo",), notice, ("library.filter",)),
        (("library.search", "z", "z", "enter"), empty, ("library.escape",)),
        (("w",), frame, ("link.open", "link.copy", "link.leave")),
        (
            ("library.remove", "library.filter", "end", "enter", "library.remove"),
            notice,
            ("library.open", "library.undo"),
        ),
    ],
)
async def test_in_the_library(
    steps: tuple[str, ...],
    see: See,
    named: tuple[str, ...],
    running: "Running",
    world: "World",
    article_of: Callable[..., Article],
) -> None:
    world.settings = Settings(keys={name: (key,) for name, key in KEYS.items()})
    world.store.articles_by_id["a-1"] = replace(article_of(), source="https://news.example/toll")
    async with running(library=True) as reader:
        await reader.press(*press(*steps))
        check(see(reader), named)


async def test_of_work_that_is_not_saved(running: "Running", world: "World") -> None:
    world.settings = Settings(keys={name: (key,) for name, key in KEYS.items()})
    async with running() as reader:
        world.store.error = StoreError("The disk is full.", "Make room.")
        await reader.press(*press("next", "claim.verify"))
        check(reader.status, ("export",))
        check(notice(reader), ("export",))
        await reader.press("ctrl+q")
        check(notice(reader), ("export",))


def check(words: str, named: tuple[str, ...]) -> None:
    assert {KEYS[name] for name in named} <= set(findall(r"[\w+]+", words)), words


def literals(path: Path) -> Iterator[str]:
    """Yield the strings of a module other than its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("folder", ["tui", "annotations"])
def test_no_text_names_the_key_of_a_command_by_itself(folder: str) -> None:
    shown = {key for section in SECTIONS for command in section.commands for key in command.shown_keys}
    fixed = {"enter", "tab", "a"}  # the keys of lists and forms, and an article
    keys = "|".join(key for key in shown - fixed if key[-1].isalnum())
    naming = compile(rf"(?<![\w.’'{{/+-])(?:{keys.replace('+', '[+]')})(?: again)?(?: [a-z]+s\b|: [a-z])")
    modules = (ROOT / folder).rglob("*.py") if folder == "tui" else (ROOT / folder).glob("*.py")
    assert [words for module in modules for words in literals(module) if naming.search(words)] == []
