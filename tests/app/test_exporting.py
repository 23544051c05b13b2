"""Exporting from the reader: every format, to a path that is proposed or typed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import Input, OptionList

from annotations.export.registry import formats
from annotations.models import Article
from tui.settings import Publisher

if TYPE_CHECKING:
    from tests.app.conftest import Running, World


async def test_export_writes_a_file_and_never_over_another(running: "Running", tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("precious")
    async with running() as reader:
        await reader.press("n", "v", "x", "enter")
        field = reader.app.screen.query_one("Prompt Input")
        field.value = str(tmp_path / "a.json")  # type: ignore[attr-defined]
        await reader.press("enter")
        assert (tmp_path / "a.json").read_text() == "precious"
        await reader.press("enter")
        assert (tmp_path / "a-2.newsmark.json").read_text().startswith("verified")
        assert reader.notices[-1] == f"Written: {tmp_path / 'a-2.newsmark.json'}"


async def test_export_offers_every_format(running: "Running", tmp_path: Path) -> None:
    async with running() as reader:
        await reader.press("x")
        chooser = reader.app.screen.query_one(OptionList)
        names = [str(option.prompt).partition(":")[0] for option in chooser.options]
        assert names == list(formats())
        await reader.press(*["j"] * names.index("markdown"), "enter")
        field = reader.app.screen.query_one("Prompt Input", Input)
        assert field.value.endswith("toll.newsmark.md")
        field.value = str(tmp_path / "report.md")
        await reader.press("enter")
        assert (tmp_path / "report.md").read_text().endswith(" markdown")


async def test_a_format_that_lacks_something_says_so_before_it_asks_for_a_path(
    running: "Running", world: "World"
) -> None:
    async with running() as reader:
        await reader.press("x")
        names = list(formats())
        row = str(reader.app.screen.query_one(OptionList).options[names.index("claimreview")].prompt)
        assert "[publisher]" in row
        await reader.press(*["j"] * names.index("claimreview"), "enter")
        assert "must name its publisher" in reader.notices[-1]
        assert not reader.app.screen.query_one("Prompt").display
    world.settings = replace(world.settings, publisher=Publisher(name="Desk", url="https://desk.example"))
    async with running() as reader:
        await reader.press("x", *["j"] * names.index("claimreview"), "enter")
        assert reader.app.screen.query_one("Prompt").display


@pytest.mark.parametrize("name", ["no/a.json", f"{'a' * 300}.json", "~nosuch/x.json"])
async def test_an_export_that_fails_is_told(
    running: "Running", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running() as reader:
        await reader.press("x", "enter")
        reader.app.screen.query_one("Prompt Input").value = name  # type: ignore[attr-defined]
        await reader.press("enter")
        assert f"Cannot write {name}" in reader.notices[-1]


@pytest.mark.parametrize("letter", ["a", "字", "😀"])
async def test_a_long_title_gives_a_name_that_fits(
    running: "Running",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    article_of: "Callable[..., Article]",
    letter: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    article = replace(article_of("Rain fell.", title=letter * 300), source="https://example.org/story")
    async with running(article) as reader:
        for _ in range(2):
            await reader.press("x", "enter", "enter")
    assert len(list(tmp_path.iterdir())) == 2


async def test_of_a_folder_a_name_in_it_is_proposed(
    running: "Running", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running() as reader:
        await reader.press("x", "enter")
        field = reader.app.screen.query_one("Prompt Input", Input)
        field.value = "."
        await reader.press("enter")
        assert field.value == "toll.newsmark.json"
        await reader.press("enter")
    assert Path("toll.newsmark.json").exists()
