"""The model's mentions in one paragraph, made tight and cleared of its typical mistakes."""

import re
from collections.abc import Iterator
from typing import cast, get_args

from spacy.tokens import Span

from annotations.analysis.gazetteer import Gazetteer
from annotations.analysis.mentions import NUMERIC, Mention
from annotations.analysis.parsed import Paragraph
from annotations.analysis.patterns import tells_time
from annotations.analysis.trimming import COMPOUND_TAILS, tightened, title_before
from annotations.models import EntityLabel

_LABELS = frozenset(get_args(EntityLabel))
_NOT_NAMES = frozenset(
    {"CC", "CD", "DT", "EX", "IN", "JJ", "JJR", "MD", "PRP", "RB", "TO", "UH", "VB", "VBD", "VBG", "VBN", "WP"}
)
"""Penn tags of words that are no names, although they begin a sentence in capitals."""
_OWNER = re.compile(r"['’]s ")
_PROPER = frozenset({"PERSON", "GPE", "LOC"})
_ARABIC_REST = re.compile(r"(?: (?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]r)-[A-Z][\w’'-]*[^\W_])+")
_KOREAN_REST = re.compile(rf"-(?!(?:{COMPOUND_TAILS})\b)[a-z]+\b")
_ORDINAL_BEFORE = re.compile(r"\b\d+(?:st|nd|rd|th) $")
_ON = re.compile(r" on (?=\S+ \d)")


def recognised(text: str, paragraph: Paragraph, facts: Gazetteer) -> Iterator[Mention]:
    """Yield the model's mentions in a paragraph of the article `text`, in text order, repaired."""
    for mention in _joined(text, paragraph, facts):
        for part in _parts(text, mention, facts):
            tight = tightened(text, part, facts)
            if tight and (tight.label not in ("DATE", "TIME") or tells_time(text[tight.start : tight.end])):
                yield tight


def _joined(text: str, paragraph: Paragraph, facts: Gazetteer) -> Iterator[Mention]:
    """Yield mentions with the halves of a hyphenated personal name, or the parties of a case, in one."""
    last: Mention | None = None
    for span in paragraph.doc.ents:
        if span.label_ not in _LABELS or _is_no_name(span, facts):
            continue
        start, end = paragraph.offsets(span)
        start = _given_name(text, span, paragraph, facts) or start
        mention = _widened(text, Mention(start, end, cast(EntityLabel, span.label_)), paragraph)
        label = _joint_label(last, text[last.end : mention.start], mention) if last else None
        if last and label:
            last = Mention(last.start, mention.end, label)
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


def _joint_label(left: Mention, between: str, right: Mention) -> EntityLabel | None:
    """Return the label of two mentions with these words between them if they are one, else None."""
    if between == "-" and left.label == right.label == "PERSON":
        return "PERSON"
    if between in (" v. ", " v ", " vs. ") and left.is_name and right.is_name:
        return "LAW"
    return None


def _given_name(text: str, span: Span, paragraph: Paragraph, facts: Gazetteer) -> int | None:
    """Return where the given name begins that the model left between a title and a surname: "Mayor Ana [Perl]"."""
    if span.label_ != "PERSON" or len(span) > 1 or span.start == 0:
        return None
    before = span.doc[span.start - 1]
    is_name = before.tag_.startswith("NNP") and before.is_title and before.whitespace_ and not before.ent_type_
    if not is_name or before.text.casefold() in facts.titles or facts.fact(before.text):
        return None
    start = paragraph.start + before.idx
    return start if title_before(text, start, facts) else None


def _widened(text: str, mention: Mention, paragraph: Paragraph) -> Mention:
    """Return the mention with a part of its name that the model tends to leave outside."""
    if mention.label == "PERSON" and " " in text[mention.start : mention.end]:
        rest = _ARABIC_REST.match(text, mention.end, paragraph.end) or _KOREAN_REST.match(
            text, mention.end, paragraph.end
        )
        return Mention(mention.start, rest.end(), "PERSON") if rest else mention
    if mention.label == "ORG":
        number = _ORDINAL_BEFORE.search(text, max(paragraph.start, mention.start - 8), mention.start)
        return Mention(number.start(), mention.end, "ORG") if number else mention
    return mention


def _is_no_name(span: Span, facts: Gazetteer) -> bool:
    """Tell whether a supposed name is a title, a word known not to be a name, or by its tag an ordinary first word."""
    if span.text.casefold() in facts.titles or span.text.casefold() in facts.other_words:
        return True
    if len(span) > 1 or span.label_ in NUMERIC:
        return False
    token = span[0]
    return token.tag_ in _NOT_NAMES and bool(token.is_sent_start) and facts.fact(token.text) is None


def _parts(text: str, mention: Mention, facts: Gazetteer) -> Iterator[Mention]:
    """Yield the units of a mention that runs over several, else the mention."""
    words = text[mention.start : mention.end]
    whole = (0, len(words), mention.label)
    for start, end, label in _units(words, mention.label, facts) or (whole,):
        yield Mention(mention.start + start, mention.start + end, label)


def _units(words: str, label: EntityLabel, facts: Gazetteer) -> tuple[tuple[int, int, EntityLabel], ...]:
    """Return start, end and label of its units: period and date, owner and owned, a pair, a people after a word."""
    size = len(words)
    if label == "DATE":
        on = _ON.search(words)
        return ((0, on.start(), label), (on.end(), size, label)) if on else ()
    if label in NUMERIC or facts.fact(words):
        return ()
    owning = _OWNER.search(words)
    owner = facts.fact(words[: owning.start()]) if owning else None
    if owning and owner:
        return (0, owning.start(), owner.label), (owning.end(), size, label)
    first, _, second = words.partition("-")
    left, right = facts.fact(first), facts.fact(second)
    if left and right:
        return (0, len(first), left.label), (len(first) + 1, size, right.label)
    last = words.rpartition(" ")[2]
    people = facts.fact(last)
    if label in _PROPER and people and people.label == "NORP":
        return ((size - len(last), size, "NORP"),)
    return ()
