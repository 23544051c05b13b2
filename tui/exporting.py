"""Articles with the reader's work, written in any format to a file, a folder or standard output."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotations.errors import ExportError
from annotations.export.claimreview import Publisher
from annotations.export.files import make_folder, write_file, write_pieces
from annotations.export.registry import Format, formats
from annotations.export.selection import Selection, checked, selected
from annotations.models import AnnotatedArticle
from annotations.sources import ReadOptions
from tui import console
from tui.analysing import Analyst, attempted
from tui.settings import Settings
from tui.tasks import find_article, opened


class Target(NamedTuple):
    """How and where to write."""

    format: Format
    selection: Selection = Selection()
    output: Path | None = None
    """A file; for several articles a folder, or a file that ends as the format does; None is standard output."""


def publisher_of(settings: Settings) -> Publisher | None:
    """Return who publishes the reader's verdicts, if the settings say so."""
    known = settings.publisher
    return Publisher(known.name, known.url or "") if known.name else None


def list_formats() -> bool:
    """Print each format with its name, what its files end in, and what it is."""
    known = formats()
    longest = max(map(len, known))
    for name, each in known.items():
        console.write_text(f"{name:<{longest}}  {each.suffix:<7} {each.summary}\n")
    return True


def export(
    references: Sequence[str] | None, store_path: Path, analyst: Analyst, options: ReadOptions, target: Target
) -> bool:
    """Write articles with the reader's annotations; `references` None stands for all that were read.

    Articles of which nothing was selected are left out. Returns whether every article could be exported; standard
    error says why one could not.
    """
    selection = checked(target.selection)
    if target.output is None and not target.format.is_text and sys.stdout.isatty():
        raise ExportError("This format is binary, which a terminal cannot show.", "Name a file with -o FILE.")
    is_one = references is not None and len(references) == 1
    failed: list[str] = []
    with opened(store_path) as store:

        def exported(reference: str) -> AnnotatedArticle:
            article = find_article(store, reference, options)
            return analyst.annotate(article, store.records(article.id))

        def results() -> Iterator[AnnotatedArticle]:
            names = [entry.id for entry in store.articles()] if references is None else references
            is_empty = True
            for name, result in zip(names, attempted(names, exported), strict=True):
                if result is None:
                    failed.append(name)
                elif chosen := selected(result, selection):
                    is_empty = False
                    yield chosen
            if not names:
                console.inform("No article has been read yet.")
            elif is_empty and not failed:
                console.inform("Nothing matches these filters.", "Without the filters everything is written.")

        _write(results(), target, is_one=is_one)
    return not failed


def _write(articles: Iterator[AnnotatedArticle], target: Target, *, is_one: bool) -> None:
    output, chosen = target.output, target.format
    is_folder = output is not None and (
        output.is_dir() or not (is_one or (chosen.stream and output.suffix == chosen.suffix))
    )
    if output is not None and is_folder:
        _fill(output, articles, chosen)
    elif is_one:
        if (only := next(articles, None)) is not None:
            _put(output, [chosen.write(only)])
    elif chosen.stream is None:
        raise ExportError("Several articles in this format need a file each.", "Name a folder with -o FOLDER.")
    else:
        _put(output, chosen.stream(articles))


def _put(output: Path | None, pieces: Iterable[bytes]) -> None:
    if output is not None:
        write_pieces(output, pieces)
        return
    for piece in pieces:
        console.write(piece)


def _fill(folder: Path, articles: Iterable[AnnotatedArticle], chosen: Format) -> None:
    make_folder(folder)
    for annotated in articles:
        for name, data in _files(annotated, chosen).items():
            write_file(folder / name, data)


def _files(annotated: AnnotatedArticle, chosen: Format) -> Mapping[str, bytes]:
    if chosen.files:
        return chosen.files(annotated)
    return {f"{annotated.article.id}{chosen.suffix}": chosen.write(annotated)}
