"""Layers of marks cut into pieces: no gaps, no torn graphemes, the strongest style last."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Anchor, Claim, Quote, Span
from tui.highlight import Layer, Mark, Marks, Target, claim_marks, pieces, quote_marks, style_names

LENGTH = 60
offsets = st.integers(min_value=0, max_value=LENGTH)


@st.composite
def random_marks(draw: st.DrawFn) -> Mark:
    start, end = sorted((draw(offsets), draw(offsets)))
    return Mark(start, end, draw(st.sampled_from(list(Layer))), "kind", str(draw(st.integers(0, 9))))


@given(st.lists(random_marks(), max_size=12), offsets, offsets)
def test_pieces_cover_the_row_with_the_styles_of_their_marks(marks: list[Mark], one: int, two: int) -> None:
    start, end = sorted((one, two))
    cut = pieces(start, end, marks)
    assert "".join(chr(100 + offset) for piece in cut for offset in range(piece.start, piece.end)) == "".join(
        chr(100 + offset) for offset in range(start, end)
    )
    for piece in cut:
        for offset in range(piece.start, piece.end):
            here = [mark for mark in marks if mark.start <= offset < mark.end]
            assert set(piece.styles) == {name for mark in here for name in style_names(mark.layer, mark.kind)}


@given(st.lists(random_marks(), max_size=12), offsets, offsets)
def test_the_index_finds_what_overlaps(marks: list[Mark], one: int, two: int) -> None:
    start, end = sorted((one, two))
    expected = sorted(mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end)
    assert Marks(marks).within(start, end) == expected


@given(st.lists(random_marks(), max_size=12), st.sets(st.integers(1, LENGTH - 1)))
def test_no_cut_falls_inside_a_grapheme(marks: list[Mark], inner: set[int]) -> None:
    boundaries = sorted({0, *inner})
    cut = pieces(0, LENGTH, marks, boundaries)
    assert {piece.start for piece in cut} <= set(boundaries)
    assert (cut[0].start, cut[-1].end) == (0, LENGTH)


def test_stronger_layers_come_last() -> None:
    marks = [Mark(0, 9, Layer.CLAIM, "open"), Mark(0, 9, Layer.ENTITY, "person"), Mark(0, 9, Layer.QUOTE, "direct")]
    [piece] = pieces(0, 9, marks)
    assert piece.styles == ("quote", "quote-direct", "entity", "entity-person", "claim", "claim-open")


def test_a_split_claim_is_one_annotation_with_two_marks_in_the_colour_of_its_verdict() -> None:
    claim = Claim(id="c-1", spans=(Span(0, 3, "One"), Span(8, 11, "two")), verdict="disputed")
    marks = Marks(claim_marks([claim]))
    assert [(mark.start, mark.kind, mark.leads) for mark in marks.of(Target(Layer.CLAIM, "c-1"))] == [
        (0, "disputed", True),
        (8, "disputed", False),
    ]
    assert len(marks.leading(Layer.CLAIM)) == 1


def test_a_claim_whose_text_is_gone_and_a_thought_are_not_drawn() -> None:
    spans = (Span(0, 3, "One"),)
    orphan = Claim(id="c-1", spans=spans, anchor=Anchor(status="orphan", exact="One", prefix="", suffix=""))
    thought = Quote(id="q-1", kind="indirect", attribution="thought", spans=spans, rule="r", confidence=1.0)
    assert not list(claim_marks([orphan]))
    assert not list(quote_marks([thought]))
