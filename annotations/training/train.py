"""One training run of spaCy's own trainer, from the configuration beside this file."""

from pathlib import Path

from spacy.cli.train import train as spacy_train
from spacy.util import registry

from annotations.training.classes import word_classes


def train(part: str, work: Path) -> None:
    """Train `part` (syntax or entities) on the converted corpora in `work`; its best model lands in `work/part`."""
    registry.misc.register("newsmark.WordClasses.v1", func=word_classes)
    spacy_train(
        Path(__file__).with_name(f"{part}.cfg"),
        work / part,
        overrides={
            "paths.train": str(work / f"{part}-train.spacy"),
            "paths.dev": str(work / f"{part}-dev.spacy"),
        },
    )
