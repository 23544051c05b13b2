"""Links: opened by the command that the reader chose, and of the web only."""

import subprocess

import pytest

from annotations.errors import NewsmarkError
from tui.opening import open_link

ADDRESS = "https://example.org/a?b=c&d"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands that are started, in place of their starting."""
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    return commands


def test_the_command_chosen_is_given_the_address_even_where_there_is_no_desktop(started: list[list[str]]) -> None:
    open_link(ADDRESS, {}, "'my browser' --new")
    assert started == [["my browser", "--new", ADDRESS]]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "--help", "https://", "https://a b"])
def test_nothing_but_addresses_of_the_web_is_opened(address: str, started: list[list[str]]) -> None:
    with pytest.raises(NewsmarkError, match="http"):
        open_link(address, {}, "browser")
    assert not started


def test_a_command_whose_quote_marks_do_not_match_is_said(started: list[list[str]]) -> None:
    with pytest.raises(NewsmarkError, match="cannot be started"):
        open_link(ADDRESS, {}, "'browser")
    assert not started
