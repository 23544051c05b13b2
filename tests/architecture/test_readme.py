import re
from argparse import SUPPRESS
from pathlib import Path

import pytest

from tui.cli import COMMANDS, command_parser, reader_parser
from tui.commands import commands, key_list

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SETUP = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/newsmark demo"
TEST = ".venv/bin/pip install '.[test]' && .venv/bin/pytest"


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_keys_are_those_of_the_program() -> None:
    assert key_list() in README, "run: python screenshots/generate.py"


def test_the_keys_named_in_prose_are_commands_of_the_reader() -> None:
    prose = section("Read and tag").split("<details>")[0]
    known = {key for command in commands("reader", "everywhere") for key in command.shown_keys}
    named = set(re.findall(r"`(\S)`", prose))
    assert named
    assert named <= known


def test_the_two_commands_of_the_set_up_stand_alone_on_their_lines() -> None:
    assert [line for line in README.splitlines() if line in {SETUP, TEST}] == [SETUP, TEST]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_described_with_its_options(name: str) -> None:
    row = next(line for line in section("Command line").splitlines() if line.startswith(f"| `newsmark {name}"))
    general = {"--help", "--store", "--pipeline", "--no-cache", "--as", "--allow-private"}
    for action in command_parser(name)._actions:
        longest = max(action.option_strings, key=len, default=action.dest)
        if longest not in general and action.option_strings:
            assert any(option in row for option in action.option_strings), longest


def test_each_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"^\| `newsmark (\w+)", section("Command line"), re.MULTILINE))
    assert {word for word in named if word.islower()} == {*COMMANDS, "demo"}


def test_the_general_options_are_described() -> None:
    options = {
        option
        for action in reader_parser()._actions
        if action.help is not SUPPRESS
        for option in action.option_strings
        if option.startswith("--") and option not in {"--help", "--version"}
    }
    assert options == {"--store", "--pipeline", "--no-cache", "--as", "--allow-private", "--theme"}
    assert all(re.search(rf"`{option}[ `]", section("Command line")) for option in options)


def test_help_names_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    text = reader_parser().format_help()
    assert all(
        re.search(rf"^  {name} +{re.escape(command.summary)}$", text, re.M) for name, command in COMMANDS.items()
    )


def test_every_image_of_the_readme_is_there() -> None:
    images = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert len(images) == 2
    for image in images:
        content = (Path(__file__).parents[2] / image).read_text("utf-8")
        assert "<svg" in content
        assert "@font-face" not in content
