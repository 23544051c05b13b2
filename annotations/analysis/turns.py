"""Interviews: paragraphs that open with a speaker's label are turns; answers are direct quotes without marks."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotations.analysis.parsed import Paragraph
from annotations.analysis.scene import Statement

LABEL = re.compile(
    r"(?:\(\((?P<bracketed>[^()]{2,40})\)\)\s*:?|(?P<plain>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):)\s+(?=\S)"
)
TURNS = 4
"""How many turns make an interview."""


class Turn(NamedTuple):
    """A labelled paragraph: who speaks and where in the paragraph the words begin, in code points."""

    label: str
    label_end: int
    words: int


def turns(paragraphs: Sequence[Paragraph]) -> Mapping[int, Statement | None]:
    """Read an article as an interview: paragraph number to its answer, or to None for a question; empty if it is none.

    The interviewer is who mostly asks. A paragraph without label between an answer and the next turn continues it.
    """
    labelled = {number: turn for number, paragraph in enumerate(paragraphs) if (turn := _turn(paragraph)) is not None}
    count = Counter(turn.label for turn in labelled.values())
    repeated = {number: turn for number, turn in labelled.items() if count[turn.label] > 1}
    if len(repeated) < TURNS or len({turn.label for turn in repeated.values()}) < 2:
        return {}
    asking = Counter(
        turn.label for number, turn in labelled.items() if paragraphs[number].doc.text.rstrip().endswith("?")
    )
    found: dict[int, Statement | None] = {}
    answering = False
    for number in range(min(labelled), max(labelled) + 1):
        turn = labelled.get(number)
        if turn is not None:
            answering = asking[turn.label] * 2 <= count[turn.label]
        found[number] = _answer(paragraphs[number], turn) if answering else None
    return found


def _turn(paragraph: Paragraph) -> Turn | None:
    match = LABEL.match(paragraph.doc.text)
    if match is None:
        return None
    name = "bracketed" if match["bracketed"] is not None else "plain"
    return Turn(match[name].strip(), match.end(name), match.end())


def _answer(paragraph: Paragraph, turn: Turn | None) -> Statement | None:
    doc = paragraph.doc
    if turn is None:
        return Statement(spans=((0, len(doc)),), rule="interview-turn", kind="direct", carried=True)
    first = next((token.i for token in doc if token.idx >= turn.words), len(doc))
    label = [token for token in doc if token.idx + len(token) <= turn.label_end and token.is_alpha]
    if first >= len(doc) or not label:
        return None
    return Statement(spans=((first, len(doc)),), rule="interview-turn", kind="direct", source=label[-1])
