"""The command `settings`, and what the settings file does to the others."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Newsmark = Callable[..., subprocess.CompletedProcess[str]]
OpenTerminal = Callable[..., Any]


@pytest.fixture
def settings_file(user_folders: Path) -> Path:
    path = user_folders / "config" / "newsmark" / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


def test_settings_prints_where_they_are_and_what_holds(newsmark: Newsmark, settings_file: Path) -> None:
    nothing = newsmark("settings")
    assert nothing.returncode == 0
    assert nothing.stdout.splitlines()[0] == f"# {settings_file} (not there; newsmark settings --init writes it)"
    settings_file.write_text('theme = "light"\n[keys]\nquit = ["f10"]\n[publisher]\nname = "The \\"Post\\""\n')
    said = newsmark("settings").stdout
    assert said.splitlines()[0] == f"# {settings_file}"
    settings_file.write_text(said)
    assert newsmark("settings").stdout == said
    assert 'theme = "light"' in said
    assert 'quit = ["f10"]' in newsmark("settings", "--keys").stdout.replace("  ", " ")


def test_init_writes_a_file_once(newsmark: Newsmark, settings_file: Path) -> None:
    settings_file.parent.rmdir()
    assert newsmark("settings", "--init").stdout == f"Written: {settings_file}\n"
    text = settings_file.read_text("utf-8")
    again = newsmark("settings", "--init")
    assert (again.returncode, "exists already" in again.stderr) == (1, True)
    assert settings_file.read_text("utf-8") == text
    assert newsmark("settings", "--init", "--keys").returncode == 2


@pytest.mark.parametrize("command", [["demo"], ["list"], ["analyze", "x.txt"], ["settings"], ["settings", "--keys"]])
def test_a_broken_file_is_refused_by_its_line(newsmark: Newsmark, settings_file: Path, command: list[str]) -> None:
    settings_file.write_text('\n"th\\u001bem" = 1\n')
    finished = newsmark(*command)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr.splitlines()[0] == f"newsmark: {settings_file}, line 2: there is no setting them."


def test_settings_name_the_store_and_options_come_before_them(
    newsmark: Newsmark, settings_file: Path, tmp_path: Path
) -> None:
    settings_file.write_text('store = "mine.json"\npipeline = "en_not_there"')
    (tmp_path / "a.txt").write_text("The ferry carried 412 cars, the mayor said.")
    refused = newsmark("analyze", "a.txt")
    assert "en_not_there" in refused.stderr
    said = newsmark("doctor").stdout
    assert f"store: {settings_file.with_name('mine.json')} (not there)" in said
    assert "pipeline: en_not_there (--load tries whether it works)" in said
    assert f"store: {tmp_path / 'other.json'}" in newsmark("doctor", "--store", "other.json").stdout


def test_doctor_tells_of_a_broken_file_and_goes_on(newsmark: Newsmark, settings_file: Path) -> None:
    settings_file.write_text("theem = 1")
    finished = newsmark("doctor", "--load", "--pipeline", "no-such-pipeline", environment={"TMUX": "x", "TERM": "tmux"})
    assert (finished.returncode, finished.stderr) == (1, "")
    assert "line 1: there is no setting theem. Did you mean theme?" in finished.stdout
    assert "the pipeline no-such-pipeline is neither a folder nor installed" in finished.stdout
    assert "colours: 16; theme terminal" in finished.stdout
    assert "inside tmux" in finished.stdout
    assert finished.stdout.endswith("The store is sound.\n")


def test_doctor_loads_the_pipeline_when_asked(newsmark: Newsmark) -> None:
    finished = newsmark("doctor", "--load", environment={"NO_COLOR": "1"})
    assert finished.returncode == 0
    assert "which works" in finished.stdout
    assert "colours: none, as NO_COLOR asks" in finished.stdout


def test_the_reader_draws_no_colour_where_the_environment_refuses_it(
    terminal: OpenTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = terminal("demo")
    plain.wait_for("claims")
    assert b"[38;2;" not in plain.output
    assert b"[48;2;" not in plain.output
    coloured = terminal("--theme", "light", "demo")
    coloured.wait_for("claims")
    assert b"48;2;250;248;243" in coloured.output
