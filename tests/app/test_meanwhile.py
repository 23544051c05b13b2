"""Two programs at work on the same marks: nothing of either is dropped, and the reader is told."""

from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from annotations.evidence import change_evidence
from annotations.models import Evidence
from annotations.review import delete, open_review, set_note, tag
from tests.toll import CLAIMS
from tui.services import Pace

if TYPE_CHECKING:
    from annotations.editing import Outcome, Review
    from tests.app.conftest import Reader, Running, World

FIRST, WORDS = CLAIMS[0].id, CLAIMS[0].spans[0].text
LATER = "2026-01-05T10:30:00.000Z"
BOTH = "written by A\n\n(written meanwhile in another newsmark:)\nwritten by B"


@pytest.fixture
def world(world: "World") -> "World":
    """One that looks often for what others did."""
    world.pace = Pace(looking=0.05, positions=3600, drafts=3600, marks=0, retrying=3600)
    return world


def elsewhere(world: "World") -> "Review":
    """The review as another program has it."""
    return open_review(world.store.articles_by_id["a-1"], world.client.detected, world.store.records("a-1"))


async def happens_elsewhere(reader: "Reader", outcome: "Outcome") -> None:
    """Have another program do something, and wait until this one has seen it."""
    record = outcome.records[0]
    reader.world.store.change("a-1", outcome.records)
    await reader.wait_until(
        lambda: getattr(reader.screen.review.records.get(record.id), "revision", 0) >= record.revision
    )


async def test_a_note_written_in_two_programs_at_once_holds_both_texts(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "c")
        await happens_elsewhere(reader, set_note(elsewhere(world), FIRST, "written by B", LATER))
        await reader.write("written by A")
        await reader.press("escape")
        assert reader.notes == {WORDS: BOTH}
        assert "changed in another newsmark meanwhile" in reader.notices[-1]
        await reader.press("u")
        assert reader.notes == {WORDS: "written by B"}


async def test_a_note_kept_before_the_editor_closes_shows_both_texts(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "c")
        await happens_elsewhere(reader, set_note(elsewhere(world), FIRST, "written by B", LATER))
        await reader.write("written by A")
        editor = reader.app.screen
        editor.keep_text()  # type: ignore[attr-defined]
        assert editor.query_one(TextArea).text == BOTH
        await reader.press("escape")
        assert reader.notes == {WORDS: BOTH}


async def test_a_note_of_ones_own_that_was_deleted_meanwhile_is_written_anew(
    running: "Running", world: "World"
) -> None:
    async with running() as reader:
        await reader.press("e", "c")
        await reader.write("mayor")
        await reader.press("escape", "c")
        (note,) = reader.screen.review.notes
        await happens_elsewhere(reader, delete(elsewhere(world), note.record.id, LATER))
        await reader.write(" since 2019")
        await reader.press("escape")
        assert reader.notes == {"Ada Brenner": "mayor since 2019"}
        assert "deleted in another newsmark" in reader.notices[-1]


async def test_a_source_changed_meanwhile_stays_beside_ones_own(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await reader.write("https://a.example")
        await reader.press("escape", "l", "j", "enter")
        (known,) = reader.screen.review.claims[0].evidence
        theirs = Evidence(url="https://b.example")
        await happens_elsewhere(reader, change_evidence(elsewhere(world), FIRST, known, theirs, LATER))
        await reader.write("/mine")
        await reader.press("escape")
        urls = [source.url for source in reader.screen.review.claims[0].evidence]
        assert urls == ["https://b.example", "https://a.example/mine"]
        assert "source was changed in another newsmark" in reader.notices[-1]


async def test_a_source_of_a_claim_that_was_deleted_meanwhile_becomes_one_note(
    running: "Running", world: "World"
) -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await happens_elsewhere(reader, delete(elsewhere(world), FIRST, LATER))
        await reader.write("https://a.example")
        reader.app.screen.keep_text()  # type: ignore[attr-defined]
        await reader.settle()
        assert "was deleted in another newsmark" in reader.notices[-1]
        await reader.write("/more")
        await reader.press("escape")
        assert [note.note for note in reader.screen.review.notes] == ["https://a.example/more"]


async def test_a_source_changed_here_only_is_no_news(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await reader.write("https://a.example")
        await reader.press("escape", "l", "j", "enter")
        await reader.write("/mine")
        await reader.press("escape")
        assert not reader.notices


async def test_undo_of_what_another_program_changed_asks_first(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "v")
        await happens_elsewhere(reader, tag(elsewhere(world), FIRST, "disputed", LATER))
        await reader.press("3", "u")
        assert reader.verdicts[WORDS] == "disputed"
        assert "u again takes that back too" in reader.notices[-1]
        await reader.press("u")
        assert reader.verdicts[WORDS] is None
