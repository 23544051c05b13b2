"""The sources that a command line names: each itself, a folder's articles, the files that a pattern fits."""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.sources.material import ARTICLE_SUFFIXES

_PATTERN = re.compile(r"[*?[]")


def gathered(named: Iterable[str]) -> Iterator[str]:
    """Yield sources in the order named, those of a folder or a pattern by path; what finds nothing stays as it is."""
    for name in named:
        found = _found(name)
        yield from found or (name,)


def is_several(name: str) -> bool:
    """Tell whether a name stands for any number of files: a folder, or a pattern that is no file's name."""
    return _is_folder(name) or bool(_PATTERN.search(name) and "://" not in name and not os.path.lexists(name))


def _found(name: str) -> list[str]:
    if not is_several(name):
        return []
    if _is_folder(name):
        return sorted(_articles(name))
    paths = glob.iglob(name, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    return sorted(path for path in paths if Path(path).is_file())


def _is_folder(name: str) -> bool:
    """Tell whether a name is a folder's; one that is too long to be a name at all is none."""
    try:
        return Path(name).is_dir()
    except OSError:
        return False


def _articles(folder: str) -> Iterator[str]:
    """Yield the files in and under a folder whose names are those of articles; nothing hidden, no pipes or devices."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for file in files:
            path = Path(parent, file)
            if not file.startswith(".") and path.suffix.lower() in ARTICLE_SUFFIXES and path.is_file():
                yield str(path)
