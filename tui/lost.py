"""The reader's marks whose words were changed or are gone: listed until the reader says what becomes of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.editing import Review
from annotations.models import Claim, Hidden, Note, Span


@dataclass(frozen=True)
class Lost:
    """A claim, a note or a correction without a place in the text."""

    mark: Claim | Note | Hidden
    proposed: tuple[Span, ...]
    """The words that probably stand in place of its own; none where they are gone."""

    @property
    def id(self) -> str:
        """Id of the claim, or of the record of anything else: what operations of the review take."""
        return self.mark.id if isinstance(self.mark, Claim) else self.mark.record.id


def lost_marks(review: Review) -> tuple[Lost, ...]:
    """Return the marks that lost their words: the changed ones in text order, then those that are gone."""
    marks: list[Claim | Note | Hidden] = [*review.orphans, *review.orphan_notes, *review.lost]
    found = [_lost(review, mark) for mark in marks]
    changed = sorted((lost for lost in found if lost.proposed), key=lambda lost: lost.proposed[0].start)
    return (*changed, *(lost for lost in found if not lost.proposed))


def summary(lost: Sequence[Lost]) -> str:
    """Say how many there are of each: "2 changed, 1 gone"."""
    changed = sum(bool(each.proposed) for each in lost)
    counts = ((changed, "changed"), (len(lost) - changed, "gone"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _lost(review: Review, mark: Claim | Note | Hidden) -> Lost:
    place = review.places.get(mark.record.id) if mark.record else None
    return Lost(mark, place.found.spans if place and place.found.status == "changed" else ())
