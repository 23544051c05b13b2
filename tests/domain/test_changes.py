"""What can be undone after a restart, and the confirmation of changed words."""

import pytest
from msgspec.structs import replace

from annotations.editing import Review
from annotations.errors import ReviewError
from annotations.models import Analysis, Claim, Span
from annotations.review import add_claim, add_note, confirm, delete, open_review, tag, undo
from annotations.text import text_version
from tests.builders import make_article

CLAIM = "The council spent exactly twelve million euros on the new bridge last year."
BEFORE = f"The mayor spoke on Monday.\n\n{CLAIM}\n\nIt rained."
AFTER = BEFORE.replace("twelve million", "fourteen million")
OWN, NOTE = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def reviewed() -> Review:
    start = BEFORE.index(CLAIM)
    review = open_review(make_article(BEFORE), Analysis(), ())
    outcome = add_claim(review, start, start + len(CLAIM), at(1), OWN)
    assert outcome.target
    review = tag(outcome.review, outcome.target, "verified", at(2)).review
    return add_note(review, start, start + len(CLAIM), "Which bridge?", at(3), NOTE).review


def reopened_with(review: Review, text: str) -> Review:
    article = replace(review.article, text=text, version=text_version(text), blocks=make_article(text).blocks)
    return open_review(article, Analysis(), review.records.values())


def test_the_last_verdict_is_undone_after_a_restart() -> None:
    review = reopened_with(reviewed(), BEFORE)
    review = undo(review, at(10)).review
    assert not review.notes
    review = undo(review, at(11)).review
    assert [claim.verdict for claim in review.claims] == [None]
    review = undo(review, at(12)).review
    assert not review.claims
    with pytest.raises(ReviewError, match="nothing to undo"):
        undo(review, at(13))


def test_what_was_undone_before_the_restart_is_not_undone_again() -> None:
    review = reviewed()
    review = undo(undo(review, at(10)).review, at(11)).review
    review = reopened_with(review, BEFORE)
    assert len(review.undo) == 1
    assert not undo(review, at(12)).review.claims


def test_a_verdict_waits_for_the_reader_where_the_words_have_changed() -> None:
    review = reopened_with(reviewed(), AFTER)
    assert not review.claims
    (lost,) = review.orphans
    assert (lost.verdict, lost.anchor and lost.anchor.status) == ("verified", "changed")

    outcome = confirm(review, lost.id, at(10))

    (claim,) = outcome.review.claims
    assert claim.spans[0].text == AFTER.split("\n\n")[1]
    assert (claim.verdict, claim.anchor and claim.anchor.status) == ("verified", "exact")
    assert len(outcome.records) == 1


def test_a_confirmation_is_kept_and_can_be_undone() -> None:
    review = reopened_with(reviewed(), AFTER)
    outcome = confirm(review, NOTE, at(10))
    assert [note.spans[0].text for note in outcome.review.notes] == [AFTER.split("\n\n")[1]]
    again = reopened_with(outcome.review, AFTER)
    assert len(again.notes) == 1
    assert not undo(outcome.review, at(11)).review.notes


def test_only_changed_words_can_be_confirmed() -> None:
    review = reviewed()
    with pytest.raises(ReviewError, match="no changed words"):
        confirm(review, review.claims[0].id, at(10))
    with pytest.raises(ReviewError, match="no mark"):
        confirm(review, "c-0000000000000000", at(10))


def test_a_claim_whose_words_are_gone_can_be_deleted() -> None:
    article = make_article(BEFORE)
    start = BEFORE.index(CLAIM)
    detected = Claim(id="c-1111111111111111", spans=(Span(start, start + len(CLAIM), CLAIM),))
    review = tag(open_review(article, Analysis(claims=(detected,)), ()), detected.id, "disputed", at(1)).review
    lost = reopened_with(review, "The mayor spoke on Monday.")
    (claim,) = lost.orphans
    assert not delete(lost, claim.id, at(3)).review.orphans
