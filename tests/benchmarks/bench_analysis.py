"""Measure the analysis: its start, its speed beside a stock spaCy pipeline, its memory on a long text.

python tests/benchmarks/bench_analysis.py [--text FILE] [--words 100000] [--rounds 3]

The stock pipeline has the same components of the same sizes, with spaCy's usual embedding, labels copied from the
bundled one and hardly trained weights. The text is the demo article, or that of a file: plain text, a paragraph a line.
A text that repeats itself flatters the analysis, which embeds every word once: for the ratio name one of many articles.
"""

import argparse
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.training import Example

from annotations.analysis.analyse import analyse, analysed_sections
from annotations.analysis.pipeline import Pipeline, load
from annotations.models import Article, Entity
from annotations.sources.plain import read_bytes
from tui.demo import read_demo

COMPONENTS = ("ner", "tok2vec", "tagger", "parser")
ROWS = [5000, 1000, 2500, 2500]
UPDATES = 20
"""How often the stock pipeline sees the demo article: enough for about as many entities as there are."""
ATTRIBUTES = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]


class FirstMarksError(Exception):
    """Ends an analysis when its first marks are known."""


def main(article: Article, words: int, rounds: int) -> None:
    """Print the seconds to load and to the first marks, the ratio of the CPU times, and the peak of the memory."""
    began = perf_counter()
    pipeline = load(None)
    loaded = perf_counter()
    _first_marks(article, pipeline)
    print(f"{pipeline.name}: loaded in {loaded - began:.2f} s, first marks {perf_counter() - loaded:.2f} s later")
    stock = stock_pipeline(pipeline.nlp)
    count = len(article.text.split())
    for _ in range(rounds):
        plain = cpu_seconds(lambda: list(stock.pipe(article.text.split("\n"))))
        whole = cpu_seconds(lambda: analyse(article, pipeline))
        print(f"{count} words: stock {plain:.2f} s, analysis {whole:.2f} s, {plain / whole:.2f} of its speed")
    report_memory(words)


def read(path: Path | None, copies: int = 1) -> Article:
    """Return the text of a file, or that of the demo article some times over."""
    text = path.read_text(encoding="utf-8") if path else "\n\n".join([read_demo().text] * copies)
    return read_bytes(text.encode(), source=None, fallback_title="")


def _first_marks(article: Article, pipeline: Pipeline) -> None:
    def stop(_: tuple[Entity, ...]) -> None:
        raise FirstMarksError

    with suppress(FirstMarksError):
        analyse(article, pipeline, progress=stop)


def stock_pipeline(like: Language) -> Language:
    """Return a pipeline of spaCy's parts with the widths and labels of another, hardly trained on its results."""
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        model = like.config["components"][name]["model"]
        for tok2vec in (model, model.get("tok2vec", {})):
            if "embed" in tok2vec:
                tok2vec["embed"] = {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": tok2vec["encode"]["width"],
                    "attrs": ATTRIBUTES,
                    "rows": ROWS,
                    "include_static_vectors": False,
                }
        made, known = nlp.add_pipe(name, config={"model": model}), like.get_pipe(name)
        if isinstance(made, TrainablePipe) and isinstance(known, TrainablePipe):
            for label in known.labels:
                made.add_label(label)
    nlp.initialize()
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in like.pipe(read(None).text.split("\n")) if len(doc)]
    for _ in range(UPDATES):
        nlp.update(examples)
    return nlp


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes, all threads together."""
    began = process_time()
    work()
    return process_time() - began


def report_memory(words: int) -> None:
    """Analyse a text of this many words in a process of its own, as the worker does; print time and peak memory."""
    child = os.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, __file__, "--alone", "--words", str(words)])
    os.waitpid(child, 0)


def alone(words: int) -> None:
    """Print the time and the peak memory of one analysis."""
    pipeline = load(None)
    once = len(read_demo().text.split())
    article = read(None, max(words // once, 1))
    began = perf_counter()
    claims = sum(len(section.claims) for section in analysed_sections(article, pipeline))
    seconds = perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    count = len(article.text.split())
    print(f"{count} words: {seconds:.1f} s, {count / seconds:.0f} words/s, {claims} claims, peak {peak / 1e6:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, help="the text whose speed is measured")
    parser.add_argument("--words", type=int, default=100_000, help="length of the text whose memory is measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="measure only the memory")
    options = parser.parse_args()
    alone(options.words) if options.alone else main(read(options.text), options.words, options.rounds)
