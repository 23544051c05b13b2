"""What a name itself and its surroundings tell about what it names."""

import re
from collections.abc import Iterator

from annotations.analysis.gazetteer import Fact, Gazetteer
from annotations.analysis.mentions import Mention
from annotations.analysis.trimming import title_before
from annotations.models import EntityLabel

MODEL_WEIGHT = 1.0
KIND_WEIGHT = 3.0
"""The kind that a name spells out ("… University") outweighs a few opinions of the model."""
GIVEN_NAME_WEIGHT = 2.0
TITLE_WEIGHT = 3.0
PLACE_WEIGHT = 1.0
"""What *in* before a name that may be a place adds; a province after it (*Salem, Oregon*) three times that."""
SHAPE_WEIGHT = 1.5
FACT_WEIGHT = 0.5
"""A name with several meanings; one with a single meaning needs no vote."""

_KINDS: tuple[tuple[EntityLabel, re.Pattern[str]], ...] = (
    (
        "LAW",
        re.compile(r"\b(?:Act|Bill|Treaty|Constitution|Amendment|Convention on .*|Protocol|Accords?|Laws?)$|\w v\. \w"),
    ),
    ("GPE", re.compile(r"^(?:Northern|Southern|Eastern|Western|Middle|Central) District of \w+$")),
    (
        "ORG",
        re.compile(
            r"\b(?:Inc|Inc\.|Corp|Corp\.|Corporation|Company|Co\.|Ltd|Ltd\.|LLC|PLC|plc|GmbH|AG|Group|Holdings|Airlines|"
            r"Airways|Bank|Ministry|Department|Agency|Administration|Authority|Commission|Committee|Council|Congress|"
            r"Parliament|Assembly|Senate|Court|Party|Union|Association|Federation|Confederation|League|Foundation|"
            r"Institute|Institution|Center|Centre|University|College|School|Academy|Hospital|Society|Organi[sz]ation|Office|Bureau|"
            r"Service|Services|Police|Army|Navy|Force|Forces|Corps|Brigade|Brigades|Front|Movement|Alliance|Coalition|"
            r"Times|Post|Herald|Tribune|Gazette|Telegraph|Guardian|Newspaper|News|Magazine|Press|Television|Radio|FC|"
            r"United F\.?C\.?|Club|Industries|Technologies|Systems|Pharmaceuticals|Motors|Energy|Petroleum|Insurance|"
            r"Capital|Partners|Associates|Observatory|Initiative|Trust|Fund|Board|Construction|Studios|Records)$"
            r"|^(?:Ministry|Department|University|Bank|House|Institute|Bureau|Office|Court|College|Port Authority) "
            r"(?:of|for) "
        ),
    ),
    (
        "FAC",
        re.compile(
            r"\b(?:Airport|Airfield|Prison|Stadium|Bridge|Tunnel|Cathedral|Mosque|Church|Temple|Palace|Castle|Tower|Hotel|"
            r"Square|Street|Avenue|Highway|Boulevard|Dam|Plaza|Arena|Museum|Terminal|Camp)$|^(?:Camp|Route) "
        ),
    ),
    (
        "LOC",
        re.compile(
            r"\b(?:Sea|Ocean|River|Mountains?|Valley|Desert|Peninsula|Strait|Straits|Gulf|Basin|Glacier|Reef|Canyon)$"
            r"|^(?:Mount|Mt\.?|Lake|Gulf of|Bay of|Sea of|Strait of|Cape) \w"
        ),
    ),
    (
        "EVENT",
        re.compile(
            r"\b(?:Olympics|Olympic Games|Paralympics|World Cup|Championships?|Grand Prix|Games|War|"
            r"World War (?:I|II|One|Two)|"
            r"Summit|Conference|Festival|Marathon|Revolution|Uprising|Operation \w+)$"
            r"|^(?:Hurricane|Cyclone|Typhoon|Tropical Storm|Operation|Battle of) [A-Z]"
            r"|\bNational Convention$"
        ),
    ),
    ("WORK_OF_ART", re.compile(r"\b(?:Prize|Award|Medal of \w+|Oscars?)$|^(?:Nobel|Pulitzer) ")),
)
_CAMEL_CASE = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Lo|O[’'])[A-Z][a-z]+[A-Z][A-Za-z]+$")
_CAPITALS = re.compile(r"[A-Z]{3,6}$")
_WIDER = re.compile(r", ((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)\b")
_PLACING = (" in ", " at ", " from ", " near ", "In ")
_PERSON_SHAPE = re.compile(
    r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|de|da|del|della|di|bin|ibn|al|el|van|von|der|den|la|le))+"
)


def votes(text: str, mention: Mention, facts: Gazetteer) -> Iterator[tuple[EntityLabel, float]]:
    """Yield labels that speak for themselves at this mention, with their weights; first the model's own."""
    yield mention.label, MODEL_WEIGHT
    name = text[mention.start : mention.end]
    kind = kind_of(name)
    if kind:
        yield kind, KIND_WEIGHT
    fact = facts.fact(name)
    if _CAMEL_CASE.match(name) or (mention.label == "PERSON" and _CAPITALS.match(name)):
        yield "ORG", SHAPE_WEIGHT
    yield from _place_votes(text, mention, fact, facts)
    if fact:
        yield fact.label, FACT_WEIGHT
    elif title_before(text, mention.start, facts) and not kind:
        yield "PERSON", TITLE_WEIGHT
    if not kind and not fact and name.split()[0] in facts.given_names and (" " not in name or looks_personal(name)):
        yield "PERSON", GIVEN_NAME_WEIGHT


def _place_votes(
    text: str, mention: Mention, fact: Fact | None, facts: Gazetteer
) -> Iterator[tuple[EntityLabel, float]]:
    wider = _WIDER.match(text, mention.end)
    known = facts.fact(wider[1]) if wider else None
    if known and known.label == "GPE" and mention.label in ("PERSON", "GPE", "LOC", "FAC"):
        yield "GPE", 3 * PLACE_WEIGHT
    if fact and fact.label in ("GPE", "LOC") and text[max(0, mention.start - 6) : mention.start].endswith(_PLACING):
        yield fact.label, PLACE_WEIGHT


def kind_of(name: str) -> EntityLabel | None:
    """Return the label that a name of several words spells out, or None."""
    if " " not in name:
        return None
    return next((label for label, pattern in _KINDS if pattern.search(name)), None)


def looks_personal(name: str) -> bool:
    """Tell whether a name of several words has the shape of a person's."""
    return _PERSON_SHAPE.fullmatch(name) is not None and len(name.split()) <= 5
