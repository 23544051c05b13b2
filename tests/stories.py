"""Articles of our own, for pages in the mark-up of many sites."""

from pathlib import Path
from typing import NamedTuple


class Story(NamedTuple):
    """What a page is about; its blocks are pairs of p, h2, li or quote, and words."""

    headline: str
    byline: str
    date: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def main_text(self) -> str:
        """The words of all blocks."""
        return "\n".join(words for _, words in self.blocks)


def stories() -> tuple[Story, ...]:
    """Return the articles that `sources/stories.txt` holds, one paragraph a line."""
    text = (Path(__file__).parent / "sources" / "stories.txt").read_text("utf-8")
    return tuple(_story(part.splitlines()) for part in text.strip().split("\n\n"))


def _story(lines: list[str]) -> Story:
    (_, headline), (_, byline), (_, date), *blocks = (line.split(": ", 1) for line in lines)
    return Story(headline, byline, date, tuple((kind, words) for kind, words in blocks))
