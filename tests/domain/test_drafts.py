"""What was typed is kept, whatever became of its mark meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.drafts import Draft, kept, present, recovered, united
from annotations.editing import Review
from annotations.evidence import add_evidence, change_evidence
from annotations.models import Evidence
from annotations.review import add_note, delete, open_review, set_note
from tests.flood import DETECTED, RIVER, article, at, own_id

REPORT = Evidence(url="https://river.example/report", passage="Two metres.")
MEANWHILE = "(written meanwhile in another newsmark:)"


@pytest.fixture
def review() -> Review:
    return open_review(article(), DETECTED, ())


def draft(
    note: str = "",
    before: str | None = None,
    *,
    target: str = RIVER.id,
    source: Evidence | None = None,
    replaced: Evidence | None = None,
) -> Draft:
    place = RIVER.spans[0]
    return Draft(article="a", target=target, place=place, note=note, before=before, source=source, replaced=replaced)


def note_of(review: Review, target: str = RIVER.id) -> str | None:
    found = present(review, target)
    return found.note if found else None


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "note"),
    [
        ("old", "mine", "old", "mine"),
        ("old", "mine", "mine", "mine"),
        ("old", "mine", "", "mine"),
        ("old", "", "theirs", "theirs"),
        ("", "mine", "theirs", f"mine\n\n{MEANWHILE}\ntheirs"),
        ("old", "old\nmine", "old\ntheirs", f"old\nmine\n\n{MEANWHILE}\ntheirs"),
        ("old", "new", "older", f"new\n\n{MEANWHILE}\nolder"),
        ("old", "old\nmore", "old\nmore\nand more", "old\nmore\nand more"),
    ],
)
def test_notes_written_at_once_are_united(before: str, mine: str, theirs: str, note: str) -> None:
    assert united(before, mine, theirs) == note


@given(*[st.text("ab\n", max_size=6)] * 3)
def test_uniting_again_adds_nothing_and_loses_no_new_line(before: str, mine: str, theirs: str) -> None:
    note = united(before, mine, theirs)
    assert united(before, mine, note) == note
    if mine != before and mine and theirs:
        assert set(mine.split("\n")) | (set(theirs.split("\n")) - set(before.split("\n"))) <= {*note.split("\n"), ""}


def test_a_note_is_kept_beside_what_another_program_wrote(review: Review) -> None:
    theirs = set_note(review, RIVER.id, "theirs", at(1)).review
    assert note_of(kept(theirs, draft("mine", ""), at(2), own_id(1)).review) == f"mine\n\n{MEANWHILE}\ntheirs"
    assert note_of(kept(theirs, draft("", "theirs"), at(2), own_id(1)).review) == ""
    found = recovered(theirs, draft("mine", ""), at(2), own_id(1))
    assert found is not None
    assert note_of(found.review) == f"mine\n\n{MEANWHILE}\ntheirs"
    assert recovered(found.review, draft("mine", ""), at(3), own_id(2)) is None


def test_a_note_whose_mark_was_deleted_meanwhile_becomes_one_of_its_own(review: Review) -> None:
    noted = add_note(review, 4, 9, "old", at(1), own_id(1)).review
    gone = delete(noted, own_id(1), at(2)).review
    outcome = kept(gone, draft("new", "old", target=own_id(1)), at(3), own_id(2))
    assert [(note.record.id, note.note) for note in outcome.review.notes] == [(own_id(2), "new")]
    assert kept(gone, draft("", "old", target=own_id(1)), at(3), own_id(2)).records == ()


def test_a_source_changed_elsewhere_stays_beside_ones_own(review: Review) -> None:
    other, mine = Evidence(url="", title="Letter"), Evidence(url="", title="Minutes")
    theirs = change_evidence(add_evidence(review, RIVER.id, REPORT, at(1)).review, RIVER.id, REPORT, other, at(2))
    outcome = kept(theirs.review, draft(source=mine, replaced=REPORT), at(3), own_id(1))
    assert outcome.review.claims_by_id[RIVER.id].evidence == (other, mine)
