"""What the analysis worker does with requests."""

import traceback
from collections.abc import Callable
from queue import SimpleQueue

from annotations.analysis.analyse import analysed_sections
from annotations.analysis.joining import Joiner
from annotations.analysis.pipeline import Pipeline, load
from annotations.analysis.protocol import Analyse, Done, Failed, Prepare, Progress, Request, Response, parts
from annotations.errors import NewsmarkError
from annotations.models import Analysis, Entity


class _SupersededError(Exception):
    """Another request came in."""


class Worker:
    """Answers requests one after another; a newer one ends the one at work."""

    def __init__(self, requests: SimpleQueue[Request], send: Callable[[Response], None]) -> None:
        self._requests = requests
        self._send = send
        self._loaded: dict[str | None, Pipeline] = {}

    def run(self) -> None:
        """Answer requests for ever."""
        while True:
            self.answer(self._requests.get())

    def answer(self, request: Request) -> None:
        """Answer one request; a failure is an answer too, to a request that expects one."""
        try:
            self._do(request)
        except _SupersededError:
            return
        except NewsmarkError as error:
            self._fail(request, error.message, error.hint)
        except Exception as error:  # whatever a pipeline raises must reach the reader as a message
            traceback.print_exc()
            self._fail(request, f"the analysis failed: {type(error).__name__}: {error}", "Try another pipeline.")

    def _do(self, request: Request) -> None:
        match request:
            case Prepare(pipeline):
                self._pipeline(pipeline)
            case Analyse():
                self._analyse(request)

    def _analyse(self, request: Analyse) -> None:
        version = request.article.version

        def progress(entities: tuple[Entity, ...]) -> None:
            if not self._requests.empty():
                raise _SupersededError
            self._send(Progress(request.id, version, entities))

        pipeline = self._pipeline(request.pipeline)
        joiner = Joiner()
        for section in analysed_sections(request.article, pipeline, first=request.first, progress=progress):
            for message in parts(request.id, version, joiner.add(section)):
                self._send(message)
        for message in parts(request.id, version, Analysis(entity_index=joiner.index)):
            self._send(message)
        self._send(Done(request.id, version, pipeline.name))

    def _pipeline(self, name: str | None) -> Pipeline:
        if name not in self._loaded:
            self._loaded = {name: load(name)}
        return self._loaded[name]

    def _fail(self, request: Request, message: str, hint: str) -> None:
        if isinstance(request, Analyse):
            self._send(Failed(request.id, message, hint))
