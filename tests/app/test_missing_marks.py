"""Marks that are not there: whether they may yet be found is said."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from annotations.errors import AnalysisError
from annotations.models import Analysis, Article
from tests.toll import CLAIMS

if TYPE_CHECKING:
    from tests.app.conftest import Running, World


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("n", "No claim after this"),
        ("N", "No claim before this"),
        ("e", "No entity after this"),
        ("T", "No quote before this"),
        ("a", "No claim is left without a verdict"),
        ("v", "There are no claims"),
        ("s", "There is no quote here"),
    ],
)
async def test_what_is_missing_may_yet_be_found(running: "Running", world: "World", keys: str, words: str) -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        await reader.pilot.press(keys)
        assert reader.notices == [f"{words}: the article is still being analysed."]
        world.client.error = AnalysisError("The worker ended.")
        world.client.may_answer.set()
        await reader.settle()
        await reader.press(keys)
        assert reader.notices[-1] == f"{words}: the article was not analysed (The worker ended)."


async def test_nothing_is_missing_once_the_analysis_is_done(running: "Running", world: "World") -> None:
    world.client.detected = Analysis(pipeline="pretend 1.0")
    async with running() as reader:
        await reader.press("n")
        assert reader.notices == ["No claim after this."]
        await reader.press("p")
        assert reader.screen.panel.options[0].prompt.plain == "Nothing to list."  # type: ignore[union-attr]


async def test_the_lists_say_that_more_may_come(running: "Running", world: "World") -> None:
    world.client.may_answer.clear()
    async with running() as reader:
        await reader.pilot.press("p")
        (row,) = reader.screen.panel.options
        assert row.prompt.plain == "Nothing to list: the article is still being analysed."  # type: ignore[union-attr]
        world.client.may_answer.set()
        await reader.settle()
        assert reader.screen.panel.options[0].id == CLAIMS[0].id


async def test_a_text_in_another_language_has_no_marks(running: "Running", article_of: Callable[..., Article]) -> None:
    async with running(replace(article_of(), language="de")) as reader:
        await reader.press("n")
        assert reader.notices[-1] == "No claim after this: the text is in German, and only English ones are marked."
