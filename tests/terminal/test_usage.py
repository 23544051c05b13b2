"""How the command line takes its words, where it says what is wrong, and what it does with streams that fail."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Newsmark
from tui import console

STORE = ("--store", "store.json")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text("Rain fell on Elmford.\n\nThe old bridge carried 9,000 cars a day, Mayor Ada Moss said.")
    return path


def close_all(descriptors: tuple[int, ...]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exprot"], "There is no file exprot; did you mean export?"),
        (["exprot", "bridge.txt"], "There is no file exprot; did you mean export?"),
        (["help"], "There is no file help; did you mean --help?"),
        (["frobnicate", "bridge.txt"], "There is neither a command nor a file frobnicate."),
        (["bridge.txt", "rain.txt"], "rain.txt is too much"),
        (["export", "bridge.txt", "--verdct", "open"], "There is no option --verdct; did you mean --verdict?"),
        (["export", "--verdct=open"], "There is no option --verdct; did you mean --verdict?"),
        (["--stroe", "store.json", "list"], "There is no option --stroe; did you mean --store?"),
        (["list", "-q"], "There is no option -q."),
        (["analyze", "bridge.txt", "--jobs", "0"], "0 is not a number of processes"),
        (["list", "--store", ""], "the path is empty"),
    ],
)
def test_wrong_usage_is_one_line_with_what_is_meant(
    newsmark: Newsmark, article: Path, arguments: list[str], said: str
) -> None:
    finished = newsmark(*arguments)
    message, hint = finished.stderr.splitlines()
    assert (finished.returncode, finished.stdout) == (2, "")
    assert message.startswith("newsmark: ")
    assert said in message
    assert "--help" in hint
    assert list(article.parent.iterdir()) == [article]


def test_a_file_is_read_however_it_is_called(newsmark: Newsmark, tmp_path: Path) -> None:
    for name in ("exprot", "-rain", "--store"):
        (tmp_path / name).write_text("Rain fell on Paris.")
    assert "Rain fell" in newsmark("exprot").stdout
    for arguments in (["--", "-rain"], ["analyze", "--", "-rain"], ["export", *STORE, "--", "--store"]):
        assert "Rain fell" in newsmark(*arguments).stdout
    assert newsmark("tag", *STORE, "--", "-rain", "Rain", "clear").stdout.startswith("clear  c-")


@pytest.mark.usefixtures("article")
def test_options_stand_anywhere(newsmark: Newsmark) -> None:
    before, after = (
        newsmark(*words, *STORE)
        for words in (["--format", "csv", "export", "bridge.txt"], ["export", "bridge.txt", "--format", "csv"])
    )
    assert before.stdout == after.stdout
    assert before.stdout.startswith("article,title")


@pytest.mark.usefixtures("article")
def test_an_output_called_dash_is_standard_output(newsmark: Newsmark, tmp_path: Path) -> None:
    for command in ("export", "analyze"):
        assert newsmark(command, "bridge.txt", "-o", "-").stdout.startswith("{")
    assert not (tmp_path / "-").exists()


def test_a_tilde_that_the_shell_left_is_the_home_folder(newsmark: Newsmark, article: Path, user_folders: Path) -> None:
    newsmark("tag", article.name, "9,000 cars", "verified", "--store=~/kept/store.json")
    assert (user_folders / "kept" / "store.json").exists()
    assert list(article.parent.iterdir()) == [article]


@pytest.mark.parametrize("command", [[], ["analyze"], ["export"], ["tag"], ["completion"]])
@pytest.mark.parametrize("columns", [60, 80, 132])
def test_help_is_as_wide_as_the_terminal(newsmark: Newsmark, command: list[str], columns: int) -> None:
    shown = newsmark(*command, "--help", environment={"COLUMNS": str(columns)}).stdout
    unknown = newsmark(*command, "--help", environment={"COLUMNS": ""}).stdout
    longest, widest = (max(map(len, text.splitlines())) for text in (shown, unknown))
    assert longest <= columns
    assert widest <= 80
    assert longest > widest or columns <= 80 or command == ["completion"]
    assert [word for word in shown.split() if "-" in word and not word.startswith("-")] == [
        word for word in unknown.split() if "-" in word and not word.startswith("-")
    ]


def test_one_name_that_is_impossible_leaves_the_others(newsmark: Newsmark, article: Path) -> None:
    finished = newsmark("analyze", "--jsonl", "a" * 300, article.name)
    assert (finished.returncode, len(finished.stdout.splitlines())) == (1, 1)
    finished = newsmark("export", "a" * 300, article.name, "--format", "jsonl", *STORE)
    assert (finished.returncode, len(finished.stdout.splitlines())) == (1, 1)


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize(
    ("arguments", "status"), [(["list"], 0), (["--help"], 0), (["bridge.txt"], 0), (["no.txt"], 1), (["exprot"], 2)]
)
def test_a_closed_stream_changes_nothing_else(
    newsmark: Newsmark, article: Path, closed: tuple[int, ...], arguments: list[str], status: int
) -> None:
    command = newsmark("--version").args[:-1]
    finished = subprocess.run(
        [*command, *arguments, *STORE],
        capture_output=True,
        cwd=article.parent,
        check=False,
        preexec_fn=lambda: close_all(closed),
    )
    assert finished.returncode == status
    assert b"Traceback" not in finished.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_message_that_cannot_be_written_changes_no_status(newsmark: Newsmark, tmp_path: Path) -> None:
    command = newsmark("--version").args[:-1]
    for arguments, status in ((["no.txt"], 1), (["exprot"], 2)):
        with Path("/dev/full").open("wb") as full:
            finished = subprocess.run([*command, *arguments], stderr=full, cwd=tmp_path, check=False)
        assert finished.returncode == status


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["missing.txt"], 1),
        (["."], 1),
        ([""], 1),
        (["analyze", "empty.txt"], 1),
        (["analyze", "binary.bin"], 1),
        (["analyze", "bridge.txt", "--pipeline", "no_such_pipeline"], 1),
        (["export", "a-nothing"], 1),
        (["export", "bridge.txt", "--format", "docx"], 1),
        (["export", "bridge.txt", "-o", "no/such/folder/out.json"], 1),
        (["tag", "bridge.txt", "no such words", "verified"], 1),
        (["list", "--store", "broken.json"], 1),
        (["import", "bridge.txt"], 1),
        (["import", ".", "bridge.txt/x", "\x1b[31m"], 1),
        (["import", "bridge.txt", "--store", "broken.json"], 1),
        (["diff", "bridge.txt", "no version"], 1),
        (["purge", "bridge.txt", "--yes"], 1),
        (["purge", "bridge.txt", "--yes", "--store", "broken.json"], 1),
        (["doctor", "--store", "broken.json"], 1),
        (["doctor", "--repair", "--store", "broken.json"], 1),
        (["import"], 2),
        (["diff"], 2),
        (["purge"], 2),
        (["doctor", "bridge.txt"], 2),
        (["tag", "bridge.txt", "bridge", "perhaps"], 2),
        (["export"], 2),
        (["export", "bridge.txt", "--all"], 2),
        (["--no-such-option"], 2),
        (["a" * 300], 1),
    ],
)
def test_bad_input_gets_a_message_and_no_traceback(
    newsmark: Newsmark, article: Path, arguments: list[str], status: int
) -> None:
    article.with_name("empty.txt").touch()
    article.with_name("binary.bin").write_bytes(bytes(range(256)) * 8)
    article.with_name("broken.json").write_bytes(b"{")
    finished = newsmark(*arguments)
    assert finished.returncode == status
    assert "newsmark" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(("value", "is_coloured"), [(None, True), ("", True), ("1", False)])
def test_no_color_counts_where_it_is_not_empty(
    monkeypatch: pytest.MonkeyPatch, value: str | None, is_coloured: bool
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert console.is_coloured() is is_coloured


def test_what_can_be_imported_is_said_of_what_cannot(newsmark: Newsmark, article: Path) -> None:
    finished = newsmark("import", article.name)
    assert finished.returncode == 1
    assert all(name in finished.stderr for name in ("JSON", "W3C", "Hypothesis", "CSV"))
    damaged = newsmark("import", "-", stdin='{"format": "newsmark.annotated-article", "version": 1}')
    assert "missing required field" in damaged.stderr
