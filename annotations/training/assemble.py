"""From the two trained parts to one pipeline with its meta data, licence and model card."""

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from annotations.training.measure import Figures

VERSION = "0.2.0"
LICENCE = "CC-BY-SA-4.0"
SOURCES = (
    (
        "Voice of America news sentences (texts of the Groningen Meaning Bank), entities annotated for newsmark",
        "texts public domain, annotation CC0-1.0",
    ),
    (
        "English Wikinews articles of 2019 and 2020 by their contributors, entities annotated for newsmark",
        "CC-BY-2.5",
    ),
    (
        "Universal Dependencies English EWT (Silveira et al. 2014, A Gold Standard Dependency Corpus for English)",
        "CC-BY-SA-4.0",
    ),
    (
        "Universal Dependencies English GUM, its openly licensed documents (Zeldes 2017, The GUM Corpus)",
        "annotations CC-BY-4.0, texts CC-BY, CC-BY-SA or public domain",
    ),
    (
        "Word classes as features: Brown clusters of spacy-lookups-data (Explosion); names of people from Faker, of "
        "places from GeoNames (geonames.org)",
        "MIT, MIT, CC-BY-4.0",
    ),
)


def assemble(work: Path) -> Language:
    """Join the best syntax and entity models of `work` into one pipeline.

    Entities come first: behind the parser they could not cross its sentence boundaries, which are sometimes wrong.
    """
    nlp = spacy.load(work / "syntax" / "model-best")
    nlp.add_pipe("ner", source=spacy.load(work / "entities" / "model-best"), first=True)
    return nlp


def write_card(nlp: Language, figures: Figures, output: Path) -> None:
    """Write the pipeline to `output` with its meta data, figures, licence and model card."""
    nlp.meta.update(
        {
            "name": "core_news_sm",
            "version": VERSION,
            "description": "Small English news pipeline of newsmark: tagger, parser (Universal Dependencies), entities",
            "author": "The newsmark authors",
            "email": "",
            "url": "",
            "license": LICENCE,
            "sources": [{"name": name, "license": licence} for name, licence in SOURCES],
            "performance": {
                **{f"{name}_{key}": value for name, row in figures.syntax.items() for key, value in row.items()},
                "ents_p": figures.entities.precision,
                "ents_r": figures.entities.recall,
                "ents_f": figures.entities.fscore,
                "ents_per_type": {label: score.to_dict() for label, score in figures.by_label.items()},
            },
        }
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    shutil.rmtree(output, ignore_errors=True)
    nlp.to_disk(output)
    strings = {*spacy.blank("en").vocab.strings, *(label for labels in nlp.pipe_labels.values() for label in labels)}
    kept = json.dumps(sorted(strings), ensure_ascii=False)  # the words of the training text are no use
    (output / "vocab" / "strings.json").write_text(kept, encoding="utf-8")
    (output / "README.md").write_text(_card(figures), encoding="utf-8")
    shutil.copyfile(Path(__file__).with_name("PIPELINE_LICENSE"), output / "LICENSE")


def _card(figures: Figures) -> str:
    syntax = "\n".join(
        f"| {name} | {100 * row['tag_acc']:.1f} | {100 * row['dep_uas']:.1f} | {100 * row['dep_las']:.1f} "
        f"| {100 * row['sents_f']:.1f} |"
        for name, row in figures.syntax.items()
    )
    total = figures.entities
    entities = "\n".join(
        f"| {label} | {100 * score.precision:.1f} | {100 * score.recall:.1f} | {100 * score.fscore:.1f} |"
        for label, score in figures.by_label.items()
    )
    sources = "\n".join(f"- {name}: {licence}" for name, licence in SOURCES)
    return f"""# en_core_news_sm {VERSION}

The English pipeline that newsmark ships: part-of-speech tagger (Penn tags), dependency parser (Universal
Dependencies) and entity recogniser (16 OntoNotes 5 labels, without CARDINAL and ORDINAL), for spaCy 3.8 on one CPU
core. Licence: {LICENCE} (see LICENSE).

**Intended use.** Marking edited English news text, one paragraph at a time, in newsmark. It supports a reader's
judgement; it decides nothing about people.

**Known weaknesses.** Informal text, headlines in capitals, names that begin a sentence or come from languages rare in
the training news, works of art, products; long sentences with several levels of reporting.

## Trained on

{sources}

Made with `python -m annotations.training CORPORA` (spaCy's trainer, seed 0, configurations under
`annotations/training`; about an hour on two cores). Half of the documents with straight quotes were set in curly ones,
one short document in twenty was added in capitals. The checkpoints were chosen on one training document in twenty:
nothing below was seen in training. Each word's class (cluster, list of names) is embedded beside spaCy's own features,
which needs newsmark installed: `newsmark.WordClassEmbed.v1` is found by its entry point.

## Figures

On the treebanks' development files, trees projected onto spaCy's tokens:

| treebank | tag accuracy | UAS | LAS | sentence F |
|---|---|---|---|---|
{syntax}

Entities on 30 whole Wikinews articles annotated for newsmark (exact span and label, the model alone):

| label | P | R | F |
|---|---|---|---|
{entities}
| **all** | {100 * total.precision:.1f} | {100 * total.recall:.1f} | {100 * total.fscore:.1f} |
"""
