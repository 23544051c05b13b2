"""Annotations from elsewhere, merged into the store."""

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from annotations.cleaning import clean_line
from annotations.clock import utc_now
from annotations.errors import ExchangeError, NewsmarkError
from annotations.imports import SIZE_LIMIT, Exchanged, Remark, Remarks, accepted, read_annotations, records_of
from annotations.models import (
    Article,
    ClaimContent,
    Content,
    EntityContent,
    PastState,
    QuoteContent,
    Record,
)
from annotations.records import Conflict, current_state, record_id
from annotations.storage.intake import Arrival, Kept, Received
from annotations.storage.store import Store
from tui import console
from tui.analysing import attempted
from tui.tasks import opened
from tui.telling import counted, said

_SHOWN_WORDS = 60
_PORTION = 100
"""Articles that are merged in one write: so many that the store is written seldom, so few that others wait briefly."""
_PORTION_CHARACTERS = 20_000_000
"""The text of a portion beyond which it gets no further article."""


class _Arriving(NamedTuple):
    """What is to be merged, and what its file is called in messages."""

    called: str
    arrival: Arrival


def import_files(names: Sequence[str], store_path: Path) -> bool:
    """Merge the annotations of files into the store, `-` being standard input; print what came of each article.

    A file that cannot be imported changes nothing; what is printed is on the disk. Returns whether everything could be
    imported; standard error says why not.
    """
    with opened(store_path) as store:
        return all(list(_imported(store, names)))


def _imported(store: Store, names: Sequence[str]) -> Iterator[bool]:
    """Tell of each file whether it could be read, and of each portion of articles whether all could be merged."""
    portion: list[_Arriving] = []
    for found in attempted(names, _arriving):
        yield found is not None
        for each in found or ():
            portion.append(each)
            if _is_full(portion):
                yield _merged(store, portion)
                portion.clear()
    if portion:
        yield _merged(store, portion)


def _is_full(portion: Sequence[_Arriving]) -> bool:
    articles = (each.arrival.article for each in portion)
    return len(portion) >= _PORTION or sum(len(each.text) for each in articles if each) > _PORTION_CHARACTERS


def _merged(store: Store, portion: Sequence[_Arriving]) -> bool:
    outcomes = store.receive(each.arrival for each in portion)
    for (called, arrival), outcome in zip(portion, outcomes, strict=True):
        if isinstance(outcome, NewsmarkError):
            console.inform(f"{called}: {outcome.message}", outcome.hint)
        else:
            console.write_lines(_report(arrival.article, outcome))
    return not any(isinstance(outcome, NewsmarkError) for outcome in outcomes)


def _arriving(name: str) -> list[_Arriving]:
    """Read a file; raises `ExchangeError`."""
    called = "standard input" if name == "-" else clean_line(name)
    found = read_annotations(_read(name, called), called)
    if not found:
        console.inform(f"{called}: it contains no article.")
    if left_out := sum(each.left_out for each in found if isinstance(each, Remarks)):
        kinds = "page notes, replies, repetitions, highlights without a word"
        console.inform(f"{called}: {counted(left_out, 'annotation')} left out: {kinds}.")
    return [_Arriving(called, _of_remarks(each) if isinstance(each, Remarks) else _of_article(each)) for each in found]


def _of_article(exchanged: Exchanged) -> Arrival:
    def records(kept: Kept) -> Iterator[Record]:
        moved = (_moved(record, exchanged.article.id, kept.entry.id) for record in exchanged.records)
        return accepted(moved, kept.records)

    return Arrival(records, exchanged.article)


def _of_remarks(heard: Remarks) -> Arrival:
    def records(kept: Kept) -> Sequence[Record]:
        remarks = [_renamed(remark, heard.names[0], kept.entry.id) for remark in heard.remarks]
        return records_of(kept.load().text, remarks, kept.records, utc_now())

    return Arrival(records, heard.article, tuple(filter(None, heard.names)))


def _renamed(remark: Remark, article_name: str, own_id: str) -> Remark:
    """Return a remark under the id that its record has in the article as the store knows it."""
    is_derived = remark.record_id == record_id(article_name, remark.target)
    return dataclasses.replace(remark, record_id=record_id(own_id, remark.target)) if is_derived else remark


def _read(name: str, called: str) -> bytes:
    """Read a file, or one byte more than may be imported."""
    if name == "-" and sys.stdin is None:
        raise ExchangeError(f"{called} is closed.", "Name a file.")
    try:
        if name == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with Path(name).open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExchangeError(f"{called}: cannot be read ({reason}).", "Check the path.") from error


def _report(article: Article | None, received: Received) -> Iterator[str]:
    """Yield what is to be said of an article; it may have come with another version of the text."""
    entry, known = received.entry, received.known
    place = "new article, " if known is None else "back in the library, " if known.removed else ""
    is_other = article is not None and article.version != entry.version
    other = " (the file has another version of the text, yours stays)" if is_other else ""
    yield f"{entry.id} {entry.title}: {place}{_counted(received)}{other}"
    for conflict in received.conflicts:
        yield _conflict_line(conflict, received.arrived[conflict.record.id])


def _moved(record: Record, article_id: str, own_id: str) -> Record:
    """Return a record under the id that it has where the article has another identity.

    Whoever first saw an edited version knows the article by another id; a verdict on one detection is one record still.
    """
    is_derived = record.id == record_id(article_id, record.target)
    return replace(record, id=record_id(own_id, record.target)) if is_derived else record


def _counted(received: Received) -> str:
    """Say how many of the records that arrived were new, changed and unchanged."""
    before, after, ids = received.before, received.after, tuple(received.arrived)
    new = sum(name not in before for name in ids)
    changed = sum(name in before and _said_so_far(before[name]) != _said_so_far(after[name]) for name in ids)
    unchanged = len(ids) - new - changed
    if not ids:
        return "no annotations"
    if unchanged == len(ids):
        return f"nothing new, {counted(unchanged, 'annotation')} unchanged"
    return f"{counted(new, 'annotation')} new, {changed} changed, {unchanged} unchanged"


def _said_so_far(record: Record) -> tuple[PastState, ...]:
    return (*record.past, current_state(record))


def _conflict_line(conflict: Conflict, imported: Record) -> str:
    """Say what two people, or one on two machines, made of the same words."""
    now = current_state(conflict.record)
    is_theirs = now == current_state(imported)
    yours, theirs = (conflict.other, now) if is_theirs else (now, conflict.other)
    outcome = "theirs counts, yours" if is_theirs else "yours counts, theirs"
    return (
        f"conflict: “{_shortened(conflict.record.anchor.exact)}” yours {_state(yours, theirs)}, "
        f"theirs {_state(theirs, yours)}; {outcome} is in its history"
    )


def _state(state: PastState, other: PastState) -> str:
    said = "deleted" if state.deleted else ", ".join(_said(state.content, other.content))
    return f"{said} ({state.modified[:16].replace('T', ' ')} UTC)"


def _said(content: Content, other: Content) -> Iterator[str]:
    """Yield what a state says that another may say differently; the verdict always."""
    if isinstance(content, QuoteContent | EntityContent):
        yield _shortened(said(content))
        return
    claim, other_claim = (each if isinstance(each, ClaimContent) else ClaimContent() for each in (content, other))
    if isinstance(content, ClaimContent):
        yield content.verdict or "without a verdict"
    if not isinstance(content, ClaimContent) or content.note != other_claim.note:
        yield f"note “{_shortened(content.note)}”" if content.note else "no note"
    if claim.tags != other_claim.tags:
        yield f"tags {_shortened(', '.join(claim.tags))}" if claim.tags else "no tags"
    if claim.evidence != other_claim.evidence:
        yield counted(len(claim.evidence), "source") if claim.evidence else "no sources"


def _shortened(text: str) -> str:
    line = clean_line(text)
    if len(line) <= _SHOWN_WORDS:
        return line
    cut = line[: _SHOWN_WORDS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
