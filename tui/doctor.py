"""What newsmark runs on, what it finds there, and whether the reader's work is sound."""

import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from annotations.analysis import ANALYSIS_VERSION
from annotations.storage import index
from annotations.storage.backups import Backups
from annotations.storage.files import damaged_copies
from annotations.storage.lock import lock_of
from annotations.storage.repair import inspect, repair
from tui import console
from tui.version import program_version

_LIBRARIES = ("textual", "spacy", "tinydb", "filelock", "msgspec", "rapidfuzz", "platformdirs", "charset-normalizer")
_PIPELINE = "pipelines/en_core_news_sm/meta.json"
_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL")


def examine(store_path: Path, *, is_repairing: bool) -> bool:
    """Print what newsmark runs on and what is wrong with the store, and repair that if asked to.

    Returns whether nothing is wrong, or nothing any longer.

    Raises:
        StoreError: the store cannot be read or written, is of a newer newsmark, or is no store.
    """
    pipeline = _pipeline()
    console.write_lines(_program(pipeline))
    console.write_lines(_terminal())
    console.write_lines(_files(Path(os.path.realpath(store_path))))
    report = repair(store_path) if is_repairing else inspect(store_path)
    left = inspect(store_path).found if report.done else report.found
    console.write_lines(f"found: {sentence}" for sentence in report.found)
    console.write_lines(f"repaired: {sentence}" for sentence in report.done)
    if report.done:
        console.write_lines(f"left: {sentence}" for sentence in left)
    console.write_lines(_conclusion(left, is_repairing=is_repairing))
    return pipeline is not None and not left


class _Pipeline(Struct, frozen=True):
    """What the description of a spaCy pipeline says of its name."""

    lang: str
    name: str
    version: str


def _pipeline() -> str | None:
    """Return name and version of the bundled pipeline, which is not loaded; None where it cannot be read."""
    try:
        meta = json.decode(resources.files("annotations").joinpath(_PIPELINE).read_bytes(), type=_Pipeline)
    except (OSError, MsgspecError, UnicodeDecodeError):
        return None
    return f"{meta.lang}_{meta.name} {meta.version}"


def _program(pipeline: str | None) -> Iterator[str]:
    yield f"newsmark: {program_version()}, rules of analysis {ANALYSIS_VERSION}"
    yield f"pipeline: {pipeline or 'missing or damaged; install newsmark again'}"
    yield f"Python: {platform.python_version()} ({sys.executable})"
    yield f"system: {platform.platform()}"
    yield f"libraries: {', '.join(_library(name) for name in _LIBRARIES)}"


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"


def _terminal() -> Iterator[str]:
    size = shutil.get_terminal_size()
    kind = "a terminal to draw on" if console.is_terminal() else "no terminal to draw on"
    yield f"output: {kind}, {size.columns} columns, {size.lines} lines, {sys.stdout.encoding}"
    yield f"environment: {', '.join(_variable(name) for name in _VARIABLES)}"


def _variable(name: str) -> str:
    return f"{name}={os.environ[name]}" if name in os.environ else f"{name} not set"


def _files(store: Path) -> Iterator[str]:
    yield f"store: {_file(store)}"
    yield f"kept texts: {_file(store.with_name(f'{store.stem}.articles'))}"
    yield f"index: {_file(index.path_of(store))}"
    yield f"lock: {_file(lock_of(store))}"
    yield from _several("backup", Backups(store).all())
    yield from _several("set aside", damaged_copies(store))


def _several(called: str, paths: Iterable[Path]) -> Iterator[str]:
    lines = [f"{called}: {_file(path)}" for path in paths]
    yield from lines or (f"{called}: none",)


def _file(path: Path) -> str:
    try:
        is_there = path.exists()
        size = f"{path.stat().st_size:,} bytes" if is_there else "not there"
        return f"{path} ({'a folder' if path.is_dir() else size})"
    except OSError as error:
        return f"{path} ({error.strerror})"


def _conclusion(found: Iterable[str], *, is_repairing: bool) -> Iterator[str]:
    number = len(tuple(found))
    if not number:
        yield "The store is sound."
    elif is_repairing:
        yield f"{number} of this cannot be repaired."
    else:
        yield "Nothing was changed. newsmark doctor --repair repairs what can be repaired."
