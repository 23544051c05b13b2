import json
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from annotations.analysis.fingerprint import BUNDLED, shown_name
from annotations.analysis.pipeline import load
from annotations.errors import AnalysisError


def saved(nlp: Language, folder: Path) -> str:
    for name in ("tagger", "parser", "ner"):
        if name in nlp.pipe_names:
            nlp.get_pipe(name).add_label("PERSON")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


def blank(*parts: str, language: str = "en") -> Language:
    nlp = spacy.blank(language)
    for part in parts:
        nlp.add_pipe(part)
    return nlp


def test_the_bundled_pipeline_is_taken_by_default() -> None:
    pipeline = load(None)
    assert pipeline.name == shown_name(None) == f"{BUNDLED.name} {pipeline.nlp.meta['version']}"
    assert {"tagger", "parser", "ner"} <= set(pipeline.nlp.pipe_names)


def test_a_folder_can_be_named_and_unused_parts_are_left_out(tmp_path: Path) -> None:
    nlp = blank("tagger", "parser", "ner", "senter")
    nlp.meta.update({"name": "mine", "version": "1.2.3"})
    folder = saved(nlp, tmp_path / "mine")
    pipeline = load(folder)
    assert pipeline.name == shown_name(folder) == "en_mine 1.2.3 in mine"
    assert shown_name(str(tmp_path)) is shown_name("en_nowhere") is None
    assert pipeline.nlp.pipe_names == ["tagger", "parser", "ner"]


@pytest.mark.parametrize(
    ("parts", "language", "message"),
    [
        (("tagger", "ner"), "en", "has no parser"),
        (("parser",), "en", "has no tagger and no ner"),
        (("tagger", "parser", "ner"), "de", "its language is de"),
    ],
)
def test_a_pipeline_that_cannot_do_the_work_is_refused(
    parts: tuple[str, ...], language: str, message: str, tmp_path: Path
) -> None:
    folder = saved(blank(*parts, language=language), tmp_path / "other")
    with pytest.raises(AnalysisError, match=message) as caught:
        load(folder)
    assert "--pipeline" in caught.value.hint


@pytest.mark.parametrize(("wanted", "refused"), [(">=2.0,<2.1", True), (">=3.1,<3.2", False)])
def test_a_pipeline_for_another_generation_of_spacy_is_refused(wanted: str, refused: bool, tmp_path: Path) -> None:
    folder = saved(blank("tagger", "parser", "ner"), tmp_path / "old")
    meta = json.loads((tmp_path / "old" / "meta.json").read_bytes())
    (tmp_path / "old" / "meta.json").write_text(json.dumps({**meta, "spacy_version": wanted}), encoding="utf-8")
    if refused:
        with pytest.raises(AnalysisError, match=f"made for spaCy {wanted}"):
            load(folder)
    else:
        assert load(folder).nlp.pipe_names == ["tagger", "parser", "ner"]


def test_a_pipeline_that_loads_but_does_not_work_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "broken", ignore=shutil.ignore_patterns("vocab"))
    with pytest.raises(AnalysisError, match="cannot load"):
        load(str(tmp_path / "broken"))


@pytest.mark.parametrize("name", ["", "no such folder", "spacy/../x", "~nobody-of-this-name/pipeline"])
def test_a_name_that_is_neither_folder_nor_package_is_an_error(name: str) -> None:
    with pytest.raises(AnalysisError, match="neither a folder nor installed"):
        load(name)


def test_a_missing_pipeline_is_an_error_with_a_hint() -> None:
    with pytest.raises(AnalysisError, match="en_no_such_pipeline") as caught:
        load("en_no_such_pipeline")
    assert "--pipeline" in caught.value.hint


@pytest.mark.parametrize("damage", ["config.cfg", "ner/model", "meta.json", "vocab/strings.json"])
def test_a_damaged_pipeline_is_an_error(damage: str, tmp_path: Path) -> None:
    folder = saved(blank("tagger", "parser", "ner"), tmp_path / "damaged")
    (Path(folder) / damage).write_bytes(b"\x00 damaged")
    with pytest.raises(AnalysisError, match="cannot load"):
        load(folder)


def test_a_missing_bundle_says_to_install_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.analysis.pipeline.BUNDLED", tmp_path / "gone")
    with pytest.raises(AnalysisError, match="is missing") as caught:
        load(None)
    assert "again" in caught.value.hint
