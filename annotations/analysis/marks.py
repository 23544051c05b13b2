"""Quotation marks: where quoted words begin and end, whatever marks a paper uses."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

CLOSERS = {"“": '”"', "„": "“”", "«": "»", "‹": "›", "‘": "’", "‚": "‘’", '"': '"”', "'": "'"}
"""Opening mark to the marks that may close it."""
SINGLES = frozenset("‘’'")
ELISIONS = frozenset({"em", "tis", "twas", "til", "till", "cause", "n", "bout", "round", "cos"})
"""Words that are written with a leading apostrophe."""
BEFORE_OPENING = frozenset(" \n([{—–-/")
MARKS = frozenset("“”„«»‹›‘’‚\"'")
DOUBLED = (("''", '"'), ("``", '"'), ("‘‘", "“"), ("’’", "”"))
"""Two single marks that stand for a double one, as wire services and typewriters set it."""
FILLER = "\ufffc"
"""Stands for the second of two doubled marks, so that offsets stay."""


class Marked(NamedTuple):
    """A stretch in quotation marks, marks included, in code points of the text; `depth` 0 is outermost."""

    start: int
    end: int
    depth: int
    closed: bool
    continues: bool


class Marking(NamedTuple):
    """A paragraph and what pairing its marks needs: which single mark closes which, where the last curly one closes."""

    text: str
    closing_singles: dict[int, int]
    last_curly: int


def marked(texts: Sequence[str], starts: Sequence[int]) -> tuple[Marked, ...]:
    """Find what stands in quotation marks in consecutive paragraphs, in text order.

    A quote left open in a paragraph while the next one opens with the same mark runs to the paragraph's end, and the
    next one continues it. Another unclosed mark runs to the end too if it stands first or after a colon or comma, and
    elsewhere it is ignored. Linear in the length of the texts.
    """
    found: list[Marked] = []
    open_before: str | None = None
    singled = [_singled(text) for text in texts]
    for index, (text, start) in enumerate(zip(singled, starts, strict=True)):
        following = singled[index + 1].lstrip()[:1] if index + 1 < len(texts) else ""
        pairs, open_after = _paragraph(text, following)
        for pair in pairs:
            continues = pair.start == 0 and open_before is not None and text[0] == open_before
            end = pair.end + (text[pair.end : pair.end + 1] == FILLER)
            found.append(pair._replace(start=pair.start + start, end=end + start, continues=continues))
        open_before = open_after
    return tuple(found)


def _singled(text: str) -> str:
    """Write doubled single marks as one double mark, at the same length."""
    for doubled, mark in DOUBLED:
        text = text.replace(doubled, mark + FILLER)
    return text


def _paragraph(text: str, following: str) -> tuple[list[Marked], str | None]:
    """Pair the marks of one paragraph; also the mark that the next paragraph continues."""
    marking = Marking(text, _single_closers(text), text.rfind("”"))
    stack: list[int] = []
    open_marks: dict[str, int] = dict.fromkeys(CLOSERS, 0)
    pairs: list[Marked] = []
    for at, char in enumerate(text):
        if char not in MARKS:
            continue
        if _closes(marking, at, stack, open_marks):
            opener = _pop_to(text, stack, char, open_marks)
            pairs.append(Marked(opener, at + 1, len(stack), True, False))
        elif _opens(marking, at, open_marks):
            stack.append(at)
            open_marks[char] += 1
    continued = _unclosed(text, stack, following, pairs)
    return sorted(pairs), continued


def _closes(marking: Marking, at: int, stack: list[int], open_marks: dict[str, int]) -> bool:
    text, char = marking.text, marking.text[at]
    openers = [opener for opener, closers in CLOSERS.items() if char in closers and open_marks[opener]]
    if not openers:
        return False
    if char in SINGLES:
        return any(text[opener] in openers and marking.closing_singles.get(opener) == at for opener in stack[-2:])
    if char == '"':
        return not _looks_opening(text, at) and (bool(open_marks[char]) or at > marking.last_curly)
    return True


def _looks_opening(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before in BEFORE_OPENING) and (after.isalnum() or (after in MARKS and after != ""))


def _pop_to(text: str, stack: list[int], closer: str, open_marks: dict[str, int]) -> int:
    """Close the innermost mark that `closer` can close; marks opened inside it and never closed are dropped."""
    while True:
        opener = stack.pop()
        open_marks[text[opener]] -= 1
        if closer in CLOSERS[text[opener]]:
            return opener


def _opens(marking: Marking, at: int, open_marks: dict[str, int]) -> bool:
    text, char = marking.text, marking.text[at]
    if char not in CLOSERS:
        return False
    if char in SINGLES:
        return at in marking.closing_singles or (at == 0 and char == "‘")
    if char == '"' and not _looks_opening(text, at):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return not open_marks['"'] and bool(after.strip()) and not before.isdigit()
    return True


def _unclosed(text: str, stack: list[int], following: str, pairs: list[Marked]) -> str | None:
    """Let the outermost unclosed mark run to the paragraph's end, if it plausibly began a quote."""
    if not stack:
        return None
    opener = stack[0]
    mark = text[opener]
    continued = bool(following) and following == mark
    begins = opener == 0 or text[:opener].rstrip()[-1:] in {",", ":"}
    again = any(pair.start > opener and text[pair.start] == mark and pair.depth == 1 for pair in pairs)
    if again or not (continued or begins) or (mark in SINGLES and not continued):
        pairs[:] = [pair._replace(depth=pair.depth - bisect_left(stack, pair.start)) for pair in pairs]
        return None
    pairs[:] = [pair if pair.start < opener else pair._replace(depth=max(pair.depth, 1)) for pair in pairs]
    pairs.append(Marked(opener, len(text), 0, False, False))
    return mark if continued else None


def _single_closers(text: str) -> dict[int, int]:
    """Pair each opening single mark with its closing one; apostrophes are neither.

    Among the candidates before the next opening mark, the first that is no plural possessive ("the boys’ club") wins.
    """
    openers = [at for at, char in enumerate(text) if char in "‘'" and _may_open(text, at)]
    candidates = [at for at, char in enumerate(text) if char in "’'" and _may_close(text, at)]
    pairs: dict[int, int] = {}
    for number, opener in enumerate(openers):
        limit = openers[number + 1] if number + 1 < len(openers) else len(text)
        first = bisect_right(candidates, opener)
        last = bisect_right(candidates, limit)
        if text[opener] == "'":
            choice = [at for at in candidates[first:last] if text[at] == "'"]
        else:
            choice = [at for at in candidates[first:last] if text[at] == "’"]
        if choice:
            pairs[opener] = next((at for at in choice if not _plural_possessive(text, at)), choice[0])
    return pairs


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after.strip() or not (not before or before in BEFORE_OPENING or before in MARKS):
        return False
    word = ""
    for char in text[at + 1 : at + 8]:
        if not char.isalnum():
            break
        word += char
    return word.lower() not in ELISIONS and not (word[:2].isdigit() and word[2:] in {"", "s"})


def _may_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return bool(before.strip()) and not after.isalnum()


def _plural_possessive(text: str, at: int) -> bool:
    return text[at - 1 : at] in {"s", "S"} and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalpha()
