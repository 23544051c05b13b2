"""Claims taken together: joined ones, their sources, coverage."""

import pytest
from msgspec.structs import replace

from annotations.editing import Review
from annotations.errors import ReviewError
from annotations.models import Claimant
from annotations.overview import coverage, groups, sourcing
from annotations.review import add_claim, join, open_review, same_claims, separate, tag, undo
from tests.flood import DETECTED, FLOOD, HURT, RIVER, TEXT, article, at, own_id


@pytest.fixture
def review() -> Review:
    return open_review(article(), DETECTED, ())


def verdicts(review: Review) -> list[str | None]:
    return [claim.verdict for claim in review.claims]


def test_joined_claims_are_tagged_together_and_undone_together(review: Review) -> None:
    joined = join(review, RIVER.id, HURT.id, at(1))
    assert (joined.target, len(joined.records)) == (RIVER.id, 2)
    assert same_claims(joined.review, HURT.id) == (RIVER.id,)

    tagged = tag(joined.review, HURT.id, "disputed", at(2)).review
    assert verdicts(tagged) == ["disputed", None, "disputed"]

    back = undo(tagged, at(3)).review
    assert verdicts(back) == [None, None, None]
    assert same_claims(back, RIVER.id) == (HURT.id,)
    assert undo(back, at(4)).review.claims == DETECTED.claims


def test_a_step_over_several_claims_is_one_step_after_a_restart_too(review: Review) -> None:
    tagged = tag(join(review, RIVER.id, HURT.id, at(1)).review, RIVER.id, "verified", at(2)).review
    again = open_review(article(), DETECTED, tagged.records.values())

    assert len(again.undo) == 2
    assert verdicts(undo(again, at(3)).review) == [None, None, None]


def test_joining_reaches_everything_that_asserts_the_same(review: Review) -> None:
    three = join(join(review, RIVER.id, FLOOD.id, at(1)).review, FLOOD.id, HURT.id, at(2)).review
    assert same_claims(three, RIVER.id) == (FLOOD.id, HURT.id)

    two = separate(three, FLOOD.id, at(3)).review
    assert same_claims(two, RIVER.id) == (HURT.id,)
    assert same_claims(two, FLOOD.id) == ()
    with pytest.raises(ReviewError, match="joined to no other"):
        separate(two, FLOOD.id, at(4))


def test_a_claim_is_not_joined_to_itself_or_to_nothing(review: Review) -> None:
    with pytest.raises(ReviewError, match="itself"):
        join(review, RIVER.id, RIVER.id, at(1))
    with pytest.raises(ReviewError, match="no mark"):
        join(review, RIVER.id, "c-none", at(1))


def test_links_that_were_detected_count_and_stay_when_the_claim_is_touched() -> None:
    linked = replace(DETECTED, claims=(RIVER, FLOOD, replace(HURT, same_as=(RIVER.id, "c-gone"))))
    review = open_review(article(), linked, ())

    tagged = tag(review, RIVER.id, "verified", at(1)).review

    assert verdicts(tagged) == ["verified", None, "verified"]
    assert tagged.claims[2].same_as == (RIVER.id, "c-gone")


def test_links_in_a_circle_are_one_group() -> None:
    one, two = replace(RIVER, same_as=(FLOOD.id,)), replace(FLOOD, same_as=(RIVER.id,))
    claims = {claim.id: claim for claim in (one, two, HURT)}
    assert groups((one, two), claims) == {RIVER.id: (RIVER.id, FLOOD.id), FLOOD.id: (RIVER.id, FLOOD.id)}


def test_sources_are_counted_over_claims_that_assert_the_same() -> None:
    mayor = replace(RIVER, claimant=Claimant(name="The Mayor"))
    claims = {claim.id: claim for claim in (mayor, replace(FLOOD, claimant=Claimant(name="the mayor")), HURT)}
    police = claims | {HURT.id: replace(HURT, claimant=Claimant(name="police"))}

    def of(name: str, *same: str) -> str:
        return sourcing(police[name], police, {name: (name, *same)} if same else {})

    assert sourcing(HURT, claims, {}) == "unattributed"
    assert of(RIVER.id) == of(RIVER.id, FLOOD.id) == "single source"
    assert of(RIVER.id, FLOOD.id, HURT.id) == "several sources"


def test_coverage_counts_claims_and_their_worth(review: Review) -> None:
    start = TEXT.index("said the mayor")
    own = add_claim(review, start, start + 14, at(1), own_id(1))
    assert own.target is not None

    half = coverage(tag(own.review, own.target, "verified", at(2)).review.claims)
    assert (half.checked, half.total) == (1, 4)
    assert half.by_worth == pytest.approx(1 / 2.5)
    assert coverage(()).by_worth == 1
