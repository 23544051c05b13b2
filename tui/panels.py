"""What the side panel lists: claims, entities, quotes by speaker, notes. Pure; everything is cleaned."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from annotations.cleaning import clean_line, clean_lines
from annotations.editing import Review
from annotations.familiar import is_same_claimant
from annotations.models import Claim, Entity, EntityCluster, Note, Quote, Span
from annotations.overview import coverage, sourcing
from annotations.quote_corrections import READER_RULE
from tui.describe import seen_line, what_is_lost, words_of
from tui.filters import EVERYTHING, ClaimFilter, passing, ranked
from tui.glyphs import UNICODE, Glyphs
from tui.keys import KeyOf
from tui.lost import Lost, summary
from tui.plain import label_in_words
from tui.seen import NOTHING_SEEN, Seen
from tui.telling import counted
from tui.widgets.cells import cut

PanelKind = Literal["claims", "entities", "quotes", "notes"]
PANELS: tuple[PanelKind, ...] = ("claims", "entities", "quotes", "notes")

Parts = tuple[tuple[str, str], ...]
"""Stretches of a row's text, each with the name of its style or none."""

_WORDS_IN_CELLS = 110
_LOST_WORDS_IN_CELLS = 54
_NOTE_IN_CELLS = 160
_UNKNOWN = "speaker unknown"
_VALUES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""Labels of what has no name: listed last."""


@dataclass(frozen=True)
class Row:
    """A row of a list; what is told of an annotation is made only when the row is drawn."""

    parts: Callable[[], Parts]
    id: str | None = None
    """Of the annotation that the row leads to; None for a heading."""


@dataclass(frozen=True)
class Listing:
    """What the panel shows."""

    title: str
    subtitle: str
    ids: Sequence[str | None]
    """The rows by the annotation that each leads to; None for a heading."""
    parts: Callable[[int], Parts]
    """Returns what a row says."""


def _listing(title: str, subtitle: str, rows: Sequence[Row]) -> Listing:
    return Listing(title, subtitle, [row.id for row in rows], lambda place: rows[place].parts())


@dataclass(frozen=True)
class PanelState:
    """What the lists are made of."""

    review: Review
    key: KeyOf
    """Names the key of a command."""
    kind: PanelKind = "claims"
    chosen: ClaimFilter = EVERYTHING
    is_ranked: bool = True
    lost: Sequence[Lost] = ()
    seen: Seen = NOTHING_SEEN
    entity: str | None = None
    """The only entity marked in the text."""
    glyphs: Glyphs = field(default=UNICODE)
    shortfall: str = ""
    """Why there may be more to list than there is yet."""


def listing(state: PanelState) -> Listing:
    """Return the list that the panel shows."""
    makers: Mapping[PanelKind, Callable[[PanelState], Listing]] = {
        "claims": _claims,
        "entities": _entities,
        "quotes": _quotes,
        "notes": _notes,
    }
    found = makers[state.kind](state)
    return found if found.ids else replace(found, ids=[None], parts=lambda _: ((_nothing(state), "dim"),))


def _nothing(state: PanelState) -> str:
    if state.shortfall:
        return f"Nothing to list: {state.shortfall}."
    if state.kind == "claims" and state.review.claims:
        return f"No claim matches; {state.key('panel.filter')} shows others."
    return "Nothing to list."


def meter(review: Review) -> str:
    """Say how much is checked: "3/12 checked, 41% by worth"."""
    found = coverage(review.claims)
    return f"{found.checked}/{found.total} checked, {found.by_worth:.0%} by worth" if found.total else "no claims"


def _claims(state: PanelState) -> Listing:
    shown: Sequence[Claim] = passing(state.review.claims, state.chosen, state.review.same)
    order = f"{'by worth' if state.is_ranked else 'in order'} ({state.key('panel.order')})"
    head = f"{len(shown)} {state.chosen.label}, {order}"
    lost = [Row(_heading(summary(state.lost), "lost"))] if state.lost else []
    lost += (Row(_lost(state, each), each.id) for each in state.lost)
    claims = ranked(shown) if state.is_ranked else shown
    ids = [*(row.id for row in lost), *(claim.id for claim in claims)]

    def parts(place: int) -> Parts:
        return lost[place].parts() if place < len(lost) else _claim(state, claims[place - len(lost)])

    return Listing(head, meter(state.review), ids, parts)


def _claim(state: PanelState, claim: Claim) -> Parts:
    review, verdict = state.review, claim.verdict
    score = "you" if claim.origin == "reader" else f"{claim.check_worthiness:.2f}"
    same = len(review.same.get(claim.id, ()))
    marks = [
        *([clean_line(claim.claimant.name)] if claim.claimant else []),
        sourcing(claim, review.claims_by_id, review.same),
        *([f"same as {same - 1}"] if same else []),
        *([counted(len(claim.evidence), "source")] if claim.evidence else []),
        *(["seen before"] if claim.id in state.seen.alike else []),
    ]
    sign = state.glyphs.verdicts[verdict] + (state.glyphs.note if claim.note else " ")
    return (
        (sign, verdict or "open"),
        (f" {score} {marks[0]}", "head"),
        (f"{''.join(f', {mark}' for mark in marks[1:])}\n", "dim"),
        (f"{cut(words_of(claim), _WORDS_IN_CELLS)}\n ", ""),
    )


def _lost(state: PanelState, lost: Lost) -> Callable[[], Parts]:
    def parts() -> Parts:
        old = clean_line(lost.mark.anchor.exact) if lost.mark.anchor else ""
        now = " … ".join(clean_line(span.text) for span in lost.proposed)
        return (
            (f"{state.glyphs.changed} {'changed' if lost.proposed else 'gone'}", "lost"),
            (f" {what_is_lost(lost.mark)}\n", "head"),
            (f"was: {cut(old, _LOST_WORDS_IN_CELLS)}\n", ""),
            (f"now: {cut(now, _LOST_WORDS_IN_CELLS)}\n " if now else " ", ""),
        )

    return parts


def _entities(state: PanelState) -> Listing:
    review = state.review
    first: dict[str, Entity] = {}
    for entity in review.entities:
        first.setdefault(entity.entity, entity)
    clusters = sorted(review.entity_index, key=lambda cluster: (cluster.label in _VALUES, -cluster.mentions))
    rows = [Row(_cluster(cluster, state.entity), first[cluster.id].id) for cluster in clusters if cluster.id in first]
    title = "1 entity" if len(rows) == 1 else f"{len(rows)} entities"
    only = state.key("panel.filter")
    following = f"{state.key('entity.next')}: next mention, {only}: all"
    return _listing(title, following if state.entity else f"{only}: mark only this one", rows)


def _cluster(cluster: EntityCluster, only: str | None) -> Callable[[], Parts]:
    shown = ", only this" if cluster.id == only else ""
    return lambda: (
        (clean_line(cluster.name), "head"),
        (f"  {label_in_words(cluster.label)}", "dim"),
        (f" ×{cluster.mentions}{shown}", ""),
    )


def _quotes(state: PanelState) -> Listing:
    by_speaker: dict[str, list[Quote]] = {}
    for quote in state.review.quotes:
        if quote.attribution == "speech":
            by_speaker.setdefault(quote.speaker.name if quote.speaker else _UNKNOWN, []).append(quote)
    order = sorted(by_speaker, key=lambda name: (name == _UNKNOWN, -len(by_speaker[name])))
    rows = [row for name in order for row in _speaker(state, name, by_speaker[name])]
    count = sum(map(len, by_speaker.values()))
    title = f"{counted(count, 'quote')} by {counted(len(by_speaker), 'speaker')}"
    return _listing(title, f"{state.key('quote.speaker')}: next speaker", rows)


def _speaker(state: PanelState, name: str, quotes: Sequence[Quote]) -> Iterator[Row]:
    """Yield everything a speaker says here, then what they claimed in other articles, as the reader judged it."""
    yield Row(_heading(f"{clean_line(name)}, {counted(len(quotes), 'quote')}", "head"))
    for quote in quotes:
        yield Row(_quote(quote), quote.id)
    for earlier in state.seen.earlier:
        if name != _UNKNOWN and is_same_claimant(name, earlier.assertion.claimant):
            said = f"elsewhere: {cut(clean_line(earlier.assertion.text), _WORDS_IN_CELLS)} ({seen_line(earlier)})"
            yield Row(_heading(said, "dim"))


def _quote(quote: Quote) -> Callable[[], Parts]:
    return lambda: (
        (f"{quote.kind}, {f'{quote.confidence:.0%} sure' if quote.rule != READER_RULE else 'marked by you'}\n", "dim"),
        (f"{cut(words_of(quote), _WORDS_IN_CELLS)}\n ", ""),
    )


def _notes(state: PanelState) -> Listing:
    noted: list[tuple[Span, str, Claim | Note]] = [
        *((claim.spans[0], claim.id, claim) for claim in state.review.claims if claim.note),
        *((note.spans[0], note.record.id, note) for note in state.review.notes),
    ]
    noted.sort(key=lambda item: item[0].start)
    rows = [Row(_note(mark), own_id) for _, own_id, mark in noted]
    return _listing(counted(len(rows), "note"), f"{state.key('note.edit')}: write a note", rows)


def _note(mark: Claim | Note) -> Callable[[], Parts]:
    return lambda: (
        (f"{cut(words_of(mark), _LOST_WORDS_IN_CELLS)}\n", "dim"),
        (f"{cut(clean_line(clean_lines(mark.note)), _NOTE_IN_CELLS)}\n ", ""),
    )


def _heading(words: str, style: str) -> Callable[[], Parts]:
    return lambda: ((words, style),)
