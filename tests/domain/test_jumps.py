"""Back to where the reader jumped from, and forth again."""

from hypothesis import given
from hypothesis import strategies as st

from tui.jumps import Jumps, Whereabouts

places = st.builds(Whereabouts, st.integers(0, 9), st.just(0), st.none())


def visited(*tops: int) -> Jumps:
    """Jump from place to place."""
    jumps = Jumps()
    for top in tops:
        jumps = jumps.jumped(Whereabouts(top, 0, None))
    return jumps


def test_back_goes_from_the_last_place_to_the_first_and_forth_to_where_it_began() -> None:
    jumps, here, tops = visited(1, 2), Whereabouts(3, 0, None), []
    while following := jumps.back(here):
        jumps, here = following, following.place
        tops.append(here.top)
    while following := jumps.forth():
        jumps = following
        tops.append(jumps.place.top)
    assert tops == [2, 1, 2, 3]


def test_a_jump_from_where_one_went_back_to_forgets_what_came_after() -> None:
    back = visited(1, 2).back(Whereabouts(3, 0, None))
    assert back is not None
    assert back.jumped(back.place).forth() is None
    again = back.jumped(back.place).back(Whereabouts(9, 0, None))
    assert again is not None
    assert again.place.top == 2


def test_going_back_skips_the_place_where_one_is() -> None:
    back = visited(1, 2).back(Whereabouts(2, 0, None))
    assert back is not None
    assert back.place.top == 1


def test_there_is_nothing_to_go_back_to_at_first() -> None:
    assert Jumps().back(Whereabouts(0, 0, None)) is None
    assert Jumps().forth() is None


@given(st.lists(st.tuples(st.sampled_from(("jump", "back", "forth")), places), max_size=300))
def test_the_list_is_bounded_and_always_at_one_of_its_places(steps: list[tuple[str, Whereabouts]]) -> None:
    jumps = Jumps()
    for step, here in steps:
        if step == "jump":
            jumps = jumps.jumped(here)
        else:
            jumps = (jumps.back(here) if step == "back" else jumps.forth()) or jumps
        assert 0 <= jumps.at <= len(jumps.places) <= 101
