"""Reading: every way through the article. What changes the reader's work is in `reader`."""

from contextlib import suppress
from typing import ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from annotations.errors import SearchError
from annotations.search import find, find_pattern
from annotations.text import clean_line
from tui import describe
from tui.commands import action_names, bindings
from tui.filters import ClaimFilter, choices
from tui.highlight import Layer, Mark, Marks, Target
from tui.panels import PANELS
from tui.screens.chooser import ChooserScreen
from tui.screens.info import details_screen
from tui.screens.page import PageScreen
from tui.widgets.cells import cut
from tui.widgets.mode_bar import LayersBar, ModeBar, Prompt
from tui.widgets.side_panel import SidePanel

_READER_ACTIONS = action_names("reader")
_CHOICE_CELLS = 52
_LIVE_SEARCH_LENGTH = 500_000
"""Code points up to which a search shows its matches while it is typed."""
_LAYERS = (
    ("e", "entities", Layer.ENTITY),
    ("q", "quotes", Layer.QUOTE),
    ("c", "claims", Layer.CLAIM),
    ("n", "notes", Layer.NOTE),
)


class ReadingScreen(PageScreen):
    """Moves through a review."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual calls it so
        """Leave the keys to a mode or a question while it has the focus."""
        if action not in _READER_ACTIONS:
            return True
        if isinstance(self.focused, ModeBar):
            return action in action_names(self.focused.context)
        return not isinstance(self.focused, Input)

    def action_scroll(self, unit: Literal["line", "half", "page"], direction: int) -> None:
        """Scroll by lines or pages."""
        count = self.take_count()
        if unit == "line":
            self.view.scroll_rows(direction * count)
        else:
            for _ in range(count):
                self.view.scroll_page(direction * (0.5 if unit == "half" else 1))

    def action_edge(self, direction: int) -> None:
        """Scroll to the beginning or the end."""
        self.take_count()
        self.view.scroll_to_row(0 if direction < 0 else self.view.model.height)

    def action_paragraph(self, direction: int) -> None:
        """Scroll to the start of a paragraph."""
        for _ in range(self.take_count()):
            self.view.scroll_to_row(self.view.paragraph_row(direction))

    def action_go_to(self) -> None:
        """Ask for a line or a percentage."""
        self.take_count()
        self.ask("place", "Go to line, or percent (40%):")

    def action_search(self) -> None:
        """Ask what to search for."""
        self.take_count()
        self.ask("search", "Search (/…/: a pattern):")

    def action_hop(self, direction: int) -> None:
        """Go to the next match while a search is active, else to the next claim."""
        self.action_step("match" if self.matches else "claim", direction)

    def action_step(self, what: Literal["any", "claim", "entity", "quote", "match"], direction: int) -> None:
        """Go to the next mark of a layer."""
        count = self.take_count()
        mark: Mark | None = None
        origin = self.origin(direction)
        for _ in range(count):
            following = self._following(what, origin, direction)
            if following is None:
                break
            mark = origin = following
        if mark:
            self.go_to(mark)
        else:
            where = "after" if direction > 0 else "before"
            self.notify(f"No {'mark' if what == 'any' else what} {where} this.", timeout=2)

    def _following(self, what: str, origin: Mark | int, direction: int) -> Mark | None:
        if what == "match":
            return self.matches.step((Layer.MATCH,), origin, direction)
        if what == "claim":
            marks, kind = self.marks_passing()
            return marks.step((Layer.CLAIM,), origin, direction, kind)
        layers = self.shown_layers if what == "any" else (Layer[what.upper()],)
        return self.marks.step(layers, origin, direction)

    def action_next_open(self) -> None:
        """Go to the next claim without a verdict, from the top again after the last one."""
        self.take_count()
        marks, layer = self.marks_passing()[0], (Layer.CLAIM,)
        mark = marks.step(layer, self.origin(1), 1, "open") or marks.step(layer, 0, 1, "open")
        if mark:
            self.go_to(mark)
        else:
            self.notify("Every claim has a verdict.", timeout=2)

    def action_details(self) -> None:
        """Show everything about the current mark."""
        lost = self.lost.get(self.current.id) if self.current and self.current.layer is Layer.CHANGED else None
        annotation = describe.find(self.review, self.current)
        if lost:
            self.app.push_screen(details_screen(describe.lost_details(self.review, lost)))
        elif annotation:
            self.app.push_screen(details_screen(describe.details(self.review, annotation, self.seen)))

    def action_panel(self) -> None:
        """Open the side panel and go there, or close it."""
        self.panel.display = not self.panel.display
        (self.panel if self.panel.display else self.view).focus()
        self.show_list()

    def action_changed(self) -> None:
        """Go to the list of claims, where the marks whose words were changed or are gone come first."""
        if not self.lost:
            self.notify("None of your marks has lost its words.", timeout=3)
            return
        self.app.clear_notifications()
        self.panel_kind = "claims"
        self.panel.display = True
        self.panel.focus()
        self.show_list()
        self.go_to_target(Target(Layer.CHANGED, next(iter(self.lost))))

    def action_filter(self) -> None:
        """Show all claims, or only open, verified or disputed ones; in the list of entities, mark only this one."""
        if self.focused is self.panel and self.panel_kind == "entities":
            self._mark_only_current_entity()
        else:
            self.filter_claims(self.claim_filter.following())

    def action_filter_by(self) -> None:
        """Choose whose claims are shown, or for which reason."""
        offered = {str(number): each for number, each in enumerate(choices(self.review.claims, self.review.same))}
        options = [(number, f"{cut(each.label, _CHOICE_CELLS)} ({each.count})") for number, each in offered.items()]

        def choose(number: str | None) -> None:
            if number is not None:
                self.filter_claims(offered[number].filter)

        self.app.push_screen(ChooserScreen("Show claims", options), choose)

    def filter_claims(self, chosen: ClaimFilter) -> None:
        """List and hop to some claims only."""
        self.claim_filter = chosen
        self.show_list()
        self.show_status()
        self.notify(f"{len(self.shown_claims())} {chosen.label}", timeout=2, markup=False)

    def _mark_only_current_entity(self) -> None:
        entity = self.review.entities_by_id.get(self.current.id) if self.current else None
        if entity is not None:
            self.only_entity = None if self.only_cluster == entity.entity else entity.id
            self.show_layer(Layer.ENTITY)
            self.show_review()

    def action_layers(self) -> None:
        """Choose which layers are shown."""
        self.show_bar(self.query_one(LayersBar))
        self._describe_layers()

    def action_layer(self, name: str) -> None:
        """Show or hide a layer."""
        self.shown_layers ^= {Layer[name]}
        self.show_review()
        self._describe_layers()

    def action_width(self, change: int) -> None:
        """Make the text wider, narrower, or as wide as usual."""
        narrower = min(self.view.column_width, self.view.model.width)
        self.view.column_width = narrower + change if change else self.view.usual_width

    def action_escape(self) -> None:
        """End what is open or active: a mode, the panel's focus, a count, a search; else put notices away."""
        if isinstance(self.focused, ModeBar):
            self._close_line()
        elif self.focused is self.panel:
            self.view.focus()
        elif self.count:
            self.count = ""
            self.show_status()
        elif self.matches:
            self.search_for("")
        elif self.only_entity:
            self.only_entity = None
            self.show_review()
        else:
            self.app.clear_notifications()

    # Answers

    @on(SidePanel.Chosen)
    def _chosen(self, event: SidePanel.Chosen) -> None:
        target = self.target_of(event.mark_id)
        if target.layer is not Layer.CHANGED:
            self.show_layer(target.layer)
        self.go_to_target(target)
        if event.done and target.layer is Layer.CHANGED:
            self.action_details()
        elif event.done:
            self.view.focus()

    @on(SidePanel.Switched)
    def _switched(self, event: SidePanel.Switched) -> None:
        self.panel_kind = PANELS[(PANELS.index(self.panel_kind) + event.direction) % len(PANELS)]
        self.show_list()

    @on(SidePanel.Reordered)
    def _reordered(self) -> None:
        self.is_ranked = not self.is_ranked
        self.show_list()

    @on(Prompt.Changed)
    def _answer_changed(self, event: Prompt.Changed) -> None:
        if event.question == "search" and len(self.review.article.text) <= _LIVE_SEARCH_LENGTH:
            with suppress(SearchError):
                self.search_for(event.answer)

    @on(Prompt.Cancelled)
    def _answer_cancelled(self, event: Prompt.Cancelled) -> None:
        if event.question == "search":
            self.search_for("")
        self._close_line()

    @on(Prompt.Submitted)
    def _answered(self, event: Prompt.Submitted) -> None:
        self._close_line()
        if event.question == "search":
            self._search_or_say(event.answer)
        elif event.question == "place":
            self._go_to_place(event.answer.strip())

    def _search_or_say(self, query: str) -> None:
        try:
            self.search_for(query)
        except SearchError as error:
            self.notify(clean_line(f"{error.message} {error.hint}"), severity="warning", markup=False)
        else:
            if query.strip() and not self.matches:
                self.notify("Not found.", severity="warning", timeout=3)

    def search_for(self, query: str) -> None:
        """Search the text and go to the first match from here on; an empty query ends the search.

        Between slashes stands a regular expression, else words; raises SearchError for one that cannot be searched.
        """
        origin = self.view.top if self.current is None else self.origin(1)
        self.sought, self.matches = query, Marks()
        try:
            found = _matches(self.review.article.text, query)
            self.matches = Marks(Mark(start, end, Layer.MATCH, "", str(start)) for start, end in found)
        finally:
            self.view.show_matches(self.matches)
            start = origin if isinstance(origin, int) else origin.start
            first = self.matches.step((Layer.MATCH,), start, 1) or self.matches.step((Layer.MATCH,), 0, 1)
            self.go_to(first)

    def _go_to_place(self, place: str) -> None:
        number = place.removesuffix("%").strip()
        if not number.isdecimal():
            self.notify("A line is a number; a place in the text ends in %.", severity="warning")
        elif place.endswith("%"):
            self.view.scroll_to_row(self.view.model.height * int(number) // 100)
        else:
            self.view.scroll_to_row(int(number) - 1)

    def ask(self, question: str, label: str, answer: str = "") -> None:
        """Ask something in the bottom line."""
        prompt = self.query_one(Prompt)
        self._open_line(prompt)
        prompt.ask(question, label, answer)

    def show_bar(self, bar: ModeBar) -> None:
        """Open a mode's line, which takes the keyboard."""
        self._open_line(bar)
        bar.focus()

    def _open_line(self, line: Widget) -> None:
        """Put a line in place of the status line, so that the text keeps its height."""
        line.display = True
        self.add_class("-asking")

    def _close_line(self) -> None:
        for line in (*self.query(ModeBar), self.query_one(Prompt)):
            line.display = False
        self.remove_class("-asking")
        self.view.focus()

    def _describe_layers(self) -> None:
        signs = ("●" if layer in self.shown_layers else "○" for *_, layer in _LAYERS)
        self.query_one(LayersBar).update(
            "Layers   "
            + "   ".join(f"{key} {sign} {name}" for sign, (key, name, _) in zip(signs, _LAYERS, strict=True))
        )


def _matches(text: str, query: str) -> list[tuple[int, int]]:
    is_pattern = len(query) > 2 and query[0] == query[-1] == "/"
    return find_pattern(text, query[1:-1]) if is_pattern else find(text, query)
