"""An address, shown before it is opened."""

import os
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError
from tui.commands import bindings
from tui.keymaps import keymap_of
from tui.opening import open_link, real_host


class LinkScreen(ModalScreen[None]):
    """Shows where a link leads; opens or copies it where the reader says so."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("link")

    def __init__(self, address: str, opener: str | None = None) -> None:
        """Show an address; `opener` is the command that opens it, None the system's."""
        super().__init__()
        self._address = address
        self._opener = opener

    def compose(self) -> ComposeResult:
        """Lay out the address, its host first."""
        key = keymap_of(self.app).key
        with Vertical(id="link") as frame:
            frame.border_title = "Open in the browser?"
            frame.border_subtitle = f"{key('link.open')} opens, {key('link.copy')} copies, {key('link.leave')} leaves"
            yield Static(Content.assemble((real_host(self._address), "bold"), "\n\n", clean_line(self._address)))

    def action_open(self) -> None:
        """Open the address."""
        try:
            if self.app.is_web:
                self.app.open_url(self._address)
            else:
                open_link(self._address, os.environ, self._opener)
        except NewsmarkError as error:
            self.notify(clean_line(f"{error.message} {error.hint}"), severity="error", markup=False)
        else:
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the address."""
        self.app.copy_to_clipboard(self._address)
        self.dismiss()
        self.notify("Copied.", timeout=2)

    def action_leave(self) -> None:
        """Do nothing with it."""
        self.dismiss()
