"""Thousands of articles by one command: in order, complete, resumable, whatever single ones hold."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.conftest import COMMAND, Newsmark
from tests.terminal.conftest import content

TOWNS = ("Elmford", "Harwick", "Stonebridge", "Larkfield")
BAD = b"\0\1\2\3" * 50


def write_articles(folder: Path, count: int) -> list[Path]:
    """Write short articles, each about another sum, and return their paths in order."""
    folder.mkdir()
    paths = [folder / f"{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        town = TOWNS[number % len(TOWNS)]
        path.write_text(f"Mayor Ada Moss said on Monday that {town} would spend ${number + 2} million on its bridge.")
    return paths


def titles(lines: str) -> list[str]:
    return [Path(json.loads(line)["article"]["source"]).name for line in lines.splitlines()]


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    return write_articles(tmp_path / "news", 6)


def test_a_folder_is_printed_line_by_line_in_order_by_several_processes(
    newsmark: Newsmark, articles: list[Path]
) -> None:
    articles[2].write_bytes(BAD)
    finished = newsmark("analyze", "news", "--jobs", "2")
    assert finished.returncode == 1
    assert titles(finished.stdout) == [path.name for path in articles if path != articles[2]]
    complaint, summary = finished.stderr.splitlines()
    assert complaint.startswith("newsmark: news/002.txt: binary data")
    assert summary.startswith("newsmark: 5 analysed, 1 failed, in ")
    alone = newsmark("analyze", "news", "--jobs", "1", "--no-cache")
    assert alone.stdout == finished.stdout


def test_what_a_folder_lacks_is_made_and_what_changed_is_made_anew(newsmark: Newsmark, articles: list[Path]) -> None:
    made = newsmark("analyze", "news", "-o", "out")
    out = articles[0].parents[1] / "out"
    first = {path.name: path.stat().st_ino for path in out.iterdir()}
    assert (made.returncode, made.stdout, len(first)) == (0, "", 6)
    assert all(json.loads(path.read_bytes())["claims"] for path in out.iterdir())

    next(out.glob("001-*")).unlink()
    later = articles[3].stat().st_mtime_ns + 10**12
    os.utime(articles[3], ns=(later, later))
    again = newsmark("analyze", "news", "news/*.txt", "-o", "out")
    second = {path.name: path.stat().st_ino for path in out.iterdir()}
    assert again.stderr.startswith("newsmark: 2 analysed, 0 failed, 4 were there already, in ")
    assert first.keys() == second.keys()
    assert {name[:3] for name in first if first[name] != second[name]} <= {"001", "003"}


def test_articles_of_one_name_get_files_of_their_own(newsmark: Newsmark, tmp_path: Path) -> None:
    for folder, town in (("a", "Elmford"), ("b", "Harwick")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(f"It rained in {town} on Monday.")
    assert newsmark("analyze", "a", "b", "-", "-o", "out", stdin="It snowed in Stonebridge.").returncode == 0
    texts = {json.loads(path.read_bytes())["article"]["text"] for path in (tmp_path / "out").iterdir()}
    assert texts == {"It rained in Elmford on Monday.", "It rained in Harwick on Monday.", "It snowed in Stonebridge."}


def test_a_pipeline_that_cannot_be_used_is_said_once(newsmark: Newsmark, articles: list[Path]) -> None:
    finished = newsmark("analyze", *map(str, articles), "--pipeline", "en_nowhere", "--jobs", "2")
    assert (finished.returncode, finished.stderr.count("en_nowhere")) == (1, 1)


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_of_processes_is_one(newsmark: Newsmark, number: str) -> None:
    assert newsmark("analyze", "x.txt", "--jobs", number).returncode == 2


def start(folder: Path, *options: str) -> "subprocess.Popen[str]":
    """Start a batch of two processes in a process group of its own, as a shell does."""
    return subprocess.Popen(
        [*COMMAND, "analyze", "news", "--jobs", "2", "--no-cache", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_files(folder: Path, count: int, process: "subprocess.Popen[str]") -> None:
    """Wait until a folder has so many files."""
    deadline = monotonic() + 60
    while len(list(folder.glob("[!.]*"))) < count:
        assert monotonic() < deadline
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.02)


def wait_for_end(process: "subprocess.Popen[str]") -> None:
    """Wait until no process is left of a program's group; Linux only."""
    deadline = monotonic() + 30
    while any(is_of_group(path, process.pid) for path in Path("/proc").glob("[0-9]*/stat")):
        assert monotonic() < deadline, "processes are left behind"


def is_of_group(status: Path, number: int) -> bool:
    """Tell whether a process that runs still is of the group of this number."""
    state, _, group, *_ = content(status).rpartition(b")")[2].split() or [b"Z", b"", b""]
    return state != b"Z" and group == str(number).encode()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_batch_is_resumed_without_losing_or_repeating_one(newsmark: Newsmark, tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "news", 60)
    process, out = start(tmp_path, "-o", "out"), tmp_path / "out"
    wait_for_files(out, 5, process)
    process.kill()
    process.communicate()
    wait_for_end(process)
    before = {path.name: path.stat().st_ino for path in out.glob("[!.]*")}
    resumed = newsmark("analyze", "news", "-o", "out")
    assert resumed.returncode == 0
    assert f"{len(before)} were there already" in resumed.stderr
    after = {path.name: path.stat().st_ino for path in out.glob("[!.]*")}
    assert before.items() <= after.items()
    sources = sorted(json.loads((out / name).read_bytes())["article"]["source"] for name in after)
    assert sources == [str(path) for path in articles]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_ends_a_batch_with_a_summary_and_no_process_left(tmp_path: Path) -> None:
    write_articles(tmp_path / "news", 200)
    with start(tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        done = titles(first + process.stdout.read())
        complaints = process.stderr.read()
    assert process.returncode == 130, complaints
    assert done == [f"{number:03}.txt" for number in range(len(done))]
    told = re.match(r"newsmark: stopped: (\d+) analysed, 0 failed, in ", complaints)
    assert told
    assert len(done) - int(told[1]) in {0, 1}
    assert complaints.count("\n") == 1
    wait_for_end(process)
