"""The side panel: the marks that lost their words, then the article's claims, the most check-worthy first."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotations.models import Claim, Verdict
from annotations.text import clean_line
from tui.commands import bindings
from tui.glyphs import UNICODE, Glyphs
from tui.lost import Lost, summary
from tui.widgets.cells import cut

Filter = Literal["all", "open", "verified", "disputed"]
FILTERS: tuple[Filter, ...] = ("all", "open", "verified", "disputed")

_WORDS_IN_CELLS = 110
_LOST_WORDS_IN_CELLS = 54


def passes(claim: Claim, chosen: Filter) -> bool:
    """Tell whether a filter lets a claim through."""
    return chosen in ("all", claim.verdict or "open")


class ClaimsPanel(OptionList):
    """Lists claims by rank or by position; the row under the cursor is shown in the text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("panel")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claims-panel--open",
        "claims-panel--verified",
        "claims-panel--disputed",
        "claims-panel--head",
        "claims-panel--lost",
    }

    class Chosen(Message):
        """The reader is on a row; `done` where the row was entered or clicked on."""

        def __init__(self, claim_id: str, *, done: bool) -> None:
            super().__init__()
            self.claim_id = claim_id
            self.done = done

    def __init__(self, glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._claims: Sequence[Claim] = ()
        self._lost: Sequence[Lost] = ()
        self._chosen_filter: Filter = "all"
        self._is_ranked = True

    def show_claims(self, claims: Sequence[Claim], chosen: Filter, lost: Sequence[Lost] = ()) -> None:
        """List what lost its words and the claims that the filter lets through, the cursor staying on its row."""
        self._claims = claims
        self._lost = lost
        self._chosen_filter = chosen
        self._list()

    def point_at(self, claim_id: str | None) -> None:
        """Put the cursor on a claim without telling anyone."""
        with self.prevent(OptionList.OptionHighlighted):
            index = None if claim_id is None or claim_id not in self._ids else self.get_option_index(claim_id)
            if index is not None:
                self.highlighted = index

    def action_order(self) -> None:
        """List by position instead of rank, or back."""
        self._is_ranked = not self._is_ranked
        self._list()

    @property
    def _ids(self) -> set[str]:
        return {option.id for option in self.options if option.id}

    def _list(self) -> None:
        shown = [claim for claim in self._claims if passes(claim, self._chosen_filter)]
        order = "by rank (r)" if self._is_ranked else "in order (r)"
        what = "claims" if self._chosen_filter == "all" else f"{self._chosen_filter} claims"
        self.border_title = f"{len(shown)} {what}, {order}"
        if self._is_ranked:
            shown.sort(key=lambda claim: -claim.check_worthiness)
        highlighted = self.highlighted_option
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            if self._lost:
                head = self.get_visual_style("claims-panel--lost", partial=True)
                self.add_option(Option(Content.assemble((summary(self._lost), head)), disabled=True))
                self.add_options(Option(self._lost_row(lost), id=lost.id) for lost in self._lost)
            self.add_options(Option(self._row(claim), id=claim.id) for claim in shown)
        self.point_at(highlighted.id if highlighted else None)

    def _row(self, claim: Claim) -> Content:
        verdict: Verdict | None = claim.verdict
        who = clean_line(claim.claimant.name) if claim.claimant else "the article"
        score = " you " if claim.origin == "reader" else f" {claim.check_worthiness:.2f} "
        sign = self._glyphs.verdicts[verdict] + (self._glyphs.note if claim.note else " ")
        words = cut(" … ".join(clean_line(span.text) for span in claim.spans), _WORDS_IN_CELLS)
        return Content.assemble(
            (sign, self.get_visual_style(f"claims-panel--{verdict or 'open'}", partial=True)),
            (f"{score} {who}\n", self.get_visual_style("claims-panel--head", partial=True)),
            f"{words}\n ",
        )

    def _lost_row(self, lost: Lost) -> Content:
        what = f"{self._glyphs.changed} {'changed' if lost.proposed else 'gone'}"
        verdict = lost.mark.verdict if isinstance(lost.mark, Claim) else None
        kind = f" {verdict or 'claim'}" if isinstance(lost.mark, Claim) else " note"
        old = clean_line(lost.mark.anchor.exact) if lost.mark.anchor else ""
        now = " … ".join(clean_line(span.text) for span in lost.proposed)
        return Content.assemble(
            (what, self.get_visual_style("claims-panel--lost", partial=True)),
            (f"{kind}\n", self.get_visual_style("claims-panel--head", partial=True)),
            f"was: {cut(old, _LOST_WORDS_IN_CELLS)}\n",
            f"now: {cut(now, _LOST_WORDS_IN_CELLS)}\n " if now else " ",
        )

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, done=False))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, done=True))
