"""Importing many articles by one command: few writes, each bad file by itself, and nothing lost by a kill."""

import subprocess
from pathlib import Path

import pytest

from annotations.export.json import to_json
from annotations.models import Analysis, Claim, Generator
from annotations.review import annotated, open_review, tag
from annotations.storage.repair import inspect
from annotations.storage.store import Store
from tests.builders import make_article, make_span
from tests.conftest import COMMAND, Newsmark

COUNT = 230
WRITES = 3
"""For so many articles, at a hundred in one write."""
STORE = ("--store", "store.json")
CLAIM = "c-1111111111111111"


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Files of an article each, one of them bad, by their names."""
    (tmp_path / "files").mkdir()
    for number in range(COUNT):
        article = make_article(f"The ferry carried {number} cars.", title=f"Ferry {number}")
        claim = Claim(id=CLAIM, spans=(make_span(article.text, "ferry"),), check_worthiness=0.5)
        review = open_review(article, Analysis(claims=(claim,)), ())
        review = tag(review, CLAIM, "verified", "2026-03-01T10:00:00.000Z").review
        document = annotated(review, Generator(version="0", pipeline=None, analysis="1"))
        (tmp_path / "files" / f"{number:03}.json").write_bytes(to_json(document, compact=True))
    (tmp_path / "files" / "bad.json").write_bytes(b'{"format": "newsmark.annotated-article"}')
    return [f"files/{path.name}" for path in sorted((tmp_path / "files").iterdir(), key=lambda path: path.name[::-1])]


def verified(store: Path) -> dict[str, int]:
    return {each.entry.id: each.counts.verified for each in Store(store).library()}


def test_a_bad_file_among_many_stops_none_of_the_others(newsmark: Newsmark, tmp_path: Path, names: list[str]) -> None:
    finished = newsmark("import", *names, *STORE)

    assert finished.returncode == 1
    assert finished.stderr.count("\n  ") == 1
    assert finished.stderr.startswith("newsmark: files/bad.json: ")
    lines = finished.stdout.splitlines()
    assert len(lines) == COUNT
    assert all(line.endswith("new article, 1 annotation new, 0 changed, 0 unchanged") for line in lines)
    assert verified(tmp_path / "store.json") == {line.split()[0]: 1 for line in lines}
    assert Store(tmp_path / "store.json").generation() == WRITES

    together = tmp_path / "all.jsonl"
    together.write_bytes(b"".join((tmp_path / name).read_bytes() + b"\n" for name in names if "bad" not in name))
    again = newsmark("import", "all.jsonl", *STORE)
    assert again.stdout.count("nothing new, 1 annotation unchanged") == COUNT
    assert Store(tmp_path / "store.json").generation() == WRITES


def test_what_was_said_to_be_imported_outlives_a_kill(newsmark: Newsmark, tmp_path: Path, names: list[str]) -> None:
    store = tmp_path / "store.json"
    with subprocess.Popen([*COMMAND, "import", *names, *STORE], cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout
        said = process.stdout.readline()
        process.kill()
        said += process.stdout.read()

    ids = {line.split()[0].decode() for line in said.splitlines(keepends=True) if line.endswith(b"\n")}
    assert 0 < len(ids) < COUNT
    assert verified(store).items() >= dict.fromkeys(ids, 1).items()

    resumed = newsmark("import", *names, *STORE)
    assert resumed.stdout.count("\n") == COUNT
    assert sorted(verified(store).values()) == [1] * COUNT
    assert inspect(store).is_sound


def test_a_store_that_cannot_be_written_is_said_once(newsmark: Newsmark, tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "store.json").write_text('{"meta": {"1": {"schema": 999, "generation": 1}}}')

    finished = newsmark("import", *names, *STORE)

    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr.count("newer newsmark") == 1
