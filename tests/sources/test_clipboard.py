import sys
from pathlib import Path

import pytest

from annotations.errors import SourceError
from annotations.sources import CLIPBOARD, ReadOptions, read_source
from tests.pages import semantic
from tests.sources.conftest import Site
from tests.stories import stories


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have only the programs of one folder; return it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    path.chmod(0o700)


def test_what_was_copied_is_an_article(programs: Path) -> None:
    install(programs, "xclip", 'sys.stdout.buffer.write("Copied words — all of them.".encode())')
    article = read_source(CLIPBOARD)
    assert (article.text, article.source) == ("Copied words — all of them.", None)


def test_the_next_program_is_asked_where_one_has_nothing(programs: Path) -> None:
    install(programs, "wl-paste", "sys.exit(1)")
    install(programs, "xsel", 'print("Words from the other.")')
    assert read_source(CLIPBOARD).text == "Words from the other."


def test_a_copied_page_is_a_page(programs: Path) -> None:
    install(programs, "pbpaste", f"sys.stdout.buffer.write({semantic(stories()[0]).encode()!r})")
    assert read_source(CLIPBOARD).title == stories()[0].headline


def test_a_copied_address_is_fetched(programs: Path, site: Site) -> None:
    url = site.serve("/bridge", semantic(stories()[0]))
    install(programs, "xclip", f"print({url!r})")
    assert read_source(CLIPBOARD, options=ReadOptions(allow_private=True)).source == url


@pytest.mark.parametrize(("body", "words"), [("", "xclip finds no text"), (None, "none of pbpaste")])
def test_no_clipboard_is_told(programs: Path, body: str | None, words: str) -> None:
    if body is not None:
        install(programs, "xclip", body)
    with pytest.raises(SourceError, match=words) as caught:
        read_source(CLIPBOARD)
    assert caught.value.hint
