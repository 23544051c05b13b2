"""The immutable records of newsmark: the public JSON contract and what the store keeps.

Every `start` and `end` is a half-open offset in Unicode code points of `Article.text`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Offset = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Timestamp = Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]+)?Z$(?!\n)")]
"""UTC, ISO 8601 with a final Z; compares in time order as text when the precision is the same."""

BlockKind = Literal["heading", "paragraph", "list_item", "block_quote"]
EntityLabel = Literal[
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "DATE",
    "TIME",
    "PERCENT",
    "MONEY",
    "QUANTITY",
    "ORDINAL",
    "CARDINAL",
]
QuoteKind = Literal["direct", "indirect", "mixed"]
Attribution = Literal["speech", "thought"]
Origin = Literal["detected", "corrected", "reader"]
Verdict = Literal["verified", "disputed"]
Stance = Literal["supports", "refutes", "context"]
AnchorStatus = Literal["exact", "moved", "changed", "orphan"]

FORMAT: Literal["newsmark.annotated-article"] = "newsmark.annotated-article"
FORMAT_VERSION: Literal[1] = 1
NAMESPACE = "urn:newsmark:"
"""Of our own terms and names in linked data."""


class Block(Struct, frozen=True):
    """A structural part of the text."""

    kind: BlockKind
    start: Offset
    end: Offset


class Article(Struct, frozen=True, kw_only=True):
    """A canonical text with where it came from and how it is built."""

    id: str
    """`a-` and a digest: the article's identity, the same for all its versions."""
    version: str
    """`sha256:` and the digest of `text`."""
    source: str | None = None
    """Absolute path or URL, cleaned for display; None for standard input."""
    title: str
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: Timestamp | None = None
    language: str | None = "en"
    text: str
    blocks: tuple[Block, ...]


class Span(Struct, frozen=True):
    """A stretch of the article with its words: `text == article.text[start:end]`."""

    start: Offset
    end: Offset
    text: str


class Evidence(Struct, frozen=True, kw_only=True):
    """A source that the reader puts beside a claim."""

    url: str
    title: str = ""
    stance: Stance = "context"
    passage: str = ""
    accessed: str | None = None


class HistoryEntry(Struct, frozen=True):
    """A verdict and when it was given; None where it was cleared."""

    at: Timestamp
    verdict: Verdict | None


class ClaimContent(Struct, frozen=True, kw_only=True, tag_field="kind", tag="claim", forbid_unknown_fields=True):
    """What a reader can change on a claim."""

    verdict: Verdict | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    same_as: tuple[str, ...] = ()
    """Ids of the other claims that assert the same."""
    is_removed: bool = False
    """Whether this is no claim at all."""


class NoteContent(Struct, frozen=True, kw_only=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """What a reader can change on a note."""

    note: str = ""


class Attributed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a reader takes for a quote's speaker."""

    name: str | None
    """The fullest name; None where nobody said it."""
    mention: str | None = None
    """The words for the speaker that are nearest to the quote, if the article has any."""


class QuoteContent(Struct, frozen=True, kw_only=True, tag_field="kind", tag="quote", forbid_unknown_fields=True):
    """What a reader can change on a quote beside its bounds, which are the record's spans."""

    speaker: Attributed | None = None
    """None where it is the one that was detected."""
    is_removed: bool = False
    """Whether this is no quote at all."""


class EntityContent(Struct, frozen=True, kw_only=True, tag_field="kind", tag="entity", forbid_unknown_fields=True):
    """What a reader can change on a mention of an entity."""

    label: EntityLabel
    name: str
    """Of the entity that is mentioned: mentions of one name and label are one cluster."""
    is_removed: bool = False
    """Whether this mentions no entity at all."""


Content = ClaimContent | NoteContent | QuoteContent | EntityContent


class Anchor(Struct, frozen=True, kw_only=True):
    """How an annotation holds on to its text: from its first span's start to its last span's end."""

    status: AnchorStatus = "exact"
    exact: str
    prefix: str
    suffix: str


class PastState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a record said at an earlier revision."""

    revision: Annotated[int, Meta(ge=1)]
    modified: Timestamp
    deleted: bool
    content: Content
    spans: tuple[Span, ...] = ()
    """What it said that of, where those were other words than the record's now; none where they are the same."""
    anchor: Anchor | None = None
    """Set where the spans are."""


class RecordStamp(Struct, frozen=True, kw_only=True):
    """Identity and age of what the reader made or touched."""

    id: str
    revision: Annotated[int, Meta(ge=1)]
    author: str | None = None
    created: Timestamp
    modified: Timestamp
    past: tuple[PastState, ...] = ()
    """What it said at earlier revisions, oldest first: another machine merges by it."""
    content: ClaimContent | QuoteContent | EntityContent | None = None
    """What it says of a quote, an entity or a hidden claim; what it says of another claim or a note stands there."""
    target: str | None = None
    """Id of the mark that it was made for, which may be shown under another one by now."""
    spans: tuple[Span, ...] = ()
    """Where its words were when it was made, if that is not where they are shown."""
    claimant: str | None = None
    """Who asserts the claim, as it was known when the record was made."""


class Entity(Struct, frozen=True, kw_only=True):
    """One mention of a named entity."""

    id: str
    start: Offset
    end: Offset
    text: str
    label: EntityLabel
    entity: str
    """The cluster it belongs to: an id of the `entity_index`."""
    origin: Origin = "detected"
    record: RecordStamp | None = None
    anchor: Anchor | None = None


class EntityCluster(Struct, frozen=True, kw_only=True):
    """A named entity: all its mentions together, under its fullest name."""

    id: str
    name: str
    label: EntityLabel
    mentions: int


class Speaker(Struct, frozen=True, kw_only=True):
    """Who is quoted: the mention used (all three set, or all None) and the fullest name in the article."""

    start: Offset | None = None
    end: Offset | None = None
    text: str | None = None
    name: str
    entity: str | None = None


class Quote(Struct, frozen=True, kw_only=True):
    """Words that the article attributes to a source; two spans where the cue interrupts them."""

    id: str
    kind: QuoteKind
    attribution: Attribution = "speech"
    spans: tuple[Span, ...]
    speaker: Speaker | None = None
    cue: Span | None = None
    continues: str | None = None
    """The quote of the paragraph before, for a direct quote over several paragraphs."""
    rule: str
    confidence: Share
    origin: Origin = "detected"
    record: RecordStamp | None = None
    anchor: Anchor | None = None


class Claimant(Struct, frozen=True, kw_only=True):
    """Who asserts a claim."""

    name: str
    entity: str | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """A checkable statement with the reader's verdict on it."""

    id: str
    spans: tuple[Span, ...]
    origin: Origin = "detected"
    quote: str | None = None
    claimant: Claimant | None = None
    check_worthiness: Share = 0.0
    reasons: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    verdict: Verdict | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    record: RecordStamp | None = None
    anchor: Anchor | None = None


class Note(Struct, frozen=True, kw_only=True):
    """A note on a stretch of text that is not a claim."""

    spans: tuple[Span, ...]
    note: str
    record: RecordStamp
    anchor: Anchor | None = None


class Hidden(Struct, frozen=True, kw_only=True):
    """What the reader did that nothing shows: it removes a detection, or corrects words that are gone."""

    id: str
    spans: tuple[Span, ...]
    origin: Origin
    record: RecordStamp
    anchor: Anchor


class Generator(Struct, frozen=True, kw_only=True):
    """What wrote an annotated article: program, pipeline and version of the rules."""

    name: str = "newsmark"
    version: str
    pipeline: str | None
    analysis: str


class Analysis(Struct, frozen=True, kw_only=True):
    """What was detected in one text, each list in text order."""

    pipeline: str | None = None
    """Name and version of the pipeline at work; None where nothing was analysed."""
    entities: tuple[Entity, ...] = ()
    entity_index: tuple[EntityCluster, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


class AnnotatedArticle(Struct, frozen=True, kw_only=True):
    """The public JSON contract, version 1."""

    format: Literal["newsmark.annotated-article"] = FORMAT
    version: Literal[1] = FORMAT_VERSION
    generator: Generator
    article: Article
    entities: tuple[Entity, ...] = ()
    entity_index: tuple[EntityCluster, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    hidden: tuple[Hidden, ...] = ()


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the store keeps of one annotation that the reader made or touched."""

    id: str
    """UUIDv5 of article and detection for a touched detection, random for the reader's own."""
    target: str
    """Id of the claim, quote, entity mention or note as the contract prints it."""
    origin: Origin
    spans: tuple[Span, ...]
    anchor: Anchor
    content: Content
    claimant: str | None = None
    """Who asserts the claim, by name, as it was known when the claim was touched."""
    deleted: bool = False
    """A tombstone: kept so that a merge cannot bring the annotation back."""
    revision: Annotated[int, Meta(ge=1)] = 1
    author: str | None = None
    created: Timestamp
    modified: Timestamp
    past: tuple[PastState, ...] = ()
    """Earlier states, oldest first, the last 50."""


class Place(Struct, frozen=True):
    """How far the reader is in an article."""

    position: Offset
    """Where the text on screen begins."""
    reached: Offset = 0
    """Where it ends."""
    claims: int | None = None
    """How many claims there are, the reader's own too; None as long as that is not known."""


class ArticleEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the store keeps of an article beside its snapshots."""

    id: str
    source: str | None = None
    title: str
    version: str
    """The version shown last; its snapshot holds the whole article."""
    versions: tuple[str, ...]
    """All versions seen, oldest first."""
    length: Offset
    """Code points of the current version."""
    position: Offset = 0
    """Where the reader was: an offset in the current version."""
    reached: Offset = 0
    """How far the reader has come: the end of the last text of the current version that was on screen."""
    claims: int | None = None
    """How many claims the current version has; None as long as that is not known."""
    name: str | None = None
    """The title that the reader gave it in place of its own."""
    added: Timestamp
    opened: Timestamp
    removed: Timestamp | None = None
    """When the reader took it out of the library; everything is kept, and opening it again brings it back."""

    @property
    def called(self) -> str:
        """The title that the library shows."""
        return self.name or self.title

    @property
    def percent_read(self) -> int:
        """How much was on screen, from the beginning on; 100 only where the end was."""
        return 100 * max(self.position, self.reached) // max(self.length, 1)
