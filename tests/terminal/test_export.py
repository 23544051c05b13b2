import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Newsmark = Callable[..., subprocess.CompletedProcess[str]]

STORE = ("--store", "store.json")


@pytest.fixture(autouse=True)
def work(newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry to Marn carried 412 cars on Friday, engineer Tom Hale said.")
    (tmp_path / "rain.txt").write_text("Rain fell on Paris for 40 days in 1998.")
    newsmark("tag", "ferry.txt", "412 cars", "disputed", *STORE)


def test_the_formats_are_listed(newsmark: Newsmark) -> None:
    listed = newsmark("export", "--format", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert {"json", "jsonl", "w3c", "csv", "html", "brat"} <= {line.split()[0] for line in listed.stdout.splitlines()}


def test_a_selection_goes_to_one_file_or_to_a_folder(newsmark: Newsmark, tmp_path: Path) -> None:
    both = ("export", "ferry.txt", "rain.txt", *STORE)
    assert newsmark(*both, "--format", "jsonl", "-o", "all.jsonl").returncode == 0
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 2
    assert newsmark(*both, "--verdict", "disputed", "--format", "brat", "-o", "out").returncode == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".txt", ".ann", ".conf"}
    speaker = newsmark(*both, "--speaker", "hale", "--since", "2020-01-01", "--format", "jsonl")
    assert [len(json.loads(line)["claims"]) for line in speaker.stdout.splitlines()] == [1]


def test_what_cannot_be_written_is_said_in_one_line(newsmark: Newsmark) -> None:
    for arguments in (["--format", "claimreview"], ["--since", "now"], ["--format", "docx"]):
        failed = newsmark("export", "ferry.txt", *arguments, *STORE)
        assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 2)
    several = newsmark("export", "ferry.txt", "rain.txt", "--format", "html", *STORE)
    assert "a file each" in several.stderr


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
