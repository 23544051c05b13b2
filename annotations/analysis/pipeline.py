"""Loading a spaCy pipeline: the bundled one or any installed English one."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import spacy.about
from spacy.language import Language
from spacy.util import get_model_lower_version, is_package

from annotations.analysis.fingerprint import BUNDLED, folder_of
from annotations.analysis.remembering import remember_words
from annotations.cleaning import clean_line
from annotations.errors import AnalysisError

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
_TRIAL = "A storm hit Lisbon, the mayor said."
_OTHER = "Name an English pipeline with a tagger, a parser and entities, or leave --pipeline out."


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline under the name that is shown: `en_core_news_sm 0.1.0`, `en_mine 1.2 in FOLDER`."""

    nlp: Language
    name: str


def load(name: str | None) -> Pipeline:
    """Load the pipeline with this package name or folder; the bundled one for None.

    Raises:
        AnalysisError: it is missing, made for another spaCy, not English, or has no tagger, parser or entities.
    """
    source = BUNDLED if name is None else _named(name)
    shown = f"the bundled pipeline {BUNDLED.name}" if name is None else f"the pipeline {name}"
    if name is None and not BUNDLED.is_dir():
        raise AnalysisError(f"{shown} is missing", "Install newsmark again, or name another one with --pipeline.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a version note is no failure; what does not work raises
            nlp = spacy.load(source, exclude=UNUSED)
            _check(nlp, shown)
            remember_words(nlp)
            _try(nlp)
    except (OSError, ImportError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise AnalysisError(
            f"cannot load {shown}: {reason}",
            f"Install a pipeline for spaCy {spacy.about.__version__}, or leave --pipeline out to use the bundled one.",
        ) from error
    place = f" in {clean_line(source.name)}" if name is not None and isinstance(source, Path) else ""
    return Pipeline(nlp, f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}{place}")


def _named(name: str) -> str | Path:
    path = folder_of(name)
    if name and path.is_dir():
        return path
    if not is_package(name):
        raise AnalysisError(f"the pipeline {name or '(no name)'} is neither a folder nor installed", _OTHER)
    return name


def _check(nlp: Language, shown: str) -> None:
    if nlp.lang != "en":
        raise AnalysisError(f"{shown} is not an English pipeline: its language is {nlp.lang}", _OTHER)
    factories = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    missing = [part for part in REQUIRED if part not in factories]
    if missing:
        raise AnalysisError(f"{shown} has no {' and no '.join(missing)}", _OTHER)
    wanted, present = str(nlp.meta.get("spacy_version", "")), spacy.about.__version__
    oldest = get_model_lower_version(wanted)
    if oldest and oldest.partition(".")[0] != present.partition(".")[0]:
        raise AnalysisError(f"{shown} is made for spaCy {wanted}; this is spaCy {present}", _OTHER)


def _try(nlp: Language) -> None:
    """Read a sentence's analysis: what a vocabulary lacks shows only then."""
    for token in nlp(_TRIAL):
        _ = token.tag_, token.dep_, token.ent_type_
