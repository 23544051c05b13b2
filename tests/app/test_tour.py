"""A tour: each key of the table of commands does on 80 columns and 24 rows what help says, and nothing is cut."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, OptionList

from annotations.sources import Feed
from annotations.sources.feed import FeedItem
from tests.toll import CLAIMS, make_article
from tui.commands import SECTIONS, Command, Context
from tui.highlight import Layer
from tui.widgets.mode_bar import ModeBar, Prompt
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

FIRST, SECOND = CLAIMS[0].spans[0].text, CLAIMS[1].spans[0].text
AT_FIRST = ("escape", "g", "9", "K")
"""Keys that lead to the first claim, from wherever the last step ended."""
See = Callable[["Reader"], object]


class More:
    """What is seen is more than before."""


class Less:
    """What is seen is less than before."""


class Other:
    """What is seen is another thing than before."""


class Step(NamedTuple):
    """A command on the tour: what is pressed before it, what is looked at, and what is to be seen then."""

    before: tuple[str, ...]
    see: See
    then: object


def place(reader: "Reader") -> int:
    marks = reader.screen.marks_of(reader.screen.current)
    return marks[0].start if marks else -1


def layer(reader: "Reader") -> Layer | None:
    return reader.screen.current.layer if reader.screen.current else None


def notice(reader: "Reader") -> str:
    return reader.notices[-1] if reader.notices else ""


def ended(reader: "Reader") -> bool:
    return reader.app.return_code == 0


def row(reader: "Reader") -> int:
    return reader.screen.view.scroll_offset.y


def on_top(reader: "Reader") -> str:
    return type(reader.app.screen).__name__


def focus(reader: "Reader") -> str:
    return type(reader.app.focused).__name__


def verdict(reader: "Reader") -> str | None:
    return reader.verdicts[FIRST]


def caret(reader: "Reader") -> int:
    assert reader.screen.selection
    return reader.screen.selection.caret


def speaker(reader: "Reader") -> str | None:
    said_by = reader.screen.review.quotes[0].speaker
    return said_by.name if said_by else None


def number_of(what: str) -> See:
    return lambda reader: len(getattr(reader.screen.review, what))


def sources(reader: "Reader") -> int:
    return len(reader.screen.review.claims_by_id[CLAIMS[0].id].evidence)


def is_shown(one: Layer) -> See:
    return lambda reader: one in reader.screen.shown_layers


def line(reader: "Reader") -> int | None:
    return reader.app.screen.query_one(OptionList).highlighted


def page_row(reader: "Reader") -> int:
    return reader.app.screen.query_one("#page").scroll_offset.y


def listed(reader: "Reader") -> list[str]:
    rows = reader.app.screen.query_one(RowList)
    return list(rows._rows.ids) if rows._rows else []


def length(reader: "Reader") -> int:
    return len(listed(reader))


def cursor(reader: "Reader") -> int:
    current = reader.app.screen.query_one(RowList).current
    return listed(reader).index(current) if current else -1


def copied(reader: "Reader") -> str:
    return reader.app.clipboard


READER = {
    "move.line-down": Step((), row, More),
    "move.line-up": Step((), row, Less),
    "move.half-down": Step((), row, More),
    "move.half-up": Step((), row, Less),
    "move.page-down": Step((), row, More),
    "move.page-up": Step((), row, Less),
    "move.top": Step(("G",), row, 0),
    "move.end": Step((), row, More),
    "move.paragraph-next": Step(("g",), row, More),
    "move.paragraph-back": Step((), row, Less),
    "move.to": Step((), focus, "Input"),
    "jump.back": Step(("escape", "g", "G"), row, 0),
    "jump.forth": Step((), row, More),
    "next": Step(AT_FIRST, place, More),
    "previous": Step((), place, Less),
    "claim.next": Step((), place, More),
    "claim.previous": Step((), place, Less),
    "mark.next": Step((), place, More),
    "mark.previous": Step((), place, Less),
    "entity.next": Step(AT_FIRST, layer, Layer.ENTITY),
    "entity.previous": Step(("G", "K"), layer, Layer.ENTITY),
    "quote.next": Step(AT_FIRST, layer, Layer.QUOTE),
    "quote.previous": Step(("G", "K"), layer, Layer.QUOTE),
    "search.open": Step((), focus, "Input"),
    "claim.verify": Step(AT_FIRST, verdict, "verified"),
    "claim.dispute": Step((), verdict, "disputed"),
    "claim.open": Step((), lambda reader: reader.current, SECOND),
    "note.edit": Step((), on_top, "NoteScreen"),
    "source.add": Step(AT_FIRST, on_top, "SourceScreen"),
    "same.join": Step(AT_FIRST, on_top, "ChooserScreen"),
    "verdict.advance": Step(("escape",), lambda reader: reader.screen.advances, True),
    "quote.speaker": Step(("A", *AT_FIRST, "t"), speaker, Other),
    "quote.speaker-choose": Step((), on_top, "ChooserScreen"),
    "mark.correct": Step(("escape",), focus, "MarkingBar"),
    "mark.start": Step(AT_FIRST, focus, "MarkingBar"),
    "changed.list": Step(("escape",), notice, "None of your marks has lost its words."),
    "changed.confirm": Step(
        (), notice, "There is nothing to confirm here; L lists the marks whose words have changed."
    ),
    "source.open": Step((), notice, "/news/toll.txt is not a web address; y copies it."),
    "source.copy": Step((), copied, "/news/toll.txt"),
    "mark.delete": Step((*AT_FIRST, "t"), number_of("quotes"), Less),
    "edit.undo": Step((), number_of("quotes"), More),
    "edit.redo": Step((), number_of("quotes"), Less),
    "details.open": Step(AT_FIRST, on_top, "InfoScreen"),
    "panel.toggle": Step(("escape",), focus, "SidePanel"),
    "claim.filter": Step(("p",), lambda reader: reader.screen.claim_filter.standing, "open"),
    "claim.filter-by": Step((), on_top, "ChooserScreen"),
    "layers.choose": Step(("escape",), focus, "LayersBar"),
    "width.narrower": Step(("escape",), lambda reader: reader.screen.view.column_width, Less),
    "width.wider": Step((), lambda reader: reader.screen.view.column_width, More),
    "width.reset": Step(("-",), lambda reader: reader.screen.view.column_width, 78),
    "export": Step((), on_top, "ChooserScreen"),
    "escape": Step(("escape", "5"), lambda reader: reader.screen.count, ""),
    "back": Step((), ended, True),
}
MARKING = {
    "marking.right": Step((*AT_FIRST, "m"), caret, More),
    "marking.left": Step((), caret, Less),
    "marking.word": Step((), caret, More),
    "marking.word-back": Step((), caret, Less),
    "marking.sentence": Step((), caret, More),
    "marking.sentence-back": Step((), caret, Less),
    "marking.paragraph": Step((), caret, More),
    "marking.paragraph-back": Step((), caret, Less),
    "marking.line-down": Step((), caret, More),
    "marking.line-up": Step((), caret, Less),
    "marking.swap": Step(("escape", *AT_FIRST, "m"), caret, Less),
    "marking.begin": Step((), lambda reader: reader.selected, ""),
    "marking.quote": Step(("escape", *AT_FIRST, "m"), number_of("quotes"), More),
    "marking.entity": Step((*AT_FIRST, "m"), on_top, "ChooserScreen"),
    "marking.note": Step((*AT_FIRST, "m"), on_top, "NoteScreen"),
    "marking.copy": Step((*AT_FIRST, "m"), copied, FIRST),
    "marking.claim": Step((*AT_FIRST, "m", "b"), lambda reader: reader.current, FIRST.removesuffix(" May")),
    "marking.leave": Step(("m",), focus, "ArticleView"),
}
LAYERS = {
    "layers.entities": Step(("z",), is_shown(Layer.ENTITY), False),
    "layers.quotes": Step((), is_shown(Layer.QUOTE), False),
    "layers.claims": Step((), is_shown(Layer.CLAIM), False),
    "layers.notes": Step((), is_shown(Layer.NOTE), False),
    "layers.leave": Step((), focus, "ArticleView"),
}
PANEL = {
    "panel.down": Step(("n", "p"), line, More),
    "panel.up": Step((), line, Less),
    "panel.next": Step((), lambda reader: reader.screen.panel_kind, "entities"),
    "panel.back": Step((), lambda reader: reader.screen.panel_kind, "claims"),
    "panel.order": Step((), lambda reader: reader.screen.is_ranked, False),
    "panel.filter": Step((), lambda reader: reader.screen.claim_filter.standing, "open"),
}
LIBRARY = {
    "library.down": Step((), cursor, More),
    "library.up": Step((), cursor, Less),
    "library.page-down": Step((), cursor, More),
    "library.page-up": Step((), cursor, Less),
    "library.end": Step((), cursor, More),
    "library.top": Step((), cursor, 0),
    "library.source": Step((), focus, "Input"),
    "library.search": Step(("escape",), focus, "Input"),
    "library.filter": Step(("escape",), on_top, "ChooserScreen"),
    "library.order": Step(("escape",), on_top, "ChooserScreen"),
    "library.rename": Step(("escape",), focus, "Input"),
    "library.browse": Step(("escape",), on_top, "LinkScreen"),
    "library.remove": Step(("escape",), length, Less),
    "library.undo": Step((), length, More),
    "library.escape": Step(("/", "z", "z", "enter"), length, More),
    "library.open": Step((), on_top, "ReaderScreen"),
    "library.again": Step(("q",), on_top, "ReaderScreen"),
    "library.quit": Step(("q",), ended, True),
}
TO_FEED = ("o", *"feed", "enter")
FEED = {
    "feed.down": Step(TO_FEED, cursor, More),
    "feed.up": Step((), cursor, Less),
    "feed.page-down": Step((), cursor, More),
    "feed.page-up": Step((), cursor, Less),
    "feed.end": Step((), cursor, More),
    "feed.top": Step((), cursor, 0),
    "feed.browse": Step((), on_top, "LinkScreen"),
    "feed.open": Step(("escape",), on_top, "ReaderScreen"),
    "feed.escape": Step(("q",), on_top, "LibraryScreen"),
    "feed.back": Step(TO_FEED, on_top, "LibraryScreen"),
}
LINK = {
    "link.copy": Step(("w",), copied, "https://example.org/0"),
    "link.leave": Step(("w",), on_top, "LibraryScreen"),
    "link.open": Step(("w",), copied, "opened https://example.org/0"),
}
TO_SOURCE = (*AT_FIRST, "l", *"https://a.example")
DIALOGS: Mapping[Context, dict[str, Step]] = {
    "note": {
        "note.editor": Step(
            (*AT_FIRST, "c", "w"), notice, "No editor can be opened from here. Write the text in newsmark."
        ),
        "note.done": Step((), lambda reader: reader.notes, {FIRST: "w"}),
    },
    "source": {
        "source.editor": Step(TO_SOURCE, notice, "No editor can be opened from here. Write the text in newsmark."),
        "source.done": Step((), sources, More),
    },
    "sources": {"sources.remove": Step((*TO_SOURCE, "escape", "l", "j"), sources, Less)},
    "chooser": {
        "chooser.down": Step(("x",), line, More),
        "chooser.up": Step((), line, Less),
        "chooser.leave": Step((), on_top, "ReaderScreen"),
    },
    "prompt": {"prompt.cancel": Step(("/",), focus, "ArticleView")},
    "page": {
        "page.down": Step(("?",), page_row, More),
        "page.up": Step((), page_row, Less),
        "page.page-down": Step((), page_row, More),
        "page.page-up": Step((), page_row, Less),
        "page.close": Step((), on_top, "ReaderScreen"),
    },
    "everywhere": {
        "help": Step((), on_top, "InfoScreen"),
        "settings.open": Step(("escape",), on_top, "ChooserScreen"),
        "palette": Step(("escape",), on_top, "CommandPalette"),
        "suspend": Step(("escape",), copied, "suspended"),
        "quit": Step((), ended, True),
    },
}
TOUR: Mapping[Context, dict[str, Step]] = {
    **{"reader": READER, "marking": MARKING, "layers": LAYERS, "panel": PANEL},
    **{"library": LIBRARY, "feed": FEED, "link": LINK},
    **DIALOGS,
}
COMMANDS: Mapping[str, Command] = {command.id: command for section in SECTIONS for command in section.commands}


def variants() -> Iterator[tuple[Context, int]]:
    """Yield each context once for the first key of each command, once for the second, …"""
    for context, steps in TOUR.items():
        for number in range(max(len(COMMANDS[name].keys.split(",")) for name in steps)):
            yield context, number


def test_the_tour_leads_past_every_command() -> None:
    assert sorted(name for steps in TOUR.values() for name in steps) == sorted(COMMANDS)


@pytest.mark.parametrize(("context", "number"), list(variants()))
async def test_each_key_does_what_help_says(
    context: Context, number: int, running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(app: App[None], words: str) -> None:
        app.copy_to_clipboard(words)

    prepare(world)
    monkeypatch.setenv("EDITOR", "none")
    monkeypatch.setattr(App, "action_suspend_process", lambda app: put(app, "suspended"))
    async with running(library=context in {"library", "feed", "link"}) as reader:
        monkeypatch.setattr("tui.screens.link.open_link", lambda address, *_: put(reader.app, f"opened {address}"))
        for name, step in TOUR[context].items():
            await reader.press(*step.before)
            before = step.see(reader)
            keys = COMMANDS[name].keys.split(",")
            await reader.press(keys[min(number, len(keys) - 1)])
            check(name, step.then, before, step.see(reader))
            if not ended(reader):
                check_layout(name, reader.app.screen)


def prepare(world: "World") -> None:
    """Fill the library, and put into it a feed of as many items."""
    addresses = [f"https://example.org/{number}" for number in range(40)]
    for number, address in enumerate(addresses):
        article = replace(make_article(title=f"Toll {number}"), id=f"a-{number}", source=address)
        world.sources[address] = world.store.articles_by_id[article.id] = article
    world.sources["feed"] = Feed(title="Tolls", items=tuple(FeedItem(title="Toll", url=each) for each in addresses))


def check(name: str, then: object, before: object, after: object) -> None:
    if then is More or then is Less:
        assert isinstance(before, int), name
        assert isinstance(after, int), name
        assert after > before if then is More else after < before, (name, before, after)
    elif then is Other:
        assert after != before, name
    else:
        assert after == then, (name, before, after)


def check_layout(name: str, screen: Screen[object]) -> None:
    """Nothing reaches beyond the screen, lies over its neighbour in the footer, or has its title cut."""
    for widget in screen.walk_children(Widget):
        if not widget.display or not widget.region:
            continue
        is_scrolled = any(isinstance(each, Widget) and each.show_vertical_scrollbar for each in widget.ancestors)
        assert is_scrolled or screen.region.contains_region(widget.region), (name, widget, widget.region)
        for words in (widget.border_title, widget.border_subtitle):
            assert not words or len(words) <= widget.region.width - 4, (name, words)
        if isinstance(widget, OptionList):
            assert widget.virtual_size.width <= widget.size.width, (name, widget)
    for bar in (*screen.query(ModeBar), *screen.query(Prompt)):
        assert bar.region.height <= 1, (name, bar)
    for footer in screen.query(Footer):
        keys = [key.region for key in footer.children if key.display]
        assert all(left.right <= right.x for left, right in pairwise(keys)), name
        assert not keys or keys[-1].right <= footer.region.right, name
