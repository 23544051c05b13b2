"""Moving through an article: by lines and pages, from mark to mark, back and forth between jumps."""

from typing import Literal

from tui.highlight import Layer, Mark
from tui.jumps import Jumps, Whereabouts
from tui.screens.page import PageScreen


class MovingScreen(PageScreen):
    """Moves through a review."""

    jumps = Jumps()
    """Where the reader jumped from."""

    def action_scroll(self, unit: Literal["line", "half", "page"], direction: int) -> None:
        """Scroll by lines or pages."""
        count = self.take_count()
        if unit == "line":
            self.view.scroll_rows(direction * count)
        else:
            for _ in range(count):
                self.view.scroll_page(direction * (0.5 if unit == "half" else 1))
        self.follow_reader()

    def action_edge(self, direction: int) -> None:
        """Scroll to the beginning or the end."""
        self.take_count()
        self.jump_to_row(0 if direction < 0 else self.view.model.height)

    def jump_to_row(self, y: int) -> None:
        """Scroll to a row from which one can come back; the mark that was chosen is left behind."""
        self.jumps = self.jumps.jumped(self.whereabouts)
        self.view.scroll_to_row(y)
        self.is_chosen = False
        self.follow_reader()

    @property
    def whereabouts(self) -> Whereabouts:
        """Where the reader is."""
        return Whereabouts(self.view.top, self.view.above, self.current)

    def return_to(self, place: Whereabouts) -> None:
        """Bring the reader back to a place."""
        self.view.scroll_to_offset(place.top, place.above)
        self.go_to(next(iter(self.marks_of(place.current)), None), reveal=False)

    def action_jump(self, direction: int) -> None:
        """Go back to where the reader jumped from, or forth again."""
        for _ in range(self.take_count()):
            following = self.jumps.back(self.whereabouts) if direction < 0 else self.jumps.forth()
            if following is None:
                self.notify(f"There is no place to go {'back' if direction < 0 else 'forward'} to.", timeout=2)
                break
            self.jumps = following
            self.return_to(following.place)

    def action_paragraph(self, direction: int) -> None:
        """Scroll to the start of a paragraph."""
        for _ in range(self.take_count()):
            self.view.scroll_to_row(self.view.paragraph_row(direction))
        self.follow_reader()

    def action_hop(self, direction: int) -> None:
        """Go to the next match while a search is active, else to the next claim."""
        self.action_step("match" if self.matches else "claim", direction)

    def action_step(self, what: Literal["any", "claim", "entity", "quote", "match"], direction: int) -> None:
        """Go to the next mark of a layer."""
        count = self.take_count()
        if what in {"claim", "entity", "quote"}:
            self.show_layer(Layer[what.upper()])
        mark: Mark | None = None
        origin = self.origin(direction)
        for _ in range(count):
            following = self._following(what, origin, direction)
            if following is None:
                break
            mark = origin = following
        if mark:
            self.jump_to(mark)
        else:
            where = "after" if direction > 0 else "before"
            self.tell_none(f"No {'mark' if what == 'any' else what} {where} this")

    def _following(self, what: str, origin: Mark | int, direction: int) -> Mark | None:
        if what == "match":
            return self.matches.step((Layer.MATCH,), origin, direction)
        if what == "claim":
            marks, kind = self.marks_passing()
            return marks.step((Layer.CLAIM,), origin, direction, kind)
        layers = self.shown_layers if what == "any" else (Layer[what.upper()],)
        return self.marks.step(layers, origin, direction)

    def jump_to(self, mark: Mark) -> None:
        """Go to a mark from which one can come back."""
        self.jumps = self.jumps.jumped(self.whereabouts)
        self.go_to(mark)

    def action_next_open(self) -> None:
        """Go to the next claim without a verdict, from the top again after the last one."""
        self.take_count()
        self.show_layer(Layer.CLAIM)
        marks, layer = self.marks_passing()[0], (Layer.CLAIM,)
        mark = marks.step(layer, self.origin(1), 1, "open") or marks.step(layer, 0, 1, "open")
        if mark:
            self.jump_to(mark)
        else:
            self.tell_none("No claim is left without a verdict")
