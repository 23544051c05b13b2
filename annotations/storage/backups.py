"""The copies kept of the store file: the one before the last write, one a day, one before each migration."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from annotations.clock import utc_now
from annotations.models import Timestamp
from annotations.storage.files import free_name

DAILY_LIMIT = 7
"""How many dated copies are kept."""

_DAY = len("2026-01-05")


class Backups:
    """The names of the copies of the file `path`.

    A copy is a second name of a file that nothing is ever written into, so it costs no time and, where it is the copy
    of two names, no space. The first write of a day (UTC) keeps the file before it under that day's date. Their order
    is that of the numbers in their names, whatever the clock said when they were made.
    """

    def __init__(self, path: Path, now: Callable[[], Timestamp] = utc_now) -> None:
        self._path = path
        self._now = now
        self._day = ""
        self._daily_name = re.compile(rf"{re.escape(path.name)}\.daily-(\d+)-(\d{{4}}-\d\d-\d\d)\.bak")
        self._migration_name = re.compile(rf"{re.escape(path.name)}\.schema-\d+-\d+\.bak")
        self.last = path.with_name(f"{path.name}.bak")
        """The file as it was before the last write."""

    def due(self) -> tuple[Path, ...]:
        """Return the names under which the next write is to keep the file that it replaces."""
        day = self._now()[:_DAY]
        if day == self._day:
            return (self.last,)
        daily = self.daily()
        if any(self._parsed(path)[1] == day for path in daily):
            return (self.last,)
        number = self._parsed(daily[0])[0] + 1 if daily else 1
        return (self.last, self._path.with_name(f"{self._path.name}.daily-{number}-{day}.bak"))

    def rotate(self) -> None:
        """Remove the oldest dated copies beyond the limit, after a write; what cannot be removed stays."""
        day = self._now()[:_DAY]
        if day == self._day:
            return
        self._day = day
        with suppress(OSError):
            for path in self.daily()[DAILY_LIMIT:]:
                path.unlink(missing_ok=True)

    def daily(self) -> list[Path]:
        """Return the dated copies, the newest first."""
        return sorted(self._named(self._daily_name), key=lambda path: self._parsed(path)[0], reverse=True)

    def before_migration(self, schema: int) -> Path:
        """Return the name for the file as it is before a migration from this schema: a free one, or the one it has."""
        kept = (path for path in self._named(self._migration_name) if path.samefile(self._path))
        return next(kept, None) or free_name(self._path.with_name(f"{self._path.name}.schema-{schema}"), ".bak")

    def all(self) -> list[Path]:
        """Return every copy that is there: the last, the daily ones from the newest on, those before migrations."""
        last = [self.last] if self.last.exists() else []
        return [*last, *self.daily(), *sorted(self._named(self._migration_name))]

    def _named(self, pattern: re.Pattern[str]) -> list[Path]:
        folder = self._path.parent
        return [path for path in folder.iterdir() if pattern.fullmatch(path.name)] if folder.is_dir() else []

    def _parsed(self, path: Path) -> tuple[int, str]:
        match = self._daily_name.fullmatch(path.name)
        return (int(match[1]), match[2]) if match else (0, "")
