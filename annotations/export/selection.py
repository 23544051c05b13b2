"""Which part of the reader's work leaves newsmark: claims by verdict, by speaker, by when they were judged."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from msgspec.structs import replace

from annotations.errors import ExportError
from annotations.models import AnnotatedArticle, Claim, Note, Quote, RecordStamp, Verdict

Wanted = Literal["verified", "disputed", "open"]


class Selection(NamedTuple):
    """What a claim must be to be exported; None where it does not matter."""

    verdict: Wanted | None = None
    speaker: str | None = None
    """Words of the claimant's name, whatever their case."""
    since: str | None = None
    """The day, YYYY-MM-DD in UTC, on which the reader last changed it, or a later one."""


def checked(selection: Selection) -> Selection:
    """Return a selection that can be made; raises ExportError where the day is none."""
    if selection.since is not None:
        try:
            date.fromisoformat(selection.since)
        except ValueError as error:
            raise ExportError(f"{selection.since!r} is not a date.", "Write it as 2026-01-31.") from error
    return selection


def selected(annotated: AnnotatedArticle, selection: Selection) -> AnnotatedArticle | None:
    """Return an article with the claims asked for and the quotes they are made of; None if nothing is left.

    The text and its entities stay. All quotes of a speaker stay where only the speaker is asked for, notes where only
    a day is.
    """
    if selection == Selection():
        return annotated
    claims = [claim for claim in annotated.claims if _is_wanted(claim, selection)]
    is_by_day = selection.verdict is None and selection.speaker is None
    notes = [note for note in annotated.notes if is_by_day and _is_recent(note.record, selection)]
    reduced = _reduced(annotated, selection, claims, notes)
    return reduced if reduced.claims or reduced.quotes or reduced.notes else None


def _is_wanted(claim: Claim, selection: Selection) -> bool:
    wanted: Verdict | None = None if selection.verdict == "open" else selection.verdict
    return (
        (selection.verdict is None or claim.verdict == wanted)
        and _is_of(claim.claimant.name if claim.claimant else "", selection)
        and _is_recent(claim.record, selection)
    )


def _is_of(name: str, selection: Selection) -> bool:
    return selection.speaker is None or selection.speaker.casefold() in name.casefold()


def _is_recent(record: RecordStamp | None, selection: Selection) -> bool:
    return selection.since is None or (record is not None and record.modified[:10] >= selection.since)


def _reduced(
    annotated: AnnotatedArticle, selection: Selection, claims: Sequence[Claim], notes: Sequence[Note]
) -> AnnotatedArticle:
    """Return an article with these claims and notes, in which every id that is named is there."""
    ids = {claim.id for claim in claims}
    named = {claim.quote for claim in claims}
    if selection.speaker is not None and selection == Selection(speaker=selection.speaker):
        named |= {quote.id for quote in annotated.quotes if quote.speaker and _is_of(quote.speaker.name, selection)}
    return replace(
        annotated,
        claims=tuple(replace(claim, same_as=tuple(name for name in claim.same_as if name in ids)) for claim in claims),
        quotes=tuple(_continuing(quote, named) for quote in annotated.quotes if quote.id in named),
        notes=tuple(notes),
        hidden=(),
    )


def _continuing(quote: Quote, named: set[str | None]) -> Quote:
    return quote if quote.continues in named else replace(quote, continues=None)
