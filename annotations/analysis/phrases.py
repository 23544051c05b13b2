"""Attribution by a phrase: "according to X"."""

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from spacy.tokens import Token

from annotations.analysis.scene import Scene, Spans, Statement, kind_of, trimmed
from annotations.analysis.syntax import is_finite


def sourced_phrases(view: Scene) -> Iterator[Statement]:
    """Find what phrases attribute: "According to X, CONTENT", "CONTENT, according to X", "Per the report, CONTENT"."""
    for index, (token, following) in enumerate(pairwise(view.tokens[:-1])):
        opening = token.lower_ == "per" and index == view.sentence(index)[0] and following.tag_ in {"DT", "NNP", "PRP$"}
        according = token.lower_ == "according" and following.lower_ == "to"
        if not (according or opening) or view.quoted_at[index] >= 0:
            continue
        head = _phrase_head(view, index)
        if head is None:
            continue
        spans = _around_phrase(view, index, _phrase_end(view, head, index))
        if spans:
            cue = (index, index + 1 + according)
            yield Statement(spans=spans, rule="according-to", kind=kind_of(view, spans), cue=cue, source=head)


def _phrase_head(view: Scene, index: int) -> Token | None:
    doc = view.doc
    _, limit = view.sentence(index)
    for at in range(index, index + 2):
        head = doc[at].head
        if head.i > index + 1 and head.i < limit and head.tag_.startswith(("NN", "PRP", "CD")):
            return head
        pobj = next((child for child in doc[at].children if child.dep_ == "pobj"), None)
        if pobj is not None:
            return pobj
    nominal = [
        t
        for t in doc[index + 2 : limit]
        if t.tag_.startswith("NN") and not (t.i + 1 < limit and doc[t.i + 1].tag_.startswith(("NN", "POS")))
    ]
    return nominal[0] if nominal else None


def _phrase_end(view: Scene, head: Token, index: int) -> int:
    """Find where the phrase that names the source ends: at the comma before the content or with its noun."""
    doc = view.doc
    floor, limit = view.sentence(index)
    end = min(head.right_edge.i + 1, limit)
    if index > floor:
        return end
    commas = [at for at in range(index + 2, limit) if doc[at].text == "," and view.quoted_at[at] < 0]
    for at, following in zip_longest(commas, commas[1:]):
        apposed = (
            following is not None
            and head.tag_ == "NNP"
            and any(
                child.dep_ == "appos" and at < child.i < following for child in doc[at - 1].subtree if child.head.i < at
            )
        )
        if any(is_finite(t) for t in doc[at:limit]) and not (
            apposed and any(is_finite(t) for t in doc[following or at : limit])
        ):
            return at
    return end


def _quotation_end(view: Scene, end: int) -> int:
    """Return where the quotation ends that follows the comma at `end`: it may hold several sentences."""
    quoted = view.within(min(end + 1, len(view.doc) - 1))
    return quoted.last if quoted is not None else end


def _around_phrase(view: Scene, index: int, end: int) -> Spans | None:
    doc = view.doc
    floor, limit = view.sentence(index)
    floor = next((at + 1 for at in range(index - 1, floor - 1, -1) if doc[at].text == ";"), floor)
    before = trimmed(view, floor, index)
    after = trimmed(view, end, max(limit, _quotation_end(view, end)))
    joined = {"and", "but"} & {doc[index - 1].lower_, doc[index - 2].lower_} if index > floor + 1 else set()
    has_before = any(is_finite(t) for t in doc[before[0] : before[1]]) and not joined
    has_after = any(is_finite(t) for t in doc[after[0] : after[1]])
    if has_before and has_after and doc[index - 1].text == "," and doc[min(end, limit - 1)].text == ",":
        return (
            (before,)
            if doc[min(end + 1, limit - 1)].lower_ in {"and", "but", "while", "who", "which"}
            else (before, after)
        )
    if has_before and index > floor + 3:
        return (before,)
    if has_after or before[0] >= before[1]:
        return (after,) if after[0] < after[1] else None
    return (before, after) if after[0] < after[1] else (before,)
