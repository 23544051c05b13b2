"""Sources beside a claim: what is kept of what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.editing import Review
from annotations.errors import ReviewError
from annotations.evidence import add_evidence, change_evidence, checked, remove_evidence, salvaged
from annotations.models import Evidence
from annotations.review import open_review, undo
from tests.flood import DETECTED, RIVER, article, at

REPORT = Evidence(url="https://river.example/report", title="Report", stance="supports", passage="Two metres.")
LETTER = Evidence(url="", title="A letter of the mayor")


@pytest.fixture
def review() -> Review:
    return open_review(article(), DETECTED, ())


def sources(review: Review) -> tuple[Evidence, ...]:
    return review.claims_by_id[RIVER.id].evidence


def test_sources_are_added_changed_and_removed_with_undo(review: Review) -> None:
    added = add_evidence(review, RIVER.id, REPORT, at(1)).review
    both = add_evidence(added, RIVER.id, LETTER, at(2)).review
    assert sources(both) == (REPORT, LETTER)

    refuting = replace(REPORT, stance="refutes")
    changed = change_evidence(both, RIVER.id, REPORT, refuting, at(3)).review
    assert sources(changed) == (refuting, LETTER)

    removed = remove_evidence(changed, RIVER.id, refuting, at(4)).review
    assert sources(removed) == (LETTER,)
    assert sources(undo(removed, at(5)).review) == (refuting, LETTER)


def test_a_source_changed_while_another_program_removed_it_is_added_again(review: Review) -> None:
    assert sources(change_evidence(review, RIVER.id, LETTER, REPORT, at(1)).review) == (REPORT,)
    with pytest.raises(ReviewError, match="no longer there"):
        remove_evidence(review, RIVER.id, REPORT, at(1))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (Evidence(url=""), "neither an address nor a title"),
        (Evidence(url="  ", passage="\n"), "neither an address nor a title"),
        (Evidence(url="javascript:alert(1)"), "not a web address"),
        (Evidence(url="file:///etc/passwd"), "not a web address"),
        (Evidence(url="https://"), "not a web address"),
        (Evidence(url="https://two words.example"), "not a web address"),
        (replace(REPORT, accessed="yesterday"), "not a valid date"),
        (replace(REPORT, accessed="2026-02-30"), "not a valid date"),
    ],
)
def test_what_is_no_source_is_refused_with_a_hint(source: Evidence, message: str) -> None:
    with pytest.raises(ReviewError, match=message) as caught:
        checked(source)
    assert caught.value.hint


def test_a_source_is_cleaned() -> None:
    typed = Evidence(url=" HTTPS://x.example/ ", title="a\x1b[31m\nb", passage="one \n\x07two ", accessed=" 2026-01-31")
    assert checked(typed) == Evidence(
        url="HTTPS://x.example/", title="a[31m b", passage="one\ntwo", accessed="2026-01-31"
    )


def test_what_cannot_stay_in_its_field_is_kept_before_the_passage() -> None:
    typed = Evidence(url="page 12", title="Report", passage="Two metres.", accessed="May")
    assert salvaged(typed) == Evidence(url="", title="Report", passage="page 12\nMay\nTwo metres.")
    assert salvaged(Evidence(url=" ")) is None


words = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@given(words, words, words, words)
def test_whatever_was_typed_can_be_kept(url: str, title: str, passage: str, accessed: str) -> None:
    typed = Evidence(url=url, title=title, passage=passage, accessed=accessed)
    kept = salvaged(typed)
    assert kept is None or checked(kept) == kept
