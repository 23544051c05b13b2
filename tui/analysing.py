"""Analysis without the reader: in this process, without a store."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from annotations.errors import NewsmarkError
from annotations.models import Analysis, AnnotatedArticle, Article, Generator, Record
from tui import console
from tui.version import generator

if TYPE_CHECKING:
    from annotations.analysis.cache import AnalysisCache
    from annotations.analysis.pipeline import Pipeline

T = TypeVar("T")


class Analyst:
    """Analyses articles in this process, with a pipeline that is loaded when first needed."""

    def __init__(self, pipeline_name: str | None, cache: "AnalysisCache | None" = None) -> None:
        """Remember the pipeline and where the analyses that it makes are kept, if anywhere."""
        self.pipeline_name = pipeline_name
        self.cache = cache

    @property
    def generator(self) -> Generator:
        """What signs the analyses, told without loading the pipeline."""
        from annotations.analysis.fingerprint import shown_name

        return generator(Analysis(pipeline=shown_name(self.pipeline_name)))

    def analyse(self, article: Article) -> Analysis:
        """Return what is detected in an article; raises AnalysisError where the pipeline cannot be used."""
        if self.cache is None:
            return self._analyse(article)
        analysis = self.cache.get(article)
        if analysis is None:
            analysis = self._analyse(article)
            self.cache.put(article, analysis)
        return analysis

    def annotate(self, article: Article, records: Sequence[Record] = ()) -> AnnotatedArticle:
        """Return an article with what is detected in it and what the records say about that."""
        from annotations.review import annotated, open_review

        analysis = self.analyse(article)
        return annotated(open_review(article, analysis, tuple(records)), generator(analysis))

    def _analyse(self, article: Article) -> Analysis:
        from annotations.analysis.analyse import analyse

        return analyse(article, self._pipeline)

    @cached_property
    def _pipeline(self) -> "Pipeline":
        from annotations.analysis.pipeline import load

        return load(self.pipeline_name)


def attempted(names: Sequence[str], action: Callable[[str], T]) -> Iterator[T | None]:
    """Yield what the action makes of each name; None after a complaint where it fails."""
    for name in names:
        try:
            yield action(name)
        except NewsmarkError as error:
            console.complain(error)
            yield None
