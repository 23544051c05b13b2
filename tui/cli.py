"""The command line: words in, an exit status out; no Textual unless the reader starts."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import NewsmarkError
from tui import console, options
from tui.locations import analysis_cache, default_store, settings_file
from tui.parser import Parser, make_parser, nearest

if TYPE_CHECKING:
    from annotations.sources import ReadOptions
    from tui.analysing import Analyst
    from tui.settings import Settings

DONE, FAILED = 0, 1
_SOURCE_WORDS = ("demo", "clipboard")
"""What may stand in the place of a source besides files and addresses."""
DESCRIPTION = """\
Read a news article with its entities, quotes and claims marked, and tag its claims.
Without SOURCE: the articles read so far. demo: an example article.
Where standard output is no terminal, the marked article is printed as plain text.
"""
EPILOG = """\
SOURCE is a file (text, Markdown, HTML, PDF, EPUB), a web address, - for standard input, or clipboard for what was \
copied last; ./demo is a file that is called demo. Of a feed (RSS, Atom, JSON Feed, OPML) the articles are listed.
ARTICLE is a SOURCE or the id of an article read before, or the beginning of one that no other shares.
Results go to standard output, messages to standard error. Exit status: 0 done, 1 failed, 2 wrong usage.
"""


class Command(NamedTuple):
    """One word of the command line."""

    summary: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace], bool]
    """Returns whether everything asked for was done."""


def run(argv: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status; each expected failure becomes one clear message."""
    console.replace_closed_streams()
    try:
        args = parse(argv)
        status = DONE if args.run(args) else FAILED
        sys.stdout.flush()
    except NewsmarkError as error:
        console.complain(error)
        return FAILED
    except BrokenPipeError:
        console.discard_output()
        return DONE
    except OSError as error:
        console.discard_output()
        where = "" if error.filename is None else f": {error.filename}"
        hint = "Check the path, its permissions and the free space."
        console.complain(NewsmarkError(f"{error.strerror or error}{where}", hint))
        return FAILED
    return status


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; the first word decides whether it is a command or a source to read."""
    index = _first_word(argv)
    if index is None or argv[index] not in COMMANDS:
        return _parse_source(argv)
    parser, rest = command_parser(argv[index]), [*argv[:index], *argv[index + 1 :]]
    parser.check_options(rest)
    return (parser.parse_args if "--" in rest else parser.parse_intermixed_args)(rest)


def _parse_source(argv: Sequence[str]) -> argparse.Namespace:
    """Parse what begins with no command: a source at most; a word that is none may be a command mistyped."""
    parser = reader_parser()
    parser.check_options(argv)
    args, rest = parser.parse_known_args(argv)
    word = args.source
    is_plausible = word is None or not word.isalpha() or word in _SOURCE_WORDS or os.path.lexists(word)
    known = {name: name for name in (*COMMANDS, *_SOURCE_WORDS)} | {"help": "--help", "version": "--version"}
    if not is_plausible and (meant := nearest(word, known)):
        parser.error(f"There is no file {word}; did you mean {meant}?")
    if rest and not is_plausible:
        parser.error(f"There is neither a command nor a file {word}.")
    if rest:
        parser.error(f"One source at a time is read, so {rest[0]} is too much; newsmark analyze takes several.")
    return args


def reader_parser() -> Parser:
    """Return the parser of `newsmark [SOURCE]`, whose help describes the whole command line."""
    summaries = "".join(f"  {name:<12}{command.summary}\n" for name, command in COMMANDS.items())
    parser = make_parser(
        "newsmark",
        DESCRIPTION,
        usage="newsmark [options] [SOURCE | demo]\n       newsmark COMMAND [options] ...",
        epilog=f"commands (newsmark COMMAND --help says more):\n{summaries}\n{EPILOG}",
    )
    options.add_general(parser)
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="what to read")
    parser.set_defaults(run=_read)
    return parser


def command_parser(name: str) -> Parser:
    """Return the parser of one command of COMMANDS."""
    command = COMMANDS[name]
    parser = make_parser(f"newsmark {name}", command.summary)
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)
    return parser


def whole_parser() -> Parser:
    """Return a parser of all commands together, as a shell's completion wants it."""
    parser = make_parser("newsmark", DESCRIPTION)
    options.add_general(parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.summary))
    return parser


def _read(args: argparse.Namespace) -> bool:
    from tui.launch import read

    settings = _settings()
    store, analyst, sources = _store_path(args, settings), _analyst(args, settings), _source_options(args)
    return read(args.source, store, analyst, sources, settings=settings, theme=args.theme)


def _analyze(args: argparse.Namespace) -> bool:
    from tui.batch import analyze

    analyst, sources = _analyst(args, _settings()), _source_options(args)
    return analyze(args.sources, analyst, sources, jsonl=args.jsonl, output=args.output, jobs=args.jobs)


def _export(args: argparse.Namespace) -> bool:
    from annotations.export.registry import format_named
    from annotations.export.selection import Selection
    from tui.exporting import Target, export, list_formats, publisher_of

    if args.format == "list":
        return list_formats()
    if bool(args.articles) == args.all:
        command_parser("export").error("name the articles to export, or --all")
    settings = _settings()
    selection = Selection(args.verdict, args.speaker, args.since)
    target = Target(format_named(args.format, publisher_of(settings)), selection, args.output)
    chosen = None if args.all else args.articles
    return export(chosen, _store_path(args, settings), _analyst(args, settings), _source_options(args), target)


def _tag(args: argparse.Namespace) -> bool:
    from tui.tagging import tag

    settings = _settings()
    verdict = None if args.verdict == "clear" else args.verdict
    return tag(
        args.article,
        args.claim,
        verdict,
        note=args.note,
        store_path=_store_path(args, settings),
        analyst=_analyst(args, settings),
        options=_source_options(args),
    )


def _import(args: argparse.Namespace) -> bool:
    from tui.importing import import_files

    return import_files(args.files, _store_path(args, _settings()))


def _diff(args: argparse.Namespace) -> bool:
    from tui.comparing import compare

    return compare(args.article, (args.old, args.new), _store_path(args, _settings()), _source_options(args))


def _purge(args: argparse.Namespace) -> bool:
    if not (args.yes or console.can_ask()):
        command_parser("purge").error("there is no terminal to ask on; add --yes to remove without being asked")
    from tui.purging import purge

    return purge(args.articles, _store_path(args, _settings()), is_agreed=args.yes)


def _doctor(args: argparse.Namespace) -> bool:
    from tui.doctor import Examined, examine

    return examine(Examined(settings_file(), args.store, args.pipeline), is_repairing=args.repair, is_loading=args.load)


def _show_settings(args: argparse.Namespace) -> bool:
    from tui import settling

    act = settling.write_default if args.init else settling.show_keys if args.keys else settling.show
    return act(settings_file())


def _list(args: argparse.Namespace) -> bool:
    from tui.tasks import list_articles

    return list_articles(_store_path(args, _settings()), as_json=args.json)


def _completion(args: argparse.Namespace) -> bool:
    from tui.completing import print_completion

    return print_completion(whole_parser(), args.shell)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "analyze": Command("print the entities, quotes and claims of articles as JSON", options.add_analyze, _analyze),
        "export": Command("write articles with the reader's annotations", options.add_export, _export),
        "import": Command("merge annotations from exported files into yours", options.add_import, _import),
        "tag": Command("give a claim a verdict", options.add_tag, _tag),
        "list": Command("list the articles read so far", options.add_list, _list),
        "diff": Command("show what changed between two versions of an article", options.add_diff, _diff),
        "purge": Command("remove articles and all that you made of them for good", options.add_purge, _purge),
        "doctor": Command("check the program, the terminal and the store", options.add_doctor, _doctor),
        "settings": Command(
            "show your settings, or write a file to make them in", options.add_settings, _show_settings
        ),
        "completion": Command("print a script that completes the command line", options.add_completion, _completion),
    }
)


def _first_word(argv: Sequence[str]) -> int | None:
    """Return where the first word is that is neither an option nor an option's value."""
    if not argv or not argv[0].startswith("-"):
        return 0 if argv else None
    parsers = (reader_parser(), *map(command_parser, COMMANDS))
    valued, index = frozenset().union(*(parser.valued for parser in parsers)), 0
    while index < len(argv) and argv[index] != "--":
        if argv[index] == "-" or not argv[index].startswith("-"):
            return index
        index += 2 if argv[index] in valued else 1
    return None


def _source_options(args: argparse.Namespace) -> "ReadOptions":
    from tui.fetching import reading_options

    return reading_options(allow_private=args.allow_private, kind=args.kind)


def _analyst(args: argparse.Namespace, settings: "Settings") -> "Analyst":
    from annotations.analysis.cache import AnalysisCache
    from tui.analysing import Analyst

    pipeline, room = args.pipeline or settings.pipeline, 0 if args.no_cache else settings.cache_megabytes
    cache = AnalysisCache(analysis_cache(), pipeline, max_bytes=room * 2**20) if room else None
    return Analyst(pipeline, cache)


def _settings() -> "Settings":
    """Return what is settled; what reads the file is imported only where there is one."""
    from tui.settings import DEFAULTS

    path = settings_file()
    if not path.exists():
        return DEFAULTS
    from tui.settings_file import read_settings

    return read_settings(path)


def _store_path(args: argparse.Namespace, settings: "Settings") -> Path:
    return args.store or settings.store_path(settings_file()) or default_store()
