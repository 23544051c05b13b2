"""Records for tests of the store, and how to run another process that uses it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from annotations.models import Anchor, ClaimContent, Record, Span, Verdict
from annotations.records import changed, record_id

ARTICLE_ID = "a-0123456789abcdef"


def at(second: int) -> str:
    return f"2026-01-01T00:{second // 60 % 60:02}:{second % 60:02}.000Z"


def make_record(number: int = 1, verdict: Verdict | None = "verified", *, article_id: str = ARTICLE_ID) -> Record:
    """Return the first revision of the record of the claim with this number."""
    return Record(
        id=record_id(article_id, f"c-{number}"),
        target=f"c-{number}",
        origin="detected",
        spans=(Span(number, number + 4, "rose"),),
        anchor=Anchor(exact="rose", prefix="Prices ", suffix=" — “again”"),
        content=ClaimContent(verdict=verdict),
        created=at(number),
        modified=at(number),
    )


def noted(record: Record, note: str, second: int = 30) -> Record:
    """Return the record's next revision, with a note."""
    verdict = record.content.verdict if isinstance(record.content, ClaimContent) else None
    return changed(record, content=ClaimContent(verdict=verdict, note=note), deleted=False, at=at(second))


@contextmanager
def running(script: str, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """Run a Python process whose standard streams are pipes of text, and kill it at the end if it still runs."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
