"""The line under the text: what is under the reader's eyes, and how the work stands."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.widgets.cells import cut, width_of

_GAP = 2


class StatusLine(Widget):
    """Left what the current mark is, right where the reader is and how analysis and saving stand."""

    description: reactive[str] = reactive("")
    """What is under the cursor; cut where there is no room."""
    place: reactive[str] = reactive("")
    """Claim i of n, percent read."""
    progress: reactive[str] = reactive("")
    """The pipeline, or that it is at work."""
    saving: reactive[str] = reactive("")
    """Whether the reader's work is on the disk."""
    alarm: reactive[bool] = reactive(False)
    """Whether saving failed."""
    pending: reactive[str] = reactive("")
    """A count being typed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--description", "status--place", "status--dim", "status--alarm"}

    def render(self) -> Content:
        """Return the line, as wide as there is room."""
        width = self.content_size.width
        place, saving = (self.place, "status--place"), (self.saving, "status--dim")
        if self.alarm:
            place, saving = (self.saving, "status--alarm"), place
        parts = [(self.pending, "status--description"), place, saving, (self.progress, "status--dim")]
        room = max(width * 3 // 5, width - width_of(self.description))
        while parts and sum(width_of(text) + _GAP for text, _ in parts if text) > room:
            parts.pop()
        right = [(text, name) for text, name in parts if text]
        taken = sum(width_of(text) + _GAP for text, _ in right)
        left = cut(self.description, max(width - taken, 0))
        padding = " " * max(width - taken - width_of(left), 0)
        pieces: list[str | tuple[str, Style]] = [
            (left, self.get_visual_style("status--description", partial=True)),
            padding,
        ]
        for text, name in right:
            pieces += [" " * _GAP, (text, self.get_visual_style(name, partial=True))]
        return Content.assemble(*pieces)
