"""Drafts: what is typed is on the disk at once, and what another run of the program left is kept."""

from collections.abc import Mapping, Sequence

from textual import on

from annotations.drafts import Draft, is_known, kept, recovered
from annotations.editing import Outcome
from annotations.models import Evidence, Span
from tui.screens.storing import StoringScreen
from tui.screens.working import WorkingScreen
from tui.telling import meanwhile

_STAYS = 15
"""Seconds that the reader is told of what was kept."""


class RecoveringScreen(WorkingScreen):
    """Adds the drafts of notes and sources."""

    _left: Mapping[str, Draft] = {}
    _is_analysed = False

    def draft_of(
        self,
        spans: Sequence[Span],
        *,
        target: str | None = None,
        before: str | None = None,
        replaced: Evidence | None = None,
    ) -> Draft:
        """Return the draft of what is going to be typed about some words."""
        start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
        article = self.review.article
        place = Span(start, end, article.text[start:end])
        return Draft(article=article.id, target=target, place=place, before=before, replaced=replaced)

    def keep_draft(self, draft: Draft) -> Outcome | None:
        """Keep what was typed, and say what another program has made of the same meanwhile."""
        news = meanwhile(self.review, draft)
        now, new_id = self.services.now(), self.services.new_id()
        outcome = self.apply(lambda review: kept(review, draft, now, new_id))
        if outcome and outcome.target != draft.target:
            self.go_to_outcome(outcome)
        if news:
            self.notify(news, severity="warning", timeout=_STAYS, markup=False)
        self.show_status()
        return outcome

    @on(StoringScreen.Found)
    def _look_for_drafts(self, event: StoringScreen.Found) -> None:
        if event.is_kept:
            self.run_worker(self._take_drafts(event.opened.article.id), group="drafts", description="look for drafts")

    async def _take_drafts(self, article_id: str) -> None:
        self._left = {**self._left, **await self.desk.left_drafts(article_id)}
        self.recover_drafts(is_analysed=self._is_analysed)

    def recover_drafts(self, *, is_analysed: bool) -> None:
        """Keep the drafts left behind, those of claims that may yet be detected as soon as it is known that they are.

        Args:
            is_analysed: Whether no more claims will be found.
        """
        self._is_analysed = is_analysed
        ready = {key: draft for key, draft in self._left.items() if is_analysed or is_known(self.review, draft)}
        self._left = {key: draft for key, draft in self._left.items() if key not in ready}
        for key, draft in ready.items():
            outcome = self._recover(draft)
            self.desk.close_draft(key, is_kept=outcome is not None)
            if outcome:
                self.go_to_outcome(outcome)
                what = "source" if draft.source else "note"
                kept = f"The {what} that you were writing last time was kept"
                self.notify(f"{kept}; {self.key('edit.undo')} takes it back.", timeout=_STAYS)

    def _recover(self, draft: Draft) -> Outcome | None:
        now, new_id = self.services.now(), self.services.new_id()
        outcome = self.apply(lambda review: recovered(review, draft, now, new_id) or Outcome(review))
        return outcome if outcome and outcome.records else None
