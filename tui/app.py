"""The terminal reader."""

from collections.abc import Callable
from typing import ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.message import Message

from annotations.models import Article
from annotations.text import clean_line
from tui.commands import bindings
from tui.desk import Desk
from tui.palette import CommandsProvider
from tui.screens.info import help_screen
from tui.screens.library import LibraryScreen
from tui.screens.note import NoteScreen
from tui.screens.reader import ReaderScreen
from tui.services import SaveStatus, Services
from tui.signals import watch_signals
from tui.terminal import lasting
from tui.theme import ANSI_THEME, DARK, THEMES, style_variables

_PATIENCE = 0.4
"""Seconds that quitting waits for the disk."""
_LAST_PATIENCE = 3.0
"""The same where the program is told to end: nobody can be asked again."""


class NewsmarkApp(App[None]):
    """Shows an article, or without one the library."""

    TITLE = "newsmark"
    CSS_PATH = "app.tcss"
    COMMANDS = App.COMMANDS | {CommandsProvider}
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    class Saving(Message):
        """Saving came a step further."""

        def __init__(self, status: SaveStatus) -> None:
            super().__init__()
            self.status = status

    def __init__(self, services: Services, article: Article | None = None) -> None:
        super().__init__(ansi_color=True if services.no_color else None)
        self._services = services
        self._article = article
        self._desk = Desk(services, lambda status: self.post_message(self.Saving(status)))
        self._is_warned = False
        self._stop_watching: Callable[[], None] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = ANSI_THEME if services.no_color else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own style variables for the theme in use."""
        return dict(style_variables(self.current_theme))

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that survives its terminal."""
        return lasting(super().get_driver_class())

    def on_mount(self) -> None:
        """Show the article or the library."""
        self._stop_watching = watch_signals(lambda: self.call_later(self._end))
        if self._article is None:
            self.push_screen(LibraryScreen(self._desk))
        else:
            self._read(self._article)

    def _read(self, article: Article) -> None:
        self.push_screen(ReaderScreen(article, self._services, self._desk))

    @on(LibraryScreen.Chosen)
    def _chosen(self, event: LibraryScreen.Chosen) -> None:
        self._read(event.article)

    @on(ReaderScreen.Left)
    async def _left(self) -> None:
        if not any(isinstance(screen, LibraryScreen) for screen in self.screen_stack):
            await self.action_quit()
        elif self._is_warned or not self._is_unsaved:
            self._is_warned = False
            self.pop_screen()
        else:
            self._warn()

    @on(Saving)
    def _saving(self, event: Saving) -> None:
        self._is_warned = self._is_warned and event.status.state != "saved"
        for screen in self._readers:
            screen.show_saving(event.status)
        if event.status.error and not self._readers:
            self.notify(clean_line(event.status.error.message), severity="error", markup=False)

    def action_help(self) -> None:
        """Show all keys."""
        self.push_screen(help_screen())

    async def action_quit(self) -> None:
        """Keep everything and quit; where the disk refuses, only when asked again."""
        self._keep_drafts()
        is_saved = await self._desk.flush(_PATIENCE) and not self._is_unsaved
        if is_saved or self._is_warned:
            self.exit()
        else:
            self._warn()

    async def _end(self) -> None:
        """Keep what can be kept and end: nobody is there to answer."""
        self._keep_drafts()
        is_saved = await self._desk.flush(_LAST_PATIENCE) and not self._is_unsaved
        self.exit(return_code=0 if is_saved else 1)

    def panic(self, *renderables: RenderableType) -> None:
        """Keep what can be kept where the terminal fails."""
        self._keep_drafts()
        super().panic(*renderables)

    @property
    def _readers(self) -> list[ReaderScreen]:
        return [screen for screen in self.screen_stack if isinstance(screen, ReaderScreen)]

    @property
    def _is_unsaved(self) -> bool:
        """Whether there is work that no store has been given."""
        return any(screen.unsaved for screen in self._readers)

    def _keep_drafts(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, NoteScreen):
                screen.keep_text()
            elif isinstance(screen, ReaderScreen):
                screen.keep_position()

    def _warn(self) -> None:
        self._is_warned = True
        words = "Your work is not saved yet. x writes it to another place; quit again to lose it."
        self.notify(words, severity="error", timeout=10)

    async def on_unmount(self) -> None:
        """End the analysis and the writer."""
        await self._services.client.close()
        await self._desk.close(_PATIENCE)
        if self._stop_watching:
            self._stop_watching()
