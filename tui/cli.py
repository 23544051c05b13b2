"""The command line: words in, an exit status out; no Textual unless the reader starts."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn, get_args

from annotations.errors import NewsmarkError
from annotations.text import clean_line
from tui import console
from tui.locations import analysis_cache, default_store, settings_file
from tui.settings import Settings, ThemeName, read_settings
from tui.version import program_version

if TYPE_CHECKING:
    from annotations.sources import ReadOptions
    from tui.analysing import Analyst

DONE, FAILED, INTERRUPTED = 0, 1, 130
DESCRIPTION = """\
Read a news article with its entities, quotes and claims marked, and tag its claims.
Without SOURCE: the articles read so far. demo: an example article.
Where standard output is no terminal, the marked article is printed as plain text.
"""
EPILOG = """\
SOURCE is a file (text, Markdown, HTML, PDF, EPUB), a web address, - for standard input, or clipboard for what was
copied last; ./demo is a file that is called demo. Of a feed (RSS, Atom, OPML) the articles are listed.
ARTICLE is a SOURCE or the id of an article read before, or the beginning of one that no other shares.
Results go to standard output, messages to standard error. Exit status: 0 done, 1 failed, 2 wrong usage.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints carry no escape sequence from an argument to the terminal."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the complaint, and exit with status 2."""
        super().error(clean_line(message))


class ShowVersion(argparse.Action):
    """Print which newsmark this is and exit; only then is that looked up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and exit with status 0."""
        sys.stdout.write(f"newsmark {program_version()}\n")
        parser.exit()


class Command(NamedTuple):
    """One word of the command line."""

    summary: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace], bool]
    """Returns whether everything asked for was done."""


def run(argv: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status; each expected failure becomes one clear message."""
    try:
        args = parse(argv)
        status = DONE if args.run(args) else FAILED
        sys.stdout.flush()
    except NewsmarkError as error:
        console.complain(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
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
        return reader_parser().parse_args(argv)
    return command_parser(argv[index]).parse_intermixed_args([*argv[:index], *argv[index + 1 :]])


def reader_parser() -> Parser:
    """Return the parser of `newsmark [SOURCE]`, whose help describes the whole command line."""
    summaries = "".join(f"  {name:<12}{command.summary}\n" for name, command in COMMANDS.items())
    parser = _parser(
        "newsmark",
        DESCRIPTION,
        usage="newsmark [options] [SOURCE | demo]\n       newsmark COMMAND [options] ...",
        epilog=f"commands (newsmark COMMAND --help says more):\n{summaries}\n{EPILOG}",
    )
    _add_general(parser)
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="what to read")
    parser.set_defaults(run=_read)
    return parser


def command_parser(name: str) -> Parser:
    """Return the parser of one command of COMMANDS."""
    command = COMMANDS[name]
    parser = _parser(f"newsmark {name}", command.summary)
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)
    return parser


def whole_parser() -> Parser:
    """Return a parser of all commands together, as a shell's completion wants it."""
    parser = _parser("newsmark", DESCRIPTION)
    _add_general(parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.summary))
    return parser


def _parser(prog: str, description: str, usage: str | None = None, epilog: str | None = None) -> Parser:
    return Parser(
        prog=prog,
        description=description,
        usage=usage,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_general(parser: Parser) -> None:
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show program's version number and exit")
    _add_store(parser)
    _add_pipeline(parser)
    _add_private(parser)
    parser.add_argument("--theme", metavar="NAME", choices=get_args(ThemeName), help="colours: %(choices)s")


def _add_store(parser: Parser) -> None:
    parser.add_argument("--store", metavar="PATH", type=Path, help="file of your annotations (default: see README)")


def _add_private(parser: Parser) -> None:
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch from this machine and the local network too"
    )


def _add_pipeline(parser: Parser) -> None:
    parser.add_argument("--pipeline", metavar="NAME", help="installed spaCy pipeline (default: the bundled one)")
    parser.add_argument("--no-cache", action="store_true", help="analyse anew, and keep nothing of it")


def _add_analyze(parser: Parser) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="file, folder, pattern, address, - or clipboard")
    parser.add_argument("--jsonl", action="store_true", help="one line per source, as of a folder's articles anyway")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="one file per source; what is there is not made again"
    )
    parser.add_argument("-j", "--jobs", type=_count, metavar="N", help="processes at work (default: the processors)")
    _add_pipeline(parser)
    _add_private(parser)


def _add_export(parser: Parser) -> None:
    parser.add_argument("articles", metavar="ARTICLE", nargs="*", help="article read before, or a source")
    parser.add_argument("--all", action="store_true", help="every article read so far")
    parser.add_argument("--format", default="json", metavar="NAME", help="list says which there are (default: json)")
    parser.add_argument("--verdict", choices=("verified", "disputed", "open"), help="only claims with this verdict")
    parser.add_argument("--speaker", metavar="NAME", help="only claims of those whose name has these words")
    parser.add_argument("--since", metavar="DAY", help="only what you changed on this day (2026-01-31) or later")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="file to write or replace; for several articles one that ends as the format does, else a folder with a "
        "file for each (default: standard output)",
    )
    _add_store(parser)
    _add_pipeline(parser)
    _add_private(parser)


def _add_tag(parser: Parser) -> None:
    parser.add_argument("article", metavar="ARTICLE", help="article read before, or a source")
    parser.add_argument("claim", metavar="CLAIM", help="id of a claim, its beginning, or words of that claim only")
    parser.add_argument("verdict", choices=("verified", "disputed", "clear"))
    parser.add_argument("--note", metavar="TEXT", help="note on the claim; replaces the note it has")
    _add_store(parser)
    _add_pipeline(parser)
    _add_private(parser)


def _add_import(parser: Parser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="annotated JSON, W3C or Hypothesis annotations, CSV of claims; - for standard input",
    )
    _add_store(parser)


def _add_diff(parser: Parser) -> None:
    parser.add_argument("article", metavar="ARTICLE", help="article read before, or a source")
    named = "beginning of the name of a version (default: the current one and the one before)"
    parser.add_argument("old", metavar="VERSION", nargs="?", help=named)
    parser.add_argument("new", metavar="VERSION", nargs="?", help="likewise, of the later one")
    _add_store(parser)
    _add_private(parser)


def _add_purge(parser: Parser) -> None:
    parser.add_argument("articles", metavar="ARTICLE", nargs="+", help="article read before")
    parser.add_argument("--yes", action="store_true", help="without asking")
    _add_store(parser)


def _add_doctor(parser: Parser) -> None:
    parser.add_argument("--repair", action="store_true", help="repair the store; what cannot be read is kept aside")
    parser.add_argument("--load", action="store_true", help="load the pipeline too, to see that it works")
    _add_store(parser)
    _add_pipeline(parser)


def _add_settings(parser: Parser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--init", action="store_true", help="write the file, with everything explained and nothing changed"
    )
    one.add_argument(
        "--keys", action="store_true", help="print the keys of all actions, by the names that [keys] takes"
    )


def _add_list(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="as a JSON array")
    _add_store(parser)


def _add_completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _read(args: argparse.Namespace) -> bool:
    from tui.launch import read

    analyst, options = _analyst(args), _options(args)
    return read(args.source, _store_path(args), analyst, options, settings=_settings(), theme=args.theme)


def _analyze(args: argparse.Namespace) -> bool:
    from tui.batch import analyze

    analyst, options = _analyst(args), _options(args)
    return analyze(args.sources, analyst, options, jsonl=args.jsonl, output=args.output, jobs=args.jobs)


def _export(args: argparse.Namespace) -> bool:
    from annotations.export.claimreview import Publisher
    from annotations.export.registry import format_named
    from annotations.export.selection import Selection
    from tui.exporting import Target, export, list_formats

    if args.format == "list":
        return list_formats()
    if bool(args.articles) == args.all:
        command_parser("export").error("name the articles to export, or --all")
    known = _settings().publisher
    publisher = Publisher(known.name, known.url or "") if known.name else None
    selection = Selection(args.verdict, args.speaker, args.since)
    target = Target(format_named(args.format, publisher), selection, args.output)
    chosen = None if args.all else args.articles
    return export(chosen, _store_path(args), _analyst(args), _options(args), target)


def _tag(args: argparse.Namespace) -> bool:
    from tui.tasks import tag

    verdict = None if args.verdict == "clear" else args.verdict
    return tag(
        args.article,
        args.claim,
        verdict,
        note=args.note,
        store_path=_store_path(args),
        analyst=_analyst(args),
        options=_options(args),
    )


def _import(args: argparse.Namespace) -> bool:
    from tui.importing import import_files

    return import_files(args.files, _store_path(args))


def _diff(args: argparse.Namespace) -> bool:
    from tui.comparing import compare

    return compare(args.article, (args.old, args.new), _store_path(args), _options(args))


def _purge(args: argparse.Namespace) -> bool:
    if not (args.yes or console.can_ask()):
        command_parser("purge").error("there is no terminal to ask on; add --yes to remove without being asked")
    from tui.purging import purge

    return purge(args.articles, _store_path(args), is_agreed=args.yes)


def _doctor(args: argparse.Namespace) -> bool:
    from tui.doctor import Examined, examine

    return examine(Examined(settings_file(), args.store, args.pipeline), is_repairing=args.repair, is_loading=args.load)


def _show_settings(args: argparse.Namespace) -> bool:
    from tui import settling

    act = settling.write_default if args.init else settling.show_keys if args.keys else settling.show
    return act(settings_file())


def _list(args: argparse.Namespace) -> bool:
    from tui.tasks import list_articles

    return list_articles(_store_path(args), as_json=args.json)


def _completion(args: argparse.Namespace) -> bool:
    from tui.completing import print_completion

    return print_completion(whole_parser(), args.shell)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "analyze": Command("print the entities, quotes and claims of articles as JSON", _add_analyze, _analyze),
        "export": Command("write articles with the reader's annotations", _add_export, _export),
        "import": Command("merge annotations from exported files into yours", _add_import, _import),
        "tag": Command("give a claim a verdict", _add_tag, _tag),
        "list": Command("list the articles read so far", _add_list, _list),
        "diff": Command("show what changed between two versions of an article", _add_diff, _diff),
        "purge": Command("remove articles and all that you made of them for good", _add_purge, _purge),
        "doctor": Command("check the program, the terminal and the store", _add_doctor, _doctor),
        "settings": Command("show your settings, or write a file to make them in", _add_settings, _show_settings),
        "completion": Command("print a script that completes the command line", _add_completion, _completion),
    }
)


def _first_word(argv: Sequence[str]) -> int | None:
    """Return where the first word is that is neither an option nor an option's value."""
    index = 0
    while index < len(argv):
        if argv[index] == "-" or not argv[index].startswith("-"):
            return index
        index += 2 if argv[index] in {"--store", "--pipeline", "--theme"} else 1
    return None


def _options(args: argparse.Namespace) -> "ReadOptions":
    from tui.fetching import reading_options

    return reading_options(allow_private=args.allow_private)


def _analyst(args: argparse.Namespace) -> "Analyst":
    from annotations.analysis.cache import AnalysisCache
    from tui.analysing import Analyst

    settings = _settings()
    pipeline, room = args.pipeline or settings.pipeline, 0 if args.no_cache else settings.cache_megabytes
    cache = AnalysisCache(analysis_cache(), pipeline, max_bytes=room * 2**20) if room else None
    return Analyst(pipeline, cache)


def _count(value: str) -> int:
    """Return a number of processes; raises ValueError, which argparse reports, for anything else."""
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def _settings() -> Settings:
    return read_settings(settings_file())


def _store_path(args: argparse.Namespace) -> Path:
    return args.store or _settings().store_path(settings_file()) or default_store()
