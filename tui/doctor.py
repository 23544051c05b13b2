"""What newsmark runs on, what it finds there, and whether the reader's work is sound."""

import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from annotations.analysis import ANALYSIS_VERSION
from annotations.analysis.fingerprint import shown_name
from annotations.errors import AnalysisError
from annotations.storage import index
from annotations.storage.backups import Backups
from annotations.storage.files import damaged_copies
from annotations.storage.lock import lock_of
from annotations.storage.repair import inspect, repair
from annotations.storage.snapshots import Snapshots
from tui import console
from tui.capability import colours_of, fitting, refuses_colour
from tui.glyphs import glyphs_for
from tui.locations import analysis_cache, default_store
from tui.settings import DEFAULTS, Settings
from tui.settings_file import SettingsError, read_settings
from tui.version import program_version

_LIBRARIES = (
    "textual",
    "spacy",
    "tinydb",
    "filelock",
    "msgspec",
    "rapidfuzz",
    "platformdirs",
    "charset-normalizer",
    "regex",
    "httpx",
    "trafilatura",
    "lxml",
    "markdown-it-py",
    "pypdf",
)
_VARIABLES = ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TMUX", "STY", "SSH_TTY")
_MULTIPLEXERS = {
    "TMUX": "tmux, which hands copies on; before its version 3.2 only with its option set-clipboard on",
    "STY": "screen, through which copies reach its terminal",
}


class Examined(NamedTuple):
    """What to examine: the settings file, and what the command line names instead of what the settings name."""

    settings_file: Path
    store: Path | None
    pipeline: str | None


def examine(asked: Examined, *, is_repairing: bool, is_loading: bool) -> bool:
    """Print what newsmark runs on and what is wrong with the store, and repair that if asked to.

    Returns whether nothing is wrong, or nothing any longer.

    Raises:
        StoreError: the store cannot be read or written, is of a newer newsmark, or is no store.
    """
    settings, complaint = _settings(asked.settings_file)
    store = asked.store or settings.store_path(asked.settings_file) or default_store()
    pipeline, is_sound = _pipeline(asked.pipeline or settings.pipeline, is_loading=is_loading)
    console.write_lines(_program(pipeline))
    console.write_lines(_terminal(settings))
    console.write_lines(_places(asked.settings_file, complaint))
    console.write_lines(_files(Path(os.path.realpath(store))))
    is_kept = _store(store, is_repairing=is_repairing)
    return is_sound and not complaint and is_kept


def _store(path: Path, *, is_repairing: bool) -> bool:
    """Print what is wrong with the store, and repair it if asked to; tell whether nothing is wrong any longer."""
    report = repair(path) if is_repairing else inspect(path)
    left = inspect(path).found if report.done else report.found
    console.write_lines(f"found: {sentence}" for sentence in report.found)
    console.write_lines(f"repaired: {sentence}" for sentence in report.done)
    if report.done:
        console.write_lines(f"left: {sentence}" for sentence in left)
    console.write_lines(_conclusion(left, is_repairing=is_repairing))
    return not left


def _settings(path: Path) -> tuple[Settings, str]:
    """Return the settings, or what holds without any and what is wrong with them."""
    try:
        return read_settings(path), ""
    except SettingsError as error:
        return DEFAULTS, f"{error.message} {error.hint}"


def _pipeline(name: str | None, *, is_loading: bool) -> tuple[str, bool]:
    """Return a description of the pipeline, and whether nothing is wrong with it; None names the bundled one."""
    if is_loading:
        from annotations.analysis.pipeline import load

        try:
            return f"{load(name).name}, which works", True
        except AnalysisError as error:
            return f"{error.message}. {error.hint}", False
    if name is not None:
        return f"{name} (--load tries whether it works)", True
    bundled = shown_name(None)
    return bundled or "missing or damaged; install newsmark again", bundled is not None


def _program(pipeline: str) -> Iterator[str]:
    yield f"newsmark: {program_version()}, rules of analysis {ANALYSIS_VERSION}"
    yield f"pipeline: {pipeline}"
    yield f"Python: {platform.python_version()} ({sys.executable})"
    yield f"system: {platform.platform()}"
    yield f"libraries: {', '.join(_library(name) for name in _LIBRARIES)}"


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} missing"


def _terminal(settings: Settings) -> Iterator[str]:
    size = shutil.get_terminal_size()
    kind = "a terminal to draw on" if console.is_terminal() else "no terminal to draw on"
    yield f"output: {kind}, {size.columns} columns, {size.lines} lines, {sys.stdout.encoding}"
    yield f"environment: {', '.join(_variable(name) for name in _VARIABLES)}"
    drawn = "none, as NO_COLOR asks" if refuses_colour(os.environ) else colours_of(os.environ)
    yield f"colours: {drawn}; theme {fitting(settings.theme, os.environ)}"
    signs = " ".join(dict(glyphs_for(sys.stdout.encoding).verdicts).values())
    yield f"signs: {signs}"
    inside = [words for name, words in _MULTIPLEXERS.items() if name in os.environ]
    yield f"copying: by OSC 52, which the terminal may refuse; inside {' and '.join(inside) or 'no multiplexer'}"


def _variable(name: str) -> str:
    return f"{name}={os.environ[name]}" if name in os.environ else f"{name} not set"


def _places(settings_file: Path, complaint: str) -> Iterator[str]:
    yield f"settings: {_file(settings_file)}"
    if complaint:
        yield f"found: {complaint}"
    yield f"kept analyses: {_file(analysis_cache())}"


def _files(store: Path) -> Iterator[str]:
    yield f"store: {_file(store)}"
    yield f"kept texts: {_file(Snapshots.beside(store).folder)}"
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
