"""What changed between two versions of an article that the store keeps, word by word."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from annotations.cleaning import clean_line
from annotations.diff import Segment, diff
from annotations.errors import StoreError
from annotations.models import ArticleEntry
from annotations.sources import ReadOptions
from annotations.storage.store import Store
from annotations.text import canonical
from tui import console
from tui.tasks import find_article, opened

_CONTEXT = 80
"""Characters shown of what did not change, before and after what did."""
_DIGITS = 12
_SHA256 = "sha256:"
_ELIDED = "[...]"
_RESET = "\x1b[0m"
_COLOURS: Mapping[str, str] = MappingProxyType({"deleted": "\x1b[1;31m", "inserted": "\x1b[1;32m"})


def compare(reference: str, names: Sequence[str | None], store_path: Path, options: ReadOptions) -> bool:
    """Print what changed between two versions of an article.

    `names` are up to two beginnings of versions; the second is by default the current version, the first the one kept
    before it.
    """
    with opened(store_path) as store:
        article = find_article(store, reference, options)
        entry = next(entry for entry in store.articles() if entry.id == article.id)
        old, new = _chosen(entry, [name for name in names if name is not None])
        if old == new:
            count = "one version only" if len(entry.versions) == 1 else "twice the same version"
            console.inform(f"{entry.id}: {count}, {_called(entry, new)}.")
            return True
        texts = [_text(store, entry, version) for version in (old, new)]
    console.write_lines([f"{entry.id} {entry.title}", f"from {_called(entry, old)} to {_called(entry, new)}"])
    console.write_text(f"\n{marked(*texts, is_coloured=console.is_coloured())}\n")
    return True


def marked(old: str, new: str, *, is_coloured: bool = False) -> str:
    """Return the new text with its changes, [-deleted-] and {+inserted+}; long unchanged stretches are left out."""
    segments = diff(old, new)
    last = len(segments) - 1
    return "".join(
        _shortened(new[segment.new_start : segment.new_end], is_first=number == 0, is_last=number == last)
        if segment.kind == "equal"
        else _changed(segment, old, new, is_coloured=is_coloured)
        for number, segment in enumerate(segments)
    )


def _changed(segment: Segment, old: str, new: str, *, is_coloured: bool) -> str:
    if segment.kind == "deleted":
        words = f"[-{old[segment.old_start : segment.old_end]}-]"
    else:
        words = f"{{+{new[segment.new_start : segment.new_end]}+}}"
    return f"{_COLOURS[segment.kind]}{words}{_RESET}" if is_coloured else words


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return the beginning and the end of an unchanged stretch, those that a change is beside."""
    shown = _CONTEXT * (2 - is_first - is_last)
    if len(text) <= shown + _CONTEXT // 2:
        return text
    head = "" if is_first else text[:_CONTEXT].rpartition(" ")[0] or text[:_CONTEXT]
    tail = "" if is_last else text[-_CONTEXT:].partition(" ")[2] or text[-_CONTEXT:]
    gap = "\n\n" if "\n" in text[len(head) : len(text) - len(tail)] else " "
    return gap.join(part for part in (head.rstrip(), _ELIDED, tail.lstrip()) if part)


def _chosen(entry: ArticleEntry, names: Sequence[str]) -> tuple[str, str]:
    """Return the versions to compare, the older first; twice the current one where there is no other."""
    named = [_version(entry, name) for name in names]
    others = [version for version in entry.versions if version != entry.version]
    before = others[-1] if others else entry.version
    return named[0] if named else before, named[1] if len(named) > 1 else entry.version


def _version(entry: ArticleEntry, name: str) -> str:
    """Return the version that begins so; raises StoreError where none or several do."""
    found = [version for version in entry.versions if _digest(version).startswith(_digest(name.lower()))]
    if len(found) != 1:
        known = ", ".join(_digest(version)[:_DIGITS] for version in entry.versions)
        complaint = f"{len(found)} versions of {entry.id} begin" if found else f"No version of {entry.id} begins"
        raise StoreError(f"{complaint} with {clean_line(name)!r}.", f"It has {known}.")
    return found[0]


def _called(entry: ArticleEntry, version: str) -> str:
    number = entry.versions.index(version) + 1
    return f"{_digest(version)[:_DIGITS]} (version {number} of {len(entry.versions)})"


def _digest(version: str) -> str:
    return version.removeprefix(_SHA256)


def _text(store: Store, entry: ArticleEntry, version: str) -> str:
    """Return a version's text, which is safe for a terminal whoever wrote the file that it comes from."""
    return canonical(store.snapshot(entry.id, version).text)
