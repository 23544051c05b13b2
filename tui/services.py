"""What the reader needs from outside: the composition root brings it, tests bring stand-ins."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from annotations.errors import NewsmarkError
from annotations.familiar import Earlier
from annotations.models import Analysis, AnnotatedArticle, Article, ArticleEntry, Entity, Generator, Place, Record
from annotations.records import Conflict
from tui.drafting import DraftStore
from tui.glyphs import UNICODE, Glyphs
from tui.settings import DEFAULTS, Settings, Value
from tui.theme_names import ThemeName

if TYPE_CHECKING:
    from annotations.sources import Feed, ReadOptions


class Saved(Protocol):
    """What the store holds of an article after a save."""

    @property
    def records(self) -> tuple[Record, ...]:
        """All its records, the changes of other programs included."""

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """What others changed at the same time."""


class SaveStatus(Protocol):
    """How saving stands; the writer reports it from its own thread."""

    @property
    def state(self) -> Literal["saving", "saved", "failed"]:
        """Whether the reader's work is on the disk."""

    @property
    def saved(self) -> Mapping[str, Saved]:
        """What was just written, by article."""

    @property
    def error(self) -> NewsmarkError | None:
        """Why the last attempt failed."""


class Counts(Protocol):
    """What the reader did with an article, in numbers."""

    @property
    def verified(self) -> int:
        """Claims that are verified."""

    @property
    def disputed(self) -> int:
        """Claims that are disputed."""

    @property
    def notes(self) -> int:
        """Claims and stretches of text with a note."""

    @property
    def judged(self) -> Mapping[str, int]:
        """How many verdicts were given in a minute (UTC, to 16 characters), lately."""


class Listed(Protocol):
    """An article of the library."""

    @property
    def entry(self) -> ArticleEntry:
        """What the store keeps of it."""

    @property
    def counts(self) -> Counts:
        """What the reader did with it."""


class Store(Protocol):
    """The articles and records kept on disk. Slow: called in a thread. Each method may raise StoreError."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should know about the file, such as that a damaged one was set aside."""

    def articles(self) -> tuple[ArticleEntry, ...]:
        """Return the entries of all articles read."""

    def library(self, *, with_removed: bool = False) -> Sequence[Listed]:
        """Return the articles read with their counts; the records are not read for it."""

    def rename(self, article_id: str, name: str | None) -> None:
        """Give an article another title than its own; None takes that back."""

    def set_removed(self, article_id: str, removed: str | None) -> None:
        """Take an article out of the library, or bring it back."""

    def find_article(self, source: str) -> ArticleEntry | None:
        """Return the entry of the article with this source or id."""

    def generation(self) -> int:
        """Return a number that every write by anyone changes; cheap."""

    def open_article(self, article: Article, at: str) -> Article:
        """Keep the article and return it under the identity it has in the store."""

    def snapshot(self, article_id: str, version: str) -> Article:
        """Return a version of an article read before."""

    def records(self, article_id: str) -> tuple[Record, ...]:
        """Return what the reader did with an article."""

    def earlier_claims(self, article_id: str) -> tuple[Earlier, ...]:
        """Return what the reader made of claims in all other articles."""


class Writer(Protocol):
    """Takes work to be saved and returns at once."""

    def submit(self, article_id: str, records: Iterable[Record]) -> None:
        """Have records saved."""

    def submit_place(self, article_id: str, place: Place) -> None:
        """Have it kept where the reader was."""

    def flush(self, timeout: float) -> bool:
        """Wait until everything is saved, at most so many seconds; tell whether it is."""

    def close(self, timeout: float = ...) -> bool:
        """Write what is left and end the writer's thread; tell whether everything is saved."""


class AnalysisClient(Protocol):
    """Has articles analysed in another process."""

    async def analyse(self, article: Article, first: int, on_progress: Callable[[Sequence[Entity]], None]) -> Analysis:
        """Analyse an article, beginning with the paragraph at the offset `first`."""

    async def close(self) -> None:
        """End the other process."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often the reader does something by itself, in seconds."""

    looking: float = 2.0
    """Between two looks at what other programs changed in the store."""
    positions: float = 3.0
    """From scrolling until the place is kept."""
    drafts: float = 1.0
    """From typing until the draft is kept."""
    marks: float = 0.3
    """Between two times that new marks are drawn while the text is being analysed."""
    retrying: float = 5.0
    """Until a store that could not be opened is tried again."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything the reader is given. The two factories may import what is heavy: they are called in a thread."""

    open_store: Callable[[], Store]
    open_writer: Callable[[Store, Callable[[SaveStatus], object]], Writer]
    drafts: DraftStore
    client: AnalysisClient
    read_source: "Callable[[str, bytes | None, ReadOptions], Article | Feed]"
    """Read a source, `-` being the bytes given; called in a thread; raises SourceError."""
    write_export: Callable[[AnnotatedArticle, Path, str], None]
    """Write the annotated article to a file that does not exist yet, in the format named; raises ExportError."""
    generator: Callable[[Analysis], Generator]
    now: Callable[[], str]
    new_id: Callable[[], str]
    glyphs: Glyphs = UNICODE
    pace: Pace = Pace()
    settings: Settings = DEFAULTS
    theme: ThemeName = "dark"
    """The one that suits the terminal; not `auto`."""
    keep_setting: Callable[[str, Value], None] = lambda _name, _value: None
    """Write a setting to the settings file by its name there; raises NewsmarkError. Slow: called in a thread."""
