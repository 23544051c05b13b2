"""The wrapping model: nothing is lost, nothing is too wide, offsets and columns agree."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from annotations.models import Block, BlockKind
from tui.widgets.cells import cut, cut_middle, graphemes, is_narrow, width_of
from tui.widgets.layout import Layout, Row
from tui.widgets.paragraphs import LONGEST, paragraphs_of

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER A}"
PARTS = (
    *("word", "a", "longerword" * 3, "it’s", "“said”", " ", " ", "  ", "\n", "\n\n", "- ", "日本語。", "한국", "Я"),
    *(FAMILY, FLAG, "e\N{COMBINING ACUTE ACCENT}", "\N{COMBINING TILDE}", "❤\N{VARIATION SELECTOR-16}"),
    "\N{ZERO WIDTH NON-JOINER}",
)
texts = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
widths = st.integers(min_value=1, max_value=60)
KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list_item", "block_quote")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(min_value=0, max_value=len(text)), max_size=6)))
    kinds = st.sampled_from(KINDS)
    blocks = tuple(Block(draw(kinds), start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    return text, blocks


@given(documents(), widths)
def test_every_code_point_is_drawn_once_in_order_and_only_spaces_are_left_out(
    document: tuple[str, tuple[Block, ...]], width: int
) -> None:
    text, blocks = document
    layout = Layout(text, blocks, width)
    position = 0
    for row in (layout.row(y) for y in range(layout.height)):
        if not row.blank:
            assert row.start >= position
            assert not text[position : row.start].strip()
            position = row.end
    assert not text[position:].strip()


@given(documents(), widths)
def test_no_row_is_wider_than_the_column(document: tuple[str, tuple[Block, ...]], width: int) -> None:
    text, blocks = document
    layout = Layout(text, blocks, width)
    for row in layout.rows(0, layout.height):
        assert row.indent + width_of(text, row.start, row.end) <= layout.width


@given(documents(), widths)
def test_each_drawn_grapheme_maps_to_its_cell_and_back(document: tuple[str, tuple[Block, ...]], width: int) -> None:
    text, blocks = document
    layout = Layout(text, blocks, width)
    for y in range(layout.height):
        row = layout.row(y)
        column = row.indent
        for unit in layout.units(row):
            assert layout.position_of(unit.start) == (y, column)
            for cell in range(unit.width):
                assert layout.offset_at(y, column + cell) == unit.start
            column += unit.width


@given(texts)
def test_graphemes_cover_the_text_without_gaps(text: str) -> None:
    units = list(graphemes(text))
    assert "".join(text[unit.start : unit.end] for unit in units) == text
    assert [unit.start for unit in units[1:]] == [unit.end for unit in units[:-1]]


def test_joined_emoji_and_flags_are_units_of_two_cells() -> None:
    assert [(unit.end - unit.start, unit.width) for unit in graphemes(FAMILY + FLAG + "x")] == [(5, 2), (2, 2), (1, 1)]


@given(st.text(max_size=30))
def test_text_called_narrow_takes_one_cell_each(text: str) -> None:
    if is_narrow(text):
        assert width_of(text) == len(text)
        assert all(unit.width == 1 and unit.end - unit.start == 1 for unit in graphemes(text))


@given(texts, st.integers(min_value=1, max_value=20))
def test_shortened_text_fits(text: str, width: int) -> None:
    shortened = cut(text, width)
    assert width_of(shortened) <= width
    assert shortened == text or shortened.endswith("…")


@given(texts, st.integers(min_value=1, max_value=20))
def test_text_shortened_in_its_middle_fits_and_keeps_both_ends(text: str, width: int) -> None:
    shortened = cut_middle(text, width)
    assert width_of(shortened) <= width
    if shortened != text:
        head, _, tail = shortened.rpartition("…")
        assert text.startswith(head.rstrip("…"))
        assert text.endswith(tail)


def test_an_empty_text_has_one_blank_row() -> None:
    layout = Layout("", (), 40)
    assert layout.height == 1
    assert layout.row_of(0) == 0
    assert layout.offset_at(0, 5) == 0


def rows(layout: Layout) -> list[str]:
    return [" " * row.indent + layout.text[row.start : row.end] for row in map(layout.row, range(layout.height))]


def test_paragraphs_stand_apart_even_with_single_line_feeds() -> None:
    assert rows(Layout("One.\nTwo.\n\nThree.", (), 40)) == ["", "One.", "", "Two.", "", "Three.", ""]


def test_list_items_hang_under_their_marker_and_stand_together() -> None:
    text = "- alpha beta gamma\n- delta"
    layout = Layout(text, (Block("list_item", 0, 18), Block("list_item", 19, 26)), 16)
    assert rows(layout) == ["", "  - alpha beta", "    gamma", "  - delta", ""]


def test_wide_text_breaks_between_its_characters_but_not_before_a_full_stop() -> None:
    assert rows(Layout("日本語日本語。日本語", (), 12)) == ["", "日本語日本", "語。日本語", ""]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert rows(Layout("see abcdefghijklmnopqrst", (), 12)) == ["", "see", "abcdefghijkl", "mnopqrst", ""]


def test_there_is_more_room_before_a_heading_than_between_paragraphs() -> None:
    layout = Layout("One.\nTwo\nThree.", (Block("heading", 5, 8),), 40)
    assert rows(layout) == ["", "One.", "", "", "Two", "", "Three.", ""]


def on_screen(layout: Layout, y: int, count: int) -> list[Row]:
    return [layout.row(number) for number in range(y, min(y + count, layout.height))]


@given(documents(), widths, st.lists(st.integers(0, 60), min_size=1, max_size=6), st.integers(1, 12))
def test_what_is_wrapped_later_moves_nothing_that_is_on_screen(
    document: tuple[str, tuple[Block, ...]], width: int, places: list[int], count: int
) -> None:
    text, blocks = document
    layout = Layout(text, blocks, width, eager=0)
    for place in places:
        y = layout.settle(min(place, layout.height - 1), count)
        shown = on_screen(layout, y, count)
        above, below = layout.settle(max(y - count, 0), count), layout.settle(min(y + count, layout.height - 1), count)
        again = layout.row_of(shown[0].start) if not shown[0].blank else None
        assert 0 <= above <= below < layout.height
        if again is not None:
            assert on_screen(layout, again, count) == shown


@given(documents(), widths)
def test_wrapped_bit_by_bit_it_ends_up_as_wrapped_at_once(document: tuple[str, tuple[Block, ...]], width: int) -> None:
    text, blocks = document
    at_once, by_bits = Layout(text, blocks, width), Layout(text, blocks, width, eager=0)
    y = 0
    while y < by_bits.height:
        y = by_bits.settle(y, 3) + 1
    assert by_bits.height == at_once.height
    assert on_screen(by_bits, 0, by_bits.height) == on_screen(at_once, 0, at_once.height)
    assert on_screen(at_once.at_width(width + 7), 0, 999) == on_screen(Layout(text, blocks, width + 7), 0, 999)


@given(documents(), widths, st.integers(0, 40), st.integers(0, 40))
def test_rows_in_turn_are_those_asked_for_one_by_one(
    document: tuple[str, tuple[Block, ...]], width: int, start: int, count: int
) -> None:
    layout = Layout(*document, width)
    y = min(start, layout.height - 1)
    assert list(layout.rows(y, count)) == [layout.row(each) for each in range(y, min(y + count, layout.height))]


@given(documents(), widths, st.integers(0, 40))
def test_paragraphs_are_gone_through_one_by_one(
    document: tuple[str, tuple[Block, ...]], width: int, start: int
) -> None:
    layout = Layout(*document, width)
    opening = [y for y in range(layout.height) if layout.row(y).opens]
    y = min(start, layout.height - 1)
    following, before = layout.opening(y, 1), layout.opening(y, -1)
    assert following == next((each for each in opening if each > y), layout.height - 1)
    assert before == next((each for each in reversed(opening) if each < y), 0)


@given(
    st.lists(st.sampled_from(("word ", "日本語。", FAMILY, "longerword" * 30)), min_size=1, max_size=9),
    st.integers(1, 300),
)
def test_a_long_line_is_wrapped_in_parts(parts: list[str], times: int) -> None:
    text = ("".join(parts) * times).strip()
    found = paragraphs_of(text, ())
    assert all(paragraph.end - paragraph.start <= LONGEST for paragraph in found)
    assert [paragraph.opens for paragraph in found] == [True] + [False] * (len(found) - 1)
    position = 0
    for paragraph in found:
        assert not text[position : paragraph.start].strip()
        position = paragraph.end
    assert position == len(text)


@given(st.text(alphabet="aé—日本か한！\N{COMBINING ACUTE ACCENT}❤\N{VARIATION SELECTOR-16}", max_size=20))
def test_widths_are_those_that_the_terminal_library_uses(text: str) -> None:
    assert [tuple(unit) for unit in graphemes(text)] == split_graphemes(text)[0]
