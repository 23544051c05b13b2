"""What the reader needs from outside: the composition root brings it, tests bring stand-ins."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from annotations.errors import NewsmarkError
from annotations.models import Analysis, AnnotatedArticle, Article, ArticleEntry, Entity, Generator, Record
from annotations.records import Conflict
from tui.glyphs import UNICODE, Glyphs


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


class Store(Protocol):
    """The articles and records kept on disk. Slow: called in a thread. Each method may raise StoreError."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should know about the file, such as that a damaged one was set aside."""

    def articles(self) -> tuple[ArticleEntry, ...]:
        """Return the entries of all articles read."""

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


class Writer(Protocol):
    """Takes work to be saved and returns at once."""

    def submit(self, article_id: str, records: Iterable[Record]) -> None:
        """Have records saved."""

    def submit_position(self, article_id: str, offset: int) -> None:
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
    retrying: float = 5.0
    """Until a store that could not be opened is tried again."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything the reader is given. The two factories may import what is heavy: they are called in a thread."""

    open_store: Callable[[], Store]
    open_writer: Callable[[Store, Callable[[SaveStatus], object]], Writer]
    client: AnalysisClient
    write_export: Callable[[AnnotatedArticle, Path], None]
    """Write the annotated article to a file that does not exist yet; raises ExportError."""
    generator: Callable[[Analysis], Generator]
    now: Callable[[], str]
    new_id: Callable[[], str]
    glyphs: Glyphs = UNICODE
    pace: Pace = Pace()
    no_color: bool = False
