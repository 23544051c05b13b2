"""What a cue may take instead of a clause: an infinitive, a noun phrase, a judgement; and the same in the passive."""

from spacy.tokens import Token

from annotations.analysis.content import content_from, phrase_from
from annotations.analysis.reporting import Cue, Frame
from annotations.analysis.scene import Scene, Spans, kind_of, trimmed
from annotations.analysis.sources import source_of
from annotations.analysis.syntax import agent, is_passive, own_subject

RESUMING = frozenset({"and", "but", "which", "who", "while", "for", "after", "as", "with", "because", "when"})
PREPOSITIONS: tuple[Frame, ...] = ("as", "of", "for", "to")


def infinitive(view: Scene, cue: Cue) -> Spans | None:
    """Promised to CONTENT; urged them to CONTENT."""
    if not cue.takes("infinitive") or (is_passive(cue.token) and agent(cue.token) is None):
        return None
    _, limit = view.sentence(cue.token.i)
    for child in cue.token.rights:
        to = next((grand for grand in child.lefts if grand.lower_ == "to" and grand.tag_ == "TO"), None)
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and to is not None and cue.last <= to.i < limit:
            return _bounded(view, cue, to.i, child)
    return _infinitive_by_position(view, cue, limit)


def _infinitive_by_position(view: Scene, cue: Cue, limit: int) -> Spans | None:
    """Urged the schools to open: an addressee and "to" with a verb, whatever the parse says."""
    doc = view.doc
    for at in range(cue.last, min(cue.last + 7, limit - 1)):
        if doc[at].tag_ == "TO" and doc[at + 1].tag_ in {"VB", "RB"}:
            return _bounded(view, cue, at, doc[at + 1]) if at == cue.last or cue.takes("addressee") else None
        if doc[at].tag_.startswith(("V", "W", "MD")) or doc[at].text in {",", ":", ";"}:
            return None
    return None


def _bounded(view: Scene, cue: Cue, start: int, head: Token) -> Spans | None:
    """Take a phrase from `start` to where its head's part of the parse ends, unless the narrator resumes before."""
    content = content_from(view, cue, start)
    if content is None:
        return None
    doc = view.doc
    edge = head.right_edge.i + 1
    inside = start < edge < content[1] - 1 and doc[edge].text == ","
    end = edge if inside and (doc[edge + 1].lower_ in RESUMING or doc[edge + 1].tag_ == "VBG") else content[1]
    first, last = trimmed(view, content[0], end)
    return ((first, last),) if last - first > 1 else None


def noun_phrase(view: Scene, cue: Cue) -> Spans | None:
    """Announced the closure of the port; denied stealing it."""
    if not (cue.takes("noun") or cue.takes("gerund")) or is_passive(cue.token):
        return None
    objects = {"obj", "dobj", "obl", "pobj", "nmod"} if cue.verb.particle else {"obj", "dobj"}
    _, limit = view.sentence(cue.token.i)
    for child in cue.token.rights:
        gerund = (
            child.tag_ == "VBG" and child.dep_ in {"xcomp", "ccomp", "obj", "advcl", "pcomp"} and cue.takes("gerund")
        )
        noun = child.dep_ in objects and child.tag_.startswith("NN") and cue.takes("noun")
        if (gerund or noun) and cue.last <= child.i < limit:
            found = _bounded(view, cue, max(child.left_edge.i, cue.last), child)
            return None if found is None or _names_somebody(view, child, found) else found
    return None


def _names_somebody(view: Scene, head: Token, spans: Spans) -> bool:
    """Tell whether a phrase names who is cited rather than what is said: "citing the mayor, Ann Lee"."""
    last = view.doc[spans[-1][1] - 1]
    return head.ent_type_ in {"PERSON", "ORG"} or (last.ent_type_ == "PERSON" and last.i - head.i <= 4)


def predicate(view: Scene, cue: Cue) -> Spans | None:
    """Called it a "disgrace"; called it a mistake; which they called "a disgrace"."""
    _, limit = view.sentence(cue.token.i)
    if not cue.takes("predicate") or is_passive(cue.token) or cue.last >= limit:
        return None
    relative = any(token.tag_ in {"WDT", "WP"} or token.lower_ == "that" for token in cue.token.lefts)
    if view.quoted_at[cue.last] >= 0 and not relative:
        return None
    content = phrase_from(view, cue, cue.last)
    if content is None or (kind_of(view, (content,)) == "indirect" and not _predicates(cue)):
        return None
    return (content,)


def _predicates(cue: Cue) -> bool:
    """Tell whether a verb has both an object and what it calls it."""
    following = [child for child in cue.token.rights if child.i >= cue.last]
    named = any(child.dep_ in {"obj", "dobj"} for child in following)
    said = any(child.dep_ in {"xcomp", "oprd"} and child.tag_[:2] in {"NN", "JJ"} for child in following)
    return said and (named or len(following) > 1)


def judgement(view: Scene, cue: Cue) -> Spans | None:
    """Described it as CONTENT; accused them of CONTENT; criticised them for CONTENT; likened it to CONTENT."""
    doc = view.doc
    _, limit = view.sentence(cue.token.i)
    words = [frame for frame in PREPOSITIONS if cue.takes(frame)]
    for at in range(cue.last, min(cue.last + 12, limit) if words else cue.last):
        if doc[at].lower_ in words and _introduces(view, cue, at):
            return _judged(view, cue, at)
    return None


def _judged(view: Scene, cue: Cue, at: int) -> Spans | None:
    """Take what is said of an object, or in the passive of the subject, by the preposition at `at`."""
    if not is_passive(cue.token):
        content = phrase_from(view, cue, cue.last)
        return (content,) if content is not None and source_of(cue.token) is not None else None
    content = phrase_from(view, cue, at)
    subject = _passive_subject(view, cue)
    if content is None or subject is None:
        return None
    return (subject, content) if view.doc[at].lower_ == "of" or kind_of(view, (content,)) != "indirect" else None


def _passive_subject(view: Scene, cue: Cue) -> tuple[int, int] | None:
    subject = own_subject(cue.token)
    if subject is None or subject.tag_ in {"WP", "WDT"} or subject.i >= cue.first:
        return None
    first, last = trimmed(view, subject.left_edge.i, min(subject.right_edge.i + 1, cue.first))
    return (first, last) if first < last else None


def _introduces(view: Scene, cue: Cue, at: int) -> bool:
    """Tell whether a preposition brings in what a cue says of its object, by the parse or before quoted words."""
    word = view.doc[at]
    quoted = at + 1 < len(view.doc) and view.quoted_at[at + 1] >= 0
    return cue.token in {word.head, word.head.head} or quoted or (word.lower_ == "of" and word.head.tag_ == "VBG")


def passive_infinitive(view: Scene, cue: Cue) -> Spans | None:
    """The attacker was reported to have fled."""
    at = cue.last
    infinitive = at + 1 < len(view.doc) and view.doc[at].tag_ == "TO" and view.doc[at + 1].tag_.startswith("VB")
    if not infinitive or not cue.takes("hearsay") or not is_passive(cue.token):
        return None
    subject = _passive_subject(view, cue)
    content = phrase_from(view, cue, at)
    return (subject, content) if subject is not None and content is not None else None


def passive_subject(view: Scene, cue: Cue) -> Spans | None:
    """The closure was announced by X."""
    if not cue.takes("noun") or not is_passive(cue.token) or agent(cue.token) is None:
        return None
    head = own_subject(cue.token)
    content = _passive_subject(view, cue)
    named = head is not None and head.tag_.startswith("NN") and head.ent_type_ != "PERSON"
    return (content,) if content is not None and named else None
