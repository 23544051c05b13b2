"""Annotations from elsewhere, merged into the store."""

import dataclasses
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from annotations.clock import utc_now
from annotations.errors import ExchangeError
from annotations.imports import SIZE_LIMIT, Exchanged, Remark, Remarks, read_annotations, records_of
from annotations.models import (
    Article,
    ArticleEntry,
    ClaimContent,
    Content,
    EntityContent,
    PastState,
    QuoteContent,
    Record,
)
from annotations.records import Conflict, current_state, record_id
from annotations.storage.store import Store
from annotations.text import clean_line
from tui import console
from tui.analysing import attempted
from tui.tasks import opened
from tui.telling import said

_SHOWN_WORDS = 60
_WEB_SCHEMES = ("http://", "https://")


def import_files(names: Sequence[str], store_path: Path) -> bool:
    """Merge the annotations of files into the store, `-` being standard input; print what came of each article.

    A file that cannot be imported changes nothing. Returns whether every file could be; standard error says why not.
    """
    with opened(store_path) as store:
        return all(list(attempted(names, lambda name: _import(store, name))))


def _import(store: Store, name: str) -> bool:
    called = "standard input" if name == "-" else clean_line(name)
    found = read_annotations(_read(name, called), called)
    articles = [_recorded(store, each, called) if isinstance(each, Remarks) else each for each in found]
    if not articles:
        console.inform(f"{called}: no article is in it.")
    if left_out := sum(each.left_out for each in found if isinstance(each, Remarks)):
        console.inform(f"{called}: {_annotations(left_out)} left out: page notes, replies, highlights without a word.")
    for exchanged in articles:
        console.write_lines(_merge(store, exchanged))
    return True


def _recorded(store: Store, heard: Remarks, called: str) -> Exchanged:
    """Return remarks as records of the article that the store knows, else of the one that the file holds."""
    entry = next(filter(None, (store.find_article(name) for name in heard.names if name)), None)
    if heard.article and not entry:
        entry = _known(store.articles(), heard.article)
    article = store.snapshot(entry.id, entry.version) if entry else heard.article
    if article is None:
        hint = "Open it once with newsmark, then import again."
        raise ExchangeError(f"{called}: {' '.join(heard.names)!r} has not been read here.", hint)
    remarks = [_renamed(remark, heard.names[0], article.id) for remark in heard.remarks]
    known = {record.id: record for record in store.records(article.id)} if entry else {}
    return Exchanged(article, records_of(article.text, remarks, known, utc_now()))


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


def _merge(store: Store, exchanged: Exchanged) -> Iterator[str]:
    """Merge an article's records into the store; yield what is to be said of it.

    Of an article that the store knows, the text stays as the store has it: the records find their words in it.
    """
    article = exchanged.article
    entry = _known(store.articles(), article)
    own_id = entry.id if entry else store.open_article(_without_path(article), utc_now()).id
    records = {record.id: record for record in (_moved(record, article.id, own_id) for record in exchanged.records)}
    before = {record.id: record for record in store.records(own_id)}
    saved = store.save(own_id, records.values())
    counted = _counted(records, before, {record.id: record for record in saved.records})
    other = " (the file has another version of the text, yours stays)" if entry and _is_other(article, entry) else ""
    yield f"{own_id} {entry.title if entry else article.title}: {'' if entry else 'new article, '}{counted}{other}"
    yield from (_conflict_line(conflict, records[conflict.record.id]) for conflict in saved.conflicts)


def _known(entries: Sequence[ArticleEntry], article: Article) -> ArticleEntry | None:
    """Return the entry with the article's identity, or else one that was seen with its text."""
    same = (entry for entry in entries if entry.id == article.id)
    alike = (entry for entry in entries if article.version in entry.versions)
    return next(same, None) or next(alike, None)


def _is_other(article: Article, entry: ArticleEntry) -> bool:
    return article.version != entry.version


def _without_path(article: Article) -> Article:
    """Return the article without the path that it had on another machine, where another article may lie here."""
    is_web = article.source is not None and article.source.lower().startswith(_WEB_SCHEMES)
    return article if is_web else replace(article, source=None)


def _moved(record: Record, article_id: str, own_id: str) -> Record:
    """Return a record under the id that it has where the article has another identity.

    Whoever first saw an edited version knows the article by another id; a verdict on one detection is one record still.
    """
    is_derived = record.id == record_id(article_id, record.target)
    return replace(record, id=record_id(own_id, record.target)) if is_derived else record


def _counted(records: Iterable[str], before: dict[str, Record], after: dict[str, Record]) -> str:
    """Say how many of the records with these ids were new, changed and unchanged."""
    ids = tuple(records)
    new = sum(name not in before for name in ids)
    changed = sum(name in before and _said_so_far(before[name]) != _said_so_far(after[name]) for name in ids)
    unchanged = len(ids) - new - changed
    if not ids:
        return "no annotations"
    if unchanged == len(ids):
        return f"nothing new, {_annotations(unchanged)} unchanged"
    return f"{_annotations(new)} new, {changed} changed, {unchanged} unchanged"


def _said_so_far(record: Record) -> tuple[PastState, ...]:
    return (*record.past, current_state(record))


def _annotations(number: int) -> str:
    return f"{number} annotation{'' if number == 1 else 's'}"


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
        yield f"{len(claim.evidence) or 'no'} source{'' if len(claim.evidence) == 1 else 's'}"


def _shortened(text: str) -> str:
    line = clean_line(text)
    if len(line) <= _SHOWN_WORDS:
        return line
    cut = line[: _SHOWN_WORDS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
