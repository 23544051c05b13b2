"""A disk that loses power: what the system was asked to do, and every state in which that can leave a folder."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Operation:
    """One change asked of the system: `kind` is create, write, sync, sync folder, replace, link, unlink or say."""

    kind: str
    name: str = ""
    other: str = ""
    data: bytes = b""


@dataclass
class Recorder:
    """The operations on the files of one folder, in order."""

    folder: Path
    operations: list[Operation] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)

    def say(self, words: str) -> None:
        """Note what the reader was told at this point."""
        self.operations.append(Operation("say", words))

    @contextmanager
    def recording(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Record what goes on in the folder, and let it happen."""
        with monkeypatch.context() as patch:
            for name in ("open", "close", "write", "writev", "fsync", "replace", "rename", "link", "unlink"):
                patch.setattr(os, name, self._recorded(name, getattr(os, name)))
            yield

    def _recorded(self, kind: str, call: Any) -> Any:
        def recorded(*arguments: Any, **keywords: Any) -> Any:
            result = call(*arguments, **keywords)
            self._note(kind, arguments, result)
            return result

        return recorded

    def _note(self, kind: str, arguments: tuple[Any, ...], result: Any) -> None:
        if kind == "open":
            name = self._names[result] = self._inside(arguments[0])
            if name and arguments[1] & os.O_CREAT:
                self.operations.append(Operation("create", name))
        elif kind == "close":
            self._names.pop(arguments[0], None)
        elif kind in {"write", "writev"}:
            if name := self._names.get(arguments[0], ""):
                data = arguments[1] if kind == "write" else b"".join(arguments[1])
                self.operations.append(Operation("write", name, data=bytes(data[:result])))
        elif kind == "fsync":
            name = self._names[arguments[0]]
            self.operations.append(Operation("sync folder" if name == "." else "sync", name))
        elif name := self._inside(arguments[0]):
            other = self._inside(arguments[1]) if len(arguments) > 1 else ""
            self.operations.append(Operation({"rename": "replace"}.get(kind, kind), name, other))

    def _inside(self, path: Any) -> str:
        """Return a path's name in the folder, `.` for the folder itself, nothing for what lies elsewhere."""
        path = Path(os.fsdecode(path))
        if path == self.folder:
            return "."
        return path.name if path.parent == self.folder else ""


Files = Mapping[str, bytes]
"""The contents of a folder by name."""


class Disk:
    """What a folder holds by what it was asked to do, and what of it a loss of power can take back."""

    def __init__(self, files: Files) -> None:
        self._data = dict(enumerate(files.values()))
        self._synced = dict(self._data)
        self._names = {name: number for number, name in enumerate(files)}
        self._kept = dict(self._names)
        self._pending: list[tuple[Operation, int]] = []

    def do(self, step: Operation) -> None:
        """Take one operation into account."""
        if step.kind == "create" and step.name not in self._names:
            number = self._names[step.name] = len(self._data)
            self._data[number] = self._synced[number] = b""
            self._pending.append((step, number))
        elif step.kind == "write":
            self._data[self._names[step.name]] += step.data
        elif step.kind == "sync":
            self._synced[self._names[step.name]] = self._data[self._names[step.name]]
        elif step.kind == "sync folder":
            self._kept, self._pending = dict(self._names), []
        elif step.kind in {"replace", "link", "unlink"}:
            number = self._names[step.name]
            _rename(self._names, step, number)
            self._pending.append((step, number))

    def after_power_loss(self) -> Iterator[Files]:
        """Yield every state in which the folder can be found.

        What was not synced of a file is lost, half there, blank, or there; any of the changes of names since the
        folder was synced are.
        """
        for size in range(len(self._pending) + 1):
            for chosen in combinations(self._pending, size):
                names = dict(self._kept)
                for step, number in chosen:
                    _rename(names, step, number)
                for data in self._contents():
                    yield {name: data[number] for name, number in names.items()}

    def _contents(self) -> Iterator[Mapping[int, bytes]]:
        lost = {number: data for number, data in self._data.items() if data != self._synced[number]}
        yield self._synced
        if lost:
            yield {**self._synced, **{number: data[: len(data) // 2] for number, data in lost.items()}}
            yield {**self._synced, **{number: bytes(len(data)) for number, data in lost.items()}}
            yield self._data


def _rename(names: dict[str, int], step: Operation, number: int) -> None:
    if step.kind in {"unlink", "replace"}:
        names.pop(step.name, None)
    if step.kind != "unlink":
        names[step.other or step.name] = number
