"""Checking claims: verdicts, sources, claims that assert the same, and what was made of them elsewhere."""

from msgspec.structs import replace

from annotations.errors import StoreError
from annotations.evidence import remove_evidence
from annotations.models import Article, Claim, Entity, Evidence, Verdict
from annotations.overview import most_alike
from annotations.review import join, same_claims, separate, tag
from tui import describe
from tui.desk import Desk
from tui.screens.chooser import ChooserScreen
from tui.screens.correcting import CorrectingScreen
from tui.screens.source import SourceScreen
from tui.screens.sources import SourceAnswer, SourcesScreen
from tui.services import Services
from tui.widgets.cells import cut

_CHOICE_CELLS = 56
_SEPARATE = "separate"


class CheckingScreen(CorrectingScreen):
    """Adds the work on claims."""

    _looks = 0

    def __init__(self, article: Article, services: Services, desk: Desk) -> None:
        super().__init__(article, services, desk)
        self.advances = services.settings.auto_advance
        """Whether a verdict leads on to the next open claim."""

    def action_tag(self, verdict: Verdict) -> None:
        """Tag the claim at hand, and those joined to it, or clear the same verdict."""
        self.take_count()
        claim = self.claim_at_hand()
        if claim is None:
            return
        given = None if claim.verdict == verdict else verdict
        outcome = self.apply(lambda review: tag(review, claim.id, given, self.services.now()))
        if outcome and given and self.advances:
            self.action_next_open()
        elif outcome and len(outcome.records) > 1:
            self.remark = f"{given or 'cleared'}, with {len(outcome.records) - 1} that say the same"
        self.show_status()

    def action_advance(self) -> None:
        """Go on to the next open claim after each verdict, or stop doing so."""
        self.take_count()
        self.advances = not self.advances
        where = "goes on to the next open claim" if self.advances else "stays on its claim"
        self.notify(f"A verdict now {where}.", timeout=3)

    # Sources

    def action_source(self) -> None:
        """Write a source for the claim at hand, or choose one of those it has."""
        self.take_count()
        claim = self.claim_at_hand()
        if claim is None or not self.is_ready:
            return
        if not claim.evidence:
            self._write_source(claim, None)
            return

        def choose(answer: SourceAnswer | None) -> None:
            if answer is None:
                return
            known = answer.source
            if known is not None and answer.is_removal:
                now = self.services.now()
                self.do_and_say(lambda review: remove_evidence(review, claim.id, known, now))
            else:
                self._write_source(claim, known)

        self.app.push_screen(SourcesScreen(claim.evidence), choose)

    def _write_source(self, claim: Claim, known: Evidence | None) -> None:
        about = self.draft_of(claim.spans, target=claim.id, replaced=known)

        def keep(source: Evidence) -> None:
            nonlocal about
            outcome = self.keep_draft(replace(about, source=source))
            about = replace(about, target=(outcome and outcome.target) or claim.id, replaced=source)

        new = Evidence(url="", accessed=self.services.now()[:10])
        draft = self.desk.begin_draft(about)
        editor = self.services.settings.editor
        self.app.push_screen(SourceScreen(describe.words_of(claim), known or new, keep, draft, editor=editor))

    # Claims that assert the same

    def action_same(self) -> None:
        """Join the current claim to another one that asserts the same, or merge the current entity with another."""
        self.take_count()
        annotation = describe.find(self.review, self.current)
        if isinstance(annotation, Entity):
            self.merge_entity(annotation)
            return
        claim = self.claim_at_hand()
        if claim is None:
            return

        def choose(other: str | None) -> None:
            now = self.services.now()
            if other == _SEPARATE:
                self.do_and_say(lambda review: separate(review, claim.id, now))
            elif other is not None:
                self.do_and_say(lambda review: join(review, claim.id, other, now))

        options = self._same_options(claim)
        if options:
            self.app.push_screen(ChooserScreen("This claim asserts the same as", options), choose)

    def _same_options(self, claim: Claim) -> list[tuple[str, str]]:
        """Return the claims that this one can be joined to, the most alike first; first of all that it is alone."""
        joined = same_claims(self.review, claim.id)
        others = [other for other in self.review.claims if other.id != claim.id and other.id not in joined]
        ordered = most_alike(claim, others)
        options = [(other.id, cut(describe.words_of(other), _CHOICE_CELLS)) for other in ordered]
        return [(_SEPARATE, "none of those it is joined to"), *options] if joined else options

    # What was made of it elsewhere

    def look_for_seen(self) -> None:
        """Find out, in the background, what the reader made of the claims in other articles."""
        self._looks += 1
        self.run_worker(self._look_for_seen(self._looks), group="seen", description="look for claims seen before")

    async def _look_for_seen(self, look: int) -> None:
        try:
            seen = await self.desk.seen(self.review.article.id, self.review.claims)
        except StoreError:
            return
        if look == self._looks:
            self.seen = seen
            self.show_list()
            self.show_status()
