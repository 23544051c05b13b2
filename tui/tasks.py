"""What the commands do that know the reader's work: the core's operations on the store."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from annotations.clock import utc_now
from annotations.export import Format, format_named
from annotations.export.files import make_folder, write_file
from annotations.models import Analysis, AnnotatedArticle, Article, Claim, Record, Verdict
from annotations.review import Review, find_claim, open_review, set_note
from annotations.review import tag as tag_claim
from annotations.sources import read_source
from annotations.storage.store import Store
from annotations.text import clean_line
from tui import console, listing
from tui.analysing import Analyst, attempted
from tui.glyphs import glyphs_for
from tui.printing import printed


def export(
    references: Sequence[str] | None,
    store_path: Path,
    pipeline_name: str | None,
    *,
    format_name: str,
    output: Path | None,
) -> bool:
    """Write articles with the reader's annotations; `references` None stands for all that were read.

    One article goes to the file `output` or standard output; several into that folder or, joined, to standard output.
    Returns whether every article could be exported; standard error says why one could not.
    """
    chosen = format_named(format_name)
    analyst = Analyst(pipeline_name)
    is_one = references is not None and len(references) == 1
    with opened(store_path) as store:

        def exported(reference: str) -> AnnotatedArticle:
            article = find_article(store, reference)
            return analyst.annotate(article, store.records(article.id))

        names = [entry.id for entry in store.articles()] if references is None else references
        attempts = attempted(names, exported)
        if output is not None:
            return _write_files(attempts, chosen, output, is_folder=not is_one or output.is_dir())
        results = list(attempts)
        files = [chosen.write(result) for result in results if result]
        console.write(b"".join(files) if is_one else chosen.join(files))
        return all(results)


def tag(
    reference: str,
    claim_reference: str,
    verdict: Verdict | None,
    *,
    note: str | None,
    store_path: Path,
    pipeline_name: str | None,
) -> bool:
    """Give a claim a verdict and perhaps a note, keep both, and say so in one line."""
    with opened(store_path) as store:
        article = find_article(store, reference)
        review, claim = _claim(article, store.records(article.id), claim_reference, Analyst(pipeline_name))
        outcome = tag_claim(review, claim.id, verdict, utc_now())
        changed = {record.id: record for record in outcome.records}
        if note is not None:
            outcome = set_note(outcome.review, claim.id, note, utc_now())
            changed |= {record.id: record for record in outcome.records}
        saved = store.save(article.id, changed.values())
    words = clean_line(" ".join(span.text for span in claim.spans) or (claim.anchor.exact if claim.anchor else ""))
    console.write_text(f"{verdict or 'clear'}  {claim.id}  {words}\n")
    if saved.conflicts:
        console.inform("This claim was changed elsewhere at the same time.", "Its history holds both changes.")
    return True


def list_articles(store_path: Path, *, as_json: bool) -> bool:
    """Print the articles read so far."""
    with opened(store_path) as store:
        articles = listing.listed_articles(store)
    if as_json:
        console.write(listing.to_json(articles))
    elif articles:
        console.write_text(listing.to_table(articles, glyphs_for(sys.stdout.encoding)))
    else:
        console.inform("No article has been read yet.", "newsmark demo shows an example.")
    return True


def print_article(article: Article, store_path: Path, pipeline_name: str | None) -> bool:
    """Print a marked article as plain text, with the verdicts and notes of a reader who knows it."""
    with opened(store_path) as store:
        entry = store.find_article(article.source or article.id)
        known = replace(article, id=entry.id) if entry else article
        result = Analyst(pipeline_name).annotate(known, store.records(known.id))
    text = printed(result, width=console.text_width(), glyphs=glyphs_for(sys.stdout.encoding))
    console.write_text(text)
    return True


def find_article(store: Store, reference: str) -> Article:
    """Return the article that a source or an id names, as the store knows it from then on.

    A source is read as it is now; an id, or a file that is gone, gives the version read last.
    """
    if reference != "-" and not Path(reference).exists() and (entry := store.find_article(reference)):
        return store.snapshot(entry.id, entry.version)
    return store.open_article(read_source(reference), utc_now())


@contextmanager
def opened(store_path: Path) -> Iterator[Store]:
    """Give the store at a path to a task, and pass on afterwards what it has to say."""
    store = Store(store_path)
    try:
        yield store
    finally:
        for notice in store.notices:
            console.inform(notice)


def _claim(article: Article, records: Sequence[Record], reference: str, analyst: Analyst) -> tuple[Review, Claim]:
    """Find a claim; one that the reader touched before is found by its id without an analysis."""
    review = open_review(article, Analysis(), tuple(records))
    if claim := review.claims_by_id.get(reference):
        return review, claim
    review = open_review(article, analyst.analyse(article), tuple(records))
    return review, find_claim(review, reference)


def _write_files(results: Iterable[AnnotatedArticle | None], chosen: Format, output: Path, *, is_folder: bool) -> bool:
    if is_folder:
        make_folder(output)
    is_complete = True
    for result in results:
        if result:
            write_file(output / f"{result.article.id}{chosen.suffix}" if is_folder else output, chosen.write(result))
        is_complete = is_complete and result is not None
    return is_complete
