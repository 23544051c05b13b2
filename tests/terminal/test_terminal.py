import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

OpenTerminal = Callable[..., Any]
Newsmark = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "Rain fell on Paris for nine days. Mayor Ada Moss said it had cost the city $5 million."
EVIL = "\x1b]52;c;RVZJTA==\x07 \x1b]0;hijacked\x07 \x1b[?1337h \x1b[31mred \x9b31mC1 \x9d0;c1title\x9c \x90q\x9c \x1b7"
CONTROLS = (b"\x1b]52", b"\x1b]0;", b"\x1b]2;", b"\x1b[?1337h", b"\x1b7", b"\x07")
POINTER_SHAPE = re.compile(rb"\x1b\]22;[a-z-]*\x07")  # Textual's own
PATIENCE = 30
C1 = tuple(chr(code).encode() for code in range(0x80, 0xA0))


def assert_harmless(output: bytes) -> None:
    """No control sequence of the article's and no C1 control is in what the program wrote."""
    rest = POINTER_SHAPE.sub(b"", output)
    assert [sequence for sequence in (*CONTROLS, *C1) if sequence in rest] == []


def test_an_article_from_a_pipe_takes_its_keys_from_the_terminal(terminal: OpenTerminal) -> None:
    reader = terminal("-", stdin=TEXT.encode())
    reader.wait_for("Rain")
    reader.type("q")
    assert reader.wait() == 0


def test_without_a_terminal_for_keys_there_is_a_message(terminal: OpenTerminal) -> None:
    reader = terminal("-", stdin=TEXT.encode(), controlling=False)
    assert reader.wait() == 1
    assert b"no terminal to take keys from" in reader.output


def test_a_terminal_that_cannot_draw_gets_plain_text(
    terminal: OpenTerminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    (tmp_path / "rain.txt").write_text(TEXT)
    reader = terminal("rain.txt")
    assert reader.wait() == 0
    assert b"Claims (" in reader.output
    assert b"\x1b" not in reader.output


def test_a_verdict_given_by_key_is_there_for_the_next_command(terminal: OpenTerminal, newsmark: Newsmark) -> None:
    reader = terminal("-", stdin=TEXT.encode())
    reader.wait_for("2 claims")
    reader.type("nv")
    reader.wait_for("saved")
    reader.type("q")
    assert reader.wait() == 0
    listed = json.loads(newsmark("list", "--json", "--store", "store.json").stdout)
    assert [(entry["source"], entry["verified"]) for entry in listed] == [(None, 1)]


def test_no_sequence_of_the_text_reaches_the_terminal(terminal: OpenTerminal, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text(f"{EVIL} Title\n\n{EVIL} fell. {TEXT}", encoding="utf-8")
    reader = terminal("evil.txt")
    reader.wait_for("]52;c;RVZJTA")
    reader.type("q")
    assert reader.wait() == 0
    assert_harmless(reader.output)


def test_no_sequence_of_a_file_name_reaches_the_terminal(terminal: OpenTerminal, tmp_path: Path) -> None:
    name = EVIL.replace("/", "")[:80] + ".txt"
    (tmp_path / name).write_text("...\n" + TEXT + " It was $2 million in 2019.", encoding="utf-8")
    reader = terminal(name)
    reader.wait_for(" claims ·")
    reader.type("q")
    assert reader.wait() == 0
    assert_harmless(reader.output)
    library = terminal()
    library.wait_for("]52;c;")
    library.type("q")
    assert library.wait() == 0
    assert_harmless(library.output)


def test_a_missing_file_is_said_without_a_screen(terminal: OpenTerminal) -> None:
    reader = terminal("missing.txt")
    assert reader.wait() == 1
    assert b"missing.txt" in reader.output
    assert b"\x1b" not in reader.output


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_quitting_leaves_no_process(terminal: OpenTerminal, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    reader = terminal("rain.txt")
    reader.wait_for("Rain")
    reader.type("q")
    assert reader.wait() == 0
    assert reader.processes() == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_note_being_written_is_kept_when_the_terminal_goes_away(
    terminal: OpenTerminal, stored_note: Callable[[], str]
) -> None:
    reader = terminal("-", stdin=TEXT.encode())
    write_a_draft(reader)
    reader.hang_up()
    assert reader.process.wait(PATIENCE) == 0
    assert reader.processes() == []
    assert stored_note() == "who says"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_reader_ends_when_a_terminal_goes_away_that_sends_no_signal(terminal: OpenTerminal) -> None:
    reader = terminal("demo", controlling=False)
    reader.wait_for("council voted")
    reader.hang_up()
    assert reader.process.wait(PATIENCE) == 0
    assert reader.processes() == []


def write_a_draft(reader: Any) -> None:
    reader.wait_for("2 claims")
    reader.type("nc")
    reader.wait_for("esc: keep and close")
    reader.type("who says")
    reader.wait_for("who says")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_note_being_written_survives_kill_9(
    terminal: OpenTerminal, stored_note: Callable[[], str], tmp_path: Path
) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    killed = terminal("rain.txt")
    write_a_draft(killed)
    deadline = monotonic() + PATIENCE
    while not any(b"who says" in path.read_bytes() for path in tmp_path.glob("store.drafts/*.draft")):
        assert monotonic() < deadline
        killed.look()
    killed.process.kill()
    killed.process.wait()
    reader = terminal("rain.txt")
    reader.wait_for("was kept")
    reader.wait_for("saved")
    reader.type("q")
    assert reader.wait() == 0
    assert stored_note() == "who says"
    assert list(tmp_path.glob("store.drafts/*.draft")) == []
