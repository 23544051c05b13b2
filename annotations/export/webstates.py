"""What a reader says of words, now and before, in the terms of the Web Annotation model.

| Web Annotation | newsmark |
|---|---|
| body `assessing` | the verdict of a claim |
| body `commenting` | a note |
| body `tagging` | a tag of a claim |
| body `linking` | a source beside a claim: `id` (of the web, else `newsmark:address`), `schema:name`, |
| | `schema:abstract` (passage), `newsmark:stance`, `newsmark:accessed` |
| body `identifying`, `classifying` | the name and the label of an entity |
| body `editing` | that words are no claim, no quote, or mention no entity; `newsmark:is_removed` says it to programs |
| `newsmark:corrected_speaker` | whom the reader takes for a quote's speaker: `newsmark:name`, `newsmark:mention` |
| `newsmark:same_as` | ids of the claims that assert the same |
| `newsmark:revision` | how often the reader changed it |
| `newsmark:past[]` | what it said before: revision, `modified`, the same terms; `newsmark:spans` and |
| | `newsmark:anchor` where it said so of other words |
| `newsmark:spans`, `newsmark:anchor` | the words as they stood when marked, where the targets tell of others |
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from annotations.addresses import is_web
from annotations.export.json import given
from annotations.models import (
    Anchor,
    Attributed,
    ClaimContent,
    Content,
    EntityContent,
    Evidence,
    NoteContent,
    PastState,
    QuoteContent,
    RecordStamp,
    Span,
)

Json = dict[str, Any]

_NO_CLAIM = "These words are no claim."
_NO_QUOTE = "These words are no quote."
_NO_ENTITY = "These words mention no entity."


def stated(content: Content) -> Json:
    """Return the bodies and terms for what a reader says."""
    match content:
        case ClaimContent():
            links, bodies = list(content.same_as) or None, list(_claim_bodies(content)) or None
            return given({"body": bodies, "newsmark:same_as": links, "newsmark:is_removed": content.is_removed or None})
        case NoteContent():
            return {"body": [textual("commenting", content.note)]}
        case QuoteContent():
            removal = [textual("editing", _NO_QUOTE)] if content.is_removed else None
            own = {
                "newsmark:corrected_speaker": _speaker(content.speaker),
                "newsmark:is_removed": content.is_removed or None,
            }
            return given({"body": removal, **own})
        case EntityContent():
            bodies = [textual("identifying", content.name), textual("classifying", content.label)]
            removal = [textual("editing", _NO_ENTITY)] if content.is_removed else []
            return given({"body": [*bodies, *removal], "newsmark:is_removed": content.is_removed or None})


def revised(record: RecordStamp) -> Json:
    """Return the terms for how a record became what it is."""
    return given({"newsmark:revision": record.revision, "newsmark:past": list(map(_past, record.past)) or None})


def textual(purpose: str, value: str) -> Json:
    """Return a body of plain text."""
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _past(state: PastState) -> Json:
    age = {"newsmark:revision": state.revision, "modified": state.modified, "newsmark:deleted": state.deleted or None}
    return given(age) | stated(state.content) | held(state.spans, state.anchor)


def held(spans: Sequence[Span], anchor: Anchor | None) -> Json:
    """Return the terms for the words that something is said of, where the targets tell of others."""
    if anchor is None:
        return {}
    told = [{"newsmark:start": span.start, "newsmark:end": span.end, "newsmark:text": span.text} for span in spans]
    around = {f"newsmark:{name}": value for name, value in structs.asdict(anchor).items()}
    return {"newsmark:spans": told, "newsmark:anchor": around}


def _claim_bodies(content: ClaimContent) -> Iterator[Json]:
    if content.verdict:
        yield textual("assessing", content.verdict)
    if content.note:
        yield textual("commenting", content.note)
    yield from (textual("tagging", tag) for tag in content.tags)
    yield from map(_linking, content.evidence)
    if content.is_removed:
        yield textual("editing", _NO_CLAIM)


def _linking(evidence: Evidence) -> Json:
    address = "id" if is_web(evidence.url) else "newsmark:address"
    source = {address: evidence.url, "schema:name": evidence.title, "schema:abstract": evidence.passage}
    own = {"newsmark:stance": evidence.stance, "newsmark:accessed": evidence.accessed}
    return {"type": "SpecificResource", "purpose": "linking", "source": given(source), **given(own)}


def _speaker(speaker: Attributed | None) -> Json | None:
    if speaker is None:
        return None
    if speaker.name is None:
        return {"newsmark:is_nobody": True}
    return given({"newsmark:name": speaker.name, "newsmark:mention": speaker.mention})
