"""W3C Web Annotations (JSON-LD): collections, pages, single annotations, arrays of any of them; ours and others'.

An annotation needs a target with a TextQuoteSelector. Its bodies become: `assessing` verified or disputed, the
verdict; `tagging`, tags; `linking`, a source; any other text, the note. What has a verdict, tags or sources is a
claim, as is what says so (`newsmark:kind`); the rest are notes. Of our own, the reader's corrections of quotes and
entities come back too, and what was said before (see `web_states`). Detections and bare highlights are left out. Of
`schema:about` the article is taken, if its text is there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal, get_args

from annotations.blocks import blocks_of
from annotations.cleaning import clean_line
from annotations.errors import ExchangeError
from annotations.exchange import MARK_ID, RECORD_ID, are_in_order
from annotations.imports.places import Part
from annotations.imports.remarks import Remark, Remarks
from annotations.imports.values import line, listed, mapping, moment, place, words
from annotations.imports.web_states import content_of, held_of, past_of, revision_of
from annotations.models import (
    NAMESPACE,
    Article,
    Block,
    BlockKind,
    ClaimContent,
    Content,
    EntityContent,
    NoteContent,
    Origin,
    QuoteContent,
)
from annotations.records import own_target, record_id
from annotations.text import article_id, canonical, is_article_id, text_version

_PARTS_LIMIT = 100
_UUID = re.compile(rf"urn:uuid:({RECORD_ID.pattern})")
_KINDS = frozenset({"AnnotationCollection", "AnnotationPage", "Annotation"})
_DETECTED = frozenset({"quote", "entity"})
_SILENCE = (ClaimContent(), NoteContent())
_PREFIXES: Mapping[type[Content], Literal["n", "q", "c"]] = MappingProxyType(
    {ClaimContent: "c", QuoteContent: "q", EntityContent: "n"}
)


def is_web_annotation(value: Any) -> bool:
    """Tell whether decoded JSON is, or begins with, something of the Web Annotation vocabulary."""
    first = mapping(next(iter(listed(value)), None))
    return not _KINDS.isdisjoint(map(words, listed(first.get("type"))))


def read_web_annotation(value: Any, name: str) -> tuple[Remarks, ...]:
    """Return the remarks in decoded JSON, article by article.

    Raises:
        ExchangeError: the text of an article is not canonical, or annotations say different things under one id.
    """
    items, loose = listed(value), []
    found = []
    for item in items:
        article = _article(mapping(mapping(item).get("schema:about")), words(mapping(item).get("id")), name)
        annotations = list(_annotations(item))
        if article is None:
            loose += annotations
        else:
            found.append(_about(article, annotations, name))
    return (*found, *_by_source(loose, name))


def _annotations(item: Any) -> Iterator[Mapping[str, Any]]:
    node = mapping(item)
    if "Annotation" in listed(node.get("type")):
        yield node
    for page in (node, *map(mapping, listed(node.get("first")))):
        yield from (mapping(each) for each in listed(page.get("items")))


def _article(about: Mapping[str, Any], own_id: str, name: str) -> Article | None:
    text = words(about.get("schema:articleBody"))
    if not text:
        return None
    if canonical(text) != text:
        raise ExchangeError(f"{name}: has a text that is not canonical.", "The file was changed; export it again.")
    address = line(about.get("id")) or ""
    named = own_id.removeprefix(NAMESPACE)
    return Article(
        id=named if is_article_id(named) else article_id(text),
        version=text_version(text),
        source=None if address.startswith(NAMESPACE) else address,
        title=line(about.get("schema:headline")) or clean_line(text.partition("\n")[0]),
        byline=line(about.get("schema:author")),
        publisher=line(about.get("schema:publisher")),
        published=line(about.get("schema:datePublished")),
        retrieved=moment(about.get("newsmark:retrieved")),
        language=line(about.get("schema:inLanguage")),
        text=text,
        blocks=_blocks(about, text),
    )


def _blocks(about: Mapping[str, Any], text: str) -> tuple[Block, ...]:
    """Return the blocks that are told, if they can be those of the text, else what its line feeds tell."""
    told = [_block(mapping(each)) for each in listed(about.get("newsmark:blocks"))]
    blocks = [block for block in told if block and block.end <= len(text)]
    return tuple(blocks) if blocks and len(blocks) == len(told) and are_in_order(blocks) else blocks_of(text)


def _block(node: Mapping[str, Any]) -> Block | None:
    kinds: tuple[BlockKind, ...] = get_args(BlockKind)
    kind = next((kind for kind in kinds if kind == node.get("newsmark:kind")), None)
    where = place(node.get("newsmark:start"), node.get("newsmark:end"))
    return Block(kind, *where) if kind and where else None


def _about(article: Article, annotations: Iterable[Mapping[str, Any]], name: str) -> Remarks:
    names = tuple(filter(None, (article.id, article.source)))
    return _collected(names, annotations, article, name)


def _by_source(annotations: Iterable[Mapping[str, Any]], name: str) -> Iterator[Remarks]:
    by_source = sorted(annotations, key=_source)
    for source, group in groupby(by_source, key=_source):
        yield _collected((source.removeprefix(NAMESPACE),), group, None, name)


def _collected(
    names: tuple[str, ...], annotations: Iterable[Mapping[str, Any]], article: Article | None, name: str
) -> Remarks:
    given = list(annotations)
    remarks = [_remark(annotation, names[0]) for annotation in given]
    kept: dict[str, Remark] = {}
    for remark in filter(None, remarks):
        if kept.setdefault(remark.record_id, remark) != remark:
            message = f"{name}: an annotation is there twice, with different contents."
            raise ExchangeError(message, "Give each an id of its own, or export it again.")
    foreign = zip(given, remarks, strict=True)
    left_out = sum(remark is None and "newsmark:kind" not in annotation for annotation, remark in foreign)
    return Remarks(names, tuple(kept.values()), article, left_out)


def _source(annotation: Mapping[str, Any]) -> str:
    for target in listed(annotation.get("target")):
        source = target if isinstance(target, str) else mapping(target).get("source")
        if address := line(source if isinstance(source, str) else mapping(source).get("id")):
            return address
    return ""


def _remark(annotation: Mapping[str, Any], article_name: str) -> Remark | None:
    kind = words(annotation.get("newsmark:kind"))
    parts = tuple(_parts(annotation))[:_PARTS_LIMIT]
    content = content_of(annotation, kind)
    own_id = words(annotation.get("id"))
    named = _UUID.fullmatch(own_id)
    is_detection = kind in _DETECTED and not named
    if not parts or content is None or is_detection or (not named and content in _SILENCE):
        return None
    mark_id = words(annotation.get("newsmark:mark"))
    prefix = _PREFIXES.get(type(content))
    is_known = prefix is not None and mark_id[:1] == prefix and bool(MARK_ID.fullmatch(mark_id))
    own_record = (
        record_id(article_name, mark_id) if is_known else record_id("web annotation", own_id or repr((parts, content)))
    )
    uuid = named[1] if named else own_record
    revision = revision_of(annotation) if named else None
    return Remark(
        record_id=uuid,
        target=mark_id if is_known else own_target(uuid, prefix) if prefix else uuid,
        origin=_origin(annotation) if is_known else "reader",
        parts=parts,
        content=content,
        claimant=line(annotation.get("newsmark:claimant")),
        author=line(mapping(next(iter(listed(annotation.get("creator"))), None)).get("name")),
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("modified")),
        revision=revision,
        past=past_of(annotation, kind, revision) if revision else (),
        held=held_of(annotation) if revision else None,
    )


def _origin(annotation: Mapping[str, Any]) -> Origin:
    found = words(annotation.get("newsmark:origin"))
    return next((origin for origin in get_args(Origin) if origin == found), "reader")


def _parts(annotation: Mapping[str, Any]) -> Iterator[Part]:
    for target in map(mapping, listed(annotation.get("target"))):
        selectors = {words(mapping(each).get("type")): mapping(each) for each in listed(target.get("selector"))}
        quote, position = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
        exact = words(quote.get("exact"))
        if exact.strip():
            around = words(quote.get("prefix")), words(quote.get("suffix"))
            yield Part(exact, *around, place(position.get("start"), position.get("end")))
