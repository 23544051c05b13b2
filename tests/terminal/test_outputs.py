"""Where a batch's results go: which are there already, and what of a file is replaced."""

import os
from pathlib import Path

import pytest

from annotations.errors import ExportError
from annotations.export.json import to_json
from annotations.models import AnnotatedArticle, Generator
from tests.builders import make_article
from tui.lines_file import LinesFile
from tui.outputs import Task

OURS = Generator(version="1", pipeline="en_ours 1.0", analysis="2")
OLDER = Generator(version="1", pipeline="en_ours 1.0", analysis="1")
ADDRESS = "https://example.org/story"


def line(source: str | Path | None, generator: Generator = OURS) -> bytes:
    article = make_article("It rained.", source=None if source is None else str(source))
    return to_json(AnnotatedArticle(generator=generator, article=article), compact=True)


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for path in paths:
        path.touch()
        os.utime(path, (0, 0))
    return list(map(str, paths))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "all.jsonl"


def asked(path: Path, *sources: str) -> tuple[list[str], int]:
    tasks, already = LinesFile(path, OURS).tasks(sources)
    assert tasks == [Task(task.source) for task in tasks]
    return [task.source for task in tasks], already


def test_there_is_everything_to_do_at_first_and_what_is_written_is_done(path: Path, sources: list[str]) -> None:
    output = LinesFile(path, OURS)
    assert output.tasks([*sources, sources[0]]) == ([Task(source) for source in sources], 0)
    output.close()
    assert not path.exists()

    for source in sources[:2]:
        output.write(line(source))
    output.close()
    assert path.read_bytes() == line(sources[0]) + line(sources[1])
    assert asked(path, *sources) == (sources[2:], 2)


def test_an_unfinished_line_goes_and_nothing_else(path: Path, sources: list[str]) -> None:
    whole = line(sources[0]) + line(sources[1])
    for cut in range(1, len(line(sources[2])) - 1):
        path.write_bytes(whole + line(sources[2])[:cut])
        assert asked(path, *sources[:3]) == ([sources[2]], 2)
        assert path.read_bytes() == whole


def test_a_last_line_that_lacks_only_its_end_gets_that(path: Path, sources: list[str]) -> None:
    path.write_bytes(line("/elsewhere.txt") + line(sources[0])[:-1])
    output = LinesFile(path, OURS)
    assert output.tasks(sources[:2]) == ([Task(sources[1])], 1)
    output.write(line(sources[1]))
    output.close()
    assert path.read_bytes() == line("/elsewhere.txt") + line(sources[0]) + line(sources[1])


def test_stale_lines_go_and_those_of_others_stay(path: Path, sources: list[str]) -> None:
    others = line("/elsewhere.txt", OLDER) + line(None)
    path.write_bytes(line(sources[0], OLDER) + line(sources[1]) + others + line(sources[2]) + line(sources[2]))
    later = path.stat().st_mtime_ns + 10**9
    os.utime(sources[1], ns=(later, later))

    assert asked(path, *sources) == ([sources[0], sources[1], sources[3]], 1)
    assert path.read_bytes() == others + line(sources[2])
    assert asked(path, sources[2]) == ([], 1)


def test_what_has_no_name_is_done_each_time(path: Path) -> None:
    path.write_bytes(line(None))
    assert asked(path, "-", "clipboard") == (["-", "clipboard"], 0)
    assert path.read_bytes() == line(None)


def test_two_names_that_look_alike_have_a_line_each(path: Path, tmp_path: Path) -> None:
    names = [str(tmp_path / os.fsdecode(name)) for name in (b"caf\xe9.txt", b"caf\xe8.txt")]
    for name in names:
        Path(name).touch()
        os.utime(name, (0, 0))
    path.write_bytes(line(tmp_path / "caf.txt"))
    assert asked(path, *names) == (names[1:], 1)
    path.write_bytes(line(tmp_path / "caf.txt") * 2)
    assert asked(path, *names) == ([], 2)


def test_an_address_that_leads_to_one_that_is_there_adds_no_second_line(path: Path) -> None:
    output = LinesFile(path, OURS)
    path.write_bytes(line(ADDRESS))
    assert output.tasks([ADDRESS, "https://example.org/s?1"]) == ([Task("https://example.org/s?1")], 1)
    output.write(line(ADDRESS))
    output.close()
    assert path.read_bytes() == line(ADDRESS)


def test_an_address_that_leads_to_a_stale_line_replaces_it(path: Path, sources: list[str]) -> None:
    output = LinesFile(path, OURS)
    path.write_bytes(line(ADDRESS, OLDER) + line(sources[0]))
    short = "https://example.org/s?1"
    assert output.tasks([sources[0], sources[1], short]) == ([Task(sources[1]), Task(short)], 1)
    for result in (line(sources[1]), line(ADDRESS), line(ADDRESS)):
        output.write(result)
    output.close()
    assert path.read_bytes() == line(sources[0]) + line(sources[1]) + line(ADDRESS)


@pytest.mark.parametrize(
    "held", [b"a,b\n1,2\n", b"my notes", b"{}", b"{}\n", b"\xff\n", b"[" * 5000 + b"\n", line("/a.txt") + b"\n"]
)
def test_a_file_that_holds_something_else_is_refused_and_stays(path: Path, sources: list[str], held: bytes) -> None:
    path.write_bytes(held)
    with pytest.raises(ExportError, match="not an article that newsmark analysed"):
        asked(path, *sources)
    assert path.read_bytes() == held


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, sources: list[str]) -> None:
    output = LinesFile(tmp_path / "nowhere" / "all.jsonl", OURS)
    assert len(output.tasks(sources)[0]) == 4
    with pytest.raises(ExportError, match=r"nowhere/all\.jsonl: No such file"):
        output.write(line(sources[0]))
    output.close()
