"""A layer's marks in columns: the same as a plain list of marks, whatever is changed in it."""

from hypothesis import given
from hypothesis import strategies as st

from tui.track import Layer, Mark, Track, place_of

LENGTH = 50
offsets = st.integers(0, LENGTH)
kinds = st.sampled_from(("open", "verified"))


@st.composite
def annotations(draw: st.DrawFn, name: str) -> list[Mark]:
    """Draw the marks of one annotation, the first of which leads."""
    cuts = sorted(draw(st.sets(offsets, min_size=2, max_size=4)))
    kind = draw(kinds)
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Mark(start, end, Layer.CLAIM, kind, name, index == 0) for index, (start, end) in enumerate(spans)]


@st.composite
def layers(draw: st.DrawFn, prefix: str = "c") -> list[list[Mark]]:
    return [draw(annotations(f"{prefix}{number}")) for number in range(draw(st.integers(0, 8)))]


def flat(groups: list[list[Mark]]) -> list[Mark]:
    return sorted((mark for group in groups for mark in group), key=place_of)


@given(layers(), offsets, offsets)
def test_marks_are_found_by_place_and_by_annotation(groups: list[list[Mark]], one: int, two: int) -> None:
    marks, track = flat(groups), Track(Layer.CLAIM, (mark for group in groups for mark in group))
    start, end = sorted((one, two))
    assert list(track) == marks
    assert list(track.within(start, end)) == [mark for mark in marks if mark.start < end and mark.end > start]
    for group in groups:
        assert track.of(group[0].id) == tuple(group)
    assert track.of("unknown") == ()


@given(layers(), kinds, offsets)
def test_leading_marks_are_stepped_through_in_order(groups: list[list[Mark]], kind: str, origin: int) -> None:
    track = Track(Layer.CLAIM, flat(groups))
    for chosen in (None, kind):
        expected = [mark for mark in flat(groups) if mark.leads and chosen in {None, mark.kind}]
        leading = track.leading(chosen)
        assert list(leading) == expected
        assert [leading.position(mark.id) for mark in expected] == list(range(len(expected)))
        assert leading.step((origin,), 1) == next((mark for mark in expected if mark.start >= origin), None)
        before = [mark for mark in expected if mark.start < origin]
        assert leading.step((origin,), -1) == (before[-1] if before else None)
        for mark, following in zip(expected, [*expected[1:], None], strict=False):
            assert leading.step(place_of(mark), 1) == following


@given(layers("c"), layers("d"), st.data())
def test_a_changed_track_is_as_if_it_were_made_anew(
    groups: list[list[Mark]], added: list[list[Mark]], data: st.DataObject
) -> None:
    removed = data.draw(st.sets(st.sampled_from([group[0].id for group in groups]))) if groups else set()
    track = Track(Layer.CLAIM, flat(groups))
    changed = track.changed(removed, [mark for group in added for mark in group])
    kept = [group for group in groups if group[0].id not in removed]
    assert list(changed) == flat([*kept, *added])
    assert [changed.of(group[0].id) for group in added] == [tuple(group) for group in added]
    assert list(track) == flat(groups)


@given(layers(), kinds, st.data())
def test_marks_of_another_kind_stay_where_they_are(groups: list[list[Mark]], kind: str, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from([group[0].id for group in groups]))) if groups else set()
    track = Track(Layer.CLAIM, flat(groups))
    before = [track.leading(each) for each in ("open", "verified")]
    judged = [[mark._replace(kind=kind) if mark.id in chosen else mark for mark in group] for group in groups]
    changed = track.changed(chosen, [mark for mark in flat(judged) if mark.id in chosen])
    assert list(changed) == list(Track(Layer.CLAIM, flat(judged)))
    for each in (None, "open", "verified"):
        assert list(changed.leading(each)) == list(Track(Layer.CLAIM, flat(judged)).leading(each))
    assert [track.leading(each) for each in ("open", "verified")] == before
    assert list(track) == flat(groups)


def test_what_does_not_lead_has_no_position_among_what_leads() -> None:
    track = Track(Layer.CLAIM, [Mark(0, 3, Layer.CLAIM, "open", "c-1"), Mark(5, 9, Layer.CLAIM, "verified", "c-2")])
    assert track.leading("verified").position("c-1") is None
    assert track.leading().position("c-3") is None
