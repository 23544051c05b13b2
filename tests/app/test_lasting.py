"""Work that lasts: marks in an edited text, other programs, a failing disk, the reader's place."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.widgets import Input, TextArea

from annotations.errors import StoreError
from annotations.models import Analysis, Article, ClaimContent, Record
from annotations.records import changed
from tui.highlight import Layer
from tui.screens.info import InfoScreen
from tui.services import Pace

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

FIRST = "the toll will rise by 12 percent in May"
EDITED = "the toll will rise by 15 percent in June"
SECOND = "Ships pay less here than in any other port"
QUOTE = "“Ships pay less here than in any other port,” said Brenner. "
ELSEWHERE = Pace(looking=0.2, positions=3600, retrying=3600)


async def judge_two(running: "Running", world: "World") -> Article:
    """Dispute two claims, edit the first away from the words judged, and remove the second; return the new text."""
    async with running() as reader:
        await reader.press("n", "d", "n", "v", "ctrl+q")
        article = reader.screen.review.article
    world.client.detected = Analysis(pipeline="pretend 1.0")
    text = article.text.replace(FIRST, EDITED).replace(QUOTE, "")
    return replace(article, text=text, version="sha256:2")


def page(reader: "Reader") -> str:
    """The words of the page over the text."""
    screen = reader.app.screen
    assert isinstance(screen, InfoScreen)
    return screen._content.plain


async def test_marks_whose_words_changed_are_told_listed_and_stay_off_the_text(
    running: "Running", world: "World"
) -> None:
    edited = await judge_two(running, world)
    async with running(edited) as reader:
        assert "Your marks: 1 changed, 1 gone; L lists them." in reader.notices[0]
        assert reader.verdicts == {}
        await reader.press("L")
        assert reader.screen.panel.has_focus
        assert "1 changed, 1 gone" in str(reader.screen.panel.options[0].prompt)
        assert reader.current == EDITED
        assert any("?" in line[:4] for line in reader.lines)
        await reader.press("j")
        assert reader.current is None
        assert "gone: “Ships pay less" in reader.screen.status.description


async def test_old_and_new_words_are_compared_before_the_reader_confirms(running: "Running", world: "World") -> None:
    edited = await judge_two(running, world)
    async with running(edited) as reader:
        await reader.press("L", "enter")
        assert "[-12-]{+15+} percent in [-May-]{+June+}" in page(reader)
        assert "disputed" in page(reader)
        await reader.press("escape", "Y")
        assert reader.verdicts == {EDITED: "disputed"}
        assert "confirmed" in reader.status
        await reader.press("u")
        assert reader.verdicts == {}
        assert reader.screen.current
        assert reader.screen.current.layer is Layer.CHANGED
        assert reader.current == EDITED
        await reader.press("ctrl+r", "ctrl+q")
    async with running(edited) as reader:
        assert reader.verdicts == {EDITED: "disputed"}
        assert "1 gone" in reader.notices[0]


async def test_a_verdict_key_does_not_judge_words_that_were_not_confirmed(running: "Running", world: "World") -> None:
    edited = await judge_two(running, world)
    async with running(edited) as reader:
        await reader.press("tab", "v")
        assert reader.current == EDITED
        assert reader.verdicts == {}
        assert "Y confirms" in reader.notices[-1]
        await reader.press("m")
        assert reader.selected == EDITED


async def test_a_note_whose_words_are_gone_can_be_read_and_deleted(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("e", "e", "e", "m", "w", "w", "w", "c")
        await reader.write("which day")
        await reader.press("escape", "ctrl+q")
        article = reader.screen.review.article
    world.client.detected = Analysis(pipeline="pretend 1.0")
    gone = replace(article, text=article.text.replace(" The council of Lindholm met on Monday.", ""), version="v2")
    async with running(gone) as reader:
        await reader.press("L", "enter")
        assert "Lindholm met on Monday" in page(reader)
        assert "which day" in page(reader)
        await reader.press("escape", "D")
        assert reader.screen.lost == {}
        await reader.press("u")
        assert len(reader.screen.lost) == 1


async def test_nothing_is_to_be_confirmed_in_a_text_that_did_not_change(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "Y", "L")
        assert "nothing to confirm" in reader.notices[0]
        assert "None of your marks" in reader.notices[1]
        assert reader.screen.view.has_focus


def judged_elsewhere(record: Record, verdict: str | None, at: str) -> Record:
    """What another newsmark makes of a record."""
    content = ClaimContent(verdict=verdict, note="seen elsewhere")  # type: ignore[arg-type]
    return changed(record, content=content, deleted=False, at=at)


async def test_what_another_newsmark_changes_appears_by_itself(running: "Running", world: "World") -> None:
    world.pace = ELSEWHERE
    async with running() as reader:
        await reader.press("n", "v")
        (record,) = world.store.records("a-1")
        world.store.change("a-1", [judged_elsewhere(record, "disputed", "2026-01-05T11:00:00.000Z")])
        await reader.wait_until(lambda: reader.verdicts[FIRST] == "disputed")
        assert reader.notes == {FIRST: "seen elsewhere"}
        await reader.wait_until(lambda: "1 mark changed in another newsmark." in reader.notices)
        await reader.press("u")
        assert reader.verdicts[FIRST] != "verified"


async def test_while_the_terminal_is_not_looked_at_nothing_is_read(running: "Running", world: "World") -> None:
    world.pace = ELSEWHERE
    async with running() as reader:
        await reader.press("n", "v")
        reader.app.app_focus = False
        await reader.settle()
        (record,) = world.store.records("a-1")
        looks = world.store.looks
        world.store.change("a-1", [judged_elsewhere(record, "disputed", "2026-01-05T11:00:00.000Z")])
        await reader.pilot.pause(0.05)
        assert world.store.looks == looks
        reader.app.app_focus = True
        await reader.wait_until(lambda: reader.verdicts[FIRST] == "disputed")


async def test_two_verdicts_at_the_same_time_are_told_and_both_are_in_the_details(
    running: "Running", world: "World"
) -> None:
    async with running() as reader:
        await reader.press("n", "v")
        (record,) = world.store.records("a-1")
        world.store.change("a-1", [judged_elsewhere(record, None, "2026-01-05T09:00:00.000Z")])
        await reader.press("d")
        assert FIRST in reader.notices[-1]
        assert "now disputed, the other open, note “seen elsewhere”" in reader.notices[-1]
        await reader.press("enter")
        assert "2026-01-05 10:00  verified" in page(reader)
        assert "2026-01-05 10:00  disputed" in page(reader)
        assert "2026-01-05 09:00  seen elsewhere" in page(reader)


async def test_undo_reaches_back_over_a_restart_and_says_what_it_did(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "v", "d", "ctrl+q")
    async with running() as reader:
        await reader.press("G", "u")
        assert reader.verdicts[FIRST] == "verified"
        assert reader.current == FIRST
        assert "undone: verified → disputed, “the toll" in reader.status
        await reader.press("ctrl+r")
        assert "done again: verified → disputed" in reader.status
        await reader.press("n")
        assert "claim, open" in reader.status


async def test_undoing_a_claim_of_ones_own_shows_where_it_was(running: "Running") -> None:
    async with running() as reader:
        await reader.press("e", "e", "e", "m", "enter", "G", "u")
        assert "undone: your claim, “Lindholm”" in reader.status
        start = reader.screen.review.article.text.index("Lindholm")
        assert reader.screen.view.shows(start, start + 8)


async def test_the_place_is_kept_while_reading(running: "Running", world: "World") -> None:
    world.pace = Pace(looking=3600, positions=0.01, retrying=3600)
    async with running() as reader:
        await reader.press("space", "space")
        await reader.wait_until(lambda: world.store.place("a-1").position == reader.screen.view.top > 0)


async def test_a_failing_disk_is_told_once_and_export_offered_and_then_everything_is_saved(
    running: "Running", world: "World", tmp_path: Path
) -> None:
    async with running() as reader:
        world.store.error = StoreError("No space left on the disk.", "Make room.")
        await reader.press("n", "v", "n", "v")
        (told,) = reader.notices
        assert "kept in memory" in told
        assert "x writes it to another place" in told
        assert "NOT SAVED (x: export)" in reader.status
        await reader.press("x", "enter")
        reader.app.screen.query_one("Prompt Input", Input).value = str(tmp_path / "a.json")
        await reader.press("enter")
        assert (tmp_path / "a.json").read_text().startswith("verified,verified")
        world.store.error = None
        await reader.press("d")
        assert reader.notices[-1] == "Saved again; nothing was lost."
        assert "NOT SAVED" not in reader.status


async def test_a_store_that_cannot_keep_the_article_is_tried_again_with_all_that_was_done(
    running: "Running", world: "World"
) -> None:
    async with running() as reader:
        await reader.press("n", "v", "ctrl+q")
    world.pace = Pace(looking=3600, positions=3600, retrying=0.2)
    world.store.keeping_error = StoreError("No space left on the disk.", "Make room.")
    async with running() as reader:
        assert reader.verdicts[FIRST] == "verified"
        await reader.press("n", "n", "d")
        assert "NOT SAVED" in reader.status
        assert len(world.store.records("a-1")) == 1
        world.store.keeping_error = None
        await reader.wait_until(lambda: len(world.store.records("a-1")) == 2)
        assert reader.verdicts[SECOND] == "disputed"
        await reader.settle()
        assert "NOT SAVED" not in reader.status


async def test_quitting_without_a_store_asks_again(running: "Running", world: "World") -> None:
    world.open_error = StoreError("The store is of a newer schema.", "Update newsmark.")
    async with running() as reader:
        await reader.press("n", "v", "q")
        assert reader.app.is_running
        assert "not saved yet" in reader.notices[-1]
        await reader.press("ctrl+q")
        assert not reader.app.is_running


async def test_a_note_is_not_begun_before_it_can_be_kept(
    running: "Running", article_of: Callable[..., Article]
) -> None:
    async with running(article_of()) as reader:
        await reader.press("n")
        reader.screen._is_opened = False
        await reader.press("c")
        assert not reader.app.screen.query(TextArea)
        assert "being opened" in reader.notices[-1]


async def test_what_the_store_tells_while_saving_is_told(running: "Running", world: "World") -> None:
    async with running() as reader:
        world.store.notices = ("The file was damaged and set aside.",)
        await reader.press("n", "v")
        assert reader.notices == ["The file was damaged and set aside."]


async def test_a_note_on_a_mark_whose_words_are_gone_survives_quitting(running: "Running", world: "World") -> None:
    edited = await judge_two(running, world)
    async with running(edited) as reader:
        await reader.press("L", "j", "escape", "c")
        await reader.write("where is it")
        await reader.press("ctrl+q")
    async with running(edited) as reader:
        assert [claim.note for claim in reader.screen.review.orphans if claim.note] == ["where is it"]
