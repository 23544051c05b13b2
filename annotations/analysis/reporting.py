"""Reporting cues: the verbs, nouns and phrases by which an article attributes words to a source."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from annotations.analysis.lexicon import resource_lines
from annotations.analysis.syntax import SAYING
from annotations.models import Attribution

Frame = Literal[
    "anything",
    "clause",
    "infinitive",
    "addressee",
    "noun",
    "gerund",
    "predicate",
    "as",
    "of",
    "for",
    "to",
    "hearsay",
    "words",
]

PERFECT = frozenset({"has", "have", "had", "having", "'ve", "’ve"})
"""Words before a participle that make it a verb."""


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


def cue_at(tokens: Doc | Sequence[Token], index: int) -> Cue | None:
    """Read the token at `index` of a paragraph as a reporting verb, with its particle where the verb needs one."""
    token = tokens[index]
    for verb in reporting_verbs().get(token.lower_, ()):
        if not verb.particle:
            return Cue(token, index, index + 1, verb)
        for at in range(index + 1, min(index + 4, len(tokens))):
            if tokens[at].lower_ == verb.particle and (at == index + 1 or tokens[at].head == token):
                return Cue(token, index, at + 1, verb)
    return None


def is_verbal(token: Token) -> bool:
    """Tell whether a form that may be a reporting verb is used as one here."""
    if token.lower_ in SAYING or _tagged_as_noun(token):
        return True
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return token.dep_ != "compound"
    return token.tag_.startswith("VB") and (
        token.dep_ not in {"amod", "compound", "case", "nmod"}
        or any(word.lower_ in PERFECT for word in token.doc[max(0, token.i - 3) : token.i])
    )


def _tagged_as_noun(token: Token) -> bool:
    """Tell whether a tagger mistook a verb for a plural noun: a name before it, "that" behind it."""
    inside = 0 < token.i < len(token.doc) - 1
    return inside and token.tag_ == "NNS" and token.nbor(-1).ent_type_ != "" and token.nbor(1).lower_ == "that"
