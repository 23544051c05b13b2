"""The training configurations and the bundled pipeline that was made from them."""

from pathlib import Path

import pytest
import spacy
from spacy.util import load_config

from annotations.training import train
from annotations.training.assemble import LICENCE, SOURCES

TRAINING = Path(train.__file__ or "").parent
BUNDLED = TRAINING.parent / "pipelines" / "en_core_news_sm"


@pytest.mark.parametrize("part", ["syntax", "entities"])
def test_a_configuration_is_complete_and_seeded(part: str) -> None:
    config = load_config(TRAINING / f"{part}.cfg", interpolate=False)
    assert config["system"]["seed"] == 0
    nlp = spacy.util.load_model_from_config(config, auto_fill=False)
    assert nlp.pipe_names == config["nlp"]["pipeline"]


def test_the_bundled_pipeline_names_its_sources_and_licence() -> None:
    nlp = spacy.load(BUNDLED)
    assert nlp.meta["license"] == LICENCE
    assert [source["name"] for source in nlp.meta["sources"]] == [name for name, _ in SOURCES]
    card = (BUNDLED / "README.md").read_text(encoding="utf-8")
    assert all(name in card for name, _ in SOURCES)
    assert f"{100 * nlp.meta['performance']['ents_f']:.1f}" in card


def test_the_bundled_pipeline_finds_entities_before_it_parses() -> None:
    assert spacy.load(BUNDLED).pipe_names.index("ner") < spacy.load(BUNDLED).pipe_names.index("parser")


def test_the_bundled_pipeline_names_no_path_of_the_machine_that_trained_it() -> None:
    assert set(load_config(BUNDLED / "config.cfg")["paths"].values()) == {None}
