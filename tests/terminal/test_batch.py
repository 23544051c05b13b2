"""Thousands of articles by one command: in order, complete, resumable, whatever single ones hold."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from annotations.models import Generator
from tests.conftest import COMMAND, Newsmark
from tests.terminal.conftest import Terminal, content
from tui.analysing import Analyst

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
    complaint, summary, failures = finished.stderr.splitlines()
    assert complaint.startswith("newsmark: news/002.txt: binary data")
    assert summary.startswith("newsmark: 5 analysed, 1 failed, in ")
    assert failures == "  Failed: news/002.txt"
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


def test_a_file_of_another_version_is_made_anew(newsmark: Newsmark, articles: list[Path]) -> None:
    newsmark("analyze", "news", "-o", "out")
    files = sorted((articles[0].parents[1] / "out").iterdir())
    made = json.loads(files[1].read_bytes())
    assert Generator(**made["generator"]) == Analyst(None).generator
    files[0].write_bytes(b"")
    files[2].write_text(json.dumps({**made, "generator": {**made["generator"], "analysis": "0"}}, indent=2))
    files[4].write_text(json.dumps({**made, "generator": {**made["generator"], "pipeline": "en_other 1.0"}}))
    files[5].write_text(json.dumps(made, indent=2))
    again = newsmark("analyze", "news", "-o", "out")
    assert again.stderr.startswith("newsmark: 3 analysed, 0 failed, 3 were there already, in ")
    assert [json.loads(path.read_bytes())["generator"] for path in files] == [made["generator"]] * 6
    assert [Path(json.loads(path.read_bytes())["article"]["source"]) for path in files[:5]] == articles[:5]


def test_whatever_lies_in_a_folder_stops_nothing(newsmark: Newsmark, articles: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "binary.txt").write_bytes(BAD)
    (folder / "empty.txt").touch()
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(2**27)
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "page.txt").write_text("<html><body>")
    named = folder / os.fsdecode(b"caf\xe9.txt")
    named.write_text("Mayor Ada Moss said on Monday that it rained in Elmford.")
    finished = newsmark("analyze", "news", "missing.txt", "-o", "all.jsonl", "--jobs", "2")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-2].startswith("newsmark: 7 analysed, 5 failed, in ")
    failed = "  Failed: news/binary.txt, news/empty.txt, news/huge.txt, news/page.txt, missing.txt"
    assert finished.stderr.splitlines()[-1] == failed
    done = titles((tmp_path / "all.jsonl").read_text())
    assert done[:6] == [path.name for path in articles]
    assert len(done) == 7
    again = newsmark("analyze", "news", "-o", "all.jsonl")
    assert "0 analysed, 4 failed, 7 were there already" in again.stderr


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


def wait_until(is_so: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Wait until something is so while a program runs."""
    deadline = monotonic() + 60
    while not is_so():
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
    wait_until(lambda: len(list(out.glob("[!.]*"))) >= 5, process)
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
def test_lines_of_a_batch_that_is_killed_again_and_again_come_once_each(newsmark: Newsmark, tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "news", 90)
    lines, moments, seen = tmp_path / "all.jsonl", random.Random(7), 0
    for _ in range(3):
        process = start(tmp_path, "-o", "all.jsonl")
        wait_until(lambda: content(lines).count(b"\n") > seen + 5, process)  # noqa: B023 - called here
        sleep(moments.uniform(0, 0.1))
        process.kill()
        process.communicate()
        wait_for_end(process)
        seen = content(lines).count(b"\n")
    with lines.open("ab") as file:
        file.write(b'{"format":"newsmark.annotated-article","version":1,"gen')
    resumed = newsmark("analyze", "news", "-o", "all.jsonl")
    assert resumed.returncode == 0
    assert f"{seen} were there already" in resumed.stderr
    assert titles(lines.read_text()) == [path.name for path in articles]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_array_that_is_cut_short_is_closed(tmp_path: Path, number: signal.Signals) -> None:
    names = [f"news/{path.name}" for path in write_articles(tmp_path / "news", 90)]
    with subprocess.Popen(
        [*COMMAND, "analyze", *names, "--no-cache"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        first += process.stdout.readline()
        process.send_signal(number)
        done = json.loads(first + process.stdout.read())
        complaints = process.stderr.read()
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert 0 < len(done) < 90
    assert complaints.startswith("newsmark: stopped: ")


def test_progress_shows_rate_and_time_left_on_a_terminal(tmp_path: Path) -> None:
    write_articles(tmp_path / "news", 3)
    with closing(Terminal((*COMMAND, "analyze", "news", "--jobs", "1"), tmp_path, None, controlling=True)) as opened:
        assert opened.wait() == 0
        lines = opened.output.split(b"\r\n")
    shown = [line.split(b"\r\x1b[K") for line in lines]
    assert shown[0][1] == b"0 of 3 (ctrl+c stops)"
    assert [line[-1][:9] for line in shown[:3]] == [b'{"format"'] * 3
    assert re.fullmatch(rb"3 of 3, \d+\.\d a second, 0 s left \(ctrl\+c stops\)", shown[3][-2])
    assert shown[3][-1].startswith(b"newsmark: 3 analysed, 0 failed, in ")


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
    assert len(done) == int(told[1])
    assert complaints.count("\n") == 1
    wait_for_end(process)
