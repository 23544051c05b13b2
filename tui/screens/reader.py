"""The reader's work: verdicts, notes, claims of one's own, and what the analysis finds."""

from collections.abc import Sequence

from textual import on
from textual.message import Message

from annotations.editing import with_analysis
from annotations.errors import NewsmarkError
from annotations.models import Analysis, Claim, Entity, Note, Quote, Span
from annotations.review import (
    add_claim,
    add_note,
    confirm,
    delete,
    redo,
    set_note,
    undo,
)
from annotations.sources.language import foreign_language
from annotations.text import clean_line, clean_lines
from tui import describe
from tui.highlight import Layer
from tui.screens.exporting import ExportingScreen
from tui.screens.note import NoteScreen


class ReaderScreen(ExportingScreen):
    """Reads one article and keeps what the reader makes of it."""

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
            self.notify(f"The text is in {language}. Marks are made in English texts only.", timeout=10)
            self.recover_drafts(is_analysed=True)
        else:
            self.status.progress = "analysing…"
            self.run_worker(self._analyse(), group="analysis", exclusive=True, description="analyse the article")

    async def _analyse(self) -> None:
        article = self.review.article
        found: dict[str, Entity] = {}

        def progress(entities: Sequence[Entity]) -> None:
            found.update((entity.id, entity) for entity in entities)
            self.post_message(self.Detected(article.version, Analysis(entities=tuple(found.values())), done=False))

        try:
            analysis = await self.services.client.analyse(article, self.view.top, progress)
        except NewsmarkError as error:
            self.status.progress = "not analysed"
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
        elif annotation is not None:
            span = describe.extent_of(annotation)
            self.write_note(span.start, span.end)

    def _edit_note(self, annotation: Claim | Note, target: str) -> None:
        if not self.is_ready:
            return

        def keep(text: str) -> None:
            self.apply(lambda review: set_note(review, target, text, self.services.now()))
            self.show_status()

        words, note = describe.words_of(annotation), clean_lines(annotation.note)
        draft = self.begin_draft(annotation.spans, target=target)
        self.app.push_screen(NoteScreen(words, note, keep, draft, editor=self.services.settings.editor))

    def write_note(self, start: int, end: int) -> None:
        """Write a note on a stretch of text."""
        if not self.is_ready:
            return

        def keep(text: str) -> None:
            if text.strip():
                now, new_id = self.services.now(), self.services.new_id()
                outcome = self.apply(lambda review: add_note(review, start, end, text, now, new_id))
                self.go_to_outcome(outcome)

        words = self.review.article.text[start:end]
        draft = self.begin_draft((Span(start, end, words),))
        self.app.push_screen(NoteScreen(clean_line(words), "", keep, draft, editor=self.services.settings.editor))

    def make_claim(self, start: int, end: int) -> bool:
        """Make a stretch of text a claim; tell whether it is one now."""
        now, new_id = self.services.now(), self.services.new_id()
        outcome = self.apply(lambda review: add_claim(review, start, end, now, new_id))
        self.go_to_outcome(outcome)
        return outcome is not None

    def action_delete(self) -> None:
        """Delete the current mark, if the reader made it, or say that it is no quote or entity."""
        annotation = describe.find(self.review, self.current)
        if isinstance(annotation, Quote | Entity):
            self.remove_mark(annotation)
        elif isinstance(annotation, Claim | Note):
            target = annotation.id if isinstance(annotation, Claim) else annotation.record.id
            if self.apply(lambda review: delete(review, target, self.services.now())):
                self.notify("Deleted; u brings it back.", timeout=3)
        else:
            self.notify("There is no mark here.", severity="warning", timeout=3)

    def action_confirm(self) -> None:
        """Let the current mark, whose words were changed, hold on to the words in their place."""
        if self.current and self.current.layer is Layer.CHANGED:
            target = self.current.id
            self.do_and_say("confirmed", lambda review: confirm(review, target, self.services.now()))
        else:
            self.notify("There is nothing to confirm here; L lists the marks whose words have changed.", timeout=3)

    def action_undo(self) -> None:
        """Take back what was done last."""
        for _ in range(self.take_count()):
            self.do_and_say("undone", lambda review: undo(review, self.services.now()))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        for _ in range(self.take_count()):
            self.do_and_say("done again", lambda review: redo(review, self.services.now()))

    def action_back(self) -> None:
        """Go back to where the reader came from."""
        self.keep_position()
        self.post_message(self.Left())
