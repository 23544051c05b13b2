"""Analyses kept on disk, so that an article opens a second time with its marks at once. Imports no spaCy.

One file for each analysis: a seal, then the parts of the analysis, packed. Its name begins with the digest of the text
and ends with that of everything else that the results rest on. Nothing here is needed: what cannot be read is analysed
again, what cannot be written is not kept.
"""

import os
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from msgspec import MsgspecError, Raw, msgpack
from msgspec.structs import replace

from annotations.analysis import protocol
from annotations.analysis.fingerprint import fingerprint
from annotations.models import Analysis, Article

MAX_BYTES = 256 * 2**20
"""What all kept analyses take together; an article of 1,000 words takes 6 kB."""
_SEAL_BYTES = 16
_TRIMMED_EVERY = 16
"""The folder is looked through again after a sixteenth of what it may hold was written."""


class AnalysisCache:
    """The analyses that one pipeline made, kept in a folder that processes share."""

    def __init__(self, folder: Path, pipeline_name: str | None, *, max_bytes: int = MAX_BYTES) -> None:
        """Remember the folder, which is made when something is kept."""
        self._folder = folder
        self._pipeline_name = pipeline_name
        self._max_bytes = max_bytes
        self._written: int | None = None

    def get(self, article: Article) -> Analysis | None:
        """Return the analysis of an article, if it is kept, and count it as used now; remove a damaged one."""
        path = self._path(article)
        if path is None:
            return None
        try:
            analysis = _unpacked(path.read_bytes(), path.name)
            os.utime(path)
        except OSError:
            return None
        except (ValueError, zlib.error, MsgspecError):
            _remove(path)
            return None
        return analysis

    def put(self, article: Article, analysis: Analysis) -> None:
        """Keep an analysis; drops those used longest ago where all together take too much."""
        path = self._path(article)
        if path is None:
            return
        packed = _packed(analysis, path.name)
        with suppress(OSError):
            _write(path, packed)
            self._count(len(packed))

    @cached_property
    def _fingerprint(self) -> bytes | None:
        return fingerprint(self._pipeline_name)

    def _path(self, article: Article) -> Path | None:
        """Return the file of an article's analysis; None where nothing is known of the pipeline."""
        if self._fingerprint is None:
            return None
        described = replace(article, id="", source=None, retrieved=None, text="")
        digest = blake2b(self._fingerprint + msgpack.encode(described), digest_size=16)
        return self._folder / f"{_text_digest(article.version)}-{digest.hexdigest()}"

    def _count(self, size: int) -> None:
        """Trim the folder at the first file written and then now and again."""
        is_due = self._written is None or self._written > self._max_bytes // _TRIMMED_EVERY
        self._written = 0 if self._written is None or is_due else self._written + size
        if is_due:
            _trim(self._folder, self._max_bytes)


def forget(folder: Path, versions: Iterable[str]) -> int:
    """Remove the kept analyses of these versions of texts and return how many there were. Raises `OSError`."""
    files = [path for each in versions for path in folder.glob(f"{_text_digest(each)}-*")]
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


def _text_digest(version: str) -> str:
    return blake2b(version.encode(), digest_size=16).hexdigest()


def _packed(analysis: Analysis, name: str) -> bytes:
    """Pack an analysis part by part: unpacking a whole long one at once would hold up the reader."""
    parts = [Raw(msgpack.encode(part)) for part in protocol.parts(0, "", analysis)]
    body = zlib.compress(msgpack.encode((analysis.pipeline, parts)), 1)
    return _seal(body, name) + body


def _unpacked(data: bytes, name: str) -> Analysis:
    """Return what was packed; raises ValueError, zlib's or msgspec's error for anything else."""
    body = data[_SEAL_BYTES:]
    if data[:_SEAL_BYTES] != _seal(body, name):
        raise ValueError("the seal is broken")
    pipeline, raw = msgpack.decode(zlib.decompress(body), type=tuple[str | None, list[Raw]])
    return protocol.whole((msgpack.decode(part, type=protocol.Part) for part in raw), pipeline)


def _seal(body: bytes, name: str) -> bytes:
    return blake2b(name.encode() + body, digest_size=_SEAL_BYTES).digest()


def _write(path: Path, data: bytes) -> None:
    """Write a private file whole or not at all; a power cut may damage it, which its seal tells."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        _remove(Path(temporary))
        raise


def _trim(folder: Path, max_bytes: int) -> None:
    """Remove the files used longest ago, half-written ones of killed processes among them, until the rest fits."""
    total = 0
    for _, size, path in sorted(_usage(folder), reverse=True):
        total += size
        if total > max_bytes:
            _remove(path)


def _usage(folder: Path) -> Iterable[tuple[int, int, Path]]:
    """Yield time of last use, size and path of each file; those that another process removes meanwhile are left out."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            status = path.stat()
            yield status.st_mtime_ns, status.st_size, path


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
