import json
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.json import decode, encode
from msgspec.structs import replace

from annotations.errors import ExportError
from annotations.export.files import make_folder, write_file
from annotations.export.json import array_of, schema, to_json, without_controls
from annotations.export.registry import format_named, formats
from annotations.models import (
    Anchor,
    AnnotatedArticle,
    Article,
    Block,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Evidence,
    Generator,
    HistoryEntry,
    Note,
    Quote,
    RecordStamp,
    Span,
    Speaker,
)

TEXT = "Rain fell.\n“It rained,” Ada Moss said."
STAMP = RecordStamp(id="u", revision=2, created="2026-01-05T10:00:00.000Z", modified="2026-01-05T10:00:01.000Z")
QUOTED = Span(11, 23, TEXT[11:23])

FULL = AnnotatedArticle(
    generator=Generator(version="0.1.0", pipeline="en_core_news_sm 0.1.0", analysis="1"),
    article=Article(
        id="a-0123456789abcdef",
        version="sha256:0",
        source="/tmp/rain.txt",
        title="Rain fell.",
        retrieved="2026-01-05T10:00:00Z",
        text=TEXT,
        blocks=(Block("heading", 0, 10), Block("paragraph", 11, len(TEXT))),
    ),
    entities=(Entity(id="n-1", start=24, end=32, text="Ada Moss", label="PERSON", entity="e1"),),
    entity_index=(EntityCluster(id="e1", name="Ada Moss", label="PERSON", mentions=1),),
    quotes=(
        Quote(
            id="q-1",
            kind="direct",
            spans=(QUOTED,),
            speaker=Speaker(start=24, end=32, text="Ada Moss", name="Ada Moss", entity="e1"),
            cue=Span(33, 37, "said"),
            rule="subject-of-cue",
            confidence=1,
        ),
    ),
    claims=(
        Claim(
            id="c-1",
            spans=(QUOTED,),
            quote="q-1",
            claimant=Claimant(name="Ada Moss", entity="e1"),
            check_worthiness=0.5,
            reasons=("attributed",),
            verdict="disputed",
            note="Dry.",
            evidence=(Evidence(url="https://weather.example"),),
            history=(HistoryEntry("2026-01-05T10:00:01.000Z", "disputed"),),
            record=STAMP,
            anchor=Anchor(exact=QUOTED.text, prefix="fell. ", suffix=" Ada"),
        ),
    ),
    notes=(Note(spans=(Span(0, 4, "Rain"),), note="Where?", record=STAMP),),
)
EMPTY = AnnotatedArticle(
    generator=Generator(version="0.1.0", pipeline=None, analysis="1"),
    article=Article(id="a-0", version="sha256:0", title="x", text="x", blocks=()),
)


def shipped_schema() -> dict[str, Any]:
    text = resources.files("annotations.export").joinpath("annotated-article.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_the_shipped_schema_is_the_one_generated_from_the_models() -> None:
    assert shipped_schema() == schema(), f"write it anew:\n{json.dumps(schema(), indent=2)}"


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(shipped_schema())


@pytest.mark.parametrize("annotated", [FULL, EMPTY])
@pytest.mark.parametrize("compact", [True, False])
def test_output_validates_and_reads_back_as_it_was(annotated: AnnotatedArticle, compact: bool) -> None:
    data = to_json(annotated, compact=compact)
    Draft202012Validator(shipped_schema()).validate(json.loads(data))
    assert decode(data, type=AnnotatedArticle, strict=True) == annotated


def test_the_schema_requires_every_key_that_is_written() -> None:
    written = json.loads(to_json(FULL))
    del written["claims"][0]["evidence"]
    assert not Draft202012Validator(shipped_schema()).is_valid(written)


def test_the_schema_allows_keys_that_a_later_version_adds() -> None:
    written = json.loads(to_json(FULL))
    written["claims"][0]["added_later"] = 1
    Draft202012Validator(shipped_schema()).validate(written)


def test_the_schema_refuses_an_unknown_verdict() -> None:
    written = json.loads(to_json(FULL))
    written["claims"][0]["verdict"] = "doubtful"
    assert not Draft202012Validator(shipped_schema()).is_valid(written)


def test_keys_are_those_of_the_contract_in_its_order() -> None:
    claim = json.loads(to_json(FULL))["claims"][0]
    assert list(claim) == [
        "id",
        "spans",
        "origin",
        "quote",
        "claimant",
        "check_worthiness",
        "reasons",
        "same_as",
        "verdict",
        "note",
        "tags",
        "evidence",
        "history",
        "record",
        "anchor",
    ]


def test_compact_output_is_one_line() -> None:
    data = to_json(FULL, compact=True)
    assert data.count(b"\n") == 1
    assert data.endswith(b"}\n")


def test_several_files_join_to_one_array() -> None:
    assert json.loads(b"".join(array_of([to_json(FULL), to_json(EMPTY)]))) == [
        json.loads(to_json(FULL)),
        json.loads(to_json(EMPTY)),
    ]
    assert json.loads(b"".join(array_of([]))) == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_control_character_reaches_the_output_and_none_is_lost(note: str) -> None:
    claim = replace(FULL.claims[0], note=note)
    data = to_json(replace(FULL, claims=(claim,)), compact=True)
    controls = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"}
    assert not controls.intersection(data.decode())
    assert json.loads(data)["claims"][0]["note"] == note


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExportError) as caught:
        format_named("docx")
    assert all(name in caught.value.hint for name in formats())


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_must_not_be_overwritten_is_not(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_file(path, b"old", overwrite=False)
    with pytest.raises(ExportError, match="exists"):
        write_file(path, b"new", overwrite=False)
    assert path.read_bytes() == b"old"


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    target, link = tmp_path / "real.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"out\.json"):
        write_file(tmp_path / "nowhere" / "out.json", b"new")


def test_links_in_a_circle_and_names_of_long_letters_are_no_trouble(tmp_path: Path) -> None:
    circle, long = tmp_path / "a.json", tmp_path / f"{'😀' * 60}.json"
    circle.symlink_to(tmp_path / "b.json")
    (tmp_path / "b.json").symlink_to(circle)
    for path in (circle, long):
        write_file(path, b"new")
        assert path.read_bytes() == b"new"


def test_a_device_is_written_to() -> None:
    write_file(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(ExportError, match="not a folder"):
        make_folder(tmp_path / "out")


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
    | st.text(alphabet="\x1b\x7f\x85\x9b\u200e\u202e\u2028\u2066\u061c«é", max_size=20)
)
def test_no_character_that_a_terminal_may_obey_is_written_as_it_is(words: str) -> None:
    encoded = without_controls(encode([words]))
    shown = encoded.decode()
    assert not any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in shown)
    assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert json.loads(encoded) == [words]
