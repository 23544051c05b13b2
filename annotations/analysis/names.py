"""Where known names stand in a text: many names at once, whole words only, the longest first."""

import re
from collections.abc import Iterable, Iterator

from annotations.analysis.gazetteer import straight

_WORD = re.compile(r"\w+")


class NameIndex:
    """A set of names to look for in texts; typographic and straight apostrophes are the same."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[str]] = {}
        for name in {straight(name) for name in names}:
            first = _WORD.search(name)
            if first and first.start() == 0:
                self._by_first_word.setdefault(first[0], []).append(name)
        for candidates in self._by_first_word.values():
            candidates.sort(key=lambda name: (-len(name), name))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every occurrence, left to right, none overlapping."""
        plain = straight(text)
        end = 0
        by_first_word = self._by_first_word
        for word in _WORD.finditer(plain):
            candidates = by_first_word.get(word[0])
            if not candidates or word.start() < end:
                continue
            start = word.start()
            for name in candidates:
                if plain.startswith(name, start) and _is_boundary(plain, start + len(name)):
                    end = start + len(name)
                    yield start, end
                    break


def _is_boundary(text: str, end: int) -> bool:
    return end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
