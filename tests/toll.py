"""An article about a harbour's toll, and what an analysis finds in it."""

from typing import Literal

from annotations.models import (
    Analysis,
    Article,
    Block,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Quote,
    Span,
    Speaker,
)

PARAGRAPHS = (
    "Harbour toll to rise",
    "Mayor Ada Brenner said the toll will rise by 12 percent in May.",
    "“Ships pay less here than in any other port,” said Brenner. The council of Lindholm met on Monday.",
    "Jon Marek claimed that forty boats had already left, and that more would follow.",
    *(f"Paragraph {number} tells of quays and cranes, of ropes and of rain over the water." for number in range(20)),
    "In the end the council agreed that the toll had last been raised in 1998.",
)
TEXT = "\n".join(PARAGRAPHS)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def entity(words: str, label: Literal["PERSON", "GPE", "PERCENT"], cluster: str) -> Entity:
    at = span(words)
    return Entity(id=f"n-{at.start}", start=at.start, end=at.end, text=words, label=label, entity=cluster)


def claim(words: str, worth: float, who: str | None = None) -> Claim:
    at = span(words)
    claimant = Claimant(name=who) if who else None
    return Claim(id=f"c-{at.start}", spans=(at,), check_worthiness=worth, reasons=("number",), claimant=claimant)


CLAIMS = (
    claim("the toll will rise by 12 percent in May", 0.9, "Ada Brenner"),
    claim("Ships pay less here than in any other port", 0.6, "Ada Brenner"),
    claim("forty boats had already left", 0.8, "Jon Marek"),
    claim("more would follow", 0.3, "Jon Marek"),
    claim("the toll had last been raised in 1998", 0.7),
)
DETECTED = Analysis(
    pipeline="pretend 1.0",
    entities=(
        entity("Ada Brenner", "PERSON", "e1"),
        entity("12 percent", "PERCENT", "e2"),
        entity("Lindholm", "GPE", "e3"),
        entity("Jon Marek", "PERSON", "e4"),
    ),
    entity_index=(
        EntityCluster(id="e1", name="Ada Brenner", label="PERSON", mentions=2),
        EntityCluster(id="e2", name="12 percent", label="PERCENT", mentions=1),
        EntityCluster(id="e3", name="Lindholm", label="GPE", mentions=1),
        EntityCluster(id="e4", name="Jon Marek", label="PERSON", mentions=1),
    ),
    quotes=(
        Quote(
            id="q-1",
            kind="direct",
            spans=(span("“Ships pay less here than in any other port,”"),),
            speaker=Speaker(name="Ada Brenner", entity="e1"),
            cue=Span(TEXT.index("said Brenner"), TEXT.index("said Brenner") + 4, "said"),
            rule="subject-of-cue",
            confidence=0.9,
        ),
    ),
    claims=CLAIMS,
)


def make_article(text: str = TEXT, *, title: str = PARAGRAPHS[0], version: str = "sha256:1") -> Article:
    heading = Block("heading", 0, text.index("\n") if "\n" in text else len(text))
    return Article(id="a-1", version=version, source="/news/toll.txt", title=title, text=text, blocks=(heading,))
