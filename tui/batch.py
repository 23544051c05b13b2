"""The analyses of one or of thousands of sources, printed in order or written to a folder."""

import dataclasses
import os
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from annotations.errors import AnalysisError, NewsmarkError
from annotations.export.files import make_folder, write_file
from annotations.export.json import to_json
from annotations.sources import CLIPBOARD, ReadOptions, read_source
from tui import console
from tui.analysing import Analyst
from tui.crew import Crew, Lost
from tui.gathering import gathered, is_several
from tui.progress import Progress

EACH_WORTH = 8
"""Sources for which one more process is started: it takes as long to load a pipeline as to analyse so many."""
_HERE_ONLY = frozenset({"-", CLIPBOARD})
"""Sources that only this process can read, and that hold something else the next time."""
_UNUSUAL = re.compile(r"[^\w.]+")
_READABLE = 40


@dataclass(frozen=True)
class Task:
    """A source to analyse, and the file that gets the result; None where it is to be printed."""

    source: str
    target: Path | None = None


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
        is_named = task.source not in _HERE_ONLY
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
    `output`, where those that are there already are not made again unless their source is newer. `jobs` is the number
    of processes, by default what the processors and the number of sources are worth.

    Returns whether every source could be analysed; standard error says why one could not.

    Raises:
        AnalysisError: The pipeline cannot be used.
        ExportError: The folder cannot be made.
    """
    tasks = _tasks(named, output)
    left = [task for task in tasks if not _is_finished(task)]
    is_one = len(named) == 1 and not is_several(named[0])
    as_lines = jsonl or any(map(is_several, named))
    size = 1 if _HERE_ONLY.intersection(named) else min(jobs or _worthwhile(len(left)), max(len(left), 1))
    work = Work(analyst, options if is_one else ReadOptions(allow_private=options.allow_private), as_lines)
    report = Report(len(left), already=len(tasks) - len(left), is_one=is_one)
    try:
        with closing(_outcomes(work, left, size)) as outcomes:
            results = report.told(outcomes)
            for printed in results if as_lines or is_one or output else _as_array(results):
                console.write(printed)
    except KeyboardInterrupt:
        report.summarise("stopped: ")
        raise
    report.summarise()
    return not report.failed


class Report:
    """Says on standard error what becomes of each source, how far the whole is, and what came of it in the end."""

    def __init__(self, total: int, *, already: int, is_one: bool) -> None:
        self._progress = Progress(total, is_shown=not is_one)
        self._already = already
        self._is_one = is_one

    @property
    def failed(self) -> int:
        """How many sources could not be analysed."""
        return self._progress.failed

    def told(self, outcomes: Iterable[tuple[Task, Outcome]]) -> Iterator[bytes]:
        """Yield what is to be printed, after telling what there is to tell.

        Raises:
            AnalysisError: The pipeline cannot be used: no other source would fare better.
        """
        for task, outcome in outcomes:
            self._tell(task, outcome)
            if outcome.printed:
                yield outcome.printed
            self._progress.count(is_failed=outcome.error is not None)

    def summarise(self, ended: str = "") -> None:
        """Say what was done, after the words for how it ended; of a single source the result says enough."""
        self._progress.clear()
        if self._is_one:
            return
        done = self._progress.done - self.failed
        already = f", {self._already} were there already" if self._already else ""
        console.inform(f"{ended}{done} analysed, {self.failed} failed{already}, in {self._progress.pace()}.")

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


def _tasks(named: Sequence[str], output: Path | None) -> list[Task]:
    """Return what is to be done; of what would go to one file, once."""
    if output is None:
        return [Task(source) for source in gathered(named)]
    make_folder(output)
    targets = {_target(source, output): source for source in gathered(named)}
    return [Task(source, target) for target, source in targets.items()]


def _target(source: str, folder: Path) -> Path:
    """Return the file for a source: no other source has it, and it is the same at the next run."""
    place = source if "://" in source or source in _HERE_ONLY else str(Path(source).resolve())
    digest = blake2b(os.fsencode(place), digest_size=8).hexdigest()
    readable = _UNUSUAL.sub("-", Path(source).stem).strip("-.")[:_READABLE]
    return folder / f"{readable or 'article'}-{digest}.json"


def _is_finished(task: Task) -> bool:
    """Tell whether an earlier run wrote the file of a source that has not changed since."""
    if task.target is None or task.source in _HERE_ONLY:
        return False
    try:
        written = task.target.stat().st_mtime_ns
        return "://" in task.source or Path(task.source).stat().st_mtime_ns <= written
    except OSError:
        return False


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


def _as_array(files: Iterable[bytes]) -> Iterator[bytes]:
    """Yield one JSON array of what was written for several articles, as they come."""
    before = b"["
    for file in files:
        yield before + b"\n" + file.rstrip(b"\n")
        before = b","
    yield b"\n]\n" if before == b"," else b"[\n]\n"
