"""What newsrooms do to published articles, as edits of a version that keep the words' numbers."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from tests.benchmarks.anchoring_articles import SUBSTITUTES, Sentence, Version, new_sentence

Edit = Callable[[Version, Random], None]


def insert_sentence(version: Version, random: Random) -> None:
    paragraph = random.choice(version.paragraphs)
    paragraph.insert(random.randint(0, len(paragraph)), version.added(new_sentence(random, added=True)))


def insert_paragraph(version: Version, random: Random) -> None:
    paragraph = [version.added(new_sentence(random, added=True)) for _ in range(random.randint(1, 4))]
    version.paragraphs.insert(random.randint(0, len(version.paragraphs)), paragraph)


def insert_emoji(version: Version, random: Random) -> None:
    paragraph = random.choice(version.paragraphs)
    paragraph.insert(random.randint(0, len(paragraph)), version.added(random.choice(("🙂", "🇵🇹 👩🏽‍🚒", "⚠️ Update"))))


def remove_sentence(version: Version, random: Random) -> None:
    paragraph = random.choice(version.paragraphs)
    paragraph.pop(random.randrange(len(paragraph)))
    _tidy(version)


def remove_paragraph(version: Version, random: Random) -> None:
    version.paragraphs.pop(random.randrange(len(version.paragraphs)))


def remove_repeated_sentence(version: Version, random: Random) -> None:
    """Remove one of several identical sentences, where there are any."""
    texts = [sentence.text for paragraph in version.paragraphs for sentence in paragraph]
    repeated = [text for text in set(texts) if texts.count(text) > 1]
    if not repeated:
        return remove_sentence(version, random)
    text = random.choice(sorted(repeated))
    places = [(p, s) for p in version.paragraphs for s in p if s.text == text]
    paragraph, sentence = random.choice(places)
    paragraph.remove(sentence)
    _tidy(version)
    return None


def move_sentence(version: Version, random: Random) -> None:
    paragraph = random.choice(version.paragraphs)
    sentence = paragraph.pop(random.randrange(len(paragraph)))
    _tidy(version)
    target = random.choice(version.paragraphs)
    target.insert(random.randint(0, len(target)), sentence)


def move_paragraph(version: Version, random: Random) -> None:
    paragraph = version.paragraphs.pop(random.randrange(len(version.paragraphs)))
    version.paragraphs.insert(random.randint(0, len(version.paragraphs)), paragraph)


def duplicate_sentence(version: Version, random: Random) -> None:
    paragraph = random.choice(version.paragraphs)
    copied = random.choice(paragraph)
    target = random.choice(version.paragraphs)
    copy = version.copy(copied)
    target.insert(_not_before(target, copied, random.randint(0, len(target))), copy)


def duplicate_paragraph(version: Version, random: Random) -> None:
    copied = random.choice(version.paragraphs)
    copy = [version.copy(sentence) for sentence in copied]
    at = random.randint(0, len(version.paragraphs))
    version.paragraphs.insert(_not_before(version.paragraphs, copied, at), copy)


def _not_before(parts: Sequence[object], copied: object, at: int) -> int:
    """Put a copy behind what it was made of, not directly before it: in a text the two cannot be told apart."""
    return at + 1 if at < len(parts) and parts[at] is copied else at


def reword(version: Version, random: Random) -> None:
    """Replace, remove or add one to three words of a sentence of at least eight."""
    sentence = _long_sentence(version, random)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(1, len(sentence.words) - 1)
        number, _ = sentence.words[at]
        new = random.choice(SUBSTITUTES)
        sentence.words[at : at + 1] = random.choice(
            ([(number, new)], [(number, new)], [], [sentence.words[at], (None, new)])
        )


def correct_number(version: Version, random: Random) -> None:
    """Put a digit behind the last number of a sentence, or a word before its full stop."""
    sentence = _long_sentence(version, random)
    digits = [at for at, (_, word) in enumerate(sentence.words) if word[-1:].isdigit()]
    at = digits[-1] if digits else len(sentence.words) - 2
    number, word = sentence.words[at]
    sentence.words[at] = (number, f"{word}0" if digits else f"{word}s")


def rewrite(version: Version, random: Random) -> None:
    """Put another sentence in the place of one."""
    paragraph = random.choice(version.paragraphs)
    paragraph[random.randrange(len(paragraph))] = version.added(new_sentence(random, added=True))


def change_marks(version: Version, _: Random) -> None:
    version.plain_marks = not version.plain_marks


def change_line_ends(version: Version, random: Random) -> None:
    version.line_end = random.choice(("\r\n", "\r", "\u2028"))


EDITS: tuple[Edit, ...] = (
    insert_sentence,
    insert_paragraph,
    insert_emoji,
    remove_sentence,
    remove_paragraph,
    remove_repeated_sentence,
    move_sentence,
    move_paragraph,
    duplicate_sentence,
    duplicate_paragraph,
    reword,
    correct_number,
    rewrite,
    change_marks,
    change_line_ends,
)


def edited(version: Version, edits: list[Edit], random: Random) -> Version:
    """Return a new version with the edits applied one after the other."""
    after = deepcopy(version)
    for edit in edits:
        edit(after, random)
    return after


def _long_sentence(version: Version, random: Random) -> Sentence:
    return random.choice([s for p in version.paragraphs for s in p if len(s.words) >= 8])


def _tidy(version: Version) -> None:
    version.paragraphs[:] = [paragraph for paragraph in version.paragraphs if paragraph]
