"""The terminal reader."""

import asyncio
import locale
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from rich.console import RenderableType
from textual import constants, on
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.types import AnimationLevel

from annotations.cleaning import clean_characters, clean_line
from annotations.errors import NewsmarkError
from annotations.models import Article
from tui.background import in_thread
from tui.capability import fitting
from tui.commands import bindings
from tui.desk import Desk
from tui.keymaps import find_trouble, make_keymap
from tui.keys import shown_key
from tui.screens.opening import OpeningScreen
from tui.services import SaveStatus, Services
from tui.settings import Settings, Value, field_of
from tui.signals import watch_signals
from tui.sizing import SizedApp
from tui.terminal import lasting
from tui.theme import THEMES, is_terminals_own, style_variables, textual_theme

if TYPE_CHECKING:
    from annotations.sources import Feed
    from tui.screens.fetching import FetchingScreen
    from tui.screens.reader import ReaderScreen

_PATIENCE = 0.4
"""Seconds that quitting waits for the disk."""
_LAST_PATIENCE = 3.0
"""The same where the program is told to end: nobody can be asked again."""


def _commands() -> type[Provider]:
    from tui.palette import CommandsProvider

    return CommandsProvider


def _motion(settings: Settings) -> AnimationLevel:
    return "none" if settings.reduced_motion else constants.TEXTUAL_ANIMATIONS


class NewsmarkApp(SizedApp):
    """Shows an article, or without one the library.

    The article is on screen before the screens that work with it are imported.
    """

    TITLE = "newsmark"
    CSS_PATH = "article.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    class Saving(Message):
        """Saving came a step further."""

        def __init__(self, status: SaveStatus) -> None:
            super().__init__()
            self.status = status

    def __init__(self, services: Services, opened: "Article | Feed | None" = None, notices: Sequence[str] = ()) -> None:
        super().__init__(ansi_color=True if is_terminals_own(textual_theme(services.theme)) else None)
        self._services = services
        self._article = opened if isinstance(opened, Article) else None
        self._feed = None if isinstance(opened, Article) else opened
        self._notices = notices
        self._desk = Desk(services, lambda status: self.post_message(self.Saving(status)))
        self._is_warned = False
        self._is_handed_over = False
        """Whether everything typed was given to the store when the program began to end."""
        self._stop_watching: Callable[[], None] | None = None
        self._settings = services.settings
        self.keymap = make_keymap(services.settings.keymap, services.settings.keys)
        """The keys in use."""
        self.animation_level = _motion(services.settings)
        for theme in THEMES.values():
            self.register_theme(theme)
        self._begin_in(textual_theme(services.theme))

    def _begin_in(self, theme: str) -> None:
        """Use a theme from the start: setting it would have the style sheet parsed twice before the first paint."""
        self.set_reactive(NewsmarkApp.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own style variables for the theme in use."""
        return dict(style_variables(self.current_theme))

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that survives its terminal."""
        return lasting(super().get_driver_class(), locale.getencoding(), os.environ.get("TERM", ""))

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the article, where there is one."""
        if self._article is None:
            return Screen()
        return OpeningScreen(self._article, self._services.glyphs, self._services.settings.text_width)

    async def on_event(self, event: Event) -> None:
        """Let nothing that is pasted steer the terminal."""
        if isinstance(event, Paste):
            event.text = clean_characters(event.text)
        await super().on_event(event)

    def on_mount(self) -> None:
        """Go on to the article or the library."""
        self._stop_watching = watch_signals(lambda: self.call_later(self._end))
        self.set_keymap(self.keymap.for_textual())
        for notice in self._notices:
            self.notify(clean_line(notice), severity="warning", timeout=10, markup=False)
        if self._article is None:
            self._show_library()
        else:
            self.call_after_refresh(self._begin, self._article)

    async def _begin(self, article: Article) -> None:
        opening = self.screen
        await self.push_screen(self._reader(article))
        await opening.remove_children()
        for key in opening.typed if isinstance(opening, OpeningScreen) else ():
            self.post_message(Key(key.key, key.character))

    def _reader(self, article: Article) -> "ReaderScreen":
        from tui.screens.reader import ReaderScreen

        return ReaderScreen(article, self._services, self._desk)

    def _show_library(self) -> None:
        from tui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(self._services, self._desk))
        if self._feed:
            from tui.screens.feed import FeedScreen

            self.push_screen(FeedScreen(self._feed, self._services, self._desk))

    def on_fetching_screen_fetched(self, event: "FetchingScreen.Fetched") -> None:
        """Read an article."""
        self.push_screen(self._reader(event.article))

    async def on_reader_screen_left(self) -> None:
        """Go back to the library, or quit where there is none."""
        if not any(screen.has_class("library") for screen in self.screen_stack):
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
        if event.status.state == "saved":
            self._desk.settle_drafts()
        if event.status.error and not self._readers:
            self.notify(clean_line(event.status.error.message), severity="error", markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by the terminal, and by what would keep that from the reader's clipboard."""
        from tui import clipboarding

        is_short = clipboarding.fits(text)
        if is_short:
            super().copy_to_clipboard(text)
        else:
            self._clipboard = text
        if self.is_headless or self.is_web or self._driver is None:
            return
        commands = tuple(clipboarding.programs(os.environ))
        if is_short and (sequence := clipboarding.passed_on(text, os.environ)):
            self._driver.write(sequence)
        elif not (is_short or commands):
            words = "This is too long for the terminal's clipboard; it can be pasted within newsmark only."
            self.notify(words, severity="warning")
        Thread(target=clipboarding.hand_over, args=(text, commands), name="newsmark-copy", daemon=True).start()

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.info import help_screen

        self.push_screen(help_screen(self.keymap))

    def action_settings(self) -> None:
        """Let the reader choose settings."""
        from tui.screens.settings import choose_setting

        choose_setting(self, self._settings, self._settle)

    def _settle(self, name: str, value: Value) -> None:
        settings = replace(self._settings, **{field_of(name): value})
        trouble = next(find_trouble(settings.keymap, settings.keys), None)
        if trouble:
            self.notify(f"{trouble.message}. {trouble.hint}", severity="error", markup=False)
            return
        self._settings = settings
        self._apply(settings)
        self.run_worker(self._keep_setting(name, value), group="settings", description="keep a setting")

    def _apply(self, settings: Settings) -> None:
        """Let what was chosen hold at once."""
        self.keymap = make_keymap(settings.keymap, settings.keys)
        self.set_keymap(self.keymap.for_textual())
        self.animation_level = _motion(settings)
        theme = textual_theme(fitting(settings.theme, os.environ))
        if theme != self.theme:
            self.ansi_color = None
            self.theme = theme
        for screen in self._readers:
            screen.advances = settings.auto_advance

    async def _keep_setting(self, name: str, value: Value) -> None:
        try:
            await in_thread(lambda: self._services.keep_setting(name, value), "newsmark-settings")
        except NewsmarkError as error:
            self.notify(clean_line(f"{error.message} {error.hint}"), severity="error", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """Return the first key of a command, as the reader knows it."""
        if binding.key_display is None and binding.id and (keys := self.keymap.changed.get(binding.id)):
            return shown_key(keys[0])
        return super().get_key_display(binding)

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

    def _handle_exception(self, error: Exception) -> None:
        """Keep what can be kept before a defect ends the program; drafts that cannot be stay on the disk."""
        with suppress(Exception):
            self._keep_drafts()
        super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Keep what can be kept where the terminal fails."""
        with suppress(Exception):
            self._keep_drafts()
        super().panic(*renderables)

    @property
    def _readers(self) -> "list[ReaderScreen]":
        from tui.screens.reader import ReaderScreen

        return [screen for screen in self.screen_stack if isinstance(screen, ReaderScreen)]

    @property
    def _is_unsaved(self) -> bool:
        """Whether there is work that no store has been given."""
        return any(screen.unsaved for screen in self._readers)

    def _keep_drafts(self) -> None:
        from tui.screens.drafting import DraftingScreen
        from tui.screens.reader import ReaderScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, DraftingScreen):
                screen.keep_text()
            elif isinstance(screen, ReaderScreen):
                screen.keep_position()
        self._is_handed_over = not self._is_unsaved

    def _warn(self) -> None:
        self._is_warned = True
        elsewhere = f"{self.keymap.key('export')} writes it to another place"
        words = f"Your work is not saved yet. {elsewhere}; quit again to lose it."
        self.notify(words, severity="error", timeout=10)

    async def on_unmount(self) -> None:
        """End the analysis and the writer."""
        await asyncio.gather(
            self._services.client.close(), self._desk.close(_PATIENCE, is_handed_over=self._is_handed_over)
        )
        if self._stop_watching:
            self._stop_watching()
