"""Analysis without the reader: in this process, without a store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from annotations.errors import NewsmarkError
from annotations.export.json import joined, to_json
from annotations.models import Analysis, AnnotatedArticle, Article, Record
from annotations.review import annotated, open_review
from annotations.sources import read_source
from tui import console
from tui.version import generator

if TYPE_CHECKING:
    from annotations.analysis.pipeline import Pipeline

T = TypeVar("T")


class Analyst:
    """Analyses articles in this process, with a pipeline that is loaded when first needed."""

    def __init__(self, pipeline_name: str | None) -> None:
        self._pipeline_name = pipeline_name

    def analyse(self, article: Article) -> Analysis:
        """Return what is detected in an article; raises AnalysisError where the pipeline cannot be used."""
        from annotations.analysis.analyse import analyse

        return analyse(article, self._pipeline)

    def annotate(self, article: Article, records: Sequence[Record] = ()) -> AnnotatedArticle:
        """Return an article with what is detected in it and what the records say about that."""
        analysis = self.analyse(article)
        return annotated(open_review(article, analysis, tuple(records)), generator(analysis))

    @cached_property
    def _pipeline(self) -> "Pipeline":
        from annotations.analysis.pipeline import load

        return load(self._pipeline_name)


def analyze(sources: Sequence[str], pipeline_name: str | None, *, jsonl: bool) -> bool:
    """Print the analysis of each source: one JSON object, an array for several, or a line for each.

    Returns whether every source could be analysed; standard error says why one could not.
    """
    analyst = Analyst(pipeline_name)
    results = attempted(sources, lambda source: analyst.annotate(read_source(source)))
    if jsonl:
        return _print_lines(results)
    done = list(results)
    files = [to_json(result) for result in done if result]
    console.write(joined(files) if len(sources) > 1 else b"".join(files))
    return all(done)


def attempted(names: Sequence[str], action: Callable[[str], T]) -> Iterator[T | None]:
    """Yield what the action makes of each name; None after a complaint where it fails."""
    for name in names:
        try:
            yield action(name)
        except NewsmarkError as error:
            console.complain(error)
            yield None


def _print_lines(results: Iterable[AnnotatedArticle | None]) -> bool:
    is_complete = True
    for result in results:
        if result:
            console.write(to_json(result, compact=True))
        is_complete = is_complete and result is not None
    return is_complete
