"""The reader's work on one article: immutable state, pure operations that yield the records to write, undo and redo."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from msgspec import structs

from annotations.anchors import anchor
from annotations.changes import State, Step, past_steps, state_of
from annotations.cleaning import clean_line, clean_lines
from annotations.corrections import corrected
from annotations.editing import (
    Outcome,
    Review,
    made,
    revised,
    rewritten,
    selected,
    touched,
    unknown,
    with_all,
    written,
)
from annotations.errors import ReviewError
from annotations.models import (
    Analysis,
    AnnotatedArticle,
    Article,
    Claim,
    ClaimContent,
    Generator,
    NoteContent,
    Offset,
    Record,
    Timestamp,
    Verdict,
)
from annotations.placing import place
from annotations.records import merge_all, own_target

_QUOTE_MARKS = str.maketrans("‘’“”", "''\"\"")
_SHOWN_CANDIDATES = 3
_CANDIDATE_LENGTH = 60


def open_review(article: Article, analysis: Analysis, records: Iterable[Record]) -> Review:
    """Begin work on an article with the records that the store has of it; what they tell of can be undone."""
    by_id = {record.id: record for record in records}
    places = place(article.text, by_id.values(), {})
    found = corrected(article.text, analysis, by_id.values(), places)
    steps = past_steps(by_id.values())
    return Review(article, analysis, MappingProxyType(by_id), undo=steps, places=places, corrected=found)


def with_records(review: Review, records: Iterable[Record]) -> Review:
    """Return the review with records that another process changed, or that a save has merged."""
    merged, _ = merge_all(review.records, records)
    return with_all(review, merged) if merged != review.records else review


def tag(review: Review, claim_id: str, verdict: Verdict | None, at: Timestamp) -> Outcome:
    """Give a claim, and those that assert the same, a verdict, or none.

    Raises:
        ReviewError: there is no such claim.
    """
    ids = (claim_id, *same_claims(review, claim_id))
    return edit_claims(review, ids, lambda content: structs.replace(content, verdict=verdict), at)


def same_claims(review: Review, claim_id: str) -> tuple[str, ...]:
    """Return the ids of the other claims that assert the same, in text order."""
    return tuple(name for name in review.same.get(claim_id, ()) if name != claim_id)


def join(review: Review, claim_id: str, other_id: str, at: Timestamp) -> Outcome:
    """Say that two claims assert the same; so do then those that assert the same as either.

    Raises:
        ReviewError: there is no such claim, or both are one.
    """
    if claim_id == other_id:
        raise ReviewError("A claim cannot be joined to itself.", "Choose another one.")
    group = {name for joined in (claim_id, other_id) for name in review.same.get(joined, (joined,))}
    return _linked(review, claim_id, {name: group - {name} for name in (claim_id, *sorted(group))}, at)


def separate(review: Review, claim_id: str, at: Timestamp) -> Outcome:
    """Say that a claim asserts something else than those it was joined to.

    Raises:
        ReviewError: there is no such claim, or it is joined to none.
    """
    group = set(review.same.get(claim_id, ()))
    if not group:
        raise ReviewError("This claim is joined to no other.", "Join it to one first.")
    rest = group - {claim_id}
    return _linked(review, claim_id, {claim_id: (), **{name: rest - {name} for name in sorted(rest)}}, at)


def set_note(review: Review, target: str, note: str, at: Timestamp) -> Outcome:
    """Write the note of a claim, or of a note by its record's id; raises `ReviewError` where there is neither."""
    cleaned = clean_lines(note)
    own = review.records.get(target)
    if own is not None and isinstance(own.content, NoteContent) and not own.deleted:
        changed = revised(own, replace(state_of(own), content=NoteContent(note=cleaned)), at)
        return written(review, [changed] if changed else (), target=target)
    return edit_claims(review, (target,), lambda content: structs.replace(content, note=cleaned), at)


def add_claim(review: Review, start: Offset, end: Offset, at: Timestamp, new_id: str) -> Outcome:
    """Make the words from `start` to `end` a claim, whose record is called `new_id`, a random UUID.

    Raises:
        ReviewError: there are no words, or they are a claim already.
    """
    span = selected(review.article, start, end)
    if any((claim.spans[0].start, claim.spans[-1].end) == (span.start, span.end) for claim in review.claims):
        raise ReviewError("These words are already a claim.", "Give it a verdict or a note.")
    record = made(review.article, (span,), ClaimContent(), at, new_id, target=own_target(new_id))
    return written(review, [record])


def add_note(  # noqa: PLR0917 - the same order as in `add_claim`
    review: Review, start: Offset, end: Offset, note: str, at: Timestamp, new_id: str
) -> Outcome:
    """Put a note on the words from `start` to `end`; its record is called `new_id`, a random UUID.

    Raises:
        ReviewError: there are no words.
    """
    span = selected(review.article, start, end)
    content = NoteContent(note=clean_lines(note))
    return written(review, [made(review.article, (span,), content, at, new_id, target=new_id)])


def delete(review: Review, target: str, at: Timestamp) -> Outcome:
    """Delete a claim, or by its record's id a note or a lost correction; a detected claim is none from then on.

    Raises:
        ReviewError: there is no such mark.
    """
    claim = review.claims_by_id.get(target)
    record = review.records.get(claim.record.id if claim and claim.record else target)
    if claim and claim.spans and (record is None or record.origin != "reader"):
        return edit_claims(review, (target,), lambda content: structs.replace(content, is_removed=True), at)
    if record is None or record.deleted:
        raise unknown(target)
    buried = revised(record, replace(state_of(record), deleted=True), at)
    return written(review, [buried] if buried else (), target=target)


def confirm(review: Review, target: str, at: Timestamp) -> Outcome:
    """Let a changed claim, or a note or correction by its record's id, hold on to the words in place of its own.

    Raises:
        ReviewError: there is no such mark, or none of its words have changed.
    """
    claim = review.claims_by_id.get(target)
    record = review.records.get(claim.record.id if claim and claim.record else target)
    if record is None or record.deleted:
        raise unknown(target)
    found = review.places[record.id].found
    if found.status != "changed":
        raise ReviewError("There are no changed words to confirm.", "Only changed marks can be confirmed.")
    after = replace(state_of(record), spans=found.spans, anchor=anchor(review.article.text, found.spans))
    confirmed = revised(record, after, at)
    return written(review, [confirmed] if confirmed else ())


def undo(review: Review, at: Timestamp) -> Outcome:
    """Take the last step back, as new revisions, whatever else has happened to its records.

    Raises:
        ReviewError: there is nothing to undo.
    """
    if not review.undo:
        raise ReviewError("There is nothing to undo.")
    step = review.undo[-1]
    outcome = rewritten(review, _before(step), at)
    return replace(outcome, review=replace(outcome.review, undo=review.undo[:-1], redo=(*review.redo, step)))


def redo(review: Review, at: Timestamp) -> Outcome:
    """Take the step that was undone last once more, as new revisions.

    Raises:
        ReviewError: there is nothing to redo.
    """
    if not review.redo:
        raise ReviewError("There is nothing to redo.")
    step = review.redo[-1]
    outcome = rewritten(review, ((change.record_id, change.after) for change in step), at)
    return replace(outcome, review=replace(outcome.review, undo=(*review.undo, step), redo=review.redo[:-1]))


def is_undo_overtaken(review: Review) -> bool:
    """Tell whether undo would also take back what another program did to the same records since."""
    return bool(review.undo) and _differ(review, {change.record_id: change.after for change in review.undo[-1]})


def is_redo_overtaken(review: Review) -> bool:
    """Tell whether redo would also take back what another program did to the same records since."""
    return bool(review.redo) and _differ(review, dict(_before(review.redo[-1])))


def annotated(review: Review, generator: Generator) -> AnnotatedArticle:
    """Return the article as the public contract has it; orphans come last, without spans."""
    return AnnotatedArticle(
        generator=generator,
        article=review.article,
        entities=review.entities,
        entity_index=review.entity_index,
        quotes=review.quotes,
        claims=(*review.claims, *review.orphans),
        notes=(*review.notes, *review.orphan_notes),
        hidden=review.hidden,
    )


def find_claim(review: Review, reference: str) -> Claim:
    """Return the claim with this id, beginning of an id, or words, whatever their case, spacing and quote marks.

    Raises:
        ReviewError: no claim or several match; the hint names some.
    """
    claims = review.claims_by_id
    if reference in claims:
        return claims[reference]
    words = _folded(reference)
    of_id = [claim for claim in claims.values() if reference.startswith("c-") and claim.id.startswith(reference)]
    of_words = [claim for claim in claims.values() if words and words in _folded(_words(claim))]
    found = of_id or [claim for claim in of_words if _folded(_words(claim)) == words] or of_words
    if len(found) == 1:
        return found[0]
    asked = clean_line(reference)
    if not found:
        raise ReviewError(f"No claim matches “{asked}”.", "Give the id of a claim, or words that only one contains.")
    candidates = "; ".join(f"{claim.id} “{_words(claim)[:_CANDIDATE_LENGTH]}”" for claim in found[:_SHOWN_CANDIDATES])
    raise ReviewError(f"{len(found)} claims match “{asked}”.", f"Give an id or more words. Some of them: {candidates}")


def edit_claims(
    review: Review, ids: Iterable[str], edit: Callable[[ClaimContent], ClaimContent], at: Timestamp
) -> Outcome:
    """Change what the reader says of claims, in one step, about the first of them.

    Raises:
        ReviewError: there is no such claim.
    """
    targets = tuple(ids)
    records = [record for target in targets if (record := _edited(review, target, edit, at))]
    return written(review, records, target=targets[0])


def _edited(
    review: Review, claim_id: str, edit: Callable[[ClaimContent], ClaimContent], at: Timestamp
) -> Record | None:
    """Return the record of a claim with its content edited; None where that changes nothing."""
    claim = review.claims_by_id.get(claim_id)
    if claim is None:
        raise unknown(claim_id)
    claimant = claim.claimant.name if claim.claimant else None
    record = review.records[claim.record.id] if claim.record else None
    if record is not None and isinstance(record.content, ClaimContent):
        state = replace(state_of(record), content=edit(record.content))
        return revised(structs.replace(record, claimant=claimant), state, at)
    before = ClaimContent(same_as=claim.same_as)
    content = edit(before)
    if content == before:
        return None
    return touched(review, claim_id, claim.spans, content, at, origin=claim.origin, claimant=claimant)


def _differ(review: Review, states: Mapping[str, State]) -> bool:
    return any(state_of(review.records[name]) != state for name, state in states.items())


def _before(step: Step) -> Iterable[tuple[str, State]]:
    """Return what the records of a step said before it, in its order."""
    states = {change.record_id: change.before for change in reversed(step)}
    return ((name, states[name]) for name in dict.fromkeys(change.record_id for change in step))


def _linked(review: Review, claim_id: str, links: Mapping[str, Iterable[str]], at: Timestamp) -> Outcome:
    """Let claims be joined to these others and no more, in one step about `claim_id`."""
    records = (
        _edited(review, name, partial(structs.replace, same_as=tuple(sorted(others))), at)
        for name, others in links.items()
    )
    return written(review, [record for record in records if record], target=claim_id)


def _words(claim: Claim) -> str:
    if claim.spans or claim.anchor is None:
        return " ".join(span.text for span in claim.spans)
    return claim.anchor.exact


def _folded(words: str) -> str:
    return " ".join(words.translate(_QUOTE_MARKS).casefold().split())
