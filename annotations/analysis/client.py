"""The reader's side of the analysis worker: starts it, asks it, survives its death. Imports no spaCy."""

import asyncio
import os
import sys
import sysconfig
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from msgspec import MsgspecError

from annotations.analysis import protocol
from annotations.errors import AnalysisError
from annotations.models import Analysis, Article, Entity

WORKER = (sys.executable, "-P", "-m", "annotations.analysis.worker")
LINE_BYTES = 64 * 2**20
"""More than the longest message: a part of the results has at most `protocol.PART_ITEMS` items."""
GRACE = 0.15
"""Seconds that a worker gets to end when its input ends, before it is killed."""

OnProgress = Callable[[tuple[Entity, ...]], None]
_RESTARTS = "It starts again with the next article; the article can be read and tagged without it."


@dataclass(slots=True)
class _Job:
    """One analysis under way and what has come of it."""

    id: int
    version: str
    on_progress: OnProgress | None
    result: asyncio.Future[Analysis]
    parts: list[protocol.Part] = field(default_factory=list)

    def receive(self, message: protocol.Response) -> None:
        """Take a message; those of other requests and other texts are dropped."""
        if self.result.done() or message.id != self.id:
            return
        match message:
            case protocol.Failed():
                self.result.set_exception(AnalysisError(message.message, message.hint))
            case protocol.Progress(version=self.version):
                if self.on_progress is not None:
                    self.on_progress(message.entities)
            case protocol.Part(version=self.version):
                self.parts.append(message)
            case protocol.Done(version=self.version):
                self.result.set_result(protocol.whole(self.parts, message.pipeline))

    def fail(self, error: AnalysisError) -> None:
        """End the analysis without a result."""
        if not self.result.done():
            self.result.set_exception(error)


class AnalysisClient:
    """Asks one worker process for one analysis at a time; belongs to one event loop."""

    def __init__(self, pipeline: str | None = None, *, command: Sequence[str] = WORKER) -> None:
        """Remember which pipeline to use; nothing is started yet."""
        self._pipeline = pipeline
        self._command = tuple(command)
        self._numbers = count(1)
        self._lock = asyncio.Lock()
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._job: _Job | None = None
        self._closed = False

    async def prestart(self) -> None:
        """Start the worker and let it load its pipeline, before there is anything to analyse."""
        await self._send(protocol.Prepare(self._pipeline))

    async def analyse(self, article: Article, first: int = 0, on_progress: OnProgress | None = None) -> Analysis:
        """Analyse an article, its paragraph at the offset `first` first; ends an analysis still under way.

        `on_progress` gets the entities of each batch of paragraphs, provisional until the result.

        Raises:
            AnalysisError: no pipeline, a worker that died, a newer request, or a client already closed.
        """
        job = _Job(next(self._numbers), article.version, on_progress, asyncio.get_running_loop().create_future())
        self._supersede(job)
        try:
            await self._send(protocol.Analyse(job.id, article, self._pipeline, first))
            return await job.result
        except asyncio.CancelledError:
            self._cancel(job)
            raise
        finally:
            job.result.cancel()
            if self._job is job:
                self._job = None

    async def close(self) -> None:
        """End the worker, within 0.3 seconds; whoever waits for an analysis gets an AnalysisError."""
        self._closed = True
        if self._job is not None:
            self._job.fail(AnalysisError("the analysis was ended"))
        async with self._lock:
            process, listener = self._process, self._listener
            if process is not None:
                await _end(process)
        if listener is not None:
            await asyncio.wait({listener}, timeout=GRACE)
            listener.cancel()

    def _supersede(self, job: _Job) -> None:
        if self._job is not None:
            self._job.fail(AnalysisError("another article is analysed instead"))
        self._job = job

    def _cancel(self, job: _Job) -> None:
        if self._job is job and self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(protocol.line(protocol.Cancel()))

    async def _send(self, message: protocol.Request) -> None:
        process = await self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(protocol.line(message))
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the listener tells how the worker ended

    async def _started(self) -> Process:
        async with self._lock:
            if self._closed:
                raise AnalysisError("the analysis was ended")
            if self._process is None or self._process.returncode is not None:
                self._process = await self._start()
                self._listener = asyncio.create_task(self._listen(self._process))
            return self._process

    async def _start(self) -> Process:
        try:
            return await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=LINE_BYTES, env=_environment()
            )
        except OSError as error:
            raise AnalysisError(f"cannot start the analysis worker: {error}", _RESTARTS) from error

    async def _listen(self, process: Process) -> None:
        """Hand the worker's messages to the job at work until the worker ends."""
        complaints = asyncio.create_task(_last_line(process))
        try:
            reason = await self._hear(process) or await complaints
            code = await process.wait()
        finally:
            complaints.cancel()
        if self._process is process:
            self._process = None
            if self._job is not None:
                detail = f": {reason}" if reason else ""
                self._job.fail(AnalysisError(f"the analysis worker ended (exit status {code}){detail}", _RESTARTS))

    async def _hear(self, process: Process) -> str:
        """Read messages until the end; a worker that says what is no message is ended, and why is returned."""
        assert process.stdout is not None
        try:
            while encoded := await process.stdout.readline():
                message = protocol.decode_response(encoded)
                if self._job is not None and self._process is process:
                    self._job.receive(message)
        except (ValueError, MsgspecError) as error:
            process.kill()
            return f"it said what cannot be read: {error}"
        return ""


async def _last_line(process: Process) -> str:
    """Read what the worker complains about until its end, so that it never blocks, and return the last line."""
    assert process.stderr is not None
    last = ""
    async for line in process.stderr:
        last = line.decode(errors="replace").strip() or last
    return last[:200]


async def _end(process: Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _environment() -> dict[str, str]:
    """Return the environment with our own folder on the module path, unless it is installed."""
    home = Path(__file__).resolve().parents[2]
    if home in {Path(sysconfig.get_path(scheme)).resolve() for scheme in ("purelib", "platlib")}:
        return dict(os.environ)
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(home), inherited)))}
