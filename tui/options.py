"""The words and options of the command line, as argparse takes them."""

import argparse
from pathlib import Path
from typing import NoReturn, get_args

from tui import console
from tui.parser import Parser
from tui.theme_names import ThemeName
from tui.version import program_version


class ShowVersion(argparse.Action):
    """Print which newsmark this is and exit; only then is that looked up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and exit with status 0."""
        console.write_text(f"newsmark {program_version()}\n")
        parser.exit()


def add_general(parser: Parser) -> None:
    """Add what the command line without a command takes, besides a source."""
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show program's version number and exit")
    _add_store(parser)
    _add_pipeline(parser)
    _add_reading(parser)
    parser.add_argument("--theme", metavar="NAME", choices=get_args(ThemeName), help="colours: %(choices)s")


def _add_store(parser: Parser) -> None:
    parser.add_argument("--store", metavar="PATH", type=_path, help="file of your annotations (default: see README)")


def _add_reading(parser: Parser) -> None:
    parser.add_argument(
        "--as",
        dest="kind",
        choices=("text", "markdown", "html"),
        help="what SOURCE is, where that is mistaken (Markdown on standard input, for one)",
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch from this machine and the local network too"
    )


def _add_pipeline(parser: Parser) -> None:
    parser.add_argument("--pipeline", metavar="NAME", help="installed spaCy pipeline (default: the bundled one)")
    parser.add_argument("--no-cache", action="store_true", help="analyse anew, and keep nothing of it")


def add_analyze(parser: Parser) -> None:
    """Add what `newsmark analyze` takes."""
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="file, folder, pattern, address, - or clipboard")
    parser.add_argument("--jsonl", action="store_true", help="one line per source, as of a folder's articles anyway")
    parser.add_argument(
        "-o",
        "--output",
        type=_output,
        metavar="PATH",
        help="folder that gets a file per source, or .jsonl file that gets a line; what is there is not made again",
    )
    parser.add_argument("-j", "--jobs", type=_count, metavar="N", help="processes at work (default: the processors)")
    _add_pipeline(parser)
    _add_reading(parser)


def add_export(parser: Parser) -> None:
    """Add what `newsmark export` takes."""
    parser.add_argument("articles", metavar="ARTICLE", nargs="*", help="article read before, or a source")
    parser.add_argument("--all", action="store_true", help="every article read so far")
    parser.add_argument("--format", default="json", metavar="NAME", help="list says which there are (default: json)")
    parser.add_argument("--verdict", choices=("verified", "disputed", "open"), help="only claims with this verdict")
    parser.add_argument("--speaker", metavar="NAME", help="only claims of those whose name has these words")
    parser.add_argument("--since", metavar="DAY", help="only what you changed on this day (2026-01-31) or later")
    parser.add_argument(
        "-o",
        "--output",
        type=_output,
        metavar="PATH",
        help="file to write or replace; for several articles one that ends as the format does, else a folder with a "
        "file for each (default: standard output)",
    )
    _add_store(parser)
    _add_pipeline(parser)
    _add_reading(parser)


def add_tag(parser: Parser) -> None:
    """Add what `newsmark tag` takes."""
    parser.add_argument("article", metavar="ARTICLE", help="article read before, or a source")
    parser.add_argument("claim", metavar="CLAIM", help="id of a claim, its beginning, or words of that claim only")
    parser.add_argument("verdict", choices=("verified", "disputed", "clear"))
    parser.add_argument("--note", metavar="TEXT", help="note on the claim; replaces the note it has")
    _add_store(parser)
    _add_pipeline(parser)
    _add_reading(parser)


def add_import(parser: Parser) -> None:
    """Add what `newsmark import` takes."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="annotated JSON, W3C or Hypothesis annotations, CSV of claims; - for standard input",
    )
    _add_store(parser)


def add_diff(parser: Parser) -> None:
    """Add what `newsmark diff` takes."""
    parser.add_argument("article", metavar="ARTICLE", help="article read before, or a source")
    named = "beginning of the name of a version (default: the current one and the one before)"
    parser.add_argument("old", metavar="VERSION", nargs="?", help=named)
    parser.add_argument("new", metavar="VERSION", nargs="?", help="likewise, of the later one")
    _add_store(parser)
    _add_reading(parser)


def add_purge(parser: Parser) -> None:
    """Add what `newsmark purge` takes."""
    parser.add_argument("articles", metavar="ARTICLE", nargs="+", help="article read before")
    parser.add_argument("--yes", action="store_true", help="without asking")
    _add_store(parser)


def add_doctor(parser: Parser) -> None:
    """Add what `newsmark doctor` takes."""
    parser.add_argument("--repair", action="store_true", help="repair the store; what cannot be read is kept aside")
    parser.add_argument("--load", action="store_true", help="load the pipeline too, to see that it works")
    _add_store(parser)
    _add_pipeline(parser)


def add_settings(parser: Parser) -> None:
    """Add what `newsmark settings` takes."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--init", action="store_true", help="write the file, with everything explained and nothing changed"
    )
    one.add_argument(
        "--keys", action="store_true", help="print the keys of all actions, by the names that [keys] takes"
    )


def add_list(parser: Parser) -> None:
    """Add what `newsmark list` takes."""
    parser.add_argument("--json", action="store_true", help="as a JSON array")
    _add_store(parser)


def add_completion(parser: Parser) -> None:
    """Add what `newsmark completion` takes."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _count(value: str) -> int:
    """Return a number of processes; raises ArgumentTypeError for anything else."""
    if not (value.isdecimal() and int(value)):
        raise argparse.ArgumentTypeError(f"{value} is not a number of processes")
    return int(value)


def _path(value: str) -> Path:
    """Return a path; in --store=~/PATH no shell replaces the tilde."""
    if not value:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path.home() / value[2:] if value.startswith("~/") else Path(value)


def _output(value: str) -> Path | None:
    """Return where to write; None is standard output."""
    return None if value == "-" else _path(value)
