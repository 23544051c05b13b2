"""ZIP archives with the same bytes for the same files: no dates, no compression that differs between machines."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP archive of files, of which each name is written once."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, data in files:
            if name not in archive.NameToInfo:
                archive.writestr(ZipInfo(name), data)
    return buffer.getvalue()
