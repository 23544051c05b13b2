"""What a Web Annotation says of words, now and before: its bodies and our own terms, as what a reader can say.

The mapping is that of the export (`annotations.export.webstates`). Nothing is required and nothing is trusted.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from msgspec.structs import replace

from annotations.cleaning import clean_line, clean_lines
from annotations.evidence import cleaned
from annotations.exchange import AHEAD_LIMIT, CLAIM_ID, are_of, is_possible
from annotations.imports.values import line, listed, mapping, moment, place, words
from annotations.models import (
    Anchor,
    AnchorStatus,
    Attributed,
    ClaimContent,
    Content,
    EntityContent,
    EntityLabel,
    Evidence,
    NoteContent,
    PastState,
    QuoteContent,
    Span,
    Stance,
    Verdict,
)
from annotations.records import PAST_LIMIT

_UNSAID = frozenset({"tagging", "linking", "classifying", "identifying", "editing"})
_Node = Mapping[str, Any]


def content_of(node: _Node, kind: str) -> Content | None:
    """Return what an annotation, or an earlier state of one, says.

    `kind` is what it calls itself, or nothing: then a verdict, tags or sources make it a claim, and anything else a
    note. None for a mention of an entity without a label that we know.
    """
    match kind:
        case "quote":
            return QuoteContent(speaker=_speaker(node), is_removed=_is_removed(node))
        case "entity":
            return _entity(node)
        case _:
            return _claim_or_note(node, kind)


def revision_of(node: _Node) -> int | None:
    """Return how often it was changed; None where it does not say so, or cannot have been."""
    revision = node.get("newsmark:revision")
    return revision if type(revision) is int and 0 < revision <= AHEAD_LIMIT else None


def past_of(node: _Node, kind: str, revision: int) -> tuple[PastState, ...]:
    """Return the states of an annotation before this revision, oldest first."""
    states = filter(None, (_state(mapping(each), kind) for each in listed(node.get("newsmark:past"))))
    earlier = (state for state in states if state.revision <= revision)
    return tuple(sorted(earlier, key=lambda state: state.revision))[-PAST_LIMIT:]


def held_of(node: _Node) -> tuple[tuple[Span, ...], Anchor] | None:
    """Return the words of an annotation as they stood when they were marked; None where it does not say so."""
    spans, anchor = _spans(node), _anchor(mapping(node.get("newsmark:anchor")))
    return (spans, replace(anchor, status="exact")) if spans and anchor and are_of(anchor, spans) else None


def _state(node: _Node, kind: str) -> PastState | None:
    revision, modified, content = revision_of(node), moment(node.get("modified")), content_of(node, kind)
    if revision is None or modified is None or content is None:
        return None
    deleted = node.get("newsmark:deleted") is True
    state = PastState(revision=revision, modified=modified, deleted=deleted, content=content)
    other = replace(state, spans=_spans(node), anchor=_anchor(mapping(node.get("newsmark:anchor"))))
    return other if is_possible(other, type(content)) else state


def _spans(node: _Node) -> tuple[Span, ...]:
    found = map(mapping, listed(node.get("newsmark:spans")))
    return tuple(
        Span(*where, words(each.get("newsmark:text")))
        for each in found
        if (where := place(each.get("newsmark:start"), each.get("newsmark:end")))
    )


def _anchor(node: _Node) -> Anchor | None:
    exact, prefix, suffix = (words(node.get(f"newsmark:{name}")) for name in ("exact", "prefix", "suffix"))
    statuses: tuple[AnchorStatus, ...] = get_args(AnchorStatus)
    status = next((status for status in statuses if status == node.get("newsmark:status")), statuses[0])
    return Anchor(status=status, exact=exact, prefix=prefix, suffix=suffix) if exact else None


def _is_removed(node: _Node) -> bool:
    return node.get("newsmark:is_removed") is True


def _speaker(node: _Node) -> Attributed | None:
    said = mapping(node.get("newsmark:corrected_speaker"))
    name = line(said.get("newsmark:name"))
    if name is None and said.get("newsmark:is_nobody") is not True:
        return None
    return Attributed(name=name, mention=line(said.get("newsmark:mention")))


def _entity(node: _Node) -> EntityContent | None:
    labels: tuple[EntityLabel, ...] = get_args(EntityLabel)
    given = tuple(_values(node, "classifying"))
    label = next((label for label in labels if label in given), None)
    name = next(_values(node, "identifying"), "")
    return EntityContent(label=label, name=name, is_removed=_is_removed(node)) if label and name else None


def _claim_or_note(node: _Node, kind: str) -> ClaimContent | NoteContent:
    bodies = [mapping(body) for body in listed(node.get("body"))]
    strings = [body for body in listed(node.get("body")) if isinstance(body, str)]
    verdict = next((verdict for body in bodies if (verdict := _verdict(body))), None)
    tags = tuple(_values(node, "tagging"))
    evidence = tuple(_evidence(body) for body in bodies if body.get("purpose") == "linking")
    said = [words(body.get("value")) for body in bodies if _is_said(body) and not _verdict(body)]
    note = clean_lines("\n".join(filter(None, (*said, *strings, words(node.get("bodyValue"))))))
    if kind == "note" or not (kind == "claim" or verdict or tags or evidence):
        return NoteContent(note=note)
    same = tuple(filter(CLAIM_ID.fullmatch, map(words, listed(node.get("newsmark:same_as")))))
    return ClaimContent(
        verdict=verdict, note=note, tags=tags, evidence=evidence, same_as=same, is_removed=_is_removed(node)
    )


def _values(node: _Node, purpose: str) -> Iterator[str]:
    """Yield the texts of the bodies with a purpose, each on one clean line."""
    bodies = (mapping(body) for body in listed(node.get("body")))
    cleaned_values = (clean_line(words(body.get("value"))) for body in bodies if body.get("purpose") == purpose)
    return filter(None, cleaned_values)


def _is_said(body: _Node) -> bool:
    return "value" in body and words(body.get("purpose")) not in _UNSAID


def _verdict(body: _Node) -> Verdict | None:
    if body.get("purpose") != "assessing":
        return None
    value = words(body.get("value")).strip().casefold()
    return next((verdict for verdict in get_args(Verdict) if verdict == value), None)


def _evidence(body: _Node) -> Evidence:
    source = body.get("source")
    about = mapping(source)
    stance = words(body.get("newsmark:stance"))
    found = Evidence(
        url=words(source) or words(about.get("id")) or words(about.get("newsmark:address")),
        title=words(about.get("schema:name")),
        stance=next((known for known in get_args(Stance) if known == stance), "context"),
        passage=words(about.get("schema:abstract")),
        accessed=words(body.get("newsmark:accessed")),
    )
    return cleaned(found)
