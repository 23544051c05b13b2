"""The reader's own editor: what was saved there is kept, however editor and program end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.events import Paste

from tests.toll import CLAIMS
from tui.screens.note import NoteScreen
from tui.services import Pace

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

FIRST = CLAIMS[0].spans[0].text
WRITES = "import pathlib, sys; file = pathlib.Path(sys.argv[1]); file.write_text('from the editor')"
WAITS = f"{WRITES}; import signal; signal.pause()"
FAILS = f"{WRITES}; sys.exit(1)"
IS_KILLED = f"{WRITES}; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the app step aside, which no terminal is needed for here, and have its files in one place."""

    @contextmanager
    def suspend(_: App[None]) -> Iterator[None]:
        yield

    monkeypatch.setattr(App, "suspend", suspend)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    return tmp_path


def use(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{program}"')


def typed(reader: "Reader") -> str:
    assert isinstance(reader.app.screen, NoteScreen)
    return reader.app.screen.typed


@pytest.mark.parametrize(
    ("program", "note"), [(WRITES, "from the editor"), (IS_KILLED, "from the editor"), (FAILS, "why")]
)
async def test_what_was_saved_becomes_the_note_unless_the_editor_failed(
    program: str, note: str, running: "Running", monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    use(program, monkeypatch)
    async with running() as reader:
        await reader.press("n", "c", "w", "h", "y", "ctrl+o")
        assert typed(reader) == note
        assert not list(temporary.iterdir())
        await reader.press("escape")
        assert reader.notes == {FIRST: note}


async def test_the_passage_of_a_source_can_be_written_in_the_editor_from_any_field(
    running: "Running", monkeypatch: pytest.MonkeyPatch
) -> None:
    use(WRITES, monkeypatch)
    async with running() as reader:
        await reader.press("n", "l", *"https://a.example", "ctrl+o")
        await reader.press("escape")
        (source,) = reader.screen.review.claims[0].evidence
        assert (source.url, source.passage) == ("https://a.example", "from the editor")


async def test_no_control_character_comes_from_the_editor(running: "Running", monkeypatch: pytest.MonkeyPatch) -> None:
    use(WRITES.replace("from the editor", "a\\x1b[31m\\x9b  b"), monkeypatch)
    async with running() as reader:
        await reader.press("n", "c", "ctrl+o")
        assert typed(reader) == "a[31m  b"


async def test_no_control_character_is_pasted(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "c")
        reader.app.post_message(Paste("a\x1b]52;c;x\x07\x9b  b\r\n\tc"))
        await reader.settle()
        assert typed(reader) == "a]52;c;x  b\n c"


async def test_what_was_saved_is_kept_when_the_program_ends_while_the_editor_is_open(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    use(WAITS, monkeypatch)
    async with running() as reader:
        await reader.pilot.press("n", "c", "ctrl+o")
        await reader.wait_until(lambda: typed(reader) == "from the editor")
        await reader.app.action_quit()
    assert [record.content.note for record in world.store.records("a-1")] == ["from the editor"]  # type: ignore[union-attr]
    assert not list(temporary.iterdir())


async def test_what_was_saved_is_a_draft_while_the_editor_is_open(
    running: "Running", world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    world.pace = Pace(looking=3600, positions=3600, drafts=0.01, retrying=3600)
    use(WAITS, monkeypatch)
    async with running() as reader:
        await reader.pilot.press("n", "c", "ctrl+o")
        await reader.wait_until(lambda: "from the editor" in [draft.note for draft in world.drafts.kept.values()])
        await reader.app.action_quit()
