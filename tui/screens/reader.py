"""The reader's work: verdicts, notes, claims of one's own, and what the analysis finds."""

from collections.abc import Sequence
from time import monotonic

from msgspec.structs import replace
from textual import on
from textual.message import Message

from annotations.cleaning import clean_line, clean_lines
from annotations.drafts import Draft, present
from annotations.editing import Review, with_analysis
from annotations.errors import NewsmarkError
from annotations.models import Analysis, Claim, Entity, Hidden, Note, Quote, Span
from annotations.review import (
    add_claim,
    confirm,
    delete,
    is_redo_overtaken,
    is_undo_overtaken,
    redo,
    undo,
)
from annotations.sources.language import foreign_language
from tui import describe
from tui.highlight import Layer
from tui.screens.exporting import ExportingScreen
from tui.screens.note import NoteScreen


class ReaderScreen(ExportingScreen):
    """Reads one article and keeps what the reader makes of it."""

    _warned_of: Review | None = None
    """The state of which the reader was told that a step would take back another program's change."""

    class Detected(Message):
        """The analysis found something, perhaps not yet everything."""

        def __init__(self, version: str, analysis: Analysis, *, done: bool) -> None:
            super().__init__()
            self.version = version
            """Of the text that was analysed."""
            self.analysis = analysis
            self.done = done

    class Left(Message):
        """The reader is done with the article."""

    def on_mount(self) -> None:
        """Paint first; then open the store and have the text analysed."""
        super().on_mount()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.open_store()
        self.begin_analysis()

    # What the analysis finds

    def begin_analysis(self) -> None:
        """Have the text analysed, what is on screen first; one that is not English is only read."""
        if language := foreign_language(self.review.article.language):
            self.status.progress = f"{language}: not marked"
            self.shortfall = f"the text is in {language}, and only English ones are marked"
            self.notify(f"The text is in {language}. Only English texts are marked.", timeout=10)
            self.recover_drafts(is_analysed=True)
        else:
            self.status.progress = "analysing…"
            self.shortfall = "the article is still being analysed"
            self.run_worker(self._analyse(), group="analysis", exclusive=True, description="analyse the article")

    async def _analyse(self) -> None:
        article = self.review.article
        found: dict[str, Entity] = {}
        due = monotonic()

        def progress(entities: Sequence[Entity]) -> None:
            nonlocal due
            found.update((entity.id, entity) for entity in entities)
            if monotonic() >= due:
                due = monotonic() + self.services.pace.marks
                self.post_message(self.Detected(article.version, Analysis(entities=tuple(found.values())), done=False))

        try:
            analysis = await self.services.client.analyse(article, self.view.top, progress)
        except NewsmarkError as error:
            self.status.progress = "not analysed"
            self.shortfall = f"the article was not analysed ({clean_line(error.message).rstrip('.')})"
            self.show_list()
            self.recover_drafts(is_analysed=True)
            self.show_failure(error)
        else:
            self.post_message(self.Detected(article.version, analysis, done=True))

    @on(Detected)
    def _detected(self, event: Detected) -> None:
        if event.version != self.review.article.version or (self.review.analysis.pipeline and not event.done):
            return
        self.review = with_analysis(self.review, event.analysis)
        if event.done:
            self.status.progress = clean_line(event.analysis.pipeline or "")
            self.shortfall = ""
        self.show_review()
        if event.done:
            self.look_for_seen()
            self.recover_drafts(is_analysed=True)

    # Judging

    def action_note(self) -> None:
        """Write a note on the current mark."""
        self.take_count()
        annotation = describe.find(self.review, self.current)
        is_lost = self.current is not None and self.current.layer is Layer.CHANGED
        if annotation is None or (isinstance(annotation, Claim) and not is_lost):
            annotation = self.claim_at_hand()
        if isinstance(annotation, Claim):
            self._edit_note(annotation, annotation.id)
        elif isinstance(annotation, Note):
            self._edit_note(annotation, annotation.record.id)
        elif isinstance(annotation, Hidden):
            self.notify("A correction has no note; put one on a claim or on words of the text.", timeout=3)
        elif annotation is not None:
            span = describe.extent_of(annotation)
            self.write_note(span.start, span.end)

    def _edit_note(self, annotation: Claim | Note, target: str) -> None:
        if not self.is_ready:
            return
        about = self.draft_of(annotation.spans, target=target, before=clean_lines(annotation.note))
        self._open_editor(about, describe.words_of(annotation))

    def write_note(self, start: int, end: int) -> None:
        """Write a note on a stretch of text."""
        if self.is_ready:
            words = self.review.article.text[start:end]
            self._open_editor(self.draft_of((Span(start, end, words),)), clean_line(words))

    def _open_editor(self, about: Draft, words: str) -> None:
        def keep(text: str) -> str:
            nonlocal about
            outcome = self.keep_draft(replace(about, note=text))
            target = outcome.target if outcome else None
            now = present(self.review, target) if target else None
            if now is None:
                return text
            about = replace(about, target=target, before=now.note)
            return text if now.note == clean_lines(text) else now.note

        draft, editor = self.desk.begin_draft(about), self.services.settings.editor
        self.app.push_screen(NoteScreen(words, about.before or "", keep, draft, editor=editor))

    def make_claim(self, start: int, end: int) -> bool:
        """Make a stretch of text a claim; tell whether it is one now."""
        now, new_id = self.services.now(), self.services.new_id()
        outcome = self.apply(lambda review: add_claim(review, start, end, now, new_id))
        self.go_to_outcome(outcome)
        return outcome is not None

    def action_delete(self) -> None:
        """Delete the current mark; what was detected is no claim, quote or entity from then on."""
        self.take_count()
        annotation = describe.find(self.review, self.current)
        if isinstance(annotation, Quote | Entity):
            self.remove_mark(annotation)
        elif isinstance(annotation, Claim | Note | Hidden):
            target = annotation.id if isinstance(annotation, Claim) else annotation.record.id
            is_detected = isinstance(annotation, Claim) and annotation.spans and annotation.origin != "reader"
            words, back = ("No claim", "makes it one again") if is_detected else ("Deleted", "brings it back")
            if self.apply(lambda review: delete(review, target, self.services.now())):
                self.notify(f"{words}; {self.key('edit.undo')} {back}.", timeout=3)
        else:
            self.notify("There is no mark here.", severity="warning", timeout=3)

    def action_confirm(self) -> None:
        """Let the current mark, whose words were changed, hold on to the words in their place."""
        self.take_count()
        if self.current and self.current.layer is Layer.CHANGED:
            target = self.current.id
            self.do_and_say(lambda review: confirm(review, target, self.services.now()), "confirmed: ")
        else:
            listing = f"{self.key('changed.list')} lists the marks whose words have changed."
            self.notify(f"There is nothing to confirm here; {listing}", timeout=3)

    def action_undo(self) -> None:
        """Take back what was done last."""
        for _ in range(self.take_count()):
            if self._is_held_back(is_undo_overtaken(self.review), "edit.undo"):
                break
            self.do_and_say(lambda review: undo(review, self.services.now()), "undone: ", takes_back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        for _ in range(self.take_count()):
            if self._is_held_back(is_redo_overtaken(self.review), "edit.redo"):
                break
            self.do_and_say(lambda review: redo(review, self.services.now()), "done again: ")

    def _is_held_back(self, is_overtaken: bool, command: str) -> bool:
        """Tell once, of each state, that a step would take back another program's change with the reader's own."""
        if not is_overtaken or self._warned_of is self.review:
            return False
        self._warned_of = self.review
        words = f"This mark was changed in another newsmark since; {self.key(command)} again takes that back too."
        self.notify(words, severity="warning", timeout=5)
        return True

    def action_back(self) -> None:
        """Go back to where the reader came from."""
        self.keep_position()
        self.post_message(self.Left())
