"""Shell completion, written by shtab from the parser of the whole command line."""

from argparse import ArgumentParser, _SubParsersAction

import shtab

from tui import console

_FILES = frozenset({"SOURCE", "ARTICLE", "FILE", "PATH"})
"""The words that stand for files in the help: the shell offers those."""


def print_completion(parser: ArgumentParser, shell: str) -> bool:
    """Print the script that makes a shell complete the words of the command line."""
    _mark(parser)
    console.write(shtab.complete(parser, shell).encode())
    return True


def _mark(parser: ArgumentParser) -> None:
    """Tell shtab which arguments are files, in every command."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for each in action.choices.values():
                _mark(each)
        elif isinstance(action.metavar, str) and action.metavar in _FILES:
            vars(action)["complete"] = shtab.FILE
