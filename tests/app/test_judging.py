"""Judging: verdicts, notes, claims of one's own, undo, and that all of it is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import TextArea

from annotations.errors import StoreError
from annotations.models import Article
from tui.highlight import Layer
from tui.screens.note import NoteScreen
from tui.widgets.mode_bar import MarkingBar

if TYPE_CHECKING:
    from tests.app.conftest import Running, World

FIRST = "the toll will rise by 12 percent in May"
SECOND = "Ships pay less here than in any other port"


async def test_a_verdict_is_given_shown_and_cleared_by_the_same_key(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v")
        assert reader.verdicts[FIRST] == "verified"
        assert any("✓" in line[:4] for line in reader.lines)
        assert "claim, verified: Ada Brenner" in reader.screen.status.description
        await reader.press("d")
        assert reader.verdicts[FIRST] == "disputed"
        assert any("✗" in line[:4] for line in reader.lines)
        await reader.press("d")
        assert reader.verdicts[FIRST] is None


async def test_a_verdict_key_first_brings_a_claim_into_view(running: "Running") -> None:
    async with running() as reader:
        await reader.press("v")
        assert reader.current == FIRST
        assert set(reader.verdicts.values()) == {None}
        await reader.press("v")
        assert reader.verdicts[FIRST] == "verified"


async def test_a_verdict_key_does_not_act_on_a_claim_that_is_off_screen(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n")
        view = reader.screen.view
        view.scroll_to_offset(reader.screen.review.article.text.index("Paragraph 9"))
        await reader.settle()
        assert not view.shows(*_extent(reader.screen.review.article, FIRST))
        await reader.press("v")
        assert reader.verdicts[FIRST] is None
        assert view.shows(*_extent(reader.screen.review.article, FIRST))
        await reader.press("v")
        assert reader.verdicts[FIRST] == "verified"


def _extent(article: Article, words: str) -> tuple[int, int]:
    start = article.text.index(words)
    return start, start + len(words)


async def test_verdicts_and_notes_are_there_when_the_article_is_opened_again(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "n", "d", "c")
        await reader.write("who says so")
        await reader.press("escape", "ctrl+q")
    async with running() as reader:
        assert reader.verdicts[FIRST] == "verified"
        assert reader.verdicts[SECOND] == "disputed"
        assert reader.notes == {SECOND: "who says so"}


async def test_reading_goes_on_where_it_was_left(running: "Running") -> None:
    async with running() as reader:
        await reader.press("space", "space")
        top = reader.screen.view.top
        await reader.press("q")
    async with running() as reader:
        assert reader.screen.view.top == top
        assert reader.screen.view.scroll_offset.y > 0


async def test_undo_and_redo_go_back_to_the_claim(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "d", "G", "u")
        assert reader.verdicts[FIRST] == "verified"
        assert reader.current == FIRST
        await reader.press("u")
        assert reader.verdicts[FIRST] is None
        await reader.press("ctrl+r", "ctrl+r")
        assert reader.verdicts[FIRST] == "disputed"
        await reader.press("ctrl+r")
        assert reader.notices[-1] == "There is nothing to redo."


async def test_a_note_of_several_lines_is_kept_without_control_characters(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "c")
        await reader.write("one")
        await reader.press("enter")
        await reader.write("two")
        editor = reader.app.screen.query_one(TextArea)
        editor.insert("\N{ESCAPE}]0;boo\a")
        await reader.press("ctrl+s")
        assert reader.notes[FIRST].startswith("one\ntwo")
        assert "\N{ESCAPE}" not in reader.notes[FIRST]
        assert any("✎" in line[:5] for line in reader.lines)
        await reader.press("c")
        assert reader.app.screen.query_one(TextArea).text == reader.notes[FIRST]


async def test_a_note_being_written_survives_quitting(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "c")
        await reader.write("half a tho")
        await reader.press("ctrl+q")
    async with running() as reader:
        assert reader.notes == {FIRST: "half a tho"}
    assert all(writer.is_closed for writer in world.writers)


async def test_a_note_on_an_entity_is_a_note_of_its_own(running: "Running") -> None:
    async with running() as reader:
        await reader.press("e", "c")
        await reader.write("mayor since 2019")
        await reader.press("escape")
        assert reader.notes == {"Ada Brenner": "mayor since 2019"}
        assert reader.screen.current
        assert reader.screen.current.layer is Layer.NOTE
        await reader.press("D")
        assert reader.notes == {}
        await reader.press("u")
        assert reader.notes == {"Ada Brenner": "mayor since 2019"}


async def test_what_is_no_claim_can_be_deleted_and_brought_back(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "D")
        assert "No claim; u makes it one again." in reader.notices
        assert FIRST not in reader.verdicts
        assert "4 claims" in reader.status
        await reader.press("u")
        assert reader.verdicts[FIRST] == "verified"


async def test_text_marked_from_the_keyboard_becomes_a_claim(running: "Running") -> None:
    async with running() as reader:
        reader.screen.view.scroll_to_offset(reader.screen.review.article.text.index("The council of Lindholm"))
        await reader.press("e", "m")
        assert reader.selected == "Lindholm"
        await reader.press("w", "w")
        assert reader.selected == "Lindholm met on"
        await reader.press("o", "b", "b")
        assert reader.selected == "council of Lindholm met on"
        await reader.press("o", "right_parenthesis", "enter")
        assert reader.current == "council of Lindholm met on Monday."
        assert reader.screen.view.has_focus
        await reader.press("v")
        assert reader.verdicts["council of Lindholm met on Monday."] == "verified"
        await reader.press("u", "u")
        assert "council of Lindholm met on Monday." not in reader.verdicts


async def test_marking_can_begin_anywhere_and_be_left(running: "Running") -> None:
    async with running() as reader:
        await reader.press("m", "m", "w")
        assert "Marking" in reader.app.screen.query_one(MarkingBar).words
        await reader.press("j", "m", "l", "l", "h")
        assert len(reader.selected) == 1
        await reader.press("escape")
        assert reader.screen.selection is None
        assert reader.screen.view.has_focus
        assert len(reader.verdicts) == 5


async def test_other_keys_do_nothing_while_marking(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "m", "v", "d", "p", "x")
        assert set(reader.verdicts.values()) == {None}
        assert reader.screen.selection is not None
        assert not reader.screen.panel.display


async def test_marked_text_can_get_a_note_and_be_copied(running: "Running") -> None:
    async with running() as reader:
        await reader.press("e", "m", "y")
        assert reader.app.clipboard == "Ada Brenner"
        await reader.press("m", "w", "c")
        assert isinstance(reader.app.screen, NoteScreen)
        await reader.write("said where")
        await reader.press("escape")
        assert reader.notes == {"Ada Brenner said": "said where"}


async def test_the_panel_ranks_claims_and_leads_to_them(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("p")
        panel = reader.screen.panel
        assert panel.has_focus
        ranked = [option.id for option in panel.options]
        assert ranked[0] == next(claim.id for claim in reader.screen.review.claims if claim.spans[0].text == FIRST)
        await reader.press("j", "j", "j")
        assert reader.current == "the toll had last been raised in 1998"
        await reader.press("v")
        assert reader.verdicts["the toll had last been raised in 1998"] == "verified"
        assert panel.highlighted == 2
        await reader.press("r")
        assert [option.id for option in panel.options] == [claim.id for claim in reader.screen.review.claims]
        await reader.press("escape")
        assert reader.screen.view.has_focus
        await reader.press("p", "p")
        assert not panel.display


async def test_the_filter_limits_the_list_and_the_hops(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "n", "f", "g", "n")
        assert reader.screen.claim_filter.standing == "open"
        assert "of 4" in reader.status
        await reader.press("f", "N")
        assert reader.current == FIRST
        assert "of 1" in reader.status


async def test_a_full_disk_is_told_and_quitting_asks_again(running: "Running", world: "World") -> None:
    async with running() as reader:
        world.store.error = StoreError("No space left on the disk.", "Make room.")
        await reader.press("n", "v")
        assert "NOT SAVED" in reader.status
        assert "No space left" in reader.notices[-1]
        assert reader.verdicts[FIRST] == "verified"
        await reader.press("ctrl+q")
        assert reader.app.is_running
        assert "not saved" in reader.notices[-1]
        world.store.error = None
        await reader.press("d")
        assert "saved" in reader.status


async def test_without_a_store_the_article_can_still_be_read_and_judged(running: "Running", world: "World") -> None:
    world.open_error = StoreError("The store is of a newer schema.", "Update newsmark.")
    async with running() as reader:
        assert "newer schema" in reader.notices[0]
        await reader.press("n", "v")
        assert reader.verdicts[FIRST] == "verified"
        assert "NOT SAVED" in reader.status


async def test_an_analysis_that_fails_is_told_and_the_text_stays(running: "Running", world: "World") -> None:
    world.client.error = StoreError("The worker died.", "Try again.")
    async with running() as reader:
        assert "The worker died." in reader.notices[0]
        assert "not analysed" in reader.status
        assert any("Harbour toll" in line for line in reader.lines)


async def test_the_article_takes_the_identity_it_has_in_the_store(running: "Running", world: "World") -> None:
    world.store.identity = lambda article: replace(article, id="a-known")
    async with running() as reader:
        await reader.press("n", "v")
        assert reader.screen.review.article.id == "a-known"
    assert set(world.store.records_by_article) == {"a-known"}


async def test_quitting_ends_the_analysis(running: "Running", world: "World") -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        await reader.pilot.press("ctrl+q")
    assert world.client.is_closed


async def test_the_library_lists_and_opens_articles(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "q")
    async with running(library=True) as reader:
        await reader.press("enter")
        assert reader.verdicts[FIRST] == "verified"
        await reader.press("q")
        assert type(reader.app.screen).__name__ == "LibraryScreen"


async def test_what_the_store_has_to_tell_is_told_once(running: "Running", world: "World") -> None:
    world.store.notices = ("A damaged file was set aside.",)
    async with running() as reader:
        assert reader.notices == ["A damaged file was set aside."]
    async with running(library=True) as reader:
        await reader.press("enter", "q")
        assert reader.notices == ["A damaged file was set aside."]


async def test_the_palette_of_the_library_has_its_own_commands(running: "Running") -> None:
    async with running() as reader:
        await reader.press("q")
    async with running(library=True) as reader:
        await reader.press("ctrl+p")
        await reader.write("read the article")
        await reader.press("enter")
        assert reader.screen.review.article.title == "Harbour toll to rise"


async def test_brackets_in_the_text_are_words_not_markup(
    running: "Running", article_of: Callable[..., Article]
) -> None:
    async with running(article_of("Title\nHe said [bold]this[/nothing] loudly.")) as reader:
        await reader.press("j", "m")
        await reader.press("j", "right_parenthesis")
        assert "[bold]this[/nothing]" in reader.app.screen.query_one(MarkingBar).words


async def test_an_empty_library_says_what_to_do(running: "Running") -> None:
    async with running(library=True) as reader:
        assert "newsmark SOURCE" in str(reader.app.screen.query_one("#empty").render())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_no_escape_sequence_reaches_the_screen(running: "Running", world: "World", size: tuple[int, int]) -> None:
    evil = "\N{ESCAPE}]52;c;Ym9v\a\N{ESCAPE}[2J\x9b31m"
    article = Article(
        id="a-2", version="sha256:2", source=f"/news/{evil}.txt", title=f"Title{evil}", text="Nothing here.", blocks=()
    )
    world.client.detected = replace(world.client.detected, entities=(), quotes=(), claims=(), pipeline=f"p{evil}")
    async with running(article, size=size) as reader:
        screen = reader.app.screen
        drawn = "".join(segment.text for strip in screen._compositor.render_strips() for segment in strip)
        assert "Title" in drawn
        assert not set(drawn) & {"\N{ESCAPE}", "\a", "\x9b"}
