"""What the results of an analysis rest on besides the article, told without loading it: pipeline and rules."""

import os
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from msgspec import MsgspecError, Struct, json, msgpack

from annotations.analysis import ANALYSIS_VERSION
from annotations.cleaning import clean_line

BUNDLED = Path(__file__).parents[1] / "pipelines" / "en_core_news_sm"
_DESCRIPTIONS = frozenset({"about.py", "config.cfg", "meta.json"})
"""The files of a pipeline, and of spaCy, that say which version it is, and are short enough to be read each time."""


class _Meta(Struct, frozen=True):
    """What the description of a spaCy pipeline says of its name."""

    lang: str
    name: str
    version: str


_File = tuple[str, int, int, bytes]


def folder_of(name: str) -> Path:
    """Return the folder that a pipeline's name may be; `~` is the user's own."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - Path's raises where there is no such user


def fingerprint(pipeline_name: str | None) -> bytes | None:
    """Return 16 bytes that change when the pipeline of this package name or folder does, spaCy, or our own rules.

    Files count by path, size and time; so a pipeline that is replaced, or a rule edited in a checkout, is noticed.
    None where no pipeline is found.
    """
    folder = _folder(pipeline_name)
    try:
        if folder is None or not (folder / "meta.json").is_file():
            return None
        files = _files(folder)
        rules = (ANALYSIS_VERSION, _files(Path(__file__).parent), _spacy())
    except OSError:
        return None
    return blake2b(msgpack.encode((rules, pipeline_name, files)), digest_size=16).digest()


def shown_name(pipeline_name: str | None) -> str | None:
    """Return the name that a pipeline's results bear, such as `en_core_news_sm 0.1.0`; None where there is none."""
    folder = _folder(pipeline_name)
    try:
        meta = json.decode((folder / "meta.json").read_bytes(), type=_Meta) if folder else None
    except (OSError, MsgspecError, UnicodeDecodeError):
        return None
    if folder is None or meta is None:
        return None
    is_named_by_folder = pipeline_name is not None and folder_of(pipeline_name).is_dir()
    place = f" in {clean_line(folder.name)}" if is_named_by_folder else ""
    return f"{meta.lang}_{meta.name} {meta.version}{place}"


def _folder(name: str | None) -> Path | None:
    """Return the folder of a pipeline; that of a package without importing it."""
    if name is None:
        return BUNDLED
    if name and (folder := folder_of(name)).is_dir():
        return folder.absolute()
    spec = find_spec(name) if name.isidentifier() else None
    return Path(spec.origin).parent if spec and spec.origin else None


def _spacy() -> _File | None:
    spec = find_spec("spacy")
    return _described(Path(spec.origin).with_name("about.py")) if spec and spec.origin else None


def _files(folder: Path) -> list[_File]:
    return sorted(_described(path) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _described(path: Path) -> _File:
    status = path.stat()
    content = path.read_bytes() if path.name in _DESCRIPTIONS else b""
    return str(path), status.st_size, status.st_mtime_ns, content
