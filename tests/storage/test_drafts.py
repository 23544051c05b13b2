"""Drafts: in private files while typed, left by killed programs, taken over by one other."""

from pathlib import Path

import pytest

from annotations.drafts import Draft
from annotations.models import Span
from annotations.storage.drafts import Drafts
from tests.stored import running

ARTICLE = "a-0123456789abcdef"
DRAFT = Draft(article=ARTICLE, target="c-1", place=Span(0, 4, "rose"), note="half a thou")
TYPING = """
import sys
from pathlib import Path
from annotations.drafts import Draft
from annotations.models import Span
from annotations.storage.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]))
drafts.put("1", Draft(article=sys.argv[2], target="c-1", place=Span(0, 4, "rose"), note="half a thou"))
print("typed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(path: Path) -> Path:
    return path.with_name("annotations.drafts")


def test_what_a_killed_program_left_is_given_to_one_other(path: Path, folder: Path) -> None:
    with running(TYPING, str(path), ARTICLE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "typed\n"
        assert Drafts(path).left(ARTICLE) == {}
        program.kill()
        program.wait()
    first, second = Drafts(path), Drafts(path)
    left = first.left(ARTICLE)
    assert list(left.values()) == [DRAFT]
    assert second.left(ARTICLE) == {}
    first.drop(left)
    first.close(is_saved=False)
    assert list(folder.iterdir()) == []


def test_drafts_of_other_articles_wait_for_them(path: Path) -> None:
    with running(TYPING, str(path), ARTICLE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        program.kill()
        program.wait()
    assert Drafts(path).left("a-ffffffffffffffff") == {}
    assert list(Drafts(path).left(ARTICLE).values()) == [DRAFT]


def test_drafts_are_private(path: Path, folder: Path) -> None:
    drafts = Drafts(path)
    drafts.put("1", DRAFT)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_a_dropped_draft_does_not_come_back(path: Path, folder: Path) -> None:
    drafts = Drafts(path)
    drafts.put("1", DRAFT)
    drafts.drop(["1"])
    drafts.put("1", DRAFT)
    assert not list(folder.glob("*.draft"))


@pytest.mark.parametrize("is_saved", [True, False])
def test_drafts_stay_at_the_end_unless_all_is_saved(path: Path, *, is_saved: bool) -> None:
    drafts = Drafts(path)
    drafts.put("1", DRAFT)
    drafts.close(is_saved=is_saved)
    assert list(Drafts(path).left(ARTICLE).values()) == ([] if is_saved else [DRAFT])


def test_a_damaged_draft_is_left_where_it_is(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    damaged = folder / "0.1.draft"
    damaged.write_bytes(b'{"article"')
    assert Drafts(path).left(ARTICLE) == {}
    assert damaged.exists()
