"""The article on screen: what is shown of a review, which mark is the current one, where the reader is."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.notifications import SeverityLevel
from textual.widgets import Footer, Input

from annotations.models import Analysis, Article, Claim, Span
from annotations.review import open_review
from annotations.search import MOST_MATCHES
from tui import describe
from tui.filters import EVERYTHING, ClaimFilter, passing
from tui.glyphs import Glyphs
from tui.highlight import ANNOTATIONS, Layer, Leading, Mark, Marks, Target, claim_marks
from tui.keymaps import keymap_of
from tui.keys import KeyOf
from tui.lost import Lost, lost_marks
from tui.markup import Markup
from tui.panels import PanelKind, PanelState, listing
from tui.screens.ordered import OrderedScreen
from tui.seen import NOTHING_SEEN, Seen
from tui.widgets.article_view import ArticleView
from tui.widgets.cells import cut
from tui.widgets.mode_bar import LayersBar, MarkingBar, ModeBar, Prompt
from tui.widgets.side_panel import SidePanel
from tui.widgets.status_line import Reading, StatusLine
from tui.widgets.title_bar import TitleBar

_LONGEST_COUNT = 4
_LABEL_CELLS = 30


class _Columns(Horizontal):
    """What its children cover; Textual need not draw it."""

    BLANK = True


class PageScreen(OrderedScreen[None]):
    """Shows a review. Commands are added by its subclasses."""

    CSS_PATH = "../app.tcss"

    def __init__(self, article: Article, glyphs: Glyphs, width: int) -> None:
        super().__init__()
        self.review = open_review(article, Analysis(), ())
        self.current: Target | None = None
        self.is_chosen = False
        """Whether the reader went to the current mark, rather than only scrolling past it."""
        self._glyphs = glyphs
        self._width = width
        self.marks = Marks()
        self._markup = Markup()
        self.shown_layers = ANNOTATIONS
        self.lost: Mapping[str, Lost] = {}
        """The reader's marks whose words were changed or are gone, by id."""
        self.remark = ""
        """What was just done, for the status line."""
        self.sought = ""
        self.matches = Marks()
        self.claim_filter: ClaimFilter = EVERYTHING
        self.panel_kind: PanelKind = "claims"
        self.is_ranked = True
        """Whether the claims are listed by worth, else by position."""
        self.only_entity: str | None = None
        """A mention of the only entity that is marked."""
        self.seen: Seen = NOTHING_SEEN
        self.shortfall = ""
        """Why there may be marks that are not shown yet, or none at all; empty where all are there."""
        self._passing: tuple[Sequence[Claim], ClaimFilter, Marks] = ((), EVERYTHING, Marks())
        self.count = ""
        self._told = ("", 0.0)
        """The last notice and until when it stands."""

    def compose(self) -> ComposeResult:
        """Lay out title, text with panel, the bottom lines and the footer."""
        yield TitleBar()
        with _Columns():
            yield ArticleView(self.review.article, self._glyphs, width=self._width)
            yield SidePanel()
        yield StatusLine(self._reading)
        yield MarkingBar()
        yield LayersBar()
        yield Prompt()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the title and give the text the keyboard."""
        self.view.focus()
        self.show_article()

    @cached_property
    def view(self) -> ArticleView:
        """The text."""
        return self.query_one(ArticleView)

    @cached_property
    def panel(self) -> SidePanel:
        """The list beside the text."""
        return self.query_one(SidePanel)

    @cached_property
    def status(self) -> StatusLine:
        """The line under the text."""
        return self.query_one(StatusLine)

    @property
    def key(self) -> KeyOf:
        """Names the key of a command by its id."""
        return keymap_of(self.app).key

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell the reader something in passing; what still stands there is not said again."""
        said, until = self._told
        if message == said and monotonic() < until:
            return
        self._told = message, monotonic() + (timeout or self.app.NOTIFICATION_TIMEOUT)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    # Showing

    def tell_none(self, none: str, otherwise: str = "") -> None:
        """Say that there is no such mark, and why there may be one yet; otherwise where there are some."""
        words = f"{none}: {self.shortfall}" if self.shortfall else "; ".join(filter(None, (none, otherwise)))
        self.notify(f"{words}.", severity="warning", timeout=3, markup=False)

    def show_article(self) -> None:
        """Show what the article is."""
        self.query_one(TitleBar).show(self.review.article)

    def show_review(self) -> None:
        """Show the marks, claims and verdicts of the review; the text does not move."""
        lost = lost_marks(self.review)
        self.lost = {each.id: each for each in lost}
        self.marks = self._markup.marks(self.review, self.shown_layers, lost, entity=self.only_cluster)
        self.view.show_marks(self.marks, self.review.noted)
        self.show_list()
        if self.current and not self.marks_of(self.current) and self.current.id not in self.lost:
            self.go_to(None)
        self.show_status()

    def show_list(self) -> None:
        """Show what the side panel lists, if it is open."""
        if self.panel.display:
            self.panel.show_listing(listing(self._panel_state))
            self.panel.point_at(self.current.id if self.current else None)

    @property
    def _panel_state(self) -> PanelState:
        return PanelState(
            self.review,
            kind=self.panel_kind,
            chosen=self.claim_filter,
            is_ranked=self.is_ranked,
            lost=tuple(self.lost.values()),
            seen=self.seen,
            entity=self.only_cluster,
            glyphs=self._glyphs,
            key=self.key,
            shortfall=self.shortfall,
        )

    @property
    def only_cluster(self) -> str | None:
        """The only entity that is marked, if it is one only."""
        mention = self.review.entities_by_id.get(self.only_entity) if self.only_entity else None
        return mention.entity if mention else None

    def show_layer(self, layer: Layer) -> None:
        """Show a layer that may be hidden."""
        if layer not in self.shown_layers:
            self.shown_layers |= {layer}
            self.show_review()

    def show_status(self) -> None:
        """Show what is under the reader's eyes and where that is."""
        self.status.refresh()

    def _reading(self) -> Reading:
        place = " · ".join(filter(None, (self._place(), f"{self.view.percent_read}%")))
        return Reading(self._description(), place, self.count)

    def _description(self) -> str:
        if self.remark:
            return self.remark
        if self.current and self.current.layer is Layer.MATCH:
            return f"match of “{self.sought}”"
        annotation = describe.find(self.review, self.current)
        return describe.sentence(self.review, annotation, self.key, self.seen) if annotation else ""

    def _place(self) -> str:
        if self.matches:
            found = self.matches.leading(Layer.MATCH)
            total = f"{MOST_MATCHES}+" if len(found) == MOST_MATCHES else str(len(found))
            return self._counted(found, total, "match", "matches")
        shown = self.shown_claims()
        if self.claim_filter != EVERYTHING:
            label = cut(self.claim_filter.label, _LABEL_CELLS)
            return self._counted(shown, str(len(shown)), label, label)
        if not (shown or self.review.analysis.pipeline):
            return ""
        done = f" ({self.review.checked} done)" if self.review.checked else ""
        return self._counted(shown, str(len(shown)), "claim", "claims") + done

    def _counted(self, marks: Leading, total: str, one: str, many: str) -> str:
        """Say which of these marks is the current one, or how many there are."""
        position = marks.position(self.current.id) if self.current else None
        if position is None:
            return f"{total} {one if total == '1' else many}"
        return f"{one} {position + 1} of {total}" if one != many else f"{position + 1} of {total} {many}"

    # The current mark

    def go_to(self, mark: Mark | None, *, reveal: bool = True) -> None:
        """Make a mark's annotation the current one and bring it into view."""
        if mark and reveal:
            marks = self.marks_of(mark.target)
            self.view.reveal(marks[0].start, marks[0].end)
        self._make_current(mark.target if mark else None)
        self.is_chosen = True

    def go_to_target(self, target: Target) -> None:
        """Make an annotation the current one, if it is shown, or listed as one that lost its words."""
        marks = self.marks_of(target)
        if marks:
            self.go_to(marks[0])
        elif target.id in self.lost:
            self._make_current(target)

    def _make_current(self, target: Target | None) -> None:
        self.current, self.remark = target, ""
        self.view.show_current(target)
        self.panel.point_at(target.id if target else None)
        self.show_status()

    def claim_at_hand(self) -> Claim | None:
        """Return the current claim if it is highlighted on screen; else bring one into view and return None."""
        if self.current and self.current.layer is Layer.CHANGED:
            is_changed = bool(self.marks_of(self.current))
            more, confirm = self.key("details.open"), self.key("changed.confirm")
            hint = f"changed: {more} compares them, {confirm} confirms" if is_changed else f"gone: {more} says more"
            self.notify(f"The words of this mark are {hint}.", severity="warning", timeout=4)
            return None
        self.show_layer(Layer.CLAIM)
        marks = self.marks_of(self.current) if self.current and self.current.layer is Layer.CLAIM else ()
        if marks and self.shows_current:
            return self.review.claims_by_id.get(marks[0].id)
        mark = marks[0] if marks else self.nearest(Layer.CLAIM)
        if mark:
            self.go_to(mark)
        else:
            self.tell_none("There are no claims")
        return None

    def current_extent(self) -> Span | None:
        """Return the text of the current mark."""
        marks = self.marks_of(self.current)
        if self.current and self.current.layer is Layer.CHANGED:
            return Span(marks[0].start, marks[0].end, "") if marks else None
        annotation = describe.find(self.review, self.current)
        return describe.extent_of(annotation) if annotation else None

    def marks_of(self, target: Target | None) -> tuple[Mark, ...]:
        """Return the marks shown of an annotation or a match."""
        return (self.matches if target and target.layer is Layer.MATCH else self.marks).of(target)

    def nearest(self, layer: Layer) -> Mark | None:
        """Return the mark of a layer that is nearest to what is being read."""
        row = self.view.model.row(min(self.view.reading_row, self.view.model.height - 1))
        return self.marks.nearest(layer, row.start, row.end)

    def shown_claims(self) -> Leading:
        """Return the marks of the claims that the filter lets through."""
        marks, kind = self.marks_passing()
        return marks.leading(Layer.CLAIM, kind)

    def marks_passing(self) -> tuple[Marks, str | None]:
        """Return marks that hold those of the claims that the filter lets through, and their kind; None for any."""
        chosen, claims = self.claim_filter, self.review.claims
        if not chosen.is_narrow:
            return self.marks, None if chosen.standing == "all" else chosen.standing
        if self._passing[0] is not claims or self._passing[1] != chosen:
            self._passing = claims, chosen, Marks(claim_marks(passing(claims, chosen, self.review.same)))
        return self._passing[2], None

    def target_of(self, mark_id: str) -> Target:
        """Return the annotation of an id, a note's being that of its record."""
        if mark_id in self.lost:
            return Target(Layer.CHANGED, mark_id)
        layers = {"c-": Layer.CLAIM, "q-": Layer.QUOTE, "n-": Layer.ENTITY}
        return Target(layers.get(mark_id[:2], Layer.NOTE), mark_id)

    def origin(self, direction: int) -> Mark | int:
        """Return what the next step starts from: the current mark if it is on screen, else the edge of the screen."""
        if self.shows_current:
            return self.marks_of(self.current)[0]
        first, last = self.view.range_on_screen
        return first if direction > 0 else last

    @on(ArticleView.Scrolled)
    def _scrolled(self, event: ArticleView.Scrolled) -> None:
        if event.by_reader:
            self.follow_reader()
        self.status.catch_up()

    @on(ArticleView.LaidOut)
    def _laid_out(self) -> None:
        self.status.catch_up()

    def follow_reader(self) -> None:
        """Make the mark nearest to what is being read the current one; one that was chosen stays while it is seen."""
        if self.is_searching:
            return
        self.remark = ""
        if not (self.is_chosen and self.shows_current):
            layers = (Layer.CLAIM, Layer.QUOTE, Layer.ENTITY, Layer.NOTE)
            found = (mark for layer in layers if layer in self.shown_layers and (mark := self.nearest(layer)))
            nearest = next(found, None)
            if nearest and nearest.target != self.current:
                self._make_current(nearest.target)
            self.is_chosen = False
        self.status.catch_up()

    @property
    def shows_current(self) -> bool:
        """Whether some of the current mark is on screen."""
        return any(self.view.shows(mark.start, mark.end) for mark in self.marks_of(self.current))

    @property
    def is_searching(self) -> bool:
        """Whether a search is active."""
        return bool(self.matches)

    @on(ArticleView.Clicked)
    def _clicked(self, event: ArticleView.Clicked) -> None:
        if event.in_gutter:
            hit = [mark for mark in self.marks.within(event.row.start, event.row.end) if mark.layer is Layer.CLAIM]
        else:
            hit = self.marks.within(event.offset, event.offset + 1)
        if hit:
            narrowest = min(hit, key=lambda mark: (mark.end - mark.start, -mark.layer))
            self.go_to(self.marks.of(narrowest.target)[0], reveal=False)

    # Counts

    def on_key(self, event: events.Key) -> None:
        """Collect the digits of a count."""
        if event.character and event.character.isdecimal() and not isinstance(self.focused, (Input, ModeBar)):
            event.stop()
            self.count = (self.count + event.character).lstrip("0")[-_LONGEST_COUNT:]
            self.show_status()

    def take_count(self) -> int:
        """Return the count typed before a command, and forget it."""
        if not self.count:
            return 1
        count, self.count = int(self.count), ""
        self.show_status()
        return count
