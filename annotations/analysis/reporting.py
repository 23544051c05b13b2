"""Reporting cues: the verbs, nouns and phrases by which an article attributes words to a source."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from annotations.analysis.lexicon import resource_lines
from annotations.models import Attribution

Frame = Literal["anything", "clause", "infinitive", "addressee", "noun", "gerund", "predicate", "as", "of", "words"]


class Verb(NamedTuple):
    """A reporting verb: what it says about the source and what may follow it as content."""

    lemma: str
    attribution: Attribution
    frames: frozenset[str]
    particle: str


class Cue(NamedTuple):
    """A reporting verb in a text; `first` and `last` are the half-open token range of verb and particle."""

    token: Token
    first: int
    last: int
    verb: Verb

    def takes(self, frame: Frame) -> bool:
        """Tell whether this cue may have content of that kind."""
        return frame in self.verb.frames


@cache
def reporting_verbs() -> Mapping[str, tuple[Verb, ...]]:
    """Read the table of reporting verbs: inflected form to its verbs, those with a particle first."""
    table: dict[str, list[Verb]] = {}
    for line in resource_lines("reporting_verbs.txt"):
        lemma, attribution, frames, forms = (field.strip() for field in line.split("|"))
        _, _, particle = lemma.partition(" ")
        kind: Attribution = "thought" if attribution == "thought" else "speech"
        verb = Verb(lemma, kind, frozenset(frames.split()), particle)
        for form in forms.split():
            table.setdefault(form, []).append(verb)
    return {form: tuple(sorted(verbs, key=lambda verb: not verb.particle)) for form, verbs in table.items()}


@cache
def reporting_nouns() -> frozenset[str]:
    """Read the nouns whose that-clause is a statement ("the claim that ...")."""
    return frozenset(word for line in resource_lines("reporting_nouns.txt") for word in line.split())


def cue_at(doc: Doc, index: int) -> Cue | None:
    """Read the token at `index` as a reporting verb, with its particle where the verb needs one."""
    token = doc[index]
    for verb in reporting_verbs().get(token.lower_, ()):
        if not verb.particle:
            return Cue(token, index, index + 1, verb)
        for at in range(index + 1, min(index + 4, len(doc))):
            if doc[at].lower_ == verb.particle and (at == index + 1 or doc[at].head == token):
                return Cue(token, index, at + 1, verb)
    return None


def is_verbal(token: Token) -> bool:
    """Tell whether a form that may be a reporting verb is used as one here."""
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return token.dep_ != "compound"
    auxiliary = any(
        word.lower_ in {"has", "have", "had", "having", "'ve", "’ve"}
        for word in token.doc[max(0, token.i - 3) : token.i]
    )
    return token.tag_.startswith("VB") and (auxiliary or token.dep_ not in {"amod", "compound", "case", "nmod"})
