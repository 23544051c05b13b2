"""The analyses of one or of thousands of sources, printed in order or written to a folder."""

import dataclasses
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import AnalysisError, ExportError, NewsmarkError
from annotations.export.files import write_file
from annotations.export.json import to_json
from annotations.sources import ReadOptions, read_source
from tui import console
from tui.analysing import Analyst
from tui.crew import Crew, Lost
from tui.gathering import gathered, is_several
from tui.lines_file import SUFFIX, LinesFile
from tui.outputs import HERE_ONLY, Folder, Output, Printed, Task
from tui.progress import Progress
from tui.stopping import Stop, stoppable

EACH_WORTH = 8
"""Sources for which one more process is started: it takes as long to load a pipeline as to analyse so many."""
_NAMED_FAILURES = 10
"""Sources that the summary names, of those that could not be analysed."""


@dataclass(frozen=True)
class Outcome:
    """What came of a source."""

    printed: bytes = b""
    error: NewsmarkError | None = None
    notices: tuple[tuple[str, str], ...] = ()
    """Message and hint of each."""


@dataclass(frozen=True)
class Work:
    """Reads and analyses one source after another, in this process or in others."""

    analyst: Analyst
    options: ReadOptions
    is_compact: bool

    def __call__(self, task: Task) -> Outcome:
        """Analyse a source; whatever is wrong with it is part of the outcome."""
        notices: list[tuple[str, str]] = []
        options = dataclasses.replace(self.options, notice=lambda *notice: notices.append(notice))
        try:
            return Outcome(self._done(task, options), None, tuple(notices))
        except NewsmarkError as error:
            return Outcome(b"", error, tuple(notices))
        except Exception as error:
            reason = f"{task.source}: cannot be analysed ({type(error).__name__}: {error})."
            return Outcome(b"", NewsmarkError(reason, "This is a defect of newsmark."), tuple(notices))

    def _done(self, task: Task, options: ReadOptions) -> bytes:
        """Write what is found in a source to its file, or return it."""
        article = read_source(task.source, options=options)
        encoded = to_json(self.analyst.annotate(article), compact=self.is_compact)
        if task.target is None:
            return encoded
        is_named = task.source not in HERE_ONLY
        write_file(task.target if is_named else task.target.with_name(f"{article.id}.json"), encoded)
        return b""


def analyze(
    named: Sequence[str],
    analyst: Analyst,
    options: ReadOptions,
    *,
    jsonl: bool = False,
    output: Path | None = None,
    jobs: int | None = None,
) -> bool:
    """Analyse sources, folders of them and patterns; go on after each that fails.

    Prints one JSON object, an array for several sources, or a line for each; or writes a file for each into the folder
    `output`, or a line for each into the file `output` that ends in .jsonl. What is there already is not made again
    unless its source is newer, or another version of newsmark or another pipeline made it. `jobs` is the number of
    processes, by default what the processors and the number of sources are worth.

    Returns whether every source could be analysed; standard error says why one could not.

    Raises:
        AnalysisError: The pipeline cannot be used.
        ExportError: The output cannot be made, or is something else.
    """
    is_one = len(named) == 1 and not is_several(named[0])
    as_lines = jsonl or any(map(is_several, named))
    into = _output(output, analyst, is_array=not (is_one or as_lines))
    left, already = into.tasks(gathered(named))
    size = 1 if HERE_ONLY.intersection(named) else min(jobs or _worthwhile(len(left)), max(len(left), 1))
    work = Work(
        analyst,
        options if is_one else ReadOptions(allow_private=options.allow_private, kind=options.kind),
        as_lines or isinstance(into, LinesFile),
    )
    report = Report(len(left), already=already, is_one=is_one)
    _finish(into, report, _outcomes(work, left, size))
    return not report.failed


def _output(path: Path | None, analyst: Analyst, *, is_array: bool) -> Output:
    if path is None:
        return Printed(is_array=is_array)
    if path.suffix == SUFFIX and not path.is_dir():
        return LinesFile(path, analyst.generator)
    if path.suffix == ".json" and not path.is_dir():
        hint = (
            "Name a folder, or a file that ends in .jsonl; of one source, newsmark analyze SOURCE > FILE is the file."
        )
        raise ExportError(f"{path} would become a folder with a file for each source.", hint)
    return Folder(path, analyst.generator)


def _write(into: Output, results: Iterable[bytes], stop: Stop) -> None:
    """Hand on results, each of them whole."""
    for result in results:
        with stop.held():
            into.write(result)


class Report:
    """Says on standard error what becomes of each source, how far the whole is, and what came of it in the end."""

    def __init__(self, total: int, *, already: int, is_one: bool) -> None:
        self._progress = Progress(total, is_shown=not is_one)
        self._already = already
        self._is_one = is_one
        self._failures: list[str] = []

    @property
    def failed(self) -> int:
        """How many sources could not be analysed."""
        return self._progress.failed

    def told(self, outcomes: Iterable[tuple[Task, Outcome]]) -> Iterator[bytes]:
        """Yield what is to be written, after telling what there is to tell.

        Raises:
            AnalysisError: The pipeline cannot be used: no other source would fare better.
        """
        for task, outcome in outcomes:
            self._tell(task, outcome)
            if outcome.error:
                self._failures.append(task.source)
            self._progress.count(is_failed=outcome.error is not None)
            if outcome.printed:
                self._progress.make_room()
                yield outcome.printed
            self._progress.show()

    def summarise(self, ended: str = "") -> None:
        """Say what was done, after the words for how it ended; of a single source the result says enough."""
        self._progress.clear()
        if self._is_one:
            return
        done = self._progress.done - self.failed
        already = f", {self._already} were there already" if self._already else ""
        pace = f", in {self._progress.pace()}" if self._progress.done else ""
        summary = f"{ended}{done} analysed, {self.failed} failed{already}{pace}."
        console.inform(summary, f"Failed: {self._named_failures()}" if self._failures else "")

    def _named_failures(self) -> str:
        others = len(self._failures) - _NAMED_FAILURES
        return ", ".join(self._failures[:_NAMED_FAILURES]) + (f" and {others} more" if others > 0 else "")

    def _tell(self, task: Task, outcome: Outcome) -> None:
        if outcome.notices or outcome.error:
            self._progress.clear()
        for notice in outcome.notices:
            console.inform(*notice)
        if isinstance(outcome.error, AnalysisError):
            raise outcome.error
        if outcome.error and self._is_one:
            console.complain(outcome.error)
        elif outcome.error:
            message = f"{outcome.error.message} {outcome.error.hint}"
            console.inform(message if task.source in message else f"{task.source}: {message}")


def _finish(into: Output, report: Report, outcomes: Generator[tuple[Task, Outcome], None, None]) -> None:
    """Write what is found as it comes, and sum up, stopped or not."""
    with stoppable() as stop:
        try:
            with closing(into), closing(outcomes):
                _write(into, report.told(outcomes), stop)
        except KeyboardInterrupt:
            report.summarise("stopped: ")
            raise
    report.summarise()


def _worthwhile(count: int) -> int:
    """Return in how many processes so many sources are analysed."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(available, count // EACH_WORTH))


def _outcomes(work: Work, tasks: Sequence[Task], size: int) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield what comes of each task, in order."""
    if size == 1:
        yield from ((task, work(task)) for task in tasks)
        return
    crew: Crew[Task, Outcome] = Crew(work, size)
    with closing(crew.results(tasks)) as results:
        for task, result in zip(tasks, results, strict=True):
            yield task, _lost(task, result) if isinstance(result, Lost) else result


def _lost(task: Task, result: Lost) -> Outcome:
    return Outcome(error=NewsmarkError(f"{task.source}: {result.reason}.", "It may be too big, or damaged."))
