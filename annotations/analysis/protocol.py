"""What reader and analysis worker tell each other: one JSON object per line, over the worker's standard streams."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, json

from annotations.models import Analysis, Article, Claim, Entity, EntityCluster, Quote

PART_ITEMS = 500
"""Results travel in parts of at most so many items, so that no line is long and none takes long to read."""
_KINDS = ("entities", "entity_index", "quotes", "claims")


class Prepare(Struct, frozen=True, tag="prepare"):
    """Load a pipeline, to be quicker when the first request comes."""

    pipeline: str | None


class Analyse(Struct, frozen=True, tag="analyse"):
    """Analyse an article, its paragraph at `first` first; ends whatever is still being analysed."""

    id: int
    article: Article
    pipeline: str | None
    first: int = 0


class Cancel(Struct, frozen=True, tag="cancel"):
    """End whatever is being analysed."""


class Progress(Struct, frozen=True, tag="progress"):
    """Entities of some paragraphs, as they are known so far."""

    id: int
    version: str
    entities: tuple[Entity, ...]


class Part(Struct, frozen=True, tag="part"):
    """Some of the final results; the parts of an analysis come in order."""

    id: int
    version: str
    entities: tuple[Entity, ...] = ()
    entity_index: tuple[EntityCluster, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


class Done(Struct, frozen=True, tag="done"):
    """The analysis is complete: all its parts were sent."""

    id: int
    version: str
    pipeline: str | None


class Failed(Struct, frozen=True, tag="failed"):
    """The analysis failed; `id` is None where no analysis had been asked for."""

    id: int | None
    message: str
    hint: str


Request = Prepare | Analyse | Cancel
Response = Progress | Part | Done | Failed


def line(message: Request | Response) -> bytes:
    """Encode a message as one line."""
    return json.encode(message) + b"\n"


def decode_request(encoded: bytes) -> Request:
    """Decode what a reader wrote; raises msgspec's error for anything else."""
    request: Request = json.decode(encoded, type=Request)
    return request


def decode_response(encoded: bytes) -> Response:
    """Decode what a worker wrote; raises msgspec's error for anything else."""
    response: Response = json.decode(encoded, type=Response)
    return response


def parts(request: int, version: str, analysis: Analysis) -> Iterator[Part]:
    """Cut an analysis, or some of it, into messages."""
    for kind in _KINDS:
        items = getattr(analysis, kind)
        for start in range(0, len(items), PART_ITEMS):
            yield Part(request, version, **{kind: items[start : start + PART_ITEMS]})


def whole(received: Iterable[Part], pipeline: str | None) -> Analysis:
    """Put the parts of an analysis, given in order, together again."""
    kept = tuple(received)
    items = {kind: tuple(item for part in kept for item in getattr(part, kind)) for kind in _KINDS}
    return Analysis(pipeline=pipeline, **items)
