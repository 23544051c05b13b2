import pytest
from spacy.tokens import Doc

from annotations.analysis.analyse import analyse
from annotations.analysis.parsed import fold_relations
from annotations.analysis.pieces import PIECE_CHARACTERS, SECTION_CHARACTERS
from annotations.analysis.pipeline import Pipeline, load
from annotations.models import Entity
from tests.builders import make_article

TEXT = "\n".join(
    [
        "The harbour of Mombasa closed on Monday, the Kenyan port authority said.",
        "“Nobody can sail,” said Ruth Karanja, who runs the ferries. She expects losses of $3 million.",
        *(
            f"On day {number} of the strike, Karanja told Reuters that talks in Nairobi would go on."
            for number in range(12)
        ),
        "Kenya exports tea through Mombasa.",
    ]
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load(None)


def test_an_article_gets_entities_quotes_and_claims(pipeline: Pipeline) -> None:
    analysis = analyse(make_article(TEXT), pipeline)
    assert analysis.pipeline == pipeline.name
    assert {("Kenya", "GPE"), ("Kenyan", "NORP"), ("Monday", "DATE"), ("$3 million", "MONEY")} <= {
        (entity.text, entity.label) for entity in analysis.entities
    }
    assert any(quote.spans[0].text.startswith("“Nobody can sail") for quote in analysis.quotes)
    assert analysis.claims


@pytest.mark.parametrize("first", [1, 400, len(TEXT) - 1, len(TEXT) + 100])
def test_where_it_starts_changes_nothing(first: int, pipeline: Pipeline) -> None:
    article = make_article(TEXT)
    assert analyse(article, pipeline, first=first) == analyse(article, pipeline)


def test_progress_begins_at_the_paragraph_asked_for_and_reaches_all(pipeline: Pipeline) -> None:
    batches: list[tuple[Entity, ...]] = []
    last = TEXT.index("Kenya exports")
    analyse(make_article(TEXT), pipeline, first=last, progress=batches.append)
    assert batches[0][-1].start >= last
    assert min(entity.start for batch in batches for entity in batch) < 100
    assert len(batches) > 1


def test_progress_gives_mentions_the_ids_they_keep(pipeline: Pipeline) -> None:
    seen: set[str] = set()
    analysis = analyse(make_article(TEXT), pipeline, progress=lambda batch: seen.update(one.id for one in batch))
    kenya = [entity.id for entity in analysis.entities if entity.text in ("Kenya", "Nairobi")]
    assert len(kenya) == 13
    assert set(kenya) <= seen


def test_what_progress_raises_ends_the_analysis(pipeline: Pipeline) -> None:
    calls: list[int] = []

    def stop(entities: tuple[Entity, ...]) -> None:
        calls.append(len(entities))
        raise KeyError

    with pytest.raises(KeyError):
        analyse(make_article(TEXT), pipeline, progress=stop)
    assert len(calls) == 1


@pytest.mark.parametrize("text", ["", "x", "…", "—\n\n***", "🙂", "7"])
def test_a_text_without_words_has_no_names_and_no_quotes(text: str, pipeline: Pipeline) -> None:
    analysis = analyse(make_article(text), pipeline)
    assert analysis.quotes == ()
    assert [entity for entity in analysis.entities if entity.label != "CARDINAL"] == []


@pytest.mark.parametrize("unit", ["The ferry to Mombasa left at noon. ", "mombasa ", "x"])
def test_a_huge_paragraph_is_parsed_in_pieces(unit: str, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.nlp, "max_length", PIECE_CHARACTERS + 1)
    text = (unit * (3 * PIECE_CHARACTERS // len(unit))).strip()
    analysis = analyse(make_article(text), pipeline)
    assert sum(entity.text == "Mombasa" for entity in analysis.entities) == text.count("Mombasa")


def test_a_long_text_is_analysed_in_sections_that_share_their_entities(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join([TEXT] * 3)
    whole = analyse(make_article(text), pipeline)
    monkeypatch.setattr("annotations.analysis.pieces.SECTION_CHARACTERS", len(TEXT) // 2)
    assert len(TEXT) // 2 < SECTION_CHARACTERS
    cut = analyse(make_article(text), pipeline, first=len(text) // 2)
    assert [(e.id, e.start, e.text, e.label) for e in cut.entities] == [
        (e.id, e.start, e.text, e.label) for e in whole.entities
    ]
    assert [cluster.id for cluster in cut.entity_index] == [f"e{n + 1}" for n in range(len(cut.entity_index))]
    mentions = [entity.entity for entity in cut.entities]
    assert {cluster.id: cluster.mentions for cluster in cut.entity_index} == {
        name: mentions.count(name) for name in mentions
    }
    names = [(cluster.name, cluster.label) for cluster in cut.entity_index]
    assert len(set(names)) == len(names)
    known = set(mentions)
    assert all(quote.speaker is None or quote.speaker.entity in {None, *known} for quote in cut.quotes)


def test_relations_of_other_treebanks_are_folded_to_those_that_the_rules_read(pipeline: Pipeline) -> None:
    doc = Doc(
        pipeline.nlp.vocab,
        words=["Karanja", "sailed", "Monday"],
        heads=[1, 1, 1],
        deps=["nsubj:outer", "ROOT", "obl:unmarked"],
    )
    fold_relations(doc)
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "obl"]
