"""Hypothesis annotations: the file that its client exports, or what its search returns.

An annotation on words becomes a note with its text, its tags on a last line; one tagged `verified` or `disputed`
becomes a claim with that verdict, its other tags and the text as note. Page notes, replies and bare highlights are
left out. The words are found in the article as it was read here: the file has addresses, but no text.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, get_args

from annotations.cleaning import clean_lines
from annotations.imports.places import Part
from annotations.imports.remarks import Remark, Remarks
from annotations.imports.values import line, listed, mapping, moment, words
from annotations.models import ClaimContent, NoteContent, Verdict
from annotations.records import own_target, record_id

_LISTS = ("annotations", "rows")


def is_hypothesis(value: Any) -> bool:
    """Tell whether decoded JSON is a list of Hypothesis annotations, or an object that holds one."""
    first = mapping(next(iter(_annotations(value)), None))
    return "uri" in first and ("target" in first or "text" in first)


def read_hypothesis(value: Any) -> tuple[Remarks, ...]:
    """Return the remarks in decoded JSON, article by article."""
    by_address = sorted(map(mapping, _annotations(value)), key=_address)
    return tuple(_remarks(address, group) for address, group in groupby(by_address, key=_address))


def _annotations(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return next((found for name in _LISTS if isinstance(found := mapping(value).get(name), list)), [])


def _address(annotation: Mapping[str, Any]) -> str:
    return line(annotation.get("uri")) or ""


def _remarks(address: str, annotations: Iterable[Mapping[str, Any]]) -> Remarks:
    found = [_remark(annotation) for annotation in annotations]
    kept = {remark.record_id: remark for remark in found if remark}
    return Remarks((address,), tuple(kept.values()), left_out=len(found) - len(kept))


def _remark(annotation: Mapping[str, Any]) -> Remark | None:
    part = next(_parts(annotation), None)
    content = _content(annotation)
    if part is None or annotation.get("references") or content == NoteContent():
        return None
    own_id = record_id("hypothesis", words(annotation.get("id")) or repr((part, content)))
    return Remark(
        record_id=own_id,
        target=own_target(own_id) if isinstance(content, ClaimContent) else own_id,
        origin="reader",
        parts=(part,),
        content=content,
        author=line(annotation.get("user")),
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("updated")),
    )


def _parts(annotation: Mapping[str, Any]) -> Iterator[Part]:
    for target in map(mapping, listed(annotation.get("target"))):
        for selector in map(mapping, listed(target.get("selector"))):
            exact = words(selector.get("exact"))
            if selector.get("type") == "TextQuoteSelector" and exact.strip():
                yield Part(exact, words(selector.get("prefix")), words(selector.get("suffix")))


def _content(annotation: Mapping[str, Any]) -> ClaimContent | NoteContent:
    tags = [tag for tag in map(line, listed(annotation.get("tags"))) if tag]
    text = clean_lines(words(annotation.get("text")))
    verdicts: list[Verdict] = [verdict for verdict in get_args(Verdict) if verdict in map(str.casefold, tags)]
    if len(verdicts) == 1:
        others = tuple(tag for tag in tags if tag.casefold() != verdicts[0])
        return ClaimContent(verdict=verdicts[0], note=text, tags=others)
    return NoteContent(note="\n".join(filter(None, (text, " ".join(f"#{tag}" for tag in tags)))))
