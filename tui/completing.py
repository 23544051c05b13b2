"""Shell completion, written by shtab from the parser of the whole command line."""

from argparse import ArgumentParser, _SubParsersAction
from types import MappingProxyType

import shtab

from tui import console

_COMPLETED = MappingProxyType(
    {**dict.fromkeys(("SOURCE", "ARTICLE", "FILE", "PATH"), shtab.FILE), "FOLDER": shtab.DIRECTORY}
)
"""What the shell offers for an argument, by the word that stands for it in the help."""


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
        elif isinstance(action.metavar, str) and action.metavar in _COMPLETED:
            vars(action)["complete"] = _COMPLETED[action.metavar]
