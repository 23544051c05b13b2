"""The composition root of the reader: everything it needs, made for real."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast
from uuid import uuid4

from annotations.analysis.client import AnalysisClient
from annotations.clock import utc_now
from annotations.export.files import write_file
from annotations.export.json import to_json
from annotations.models import AnnotatedArticle, Article
from tui.app import NewsmarkApp
from tui.glyphs import glyphs_for
from tui.services import SaveStatus, Services, Store, Writer
from tui.version import generator


def start(article: Article | None, store_path: Path, pipeline_name: str | None) -> bool:
    """Run the reader until it is left; returns whether that went well."""
    app = NewsmarkApp(services(store_path, pipeline_name), article)
    app.run()
    return not app.return_code


def services(store_path: Path, pipeline_name: str | None) -> Services:
    """Return what the reader works with: this store, and a process that analyses with this pipeline."""
    return Services(
        open_store=lambda: _open_store(store_path),
        open_writer=_open_writer,
        client=AnalysisClient(pipeline_name),
        write_export=_write_export,
        generator=generator,
        now=utc_now,
        new_id=lambda: str(uuid4()),
        glyphs=glyphs_for(sys.stdout.encoding),
        no_color="NO_COLOR" in os.environ,
    )


def _open_store(path: Path) -> Store:
    from annotations.storage import store

    return store.Store(path)


def _open_writer(store: Store, on_status: Callable[[SaveStatus], object]) -> Writer:
    from annotations.storage import store as storage
    from annotations.storage import writer

    def report(status: writer.Status) -> None:
        on_status(status)

    return writer.Writer(cast(storage.Store, store), report)


def _write_export(annotated: AnnotatedArticle, path: Path) -> None:
    write_file(path, to_json(annotated), overwrite=False)
