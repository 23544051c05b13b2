import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from annotations.export.registry import formats
from tests.conftest import COMMAND
from tests.terminal.conftest import OpenTerminal

Newsmark = Callable[..., subprocess.CompletedProcess[str]]

STORE = ("--store", "store.json")
SETTINGS = '[publisher]\nname = "Harbour Desk"\nurl = "https://desk.example"\n'


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with articles, a verdict on one of them, and what the program keeps of their analyses."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "ferry.txt").write_text("The ferry 🚢 to Marn carried 412 cars on Friday, engineer Tom Hale said.")
    (folder / "rain.txt").write_text("Rain fell on Paris for 40 days in 1998.")
    environment = {**os.environ, **{f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "CONFIG", "DATA")}}
    judge = ("tag", "ferry.txt", "412 cars", "disputed", "--note", "=398\n🚢", *STORE)
    for arguments in (judge, ("export", "rain.txt", *STORE)):
        subprocess.run([*COMMAND, *arguments], capture_output=True, cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture(autouse=True)
def work(prepared: Path, tmp_path: Path, user_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(prepared / "CACHE"))
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    (user_folders / "config" / "newsmark").mkdir(parents=True)
    (user_folders / "config" / "newsmark" / "settings.toml").write_text(SETTINGS)


def output(tmp_path: Path, *arguments: str, says: bytes = b"") -> bytes:
    """Return what the program writes to standard output; it succeeds and says no more than this."""
    finished = subprocess.run([*COMMAND, "export", *arguments, *STORE], capture_output=True, cwd=tmp_path, check=False)
    assert (finished.returncode, finished.stderr) == (0, says)
    return finished.stdout


def test_the_formats_are_listed(newsmark: Newsmark) -> None:
    listed = newsmark("export", "--format", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(formats())


@pytest.mark.parametrize("name", formats())
def test_every_format_is_the_same_on_standard_output_in_a_file_and_in_a_folder(tmp_path: Path, name: str) -> None:
    chosen = formats()[name]
    only = ("ferry.txt", "rain.txt", "--verdict", "disputed", "--format", name)
    written = output(tmp_path, "ferry.txt", "--verdict", "disputed", "--format", name)
    assert written
    assert output(tmp_path, "ferry.txt", "--verdict", "disputed", "--format", name, "-o", "one") == b""
    assert (tmp_path / "one").read_bytes() == written
    assert output(tmp_path, *only, "-o", "folder") == b""
    found = {path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir()}
    if chosen.files:
        assert {Path(each).suffix for each in found} == {".txt", ".ann", ".conf"}
    else:
        assert list(found.values()) == [written]
        assert all(each.startswith("a-") and each.endswith(chosen.suffix) for each in found)


@pytest.mark.parametrize("name", ["json", "csv", "brat"])
def test_several_articles_make_one_file_or_one_stream(tmp_path: Path, name: str) -> None:
    both = ("ferry.txt", "rain.txt", "--format", name)
    path = f"both{formats()[name].suffix}"
    written = output(tmp_path, *both)
    assert output(tmp_path, *both, "-o", path) == b""
    assert (tmp_path / path).read_bytes() == written


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--verdict", "disputed"), 1),
        (("--speaker", "nobody"), 0),
        (("--since", "2999-01-01"), 0),
        (("--verdict", "disputed", "--speaker", "HALE", "--since", "2020-01-01"), 1),
        (("--verdict", "open", "--speaker", "tom"), 0),
    ],
)
def test_a_selection_leaves_what_was_asked_for(tmp_path: Path, options: tuple[str, ...], count: int) -> None:
    both = ("ferry.txt", "rain.txt", *options, "--format")
    says = b"" if count else b"newsmark: Nothing matches these filters.\n  Without the filters everything is written.\n"
    table = output(tmp_path, *both, "csv", says=says).decode()
    assert len(list(csv.DictReader(StringIO(table, newline="")))) == count
    lines = [json.loads(line) for line in output(tmp_path, *both, "jsonl", says=says).splitlines()]
    assert [len(each["claims"]) for each in lines] == [count] * bool(count)


def test_what_cannot_be_read_is_said_beside_what_can(newsmark: Newsmark) -> None:
    mixed = newsmark("export", "missing.txt", "rain.txt", "--format", "jsonl", *STORE)
    assert (mixed.returncode, mixed.stderr.count("\n")) == (1, 2)
    assert len(mixed.stdout.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--since", "now"], ["--format", "docx"], ["-o", "no/folder/x.json"]])
def test_what_cannot_be_written_is_said_in_one_line(newsmark: Newsmark, arguments: list[str]) -> None:
    failed = newsmark("export", "ferry.txt", *arguments, *STORE)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 2)


@pytest.mark.parametrize("arguments", [[], ["ferry.txt", "--all"], ["ferry.txt", "--verdict", "maybe"]])
def test_wrong_usage_is_told_from_failure(newsmark: Newsmark, arguments: list[str]) -> None:
    wrong = newsmark("export", *arguments, *STORE)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "newsmark export --help" in wrong.stderr


def test_a_review_needs_a_publisher_and_several_pages_a_folder(newsmark: Newsmark, user_folders: Path) -> None:
    (user_folders / "config" / "newsmark" / "settings.toml").unlink()
    unpublished = newsmark("export", "ferry.txt", "--format", "claimreview", *STORE)
    assert (unpublished.returncode, unpublished.stdout) == (1, "")
    assert "[publisher]" in unpublished.stderr
    several = newsmark("export", "ferry.txt", "rain.txt", "--format", "html", *STORE)
    assert (several.returncode, several.stdout) == (1, "")
    assert "a file each" in several.stderr


def test_a_reader_who_has_read_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n\n".join(f"The ferry carried {number} cars." for number in range(400)))
    command = [*COMMAND, "export", "long.txt", *STORE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pseudo-terminals")
@pytest.mark.parametrize("name", [name for name, each in formats().items() if not each.is_text])
def test_no_bytes_that_are_no_text_reach_a_terminal(terminal: OpenTerminal, name: str) -> None:
    opened = terminal("export", "ferry.txt", "--format", name)
    assert opened.wait() == 1
    message, hint = opened.output.decode().splitlines()
    assert message.isprintable()
    assert hint.endswith("-o FILE.")


def test_an_edited_table_and_web_annotations_come_back(newsmark: Newsmark, tmp_path: Path) -> None:
    newsmark("export", "ferry.txt", "--format", "w3c", "-o", "a.jsonld", *STORE)
    assert "new article, 1 annotation new" in newsmark("import", "a.jsonld", "--store", "other.json").stdout
    table = newsmark("export", "ferry.txt", "--format", "csv", *STORE).stdout
    (tmp_path / "a.csv").write_text(table.replace(",disputed,", ",verified,"), newline="")
    assert "1 changed" in newsmark("import", "a.csv", *STORE).stdout
    assert "nothing new" in newsmark("import", "a.csv", *STORE).stdout
    unread = newsmark("import", "a.csv", "--store", "third.json")
    assert (unread.returncode, unread.stderr.count("\n")) == (1, 2)
    assert "has not been read here" in unread.stderr
