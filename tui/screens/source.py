"""A source for a claim: what was typed is kept, however the dialog closes."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList, Select, Static, TextArea

from annotations.errors import ReviewError
from annotations.evidence import checked, salvaged
from annotations.models import Evidence, Stance
from tui.commands import bindings
from tui.drafting import OpenDraft
from tui.keymaps import keymap_of
from tui.screens.drafting import DraftingScreen
from tui.widgets.cells import cut

_WORDS_IN_CELLS = 140
_STANCES: tuple[tuple[str, Stance], ...] = (
    ("supports the claim", "supports"),
    ("refutes the claim", "refutes"),
    ("gives context", "context"),
)


class _StanceSelect(Select[Stance]):
    """The stances; the keys that move in other lists do so here, open or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in bindings("chooser") if isinstance(each, Binding) and each.action.startswith("move")
    ]

    def __init__(self, stance: Stance) -> None:
        super().__init__(_STANCES, value=stance, allow_blank=False, type_to_search=False, id="stance", compact=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list; where it is not open, take the stance before or after."""
        if self.expanded:
            overlay = self.query_one(OptionList)
            (overlay.action_cursor_down if rows > 0 else overlay.action_cursor_up)()
        else:
            stances = [stance for _, stance in _STANCES]
            self.value = stances[(stances.index(self.selection or stances[0]) + rows) % len(stances)]


class SourceScreen(DraftingScreen):
    """A form over the text: address, title, stance, date of access, passage."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("source")

    def __init__(
        self,
        words: str,
        source: Evidence,
        keep: Callable[[Evidence], None],
        draft: OpenDraft,
        *,
        editor: str | None = None,
    ) -> None:
        """Edit a source.

        Args:
            words: What the claim says, cleaned.
            source: What is known of the source so far.
            keep: Called with a source that can be kept, if it was changed, when the dialog closes or the program ends.
            draft: Where what is typed lies meanwhile.
            editor: The command that edits long passages; None for the environment's.
        """
        super().__init__(draft, editor)
        self._words = words
        self._kept = source
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        source = self._kept
        with Vertical(id="source") as frame:
            frame.border_title = "Source"
            editor = keymap_of(self.app).key("source.editor")
            frame.border_subtitle = f"tab: next field, {self._leaving}: keep and close, {editor}: your editor"
            yield Static(cut(self._words, _WORDS_IN_CELLS), markup=False, id="words")
            yield from _field("Address", _line(source.url, "url", "https://…"))
            yield from _field("Title", _line(source.title, "title"))
            yield from _field("Stance", _StanceSelect(source.stance))
            yield from _field("Accessed", _line(source.accessed or "", "accessed", "year-month-day"))
            yield Label("Passage")
            yield TextArea(
                source.passage, compact=True, tab_behavior="focus", highlight_cursor_line=False, id="passage"
            )
            yield Static("", markup=False, id="complaint")

    def on_mount(self) -> None:
        """Begin with the address."""
        self.query_one("#url", Input).focus()

    @on(Input.Submitted)
    def _go_on(self) -> None:
        self.focus_next()

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
            words = f"{error.message} {error.hint} {self._leaving} again keeps it with the passage."
            if str(complaint.content) != words:
                complaint.update(words)
                return
        before = self._kept
        self.keep_text()
        self.draft.close(self._kept != before)
        self.dismiss()

    @property
    def _leaving(self) -> str:
        return keymap_of(self.app).key("source.done")

    @property
    def typed(self) -> Evidence:
        """The source by now."""
        stance = self.query_one("#stance", Select).value
        return Evidence(
            url=self.query_one("#url", Input).value,
            title=self.query_one("#title", Input).value,
            stance=next(known for _, known in _STANCES if known == stance),
            passage=self.long_text,
            accessed=self.query_one("#accessed", Input).value or None,
        )


def _line(value: str, name: str, placeholder: str = "") -> Input:
    return Input(value, placeholder=placeholder, id=name, compact=True, select_on_focus=False)


def _field(label: str, field: Widget) -> ComposeResult:
    yield Label(label)
    yield field
