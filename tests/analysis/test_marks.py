from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.marks import marked
from tests.work import lines_run


def outermost(*texts: str) -> list[str]:
    starts = [sum(len(text) for text in texts[:number]) for number in range(len(texts))]
    whole = "".join(texts)
    return [whole[mark.start : mark.end] for mark in marked(texts, starts) if mark.depth == 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We won," she said. "At last."', ['"We won,"', '"At last."']),
        ("“We won,” she said.", ["“We won,”"]),
        ("„Wir kommen“, said Kurt.", ["„Wir kommen“"]),
        ("«On arrive», said Anne.", ["«On arrive»"]),
        ("‘It’s the boys’ club,’ he said.", ["‘It’s the boys’ club,’"]),
        ("'It's the boys' club,' he said.", ["'It's the boys' club,'"]),
        ("The boys’ club isn’t open, the club's owner said.", []),
        ("A ‘quiet’ day at the workers’ hall", ["‘quiet’"]),
        ("’Tis the season of the ’90s and rock 'n' roll", []),
        ('A 6" pipe and a 4" pipe', []),
    ],
)
def test_marks_are_paired_and_apostrophes_left_alone(text: str, found: list[str]) -> None:
    assert outermost(text) == found


def test_an_inner_quotation_lies_one_deeper() -> None:
    text = "“He called it ‘odd’ and left,” she said."
    assert [(text[m.start : m.end], m.depth) for m in marked([text], [0])] == [
        ("“He called it ‘odd’ and left,”", 0),
        ("‘odd’", 1),
    ]


def test_a_quotation_goes_on_over_paragraphs_that_open_anew() -> None:
    texts = ["“First.", "“Second.", "“Third,” he said."]
    found = marked(texts, [0, 7, 15])
    assert [(mark.closed, mark.continues) for mark in found] == [(False, False), (False, True), (True, True)]
    assert [mark.end - mark.start for mark in found] == [7, 8, 8]


def test_a_new_quotation_after_a_closed_one_does_not_continue_it() -> None:
    assert [mark.continues for mark in marked(["“First.”", "“Second.”"], [0, 8])] == [False, False]


def test_an_unclosed_mark_runs_to_the_end_only_where_a_quotation_begins() -> None:
    assert outermost("He said: “No more") == ["“No more"]
    assert outermost("The so “called plan") == []


NESTS: tuple[Callable[[int], str], ...] = (
    lambda count: "“" * count + "x" + "”" * count,
    lambda count: "“ ‘x " * count + "’ ”" * count,
    lambda count: ' "x' * count,
    lambda count: "“x " * count,
    lambda count: "«'x' \"" * count,
    lambda count: "x’ ”" * count,
)


@pytest.mark.parametrize("nest", NESTS)
def test_the_work_grows_no_faster_than_the_marks(nest: Callable[[int], str]) -> None:
    few, many = nest(400), nest(1600)
    assert lines_run(lambda: marked([many], [0])) < 5 * lines_run(lambda: marked([few], [0]))


@pytest.mark.parametrize("nest", NESTS)
def test_ten_thousand_marks_are_paired(nest: Callable[[int], str]) -> None:
    text = nest(10_000)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marked([text], [0]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("''We won,'' she said.", ["''We won,''"]),
        ("‘‘We won,’’ she said.", ["‘‘We won,’’"]),
        ('“We won," she said.', ['“We won,"']),
        ('"He said "no" to it," she said.', ['"He said "no" to it,"']),
        ('"We won, he said. "At last," he said.', ['"At last,"']),
        ("The “so called plan was “odd”.", ["“odd”"]),
    ],
)
def test_doubled_mismatched_and_unclosed_marks(text: str, found: list[str]) -> None:
    assert outermost(text) == found


@given(st.lists(st.text(alphabet="ab .,\n“”‘’'\"«»„", max_size=60), max_size=5))
def test_marks_lie_inside_their_paragraph(texts: list[str]) -> None:
    starts = [sum(len(text) for text in texts[:number]) for number in range(len(texts))]
    for mark in marked(texts, starts):
        assert mark.start < mark.end
        assert any(start <= mark.start and mark.end <= start + len(t) for start, t in zip(starts, texts, strict=True))
