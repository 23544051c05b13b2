"""The terminal is as it was, and nothing typed is lost, however the program stops: orders, signals, a defect."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenTerminal = Callable[..., Any]
Newsmark = Callable[..., subprocess.CompletedProcess[str]]
End = Callable[[Any], object]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the terminal's settings from its other side")
TEXT = "Rain fell on Paris for nine days. Mayor Ada Moss said it had cost the city $5 million."
WITH_A_DEFECT = """
import sys
from tui import app, cli, composition

class Defective(app.NewsmarkApp):
    CSS_PATH = app.__file__.replace("app.py", "article.tcss")

    def on_key(self, event):
        if event.key == "f12":
            raise RuntimeError("a defect")

composition.NewsmarkApp = Defective
sys.exit(cli.run(sys.argv[1:]))
"""
F12, SHIFT_TAB = "\x1b[24~", "\x1b[Z"
CTRL_Q, CTRL_Z = "\x11", "\x1a"


def killed_by(number: signal.Signals) -> End:
    return lambda reader: reader.process.send_signal(number)


def typing(keys: str) -> End:
    return lambda reader: reader.type(keys)


ENDS = {
    "quitting": typing(CTRL_Q),
    "SIGTERM": killed_by(signal.SIGTERM),
    "SIGHUP": killed_by(signal.SIGHUP),
    "SIGINT": killed_by(signal.SIGINT),
    "a defect": typing(F12),
}


def write_a_note(reader: Any) -> None:
    reader.wait_for("2 claims")
    reader.type("nc")
    reader.wait_for("keep and close")
    reader.type("who says")
    reader.wait_for("who says")


def write_a_source(reader: Any) -> None:
    reader.wait_for("2 claims")
    reader.type("nl")
    reader.wait_for("keep and close")
    reader.type("https://a.example/")
    reader.wait_for("https://a.example/")
    reader.type(SHIFT_TAB)
    reader.settle()
    reader.type("it says so")
    reader.wait_for("it says so")


@pytest.fixture
def defective(terminal: OpenTerminal, tmp_path: Path) -> OpenTerminal:
    """Start the real program with a defect in it, which F12 finds."""
    script = tmp_path / "defective.py"
    script.write_text(WITH_A_DEFECT)
    return lambda *arguments, **options: terminal(*arguments, command=(sys.executable, "-P", str(script)), **options)


def stored(newsmark: Newsmark) -> dict[str, Any]:
    """Return the only claim that the reader has worked on."""
    (article,) = json.loads(newsmark("list", "--json", "--store", "store.json").stdout)
    exported = json.loads(newsmark("export", article["id"], "--store", "store.json").stdout)
    (claim,) = [claim for claim in exported["claims"] if claim["record"]]
    return dict(claim)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_note_being_written_is_kept(defective: OpenTerminal, newsmark: Newsmark, end: End) -> None:
    reader = defective("-", stdin=TEXT.encode())
    write_a_note(reader)
    end(reader)
    assert reader.wait() == (end is ENDS["a defect"])
    assert reader.is_as_before
    assert reader.processes() == []
    assert stored(newsmark)["note"] == "who says"


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_source_being_written_is_kept(defective: OpenTerminal, newsmark: Newsmark, end: End) -> None:
    reader = defective("-", stdin=TEXT.encode())
    write_a_source(reader)
    end(reader)
    assert reader.wait() == (end is ENDS["a defect"])
    assert reader.is_as_before
    (source,) = stored(newsmark)["evidence"]
    assert (source["url"], source["passage"]) == ("https://a.example/", "it says so")


def test_a_source_being_written_survives_kill_9(terminal: OpenTerminal, newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    killed = terminal("rain.txt")
    write_a_source(killed)
    killed.wait_until(lambda: any(b"it says so" in path.read_bytes() for path in tmp_path.glob("store.drafts/*.draft")))
    killed.process.kill()
    killed.process.wait()
    reader = terminal("rain.txt")
    reader.wait_for("was kept")
    reader.wait_for("saved")
    reader.type("q")
    assert reader.wait() == 0
    (source,) = stored(newsmark)["evidence"]
    assert (source["url"], source["passage"]) == ("https://a.example/", "it says so")


def test_a_defect_is_shown_on_the_terminal_given_back(defective: OpenTerminal) -> None:
    reader = defective("-", stdin=TEXT.encode())
    reader.wait_for("2 claims")
    reader.type(F12)
    assert reader.wait() == 1
    assert reader.is_as_before
    screen, shown = reader.output.split(b"\x1b[?1049l")[-2:]
    assert b"a defect" not in screen
    assert b"a defect" in shown


def test_ctrl_z_gives_the_terminal_back_and_fg_draws_again(terminal: OpenTerminal, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    shell = terminal(command=("sh", "-c", "exec sh -i"))
    shell.type(f"PS1='shell> '; {sys.executable} -P -m tui rain.txt --store store.json\n")
    shell.wait_for("2 claims")
    before = len(shell.output)
    shell.type(CTRL_Z)
    shell.wait_for("shell> ", after=before)
    assert shell.modes == set()
    before = len(shell.output)
    shell.type("stty -a; fg\n")
    shell.wait_for("2 claims", after=before)
    assert re.search(rb"(?<!-)\bicanon\b.*(?<!-)\becho\b", shell.output[before:], re.DOTALL)
    before = len(shell.output)
    shell.type("nv")
    shell.wait_for("saved", after=before)
    shell.type("q")
    shell.wait_for("shell> ", after=before)
    assert shell.modes == set()
    shell.type("exit\n")
    assert shell.wait() == 0


def test_a_storm_of_sizes_leaves_the_reader_at_work(terminal: OpenTerminal) -> None:
    reader = terminal("demo")
    reader.wait_for("council voted")
    for number in range(200):
        reader.resize(1 + number * 37 % 400, 1 + number * 23 % 200)
        reader.look()
    for columns, rows in ((1, 1), (2, 1), (400, 200), (80, 24)):
        reader.resize(columns, rows)
        reader.look()
    reader.settle()
    before = len(reader.output)
    reader.type("G")
    reader.wait_for("100%", after=before)
    reader.type("q")
    assert reader.wait() == 0
    assert reader.is_as_before


@pytest.mark.parametrize(
    "command", ["analyze rain.txt --no-cache | head -c 1", "list --store store.json | true", "--help | head -n 1"]
)
def test_a_closed_pipe_is_no_failure(tmp_path: Path, command: str) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    arguments, reads = command.split(" | ")
    line = f"{sys.executable} -P -m tui {arguments} | {reads}; exit ${{PIPESTATUS[0]}}"
    finished = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in finished.stderr
    assert b"BrokenPipe" not in finished.stderr
    assert finished.returncode in {0, 128 + signal.SIGPIPE}
