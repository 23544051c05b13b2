"""In a browser, as Textual's web server shows it: no terminal, but packets through pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = (sys.executable, "-P", "-m", "tui", "demo", "--store", "store.json")
SERVED = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "TEXTUAL_COLOR_SYSTEM": "truecolor"}


def packet(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "big") + content


def test_the_reader_is_drawn_in_all_colours_takes_keys_and_ends(tmp_path: Path) -> None:
    environment = {**os.environ, **SERVED, "COLUMNS": "80", "ROWS": "24", "TERM": "dumb"}
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as served:
        assert served.stdin
        assert served.stdout
        output = b""
        while b"council voted" not in output:
            piece = os.read(served.stdout.fileno(), 65536)
            assert piece, output
            output += piece
        assert b"\x1b[38;2;" in output
        served.stdin.write(packet(b"D", b"?"))
        served.stdin.flush()
        while b"one line down" not in output:
            output += os.read(served.stdout.fileno(), 65536)
        served.stdin.write(packet(b"M", json.dumps({"type": "quit"}).encode()))
        served.stdin.flush()
        served.stdout.read()
        assert served.wait(30) == 0
