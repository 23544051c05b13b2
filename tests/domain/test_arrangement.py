"""Detections and records brought together, also in a text that has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.editing import Review, with_analysis
from annotations.models import Analysis, Claim, ClaimContent, Span
from annotations.records import own_target
from annotations.review import add_claim, add_note, annotated, find_claim, open_review, tag
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
)


def test_records_are_shown_before_and_after_the_analysis(review: Review) -> None:
    (record,) = tag(review, FLOOD.id, "verified", at(1)).records

    early = open_review(article(), Analysis(), [record])
    assert [(claim.id, claim.verdict, claim.origin) for claim in early.claims] == [(FLOOD.id, "verified", "detected")]

    late = with_analysis(early, DETECTED)
    assert [claim.verdict for claim in late.claims] == [None, "verified", None]
    assert late.claims[1].check_worthiness == FLOOD.check_worthiness


def test_an_own_claim_hides_an_untouched_detection_of_the_same_words() -> None:
    span = RIVER.spans[0]
    made = add_claim(open_review(article(), Analysis(), ()), span.start, span.end, at(1), own_id(1)).review

    late = with_analysis(made, DETECTED)

    assert [claim.origin for claim in late.claims] == ["reader", "detected", "detected"]


@pytest.mark.parametrize("replaced_by", ["One man was hurt.", "Ships sank overnight near Hamburg."])
def test_marks_move_with_their_words_only_and_orphans_are_listed(review: Review, replaced_by: str) -> None:
    tagged = tag(tag(review, RIVER.id, "verified", at(1)).review, HURT.id, "disputed", at(2)).review
    noted = add_note(tagged, TEXT.index("Nobody"), len(TEXT), "sure?", at(3), own_id(1)).review
    text = "Update. " + TEXT.replace("Nobody was hurt.", replaced_by)

    moved = open_review(article(text), Analysis(claims=(claim("The river rose", text, 1),)), noted.records.values())

    assert [(claim.verdict, claim.anchor and claim.anchor.status) for claim in moved.claims] == [("verified", "moved")]
    assert [(claim.id, claim.verdict, claim.spans) for claim in moved.orphans] == [(HURT.id, "disputed", ())]
    assert [note.note for note in moved.orphan_notes] == ["sure?"]
    assert_words_are_the_articles(moved)
    exported = annotated(moved, GENERATOR)
    assert exported.claims == (*moved.claims, *moved.orphans)
    assert exported.notes == moved.orphan_notes
    assert find_claim(moved, "nobody WAS").id == HURT.id
    assert tag(moved, HURT.id, None, at(4)).review.orphans[0].verdict is None


def test_a_verdict_stays_with_its_words_when_their_detection_id_goes_to_an_earlier_repetition() -> None:
    before = "Prices rose. They fell later."
    after = "Prices rose. Nobody knows why. Prices rose. They fell later."
    first = Claim(id="c-first", spans=(Span(0, 12, "Prices rose."),))
    record = tag(open_review(article(before), Analysis(claims=(first,)), ()), "c-first", "disputed", at(1)).records[0]
    record = replace(record, spans=(Span(31, 43, "Prices rose."),), anchor=replace(record.anchor, prefix="why. "))
    second = Claim(id="c-second", spans=(Span(31, 43, "Prices rose."),))

    review = open_review(article(after), Analysis(claims=(first, second)), [record])
    assert [(claim.id, claim.verdict) for claim in review.claims] == [("c-first", None), ("c-second", "disputed")]

    both = tag(review, "c-first", "verified", at(2))
    assert [claim.verdict for claim in both.review.claims] == ["verified", "disputed"]
    assert both.records[0].id != record.id


def test_claim_ids_are_unique_where_two_records_are_at_one_place(review: Review) -> None:
    (record,) = tag(review, RIVER.id, "verified", at(1)).records
    twin = replace(record, id="twin", content=ClaimContent(verdict="disputed"))

    claims = open_review(article(), DETECTED, [record, twin]).claims

    assert len({claim.id for claim in claims}) == len(claims) == 4
    assert [claim.verdict for claim in claims[:2]].count("disputed") == 1


def test_only_touched_claims_have_a_record_in_the_export(review: Review) -> None:
    exported = annotated(tag(review, FLOOD.id, "verified", at(1)).review, GENERATOR)

    assert [claim.record is not None for claim in exported.claims] == [False, True, False]
    assert [claim.anchor is not None for claim in exported.claims] == [False, True, False]


def test_the_export_does_not_depend_on_the_order_of_records(review: Review) -> None:
    tagged = add_note(tag(review, FLOOD.id, "verified", at(1)).review, 0, 3, "x", at(1), own_id(1)).review
    tagged = add_note(tagged, 0, 3, "y", at(1), own_id(2)).review
    records = list(tagged.records.values())

    one, other = (annotated(open_review(article(), DETECTED, order), GENERATOR) for order in (records, records[::-1]))

    assert one == other


def test_a_verdict_does_not_pass_to_words_that_took_the_place_of_its_own() -> None:
    before = "The council said that the river rose two metres in one night after heavy rain. Nobody was hurt."
    after = before.replace("two metres", "nine metres")
    words = "the river rose two metres in one night after heavy rain"
    tagged = tag(
        open_review(article(before), Analysis(claims=(claim(words, before),)), ()),
        claim(words, before).id,
        "verified",
        at(1),
    )
    reworded = claim(words.replace("two", "nine"), after, number=2)

    review = open_review(article(after), Analysis(claims=(reworded,)), tagged.records)

    assert review.claims == (reworded,)
    (lost,) = review.orphans
    assert (lost.verdict, lost.spans, lost.anchor and lost.anchor.exact) == ("verified", (), words)
    assert lost.anchor is not None
    assert lost.anchor.status in {"changed", "orphan"}


def test_forged_targets_give_no_two_claims_one_id(review: Review) -> None:
    """The panel lists claims by id, each once."""
    first, second = own_id(1), own_id(2)
    made = add_claim(review, 4, 9, at(1), first)
    records = (*made.records, *add_claim(made.review, 15, 18, at(2), second).records)
    forged = [replace(record, target=own_target(second)) for record in records]
    claims = open_review(article(), DETECTED, forged).claims
    assert len({claim.id for claim in claims}) == len(claims)


LONGER = "The river rose two metres"


def redetected(words: str, number: int = 9) -> Claim:
    return replace(claim(words, number=number), check_worthiness=0.9, reasons=("number", "attributed"))


def test_a_verdict_is_shown_once_on_a_claim_that_is_detected_with_other_bounds(review: Review) -> None:
    (record,) = tag(review, RIVER.id, "verified", at(1)).records

    later = open_review(article(), Analysis(claims=(redetected(LONGER),)), [record])

    (shown,) = later.claims
    assert (shown.id, shown.spans, shown.verdict) == (RIVER.id, RIVER.spans, "verified"), "the words that were judged"
    assert (shown.check_worthiness, shown.reasons) == (0.9, ("number", "attributed"))
    assert tag(later, shown.id, None, at(2)).review.claims[0].verdict is None


def test_a_verdict_stands_for_itself_where_the_bounds_are_quite_others(review: Review) -> None:
    (record,) = tag(review, RIVER.id, "verified", at(1)).records
    sentence = redetected(TEXT.partition(" said")[0])

    later = open_review(article(), Analysis(claims=(sentence,)), [record])

    assert sorted((claim.id, claim.verdict) for claim in later.claims) == [(RIVER.id, "verified"), (sentence.id, None)]


def test_the_detection_with_the_most_in_common_takes_the_verdict(review: Review) -> None:
    (record,) = tag(review, RIVER.id, "verified", at(1)).records
    claims = (redetected("river rose two", 8), redetected(LONGER, 9))

    later = open_review(article(), Analysis(claims=claims), [record])

    assert len(later.claims) == 2
    assert {claim.id for claim in later.claims} == {RIVER.id, "c-0000000000000008"}


def test_an_own_claim_hides_a_detection_of_nearly_the_same_words_only() -> None:
    made = add_claim(open_review(article(), Analysis(), ()), 0, len(LONGER), at(1), own_id(1)).review

    nearly = with_analysis(made, Analysis(claims=(redetected(LONGER + "."),)))
    other = with_analysis(made, Analysis(claims=(redetected("The river rose"),)))

    assert [claim.spans[0].text for claim in nearly.claims] == [LONGER]
    assert [claim.spans[0].text for claim in other.claims] == ["The river rose", LONGER]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=6))
def test_no_verdict_is_lost_or_doubled_whatever_is_detected_later(stretches: list[tuple[int, int]]) -> None:
    marked = open_review(article(), DETECTED, ())
    for number, detection in enumerate(DETECTED.claims, start=1):
        marked = tag(marked, detection.id, "disputed", at(number)).review
    spans = [Span(start, start + length, TEXT[start : start + length]) for start, length in sorted(set(stretches))]
    claims = tuple(Claim(id=f"c-{number:016x}", spans=(span,)) for number, span in enumerate(spans, start=100))

    later = open_review(article(), Analysis(claims=claims), marked.records.values())

    judged = [claim for claim in later.claims if claim.verdict]
    assert len(judged) == len(DETECTED.claims)
    assert {claim.spans for claim in judged} == {claim.spans for claim in DETECTED.claims}
    assert len({claim.id for claim in later.claims}) == len(later.claims)
