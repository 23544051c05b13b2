"""What happens to a damaged store file: it is kept under another name, and the newest good copy takes its place."""

from pathlib import Path

from annotations.storage.atomic import AtomicStorage
from annotations.storage.files import set_aside
from annotations.storage.schema import generation, not_a_store
from annotations.storage.tables import DamagedFileError, Tables

_OUR_START = b'{"meta":'


def recover(storage: AtomicStorage, damage: DamagedFileError) -> str:
    """Replace a damaged or missing file by the newest good copy; return what the reader should know.

    Raises:
        StoreError: the file never was a store; it is left alone.
        OSError: the file cannot be moved or written.
    """
    good = _newest(storage)
    if good is None and not was_ours(storage.path):
        raise not_a_store(storage.path)
    damaged = [storage.path] if good is not None else [storage.path, storage.backups.last]
    kept = [str(set_aside(path)) for path in damaged if path.exists()]
    storage.commit(good if good is not None else Tables(), keep_backup=False)
    opened = "Its last good copy was opened." if good is not None else "It has no good copy: an empty store was opened."
    aside = f" What was damaged is kept as {' and '.join(kept)}; `newsmark doctor --repair` looks for more in it."
    return f"The store {storage.path} was damaged: {damage}. {opened}{aside if kept else ''}"


def read_copy(path: Path) -> Tables | None:
    """Read a copy of a store; None where it is missing, damaged or no store."""
    try:
        tables = Tables.from_json(path.read_bytes())
    except (FileNotFoundError, DamagedFileError):
        return None
    return tables if generation(tables) else None


def was_ours(path: Path) -> bool:
    """Tell whether a damaged file was a store: missing, empty, blanked by a crash, or beginning as ours do."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        start = file.read(len(_OUR_START))
    return not start.strip(b"\0") or start == _OUR_START


def _newest(storage: AtomicStorage) -> Tables | None:
    """Return a backup or what is in memory, whichever was written last."""
    copies = [tables for path in storage.backups.all() if (tables := read_copy(path)) is not None]
    return max((*copies, *([storage.tables] if storage.tables else [])), key=generation, default=None)
