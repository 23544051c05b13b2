"""Copying: what is written for a terminal behind GNU screen, which programs are asked, and how much is too much."""

import re
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.clipboarding import fits, hand_over, passed_on, programs

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)


@given(TEXTS)
def test_screen_hands_on_one_sequence_in_pieces_that_it_does_not_cut(text: str) -> None:
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", passed_on(text, {"STY": "1.here"}), re.DOTALL)
    assert all(len(piece) < 768 for piece in pieces)
    sequence = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\a", "".join(pieces))
    assert sequence
    assert b64decode(sequence[1]).decode() == text


def test_outside_of_screen_nothing_is_handed_on() -> None:
    assert passed_on("words", {"TMUX": "/tmp/tmux-0/default,1,0"}) == ""


@pytest.mark.parametrize(
    ("environment", "platform", "asked"),
    [
        ({"TMUX": "x"}, "linux", ["tmux"]),
        ({"TMUX": "x", "DISPLAY": ":0"}, "linux", ["tmux", "xclip"]),
        ({"TMUX": "x", "DISPLAY": ":0", "SSH_CONNECTION": "x"}, "linux", ["tmux"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "linux", ["wl-copy"]),
        ({"SSH_CONNECTION": "x"}, "darwin", []),
        ({}, "darwin", ["pbcopy"]),
        ({}, "linux", []),
    ],
)
def test_programs_of_this_machine_are_asked_where_the_reader_sits_at_it(
    environment: dict[str, str], platform: str, asked: list[str]
) -> None:
    found = programs(environment, find=lambda name: f"/usr/bin/{name}", platform=platform)
    assert [command[0] for command in found] == asked


def test_a_program_that_is_not_there_is_not_asked() -> None:
    assert list(programs({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, find=lambda _: None, platform="linux")) == []


def test_a_program_that_fails_does_not_keep_the_next_from_the_text(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    keep = (sys.executable, "-c", f"import sys; open({str(copy)!r}, 'wb').write(sys.stdin.buffer.read())")
    hand_over("日本 words", (("no-such-program",), (sys.executable, "-c", "raise SystemExit(1)"), keep))
    assert copy.read_text(encoding="utf-8") == "日本 words"


def test_what_is_too_long_is_counted_in_bytes() -> None:
    assert fits("a" * 74_994)
    assert not fits("a" * 74_995)
    assert not fits("日" * 25_000)
