"""Sums over rows of paragraphs, against adding them up."""

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.heights import Heights

heights = st.lists(st.integers(1, 9), min_size=1, max_size=70)


@given(heights, st.lists(st.tuples(st.integers(0, 69), st.integers(1, 30)), max_size=20))
def test_sums_and_rows_are_right_after_any_change(rows: list[int], changes: list[tuple[int, int]]) -> None:
    kept = Heights(rows)
    for index, height in changes:
        if index < len(rows):
            rows[index] = kept[index] = height
    assert kept.total == sum(rows)
    assert [kept.before(index) for index in range(len(rows) + 1)] == [
        sum(rows[:index]) for index in range(len(rows) + 1)
    ]
    assert [kept.find(row) for row in range(sum(rows))] == [
        index for index, height in enumerate(rows) for _ in range(height)
    ]
    assert kept.find(sum(rows) + 5) == len(rows) - 1
