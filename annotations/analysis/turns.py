"""Interviews: paragraphs that open with a speaker's label are turns; answers are direct quotes without marks."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotations.analysis.parsed import Paragraph
from annotations.analysis.scene import Statement

LABEL = re.compile(
    r"(?:\(\((?P<bracketed>[^()]{2,40})\)\)\s*:?|(?P<plain>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):)\s+(?=\S)"
)
TURNS = 4
"""How many turns make an interview."""
BRACKETED_TURNS = 2
"""How many do if their labels stand in double brackets, which nothing else does."""


class Turn(NamedTuple):
    """A labelled paragraph: who speaks and where in the paragraph the words begin, in code points."""

    label: str
    label_end: int
    words: int
    bracketed: bool


def turns(paragraphs: Sequence[Paragraph]) -> Mapping[int, Statement | None]:
    """Read an article as an interview: paragraph number to its answer, or to None for a question; empty if it is none.

    The interviewer is who mostly asks. A paragraph without label between an answer and the next turn continues it, and
    where only the interviewer has a label, the paragraphs without one answer.
    """
    labelled = {number: turn for number, paragraph in enumerate(paragraphs) if (turn := _turn(paragraph)) is not None}
    count = Counter(turn.label for turn in labelled.values())
    asking = Counter(turn.label for number, turn in labelled.items() if paragraphs[number].text.rstrip().endswith("?"))
    asks = {label for label in count if asking[label] * 2 > count[label]}
    if not _is_interview(labelled.values(), count, asks):
        return {}
    unlabelled = count.keys() <= asks
    found: dict[int, Statement | None] = {}
    answering = False
    for number in range(min(labelled), min(max(labelled) + 1 + unlabelled, len(paragraphs))):
        turn = labelled.get(number)
        if turn is not None:
            answering = turn.label not in asks
        found[number] = _answer(paragraphs[number], turn) if answering or (turn is None and unlabelled) else None
    return found


def _is_interview(labelled: Iterable[Turn], count: Mapping[str, int], asks: Collection[str]) -> bool:
    bracketed = sum(turn.bracketed for turn in labelled)
    repeated = [label for label, times in count.items() if times > 1]
    turns_in_all = sum(count[label] for label in repeated)
    two_sided = len(repeated) > 1 or any(label in asks for label in repeated)
    return bracketed >= BRACKETED_TURNS or (turns_in_all >= TURNS and two_sided)


def _turn(paragraph: Paragraph) -> Turn | None:
    match = LABEL.match(paragraph.text)
    if match is None:
        return None
    bracketed = match["bracketed"] is not None
    name = "bracketed" if bracketed else "plain"
    return Turn(match[name].strip(), match.end(name), match.end(), bracketed)


def _answer(paragraph: Paragraph, turn: Turn | None) -> Statement | None:
    doc = paragraph.doc
    if turn is None:
        return Statement(spans=((0, len(doc)),), rule="interview-turn", kind="direct", carried=True)
    first = next((token.i for token in doc if token.idx >= turn.words), len(doc))
    label = [token for token in doc if token.idx + len(token) <= turn.label_end and token.is_alpha]
    if first >= len(doc) or not label:
        return None
    return Statement(spans=((first, len(doc)),), rule="interview-turn", kind="direct", source=label[-1])
