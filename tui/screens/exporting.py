"""Exporting the article with the reader's work: in which format, to which file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.review import annotated
from tui.background import in_thread
from tui.locations import written
from tui.screens.chooser import ChooserScreen
from tui.screens.looking_up import LookingUpScreen
from tui.widgets.cells import cut
from tui.widgets.mode_bar import Prompt

if TYPE_CHECKING:
    from annotations.export.registry import Format

_CHOICE_CELLS = 60
_MARK = ".newsmark"
"""Stands before the suffix, so that the file is told from the article's own."""
_WRITABLE = "-_ "
_NAME_BYTES = 120
"""Of a proposed name without its suffix; file systems take 255 of the whole."""


class ExportingScreen(LookingUpScreen):
    """Adds export."""

    _format = "json"
    _proposed = ""
    """The one proposed last."""

    def action_export(self) -> None:
        """Ask in which format the article is to be written with the reader's work, then where."""
        self.take_count()
        from annotations.export.registry import formats  # noqa: PLC0415 - takes long, and is rarely needed
        from tui.exporting import publisher_of  # noqa: PLC0415 - likewise

        known = formats(publisher_of(self.services.settings))

        def choose(name: str | None) -> None:
            if name is None:
                return
            if trouble := known[name].trouble:
                self.show_failure(trouble)
                return
            self._format = name
            self._ask_path(_export_path(self.review.article, known[name].suffix))

        options = [(name, cut(_described(name, each), _CHOICE_CELLS)) for name, each in known.items()]
        self.app.push_screen(ChooserScreen("Export as", options), choose)

    def _ask_path(self, path: Path) -> None:
        self._proposed = path.name
        self.ask("export", f"Write {self._format} to:", clean_line(str(path)))

    @on(Prompt.Submitted)
    def _path_answered(self, event: Prompt.Submitted) -> None:
        if event.question == "export" and event.answer.strip():
            path = written(event.answer.strip())
            self.run_worker(self._export(path, self._format), group="export", description="export the article")

    async def _export(self, path: Path, name: str) -> None:
        review = self.review
        document = annotated(review, self.services.generator(review.analysis))
        try:
            if await in_thread(lambda: _is_there(path), "newsmark-export"):
                words = f"{clean_line(str(path))} exists already; choose another name."
                self.notify(words, severity="warning", markup=False)
                proposed = _free_path(path / self._proposed if _is_folder(path) else path)
                self._ask_path(proposed)
                return
            await in_thread(lambda: self.services.write_export(document, path, name), "newsmark-export")
        except NewsmarkError as error:
            self.show_failure(error)
        else:
            self.notify(f"Written: {clean_line(str(path))}", markup=False)


def _described(name: str, chosen: "Format") -> str:
    return f"{name}: {chosen.trouble.hint if chosen.trouble else chosen.summary}"


def _export_path(article: Article, suffix: str) -> Path:
    source = Path(article.source) if article.source and Path(article.source).is_absolute() else None
    folder = source.parent if source else Path.cwd()
    words = "".join(letter if letter.isalnum() or letter in _WRITABLE else " " for letter in article.title)
    name = source.stem if source else "-".join(words.lower().split()[:8]) or "article"
    return _free_path(folder / f"{_bounded(name)}{_MARK}{suffix}")


def _is_there(path: Path) -> bool:
    """Tell whether there is such a file; where that cannot be told, writing it will fail and say why."""
    return os.path.exists(path)  # noqa: PTH110 - Path's raises


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - likewise


def _free_path(path: Path) -> Path:
    """Return the path, or one with a number where a file is there already."""
    if not _is_there(path):
        return path
    name = _bounded(path.stem.removesuffix(_MARK))
    numbers = (path.with_name(f"{name}-{number}{_MARK}{path.suffix}") for number in range(2, 1000))
    return next((candidate for candidate in numbers if not _is_there(candidate)), path)


def _bounded(name: str) -> str:
    return os.fsencode(name)[:_NAME_BYTES].decode(errors="ignore")
