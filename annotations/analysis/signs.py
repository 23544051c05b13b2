"""Signs: what speaks for or against a quote, by how it was found; each has a name, and a weight in the confidence."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from annotations.analysis.lexicon import word_families
from annotations.analysis.people import DETERMINERS, POSSESSIVES, is_person
from annotations.analysis.references import Known, Place
from annotations.analysis.reporting import cue_at
from annotations.analysis.scene import Statement
from annotations.analysis.syntax import CONTENT_CLAUSES, NOUN_CLAUSES, SUBJECTS, TERMINALS, is_finite
from annotations.models import Speaker

LINKING = frozenset({"CC", "IN", "WDT", "WP", "WRB"})
PAUSES = frozenset({",", ";", "—", "–", "("})
LENGTHS = ((3, "few"), (8, "short"), (25, "middle"), (45, "long"))
"""Numbers of words up to which a content counts as such."""
PLAIN = frozenset({"say", "tell", "add"})
"""The verbs that do nothing but report."""
PLACES = NOUN_CLAUSES | CONTENT_CLAUSES | {"ROOT", "conj", "advcl", "xcomp"}
"""The relations of a cue to the rest of its sentence that are told apart."""
NAME_PARTS = frozenset({"flat", "compound"})
"""What hangs on a name's head word, its first in Universal Dependencies and its last in CLEAR."""
MANY = 4


def signs(statement: Statement, place: Place, known: Known | None) -> frozenset[str]:
    """Name what speaks for or against a quote: its rule, cue, content and how its speaker was resolved."""
    return frozenset(
        [
            f"rule {statement.rule}",
            f"kind {statement.kind}",
            *_of_content(statement, place),
            *(_of_speaker(statement, known) if known is not None else ["speaker none"]),
            *(_of_cue(statement, place, statement.cue) if statement.cue is not None else ["cue none"]),
        ]
    )


def _of_content(statement: Statement, place: Place) -> Iterator[str]:
    tokens = place.paragraph.tokens
    content = [token for first, last in statement.spans for token in tokens[first:last]]
    words = sum(token.is_alpha for token in content)
    last = statement.spans[-1][1]
    yield f"length {next((name for limit, name in LENGTHS if words <= limit), 'very long')}"
    yield f"clauses {min(sum(is_finite(token) for token in content), MANY)}"
    yield f"{statement.kind} pauses {min(sum(token.text in PAUSES for token in content), MANY)}"
    if len(statement.spans) > 1:
        yield "content interrupted"
    if last < len(tokens) and tokens[last].text not in TERMINALS and tokens[last - 1].text not in TERMINALS:
        yield f"content before {'comma' if tokens[last].text == ',' else 'more words'}"
    if any(_reports(token) for token in content):
        yield "content reports"
    if statement.kind != "direct":
        yield f"content opens {content[0].tag_[:2]}"
        yield from _of_tail(content)
    if not any(token.text in TERMINALS for token in tokens):
        yield "heading"


def _of_tail(content: Sequence[Token]) -> Iterator[str]:
    """Name what follows the last pause in a content: where the narrator most often takes over."""
    pauses = [at for at, token in enumerate(content[:-1]) if token.text in PAUSES]
    if not pauses:
        yield "content in one breath"
        return
    following = content[pauses[-1] + 1]
    yield f"content tail {following.lower_ if following.tag_ in LINKING else following.tag_[:2]}"


def _reports(token: Token) -> bool:
    cue = cue_at(token.doc, token.i) if is_finite(token) else None
    return cue is not None and cue.verb.attribution == "speech"


def _of_cue(statement: Statement, place: Place, at: tuple[int, int]) -> Iterator[str]:
    doc = place.paragraph.doc
    verb = doc[at[0]]
    cue = cue_at(doc, at[0])
    lemma = cue.verb.lemma if cue is not None else verb.lower_
    yield f"cue {lemma}"
    yield f"cue form {verb.tag_}"
    yield f"cue as {'acl:relcl' if verb.dep_ == 'relcl' else verb.dep_ if verb.dep_ in PLACES else 'other'}"
    yield f"{statement.rule} by {'plain' if lemma in PLAIN else 'other'} cue"
    gap = min(abs(first - at[1]) if first >= at[1] else abs(at[0] - last) for first, last in statement.spans)
    if doc[min(at[1], len(doc) - 1)].lower_ == "that":
        yield "that"
    elif gap > 1:
        yield "content far from cue" if gap > 4 else "content near cue"
    yield from _of_parse(statement, verb)
    source = statement.source
    if source is not None:
        if source.head == verb and source.dep_ in SUBJECTS:
            yield "parse agrees on speaker"
        name = [source.i, *(child.i for child in source.children if child.dep_ in NAME_PARTS)]
        if min(abs(word - edge) for word in name for edge in (at[0], at[1] - 1)) > 3:
            yield "speaker far from cue"


def _of_parse(statement: Statement, verb: Token) -> Iterator[str]:
    """Name how a content found by position compares with the clause that the parse hangs on the cue."""
    clause = next((child for child in verb.rights if child.dep_ in CONTENT_CLAUSES), None)
    if clause is None:
        return
    yield "parse agrees on content"
    if statement.kind == "direct":
        return
    first, last = statement.spans[-1]
    end = clause.right_edge.i + 1
    while end > first and clause.doc[end - 1].is_punct and not clause.doc[end - 1].is_quote:
        end -= 1
    yield f"parse ends content {'there' if end == last else 'before' if end < last else 'behind'}"
    if clause.left_edge.i in {first - 1, first}:
        yield "parse starts content there"


def _of_speaker(statement: Statement, known: Known) -> Iterator[str]:
    how = "carried" if statement.carried else known.how
    speaker = known.speaker
    yield f"speaker {how}"
    if how == "pronoun":
        yield f"pronoun {(speaker.text or '').lower()} for {'a known' if known.gender else 'no known'} gender"
    if speaker.entity is None:
        yield from _of_noun(speaker)
        return
    if speaker.text is not None:
        yield f"speaker's mention {'full' if speaker.text == speaker.name else 'short'}"
    if not known.person:
        yield "speaker named other"
    elif " " not in speaker.name:
        yield "speaker with one name"


def _of_noun(speaker: Speaker) -> Iterator[str]:
    """Name what kind of noun an unnamed speaker is, and whether it points back to something named before."""
    words = speaker.name.lower().split()
    families = [family for family, nouns in word_families("source_nouns.txt").items() if nouns & set(words)]
    kind = "person" if any(is_person(word) for word in words) else families[0] if families else "other"
    yield f"speaker unnamed {kind}"
    opening = (speaker.text or speaker.name).split(" ", 1)[0].lower()
    yield f"speaker noun {'after ' + opening if opening in DETERMINERS | POSSESSIVES else 'bare'}"
    if len(words) > 3:
        yield "speaker noun long"
