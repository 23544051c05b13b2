"""An article that was analysed before: its marks are there without another process."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from annotations.analysis.cache import AnalysisCache
from annotations.errors import AnalysisError
from annotations.models import Analysis, Article, Entity
from tests.builders import make_article
from tui.composition import services

ARTICLE = make_article("It rained in Elmford on Monday.")
FOUND = Analysis(pipeline="p 1")


class OneAnswer:
    """An analysis client that answers once."""

    def __init__(self, pipeline: str | None = None) -> None:
        del pipeline
        self._answers = [FOUND]

    async def analyse(self, article: Article, first: int = 0, on_progress: object = None) -> Analysis:
        del article, first, on_progress
        if not self._answers:
            raise AnalysisError("asked again")
        return self._answers.pop()

    async def close(self) -> None:
        """End nothing."""


def ignore(entities: Sequence[Entity]) -> None:
    del entities


async def test_what_was_found_once_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.analysis.client.AnalysisClient", OneAnswer)
    cache = AnalysisCache(tmp_path / "analyses", None)
    client = services(tmp_path / "store.json", None, cache).client
    assert await client.analyse(ARTICLE, 0, ignore) == FOUND
    await client.close()
    assert await client.analyse(ARTICLE, 0, ignore) == FOUND
    with pytest.raises(AnalysisError, match="asked again"):
        await client.analyse(make_article("It snowed."), 0, ignore)


async def test_without_a_cache_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.analysis.client.AnalysisClient", OneAnswer)
    client = services(tmp_path / "store.json", None).client
    await client.analyse(ARTICLE, 0, ignore)
    with pytest.raises(AnalysisError, match="asked again"):
        await client.analyse(ARTICLE, 0, ignore)
