"""What is written on terminals that know few characters, or are gone."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal import LastingFile, written_in
from tui.widgets.cells import width_of

FRAME = "╭─ Note ▔▁━╮│▏▎▍▊╰─╯ “a” ‘b’ c—d… ● ○"


@pytest.mark.parametrize(("encoding", "terminal"), [("ascii", ""), ("iso8859-15", ""), ("utf-8", "linux")])
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_what_is_written_is_known_and_as_wide_as_before(encoding: str, terminal: str, text: str) -> None:
    written = written_in(text, encoding, terminal)
    assert written.encode(encoding).decode(encoding) == written
    assert sum(map(width_of, written)) == sum(map(width_of, text))


def test_the_console_gets_what_its_font_has() -> None:
    written = written_in(FRAME, "utf-8", "linux")
    assert written == "┌─ Note ───┐│││▌▌└─┘ \"a\" 'b' c-d. • ○"
    assert written.translate(dict.fromkeys(map(ord, "•○"))).encode("cp437")  # these two stand where controls are
    assert written_in(FRAME, "utf-8") == FRAME


def test_letters_that_the_console_may_have_stay() -> None:
    assert written_in("Łódź, Ηράκλειο, Москва", "utf-8", "linux") == "Łódź, Ηράκλειο, Москва"


@pytest.mark.parametrize("error", [OSError(5, "gone"), ValueError("closed")])
def test_a_terminal_that_is_gone_is_written_on_without_failing(error: Exception) -> None:
    class Gone(io.StringIO):
        def write(self, _: Any) -> int:
            raise error

        def flush(self) -> None:
            raise error

    file = LastingFile(Gone(), "utf-8")
    file.write("a")
    file.flush()
