"""W3C Web Annotations (JSON-LD): collections, pages, single annotations, arrays of any of them; ours and others'.

An annotation needs a target with a TextQuoteSelector. Its bodies become: `assessing` verified or disputed, the
verdict; `tagging`, tags; `linking`, a source; any other text, the note. What has a verdict, tags or sources is a
claim, as is what says so (`newsmark:kind`); the rest are notes. Quotes, entities and bare highlights are left out. Of
`schema:about` the article is taken, if its text is there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, get_args

from annotations.errors import ExchangeError
from annotations.imports.remarks import Part, Remark, Remarks
from annotations.imports.values import line, listed, mapping, moment, place, words
from annotations.models import Article, ClaimContent, Evidence, NoteContent, Origin, Stance, Verdict
from annotations.records import own_target, record_id
from annotations.text import article_id, blocks_of, canonical, clean_line, clean_lines, text_version

NAMESPACE = "urn:newsmark:"
_PARTS_LIMIT = 100
_ARTICLE_ID = re.compile(r"a-[0-9a-f]{16}")
_CLAIM_ID = re.compile(r"c-[0-9a-f]{16}")
_UUID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_KINDS = frozenset({"AnnotationCollection", "AnnotationPage", "Annotation"})
_READ = frozenset({"claim", "note", ""})


def is_web_annotation(value: Any) -> bool:
    """Tell whether decoded JSON is, or begins with, something of the Web Annotation vocabulary."""
    first = mapping(next(iter(listed(value)), None))
    return not _KINDS.isdisjoint(map(words, listed(first.get("type"))))


def read_web_annotation(value: Any, name: str) -> tuple[Remarks, ...]:
    """Return the remarks in decoded JSON, article by article.

    Raises:
        ExchangeError: the text of an article is not canonical, or an annotation is there twice.
    """
    items, loose = listed(value), []
    found = []
    for item in items:
        article = _article(mapping(mapping(item).get("schema:about")), words(mapping(item).get("id")), name)
        annotations = list(_annotations(item))
        if article is None:
            loose += annotations
        else:
            found.append(_about(article, annotations))
    return (*found, *_by_source(loose))


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
        id=named if _ARTICLE_ID.fullmatch(named) else article_id(text),
        version=text_version(text),
        source=None if address.startswith(NAMESPACE) else address,
        title=line(about.get("schema:headline")) or clean_line(text.partition("\n")[0]),
        byline=line(about.get("schema:author")),
        publisher=line(about.get("schema:publisher")),
        published=line(about.get("schema:datePublished")),
        language=line(about.get("schema:inLanguage")),
        text=text,
        blocks=blocks_of(text),
    )


def _about(article: Article, annotations: Iterable[Mapping[str, Any]]) -> Remarks:
    names = tuple(filter(None, (article.id, article.source)))
    return _collected(names, annotations, article)


def _by_source(annotations: Iterable[Mapping[str, Any]]) -> Iterator[Remarks]:
    by_source = sorted(annotations, key=_source)
    for source, group in groupby(by_source, key=_source):
        yield _collected((source.removeprefix(NAMESPACE),), group, None)


def _collected(names: tuple[str, ...], annotations: Iterable[Mapping[str, Any]], article: Article | None) -> Remarks:
    given = list(annotations)
    remarks = [_remark(annotation, names[0]) for annotation in given]
    kept = {remark.record_id: remark for remark in remarks if remark}
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
    if kind not in _READ or not parts:
        return None
    own_id = words(annotation.get("id"))
    named = _UUID.fullmatch(own_id)
    content = _content(annotation, is_claim=kind == "claim")
    if not named and content in {ClaimContent(), NoteContent()}:
        return None
    claim_id = words(annotation.get("newsmark:claim"))
    is_known = bool(_CLAIM_ID.fullmatch(claim_id))
    own_record = record_id(article_name, claim_id) if is_known else record_id("web annotation", own_id or repr(parts))
    uuid = named[1] if named else own_record
    is_claim = isinstance(content, ClaimContent)
    return Remark(
        record_id=uuid,
        target=claim_id if is_known and is_claim else own_target(uuid) if is_claim else uuid,
        origin=_origin(annotation) if is_known and is_claim else "reader",
        parts=parts,
        content=content,
        claimant=line(annotation.get("newsmark:claimant")),
        author=line(mapping(next(iter(listed(annotation.get("creator"))), None)).get("name")),
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("modified")),
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


def _content(annotation: Mapping[str, Any], *, is_claim: bool) -> ClaimContent | NoteContent:
    bodies = [mapping(body) for body in listed(annotation.get("body"))]
    strings = [body for body in listed(annotation.get("body")) if isinstance(body, str)]
    verdict = next((verdict for body in bodies if (verdict := _verdict(body))), None)
    tags = tuple(clean_line(words(body.get("value"))) for body in bodies if body.get("purpose") == "tagging")
    evidence = tuple(_evidence(body) for body in bodies if body.get("purpose") == "linking")
    said = [words(body.get("value")) for body in bodies if _is_said(body) and not _verdict(body)]
    note = clean_lines("\n".join(filter(None, (*said, *strings, words(annotation.get("bodyValue"))))))
    if not (is_claim or verdict or tags or evidence):
        return NoteContent(note=note)
    same = tuple(filter(_CLAIM_ID.fullmatch, map(words, listed(annotation.get("newsmark:same_as")))))
    return ClaimContent(verdict=verdict, note=note, tags=tuple(filter(None, tags)), evidence=evidence, same_as=same)


def _is_said(body: Mapping[str, Any]) -> bool:
    return "value" in body and words(body.get("purpose")) not in {"tagging", "linking", "classifying", "identifying"}


def _verdict(body: Mapping[str, Any]) -> Verdict | None:
    if body.get("purpose") != "assessing":
        return None
    value = words(body.get("value")).strip().casefold()
    return next((verdict for verdict in get_args(Verdict) if verdict == value), None)


def _evidence(body: Mapping[str, Any]) -> Evidence:
    source = body.get("source")
    about = mapping(source)
    stance = words(body.get("newsmark:stance"))
    return Evidence(
        url=line(source) or line(about.get("id")) or "",
        title=line(about.get("schema:name")) or "",
        stance=next((known for known in get_args(Stance) if known == stance), "context"),
        passage=clean_lines(words(about.get("schema:abstract"))),
        accessed=line(body.get("newsmark:accessed")),
    )
