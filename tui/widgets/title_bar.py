"""The line above the text: what is being read."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.cells import cut, width_of


class TitleBar(Widget):
    """Left the title, right where the article comes from."""

    heading: reactive[str] = reactive("")
    origin: reactive[str] = reactive("")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--heading", "title--origin"}

    def render(self) -> Content:
        """Return the line; the origin gives way to the title."""
        width = self.content_size.width
        origin = cut(self.origin, width // 3)
        heading = cut(self.heading, max(width - width_of(origin) - 2, 0))
        return Content.assemble(
            (heading, self.get_visual_style("title--heading", partial=True)),
            " " * max(width - width_of(heading) - width_of(origin), 0),
            (origin, self.get_visual_style("title--origin", partial=True)),
        )
