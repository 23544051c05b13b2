"""Lines at the bottom that take the keyboard for a while: a question, or a mode with keys of its own."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from tui.commands import Context, bindings
from tui.widgets.cells import cut
from tui.widgets.line import Line, Stretch


class ModeBar(Line, can_focus=True):
    """A line that holds the focus in a mode, and hands the mode's commands to its screen."""

    context: Context
    words: reactive[str] = reactive("")
    """What it says."""

    def stretches(self, width: int) -> Iterable[Stretch]:
        """Return what it says, cut where there is no room."""
        return [(cut(self.words, width), "")]


class MarkingBar(ModeBar):
    """The line while text is being marked."""

    context: Context = "marking"
    BINDINGS: ClassVar[list[BindingType]] = bindings("marking", scope="screen.", comes_first=True)


class LayersBar(ModeBar):
    """The line while layers are being chosen."""

    context: Context = "layers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("layers", scope="screen.", comes_first=True)


class Prompt(Horizontal):
    """A question answered in one line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("prompt")

    class _Answer(Message):
        def __init__(self, question: str, answer: str) -> None:
            super().__init__()
            self.question = question
            self.answer = answer

    class Changed(_Answer):
        """The answer is being typed."""

    class Submitted(_Answer):
        """The answer is given."""

    class Cancelled(_Answer):
        """There will be no answer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._question = ""

    def compose(self) -> ComposeResult:
        """Lay out the question and its field."""
        yield Label()
        yield Input(compact=True, select_on_focus=False)

    def ask(self, question: str, label: str, answer: str = "") -> None:
        """Show a question and take the focus; `question` names it in the messages."""
        self._question = question
        self.query_one(Label).update(label)
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = answer
        field.cursor_position = len(answer)
        field.focus()

    def action_cancel(self) -> None:
        """Give up the question."""
        self.post_message(self.Cancelled(self._question, ""))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self._question, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self._question, event.value))
