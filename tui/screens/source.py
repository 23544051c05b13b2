"""A source for a claim: what was typed is kept, however the dialog closes."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static, TextArea

from annotations.errors import ReviewError
from annotations.evidence import checked, salvaged
from annotations.models import Evidence, Stance
from tui.commands import bindings
from tui.drafting import OpenDraft
from tui.screens.drafting import DraftingScreen
from tui.widgets.cells import cut

_WORDS_IN_CELLS = 140
_STANCES: tuple[tuple[str, Stance], ...] = (
    ("supports the claim", "supports"),
    ("refutes the claim", "refutes"),
    ("gives context", "context"),
)


class SourceScreen(DraftingScreen):
    """A form over the text: address, title, stance, date of access, passage."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("source")

    def __init__(self, words: str, source: Evidence, keep: Callable[[Evidence], None], draft: OpenDraft) -> None:
        """Edit a source.

        Args:
            words: What the claim says, cleaned.
            source: What is known of the source so far.
            keep: Called with a source that can be kept, if it was changed, when the dialog closes or the program ends.
            draft: Where what is typed lies meanwhile.
        """
        super().__init__(draft)
        self._words = words
        self._kept = source
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        source = self._kept
        with Vertical(id="source") as frame:
            frame.border_title = "Source"
            frame.border_subtitle = "tab: next field, esc keeps and closes"
            yield Static(cut(self._words, _WORDS_IN_CELLS), markup=False, id="words")
            yield from _field("Address", Input(source.url, placeholder="https://…", id="url", compact=True))
            yield from _field("Title", Input(source.title, id="title", compact=True))
            choice = Select[Stance](_STANCES, value=source.stance, allow_blank=False, id="stance", compact=True)
            yield from _field("Stance", choice)
            accessed = Input(source.accessed or "", placeholder="year-month-day", id="accessed", compact=True)
            yield from _field("Accessed", accessed)
            yield Label("Passage")
            yield TextArea(
                source.passage, compact=True, tab_behavior="focus", highlight_cursor_line=False, id="passage"
            )
            yield Static("", markup=False, id="complaint")

    def on_mount(self) -> None:
        """Begin with the address."""
        self.query_one("#url", Input).focus()

    def keep_text(self) -> None:
        """Hand over what was typed and not handed over yet, whatever it is."""
        source = salvaged(self.typed)
        if source is not None and source != self._kept:
            self._kept = source
            self._keep(source)

    def action_done(self) -> None:
        """Keep the source and close; where it is none, say what is wrong, and close when asked again."""
        typed = self.typed
        complaint = self.query_one("#complaint", Static)
        try:
            if salvaged(typed) is not None:
                checked(typed)
        except ReviewError as error:
            words = f"{error.message} {error.hint} esc again keeps it with the passage."
            if str(complaint.content) != words:
                complaint.update(words)
                return
        before = self._kept
        self.keep_text()
        self.draft.close(self._kept != before)
        self.dismiss()

    @property
    def typed(self) -> Evidence:
        """The source by now."""
        stance = self.query_one("#stance", Select).value
        return Evidence(
            url=self.query_one("#url", Input).value,
            title=self.query_one("#title", Input).value,
            stance=next(known for _, known in _STANCES if known == stance),
            passage=self.query_one("#passage", TextArea).text,
            accessed=self.query_one("#accessed", Input).value or None,
        )


def _field(label: str, field: Widget) -> ComposeResult:
    yield Label(label)
    yield field
