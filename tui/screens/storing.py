"""The article and the store: opening, saving, the reader's place, and what other programs change meanwhile."""

from collections.abc import Iterable
from contextlib import suppress

from textual import on
from textual.message import Message
from textual.timer import Timer

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError, StoreError
from annotations.models import Article, Place, Record
from annotations.records import merge_all
from annotations.review import open_review, with_records
from tui import telling
from tui.desk import Desk, Opened
from tui.highlight import LAYERS_BY_NAME, Layer
from tui.lost import lost_marks, summary
from tui.screens.marking import MarkingScreen
from tui.services import SaveStatus, Services
from tui.widgets.article_view import ArticleView

_STAYS = 20
"""Seconds that what the reader must not miss stays on screen."""


class StoringScreen(MarkingScreen):
    """Keeps a review in the store. What else begins with the article is for the subclass to say."""

    class Found(Message):
        """The store was asked about the article."""

        def __init__(self, opened: Opened, *, is_kept: bool) -> None:
            super().__init__()
            self.opened = opened
            self.is_kept = is_kept
            """Whether work on the article can be saved."""

    def __init__(self, article: Article, services: Services, desk: Desk) -> None:
        settings = services.settings
        super().__init__(article, services.glyphs, settings.text_width)
        self.shown_layers = frozenset({Layer.CHANGED, *(LAYERS_BY_NAME[name] for name in settings.layers)})
        self.services = services
        self.unsaved: dict[str, Record] = {}
        """What was done while there was no store to save it in, by record id."""
        self.desk = desk
        self._is_opened = False
        self._is_kept = False
        self._is_told = False
        """Whether the reader knows what has changed since the article was read last."""
        self._failure = ""
        self._generation: int | None = None
        self._is_looking = False
        self._kept_place: Place | None = None
        self._position_timer: Timer | None = None

    def look_for_seen(self) -> None:
        """Find out what was made of the claims elsewhere."""
        raise NotImplementedError

    # Opening

    def open_store(self) -> None:
        """Open the store, in the background; then watch what other programs change in it."""
        self._ask_store()
        self.set_interval(self.services.pace.looking, self._look)
        self.watch(self.app, "app_focus", self._look, init=False)

    def _ask_store(self) -> None:
        self.run_worker(self._open(), group="store", description="open the store", exit_on_error=False)

    async def _open(self) -> None:
        article = self.review.article
        try:
            self.post_message(self.Found(await self.desk.open_article(article), is_kept=True))
        except StoreError as error:
            self._tell_failure(error)
            known = Opened(article)
            with suppress(StoreError):
                known = await self.desk.look_up(article)
            self.post_message(self.Found(known, is_kept=False))
            self.set_timer(self.services.pace.retrying, self._ask_store)
        self.tell_notices()

    @on(Found)
    def _found(self, event: Found) -> None:
        self._is_opened, self._is_kept = True, event.is_kept
        opened = event.opened
        merged, _ = merge_all(self.review.records, opened.records)
        self.review = open_review(opened.article, self.review.analysis, merged.values())
        if self._is_kept and self.unsaved:
            self.desk.keep(opened.article.id, self.unsaved.values())
            self.unsaved = {}
        was_read = self.view.scroll_offset.y > 0 or self.current is not None
        self.show_article()
        self.show_review()
        self.look_for_seen()
        if opened.position and not was_read:
            self.view.scroll_to_offset(opened.position)
        if event.is_kept and not self._is_told:
            self._is_told = True
            self._tell_changed(opened.change)

    def _tell_changed(self, change: str) -> None:
        lost = lost_marks(self.review)
        marks = f"Your marks: {summary(lost)}; {self.key('changed.list')} lists them." if lost else ""
        if change or marks:
            words = f"{change or 'The text has changed.'} {marks}".rstrip()
            self.notify(words, severity="warning", timeout=10, markup=False)

    @property
    def is_ready(self) -> bool:
        """Whether the article can be worked on; else the reader is told why not."""
        if not self._is_opened:
            self.notify("The store is being opened; try again in a moment.", severity="warning")
        return self._is_opened

    # Saving

    def keep(self, records: tuple[Record, ...]) -> None:
        """Have records saved, or kept in memory until they can be."""
        if not records:
            return
        if self._is_kept and self.desk.keep(self.review.article.id, records):
            self.status.saving = "saving…"
        else:
            self.unsaved |= {record.id: record for record in records}
            self._show_unsaved()

    def show_saving(self, status: SaveStatus) -> None:
        """Show how saving stands, and what a save brought from other programs."""
        if status.state == "failed":
            self._show_unsaved()
        else:
            self.status.saving, self.status.alarm = {"saving": "saving…", "saved": "saved"}[status.state], False
        if status.error:
            self._tell_failure(status.error)
        elif status.state == "saved" and self._failure:
            self._failure = ""
            self.notify("Saved again; nothing was lost.")
        saved = status.saved.get(self.review.article.id)
        if saved:
            conflicts = {conflict.record.id for conflict in saved.conflicts}
            self._merge(saved.records, known=conflicts)
            for conflict in saved.conflicts:
                self.notify(telling.conflict(conflict), severity="warning", timeout=_STAYS, markup=False)
        self.tell_notices()

    def _show_unsaved(self) -> None:
        self.status.saving, self.status.alarm = f"NOT SAVED ({self.key('export')}: export)", True

    def _tell_failure(self, error: StoreError | NewsmarkError) -> None:
        """Tell about a failure to save, once for as long as it is the same."""
        if error.message != self._failure:
            self._failure = error.message
            work = "Your work is kept in memory and saved as soon as that is possible"
            self.show_failure(error, f"{work}; {self.key('export')} writes it to another place.")

    def show_failure(self, error: NewsmarkError, consequence: str = "") -> None:
        """Tell about an expected failure."""
        lines = (error.message, error.hint, consequence)
        words = "\n".join(clean_line(line) for line in lines if line)
        self.notify(words, severity="error", timeout=_STAYS, markup=False)

    def tell_notices(self) -> None:
        """Tell what the store has to tell."""
        for notice in self.desk.new_notices():
            self.notify(clean_line(notice), title="Your annotations", severity="warning", timeout=_STAYS, markup=False)

    # The reader's place

    @on(ArticleView.Scrolled)
    def _moved(self) -> None:
        if self._position_timer is None:
            self._position_timer = self.set_timer(self.services.pace.positions, self.keep_position)

    def keep_position(self) -> None:
        """Have it kept where the reader is."""
        if self._position_timer:
            self._position_timer.stop()
            self._position_timer = None
        claims = len(self.review.claims) if self.review.analysis.pipeline else None
        reached = min(self.view.range_on_screen[1], len(self.review.article.text))
        place = Place(self.view.top, reached, claims)
        if self._is_kept and place != self._kept_place:
            self._kept_place = place
            self.desk.keep_place(self.review.article.id, place)

    # What other programs change

    def _look(self) -> None:
        if self._is_kept and self.app.app_focus and not self._is_looking:
            self._is_looking = True
            self.run_worker(self._look_for_changes(), group="changes", description="look for changes")

    async def _look_for_changes(self) -> None:
        try:
            changes = await self.desk.changes(self.review.article.id, self._generation)
        except StoreError:
            return
        finally:
            self._is_looking = False
        if changes:
            self._generation = changes.generation
            self._merge(changes.records)
        self.tell_notices()

    def _merge(self, records: Iterable[Record], known: Iterable[str] = ()) -> None:
        """Show what others changed; `known` are the records of which the reader is told anyway."""
        before, self.review = self.review, with_records(self.review, records)
        if self.review is before:
            return
        self.show_review()
        changed = [record for key, record in self.review.records.items() if telling.differs(before, record)]
        count = sum(record.id not in known for record in changed)
        if count:
            self.notify(f"{telling.counted(count, 'mark')} changed in another newsmark.", timeout=5)
