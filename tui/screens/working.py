"""Doing something to the review: saved, shown, and said in the status line."""

from collections.abc import Callable

from annotations.cleaning import clean_line
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from tui import telling
from tui.highlight import Layer
from tui.screens.storing import StoringScreen


class WorkingScreen(StoringScreen):
    """Applies the core's operations. Which ones is for the subclasses to say."""

    def apply(self, operation: Callable[[Review], Outcome]) -> Outcome | None:
        """Do something to the review and have it saved; None, and the reason on screen, where it cannot be done."""
        if not self.is_ready:
            return None
        try:
            outcome = operation(self.review)
        except ReviewError as error:
            self.notify(clean_line(error.message), severity="warning", markup=False)
            return None
        self.review = outcome.review
        self.remark = ""
        self.keep(outcome.records)
        self.show_review()
        return outcome

    def do_and_say(self, operation: Callable[[Review], Outcome], prefix: str = "", *, takes_back: bool = False) -> None:
        """Do something to marks that may be anywhere: show the first, and say in the status line what was done.

        What takes something back is called by what that was.
        """
        before = self.review
        outcome = self.apply(operation)
        if outcome is None:
            return
        self.go_to_outcome(outcome)
        if outcome.records:
            record = outcome.records[0]
            undone = [before.records[each.id] for each in outcome.records] if takes_back else ()
            words = telling.change(outcome.review, undone) if undone else telling.change(before, outcome.records)
            self.remark = f"{prefix}{words}"
            spans = self.review.places[record.id].found.spans
            if record.deleted and spans:
                self.view.reveal(spans[0].start, spans[-1].end)
        self.show_status()

    def go_to_outcome(self, outcome: Outcome | None) -> None:
        """Make the mark that an operation was about the current one."""
        if outcome is None or outcome.target is None:
            return
        target = self.target_of(outcome.target)
        if target.layer is not Layer.CHANGED:
            self.show_layer(target.layer)
        self.go_to_target(target)
