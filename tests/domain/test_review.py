"""The reader's work on one article: operations, undo and redo, and what is shown and exported."""

import pytest
from msgspec.structs import replace

from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.models import Analysis, ClaimContent, HistoryEntry
from annotations.records import changed, record_id
from annotations.review import (
    add_claim,
    add_note,
    annotated,
    delete,
    find_claim,
    is_redo_overtaken,
    is_undo_overtaken,
    open_review,
    redo,
    set_note,
    tag,
    undo,
    with_records,
)
from tests.flood import (
    DETECTED,
    FLOOD,
    GENERATOR,
    HURT,
    RIVER,
    TEXT,
    article,
    assert_words_are_the_articles,
    at,
    claim,
    own_id,
    shown,
)


def test_a_verdict_makes_a_record_of_a_detection(review: Review) -> None:
    outcome = tag(review, FLOOD.id, "disputed", at(1))

    (record,) = outcome.records
    assert (record.id, record.target, record.origin) == (record_id(article().id, FLOOD.id), FLOOD.id, "detected")
    assert outcome.target == FLOOD.id
    tagged = outcome.review.claims[1]
    assert (tagged.verdict, tagged.reasons, tagged.history) == (
        "disputed",
        ("number",),
        (HistoryEntry(at(1), "disputed"),),
    )
    assert tagged.record is not None
    assert tagged.anchor is not None
    assert (tagged.anchor.exact, tagged.anchor.status) == ("It’s the worst flood", "exact")
    assert review.claims == DETECTED.claims, "the state before is as it was"


def test_untouched_claims_are_the_detections_themselves(review: Review) -> None:
    after = tag(review, FLOOD.id, "verified", at(1)).review

    assert after.claims[0] is RIVER
    assert after.claims[2] is HURT


def test_the_history_holds_a_cleared_verdict(review: Review) -> None:
    outcome = tag(tag(review, RIVER.id, "verified", at(1)).review, RIVER.id, None, at(2))

    assert outcome.review.claims[0].history == (HistoryEntry(at(1), "verified"), HistoryEntry(at(2), None))


def test_what_changes_nothing_writes_nothing(review: Review) -> None:
    tagged = tag(review, RIVER.id, "verified", at(1)).review

    assert tag(tagged, RIVER.id, "verified", at(2)) == Outcome(tagged, (), RIVER.id)
    assert tag(review, RIVER.id, None, at(2)) == Outcome(review, (), RIVER.id)


def test_a_note_stays_with_the_verdict_and_is_cleaned(review: Review) -> None:
    outcome = set_note(
        tag(review, RIVER.id, "verified", at(1)).review, RIVER.id, " ask\x1b]0;x\x07 the\r\noffice ", at(2)
    )

    assert (outcome.review.claims[0].verdict, outcome.review.claims[0].note) == ("verified", "ask]0;x the\noffice")


def test_an_unknown_claim_is_refused(review: Review) -> None:
    with pytest.raises(ReviewError, match="no mark c-none"):
        tag(review, "c-none", "verified", at(1))


def test_selected_words_become_a_claim_in_text_order(review: Review) -> None:
    start = TEXT.index(" said the mayor")
    outcome = add_claim(review, start, start + len(" said the mayor."), at(1), own_id(1))

    assert [claim.spans[0].text for claim in outcome.review.claims][2] == "said the mayor."
    made = outcome.review.claims[2]
    assert (made.id, made.origin) == (outcome.target, "reader")
    assert tag(outcome.review, made.id, "verified", at(2)).review.claims[2].verdict == "verified"
    assert_words_are_the_articles(outcome.review)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (3, 4), (-5, 0), (1000, 1010)])
def test_nothing_is_no_claim(review: Review, start: int, end: int) -> None:
    with pytest.raises(ReviewError, match="no words"):
        add_claim(review, start, end, at(1), own_id(1))


def test_the_same_words_are_not_claimed_twice(review: Review) -> None:
    span = RIVER.spans[0]
    with pytest.raises(ReviewError, match="already"):
        add_claim(review, span.start, span.end, at(1), own_id(1))


def test_notes_are_made_changed_and_deleted(review: Review) -> None:
    made = add_note(review, 4, 9, "which one?", at(1), own_id(1)).review
    assert [(note.spans[0].text, note.note) for note in made.notes] == [("river", "which one?")]
    note_id = made.notes[0].record.id

    altered = set_note(made, note_id, "the Elbe", at(2)).review
    assert [note.note for note in altered.notes] == ["the Elbe"]

    outcome = delete(altered, note_id, at(3))
    assert outcome.review.notes == ()
    assert outcome.records[0].deleted


def test_the_readers_own_claim_is_deleted(review: Review) -> None:
    made = add_claim(review, 4, 9, at(1), own_id(1))
    assert made.target is not None

    assert delete(made.review, made.target, at(2)).review.claims == DETECTED.claims
    with pytest.raises(ReviewError, match="no mark"):
        delete(delete(made.review, made.target, at(2)).review, made.target, at(3))


def test_a_detected_claim_that_is_none_is_hidden_until_that_is_undone(review: Review) -> None:
    judged = tag(review, RIVER.id, "verified", at(1)).review
    for before in (review, judged):
        outcome = delete(before, RIVER.id, at(2))
        after = open_review(article(), DETECTED, outcome.review.records.values())
        for state in (outcome.review, after):
            assert RIVER.id not in state.claims_by_id
            assert state.checked == 0
            assert [mark.id for mark in annotated(state, GENERATOR).hidden] == [RIVER.id]
        assert shown(undo(outcome.review, at(3)).review) == shown(before)
        with pytest.raises(ReviewError, match="no mark"):
            tag(outcome.review, RIVER.id, "disputed", at(3))


def test_what_is_no_claim_is_none_with_other_bounds_either(review: Review) -> None:
    removed = delete(review, RIVER.id, at(1)).review
    wider = claim("The river rose two metres", number=9)
    again = open_review(article(), replace(DETECTED, claims=(wider, FLOOD)), removed.records.values())
    assert [claim.id for claim in again.claims] == [FLOOD.id]


def test_undo_of_a_first_verdict_leaves_a_tombstone_and_no_trace_on_screen(review: Review) -> None:
    undone = undo(tag(review, RIVER.id, "verified", at(1)).review, at(2))

    assert undone.review.claims == DETECTED.claims
    assert undone.target == RIVER.id
    assert [(record.revision, record.deleted) for record in undone.records] == [(2, True)]


def test_a_claim_tagged_again_after_undo_goes_on_with_its_record(review: Review) -> None:
    undone = undo(tag(review, RIVER.id, "verified", at(1)).review, at(2)).review
    again = tag(undone, RIVER.id, "disputed", at(3))

    assert [(record.revision, record.deleted) for record in again.records] == [(3, False)]
    assert [entry.verdict for entry in again.review.claims[0].history] == ["verified", None, "disputed"]
    assert undo(again.review, at(4)).review.claims == DETECTED.claims


def test_redo_does_it_again_until_something_new_is_done(review: Review) -> None:
    tagged = tag(review, RIVER.id, "verified", at(1)).review
    again = redo(undo(tagged, at(2)).review, at(3))
    assert shown(again.review) == shown(tagged)
    assert again.records[0].revision == 3

    other = tag(undo(tagged, at(2)).review, HURT.id, "verified", at(3)).review
    with pytest.raises(ReviewError, match="nothing to redo"):
        redo(other, at(4))


def test_nothing_to_undo_is_said(review: Review) -> None:
    with pytest.raises(ReviewError, match="nothing to undo"):
        undo(review, at(1))


def test_undo_holds_after_another_process_changed_the_record(review: Review) -> None:
    mine = tag(tag(review, RIVER.id, "verified", at(1)).review, RIVER.id, "disputed", at(2))
    theirs = changed(mine.records[0], content=ClaimContent(note="theirs"), deleted=False, at=at(3))

    undone = undo(with_records(mine.review, [theirs]), at(4))

    assert undone.review.claims[0].verdict == "verified"
    assert undone.records[0].revision == theirs.revision + 1
    assert theirs.content in [state.content for state in undone.records[0].past]


def test_an_undo_or_redo_that_would_take_back_what_another_process_did_is_known(review: Review) -> None:
    mine = tag(tag(review, RIVER.id, "verified", at(1)).review, RIVER.id, "disputed", at(2))
    undone = undo(mine.review, at(3))
    assert not is_undo_overtaken(mine.review)
    assert not is_undo_overtaken(review)
    assert not is_redo_overtaken(undone.review)

    theirs = changed(mine.records[0], content=ClaimContent(note="theirs"), deleted=False, at=at(3))
    assert is_undo_overtaken(with_records(mine.review, [theirs]))
    later = changed(undone.records[0], content=ClaimContent(note="theirs"), deleted=False, at=at(4))
    assert is_redo_overtaken(with_records(undone.review, [later]))

    elsewhere = tag(review, HURT.id, "verified", at(3)).records
    assert not is_undo_overtaken(with_records(mine.review, elsewhere))


def test_changes_of_another_process_are_merged_in(review: Review) -> None:
    (theirs,) = tag(review, HURT.id, "disputed", at(1)).records
    mine = tag(review, RIVER.id, "verified", at(1)).review

    assert [claim.verdict for claim in with_records(mine, [theirs]).claims] == ["verified", None, "disputed"]
    assert with_records(mine, mine.records.values()) is mine


@pytest.mark.parametrize(
    "reference", [FLOOD.id, FLOOD.id[:-1] + "2", "worst FLOOD", "it's the\n worst", "It’s the worst flood"]
)
def test_a_claim_is_found_by_id_or_words(review: Review, reference: str) -> None:
    assert find_claim(review, reference).id == FLOOD.id


def test_a_claim_is_found_by_the_beginning_of_its_id() -> None:
    ids = ("c-12ab", "c-12cd", "c-34ef")
    claims = tuple(replace(claim("The river rose"), id=name) for name in ids)
    review = open_review(article(), Analysis(claims=claims), ())

    assert find_claim(review, "c-3").id == "c-34ef"
    with pytest.raises(ReviewError, match="2 claims match"):
        find_claim(review, "c-12")


def test_whole_words_win_over_parts_of_longer_claims() -> None:
    claims = (claim("The river rose", number=1), claim("The river rose two metres", number=2))

    assert find_claim(open_review(article(), Analysis(claims=claims), ()), "the river rose").id == claims[0].id


@pytest.mark.parametrize(
    ("reference", "message"), [("th", "2 claims match"), ("glacier", "No claim"), (" ", "No claim")]
)
def test_a_reference_that_names_no_single_claim_is_refused(review: Review, reference: str, message: str) -> None:
    with pytest.raises(ReviewError, match=message) as caught:
        find_claim(review, reference)
    assert caught.value.hint
