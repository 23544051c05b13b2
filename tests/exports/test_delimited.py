"""Tables as text, read as the standard library reads them."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.imports.delimited import UnclosedCell, read_rows


@given(st.lists(st.lists(st.text('a",;\t\r\n é'), min_size=1, max_size=4), max_size=4), st.sampled_from(",;\t"))
def test_what_the_standard_library_writes_is_read(rows: list[list[str]], delimiter: str) -> None:
    made = StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    assert [row.cells for row in read_rows(made.getvalue(), delimiter)] == [row for row in rows if any(row)]


@given(st.text('a",\r\n '))
def test_what_is_no_good_table_is_read_as_the_standard_library_does_or_refused(text: str) -> None:
    expected = [row for row in csv.reader(StringIO(text, newline="")) if any(row)]
    try:
        assert [row.cells for row in read_rows(text, ",")] == expected
    except UnclosedCell:
        assert text.count('"') % 2 or '"' in "".join(cell for row in expected for cell in row)


def test_a_row_is_told_by_the_line_on_which_it_begins() -> None:
    text = 'a,b\r\n"1\r\n2",3\n\n4\r5\n"6'
    rows = read_rows(text, ",")
    assert [next(rows).line for _ in range(4)] == [1, 2, 5, 6]
    with pytest.raises(UnclosedCell, match="line 7"):
        next(rows)
