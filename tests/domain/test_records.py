"""Records: identity, revisions, verdict history, and the merge that several machines rely on."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.models import Anchor, ClaimContent, HistoryEntry, PastState, Record, Span, Verdict
from annotations.records import (
    PAST_LIMIT,
    Merged,
    changed,
    current_state,
    history,
    merge,
    merge_all,
    own_target,
    record_id,
    whole_states,
)

BASE = Record(
    id="r",
    target="c-1",
    origin="detected",
    spans=(Span(0, 6, "Prices"),),
    anchor=Anchor(exact="Prices", prefix="", suffix=" rose"),
    content=ClaimContent(),
    created="2026-01-01T00:00:00.000Z",
    modified="2026-01-01T00:00:00.000Z",
)


def at(second: int) -> str:
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"


def tagged(record: Record, verdict: Verdict | None, second: int) -> Record:
    return changed(record, content=ClaimContent(verdict=verdict), deleted=False, at=at(second))


VERDICTS: tuple[Verdict | None, ...] = (None, "verified", "disputed")

WORDS = tuple(
    ((Span(0, len(words), words),), Anchor(exact=words, prefix="", suffix=" rose")) for words in ("Prices", "Rents")
)

edits = st.lists(
    st.tuples(st.sampled_from(VERDICTS), st.booleans(), st.integers(0, 5), st.sampled_from(WORDS)), max_size=4
)


@st.composite
def replicas(draw: st.DrawFn, number: int) -> list[Record]:
    """Copies of one record that went separate ways, some of them long, and met now and then."""
    copies = [replace(BASE, created=at(draw(st.integers(0, 2)))) for _ in range(number)]
    for _ in range(draw(st.integers(1, 4))):
        which = draw(st.integers(0, number - 1))
        for verdict, deleted, second, (spans, anchor) in draw(edits) * draw(st.sampled_from([1, 1, 20])):
            content = ClaimContent(verdict=verdict)
            copies[which] = changed(
                copies[which], content=content, deleted=deleted, at=at(second), spans=spans, anchor=anchor
            )
        copies[which] = replace(copies[which], author=draw(st.sampled_from([None, "a", "b"])))
        if draw(st.booleans()):
            copies[which] = merge(copies[which], copies[draw(st.integers(0, number - 1))]).record
    return copies


def test_a_touched_detection_has_the_same_record_id_everywhere() -> None:
    assert record_id("a-1", "c-1") == record_id("a-1", "c-1")
    assert len({record_id("a-1", "c-1"), record_id("a-1", "c-2"), record_id("a-2", "c-1")}) == 3
    assert UUID(record_id("a-1", "c-1")).version == 5


def test_an_own_claim_is_called_by_its_record() -> None:
    one, other = own_target("6a6d9c3e-0000-4000-8000-000000000001"), own_target("6a6d9c3e-0000-4000-8000-000000000002")

    assert one.startswith("c-")
    assert len(one) == len("c-") + 16
    assert one != other


def test_a_change_is_a_revision_that_remembers_the_one_before() -> None:
    record = tagged(BASE, "verified", 1)

    assert (record.revision, record.modified, record.created) == (2, at(1), BASE.created)
    assert record.past == (current_state(BASE),)


def test_a_record_remembers_its_last_states_only() -> None:
    record = BASE
    for second in range(PAST_LIMIT + 10):
        record = tagged(record, "verified", second)

    assert [state.revision for state in record.past] == list(range(record.revision - PAST_LIMIT, record.revision))


def test_history_holds_the_changes_of_the_verdict() -> None:
    record = tagged(tagged(tagged(BASE, "verified", 1), "verified", 2), None, 3)
    record = changed(record, content=ClaimContent(note="see the report"), deleted=False, at=at(4))
    record = tagged(record, "disputed", 5)

    assert history(record) == (
        HistoryEntry(at(1), "verified"),
        HistoryEntry(at(3), None),
        HistoryEntry(at(5), "disputed"),
    )


def test_a_deletion_clears_the_verdict_in_the_history() -> None:
    record = tagged(BASE, "verified", 1)
    record = changed(record, content=record.content, deleted=True, at=at(2))
    record = tagged(record, "verified", 3)

    assert [entry.verdict for entry in history(record)] == ["verified", None, "verified"]


def test_the_higher_revision_wins_without_conflict_where_it_knew_the_other() -> None:
    older = tagged(BASE, "verified", 9)
    newer = tagged(older, "disputed", 1)

    assert merge(older, newer).record == newer
    assert merge(newer, older).record == newer
    assert merge(older, newer).conflict is None


def test_of_equal_revisions_the_later_wins_and_the_other_is_kept_and_reported() -> None:
    mine, theirs = tagged(BASE, "verified", 1), tagged(BASE, "disputed", 2)

    merged = merge(mine, theirs)

    assert merged.record.content == ClaimContent(verdict="disputed")
    assert merged.record.past == (current_state(BASE), current_state(mine))
    assert merged.conflict is not None
    assert merged.conflict.other == current_state(mine)
    assert merge(merged.record, mine).conflict is None, "a conflict is reported once"


def test_a_change_to_an_old_revision_is_kept_and_reported() -> None:
    mine = tagged(BASE, "verified", 9)
    theirs = tagged(tagged(BASE, "disputed", 1), None, 2)

    merged = merge(mine, theirs)

    assert merged.record.content == ClaimContent()
    assert current_state(mine) in merged.record.past
    assert merged.conflict is not None


def test_the_same_verdict_from_both_is_no_conflict() -> None:
    merged = merge(tagged(BASE, "verified", 1), tagged(BASE, "verified", 2))

    assert merged.conflict is None
    assert merged.record.modified == at(2)
    assert history(merged.record) == (HistoryEntry(at(1), "verified"),)


def test_a_state_long_forgotten_is_no_conflict() -> None:
    old = tagged(BASE, "verified", 1)
    new = old
    for second in range(PAST_LIMIT + 2):
        new = tagged(new, "disputed", second)

    assert merge(old, new).conflict is None


def test_a_past_state_keeps_its_words_only_where_they_were_others() -> None:
    words, shorter = WORDS[0], ((Span(0, 5, "Price"),), Anchor(exact="Price", prefix="", suffix="s rose"))
    tagged_once = tagged(BASE, "verified", 1)
    shortened = changed(
        tagged_once, content=tagged_once.content, deleted=False, at=at(2), spans=shorter[0], anchor=shorter[1]
    )
    tagged_twice = tagged(shortened, "disputed", 3)

    assert [state.anchor for state in tagged_once.past] == [None]
    assert [(state.spans, state.anchor) for state in tagged_twice.past] == [words, words, ((), None)]
    assert [(state.spans, state.anchor) for state in whole_states(tagged_twice)] == [words, words, shorter, shorter]
    assert merge(tagged_once, tagged_twice) == Merged(tagged_twice)


def test_a_tombstone_stays() -> None:
    deleted = changed(BASE, content=BASE.content, deleted=True, at=at(1))

    assert merge(BASE, deleted).record.deleted
    assert merge(deleted, BASE).record.deleted


@pytest.mark.parametrize(
    ("early", "late"),
    [("2026-01-01T00:00:05Z", "2026-01-01T00:00:05.1Z"), ("2026-01-01T00:00:05.1Z", "2026-01-01T00:00:05.123Z")],
)
def test_times_of_any_precision_are_compared_as_times(early: str, late: str) -> None:
    one = changed(BASE, content=ClaimContent(note="early"), deleted=False, at=early)
    other = changed(BASE, content=ClaimContent(note="late"), deleted=False, at=late)

    assert merge(one, other).record.content == ClaimContent(note="late")


@given(replicas(2))
def test_merging_is_commutative_and_idempotent(copies: list[Record]) -> None:
    one, other = copies
    merged = merge(one, other).record

    assert merge(other, one).record == merged
    assert merge(merged, one).record == merged
    assert merge(merged, merged).record == merged


@given(replicas(3))
def test_merging_is_associative(copies: list[Record]) -> None:
    one, other, third = copies

    assert merge(merge(one, other).record, third).record == merge(one, merge(other, third).record).record


def unplaced(state: PastState) -> PastState:
    return replace(state, spans=(), anchor=None)


def test_the_same_states_at_another_place_are_no_other_states() -> None:
    mine = tagged(tagged(BASE, "verified", 1), "disputed", 2)
    moved = replace(mine, spans=(Span(8, 14, "Prices"),), anchor=replace(mine.anchor, prefix="Update. "))
    merged = merge(mine, moved)

    assert merged == merge(moved, mine)
    assert merged.conflict is None
    assert len(merged.record.past) == len(mine.past)


@given(replicas(2))
def test_merging_loses_no_state_within_the_limit_and_keeps_their_order(copies: list[Record]) -> None:
    one, other = copies
    merged = merge(one, other).record
    states: set[PastState] = {*whole_states(one), *whole_states(other)}
    kept = whole_states(merged)

    assert {*kept} <= states
    assert len(kept) == min(len({*map(unplaced, states)}), PAST_LIMIT + 1)
    assert [state.revision for state in merged.past] == sorted(state.revision for state in merged.past)
    assert merged.revision == max(one.revision, other.revision)


def test_records_are_merged_by_id() -> None:
    other = replace(BASE, id="other")

    merged, conflicts = merge_all({"r": tagged(BASE, "verified", 1)}, [tagged(BASE, "disputed", 2), other])

    assert merged["other"] == other
    assert merged["r"].content == ClaimContent(verdict="disputed")
    assert [conflict.record for conflict in conflicts] == [merged["r"]]
