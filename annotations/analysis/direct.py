"""Direct quotes: whole statements in quotation marks with the attribution around them."""

from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from annotations.analysis.content import content_after
from annotations.analysis.reporting import Cue, cue_at, is_verbal
from annotations.analysis.scene import Quoted, Scene, Statement
from annotations.analysis.sources import source_of, subject_of
from annotations.analysis.syntax import FINITE_TAGS, TERMINALS, is_finite, is_negated

REACH = 30
"""How many tokens an attribution may be long."""
BLOCK = 8
"""How many tokens a block quotation has at least."""
ADDRESSEE = 9
"""How many tokens an addressee may have."""
LEADS = frozenset({",", ":", "—", "–", "-", "--"})


class Attribution(NamedTuple):
    """Who said it and by which cue; `end` is where the attribution's clause ends."""

    cue: Cue | None
    source: Token | None
    rule: str
    end: int


def direct_statements(view: Scene) -> list[Statement]:
    """Find the direct quotes of a paragraph with cue and source, in text order; split ones have two spans."""
    found: list[Statement] = []
    open_end = -1
    for number, quoted in enumerate(view.quoted):
        if not (reads_as_statement(view, quoted) or (open_end >= 0 and _resumes(view, found[-1], quoted))):
            open_end = _past_title(view, found[-1], quoted) if open_end >= 0 else -1
            continue
        before, after = _attributions(view, number)
        if open_end >= 0 and _goes_on(view, found[-1], open_end, quoted, before or after):
            found[-1] = _joined(found[-1], quoted)
            open_end = -1
            continue
        attribution = before or after
        if attribution is not None or quoted.continues or _stands_alone(view, quoted):
            found.append(_statement(quoted, attribution))
        open_end = after.end if after is not None else -1
    return found


def _attributions(view: Scene, number: int) -> tuple[Attribution | None, Attribution | None]:
    """Find what attributes a quotation, before or else behind it: behind it if "…," goes on there after a colon."""
    quoted = view.quoted[number]
    goes_on = view.doc[quoted.last - 2].text == "," and view.doc[max(quoted.first - 1, 0)].text == ":"
    after = attribution_after(view, number) if goes_on else None
    if after is not None:
        return None, after
    before = attribution_before(view, number)
    return before, None if before is not None else attribution_after(view, number)


def _past_title(view: Scene, earlier: Statement, quoted: Quoted) -> int:
    """Return where an attribution ends that holds a quoted title (“…,” she told “Morning News.”), -1 if none does."""
    same = earlier.cue is not None and view.sentence_of[earlier.cue[0]] == view.sentence_of[quoted.first]
    return view.sentence(quoted.last - 1)[1] if same else -1


def _goes_on(view: Scene, earlier: Statement, open_end: int, quoted: Quoted, attribution: Attribution | None) -> bool:
    """Tell whether a quotation goes on with the one before: "A," he said. "B." and "A," he said, "b."."""
    if attribution is None:
        return _only_punctuation(view, open_end, quoted.first)
    same_cue = attribution.cue is not None and (attribution.cue.first, attribution.cue.last) == earlier.cue
    return same_cue or (attribution.cue is not None and _resumes(view, earlier, quoted))


def _resumes(view: Scene, earlier: Statement, quoted: Quoted) -> bool:
    """Tell whether a quotation stands behind the comma that closes the attribution of the one before."""
    if earlier.cue is None or quoted.first < 2 or view.doc[quoted.first - 1].text not in {",", "—", "–"}:
        return False
    same = view.sentence_of[earlier.cue[0]] == view.sentence_of[quoted.first]
    return same and not any(
        cue_at(view.doc, at) or is_finite(view.doc[at]) for at in range(earlier.cue[1], quoted.first)
    )


def _joined(earlier: Statement, quoted: Quoted) -> Statement:
    return replace(earlier, spans=(*earlier.spans, (quoted.first, quoted.last)), rule=f"split-{earlier.rule}")


def _statement(quoted: Quoted, attribution: Attribution | None) -> Statement:
    if attribution is None:
        rule = "continued-paragraph" if quoted.continues else "floating-quote"
        return Statement(
            spans=((quoted.first, quoted.last),), rule=rule, kind="direct", carried=True, continues=quoted.continues
        )
    cue = attribution.cue
    return Statement(
        spans=((quoted.first, quoted.last),),
        rule=attribution.rule,
        kind="direct",
        cue=(cue.first, cue.last) if cue is not None else None,
        source=attribution.source,
        continues=quoted.continues,
    )


def block_quotation(before: Scene, view: Scene) -> Statement | None:
    """Find a quotation set as a paragraph of its own, without marks, behind one that ends "X wrote:"."""
    doc = before.doc
    if not len(doc) or doc[len(doc) - 1].text != ":" or view.quoted or len(view.doc) < BLOCK:
        return None
    first, last = before.sentence(len(doc) - 1)
    announced = any(
        (cue := cue_at(doc, at)) is not None
        and is_verbal(doc[at])
        and not is_negated(doc[at])
        and cue.takes("clause")
        and cue.verb.attribution == "speech"
        for at in range(first, last)
    )
    spans = ((0, len(view.doc)),)
    return Statement(spans=spans, rule="block-quotation", kind="direct", carried=True) if announced else None


def reads_as_statement(view: Scene, quoted: Quoted) -> bool:
    """Tell a quoted statement from a quoted word, title or fragment by what stands at its edges."""
    doc = view.doc
    inner = doc[quoted.first + 1 : quoted.last]
    words = sum(token.is_alpha for token in inner)
    if not words:
        return False
    before = doc[quoted.first - 1] if quoted.first else None
    opens = inner[0].text[0].isupper() or inner[0].text[0] in "[(.…“\"'‘" or inner[0].text[0].isdigit()
    if before is None or before.text in LEADS or view.sentence(quoted.first)[0] == quoted.first:
        return (opens and words > 1) or _ends_like_speech(view, quoted)
    cue = _cue_before(view, quoted.first - 1)
    if cue is None or not (cue.takes("clause") or cue.takes("words")):
        return False
    closes = _closes_sentence(view, quoted)
    if cue.last < quoted.first:
        return closes or any(is_finite(token) for token in inner)
    return opens or closes


def _ends_like_speech(view: Scene, quoted: Quoted) -> bool:
    inner = view.doc[quoted.last - 2].text if quoted.last - quoted.first > 2 else ""
    return inner in {",", ".", "!", "?", "…", "..."} or (
        quoted.last < len(view.doc) and view.doc[quoted.last].text == ","
    )


def _closes_sentence(view: Scene, quoted: Quoted) -> bool:
    return (
        quoted.last >= len(view.doc)
        or view.doc[quoted.last].text in TERMINALS
        or view.sentence(quoted.last - 1)[1] <= quoted.last
    )


def _stands_alone(view: Scene, quoted: Quoted) -> bool:
    """Tell whether a quotation is a sentence or more of its own."""
    starts = view.sentence(quoted.first)[0] == quoted.first
    words = sum(token.is_alpha for token in view.doc[quoted.first : quoted.last])
    whole = _closes_sentence(view, quoted) or view.sentence(quoted.last - 1) != view.sentence(quoted.first)
    return starts and whole and (words > 3 or (words > 2 and view.doc[quoted.last - 2].text in TERMINALS))


def _cue_before(view: Scene, index: int) -> Cue | None:
    """Find the cue that ends at a token, or that has its addressee there: "told the crowd"."""
    for at in range(index, max(-1, index - ADDRESSEE), -1):
        token = view.doc[at]
        cue = cue_at(view.doc, at) if is_verbal(token) else None
        if cue is not None and (cue.last == index + 1 or cue.takes("addressee")):
            return cue
        if token.tag_[:2] not in {"NN", "JJ", "DT", "PR", "CD", "HY", "PO", "RP"} and at != index:
            return None
    return None


def attribution_before(view: Scene, number: int) -> Attribution | None:
    """Find the attribution that leads into a quotation: "X said, …", "X put it plainly: …", "X: …"."""
    doc = view.doc
    quoted = view.quoted[number]
    floor = view.sentence(quoted.first)[0]
    if number:
        floor = max(floor, view.quoted[number - 1].last)
    if quoted.first <= floor or not (
        doc[quoted.first - 1].text in LEADS
        or _cue_before(view, quoted.first - 1)
        or doc[quoted.first - 1].lower_ == "that"
    ):
        return None
    for index in range(quoted.first - 1, max(floor, quoted.first - REACH) - 1, -1):
        token = doc[index]
        cue = cue_at(doc, index) if is_verbal(token) else None
        if cue is not None and not is_negated(token) and (cue.takes("clause") or cue.takes("words")):
            return Attribution(cue, source_of(token), "cue-before-quote", quoted.first)
        if is_finite(token) and not token.dep_.startswith("aux") and doc[quoted.first - 1].text != ":":
            return None
    if doc[quoted.first - 1].text == ":":
        return _colon(view, floor, quoted)
    return None


def _colon(view: Scene, floor: int, quoted: Quoted) -> Attribution | None:
    """Take the clause before a colon as the attribution: its subject speaks."""
    doc = view.doc
    for index in range(view.sentence(quoted.first - 1)[0], quoted.first):
        cue = cue_at(doc, index) if is_verbal(doc[index]) and view.quoted_at[index] < 0 else None
        if cue is not None and doc[index].tag_ in FINITE_TAGS and cue.takes("clause"):
            return Attribution(cue, source_of(doc[index]), "colon", quoted.first)
    verbs = [token for token in doc[floor : quoted.first] if token.tag_ in FINITE_TAGS | {"VBN", "VBG"}]
    for verb in reversed(verbs):
        source = source_of(verb)
        if source is not None:
            return Attribution(None, source, "colon", quoted.first)
    nominals = [token for token in doc[floor : quoted.first] if token.tag_.startswith("NN")]
    if nominals and quoted.first - floor <= 8 and not verbs:
        return Attribution(None, nominals[-1], "turn", quoted.first)
    return None


def attribution_after(view: Scene, number: int) -> Attribution | None:
    """Find the attribution behind a quotation: "…," X said; "…," said X, the mayor, on Monday."""
    doc = view.doc
    quoted = view.quoted[number]
    ceiling = view.quoted[number + 1].first if number + 1 < len(view.quoted) else len(doc)
    if quoted.last >= len(doc):
        return None
    limit = next((at for at in range(quoted.last, ceiling) if doc[at].text == ";"), ceiling)
    limit = min(limit, view.sentence(quoted.last)[1])
    if doc[quoted.last - 2].text == "." and limit - quoted.last > 6:
        return None
    for index in range(quoted.last, min(limit, quoted.last + REACH)):
        token = doc[index]
        inverted = all(not doc[at].is_alpha for at in range(quoted.last, index))
        cue = cue_at(doc, index) if is_verbal(token) or (inverted and token.tag_[:2] in {"VB", "JJ"}) else None
        if cue is not None and (cue.takes("clause") or cue.takes("words")) and not is_negated(token):
            paused = "," in {doc[quoted.last - 2].text, doc[quoted.last].text}
            if not inverted and not paused and content_after(view, cue) is not None:
                return None
            source = _source_near(view, cue, quoted.last, limit)
            named = source is not None or (inverted and paused)
            return Attribution(cue, source, "cue-after-quote", limit) if named else None
        if (
            is_finite(token)
            and token.lower_ not in {"has", "have", "had"}
            and not token.dep_.startswith(("acl", "relcl"))
        ):
            return None
    return None


def _source_near(view: Scene, cue: Cue, floor: int, limit: int) -> Token | None:
    """Find the speaker around a cue behind a quotation: by the parse, else by position."""
    doc = view.doc
    subject = subject_of(cue.token)
    if subject is not None and floor <= subject.i < limit:
        return subject
    before = [
        token for token in doc[floor : cue.first] if token.tag_.startswith(("NN", "PRP")) and token.tag_ != "PRP$"
    ]
    if before:
        return before[-1]
    named = next(
        (entity for entity in doc.ents if entity.label_ == "PERSON" and cue.last <= entity.start < limit), None
    )
    if named is not None and all(
        token.tag_.startswith(("NN", "JJ", "DT", "HYPH")) for token in doc[cue.last : named.start]
    ):
        return named.root
    for token in doc[cue.last : limit]:
        if token.text in {",", "(", ":"} or token.tag_ == "IN":
            return None
        at_end = token.i + 1 >= limit or not doc[token.i + 1].tag_.startswith(("NN", "POS", "HYPH"))
        if token.tag_.startswith(("NN", "PRP")) and at_end:
            return token
    return None


def _only_punctuation(view: Scene, first: int, last: int) -> bool:
    return all(not token.is_alpha for token in view.doc[first:last])
