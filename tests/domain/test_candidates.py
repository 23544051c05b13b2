import pytest

from annotations.candidates import candidates
from annotations.models import Analysis, Entity, EntityCluster, EntityLabel, Quote, Span, Speaker
from tests.builders import make_span

TEXT = (
    "Ann Lee met Tom Reid of Harbour Watch in Leeds. Police said roads were shut. "
    "“Ivy Cole is wrong,” she said. Tom left. France warned of delays."
)


def entity(words: str, cluster: str, label: EntityLabel, *, after: int = 0) -> Entity:
    span = make_span(TEXT, words, after=after)
    return Entity(id=f"n-{span.start}", start=span.start, end=span.end, text=words, label=label, entity=cluster)


def speaker(words: str, name: str, cluster: str | None) -> Speaker:
    span = make_span(TEXT, words)
    return Speaker(start=span.start, end=span.end, text=words, name=name, entity=cluster)


def quote(words: str, said_by: Speaker | None) -> Quote:
    span: Span = make_span(TEXT, words)
    return Quote(id=f"q-{span.start}", kind="direct", spans=(span,), speaker=said_by, rule="test", confidence=0.5)


ROADS = quote("roads were shut", speaker("Police", "Police", None))
WRONG = quote("“Ivy Cole is wrong,”", speaker("she", "Ann Lee", "e1"))
DELAYS = quote("of delays", speaker("France", "France", "e5"))
ANALYSIS = Analysis(
    entities=(
        entity("Ann Lee", "e1", "PERSON"),
        entity("Tom Reid", "e2", "PERSON"),
        entity("Harbour Watch", "e3", "ORG"),
        entity("Leeds", "e4", "GPE"),
        entity("Ivy Cole", "e6", "PERSON"),
        entity("Tom", "e2", "PERSON", after=TEXT.index("Tom left")),
        entity("France", "e5", "GPE"),
    ),
    entity_index=(
        EntityCluster(id="e1", name="Ann Lee", label="PERSON", mentions=1),
        EntityCluster(id="e2", name="Tom Reid", label="PERSON", mentions=2),
        EntityCluster(id="e3", name="Harbour Watch", label="ORG", mentions=1),
        EntityCluster(id="e4", name="Leeds", label="GPE", mentions=1),
        EntityCluster(id="e6", name="Ivy Cole", label="PERSON", mentions=1),
        EntityCluster(id="e5", name="France", label="GPE", mentions=1),
    ),
    quotes=(ROADS, WRONG, DELAYS),
)


def names(analysis: Analysis, of: Quote) -> list[str | None]:
    return [choice.name if choice is not None else None for choice in candidates(analysis, of)]


def test_the_present_speaker_comes_first_then_the_near_ones_and_nobody_last() -> None:
    assert names(ANALYSIS, WRONG) == ["Ann Lee", "Police", "Harbour Watch", "Tom Reid", "France", "Ivy Cole", None]


def test_the_present_speaker_keeps_the_mention_that_the_rules_found() -> None:
    assert candidates(ANALYSIS, WRONG)[0] == WRONG.speaker


def test_others_stand_by_their_nearest_mention_and_full_name() -> None:
    tom = next(choice for choice in candidates(ANALYSIS, DELAYS) if choice is not None and choice.entity == "e2")
    assert (tom.text, tom.name, tom.start) == ("Tom", "Tom Reid", TEXT.index("Tom left"))


def test_a_place_is_a_choice_only_where_the_article_quotes_it() -> None:
    assert "France" in names(ANALYSIS, ROADS)
    assert "Leeds" not in names(ANALYSIS, ROADS)


def test_nobody_comes_first_where_no_speaker_is_known() -> None:
    orphan = quote("roads were shut", None)
    assert names(ANALYSIS, orphan)[0] is None
    assert names(ANALYSIS, orphan).count(None) == 1


@pytest.mark.parametrize("of", [ROADS, WRONG, DELAYS])
def test_nobody_is_listed_twice(of: Quote) -> None:
    choices = candidates(ANALYSIS, of)
    assert len({choice.name if choice else None for choice in choices}) == len(choices)
