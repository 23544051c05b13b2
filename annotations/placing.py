"""Where the words of the reader's records are in the text shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec.structs import replace

from annotations.anchors import Resolved, resolve
from annotations.models import Anchor, Content, Hidden, Record, RecordStamp, Span
from annotations.records import stamp

C_co = TypeVar("C_co", bound=Content, covariant=True)


@dataclass(frozen=True)
class Place:
    """Where a record's words are in the text shown, and what that was found from."""

    anchor: Anchor
    spans: tuple[Span, ...]
    found: Resolved


@dataclass(frozen=True)
class Placed(Generic[C_co]):
    """A record that is not deleted, with what it says and where its words are."""

    record: Record
    content: C_co
    found: Resolved

    @property
    def is_lost(self) -> bool:
        """Whether the text has the words no longer, or has others in their place."""
        return self.found.status in {"changed", "orphan"}

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words are; none where they are lost."""
        return () if self.is_lost else self.found.spans

    @property
    def anchor(self) -> Anchor:
        """The record's anchor with what became of it."""
        return replace(self.record.anchor, status=self.found.status)

    @property
    def stamp(self) -> RecordStamp:
        """The record's identity and age."""
        return stamp(self.record, self.spans)


def hidden(mark: Placed[Content]) -> Hidden:
    """Return what the contract prints of a record that nothing shows."""
    return Hidden(
        id=mark.record.target,
        spans=mark.spans,
        origin=mark.record.origin,
        record=mark.stamp,
        anchor=mark.anchor,
    )


def place(text: str, records: Iterable[Record], known: Mapping[str, Place]) -> dict[str, Place]:
    """Find the words of records in a text, except where that is known for the same words; by record id."""
    places: dict[str, Place] = {}
    for record in records:
        before = known.get(record.id)
        if before is None or (before.anchor, before.spans) != (record.anchor, record.spans):
            before = Place(record.anchor, record.spans, resolve(text, record.anchor, record.spans))
        places[record.id] = before
    return places


def placed(records: Iterable[Record], places: Mapping[str, Place], kind: type[C_co]) -> Iterator[Placed[C_co]]:
    """Yield the records with this kind of content that are not deleted, the oldest first."""
    kept = [(record, record.content) for record in records if not record.deleted]
    for record, content in sorted(kept, key=lambda pair: (pair[0].created, pair[0].id)):
        if isinstance(content, kind):
            yield Placed(record, content, places[record.id].found)
