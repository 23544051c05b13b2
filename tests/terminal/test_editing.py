"""Long notes in the reader's own editor, in a real terminal: it gets the terminal, and gives it back."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenTerminal = Callable[..., Any]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the terminal's settings from its other side")
TEXT = "Rain fell on Paris for nine days. Mayor Ada Moss said it had cost the city $5 million."
CTRL_O, ESCAPE = "\x0f", "\x1b"
EDITOR = """
import os, pathlib, signal, sys
how, path = sys.argv[1:]
print("EDITOR OPEN", pathlib.Path(path).read_text().strip(), flush=True)
input()
pathlib.Path(path).write_text("from the editor")
if how == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
sys.exit(how == "failing")
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let $VISUAL be an editor that ends in one way or another, with arguments and a space in its path."""
    script = tmp_path / "an editor.py"
    script.write_text(EDITOR)
    monkeypatch.setenv("EDITOR", "false")
    return lambda how: monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}' {how}")


@pytest.mark.parametrize(
    ("how", "note"), [("saving", "from the editor"), ("killed", "from the editor"), ("failing", "why")]
)
def test_the_editor_gets_the_terminal_and_gives_it_back(
    terminal: OpenTerminal, stored_note: Callable[[], str], editor: Callable[[str], None], how: str, note: str
) -> None:
    editor(how)
    reader = terminal("-", stdin=TEXT.encode())
    begin_a_note(reader)
    reader.type(CTRL_O)
    reader.wait_for("EDITOR OPEN why")
    assert reader.is_as_before
    before = len(reader.output)
    reader.type("\n")
    reader.wait_for("status 1" if how == "failing" else "from the editor", after=before)
    assert "1049" in reader.modes
    reader.type(ESCAPE)
    reader.wait_for("saved", after=before)
    reader.type("q")
    assert reader.wait() == 0
    assert reader.is_as_before
    assert stored_note() == note


def test_an_editor_that_does_not_exist_is_named_and_the_text_stays(
    terminal: OpenTerminal, stored_note: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    reader = terminal("-", stdin=TEXT.encode())
    begin_a_note(reader)
    reader.type(CTRL_O)
    reader.wait_for("no-such-editor")
    reader.type(ESCAPE)
    reader.wait_for("saved")
    reader.type("q")
    assert reader.wait() == 0
    assert stored_note() == "why"


def begin_a_note(reader: Any) -> None:
    reader.wait_for("2 claims")
    reader.type("nc")
    reader.wait_for("keep and close")
    reader.type("why")
    reader.wait_for("why")
