"""Reading: what is looked for, listed and shown of an article. What changes the reader's work is in `reader`."""

from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from annotations.cleaning import clean_line
from annotations.errors import SearchError
from annotations.search import find, find_pattern
from tui import describe
from tui.commands import action_names, bindings
from tui.filters import ClaimFilter, choices
from tui.highlight import LAYERS_BY_NAME, Layer, Mark, Marks, Target
from tui.jumps import Whereabouts
from tui.panels import PANELS
from tui.screens.chooser import ChooserScreen
from tui.screens.info import details_screen
from tui.screens.moving import MovingScreen
from tui.widgets.cells import cut
from tui.widgets.mode_bar import LayersBar, ModeBar, Prompt
from tui.widgets.side_panel import SidePanel

_READER_ACTIONS = action_names("reader")
_CHOICE_CELLS = 52
_LONGEST_NUMBER = 9
"""Digits of a line's number that are read; with as many it is beyond every text."""
_LIVE_SEARCH_LENGTH = 500_000
"""Code points up to which a search shows its matches while it is typed."""


class ReadingScreen(MovingScreen):
    """Adds searching, the list beside the text, filters and layers."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    _searched_from = Whereabouts(0, 1, None)
    _searched_at_mark = False
    """Whether the search began at a mark that the reader went to."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual calls it so
        """Leave the keys to a mode or a question while it has the focus."""
        if action not in _READER_ACTIONS:
            return True
        if isinstance(self.focused, ModeBar):
            return action in action_names(self.focused.context)
        return not isinstance(self.focused, Input)

    def action_go_to(self) -> None:
        """Ask for a line or a percentage."""
        self.take_count()
        self.ask("place", "Go to line, or percent (40%):")

    def action_search(self) -> None:
        """Ask what to search for."""
        self.take_count()
        self._searched_from, self._searched_at_mark = self.whereabouts, self.is_chosen and self.shows_current
        self.ask("search", "Search (/…/: a pattern):")

    def action_details(self) -> None:
        """Show everything about the current mark."""
        self.take_count()
        lost = self.lost.get(self.current.id) if self.current and self.current.layer is Layer.CHANGED else None
        annotation = describe.find(self.review, self.current)
        if lost:
            self.app.push_screen(details_screen(describe.lost_details(self.review, lost, self.key)))
        elif annotation:
            self.app.push_screen(details_screen(describe.details(self.review, annotation, self.key, self.seen)))

    def action_panel(self) -> None:
        """Go to the side panel, or close it from there."""
        self.take_count()
        self.panel.display = self.focused is not self.panel
        (self.panel if self.panel.display else self.view).focus()
        self.show_list()

    def action_changed(self) -> None:
        """Go to the list of claims, where the marks whose words were changed or are gone come first."""
        self.take_count()
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
        self.take_count()
        if self.focused is self.panel and self.panel_kind == "entities":
            self._mark_only_current_entity()
        else:
            self.filter_claims(self.claim_filter.following())

    def action_filter_by(self) -> None:
        """Choose whose claims are shown, or for which reason."""
        self.take_count()
        offered = {str(number): each for number, each in enumerate(choices(self.review.claims, self.review.same))}
        options = [(number, f"{cut(each.label, _CHOICE_CELLS)} ({each.count})") for number, each in offered.items()]

        def choose(number: str | None) -> None:
            if number is not None:
                self.filter_claims(offered[number].filter)

        self.app.push_screen(ChooserScreen("Show claims", options), choose)

    def filter_claims(self, chosen: ClaimFilter) -> None:
        """List and hop to some claims only."""
        self.claim_filter = chosen
        self.show_layer(Layer.CLAIM)
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
        self.take_count()
        self.show_bar(self.query_one(LayersBar))
        self._describe_layers()

    def action_layer(self, name: str) -> None:
        """Show or hide a layer."""
        self.shown_layers ^= {Layer[name]}
        self.show_review()
        self._describe_layers()

    def action_width(self, change: int) -> None:
        """Make the text wider, narrower, or as wide as usual."""
        self.take_count()
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
            self.end_search()
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
            self.end_search()
            self.return_to(self._searched_from)
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
            self.return_to(self._searched_from)
            self.notify(clean_line(f"{error.message} {error.hint}"), severity="warning", markup=False)
            return
        if self.matches:
            self.jumps = self.jumps.jumped(self._searched_from)
            return
        self.end_search()
        self.return_to(self._searched_from)
        if query.strip():
            self.notify("Not found.", severity="warning", timeout=3)

    def search_for(self, query: str) -> None:
        """Search the text and go to the first match after where the search began.

        Between slashes stands a regular expression, else words; raises SearchError for one that cannot be searched.
        """
        self.sought, self.matches = query, Marks()
        try:
            found = _matches(self.review.article.text, query)
            self.matches = Marks(Mark(start, end, Layer.MATCH, "", str(start)) for start, end in found)
        finally:
            self.view.show_matches(self.matches)
        start = self._search_start()
        first = self.matches.step((Layer.MATCH,), start, 1) or self.matches.step((Layer.MATCH,), 0, 1)
        if first:
            self.go_to(first)

    def _search_start(self) -> int:
        """Return the offset from which matches are looked for: that of a mark the reader went to, or the first seen."""
        place = self._searched_from
        marks = self.marks.of(place.current) if self._searched_at_mark else ()
        return marks[0].start if marks else place.top

    def end_search(self) -> None:
        """Forget what was sought; the mark nearest to what is being read is the current one again."""
        self.sought, self.matches = "", Marks()
        self.view.show_matches(self.matches)
        self.go_to(None)
        self.follow_reader()

    def _go_to_place(self, place: str) -> None:
        number = place.removesuffix("%").strip()
        if not number.isdecimal():
            self.notify("Type the number of a line (120), or a percentage (40%).", severity="warning")
        elif place.endswith("%"):
            self.jump_to_row(self.view.model.height * int(number[:_LONGEST_NUMBER]) // 100)
        else:
            self.jump_to_row(int(number[:_LONGEST_NUMBER]) - 1)

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

    @on(events.DescendantFocus)
    def _focused_elsewhere(self, event: events.DescendantFocus) -> None:
        if event.widget in {self.view, self.panel} and event.widget.has_focus and self.has_class("-asking"):
            self.leave_line(event.widget)

    def leave_line(self, widget: Widget) -> None:
        """End a mode or a question, because the reader went to the text or the list."""
        if self.sought and not self.matches:
            self.end_search()
        self._close_line()
        widget.focus()

    def _close_line(self) -> None:
        for line in (*self.query(ModeBar), self.query_one(Prompt)):
            line.display = False
        self.remove_class("-asking")
        self.view.focus()

    def _describe_layers(self) -> None:
        parts = (
            f"{self.key(f'layers.{name}')} {'●' if layer in self.shown_layers else '○'} {name}"
            for name, layer in LAYERS_BY_NAME.items()
        )
        self.query_one(LayersBar).words = "   ".join(("Layers", *parts))


def _matches(text: str, query: str) -> list[tuple[int, int]]:
    is_pattern = len(query) > 2 and query[0] == query[-1] == "/"
    return find_pattern(text, query[1:-1]) if is_pattern else find(text, query)
