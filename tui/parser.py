"""The parser of a command: argparse with one-line complaints, suggestions, and help as wide as the terminal."""

import argparse
import re
import textwrap
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from tui import console

WRONG_USAGE = 2
_OPTION = re.compile(r"--\S+|-[^\W\d]\S*")
"""What argparse takes for an option: a negative number is none, nor is anything with a space."""
_HANGING = re.compile(r" *\S+ {2,}")
"""Before what a table's line says: what it is about."""


class Parser(argparse.ArgumentParser):
    """A parser that takes options by their full names only and suggests the nearest for one that it lacks."""

    def error(self, message: str) -> NoReturn:
        """Say in a line what is wrong, in another where to look, and exit with status 2."""
        console.inform(message, f"{self.prog} --help shows what it takes.")
        raise SystemExit(WRONG_USAGE)

    def _print_message(self, message: str, *_: object) -> None:
        """Print help at once, so that a failure to is noticed."""
        console.write_text(message)

    def check_options(self, words: Sequence[str]) -> None:
        """Complain of the first option that there is not, before anything else that it makes wrong."""
        known = self._option_string_actions
        for word in words[: words.index("--")] if "--" in words else words:
            name = word.partition("=")[0]
            is_short = not word.startswith("--") and word[:2] in known
            if _OPTION.fullmatch(word) and name not in known and not is_short:
                meant = nearest(name.lstrip("-"), {each.lstrip("-"): each for each in known})
                self.error(f"There is no option {name}{f'; did you mean {meant}?' if meant else '.'}")

    @property
    def valued(self) -> frozenset[str]:
        """The options that are followed by a value."""
        return frozenset(name for name, action in self._option_string_actions.items() if action.nargs != 0)


class _Help(argparse.HelpFormatter):
    """Wraps each line of a text by itself; the lines of a table hang under what they say."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _filled(text, width).splitlines()

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(_filled(line, width, indent) for line in text.splitlines())


def make_parser(prog: str, description: str, usage: str | None = None, epilog: str | None = None) -> Parser:
    """Return a parser whose help wraps each line of its texts as a paragraph of its own."""
    return Parser(
        prog=prog, description=description, usage=usage, epilog=epilog, formatter_class=_Help, allow_abbrev=False
    )


def nearest(word: str, known: Mapping[str, str]) -> str | None:
    """Return what a mistyped word is likely to mean: the value of the key that is nearest, if any is near."""
    return next((known[name] for name in get_close_matches(word, known, n=1)), None)


def _filled(line: str, width: int, indent: str = "") -> str:
    found = _HANGING.match(line)
    hanging = " " * len(found[0]) if found else ""
    wrapper = textwrap.TextWrapper(width, indent, indent + hanging, break_on_hyphens=False, break_long_words=False)
    return wrapper.fill(line)
