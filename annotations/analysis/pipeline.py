"""Loading a spaCy pipeline: the bundled one or any installed English one."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import spacy.about
from spacy.language import Language

from annotations.errors import AnalysisError

BUNDLED = Path(__file__).parents[1] / "pipelines" / "en_core_news_sm"
REQUIRED = ("tagger", "parser", "ner")
UNUSED = (
    "attribute_ruler",
    "entity_linker",
    "lemmatizer",
    "morphologizer",
    "senter",
    "span_finder",
    "spancat",
    "textcat",
    "textcat_multilabel",
    "trainable_lemmatizer",
)
"""Components whose results no rule reads."""
_OTHER = "Name an English pipeline with a tagger, a parser and entities, or leave --pipeline out."


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline under the name that is shown: `en_core_news_sm 0.1.0`."""

    nlp: Language
    name: str


def load(name: str | None) -> Pipeline:
    """Load the pipeline with this package name or folder; the bundled one for None.

    Raises:
        AnalysisError: it is missing, made for another spaCy, not English, or has no tagger, parser or entities.
    """
    source = BUNDLED if name is None else _folder_or_package(name)
    shown = name or f"the bundled pipeline {BUNDLED.name}"
    if name is None and not BUNDLED.is_dir():
        raise AnalysisError(f"{shown} is missing", "Install newsmark again, or name another one with --pipeline.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a version note is no failure; what cannot be loaded raises
            nlp = spacy.load(source, exclude=UNUSED)
    except (OSError, ImportError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise AnalysisError(
            f"cannot load {shown}: {reason}",
            f"Install a pipeline for spaCy {spacy.about.__version__}, or leave --pipeline out to use the bundled one.",
        ) from error
    return Pipeline(_checked(nlp, shown), f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}")


def _folder_or_package(name: str) -> str | Path:
    path = Path(name).expanduser()
    return path if path.is_dir() else name


def _checked(nlp: Language, shown: str) -> Language:
    if nlp.lang != "en":
        raise AnalysisError(f"{shown} is not an English pipeline: its language is {nlp.lang}", _OTHER)
    factories = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    missing = [part for part in REQUIRED if part not in factories]
    if missing:
        raise AnalysisError(f"{shown} has no {' and no '.join(missing)}", _OTHER)
    return nlp
