"""Pages to look something up: all keys, and everything about one mark."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import SECTIONS, bindings
from tui.describe import Detail
from tui.keymaps import Keymap, keymap_of

_KEYS = 20
"""Cells for the keys in help."""
_STYLES = {"equal": "", "deleted": "$error strike", "inserted": "bold $success"}


class InfoScreen(ModalScreen[None]):
    """A scrollable page over the text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("page")

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title = title
        self._content = content

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page") as page:
            page.border_title = self._title
            page.border_subtitle = f"{keymap_of(self.app).key('page.close')} closes"
            yield Static(self._content)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)


def help_screen(keymap: Keymap) -> InfoScreen:
    """Return the page with all keys."""
    down, following = keymap.key("move.line-down"), keymap.key("next")
    examples = f"5 {down} goes five lines down, 3 {following} to the third claim from here."
    lines: list[str | tuple[str, str]] = [f"Digits before a key repeat it: {examples}", "\n"]
    for section in SECTIONS:
        lines += ["\n", (section.title, "bold $accent"), "\n"]
        for command in section.commands:
            lines += [("  " + " ".join(keymap.shown(command)).ljust(_KEYS), "bold"), command.help, "\n"]
    return InfoScreen("Keys", Content.assemble(*lines[:-1]))


def details_screen(details: Iterable[Detail]) -> InfoScreen:
    """Return a page of headings with their values."""
    lines: list[str | tuple[str, str]] = []
    for heading, value in details:
        parts = [value] if isinstance(value, str) else [(text, _STYLES[kind]) for kind, text in value]
        lines += [(heading, "bold $accent"), "\n", *parts, "\n\n"]
    return InfoScreen("Details", Content.assemble(*lines[:-1]))
