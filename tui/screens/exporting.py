"""Exporting the article with the reader's work: in which format, to which file."""

from pathlib import Path

from textual import on

from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.review import annotated
from annotations.text import clean_line
from tui.background import in_thread
from tui.screens.checking import CheckingScreen
from tui.screens.chooser import ChooserScreen
from tui.widgets.cells import cut
from tui.widgets.mode_bar import Prompt

_CHOICE_CELLS = 60
_MARK = ".newsmark"
"""Stands before the suffix, so that the file is told from the article's own."""
_WRITABLE = "-_ "


class ExportingScreen(CheckingScreen):
    """Adds export."""

    _format = "json"

    def action_export(self) -> None:
        """Ask in which format the article is to be written with the reader's work, then where."""
        from annotations.export.registry import formats  # noqa: PLC0415 - takes long, and is rarely needed

        known = formats()

        def choose(name: str | None) -> None:
            if name is not None:
                self._format = name
                self._ask_path(_export_path(self.review.article, known[name].suffix))

        options = [(name, cut(f"{name}: {each.summary}", _CHOICE_CELLS)) for name, each in known.items()]
        self.app.push_screen(ChooserScreen("Export as", options), choose)

    def _ask_path(self, path: Path) -> None:
        self.ask("export", f"Write {self._format} to:", clean_line(str(path)))

    @on(Prompt.Submitted)
    def _path_answered(self, event: Prompt.Submitted) -> None:
        if event.question == "export" and event.answer.strip():
            path = Path(event.answer.strip()).expanduser()
            self.run_worker(self._export(path, self._format), group="export", description="export the article")

    async def _export(self, path: Path, name: str) -> None:
        review = self.review
        document = annotated(review, self.services.generator(review.analysis))
        try:
            if await in_thread(path.exists, "newsmark-export"):
                self.notify(f"{path} exists already; choose another name.", severity="warning", markup=False)
                self._ask_path(_free_path(path))
                return
            await in_thread(lambda: self.services.write_export(document, path, name), "newsmark-export")
        except NewsmarkError as error:
            self.show_failure(error)
        else:
            self.notify(f"Written: {clean_line(str(path))}", markup=False)


def _export_path(article: Article, suffix: str) -> Path:
    source = Path(article.source) if article.source and Path(article.source).is_absolute() else None
    folder = source.parent if source else Path.cwd()
    words = "".join(letter if letter.isalnum() or letter in _WRITABLE else " " for letter in article.title)
    name = source.stem if source else "-".join(words.lower().split()[:8]) or "article"
    return _free_path(folder / f"{name}{_MARK}{suffix}")


def _free_path(path: Path) -> Path:
    """Return the path, or one with a number where a file is there already."""
    if not path.exists():
        return path
    name = path.stem.removesuffix(_MARK)
    numbers = (path.with_name(f"{name}-{number}{_MARK}{path.suffix}") for number in range(2, 1000))
    return next((candidate for candidate in numbers if not candidate.exists()), path)
