"""CSV of claims: as newsmark exports it, edited in a spreadsheet, or made elsewhere.

Needed are a column `words` and a column `article` or `source`; the other columns are those of the export. A row without
verdict, note, tags or evidence, and without a record, says nothing and is left out; so is one without words, and one on
the claim of a row before it: without an id, that is the same words with the same spans, prefix and suffix. Commas,
semicolons and tabs are understood, and the character sets that spreadsheets write. The articles must have been read
here: there is no text.
"""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import get_args

from msgspec import DecodeError, json
from msgspec.structs import replace

from annotations.cleaning import clean_line, clean_lines
from annotations.encoding import decode
from annotations.errors import ExchangeError, NewsmarkError
from annotations.evidence import cleaned
from annotations.exchange import CLAIM_ID, RECORD_ID
from annotations.imports.delimited import Row, UnclosedCell, read_rows
from annotations.imports.places import Part
from annotations.imports.remarks import Remark, Remarks
from annotations.imports.values import line, moment
from annotations.models import ClaimContent, Evidence, Origin, Verdict
from annotations.records import own_target, record_id
from annotations.spreadsheet import INTERRUPTION, read_spans, read_tags, unguarded

_DELIMITERS = ",;\t"
_HEADER_LIMIT = 4096
_NEEDED = "words"
_NAMES = ("article", "source")
_SAID = ("verdict", "note", "tags", "evidence", "record")
_Row = Mapping[str, str]


def is_claims_table(data: bytes) -> bool:
    """Tell whether the first line of a file names the columns of a table of claims."""
    return _delimiter(_first_line(data)) is not None


def read_claims_table(data: bytes, name: str) -> tuple[Remarks, ...]:
    """Return the remarks in a table, article by article.

    Raises:
        ExchangeError: it cannot be read as a table, or a cell holds what it cannot; the message names the line.
    """
    try:
        text = decode(data)
    except NewsmarkError as error:
        raise ExchangeError(f"{name}: {error.message}", error.hint) from error
    try:
        header, *others = read_rows(text, _delimiter(_header(text)) or ",")
    except UnclosedCell as error:
        raise ExchangeError(f"{name}, {error}.", "Close it, or export the table again.") from error
    columns = list(map(_column, header.cells))
    rows = [(row.line, _cells(columns, row, name)) for row in others]
    by_article = sorted(rows, key=lambda row: _article_names(row[1]))
    return tuple(
        _remarks(names, group, name) for names, group in groupby(by_article, key=lambda row: _article_names(row[1]))
    )


def _first_line(data: bytes) -> str:
    """Return the first line of a file, as far as it can be a header; what spreadsheets call Unicode is UTF-16."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return _header(data[:_HEADER_LIMIT].decode(encoding, errors="replace"))


def _header(text: str) -> str:
    return next(iter(text.splitlines()), "")


def _delimiter(header: str) -> str | None:
    """Return what separates the columns of a header; None where it names no table of claims."""
    for delimiter in _DELIMITERS:
        columns = {_column(name) for name in header.split(delimiter)}
        if _NEEDED in columns and columns.intersection(_NAMES):
            return delimiter
    return None


def _column(name: str) -> str:
    return name.strip('\ufeff "').casefold()


def _cells(columns: Sequence[str], row: Row, name: str) -> _Row:
    """Return the cells of a row by column, as they were before the export guarded them; one kind of line end."""
    if any(row.cells[len(columns) :]):
        hint = "Put quotation marks around a cell that holds what separates cells."
        raise ExchangeError(f"{name}, line {row.line}: more cells than columns.", hint)
    pairs = zip(columns, row.cells, strict=False)
    return {column: unguarded(cell.replace("\r\n", "\n")) for column, cell in pairs}


def _article_names(row: _Row) -> tuple[str, ...]:
    return tuple(cell for name in _NAMES if (cell := clean_line(row.get(name, ""))))


def _remarks(names: tuple[str, ...], rows: Iterator[tuple[int, _Row]], name: str) -> Remarks:
    kept: dict[str, Remark] = {}
    left_out = 0
    for number, row in rows:
        remark = _remark(row, names, f"{name}, line {number}")
        if remark and remark.record_id not in kept:
            kept[remark.record_id] = remark
        elif not _is_detection(row):
            left_out += 1
    return Remarks(names, tuple(kept.values()), left_out=left_out)


def _is_detection(row: _Row) -> bool:
    """Tell whether a row is a claim that nobody has touched."""
    return bool(CLAIM_ID.fullmatch(row.get("claim", "").strip())) and not any(map(row.get, _SAID))


def _remark(row: _Row, names: tuple[str, ...], where: str) -> Remark | None:
    content = _content(row, where)
    named = row.get("record", "").strip()
    parts = _parts(row)
    is_touched = replace(content, same_as=()) != ClaimContent()
    if not parts or not (is_touched or named):
        return None
    claim_id = row.get("claim", "").strip()
    is_known = bool(CLAIM_ID.fullmatch(claim_id))
    article = names[0] if names else ""
    derived = record_id(article, claim_id if is_known else repr(parts))
    uuid = named if RECORD_ID.fullmatch(named) else derived
    origin = row.get("origin", "").strip()
    return Remark(
        record_id=uuid,
        target=claim_id if is_known else own_target(uuid),
        origin=next((known for known in get_args(Origin) if known == origin), "detected" if is_known else "reader"),
        parts=parts,
        content=content,
        claimant=line(row.get("speaker")),
        created=moment(row.get("created")),
        modified=moment(row.get("modified")),
    )


def _parts(row: _Row) -> tuple[Part, ...]:
    places = read_spans(row.get("spans", "").strip())
    pieces = row.get(_NEEDED, "").split(INTERRUPTION) if len(places) > 1 else [row.get(_NEEDED, "")]
    if not all(piece.strip() for piece in pieces):
        return ()
    known = [*places, *[None] * len(pieces)][: len(pieces)] if len(places) == len(pieces) else [None] * len(pieces)
    last = len(pieces) - 1
    return tuple(
        Part(
            piece,
            row.get("prefix", "") if number == 0 else "",
            row.get("suffix", "") if number == last else "",
            place,
        )
        for number, (piece, place) in enumerate(zip(pieces, known, strict=True))
    )


def _content(row: _Row, where: str) -> ClaimContent:
    tags = map(clean_line, read_tags(row.get("tags", "")))
    return ClaimContent(
        verdict=_verdict(row.get("verdict", "").strip().casefold(), where),
        note=clean_lines(row.get("note", "")),
        tags=tuple(filter(None, tags)),
        evidence=_evidence(row.get("evidence", "").strip(), where),
        same_as=tuple(filter(CLAIM_ID.fullmatch, row.get("same_as", "").split())),
    )


def _verdict(cell: str, where: str) -> Verdict | None:
    known: tuple[Verdict, ...] = get_args(Verdict)
    if cell and cell not in known:
        raise ExchangeError(f"{where}: {clean_line(cell)!r} is not a verdict.", "Write verified, disputed or nothing.")
    return next((verdict for verdict in known if verdict == cell), None)


def _evidence(cell: str, where: str) -> tuple[Evidence, ...]:
    try:
        found = json.decode(cell, type=tuple[Evidence, ...]) if cell else ()
    except (DecodeError, RecursionError) as error:
        hint = 'Write a JSON array, such as [{"url": "https://…"}], or nothing.'
        raise ExchangeError(f"{where}: the evidence is not a list of sources.", hint) from error
    return tuple(map(cleaned, found))
