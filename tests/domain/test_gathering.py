"""What a command line's names stand for."""

from pathlib import Path

import pytest

from tui.gathering import gathered, is_several

FILES = ("b.txt", "a.html", "z.json", "sub/c.MD", "sub/.hidden.txt", ".git/d.txt", "sub/deep/e.pdf")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Rain.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("named", "found"),
    [
        (["news"], ["news/a.html", "news/b.txt", "news/sub/c.MD", "news/sub/deep/e.pdf"]),
        (["news/*"], ["news/a.html", "news/b.txt", "news/z.json"]),
        (["news/**/*.[mM][dD]"], ["news/sub/c.MD"]),
        (["news/sub/deep", "news/b.txt", "-"], ["news/sub/deep/e.pdf", "news/b.txt", "-"]),
        (["news/b.txt", "news/b.txt"], ["news/b.txt", "news/b.txt"]),
        (["nothing*.txt", "gone.txt"], ["nothing*.txt", "gone.txt"]),
        (["https://example.org/a?b=[1]*"], ["https://example.org/a?b=[1]*"]),
        (["news/.git"], ["news/.git/d.txt"]),
    ],
)
def test_names_become_sources_in_order(named: list[str], found: list[str]) -> None:
    assert list(gathered(named)) == found


def test_a_file_with_the_characters_of_a_pattern_is_itself(folder: Path) -> None:
    (folder / "what?[1].txt").write_text("Rain.")
    assert not is_several("what?[1].txt")
    assert list(gathered(["what?[1].txt"])) == ["what?[1].txt"]


def test_an_absolute_pattern_is_followed(folder: Path) -> None:
    assert list(gathered([f"{folder}/news/*.txt"])) == [str(folder / "news/b.txt")]


def test_a_folder_that_holds_itself_is_walked_once(folder: Path) -> None:
    (folder / "news" / "sub" / "again").symlink_to(folder / "news")
    assert len(list(gathered(["news"]))) == 4
