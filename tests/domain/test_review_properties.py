"""Undo, redo and the records written, for any order of operations."""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from annotations.correcting import add_entity, add_quote, remove, set_speaker
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.evidence import add_evidence
from annotations.models import Evidence, Record, Speaker
from annotations.review import (
    add_claim,
    add_note,
    delete,
    is_redo_overtaken,
    is_undo_overtaken,
    join,
    open_review,
    redo,
    separate,
    set_note,
    tag,
    undo,
    with_records,
)
from tests.flood import DETECTED, TEXT, article, assert_words_are_the_articles, at, own_id, shown

Step = Callable[[Review, int], Outcome]


def _steps() -> st.SearchStrategy[Step]:
    position = st.integers(0, len(TEXT))
    which = st.integers(0, 5)

    def pick(review: Review, index: int) -> str:
        return review.claims[index % len(review.claims)].id if review.claims else "c-none"

    tags = st.builds(
        lambda index, verdict: lambda review, now: tag(review, pick(review, index), verdict, at(now)),
        which,
        st.sampled_from([None, "verified", "disputed"]),
    )
    notes = st.builds(
        lambda index, text: lambda review, now: set_note(review, pick(review, index), text, at(now)),
        which,
        st.sampled_from(["", "a", "b"]),
    )
    own = st.builds(
        lambda start, end: lambda review, now: add_claim(review, start, end, at(now), own_id(now)), position, position
    )
    own_notes = st.builds(
        lambda start, end: lambda review, now: add_note(review, start, end, "n", at(now), own_id(now)),
        position,
        position,
    )
    joins = st.builds(
        lambda one, other: lambda review, now: join(review, pick(review, one), pick(review, other), at(now)),
        which,
        which,
    )
    separations = st.builds(lambda index: lambda review, now: separate(review, pick(review, index), at(now)), which)
    sources = st.builds(
        lambda index, title: (
            lambda review, now: add_evidence(review, pick(review, index), Evidence(url="", title=title), at(now))
        ),
        which,
        st.sampled_from(["", "a", "b"]),
    )
    own_entities = st.builds(
        lambda start, end, label: lambda review, now: add_entity(review, start, end, label, at(now), own_id(now)),
        position,
        position,
        st.sampled_from(["PERSON", "ORG"]),
    )
    own_quotes = st.builds(
        lambda start, end: lambda review, now: add_quote(review, start, end, at(now), own_id(now)), position, position
    )
    speakers = st.builds(
        lambda index, name: (
            lambda review, now: set_speaker(
                review,
                review.quotes[index % len(review.quotes)].id if review.quotes else "",
                Speaker(name=name),
                at(now),
            )
        ),
        which,
        st.sampled_from(["The mayor", "Nobody"]),
    )
    removals = st.builds(
        lambda index: lambda review, now: remove(review, _correctable(review, index), at(now)),
        which,
    )
    deletions = st.builds(lambda index: lambda review, now: delete(review, pick(review, index), at(now)), which)
    judging = (tags, notes, own, own_notes, deletions, joins, separations, sources)
    return st.one_of(*judging, own_entities, own_quotes, speakers, removals)


def _correctable(review: Review, index: int) -> str:
    ids = [*review.quotes_by_id, *review.entities_by_id]
    return ids[index % len(ids)] if ids else ""


def _seen(review: Review) -> list[object]:
    """What a reader sees, corrections and links included."""
    links = [(claim.id, claim.same_as, claim.evidence) for claim in review.claims]
    quotes = [(quote.id, quote.spans, quote.speaker) for quote in review.quotes]
    return [shown(review), links, quotes, [(entity.id, entity.label, entity.entity) for entity in review.entities]]


def _played(review: Review, steps: Iterable[Step]) -> tuple[Review, list[Record], list[Review]]:
    written: list[Record] = []
    states = [review]
    for now, step in enumerate(steps, start=1):
        try:
            outcome = step(review, now)
        except ReviewError:
            continue
        if outcome.records:
            states.append(outcome.review)
        written += outcome.records
        review = outcome.review
    return review, written, states


@given(st.lists(_steps(), max_size=12))
def test_undoing_everything_leads_back_and_redoing_forth(steps: list[Step]) -> None:
    review, _, states = _played(open_review(article(), DETECTED, ()), steps)

    assert len(review.undo) == len(states) - 1
    for state in states[-2::-1]:
        assert not is_undo_overtaken(review)
        review = undo(review, at(30)).review
        assert _seen(review) == _seen(state)
    for state in states[1:]:
        assert not is_redo_overtaken(review)
        review = redo(review, at(40)).review
        assert _seen(review) == _seen(state)


@given(st.lists(_steps(), max_size=12))
def test_the_records_written_are_enough_to_see_the_same_again(steps: list[Step]) -> None:
    review, written, _ = _played(open_review(article(), DETECTED, ()), steps)

    again = with_records(open_review(article(), DETECTED, ()), written)

    assert again.claims == review.claims
    assert again.notes == review.notes
    assert again.shown == review.shown
    assert_words_are_the_articles(again)


@given(st.lists(_steps(), max_size=12), st.integers(0, 4))
def test_undo_leads_back_after_a_restart_too(steps: list[Step], undone: int) -> None:
    before = open_review(article(), DETECTED, ())
    review, _, _ = _played(before, steps)
    for _ in range(min(undone, len(review.undo))):
        review = undo(review, at(20)).review
    reopened = open_review(article(), DETECTED, review.records.values())

    while reopened.undo:
        assert not is_undo_overtaken(reopened)
        reopened = undo(reopened, at(30)).review

    assert _seen(reopened) == _seen(before)


@given(st.lists(_steps(), max_size=12))
def test_what_is_kept_beside_the_claims_agrees_with_them(steps: list[Step]) -> None:
    review, _, _ = _played(open_review(article(), DETECTED, ()), steps)

    assert review.claims_by_id == {claim.id: claim for claim in (*review.claims, *review.orphans)}
    assert review.checked == sum(claim.verdict is not None for claim in review.claims)
    assert review.noted == {claim.id for claim in review.claims if claim.note}
    for name, group in review.same.items():
        assert name in group
        assert all(review.same[other] == group for other in group)
        assert list(group) == [claim.id for claim in review.claims if claim.id in group]
    for claim in review.claims:
        shown_others = [other for other in claim.same_as if other in {each.id for each in review.claims}]
        assert all(other in review.same[claim.id] for other in shown_others)
