"""The same words in many places: what tells them apart, found for all of them at once, and which of them one is."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.anchors import anchor, anchors
from annotations.correcting import set_label
from annotations.models import Analysis, Entity, EntityCluster, Span
from annotations.occurrences import (
    LONGEST_CONTEXT,
    Numbering,
    Occurrences,
    Shared,
    all_starts,
    common_start,
    nearest_starts,
)
from annotations.review import open_review
from tests.builders import make_article
from tests.work import lines_run

repetitive = st.lists(st.sampled_from(["Yes.", "No.", "Ada said", "the toll ", "\n"]), min_size=1, max_size=80).map(
    "".join
)


def by_comparing(text: str, words: str, start: int) -> Shared:
    """Compare an occurrence with each of the others."""
    left, right = text[:start][::-1][:LONGEST_CONTEXT], text[start + len(words) :][:LONGEST_CONTEXT]
    shared = Shared(0, 0, 0, 0)
    for place in all_starts(text, words):
        if place != start:
            before = common_start(left, text[:place][::-1])
            after = common_start(right, text[place + len(words) :])
            is_facing = abs(place - start) <= before + len(words) + after + 4
            reach = (start - place, place - start) if is_facing else (0, 0)
            shared = Shared(*map(max, shared, (before, after, *reach)))
    return shared


@given(repetitive, st.data())
def test_neighbours_in_order_share_as_much_as_any(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : start + data.draw(st.integers(1, 9))]
    assert Occurrences(text, words, all_starts(text, words)).shared(start) == by_comparing(text, words, start)


@given(repetitive, st.data())
def test_anchors_made_together_are_those_made_one_by_one(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    marks = [(Span(start, start + 3, text[start : start + 3]),) for start in starts if start + 3 <= len(text)]
    assert anchors(text, marks) == [anchor(text, spans) for spans in marks]


@given(repetitive, st.integers(0, 200), st.integers(1, 5))
def test_the_nearest_come_first_on_each_side(text: str, near: int, number: int) -> None:
    places = list(nearest_starts(text, "Yes.", near, on_each_side=number))
    every = list(all_starts(text, "Yes."))
    near = min(near, len(text))
    after, before = [place for place in every if place >= near], [place for place in every if place < near]
    assert places == after[:number] + before[::-1][:number]


def test_a_label_is_corrected_in_time_that_grows_with_the_mentions() -> None:
    def work(mentions: int) -> int:
        text = "\n".join(f"On day {number} Ada met those who had waited near the quay." for number in range(mentions))
        places = all_starts(text, "Ada")
        entities = tuple(
            Entity(id=f"n-{start}", start=start, end=start + 3, text="Ada", label="PERSON", entity="e1")
            for start in places
        )
        index = (EntityCluster(id="e1", name="Ada", label="PERSON", mentions=mentions),)
        review = open_review(make_article(text), Analysis(entities=entities, entity_index=index), ())
        return lines_run(lambda: set_label(review, entities[0].id, "ORG", "2026-01-05T10:00:00.000Z"))

    assert work(400) < 2.4 * work(200)


def test_numbers_count_whole_words() -> None:
    text = "The mayor said he saw the theatre. “He left,” he said."
    numbering = Numbering(text)
    assert numbering.of("he", text.index("he saw")) == 0
    assert numbering.of("he", text.index("he said")) == 1
    assert numbering.of("“He left,”", text.index("“He")) == 0
    assert numbering.of("he", text.index("heatre")) == 2 + 2


@given(st.text(alphabet="ab ’.é", max_size=40), st.data())
def test_stretches_with_the_same_words_have_different_numbers(text: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 6))
    numbering = Numbering(text)
    starts = range(len(text) - length + 1)
    numbered = [(text[start : start + length], numbering.of(text[start : start + length], start)) for start in starts]
    assert len(set(numbered)) == len(numbered)


@given(st.lists(st.sampled_from(["the", "he", "mayor", "“he", "said,”"]), min_size=1, max_size=30), st.data())
def test_numbers_of_words_count_up_from_zero(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    chosen = data.draw(st.sampled_from(words)).strip("“”,")
    numbering = Numbering(text)
    offsets = [
        offset for offset in range(len(text)) if f" {text} "[offset : offset + len(chosen) + 2].strip(" “”,") == chosen
    ]
    starts = [offset for offset in offsets if text.startswith(chosen, offset)]
    assert [numbering.of(chosen, start) for start in starts] == list(range(len(starts)))
