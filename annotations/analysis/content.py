"""What is said: where the content of a reporting cue begins and ends in its sentence."""

from spacy.tokens import Token

from annotations.analysis.reporting import Cue, cue_at, is_verbal
from annotations.analysis.scene import Scene, after_pause, trimmed
from annotations.analysis.sources import subject_of
from annotations.analysis.syntax import (
    CONTENT_CLAUSES,
    FINITE_TAGS,
    NOMINAL_TAGS,
    NOUN_CLAUSES,
    SUBJECTS,
    is_finite,
    own_subject,
)

CHANNELS = frozenset(
    {
        "interview",
        "statement",
        "tweet",
        "letter",
        "email",
        "speech",
        "post",
        "message",
        "briefing",
        "conference",
        "report",
        "release",
    }
)
"""Nouns for where something was said: "said in a statement …"."""
COORDINATORS = frozenset({"and", "but", "while", "though", "although", "whereas", "or", "yet"})
OBJECTS = frozenset({"me", "us", "him", "her", "them", "you"})
CLAUSE_BREAKS = frozenset(
    {"that", "so", "because", "after", "before", "while", "until", "when", "where", "if", "about", "whether"}
)
"""Words after which a finite verb is not that of the content's own main clause."""
WH_WORDS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
TITLE = 6
"""How many tokens a quoted title may have, marks included: "told the programme “Morning News” that"."""
REACH = 8
"""How many tokens a coordinated or participial cue may lie behind the word that introduces it."""


def content_after(view: Scene, cue: Cue) -> tuple[int, int] | None:
    """Find the finite clause that follows a cue, as a token range."""
    _, limit = view.sentence(cue.token.i)
    start = _clause_start(view, cue, limit)
    if start is None or start >= limit:
        return None
    return content_from(view, cue, start)


def content_from(view: Scene, cue: Cue, start: int) -> tuple[int, int] | None:
    """Find the content that begins at `start`: to the end of its quotation or sentence, or to the narrator."""
    limit = _limit(view, cue, start)
    quoted = view.within(start)
    if quoted is not None and quoted.first == start and quoted.last > limit:
        return start, quoted.last
    end = start
    while end < limit and not _narrator_resumes(view, cue, start, end):
        end += 1
    end = _whole_marks(view, start, end)
    first, last = trimmed(view, start, end)
    return (first, last) if first < last else None


def phrase_from(view: Scene, cue: Cue, start: int) -> tuple[int, int] | None:
    """Find a content that is no clause and begins at `start`: the next main clause is the narrator's."""
    content = content_from(view, cue, start)
    if content is None:
        return None
    for at in range(start + 1, content[1]):
        if view.quoted_at[at] < 0 and view.doc[at].lower_ in COORDINATORS and _next_verb(view, at) is not None:
            first, last = trimmed(view, start, at)
            return (first, last) if first < last else None
    return content


def _limit(view: Scene, cue: Cue, start: int) -> int:
    """Return where the content must end: with its sentence, or with the relative clause that holds the cue."""
    _, limit = view.sentence(start)
    verb = cue.token
    edge = verb.right_edge.i + 1
    inner = verb.dep_ in NOUN_CLAUSES or (verb.dep_ == "advcl" and verb.i < verb.head.i)
    return edge if inner and start < edge < limit and view.doc[edge].text in {",", "—", "–", ")"} else limit


def _whole_marks(view: Scene, start: int, end: int) -> int:
    """Stretch an end that falls into a quoted stretch to the end of that stretch."""
    quoted = view.within(end - 1) if end > start else None
    return max(end, quoted.last) if quoted is not None and quoted.closed else end


def _clause_start(view: Scene, cue: Cue, limit: int) -> int | None:
    doc = view.doc
    that = _complementiser(view, cue, limit)
    if that is not None:
        return that + 1
    start = _past_manner(view, cue, limit)
    if start < limit and (doc[start].lower_ in WH_WORDS or _predicate_follows(view, cue, start)):
        return start
    clause = _parsed_clause(cue)
    if clause is not None and cue.last <= clause < limit:
        clause = max(clause, start) if _clause_follows(view, start, limit) else clause
        clause = _past_listener(view, cue, clause, limit)
        return _past_adverbials(view, start, clause)
    start = _past_listener(view, cue, start, limit)
    if _clause_follows(view, start, limit) or (cue.takes("anything") and _something_follows(view, cue, start, limit)):
        return _past_adverbials(view, start, start)
    return None


def _predicate_follows(view: Scene, cue: Cue, start: int) -> bool:
    """Tell whether a content lends its subject to the noun before the cue: "levels they say are low"."""
    if start != cue.last or not is_finite(view.doc[start]):
        return False
    subject = own_subject(cue.token)
    if subject is None or subject.i > cue.first:
        return False
    before = view.doc[subject.left_edge.i - 1] if subject.left_edge.i else None
    return before is not None and not before.is_punct and before.lower_ not in {"what", "all", "as"}


def _something_follows(view: Scene, cue: Cue, start: int, limit: int) -> bool:
    """Tell whether a verb like "say" has its content here, though no clause can be made out."""
    subject = subject_of(cue.token)
    regular = subject is not None and subject.i < cue.first
    return regular and start + 2 < limit and view.doc[start].tag_ in NOMINAL_TAGS | {"JJ", "PRP$"}


def _past_manner(view: Scene, cue: Cue, limit: int) -> int:
    """Skip how and where it was said if no "that" follows: "said publicly", "said in an interview with X"."""
    doc = view.doc
    at = cue.last
    while (
        at < limit
        and doc[at].tag_ == "RB"
        and doc[at].lower_ not in {"not", "as", "so", "too", "about", "almost", "nearly", "only", "there", "even"}
    ):
        at += 1
    if (
        at + 2 < limit
        and doc[at].tag_ == "IN"
        and any(token.lower_ in CHANNELS for token in doc[at + 1 : min(at + 5, limit)])
    ):
        at = next(token.i for token in doc[at + 1 : limit] if token.lower_ in CHANNELS) + 1
        while at < limit and (
            doc[at].ent_type_
            or doc[at].lower_ in {"with", "to", "on", "for", "by"}
            or (doc[at].lower_ == "the" and doc[at - 1].tag_ in {"IN", "TO"})
        ):
            at += 1
    return at + 1 if at < limit and doc[at].text in {",", ":"} and at > cue.last else at


def _complementiser(view: Scene, cue: Cue, limit: int) -> int | None:
    """Find the "that" of the cue, behind an addressee or an adverbial, before the next finite verb."""
    doc = view.doc
    for at in range(cue.last, min(limit, cue.last + 25)):
        token = doc[at]
        quoted = view.within(at)
        if token.text in {";", ":"} or (quoted is not None and quoted.last - quoted.first > TITLE):
            return None
        if quoted is not None and at + 1 < quoted.last:
            continue
        following = doc[at + 1] if at + 1 < limit else None
        if token.lower_ == "that" and (
            at == cue.last or token.dep_ == "mark" or token.tag_ == "IN" or _told(cue, following)
        ):
            stands_for_noun = following is not None and (
                is_finite(following) or (following.is_punct and not following.is_quote)
            )
            return at if at > cue.last or not stands_for_noun else None
        if is_finite(token) or token.tag_ in {"WDT", "WP"}:
            return None
    return None


def _told(cue: Cue, following: Token | None) -> bool:
    """Tell whether "that" behind an addressee opens the content, by what follows it."""
    return cue.takes("addressee") and following is not None and following.tag_ in {"PRP", "DT", "NNP", "EX", "PRP$"}


def _parsed_clause(cue: Cue) -> int | None:
    """Read the start of the content clause from the parse."""
    for child in cue.token.rights:
        infinitive = any(grand.tag_ == "TO" for grand in child.lefts)
        if child.dep_ in CONTENT_CLAUSES and child.i >= cue.last and _has_subject(child) and not infinitive:
            return max(child.left_edge.i, cue.last)
    return None


def _past_listener(view: Scene, cue: Cue, start: int, limit: int) -> int:
    """Skip an addressee by its words if a clause follows: "told reporters he would", "told the Times the port"."""
    if not cue.takes("addressee"):
        return start
    doc = view.doc
    end = start + (start < limit and doc[start].lower_ in {"the", "a", "an"})
    while end < limit and (
        doc[end].tag_ in {"NNP", "NNPS", "NNS", "POS"} or doc[end].ent_type_ == "ORG" or doc[end].lower_ in OBJECTS
    ):
        end += 1
    outlet = doc[end - 1].ent_type_ == "ORG" and cue.last < end < limit
    opens = end < limit and (doc[end].tag_ in {"PRP", "DT", "EX", "PRP$"} or doc[end].text == "," or outlet)
    clause = end + (end < limit and doc[end].text == ",")
    return clause if end > start and opens and _clause_follows(view, clause, limit) else start


def _has_subject(head: Token) -> bool:
    return own_subject(head) is not None or any(child.dep_ == "expl" for child in head.children)


def _clause_follows(view: Scene, start: int, limit: int) -> bool:
    """Tell without the parse whether a noun phrase and a finite verb follow at once: "said talks had begun"."""
    nominal = False
    for at in range(start, limit):
        token = view.doc[at]
        if (
            token.text in {",", ";", ":", "—"}
            or token.tag_ in {"WDT", "WP", "WRB"}
            or (token.lower_ in CLAUSE_BREAKS and at > start)
        ):
            return False
        if token.tag_ in FINITE_TAGS and not token.dep_.startswith("acl:"):
            return nominal
        if token.tag_ in {"VBN", "TO"} and not nominal:
            return False
        nominal = nominal or token.tag_ in NOMINAL_TAGS
    return False


def _past_adverbials(view: Scene, start: int, clause: int) -> int:
    """Skip the narrator's time between cue and content ("said Monday he would")."""
    doc = view.doc
    at = clause
    for entity in doc.ents:
        if entity.start >= at and entity.label_ in {"DATE", "TIME"}:
            introduced = all(doc[i].tag_ in {"IN", "RB", "DT", "JJ"} for i in range(at, entity.start))
            follows = entity.end < len(doc) and (
                doc[entity.end].tag_ in {"DT", "PRP", "NNP", "NNS", "NN", "EX", "PRP$", "JJ"}
                or doc[entity.end].text == ","
            )
            if entity.start - at <= 2 and introduced and follows and at == start:
                return entity.end + (doc[entity.end].text == ",")
            break
    return at


def _narrator_resumes(view: Scene, cue: Cue, start: int, at: int) -> bool:
    """Tell whether the content has ended before token `at`."""
    doc = view.doc
    token = doc[at]
    if at == start or view.quoted_at[at] >= 0:
        return False
    return (
        token.text == ";"
        or (token.text == ":" and at + 1 < len(doc) and view.quoted_at[at + 1] >= 0)
        or (token.lower_ == "according" and at + 1 < len(doc) and doc[at + 1].lower_ == "to")
        or (
            after_pause(view, at)
            and (_participle_cue(view, at) or _with_cue(view, at) or _closing_attribution(view, at))
        )
        or _coordinated(view, cue, at)
    )


def _participle_cue(view: Scene, at: int) -> bool:
    """Find a participle that reports on: "…, adding that", "…, and citing"."""
    doc = view.doc
    for index in range(at, min(at + 3, len(doc))):
        if (
            doc[index].tag_ == "VBG"
            and (found := cue_at(doc, index)) is not None
            and found.verb.attribution == "speech"
        ):
            return True
        if doc[index].tag_ not in {"RB", "RBR"} and doc[index].lower_ not in {"and", "but"}:
            return False
    return False


def _with_cue(view: Scene, at: int) -> bool:
    """Find an absolute construction that reports on: "…, with X saying"."""
    doc = view.doc
    if doc[at].lower_ != "with":
        return False
    for index in range(at + 1, min(at + 1 + REACH, len(doc))):
        if is_finite(doc[index]) or doc[index].text == ",":
            return False
        if doc[index].tag_ == "VBG" and cue_at(doc, index) is not None:
            return True
    return False


def _closing_attribution(view: Scene, at: int) -> bool:
    """Find an attribution that closes a clause: "…, police said."."""
    doc = view.doc
    for index in range(at, min(at + REACH, len(doc))):
        token = doc[index]
        if token.tag_ in {"VBD", "VBZ", "VBP"} and cue_at(doc, index) is not None:
            subject = own_subject(token)
            closes = index + 1 == len(doc) or doc[index + 1].text in {".", ","}
            return closes and subject is not None and at <= subject.i and doc[at].tag_ not in {"WP", "WDT"}
        if token.text == "," or is_finite(token):
            return False
    return False


def _coordinated(view: Scene, cue: Cue, at: int) -> bool:
    """Tell whether a conjunction joins the cue's own clause: "said A and added B", "said A, but Y denied it"."""
    doc = view.doc
    word = doc[at]
    if word.lower_ not in COORDINATORS or at + 1 >= len(doc) or doc[at + 1].lower_ == "that":
        return False
    after_comma = after_pause(view, at)
    if after_comma and word.head.dep_ == "conj" and word.head.head == cue.token and own_subject(word.head) is not None:
        return True
    verb = _next_verb(view, at)
    return verb is not None and _narrates(cue, verb, at, after_comma)


def _next_verb(view: Scene, at: int) -> Token | None:
    """Find the finite verb that soon follows a conjunction, before any comma, "that" or quotation."""
    for token in view.doc[at + 1 : at + 1 + REACH]:
        if view.quoted_at[token.i] >= 0 or token.text in {",", ";"} or token.lower_ == "that":
            return None
        if is_finite(token):
            return token
    return None


def _narrates(cue: Cue, verb: Token, at: int, after_comma: bool) -> bool:
    """Tell whether a verb behind a conjunction at `at` goes on with the cue's clause rather than with the content."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS and child.i > at), None)
    joined = verb.dep_ in {"conj", "advcl", "parataxis"} and verb.head == cue.token
    if joined and (subject is None or after_comma):
        return True
    speech = cue_at(verb.doc, verb.i)
    if speech is None or speech.verb.attribution != "speech" or not speech.takes("clause"):
        return False
    that = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "that"
    alike = verb.tag_ == cue.token.tag_ or that
    return (subject is None and verb.i <= at + 3 and alike) or (after_comma and is_verbal(verb))
